package main

import (
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/recon/record"
	"moneytrail/storage"
)

type merchantCmd struct {
	List merchantListCmd `cmd:"" help:"List the merchants."`
	Add  merchantAddCmd  `cmd:"" help:"Add or change a merchant."`
	Show merchantShowCmd `cmd:"" help:"One merchant: terms, people, freshness of its sources."`
}

type merchantListCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// merchantJSON is a merchant in --json output; the account only by its last four digits.
type merchantJSON struct {
	ID       string `json:"merchant_id"`
	Name     string `json:"name"`
	Account  string `json:"account_last4"`
	Language string `json:"language"`
	Timezone string `json:"timezone"`
	Currency string `json:"currency"`
	Cycle    string `json:"settlement_cycle"`
	CutOff   string `json:"cutoff"`
	FeeBPS   *int64 `json:"fee_bps"`
	Group    string `json:"group_id"`
	Store    string `json:"store"`
}

func merchantView(m record.Merchant) merchantJSON {
	return merchantJSON{m.ID, m.Name, m.Account.Last4, m.Language, m.Zone, m.Currency, m.Cycle, m.CutOff, m.FeeBPS, m.Group, m.Store}
}

// Run lists the merchants in order of their ids.
func (c *merchantListCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	all, err := db.Merchants(a.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		views := make([]merchantJSON, 0, len(all))
		for _, m := range all {
			views = append(views, merchantView(m))
		}
		return printJSON(a.out, views)
	}
	t := table.NewWriter()
	t.SetOutputMirror(a.out)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"merchant", "name", "account", "language", "cycle", "cut-off", "zone", "group"})
	for _, m := range all {
		t.AppendRow(table.Row{m.ID, m.Name, "…" + m.Account.Last4, m.Language, m.Cycle, m.CutOff, m.Zone, m.Group})
	}
	t.Render()
	return nil
}

type merchantAddCmd struct {
	ID       string `arg:"" help:"Merchant id."`
	Account  string `required:"" help:"Settlement account. Only a digest and the last four digits are kept."`
	Name     string `help:"Name."`
	Language string `help:"zh (simplified), zh-Hant (traditional) or en." enum:"zh,zh-Hans,zh-Hant,en" default:"zh"`
	Timezone string `help:"Time zone (default: the operator's)."`
	Currency string `help:"Settlement currency (default: the operator's)."`
	Cycle    string `help:"Settlement cycle." default:"T+1"`
	CutOff   string `name:"cutoff" help:"Cut-off." default:"24:00"`
	FeeBPS   *int64 `name:"fee-bps" help:"Contract rate in basis points."`
}

// Run adds the merchant the way a row of merchants.csv would.
func (c *merchantAddCmd) Run(a *app) error {
	if _, err := loadZone(c.Timezone); err != nil {
		return usageError("--timezone: " + err.Error())
	}
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	m := record.Merchant{Origin: record.Origin{Source: "native", File: "merchant add"}, ID: c.ID, Account: db.Seal(c.Account), Name: c.Name, Language: c.Language,
		Zone: c.Timezone, Currency: c.Currency, Cycle: c.Cycle, CutOff: c.CutOff, FeeBPS: c.FeeBPS}
	if _, err := db.AddMerchant(a.ctx, m); err != nil {
		return err
	}
	if err := db.Audit(a.ctx, handlers.Audit{Actor: "cli", Action: "merchant add", Subject: "merchant:" + c.ID,
		Detail: "account …" + m.Account.Last4}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "merchant %s is in the database; invite its owner with: moneytrail invite %s --role owner\n", c.ID, c.ID)
	return err
}

type merchantShowCmd struct {
	ID   string `arg:"" help:"Merchant id."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Run shows one merchant to staff.
func (c *merchantShowCmd) Run(a *app) error {
	db, err := a.store(slog.LevelWarn)
	if err != nil {
		return err
	}
	m, err := merchantOf(a, db, c.ID)
	if err != nil {
		return err
	}
	team, err := db.Team(a.ctx, c.ID)
	if err != nil {
		return err
	}
	sources, err := db.Sources(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if c.JSON {
		type personJSON struct {
			User     int64     `json:"user"`
			Name     string    `json:"name"`
			Role     string    `json:"role"`
			JoinedAt time.Time `json:"joined_at"`
		}
		type sourceJSON struct {
			Source   string    `json:"source"`
			Kind     string    `json:"kind"`
			Covers   string    `json:"covers"`
			Imported time.Time `json:"imported_at"`
		}
		people, fresh := []personJSON{}, []sourceJSON{}
		for _, p := range team {
			people = append(people, personJSON{p.User, p.Name, string(p.Role), p.JoinedAt})
		}
		for _, s := range sources {
			fresh = append(fresh, sourceJSON{s.Source, string(s.Kind), s.Covers.String(), s.Imported})
		}
		return printJSON(a.out, map[string]any{"merchant": merchantView(m), "people": people, "sources": fresh})
	}
	fee := "not known"
	if m.FeeBPS != nil {
		fee = strconv.FormatInt(*m.FeeBPS, 10) + " bps"
	}
	fmt.Fprintf(a.out, "%s %s\naccount …%s, cycle %s, cut-off %s, fee %s, zone %s, language %s\n", m.ID, m.Name, m.Account.Last4, m.Cycle, m.CutOff, fee, m.Zone, m.Language)
	for _, p := range team {
		fmt.Fprintf(a.out, "person: %s (%s), since %s\n", p.Name, p.Role, p.JoinedAt.Format(time.DateOnly))
	}
	for _, s := range sources {
		fmt.Fprintf(a.out, "source: %s %s, covers up to %s, last file %s\n", s.Source, s.Kind, s.Covers, s.Imported.Format(time.RFC3339))
	}
	return nil
}

// merchantOf gives a merchant that must exist, as staff see it.
func merchantOf(a *app, db *storage.DB, id string) (record.Merchant, error) {
	m, ok, err := db.Merchant(a.ctx, access.StaffScope(), id)
	if err == nil && !ok {
		err = fmt.Errorf("there is no merchant %s; `moneytrail merchant list` lists them", id)
	}
	return m, err
}

// groupOf gives the merchants of a group, none where id is a merchant's own.
// What is neither is an error.
func groupOf(a *app, db *storage.DB, id string) ([]record.Merchant, error) {
	_, missing := merchantOf(a, db, id)
	if missing == nil {
		return nil, nil
	}
	all, err := db.Merchants(a.ctx)
	if err != nil {
		return nil, err
	}
	shops := slices.DeleteFunc(all, func(m record.Merchant) bool { return m.Group != id || id == "" })
	if len(shops) == 0 {
		return nil, missing
	}
	return shops, nil
}

// localNow gives business time on the merchant's wall.
func localNow(a *app, m record.Merchant) (time.Time, error) {
	s, err := a.settings()
	if err != nil {
		return time.Time{}, err
	}
	zone := s.Zone()
	if m.Zone != "" {
		if zone, err = loadZone(m.Zone); err != nil {
			return time.Time{}, err
		}
	}
	return shifted(s.Offset()).Now().In(zone), nil
}

// loadZone gives a time zone by name, the operator's zone being "" elsewhere.
func loadZone(name string) (*time.Location, error) {
	if name == "" {
		return time.UTC, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, fmt.Errorf("%q is not a time zone; write one like Asia/Shanghai", name)
	}
	return zone, nil
}
