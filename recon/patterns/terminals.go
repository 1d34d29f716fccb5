package patterns

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// tampered: a terminal says that it was opened or manipulated. One event is
// enough, whatever the past: it never belongs to a shop's ordinary life.
func (s *look) tampered() []Finding { return s.alarms(eventTamper) }

// moved: a terminal says that it was taken from its place. One event is enough.
func (s *look) moved() []Finding { return s.alarms(eventMoved) }

func (s *look) alarms(kind string) []Finding {
	var list []happening
	for _, e := range s.day.events {
		if e.Kind == kind && !s.released(e) {
			list = append(list, e)
		}
	}
	return eachGroup(grouped(list, func(e happening) string { return "terminal " + e.TerminalID }), func(list []happening) (Finding, bool) {
		f := s.ofEvents(list).strongIf(true)
		f.Terminal = list[0].TerminalID
		f.Rows = s.leadingUp(list[0], f.Rows)
		return f, true
	})
}

// leadingUp puts what happened to the terminal in the day before an alarm in
// front of it: failed log-ins, firmware, other alarms, in order.
func (s *look) leadingUp(alarm happening, rows []Row) []Row {
	for _, e := range slices.Backward(s.events) {
		if e.TerminalID == alarm.TerminalID && e.at.Before(alarm.at) && alarm.at.Sub(e.at) <= whole && Watched(e.Kind) {
			rows = slices.Insert(rows, 0, rowOfEvent(e))
		}
	}
	return rows
}

// released tells whether staff released the terminal after an alarm.
func (s *look) released(alarm happening) bool {
	return slices.ContainsFunc(s.events, func(e happening) bool {
		return e.Kind == eventRelease && e.TerminalID != "" && e.TerminalID == alarm.TerminalID && e.at.After(alarm.at)
	})
}

// afterTamper: a terminal was used within three days after it was tampered
// with, and nobody had released it. One swipe is enough.
func (s *look) afterTamper() []Finding {
	const watched = 3 * 24 * time.Hour
	var tampered []happening
	for _, e := range s.events {
		if e.Kind == eventTamper && e.TerminalID != "" && !s.released(e) {
			tampered = append(tampered, e)
		}
	}
	used := s.day.only(func(x swipe) bool {
		return x.approved() && slices.ContainsFunc(tampered, func(e happening) bool {
			return e.TerminalID == x.TerminalID && x.at.After(e.at) && x.at.Sub(e.at) <= watched
		})
	})
	return eachGroup(byTerminal(used), func(list []swipe) (Finding, bool) {
		f := s.of(list).strongIf(true)
		f.Terminal = list[0].TerminalID
		return f, true
	})
}

// loginFailures: at least three failed log-ins of a terminal within half an
// hour, and more than twice what it ever had. A shop where somebody mistypes
// every morning stays quiet.
func (s *look) loginFailures() []Finding {
	const least = 3
	usually := s.usual.most(func(m marks) int { return m.logins })
	return eachGroup(s.day.loginsByTerminal(), func(list []happening) (Finding, bool) {
		list = densest(list, halfHour)
		if !above(len(list), least, usually) {
			return Finding{}, false
		}
		f := s.ofEvents(list).strongIf(above(len(list), 2*least, usually))
		f.Terminal, f.Usual.Most = list[0].TerminalID, usually
		return f, true
	})
}

// firmwareOlder: a terminal runs an older firmware than it had. The version is
// the event's reference; one that is no version (1.4.2, v12) tells nothing.
func (s *look) firmwareOlder() []Finding {
	var out []Finding
	for _, e := range s.day.events {
		now, ok := version(e.Reference)
		if e.Kind != eventFirmware || e.TerminalID == "" || !ok {
			continue
		}
		var best []int
		had := ""
		for _, o := range s.events {
			if v, ok := version(o.Reference); ok && o.Kind == eventFirmware && o.TerminalID == e.TerminalID && o.at.Before(e.at) && slices.Compare(v, best) > 0 {
				best, had = v, o.Reference
			}
		}
		if had == "" || slices.Compare(now, best) >= 0 {
			continue
		}
		f := s.ofEvents([]happening{e})
		f.Terminal, f.Version, f.Usual.Version = e.TerminalID, e.Reference, had
		if !slices.ContainsFunc(out, func(o Finding) bool { return o.Terminal == f.Terminal }) {
			out = append(out, f)
		}
	}
	return out
}

