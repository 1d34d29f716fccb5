package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/recon/trail"
)

// replies answers the newest message to this person whose text has the words.
func (u *user) replies(to, text string) []outbox.TelegramMessage {
	u.w.t.Helper()
	return u.sends(inbox.TelegramEvent{Text: text, ReplyTo: u.messageWith(to)})
}

// messageWith gives the id of the newest message to this person with the words.
func (u *user) messageWith(words string) int {
	u.w.t.Helper()
	n := len(u.w.reach[u.id])
	for _, it := range slices.Backward(u.w.sent) {
		if it.Op != outbox.TelegramSend && it.Op != outbox.TelegramEdit && it.Op != outbox.TelegramFile {
			continue
		}
		m := decode[outbox.TelegramMessage](u.w.t, it)
		if m.Chat != u.id {
			continue
		}
		n--
		if strings.Contains(m.Text, words) {
			return u.w.reach[u.id][n].Message
		}
	}
	u.w.t.Fatalf("%s got no message with %q", u.name, words)
	return 0
}

// tells imports news of swipes and payouts.
func (w *world) tells(transactions, payouts []int64) []outbox.Item {
	return w.turn(inbox.Event{Network: inbox.System, Kind: inbox.TrailsChanged, System: &inbox.SystemEvent{MerchantID: "M0001", Transactions: transactions, Payouts: payouts}})
}

// becomes changes a swipe of the books.
func (w *world) becomes(row int64, change func(*trail.Trail)) {
	for i := range w.books.trails {
		if w.books.trails[i].Row == row {
			change(&w.books.trails[i])
		}
	}
}

func wasReturned(tr *trail.Trail) {
	tr.State, tr.Reasons = trail.Returned, []trail.Reason{"payout_returned"}
}

func wasHeld(tr *trail.Trail) { tr.State, tr.Reasons = trail.Held, []trail.Reason{trail.RiskHold} }

// speaks sets the language of a person.
func (u *user) speaks(lang string) *user {
	u.lang = lang
	u.says(map[string]string{"zh-hans": "你好", "zh-hant": "請問你好嗎，謝謝", "en": "hello"}[lang])
	return u
}

// A reply to one of the bot's messages is about what that told of, days later
// and whatever was talked about since.
func TestAReplyIsAboutItsMessage(t *testing.T) {
	for lang, says := range map[string][]string{
		"zh-hans": {"11月19号8800的到了吗", "11月19号9900到了吗", "这笔呢", "到了吗", "咋回事", "？", "什么时候到"},
		"zh-hant": {"11月19號8800到賬了嗎", "11月19號9900到賬了嗎", "這筆呢", "到賬了嗎", "什麼時候到賬"},
		"en":      {"where is the 8800 of 2026-11-19", "where is the 9900 of 2026-11-19", "and this one?", "has it arrived yet?", "when?"},
	} {
		t.Run(lang, func(t *testing.T) {
			w, li := talk(t)
			li.speaks(lang)
			li.expect(li.says(says[0]), "8,800.00")
			w.later(time.Minute)
			for _, text := range says[2:] {
				li.expect(li.says(says[1]), "9,900.00")
				w.later(time.Minute)
				if got := li.replies("8,800.00", text); len(got) != 1 || strings.Contains(got[0].Text, "9,900.00") || !aboutSwipe(got[0], 21) {
					t.Errorf("%q is answered by\n%s", text, textsOf(got))
				}
				w.later(26 * time.Hour) // all of it is forgotten but what was sent
			}
		})
	}
}

// aboutSwipe tells whether a message's own buttons are for a swipe.
func aboutSwipe(m outbox.TelegramMessage, row int64) bool {
	for _, line := range m.Buttons {
		for _, b := range line {
			if strings.HasPrefix(b.Data, "h:t:") {
				return b.Data == press.Of(press.Person, press.Swipe, row)
			}
		}
	}
	return false
}

// textsOf gives messages as they stand on the screen, with the labels of their buttons.
func textsOf(all []outbox.TelegramMessage) string {
	var out []string
	for _, m := range all {
		out = append(out, m.Text)
		for _, row := range m.Buttons {
			for _, b := range row {
				out = append(out, "["+b.Text+"]")
			}
		}
	}
	return strings.Join(out, "\n---\n")
}

