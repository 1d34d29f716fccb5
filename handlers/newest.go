package handlers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"moneytrail/handlers/session"
	"moneytrail/handlers/understand"
	"moneytrail/handlers/understand/script"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// How people call the swipe that was made last: by its place, or as just made.
// The second may be what was just talked about as well; of paying and taking only
// where a swipe is named, as rent and wages are paid too.
var (
	lastMade = regexp.MustCompile(`(?:上|最后|最近|最新|前面)(?:的)?(?:那|这)?(?:一)?(?:笔|单)|` +
		`\b(?:last|latest|newest|most recent|previous) (?:one|swipe|payment|sale|transaction|charge|card|customer)\b`)
	justMade = regexp.MustCompile(`刚(?:才|刚)?(?:刷|收|扫)(?:的|了|完|好)?|刚(?:才|刚)?(?:付|做)(?:的|了|完|好)?(?:那|这|一)*(?:笔|单)|` +
		`\bjust (?:swiped|charged|tapped|scanned|ran (?:a|the|this|that|his|her|their|my|one) (?:card|sale|payment))\b|` +
		`\bjust (?:took|made|did|put through) (?:a|the|this|that|one|another) (?:[a-z]+ )?(?:payment|sale|swipe|card|transaction)\b|\b(?:customer|client|guest|he|she|they|who) (?:has |have )?just paid\b`)
	justNow  = regexp.MustCompile(`(?:刚才|刚刚|头先|啱啱|刚)(?:的)?(?:那|这|嗰)?(?:一)?(?:笔|单|张)|\bjust now\b|\ba (?:moment|minute|second) ago\b`)
	wentThru = regexp.MustCompile(`成功|成了|成没|刷上|刷到|刷成|扣|收到没|过了没|过没过|通过|go(?:ne|es)? through|went through|success|succeed|approved|declined|did it work|ok\b`)
	bareThru = regexp.MustCompile(`^(?:这笔|那笔)?(?:刷卡?|付款?|收款?|扫码?|支付)?(?:成功|刷上|过|通过|刷成)(?:了)?(?:吗|没|没有|么|不|冇|未)$|^(?:did|has|is) (?:it|that|this)(?: one)?(?: just)? (?:go|gone|went|work|approved)(?: through)?$`)
	notLast  = regexp.MustCompile(`上(?:一)?(?:笔|单)(?:出|打|结|到)|(?:出|打|结算|到账|到|提现|退)(?:的)?款|last (?:payout|settlement|refund|chargeback)|哪|几笔|多少笔|which|how many`)
)

// newest answers which swipe was made last, and how it stands: "刚才那笔成功没",
// "did the last one go through". done is false where the words are about
// something else, or name a swipe by its facts.
func (t *turn) newest(text string, r understand.Reading) (done bool, err error) {
	said, s := script.Plain(text), session.Of(r)
	s.Hour = -1
	today := len(s.Dates) == 0 || len(s.Dates) == 1 && s.Dates[0].From == t.today() && s.Dates[0].To == t.today()
	_, shown := subjectFrom(t.flow.About)
	made := justMade.MatchString(said) || justNow.MatchString(said) && wentThru.MatchString(said)
	last := made || lastMade.MatchString(said) || justNow.MatchString(said) && !shown
	last = last || !shown && bareThru.MatchString(strings.Trim(said, " ?!.。，,"))
	if s.Any() && !(onlyDays(s) && today) || !last || notLast.MatchString(said) || r.Decision == understand.Act && !ofSwipe(r.Intent) {
		return false, nil
	}
	if t.quote != nil && (t.quote.reply || !made) {
		return false, nil // the last of what the message told
	}
	if !made && t.listStands() {
		return t.lastOfList(text)
	}
	// Queries are of business days, and that of a swipe behind the cut-off is tomorrow's.
	found, _, err := t.Books.Trails(t.ctx, t.scope, Query{MerchantID: t.merchant.ID, To: t.today() + 1, Limit: 2 * pageSize})
	if err != nil {
		return false, fmt.Errorf("read newest swipes: %w", err)
	}
	found = slices.DeleteFunc(originals(found), func(tr trail.Trail) bool {
		return tr.Type == record.Refund || len(s.Dates) > 0 && calendar.DateOf(tr.Time.In(t.now.Location())) != t.today() && tr.Business != t.trading(t.today())
	})
	t.session.Misses = 0
	t.flow.Slots, t.flow.Asked = session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text
	if len(found) == 0 {
		now := understand.DateRange{From: t.today(), To: t.today(), Of: understand.OfSwipe}
		return true, t.nothingFound(session.Slots{Intent: understand.WhereIsMyMoney, Dates: []understand.DateRange{now}, Hour: -1})
	}
	one := slices.MaxFunc(found, func(a, b trail.Trail) int { return a.Time.Compare(b.Time) })
	return true, t.together(func() error {
		t.reply(t.voice().plain("ask.newest", nil))
		return t.showTrail(one, t.asked())
	})
}

// listStands tells that a list or a summary stands of which today is not the last day.
func (t *turn) listStands() bool {
	days, ok := strings.CutPrefix(t.flow.About, listDays)
	return ok && !strings.HasSuffix(days, t.today().String()) || t.flow.About == listOpen || strings.HasPrefix(t.flow.About, listRows)
}

// lastOfList shows the last row of the list that stands, where that is the one made
// last of it too, else the list again: which of the two is meant nobody said.
func (t *turn) lastOfList(text string) (done bool, err error) {
	if !strings.HasPrefix(t.flow.About, listRows) {
		return false, nil
	}
	l, ok, err := t.lastListed()
	if err != nil || !ok {
		return false, err
	}
	f := finding{trails: l.Trails, payouts: l.Payouts}
	if n := len(f.trails); n > 0 && n <= pageSize && len(f.payouts) == 0 {
		if last := f.trails[n-1]; !slices.ContainsFunc(f.trails, func(tr trail.Trail) bool { return tr.Time.After(last.Time) }) {
			f.trails = f.trails[n-1:]
		}
	}
	return true, t.among(f, session.Slots{Intent: understand.WhereIsMyMoney, Hour: -1}, text)
}

// ofSwipe tells the intents that a question about the last swipe may be read as.
func ofSwipe(i understand.Intent) bool {
	switch i {
	case understand.Refund, understand.FeeQuestion, understand.DuplicateCharge, understand.DisputeChargeback, understand.TalkToHuman,
		understand.Suspicious, understand.ChangeAccount, understand.ShortPayment, understand.FundsHeld:
		return false
	}
	return true
}
