package sample

import (
	"fmt"
	"time"

	"moneytrail/recon/calendar"
	"moneytrail/recon/money"
)

// StoryKind is a state of money that the history has on purpose.
type StoryKind string

// The usual stories. Both 老李面馆 and Harbour Coffee have each of them once.
const (
	Due       StoryKind = "due"       // swiped a moment ago, due on the next working day
	Arrived   StoryKind = "arrived"   // in the bank account
	Held      StoryKind = "held"      // kept back until documents come
	Returned  StoryKind = "returned"  // the merchant's bank sent the payout back
	Short     StoryKind = "short"     // the payout arrived with too little
	Refunded  StoryKind = "refunded"  // given back to the customer, netted
	Declined  StoryKind = "declined"  // nothing was charged
	Debited   StoryKind = "debited"   // the terminal knows no outcome, the customer was charged
	Overdue   StoryKind = "overdue"   // approved, and in no settlement
	Duplicate StoryKind = "duplicate" // one card, one amount, twice within a minute
	Reversed  StoryKind = "reversed"  // taken back by the terminal
	NotSeen   StoryKind = "not_seen"  // accepted by the bank, in no statement
	Absent    StoryKind = "absent"    // no such swipe: nothing will be found
)

// The rare stories: four small shops have them, each once.
const (
	Offline    StoryKind = "offline"    // taken without a network, and not uploaded since
	OpenBatch  StoryKind = "open_batch" // in a batch that was not closed
	Uncaptured StoryKind = "uncaptured" // authorised, and never completed
	Differs    StoryKind = "differs"    // cleared with another amount
	Overcharge StoryKind = "overcharge" // a fee above the contract's
	Asked      StoryKind = "asked"      // the customer's bank wants the slip, before a day
	Disputed   StoryKind = "disputed"   // charged back
	Limited    StoryKind = "limited"    // the payout was more than the account may take
	Small      StoryKind = "small"      // less than the smallest payout
	Waits      StoryKind = "waits"      // until the merchant withdraws it
	Expired    StoryKind = "expired"    // held, as the licence expired
	Moved      StoryKind = "moved"      // paid right after the account was changed
	Below      StoryKind = "below"      // more was refunded than came in
	Reserved   StoryKind = "reserved"   // kept in reserve until a day
	Unpriced   StoryKind = "unpriced"   // no contract tells its fee
)

// Story is one of them: what to look for, and what the merchant might ask.
type Story struct {
	Kind          StoryKind
	MerchantID    string
	TransactionID string // "" for Absent
	RRN, Last4    string
	Amount        int64 // minor units
	Currency      string
	At            time.Time
	Chinese       string
	English       string
}

// Actor is a merchant of the history.
type Actor struct {
	ID, Name, Language string
	// Group is the chain that it is a shop of, "" none; Store its name in it.
	Group, Store string
	// Bank: statements of its account are in the files.
	Bank bool
}

// Cast is the index of a history: its merchants and the stories told of them.
type Cast struct {
	Merchants []Actor
	Stories   []Story
}

// Of gives a merchant's story of a kind.
func (c Cast) Of(merchant string, kind StoryKind) (Story, bool) {
	for _, s := range c.Stories {
		if s.MerchantID == merchant && s.Kind == kind {
			return s, true
		}
	}
	return Story{}, false
}

// tell adds a story with the question its merchant would ask today.
func (h *history) tell(kind StoryKind, s *sale) {
	zhDay, enDay := h.dayWords(calendar.DateOf(s.at))
	amount := money.Format(s.amount, currency)
	zh, en := amount, amount
	if s.amount%100 == 0 {
		zh, en = amount[:len(amount)-3], amount[:len(amount)-3]
	}
	var q [2]string
	switch kind {
	case Due:
		q = [2]string{"%s刷的%s怎么还没到", "where is the %[2]s from %[1]s"}
	case Arrived:
		q = [2]string{"%s那笔%s到账了吗", "did the %[2]s from %[1]s arrive"}
	case Held:
		q = [2]string{"%s的%s为什么被扣住了", "why is the %[2]s from %[1]s on hold"}
	case Returned:
		q = [2]string{"%s%s的钱去哪了", "what happened to the %[2]s from %[1]s"}
	case Short:
		q = [2]string{"%s那笔%s到账怎么少了", "why did I get less for the %[2]s from %[1]s"}
	case Refunded:
		q = [2]string{"%s那笔%s退款了吗", "was the %[2]s from %[1]s refunded"}
	case Declined:
		q = [2]string{"%s刷%s没刷成功，钱扣了吗", "the %[2]s %[1]s did not go through, was it charged"}
	case Debited:
		q = [2]string{"%s刷%s失败了，但是客人说钱被扣了", "the %[2]s %[1]s failed but the customer was charged"}
	case Overdue:
		q = [2]string{"%s的%s早就该到了，怎么还没到", "the %[2]s from %[1]s should have arrived, where is it"}
	case Duplicate:
		q = [2]string{"%s有个客人的%s刷了两次", "%[1]s a customer was charged %[2]s twice"}
	case Reversed:
		q = [2]string{"%s的%s冲正了吗", "was the %[2]s from %[1]s reversed"}
	case NotSeen:
		q = [2]string{"后台说%s的%s已经付了，银行里没有", "the portal says the %[2]s from %[1]s is paid, my bank says no"}
	case Waits, Asked, Limited, Below, Small, Offline, OpenBatch, Absent:
		q = [2]string{"%s的%s到哪了", "where is the %[2]s from %[1]s"}
	case Uncaptured:
		q = [2]string{"%s的%s预授权怎么没到账", "where is the %[2]s I authorised on %[1]s"}
	case Differs:
		q = [2]string{"%s刷了%s，金额怎么不对", "the amount of the %[2]s from %[1]s is wrong"}
	case Overcharge, Unpriced:
		q = [2]string{"%s的%s手续费怎么这么多", "why is the fee on the %[2]s from %[1]s so high"}
	case Disputed:
		q = [2]string{"%s的%s为什么被拒付", "why was the %[2]s from %[1]s charged back"}
	case Expired, Reserved:
		q = [2]string{"%s的%s为什么被扣住了", "why is the %[2]s from %[1]s on hold"}
	case Moved:
		q = [2]string{"%s的%s打到哪个账户了", "which account did the %[2]s from %[1]s go to"}
	}
	h.cast.Stories = append(h.cast.Stories, Story{Kind: kind, MerchantID: s.shop.id, TransactionID: s.id, RRN: s.rrn, Last4: s.last4,
		Amount: s.amount, Currency: currency, At: s.at, Chinese: fmt.Sprintf(q[0], zhDay, zh), English: fmt.Sprintf(q[1], enDay, en)})
}

// dayWords names a day as people name it today.
func (h *history) dayWords(d calendar.Date) (zh, en string) {
	switch h.today - d {
	case 0:
		return "今天", "today"
	case 1:
		return "昨天", "yesterday"
	case 2:
		return "前天", d.In(time.UTC).Format("2 January")
	}
	return d.In(time.UTC).Format("1月2号"), d.In(time.UTC).Format("2 January")
}