// A few words after a notice are about that, without Telegram's reply too; several
// notices at once are told apart by the amount.
func TestFewWordsAfterANotice(t *testing.T) {
	for lang, says := range map[string]struct{ why, this, thanks string }{
		"zh-hans": {"为什么", "这笔呢", "谢谢"}, "zh-hant": {"為什麼", "這筆呢", "謝謝"}, "en": {"why?", "and this one?", "thanks"},
	} {
		t.Run(lang, func(t *testing.T) {
			for _, text := range []string{says.why, says.this} {
				w, li := talk(t)
				li.speaks(lang)
				w.later(time.Minute)
				w.becomes(21, wasReturned)
				li.expect(li.gets(w.tells([]int64{21}, nil)), "8,800.00")
				w.later(time.Hour)
				if got := li.says(text); len(got) != 1 || !aboutSwipe(got[0], 21) {
					t.Errorf("%q after a notice is answered by\n%s", text, textsOf(got))
				}
			}
			w, li := talk(t)
			li.speaks(lang)
			w.later(time.Minute)
			w.becomes(21, wasReturned)
			w.becomes(22, wasHeld)
			if got := li.gets(w.tells([]int64{21, 22}, nil)); len(got) != 2 {
				t.Fatalf("%d notices", len(got))
			}
			w.later(time.Minute)
			if got := textsOf(li.says(says.this)); !strings.Contains(got, "8,800.00") || !strings.Contains(got, "9,900.00") { // both to tap
				t.Errorf("after two notices:\n%s", got)
			}
			w.later(time.Minute)
			li.gets(w.tells([]int64{21, 22}, nil))
			w.later(time.Minute)
			if got := li.says("9900"); len(got) != 1 || !aboutSwipe(got[0], 22) {
				t.Errorf("9900 after two notices:\n%s", textsOf(got))
			}
			w.later(time.Minute)
			li.gets(w.tells([]int64{21}, nil))
			w.later(time.Minute)
			if got := li.says(says.thanks); strings.Contains(textsOf(got), "8,800.00") {
				t.Errorf("thanks:\n%s", textsOf(got))
			}
		})
	}
}

// What was said after a notice ends that it is what few words are about.
func TestANoticeIsOldOnceSomethingElseWasSaid(t *testing.T) {
	w, li := talk(t)
	w.becomes(21, wasReturned)
	li.gets(w.tells([]int64{21}, nil))
	w.later(time.Minute)
	li.expect(li.says("今天3500到了吗"), "3,500.00")
	w.later(time.Minute)
	if got := li.says("为什么"); !aboutSwipe(got[0], 11) {
		t.Errorf("the swipe talked about last is not meant:\n%s", textsOf(got))
	}
	w.later(25 * time.Hour)
	if got := li.says("为什么"); strings.Contains(textsOf(got), "8,800.00") {
		t.Errorf("a notice of yesterday:\n%s", textsOf(got))
	}
	if got := li.replies("退回", "为什么"); !aboutSwipe(got[0], 21) { // the reply itself tells
		t.Errorf("a reply on the next day:\n%s", textsOf(got))
	}
}

// A number replied to a list chooses from that, also where the screen shows
// another list since.
func TestARepliedNumberChoosesFromItsMessage(t *testing.T) {
	for lang, asks := range map[string]string{"zh-hans": "昨天的到了吗", "zh-hant": "昨天的到賬了嗎", "en": "has yesterday's money arrived"} {
		t.Run(lang, func(t *testing.T) {
			w, li := talk(t)
			li.speaks(lang)
			li.says(asks)
			list := w.reach[li.id][len(w.reach[li.id])-1].Message
			for text, row := range map[string]int64{"9900": 22, "7000": 21, "2": itemOf(li, 1), "1": itemOf(li, 0)} {
				w.later(3 * time.Hour)
				li.says("3500")
				w.later(time.Minute)
				if got := li.sends(inbox.TelegramEvent{Text: text, ReplyTo: list}); len(got) != 1 || !aboutSwipe(got[0], row) {
					t.Errorf("%q of the list:\n%s", text, textsOf(got))
				}
			}
		})
	}
}

// itemOf gives the swipe that the i-th button of a list shows.
func itemOf(u *user, i int) int64 { return press.Parse(u.last.Buttons[i][0].Data).Row(0) }

