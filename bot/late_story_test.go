package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"moneytrail/recon/calendar"
)

// comes imports the files of a business day, at a time of the day after: the
// swipes, and where they have come the lines.
func (h *house) comes(day calendar.Date, at string, kinds ...string) {
	h.t.Helper()
	id, on := strings.ReplaceAll(day.String(), "-", "")[2:], day.String()
	texts := map[string]string{
		"swipes.csv": "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
			fmt.Sprintf("T%s,M0001,K1,%s 12:10:00,SALE,100.00,CNY,1234,UPI,,%s000001,,APPROVED\n", id, on, id),
		"lines.csv": "line_id,settled_on,merchant_id,terminal_id,time,type,gross,fee,net,rrn,payout_id,status\n" +
			fmt.Sprintf("L%s,%s,M0001,K1,%s 12:10:00,SALE,100.00,0.60,99.40,%s000001,P%s,PAID\n", id, on, on, id, id),
	}
	h.env["CLOCK"] = (day + 1).String() + "T" + at + ":00+08:00"
	for _, name := range kinds {
		path := filepath.Join(h.dir, name)
		if err := os.WriteFile(path, []byte(texts[name]), 0o600); err != nil {
			h.t.Fatal(err)
		}
		h.does("import", path)
	}
}

// The files of eight nights come at about the same hour, over a weekend. Then
// the settlement files stay away for two nights: doctor, the merchant's answer
// and Slack name both days, and an hour that is set stands above the learned one.
func TestFilesThatAreLateByWhatWasLearned(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.imports(map[string]string{"merchants.csv": oneMerchant})
	first := calendar.NewDate(2026, 11, 9)
	for i := range calendar.Date(8) {
		h.comes(first+i, fmt.Sprintf("03:%02d", 5+i*7%11), "swipes.csv", "lines.csv")
	}
	asks := func(clock, question string) string {
		t.Helper()
		h.env["CLOCK"] = clock
		return h.does("ask", "--merchant", "M0001", "--lang", "en", question)
	}
	doctor := func(clock string) string {
		t.Helper()
		h.env["CLOCK"] = clock
		out, _, _ := h.tries("doctor")
		return out
	}
	if out := doctor("2026-11-17T12:00:00+08:00"); strings.Count(out, "covers up to 2026-11-16; expected every day at 03:10 (learned)") != 2 {
		t.Errorf("the hours are not learned:\n%s", out)
	}
	h.comes(first+8, "03:09", "swipes.csv")
	if out := doctor("2026-11-18T03:20:00+08:00"); strings.Contains(out, "late") {
		t.Errorf("late before it is:\n%s", out)
	}
	if out := doctor("2026-11-18T12:00:00+08:00"); !strings.Contains(out, "native settlements: late since 2026-11-18 03:") || !strings.Contains(out, "ask for the file of 2026-11-17,") {
		t.Errorf("one file is late:\n%s", out)
	}
	h.comes(first+9, "03:09", "swipes.csv")
	const noon = "2026-11-19T12:00:00+08:00"
	if out := doctor(noon); !strings.Contains(out, "ask for the files of 2026-11-17 and 2026-11-18, and import them") || strings.Count(out, ": late since") != 1 {
		t.Errorf("two files are late:\n%s", out)
	}
	if out := asks(noon, "where is my 100 from 2026-11-17"); !strings.Contains(out, "settlement files of 2026-11-17 (Tue), 2026-11-18 (Wed) are not here yet (normally 03:10); what we have ends with 2026-11-16 (Mon)") {
		t.Errorf("the answer:\n%s", out)
	}
	h.env["CLOCK"] = noon
	h.serves()
	if post := h.world.Agent("Amy").Sees(`settlement files? of native`, 20*time.Second); !strings.Contains(post.Text, "for 2026-11-17, 2026-11-18 are late, since 2026-11-18 03:") {
		t.Errorf("Slack: %s", post.Text)
	}
	h.ends()
	config := filepath.Join(h.dir, "moneytrail.toml")
	if err := os.WriteFile(config, []byte("[[schedule]]\nsource = \"native\"\nkind = \"settlements\"\ndays = \"every\"\nby = \"22:00\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	h.env["CONFIG"] = config
	if out := doctor(noon); !strings.Contains(out, "late since 2026-11-18 23:00 (usual: every day at 22:00)") || !strings.Contains(out, "ask for the file of 2026-11-17,") {
		t.Errorf("an hour that is set:\n%s", out)
	}
}
