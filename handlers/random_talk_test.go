package handlers_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"moneytrail/handlers"
	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// manyShops is how many merchants the random dialogues are spread over.
const manyShops = 100

// primes gives the factor of every amount of a merchant: sums of its amounts
// have it too, and no amount of another merchant's has.
var primes = func() (out []int64) {
	for n := int64(1009); len(out) < manyShops; n += 2 {
		prime := true
		for d := int64(3); d*d <= n; d += 2 {
			prime = prime && n%d != 0
		}
		if prime {
			out = append(out, n)
		}
	}
	return out
}()

// street gives the books of all the shops: each with a dozen swipes of the last
// days in every state, and payouts.
func street() *books {
	b := &books{today: calendar.DateOf(noon)}
	states := []trail.State{trail.Captured, trail.Cleared, trail.Held, trail.PaidOut, trail.Arrived, trail.Returned, trail.Declined, trail.Unknown, trail.Refunded, trail.Reversed}
	for i := range int64(manyShops) {
		id, p := fmt.Sprintf("M1%03d", i), primes[i]
		b.merchants = append(b.merchants, record.Merchant{ID: id, Name: fmt.Sprintf("第%03d号店", i), Language: []string{"zh", "en"}[i%2], Cycle: "T+1", Account: record.Account{Last4: fmt.Sprintf("9%03d", i)}})
		for k := range int64(12) {
			at := noon.Add(-time.Duration(k*7+i%5) * time.Hour)
			tr := swipe(1000*i+k+1, id, fmt.Sprintf("T%03d%02d", i, k), at, p*(100+37*k%200), fmt.Sprintf("%04d", 1000+i*12+k))
			tr.TerminalID, tr.RRN, tr.State = fmt.Sprintf("K1%03d", i), fmt.Sprintf("63%03d0000%03d", i, k), states[(k+i)%10]
			if tr.State == trail.Refunded {
				tr.Arithmetic.Refunded = tr.Amount
			}
			b.trails = append(b.trails, tr)
		}
		for k := range int64(3) {
			on := b.today - calendar.Date(k) - 1
			b.payouts = append(b.payouts, trail.PayoutView{PayoutRef: trail.PayoutRef{Row: 500000 + 10*i + k, ID: fmt.Sprintf("P%03d%d", i, k), Account: fmt.Sprintf("9%03d", i),
				State: []trail.PayoutState{trail.PayoutSent, trail.PayoutArrived, trail.PayoutShort}[k], SentOn: on, ArrivedOn: on, Amount: p * (300 + k)},
				MerchantID: id, Currency: "CNY", Gross: p * (302 + k), LineFees: 2 * p, LinesNet: p * (300 + k), Banked: p * (299 + k), Difference: -p})
		}
	}
	return b
}

// turnsWanted is how many turns the random dialogues have: a few, or as many as
// the environment says.
func turnsWanted(t *testing.T) int {
	n := os.Getenv("MONEYTRAIL_RANDOM_TURNS")
	if n == "" {
		return 300
	}
	turns, err := strconv.Atoi(n)
	if err != nil {
		t.Fatalf("MONEYTRAIL_RANDOM_TURNS=%s is no number", n)
	}
	return turns
}

// phrases are what people write; %s is an amount, a day or a reference.
var phrases = []string{"我的钱呢", "%s没到", "今天%s没到", "昨天%s没到", "前天的没到", "19号到账怎么少了", "where is my %s", "where is yesterday's %s", "my payout came short", "什么时候到账", "手续费怎么算",
	"昨天的账", "最近7天的账单", "不对，是昨天", "不对，是%s", "no, %s not 3500", "not yesterday, but thursday", "刚才问什么", "what was the question", "上一步", "跳过", "不知道", "算了", "cancel", "是", "对", "不是", "yes", "no", "谢谢",
	"你好", "hello", "人工客服", "talk to a person", "有没有可疑的交易", "有人盗刷", "我要换卡", "退款到了吗", "被扣了多少手续费", "呱呱呱", "blah blah", "/cases", "/shops", "/help", "/lang en", "/summary", "昨天下午三点那笔", "尾号%s", "参考号 %s",
	"老板\n%s\n没到\n今天的", "%s", "昨天", "周四", "yesterday", "2026-11-18", "单边账 %s", "重复扣款", "%s 到账了，是什么钱", "还是没到", "still not", "11月18号到11月20号", "天气怎么样", "把%s退给客人", "C-1001"}

