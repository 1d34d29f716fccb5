package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"moneytrail/config"
	"moneytrail/handlers"
	"moneytrail/handlers/hours"
	"moneytrail/recon/calendar"
	"moneytrail/recon/schedule"
)

// maxCalendar bounds a calendar file: a year of holidays has a few thousand bytes.
const maxCalendar = 1 << 20

// cals gives the calendars, the operator's files among them, shared by
// everything in the process.
func (a *app) cals() (*calendar.Set, error) {
	if a.calendars != nil {
		return a.calendars, nil
	}
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	set := calendar.Builtin()
	if s.Calendars != "" {
		files, err := calendarFiles(s.Calendars)
		if err != nil {
			return nil, fmt.Errorf("settings: MONEYTRAIL_CALENDARS: %w", err)
		}
		if err := set.Extend(files...); err != nil {
			return nil, err
		}
	}
	a.calendars = set
	return set, nil
}

// calendarFiles reads a file, or the files of a folder whose name tells that
// they are of calendars.
func calendarFiles(path string) ([]calendar.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	paths := []string{path}
	if info.IsDir() {
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, err
		}
		paths = nil
		for _, e := range entries {
			if kind := strings.ToLower(filepath.Ext(e.Name())); !e.IsDir() && slices.Contains([]string{".json", ".toml"}, kind) {
				paths = append(paths, filepath.Join(path, e.Name()))
			}
		}
		if len(paths) == 0 {
			return nil, fmt.Errorf("%s holds no calendar file (.json or .toml)", path)
		}
	}
	var files []calendar.File
	for _, p := range paths {
		if info, err := os.Stat(p); err != nil {
			return nil, err
		} else if info.Size() > maxCalendar {
			return nil, fmt.Errorf("%s has %d bytes, which is no calendar", p, info.Size())
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		files = append(files, calendar.File{Name: p, Text: text})
	}
	return files, nil
}

// support gives when the support team works and what it promises.
func (a *app) support() (out handlers.Support, err error) {
	s, err := a.settings()
	if err != nil || s.SupportHours == "" {
		return out, err
	}
	cals, err := a.cals()
	if err != nil {
		return out, err
	}
	if out.Hours, err = hours.Parse(s.SupportHours, s.Zone(), cals); err != nil {
		return out, fmt.Errorf("settings: %sSUPPORT_HOURS: %w", config.Prefix, err)
	}
	out.Answer = s.AnswerWithin()
	return out, nil
}

// plan gives when the files of sources are expected, as far as the settings say it.
func (a *app) plan() (*schedule.Plan, error) {
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	cals, err := a.cals()
	if err != nil {
		return nil, err
	}
	settings := make([]schedule.Setting, len(s.Schedule))
	for i, w := range s.Schedule {
		settings[i] = schedule.Setting{Source: w.Source, Kind: w.Kind, Days: w.Days, By: w.By, Lag: w.Lag,
			Calendar: w.Calendar, Grace: w.Grace, Place: "settings: " + w.Place}
	}
	return schedule.NewPlan(s.Zone(), cals, settings...)
}
