package main

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"moneytrail/bot/sandbox"
	"moneytrail/storage"
	"moneytrail/storage/testdb"
)

// manyCards is how many card numbers are written: the whole figure is 2000
// (MONEYTRAIL_TEST_CARDS).
func manyCards(t *testing.T) int {
	text, ok := os.LookupEnv("MONEYTRAIL_TEST_CARDS")
	if !ok {
		return 24
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// dresses are ways in which people write a number of digits.
var dresses = []func(string) string{
	func(s string) string { return s },
	func(s string) string { return inGroups(s, 4, " ") },
	func(s string) string { return inGroups(s, 4, "-") },
	func(s string) string { return inGroups(s, 4, "\n") },
	func(s string) string { return inGroups(s, 4, "_") },
	func(s string) string { return inGroups(s, 4, ",") },
	func(s string) string { return inGroups(s, 1, " ") },
	func(s string) string { return inGroups(s, 1, "\u200b") },
	func(s string) string { return inGroups(s, 1, "\ufe0f\u20e3") },
	func(s string) string { return inSigns(s, "０１２３４５６７８９") },
	func(s string) string { return inSigns(s, "零一二三四五六七八九") },
	func(s string) string { return inSigns(s, "⓪①②③④⑤⑥⑦⑧⑨") },
}

func inGroups(s string, n int, sep string) string {
	var parts []string
	for part := range slices.Chunk([]byte(s), n) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, sep)
}

func inSigns(s, ten string) string {
	signs := []rune(ten)
	return strings.Map(func(r rune) rune { return signs[r-'0'] }, s)
}

// cardNumber makes a number that somebody may bear.
func cardNumber(r *rand.Rand) string {
	first := []string{"4", "51", "55", "37", "62", "622202", "3528", "6011"}[r.IntN(8)]
	n := map[string]int{"37": 15, "622202": 19}[first]
	if n == 0 {
		n = 16
	}
	for len(first) < n-1 {
		first += strconv.Itoa(r.IntN(10))
	}
	for c := 0; ; c++ {
		if full := first + strconv.Itoa(c); luhn(full) == 0 {
			return full
		}
	}
}

// Card numbers in every disguise, by every way into the product: as text,
// caption, name of a file, edit, forwarded, behind a command, in a deep link, in
// a button, in a profile, and from agents in Slack; with expiry, security codes,
// identity numbers, phones and one-time codes. Nothing of it is kept or sent
// anywhere; who wrote it is told, and the message is gone.
func TestNoDisguiseBringsANumberIn(t *testing.T) {
	t.Parallel()
	h, _, amy, card := theCase(t)
	r := rand.New(rand.NewPCG(5, 6))
	hidden := needles{}
	var writers []*writer
	lines := 0
	for i := range manyCards(t) {
		number := cardNumber(r)
		hidden.add(number, 12)
		dressed := dresses[i%len(dresses)](number)
		if i%6 == 0 || len(writers) == 0 { // the pace of a chat is a message a second
			writers = append(writers, &writer{Person: h.world.Merchant("顾客"+strconv.Itoa(i), "zh-hans")})
		}
		w := writers[len(writers)-1]
		switch way := i % 11; way { // 11 ways and 12 disguises: each with each
		case 0:
			w.gone(w.Says("卡号" + dressed + " 有效期 08/29 安全码 " + secret(r, 3)))
		case 1:
			w.gone(w.Photo([]byte("\xff\xd8\xff\xe0 a slip"), "小票 "+dressed))
		case 2:
			w.gone(w.Document(strings.ReplaceAll(dressed, "\n", " ")+".pdf", "application/pdf", []byte("%PDF-1.4"), ""))
		case 3:
			w.edits = append(w.edits, edit{w.Says("你好"), dressed})
		case 4:
			w.gone(w.Forwards(dressed + " 这张卡"))
		case 5:
			w.gone(w.Says("/cases " + dressed))
		case 6:
			w.gone(w.Says("/start " + strings.ReplaceAll(dressed, "\n", "-")))
		case 7:
			if err := w.PressesData(w.anyMessage(t), "t:"+strings.ReplaceAll(dressed, "\n", " ")); err != nil && !strings.Contains(err.Error(), "64") {
				t.Fatal(err)
			}
		case 8:
			named := h.world.Merchant(dressed, "zh-hans")
			named.Says("在吗")
		case 9:
			amy.Replies(card, "他的卡 "+dressed)
			lines++
		case 10:
			w.gone(w.Says("我身份证" + identity(r, hidden) + "，手机" + phone(r, hidden) + "，验证码 " + secret(r, 6) + " 密码：geheim" + secret(r, 4)))
		}
		if i%20 == 19 { // at a person's pace, so that answers keep up
			time.Sleep(200 * time.Millisecond)
		}
	}
	for _, w := range writers {
		for _, e := range w.edits {
			if err := w.Edits(e.message, "改成 "+e.text); err != nil {
				t.Fatal(err)
			}
			w.gone(e.message)
		}
	}
	for _, w := range writers {
		for _, m := range w.wanted {
			w.SeesGone(m, 40*time.Second)
		}
		if len(w.wanted) > 0 && !slices.ContainsFunc(w.Messages(), warns) {
			w.Sees(warning.String(), time.Minute)
		}
	}
	hidden.search(t, "while it runs", h.places())
	for _, c := range h.world.Journal.Calls("", "") {
		for field, text := range c.Fields {
			hidden.in(t, c.Method+" "+field, []byte(text))
		}
		for _, name := range c.Files {
			hidden.in(t, c.Method+" file", []byte(name))
		}
	}
	h.ends()
	hidden.search(t, "afterwards", h.places())
	for name, text := range h.places() {
		for _, p := range []string{`安全码 ?\d{3}`, `验证码 ?\d{4}`, `geheim\d`} {
			if found := regexp.MustCompile(p).Find(text); found != nil {
				t.Errorf("%s holds %s", name, found)
			}
		}
	}
	file := filepath.Join(h.dir, "m.backup")
	h.does("backup", file)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if _, err := storage.Restore(context.Background(), copied, file, storage.Options{}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	hidden.in(t, "the backup", text)
	if !bytes.Contains(text, []byte("****")) || lines == 0 {
		t.Error("nothing masked is there either: this looks in the wrong place")
	}
	noObjections(t, h)
}

// writer is a person who writes what must not be kept.
type writer struct {
	*sandbox.Person
	wanted []int // messages that are to be taken away
	edits  []edit
}

type edit struct {
	message int
	text    string
}

func (w *writer) gone(message int) { w.wanted = append(w.wanted, message) }

// warning is in what is told to those who write what must not be kept.
var warning = regexp.MustCompile("完整卡号|验证码|密码")

func warns(m sandbox.Message) bool { return m.FromBot && warning.MatchString(m.Text) }

// anyMessage gives a message of the bot to press on.
func (w *writer) anyMessage(t *testing.T) int {
	t.Helper()
	if len(w.Messages()) == 0 {
		w.Says("在吗")
	}
	return w.Sees(".", 30*time.Second).ID
}

// places gives the bytes of the database, the log, and of temporary files beside them.
func (h *house) places() map[string][]byte {
	h.t.Helper()
	all := testdb.Kept(h.t, h.env["DATABASE"])
	all["the log"] = []byte(h.log.String())
	files, err := filepath.Glob(filepath.Join(h.dir, "*"))
	if err != nil {
		h.t.Fatal(err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.IsDir() {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			h.t.Fatal(err)
		}
		all[filepath.Base(f)] = b
	}
	return all
}

func secret(r *rand.Rand, n int) string {
	s := strconv.Itoa(1 + r.IntN(9))
	for len(s) < n {
		s += strconv.Itoa(r.IntN(10))
	}
	return s
}

func identity(r *rand.Rand, hidden needles) string {
	s := fmt.Sprintf("110105%d%02d%02d%03d", 1950+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000))
	sum := 0
	for i := range s {
		sum += int(s[i]-'0') * (1 << (17 - i) % 11)
	}
	hidden.add(s, 17)
	return s + string("10X98765432"[sum%11])
}

func phone(r *rand.Rand, hidden needles) string {
	s := "13" + secret(r, 9)
	hidden.add(s, 11)
	return s
}

// needles are the first digits of numbers, by how many.
type needles map[int]map[string]bool

func (n needles) add(number string, first int) {
	if n[first] == nil {
		n[first] = map[string]bool{}
	}
	n[first][number[:first]] = true
}

func (n needles) search(t *testing.T, when string, places map[string][]byte) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(places)) {
		n.in(t, when+": "+name, places[name])
	}
}

