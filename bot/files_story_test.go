package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	oneMerchant = "merchant_id,account,name\nM0001,6222000000000010017,老李面馆\n"
	// looseStatement is of a bank that lost an entry: it does not balance.
	looseStatement = ":20:S1\n:25:6222020000001234\n:28C:7\n:60F:C261118CNY0,00\n" +
		":61:2611191119D149,10NTRFP1//B1\n:86:SETTLEMENT P1\n:62F:C261119CNY150,00\n-\n"
	oneSwipe = "transaction_id,merchant_id,terminal_id,time,type,amount,currency,card_last4,scheme,auth_code,rrn,original_rrn,status\n" +
		"T1,M0001,K1,2026-11-20 12:10:00,SALE,3500.00,CNY,1234,UPI,,,,APPROVED\n"
)

// eventually waits until ok.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(hangs); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}

// Files are put into the watched folder; one is damaged, and the support team
// hears of it. The merchant's question is answered from the good ones.
func TestFilesPutIntoTheWatchedFolder(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	dir := filepath.Join(h.dir, "drop")
	h.env["DROP"] = dir
	puts := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+".part", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.WriteFile(path+".done", nil, 0o600), os.Rename(path+".part", path)); err != nil {
			t.Fatal(err)
		}
	}
	puts("merchants.csv", oneMerchant)
	h.serves()
	puts("gateway/today.csv", oneSwipe)
	puts("gateway/damaged.csv", strings.Replace(oneSwipe, "3500.00", "35.00.00", 1))
	post := h.world.Agent("Amy").Sees(`(?s)gateway/damaged\.csv.*35\.00\.00`, 20*time.Second)
	if !strings.Contains(post.Text, "line 2") {
		t.Errorf("the post does not say where: %s", post.Text)
	}
	for _, kept := range []string{"done/merchants.csv", "done/gateway/today.csv", "refused/gateway/damaged.csv"} {
		eventually(t, kept+" is not there with its report", func() bool {
			_, err := os.Stat(filepath.Join(dir, kept))
			report, reportErr := os.ReadFile(filepath.Join(dir, kept+".report.json"))
			return err == nil && reportErr == nil && json.Valid(report)
		})
	}
	if out := h.does("trace", "T1", "--json"); !strings.Contains(out, `"amount": "3500.00"`) {
		t.Errorf("the swipe is not in the books: %s", out)
	}
}

var listens = regexp.MustCompile(`"listen":"([^"]+)"`)

// sends posts a file and gives the status and the answer.
func (h *house) sends(name, text, token string) (int, string) {
	h.t.Helper()
	r, err := http.NewRequest("POST", h.address()+"/files?name="+name, strings.NewReader(text))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Error(err)
		return 0, ""
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Error(err)
	}
	return res.StatusCode, string(b)
}

// Files are sent over HTTP: once, the same again, a damaged one, and by
// somebody who does not know the token.
func TestFilesSentOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const token = "a-token-of-sixteen"
	h.env["FILES_TOKEN"] = token
	h.serves()
	sends := func(name, text, token string, want int) string {
		t.Helper()
		got, report := h.sends(name, text, token)
		if got != want {
			t.Errorf("%s: %d, want %d\n%s", name, got, want, report)
		}
		return report
	}
	sends("merchants.csv", oneMerchant, "another-token-of-it", 401)
	if out := h.does("merchant", "list"); strings.Contains(out, "M0001") {
		t.Errorf("the file was taken without the token: %s", out)
	}
	report := sends("merchants.csv", oneMerchant, token, 200)
	if !strings.Contains(report, `"status": "imported"`) || !strings.Contains(report, `"file": "merchants.csv"`) {
		t.Errorf("the report: %s", report)
	}
	sends("again.csv", oneMerchant, token, 409)
	refused := sends("swipes.csv", strings.Replace(oneSwipe, "SALE", "SELL", 1), token, 422)
	if !strings.Contains(refused, `"line": 2`) {
		t.Errorf("the report of a damaged file: %s", refused)
	}
	h.world.Agent("Amy").Sees(`swipes\.csv`, 20*time.Second)
	if report := sends("nothing.csv", "", token, 422); !strings.Contains(report, `"status": "refused"`) || !strings.Contains(report, "the file is empty") {
		t.Errorf("the report of an empty file: %s", report)
	}
	h.world.Agent("Amy").Sees(`(?s)nothing\.csv.*the file is empty`, 20*time.Second)
	sends("swipes.csv", oneSwipe, token, 200)
	sends("bank.sta&owner=mine", looseStatement, token, 400)
	sends("bank.sta&owner=payer&source=icbc-pay", looseStatement, token, 200)
	odd := h.world.Agent("Amy").Sees(`bank\.sta`, 20*time.Second)
	if !strings.Contains(odd.Text, "150.00 CNY") || !strings.Contains(odd.Text, "-149.10 CNY") || !strings.Contains(odd.Text, "icbc-pay") {
		t.Errorf("the post of a statement that does not balance: %s", odd.Text)
	}
	if out := h.does("export", "bank"); !strings.Contains(out, "B1,orphan") && !strings.Contains(out, "B1/") {
		t.Errorf("the entry: %s", out)
	}
	if out := h.does("trace", "T1", "--json"); !strings.Contains(out, `"amount": "3500.00"`) {
		t.Errorf("the swipe is not in the books: %s", out)
	}
}