var (
	money   = regexp.MustCompile(`[\d,]+\.\d{2}\b`)
	shopIs  = regexp.MustCompile(`第\d{3}号店|K1\d{3}\b|M1\d{3}\b`)
	decimal = regexp.MustCompile(`\d+(?:\.\d+)?`)
	digits  = regexp.MustCompile(`\d+`)
)

// stroll is one random dialogue of several people on the street.
type stroll struct {
	*rapid.T
	w     *world
	users []*user
	shops map[int64][]int64 // the shops that a user acts for
	seen  []string          // the data of every button so far
	said  map[int64]map[string]bool
}

func (s *stroll) pick(n int, what string) int { return rapid.IntRange(0, n-1).Draw(s.T, what) }

// event draws what comes next.
func (s *stroll) event() inbox.Event {
	u := s.users[s.pick(len(s.users), "user")]
	own := s.shops[u.id][0]
	if s.pick(4, "foreign") == 0 {
		own = int64(s.pick(manyShops, "shop"))
	}
	tr := s.w.books.trails[own*12+int64(s.pick(12, "swipe"))]
	word := []string{fmt.Sprintf("%d.%02d", tr.Amount/100, tr.Amount%100), strconv.FormatInt(tr.Amount/100, 10), tr.Last4, tr.RRN, tr.TransactionID, "3500", "0.01"}[s.pick(7, "word")]
	text := phrases[s.pick(len(phrases), "phrase")]
	if strings.Contains(text, "%s") {
		text = fmt.Sprintf(text, word)
	}
	switch s.pick(10, "kind") {
	case 0, 1, 2, 3, 4:
		return u.event(inbox.Message, inbox.TelegramEvent{MessageID: s.w.id(), Text: text})
	case 5, 6, 7:
		data := fmt.Sprintf("q:%d:%s", s.pick(9, "serial"), []string{"yes", "no", "skip", "back", "cancel", "2026-11-19", "x"}[s.pick(7, "choice")])
		if len(s.seen) > 0 && s.pick(5, "made up") > 0 {
			data = s.seen[len(s.seen)-1-s.pick(min(len(s.seen), 40), "button")]
		}
		return u.event(inbox.Press, inbox.TelegramEvent{CallbackID: "cb", MessageID: s.w.id(), Data: data})
	case 8:
		return u.event(inbox.Edited, inbox.TelegramEvent{MessageID: s.w.sessions[[2]int64{u.id, u.id}].LastMessage, Text: text})
	}
	e := inbox.TelegramEvent{MessageID: s.w.id(), What: []string{"sticker", "location", "poll"}[s.pick(3, "what")]}
	if s.pick(2, "file") == 0 {
		e = inbox.TelegramEvent{MessageID: s.w.id(), Text: []string{"", text}[s.pick(2, "caption")], Media: &inbox.Media{Kind: []string{"photo", "voice", "document"}[s.pick(3, "media")], FileID: "f"}}
	}
	return u.event(inbox.Message, e)
}

// check holds what people read against what they may read.
func (s *stroll) check(ev inbox.Event, items []outbox.Item) {
	answers := 0
	for _, it := range items {
		if it.Lane == fmt.Sprint("tg:", ev.Telegram.Chat) && it.Op != outbox.TelegramAnswer && it.Op != outbox.TelegramDelete {
			answers++
		}
		if it.Op != outbox.TelegramSend && it.Op != outbox.TelegramEdit {
			continue
		}
		var m outbox.TelegramMessage
		if err := json.Unmarshal(it.Body, &m); err != nil {
			s.Fatal(err)
		}
		read := m.Text
		person := false
		for _, row := range m.Buttons {
			for _, b := range row {
				read += "\n" + b.Text
				person = person || b.Data == "h" || strings.HasPrefix(b.Data, "h:")
				if len(b.Data) > 64 || b.Text == "" {
					s.Fatalf("button %+v", b)
				}
				s.seen = append(s.seen, b.Data)
			}
		}
		if !person || m.Text == "" {
			s.Fatalf("a dead end after %q:\n%s", ev.Telegram.Text+ev.Telegram.Data, read)
		}
		for _, a := range money.FindAllString(read, -1) {
			if !s.mayRead(m.Chat, a) {
				s.Fatalf("%d reads %s, which is nobody's of theirs, after %q:\n%s", m.Chat, a, ev.Telegram.Text+ev.Telegram.Data, read)
			}
		}
		for _, word := range shopIs.FindAllString(read, -1) {
			if n, _ := strconv.ParseInt(decimal.FindString(strings.TrimLeft(word, "KM1第")), 10, 64); !s.owns(m.Chat, n) && !s.said[m.Chat][word] {
				s.Fatalf("%d reads of another shop, %s:\n%s", m.Chat, word, read)
			}
		}
	}
	if (ev.Kind == inbox.Message || ev.Kind == inbox.Press) && (answers < 1 || answers > 2) {
		s.Fatalf("%q was answered %d times", ev.Telegram.Text+ev.Telegram.Data, answers)
	}
}