// in looks for the numbers in bytes, however they are written: a digit is a
// digit in any script, and up to four signs between two do not part them.
func (n needles) in(t *testing.T, where string, text []byte) {
	t.Helper()
	var digits []byte
	gap := 0
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRune(text[i:])
		i += size
		d, ok := shown(c)
		if !ok {
			if gap++; gap > 4 || unicode.IsLetter(c) && c != 'n' || c < ' ' && c != '\n' && c != '\r' { // \n as JSON writes it
				digits = digits[:0]
			}
			continue
		}
		gap = 0
		if digits = append(digits, d); len(digits) > 64 {
			digits = append(digits[:0], digits[32:]...)
		}
		for size, set := range n {
			if len(digits) >= size && set[string(digits[len(digits)-size:])] {
				t.Errorf("%s holds %s...", where, digits[len(digits)-size:])
			}
		}
	}
}

// shown gives the digit that a sign shows.
func shown(c rune) (byte, bool) {
	if c >= '0' && c <= '9' {
		return byte(c), true
	}
	for _, ten := range []string{"０１２３４５６７８９", "零一二三四五六七八九", "⓪①②③④⑤⑥⑦⑧⑨"} {
		if i := strings.IndexRune(ten, c); i >= 0 {
			return byte('0' + utf8.RuneCountInString(ten[:i])), true
		}
	}
	return 0, false
}