// OlderFirmware tells whether version a is older than b; ok is false where one
// of them is no version (1.4.2, v12).
func OlderFirmware(a, b string) (older, ok bool) {
	x, okA := version(a)
	y, okB := version(b)
	return slices.Compare(x, y) < 0, okA && okB
}

// version reads the numbers of a firmware version; zeros at its end say nothing.
func version(text string) ([]int, bool) {
	text = strings.TrimLeft(strings.TrimSpace(text), "vV")
	var out []int
	for _, part := range strings.Split(text, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, false
		}
		out = append(out, n)
	}
	for len(out) > 1 && out[len(out)-1] == 0 {
		out = out[:len(out)-1]
	}
	return out, len(out) > 0
}

// terminalNew: money moved on a terminal that the merchant's past does not
// know, by swipes or events. Merchants to whom new terminals come all the time
// (three in the past, after its first ten days) stay quiet.
func (s *look) terminalNew() []Finding {
	settled := s.usual.days[minHistory-1].on
	came := 0
	for terminal, first := range s.firstSeen {
		if terminal != "" && first > settled && first < s.day.on {
			came++
		}
	}
	if came >= 3 {
		return nil
	}
	fresh := s.day.only(func(x swipe) bool {
		return x.approved() && x.TerminalID != "" && s.firstSeen[x.TerminalID] == s.day.on
	})
	return eachGroup(byTerminal(fresh), func(list []swipe) (Finding, bool) {
		f := s.of(list).strongIf(slices.ContainsFunc(list, swipe.refund))
		f.Terminal = list[0].TerminalID
		return f, true
	})
}

// terminalElsewhere: a terminal that nearly always (19 of 20 swipes, on at least
// ten days) was at one place is used at one where the merchant never was.
// Terminals that travel stay quiet. Places are compared as they are written:
// how far they lie apart is not known.
func (s *look) terminalElsewhere() []Finding {
	places := map[string]map[string]int{} // terminal -> place -> swipes
	known := map[string]bool{}
	days := map[string]int{}
	for _, d := range s.usual.days {
		here := map[string]bool{}
		for _, x := range d.swipes {
			p := place(x)
			if p == "" || !x.approved() {
				continue
			}
			if places[x.TerminalID] == nil {
				places[x.TerminalID] = map[string]int{}
			}
			places[x.TerminalID][p]++
			known[p], here[x.TerminalID] = true, true
		}
		for t := range here {
			days[t]++
		}
	}
	home := func(terminal string) string {
		best, most, all := "", 0, 0
		for p, n := range places[terminal] {
			if all += n; n > most || n == most && p < best {
				best, most = p, n
			}
		}
		if days[terminal] < minHistory || most*20 < all*19 {
			return ""
		}
		return best
	}
	away := s.day.only(func(x swipe) bool {
		return x.approved() && x.TerminalID != "" && place(x) != "" && !known[place(x)] && home(x.TerminalID) != ""
	})
	return eachGroup(byTerminal(away), func(list []swipe) (Finding, bool) {
		f := s.of(list).strongIf(len(list) >= 3)
		f.Terminal, f.Place, f.Usual.Place = list[0].TerminalID, place(list[0]), home(list[0].TerminalID)
		return f, true
	})
}

func place(x swipe) string { return strings.TrimSpace(x.Place) }

// cardTested: a card was declined at least five times within half an hour, more
// than twice as often as any ever was, and then approved within another half hour.
func (s *look) cardTested() []Finding {
	const least = 5
	usually := s.usual.most(func(m marks) int { return m.declines })
	return eachGroup(s.day.declinesByCard(), func(list []swipe) (Finding, bool) {
		list = densest(list, halfHour)
		if !above(len(list), least, usually) {
			return Finding{}, false
		}
		last := list[len(list)-1]
		for _, x := range s.day.swipes {
			if x.sale() && x.card() == last.card() && x.at.After(last.at) && x.at.Sub(last.at) <= halfHour {
				f := s.of(append(slices.Clone(list), x)).strongIf(len(list) >= 2*least)
				f.Count, f.Card, f.Scheme, f.Terminal, f.Usual.Most = len(list), last.Last4, last.Scheme, last.TerminalID, usually
				return f, true
			}
		}
		return Finding{}, false
	})
}