// The sums of a day are asked which swipes they are of, and why something of it is missing.
func TestAReplyToTheSummaryIsAboutItsDay(t *testing.T) {
	for lang, says := range map[string][]string{"zh-hans": {"哪几笔", "明细", "为什么还没到", "9900"}, "zh-hant": {"哪幾筆", "為什麼還沒到", "9900"},
		"en": {"which ones?", "why not yet?", "9900"}} {
		t.Run(lang, func(t *testing.T) {
			w, li := talk(t)
			li.speaks(lang)
			w.later(time.Minute)
			items := w.turn(inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, Lane: "sys:M0001", System: &inbox.SystemEvent{MerchantID: "M0001", Day: "2026-11-19"}})
			summary := li.gets(items)
			if len(summary) != 1 {
				t.Fatalf("%d summaries", len(summary))
			}
			title, _, _ := strings.Cut(summary[0].Text, "\n")
			for _, text := range says {
				for _, reply := range []bool{false, true} {
					if reply {
						li.says("3500")
						w.later(26 * time.Hour)
					}
					e := inbox.TelegramEvent{Text: text}
					if reply {
						e.ReplyTo = li.messageWith(title)
					}
					got := li.sends(e)
					if len(got) != 1 || !strings.Contains(textsOf(got), "9,900.00") || strings.Contains(textsOf(got), "3,500.00") {
						t.Errorf("%q (reply %t) to the summary of 2026-11-19:\n%s", text, reply, textsOf(got))
					}
					w.later(time.Minute)
					li.gets(w.turn(inbox.Event{Network: inbox.System, Kind: inbox.SummaryDue, Lane: "sys:M0001", System: &inbox.SystemEvent{MerchantID: "M0001", Day: "2026-11-19"}}))
					w.later(time.Minute)
				}
			}
		})
	}
}

// Who may not act for a merchant any more reads nothing of it by a reply, and
// nothing else is taken for it.
func TestAReplyShowsNothingToWhoHasNoRight(t *testing.T) {
	w, li := talk(t)
	w.binds(li, "M0002", access.Owner)
	li.expect(li.says("昨天8800到了吗"), "8,800.00")
	at := li.messageWith("8,800.00")
	w.members = slices.DeleteFunc(w.members, func(m people.Member) bool { return m.User == li.id && m.MerchantID == "M0001" })
	w.later(time.Minute)
	for _, text := range []string{"这笔呢", "为什么", "8800", "到了吗", "which ones?"} {
		if got := textsOf(li.sends(inbox.TelegramEvent{Text: text, ReplyTo: at})); strings.Contains(got, "8,800.00") && text != "8800" || strings.Contains(got, "老李") {
			t.Errorf("%q shows\n%s", text, got)
		}
		w.later(time.Minute)
	}
}

// Who marks one line of a message and replies means that line, of equal amounts the one
// with its time; what is marked and tells of nothing means the message.
func TestAReplyToOneLineIsAboutThatLine(t *testing.T) {
	for lang, x := range map[string]struct{ asks, says string }{"zh-hans": {"我的钱呢", "这笔呢"}, "zh-hant": {"我的錢呢", "為什麼還沒到"}, "en": {"where is my money", "and this one?"}} {
		t.Run(lang, func(t *testing.T) {
			w, li := talk(t)
			li.speaks(lang)
			for i := range w.books.trails {
				w.books.trails[i].State, w.books.trails[i].Reasons, w.books.trails[i].Next = trail.Held, []trail.Reason{trail.RiskHold}, trail.Operator
			}
			w.books.trails = append(w.books.trails, swipe(24, "M0001", "T24", noon.Add(-27*time.Hour), 880000, "7009"))
			w.books.trails[len(w.books.trails)-1].State = trail.Held
			w.books.trails = slices.DeleteFunc(w.books.trails, func(tr trail.Trail) bool { return tr.Row == 23 || tr.Row == 11 })
			list := li.says(x.asks)[0]
			at := w.reach[li.id][len(w.reach[li.id])-1].Message
			for row, last4 := range map[int64]string{21: "7000", 22: "7001", 24: "7009"} {
				line := ""
				for l := range strings.SplitSeq(list.Text, "\n") {
					if strings.Contains(l, last4) {
						line = l
					}
				}
				if line == "" {
					t.Fatalf("no line of %s in\n%s", last4, list.Text)
				}
				got := li.sends(inbox.TelegramEvent{Text: x.says, ReplyTo: at, Quoted: line})
				if other := map[int64]string{21: "7009", 24: "7000", 22: "7000"}[row]; len(got) != 1 || strings.Contains(textsOf(got), other) {
					t.Errorf("%q of the line %q:\n%s", x.says, line, textsOf(got))
				}
				if about := li.last.Buttons; !strings.Contains(fmt.Sprint(about), fmt.Sprintf("t:%d", row)) {
					t.Errorf("%q of the line %q is not about it: %v\n%s", x.says, line, about, textsOf(got))
				}
				w.later(time.Minute)
			}
			if got := li.sends(inbox.TelegramEvent{Text: x.says, ReplyTo: at, Quoted: strings.SplitN(list.Text, "\n", 2)[0]}); !strings.Contains(textsOf(got)+buttonsOf(li), "9,900.00") {
				t.Errorf("of the title alone:\n%s", textsOf(got))
			}
		})
	}
}
