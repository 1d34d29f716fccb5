package handlers

import (
	"moneytrail/handlers/flow"
	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
)

// facts gives the facts of a question by the names of the slots that flows keep them in.
func facts(s session.Slots) map[string]flow.Value {
	out := map[string]flow.Value{}
	if len(s.Amounts) > 0 {
		out["amount"] = flow.AmountOf(s.Amounts...)
	}
	if len(s.Dates) > 0 {
		out["day"] = flow.DaysOf(s.Dates...)
	}
	for name, text := range map[string]string{"last4": s.Last4, "rrn": s.RRN, "terminal": s.Terminal, "slip": s.Slip, "reference": s.Reference} {
		if text != "" {
			out[name] = flow.TextOf(text)
		}
	}
	if s.Hour >= 0 {
		out["hour"] = flow.NumberOf(int64(s.Hour))
		if s.Part {
			out["part"] = flow.NumberOf(1)
		}
	}
	if s.Intent != "" {
		out["intent"] = flow.ChoiceOf(string(s.Intent))
	}
	return out
}

// slotsIn gives the facts of a reading, without what it wants.
func slotsIn(r understand.Reading) session.Slots {
	s := session.Of(r)
	s.Intent = ""
	return s
}

// slotsOf reads the facts of a question back from a flow.
func slotsOf(f flow.Frame) session.Slots {
	text := func(name string) string { v, _ := f.Value(name); return v.Text }
	s := session.Slots{Last4: text("last4"), RRN: text("rrn"), Terminal: text("terminal"), Slip: text("slip"),
		Reference: text("reference"), Intent: understand.Intent(text("intent")), Hour: -1}
	if v, ok := f.Value("amount"); ok {
		s.Amounts = v.Amounts
	}
	if v, ok := f.Value("day"); ok {
		s.Dates = v.Days
	}
	if v, ok := f.Value("hour"); ok {
		s.Hour = int(v.Minor)
		_, s.Part = f.Value("part")
	}
	return s
}