// Files without rows are the same every day, and are told of on each; where the
// operator lives it is another day sooner than in Greenwich.
func TestAFileWithoutRowsIsToldOfEachDay(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const token = "a-token-of-sixteen"
	h.env["FILES_TOKEN"] = token
	head, _, _ := strings.Cut(oneSwipe, "\n")
	for _, day := range [][2]string{{"friday.csv", "2026-11-20T08:30:00+08:00"}, {"saturday.csv", "2026-11-21T07:30:00+08:00"}} {
		name, clock := day[0], day[1]
		h.env["CLOCK"] = clock
		h.serves()
		if code, report := h.sends(name, head+"\n", token); code != 200 {
			t.Errorf("%s: %d\n%s", name, code, report)
		}
		h.world.Agent("Amy").Sees(`(?s)`+name+`.*no rows`, 20*time.Second)
		if code, report := h.sends("again.csv", head+"\n", token); code != 409 {
			t.Errorf("%s again: %d\n%s", name, code, report)
		}
		h.ends()
		h.log = &syncBuffer{}
	}
}

// The same file comes over HTTP twice, into the watched folder and by a command,
// all at one moment: one of them brings it, the others hear that it is there.
func TestTheSameFileByEveryWayAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	const token = "a-token-of-sixteen"
	dir := filepath.Join(h.dir, "drop")
	h.env["FILES_TOKEN"], h.env["DROP"] = token, dir
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	h.serves()
	if code, report := h.sends("merchants.csv", oneMerchant, token); code != http.StatusOK {
		t.Fatal(code, report)
	}
	beside := filepath.Join(h.dir, "beside.csv")
	for round := range 3 {
		text := strings.Replace(oneSwipe, "T1,", fmt.Sprintf("T%d,", round+1), 1)
		name := fmt.Sprintf("swipes%d.csv", round)
		said := make(chan string, 4)
		if err := os.WriteFile(beside, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			go func() {
				_, report := h.sends("sent.csv", text, token)
				said <- report
			}()
		}
		go func() {
			report, _, _ := h.tries("import", "--json", beside)
			said <- report
		}()
		for _, path := range []string{name, name + ".done"} {
			if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		done := filepath.Join(dir, "done", name)
		eventually(t, "the file in the folder is not done", func() bool {
			_, err := os.Stat(done) // its report is whole then
			return err == nil
		})
		report, err := os.ReadFile(done + ".report.json")
		if err != nil {
			t.Fatal(err)
		}
		said <- string(report)
		came := map[string]int{}
		for range cap(said) {
			report := <-said
			for _, status := range statuses.FindAllStringSubmatch(report, -1) {
				came[status[1]]++
			}
		}
		if diff := cmp.Diff(map[string]int{"imported": 1, "duplicate": 3}, came); diff != "" {
			t.Errorf("round %d (-want +got):\n%s", round, diff)
		}
	}
	if out := h.does("export", "transactions"); strings.Count(out, ",captured,") != 3 {
		t.Errorf("the books:\n%s", out)
	}
}

var statuses = regexp.MustCompile(`"status": "([a-z]+)"`)