func (s *stroll) owns(chat, shop int64) bool {
	for _, n := range s.shops[chat] {
		if n == shop {
			return true
		}
	}
	return false
}

// mayRead tells whether an amount is of a shop of theirs, or they said it themselves.
func (s *stroll) mayRead(chat int64, amount string) bool {
	plain := strings.ReplaceAll(amount, ",", "")
	minor, err := strconv.ParseInt(strings.ReplaceAll(plain, ".", ""), 10, 64)
	if err != nil {
		return false
	}
	for _, n := range s.shops[chat] {
		if minor%primes[n] == 0 {
			return true
		}
	}
	return s.said[chat][plain]
}

// hears keeps what a person said: the bot may say it back.
func (s *stroll) hears(ev inbox.Event) {
	if s.said[ev.Telegram.Chat] == nil {
		s.said[ev.Telegram.Chat] = map[string]bool{}
	}
	for _, n := range decimal.FindAllString(ev.Telegram.Text, -1) {
		whole, cents, _ := strings.Cut(n, ".")
		whole = strings.TrimLeft(whole, "0")
		if whole == "" {
			whole = "0"
		}
		s.said[ev.Telegram.Chat][whole+"."+(cents + "00")[:2]] = true
	}
	for _, n := range digits.FindAllString(ev.Telegram.Text, -1) { // as somebody may read it who takes the point for something else
		s.said[ev.Telegram.Chat][strings.TrimLeft(n, "0")+".00"] = true
	}
	for _, w := range shopIs.FindAllString(ev.Telegram.Text, -1) {
		s.said[ev.Telegram.Chat][w] = true
	}
}

// Whatever many merchants write, tap, send and edit, with old buttons, those of
// others, restarts and days of silence in between: nobody panics, every message
// is answered once, every answer offers a person, and nobody reads an amount or
// a word of another merchant.
// MONEYTRAIL_RANDOM_TURNS=100000 walks on for as many turns.
func TestPeopleOfManyShops(t *testing.T) {
	all, wanted, turns, reader := street(), turnsWanted(t), 0, understand.New()
	for turns < wanted {
		rapid.Check(t, func(rt *rapid.T) {
			if turns >= wanted {
				return
			}
			w := newWorld(t)
			w.books = all
			open := func() *handlers.Desk {
				return handlers.New(handlers.Options{Books: all, Rolls: w, Texts: w.desk.Texts, Reader: reader, Clock: w, Flows: w.desk.Flows, SupportChannel: "C01", BotName: "moneybot", Zone: shanghai})
			}
			w.desk = open()
			s := &stroll{T: rt, w: w, shops: map[int64][]int64{}, said: map[int64]map[string]bool{}}
			for i := range int64(3) {
				u := w.user(i+1, fmt.Sprint("U", i), []string{"zh-hans", "en", "zh-hant"}[i])
				s.users = append(s.users, u)
				for range 1 + i/2 {
					n := int64(s.pick(manyShops, "bound to"))
					if !s.owns(u.id, n) {
						s.shops[u.id] = append(s.shops[u.id], n)
						w.binds(u, fmt.Sprintf("M1%03d", n), []access.Role{access.Owner, access.Finance, access.Cashier}[s.pick(3, "role")])
					}
				}
			}
			for range rapid.IntRange(1, 40).Draw(rt, "turns") {
				ev := s.event()
				s.hears(ev)
				s.check(ev, w.turn(ev))
				turns++
				switch s.pick(12, "time") {
				case 0:
					w.desk = open()
				case 1:
					w.later(time.Duration(s.pick(72, "hours")) * time.Hour)
				default:
					w.later(time.Duration(s.pick(300, "seconds")) * time.Second)
				}
			}
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d turns", turns)
}
