package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// BreakdownBook is a Books that can also split a merchant's days by source and
// currency. Without it there are no charts and no tables by shop.
type BreakdownBook interface {
	Breakdown(ctx context.Context, s access.Scope, merchant string, from, to calendar.Date) ([]trail.Breakdown, error)
}

// chain is several merchants of one group that a person sees as one: those of
// which they may see sums.
type chain struct {
	group   string
	members []people.Member // one for each shop, in the order of shops
	shops   []record.Merchant
}

// whole is what a session holds in the place of a merchant while the person
// acts for a whole chain.
const whole = "group:"

// scope sees the whole chain in the role with the lesser rights of the person's roles in it.
func (c *chain) scope() access.Scope {
	ids := make([]string, 0, len(c.shops))
	for _, m := range c.shops {
		ids = append(ids, m.ID)
	}
	return access.For(c.role(), ids...)
}

func (c *chain) role() access.Role {
	if slices.ContainsFunc(c.members, func(m people.Member) bool { return m.Role != access.Owner }) {
		return access.Finance
	}
	return access.Owner
}

// merchant is the chain as one: it has no number, and name, zone, currency and
// language of its shops.
func (c *chain) merchant() record.Merchant {
	first := c.shops[0]
	return record.Merchant{Name: commonName(c.shops), Group: c.group, Zone: first.Zone, Currency: first.Currency, Language: first.Language}
}

// commonName is what all names begin with, the number of the group where that is little.
func commonName(shops []record.Merchant) string {
	name := []rune(shops[0].Name)
	for _, m := range shops[1:] {
		n := 0
		for _, r := range m.Name {
			if n == len(name) || name[n] != r {
				break
			}
			n++
		}
		name = name[:n]
	}
	said := string(name)
	if end := strings.TrimRight(said, " -·,("); end != said || said == shops[0].Name || !letter(name) {
		said = end
	} else { // in the middle of a word
		said = strings.TrimRight(said[:strings.LastIndexAny(said, " ")+1], " -·,(")
	}
	if len([]rune(said)) < 2 {
		return shops[0].Group
	}
	return said
}

// letter tells whether a name was cut behind a letter of a script that puts spaces between words.
func letter(name []rune) bool {
	return len(name) > 0 && name[len(name)-1] < 0x2e80
}

// byID gives the shops by their numbers.
func (c *chain) byID() map[string]record.Merchant {
	out := make(map[string]record.Merchant, len(c.shops))
	for _, m := range c.shops {
		out[m.ID] = m
	}
	return out
}

// shopsOf reads merchants that the person acts for, in the order of members.
func (t *turn) shopsOf(members []people.Member) ([]record.Merchant, error) {
	ids := make([]string, 0, len(members))
	for _, m := range members {
		ids = append(ids, m.MerchantID)
	}
	found, err := t.Books.Shops(t.ctx, access.For(access.Cashier, ids...))
	if err != nil {
		return nil, fmt.Errorf("read merchants: %w", err)
	}
	byID := make(map[string]record.Merchant, len(found))
	for _, m := range found {
		byID[m.ID] = m
	}
	list := make([]record.Merchant, 0, len(members))
	for _, id := range ids {
		m, ok := byID[id]
		if !ok {
			m = record.Merchant{ID: id}
		}
		list = append(list, m)
	}
	return list, nil
}

// chains gives the chains that a person with these memberships sees as one.
func (t *turn) chains(members []people.Member) ([]*chain, error) {
	members = slices.DeleteFunc(slices.Clone(members), func(m people.Member) bool { return !m.SeesTotals() })
	if len(members) < 2 {
		return nil, nil
	}
	shops, err := t.shopsOf(members)
	if err != nil {
		return nil, err
	}
	var all []*chain
	for i, m := range shops {
		if m.Group == "" {
			continue
		}
		n := slices.IndexFunc(all, func(c *chain) bool { return c.group == m.Group })
		if n < 0 {
			n, all = len(all), append(all, &chain{group: m.Group})
		}
		all[n].members, all[n].shops = append(all[n].members, members[i]), append(all[n].shops, m)
	}
	return slices.DeleteFunc(all, func(c *chain) bool { return len(c.shops) < 2 }), nil
}

// actForWhole makes a chain what the person acts for, where the session says so,
// or says nothing yet and all their merchants are of one.
func (t *turn) actForWhole(acting string) (bool, error) {
	t.chain = nil
	group, named := strings.CutPrefix(acting, whole)
	if len(t.members) < 2 || acting != "" && !named || t.actsFor(acting) {
		return false, nil
	}
	all, err := t.chains(t.members)
	if err != nil {
		return false, err
	}
	for _, c := range all {
		if named && c.group == group || !named && len(c.members) == len(t.members) {
			t.seeWhole(c)
			return true, nil
		}
	}
	return false, nil
}

func (t *turn) seeWhole(c *chain) {
	t.chain, t.session.MerchantID = c, whole+c.group
	t.member = c.members[0]
	t.member.Role = c.role()
	t.scope, t.merchant = c.scope(), c.merchant()
	t.now = t.now.In(t.zone(t.merchant))
}

// acting are the person's bindings to what they act for now, each once.
func (t *turn) acting() []people.Member {
	if t.chain == nil {
		return []people.Member{t.member}
	}
	return once(slices.Clone(t.chain.members), func(m people.Member) int64 { return m.ID })
}

// ofChain tells whether the person acts for one shop of a chain that they see as one too.
func (t *turn) ofChain() (bool, error) {
	if t.chain != nil || t.asking || len(t.members) < 2 {
		return false, nil
	}
	all, err := t.chains(t.members)
	return slices.ContainsFunc(all, func(c *chain) bool {
		return slices.ContainsFunc(c.shops, func(m record.Merchant) bool { return m.ID == t.merchant.ID })
	}), err
}

// covers tells whether a merchant is what the person acts for now, or part of it.
func (t *turn) covers(merchant string) bool {
	if t.chain == nil {
		return merchant == t.merchant.ID
	}
	return slices.ContainsFunc(t.chain.shops, func(m record.Merchant) bool { return m.ID == merchant })
}

// shopIn narrows the turn to one of the person's merchants, by its store key;
// the session stays as it is. 0 is all that the person acts for. False where it
// is none of theirs.
func (t *turn) shopIn(row int64) (bool, error) {
	if row == 0 {
		return true, nil
	}
	shops, err := t.shopsOf(t.members)
	if err != nil {
		return false, err
	}
	for i, m := range shops {
		if m.Row == row {
			t.narrow(t.members[i], m)
			return true, nil
		}
	}
	return false, nil
}

// narrow makes the rest of the turn about one merchant.
func (t *turn) narrow(m people.Member, shop record.Merchant) {
	t.chain, t.member, t.merchant = nil, m, shop
	t.scope = access.For(m.Role, shop.ID)
	t.now = t.now.In(t.zone(shop))
}

// caseShop narrows a turn for a whole chain to the shop that a case belongs to:
// that of the swipe or payout spoken of, else the first.
func (t *turn) caseShop(a about, about bool) error {
	if t.chain == nil {
		return nil
	}
	id := ""
	switch {
	case !about:
	case a.payout:
		p, _, err := t.payoutIn(a.row)
		if err != nil {
			return err
		}
		id = p.MerchantID
	default:
		tr, _, err := t.Books.Trail(t.ctx, t.scope, a.row)
		if err != nil {
			return err
		}
		id = tr.MerchantID
	}
	i := max(0, slices.IndexFunc(t.chain.shops, func(m record.Merchant) bool { return m.ID == id }))
	t.narrow(t.chain.members[i], t.chain.shops[i])
	return nil
}

// ofShop shows what a button of a chain's picture names: a shop's statement of
// some days, or what of it has not arrived.
func (t *turn) ofShop(p press.Press) error {
	ok, err := t.shopIn(p.Row(0))
	if err != nil {
		return err
	}
	if !ok {
		t.reply(t.voice().oldButton())
		return nil
	}
	if p.Arg(1) == "" {
		t.flow.Forget()
		return t.menu(intentOf(p))
	}
	from, to, ok := daysOf(p, 1)
	if !ok {
		t.reply(t.voice().oldButton())
		return nil
	}
	if p.Arg(3) == press.Arrived {
		done, err := t.arrivedIn(understand.DateRange{From: from, To: to, Of: understand.OfArrival})
		if done || err != nil {
			return err
		}
	}
	if from == to {
		return t.day(from)
	}
	return t.period(from, to)
}

// chainDays answers with the statement of a whole chain.
func (t *turn) chainDays(from, to calendar.Date, page int) error {
	c, err := t.chainStatement(t.chain, from, to)
	if err != nil {
		return err
	}
	c.Page, t.flow.About = page, daysKey(from, to)
	r := t.book.Chain(t.voice().a, c)
	t.remember(r)
	t.send(t.telling(t.protected(t.tg.Chat, t.lang, r), r, daysSubject(from, to)))
	return nil
}

// chainStatement reads the figures of a chain over business days, and of a
// single day what needs a look and what arrived.
func (t *turn) chainStatement(c *chain, from, to calendar.Date) (answer.Chain, error) {
	out := answer.Chain{From: from, To: to}
	scope := c.scope()
	b, ok := t.Books.(BreakdownBook)
	if !ok {
		return out, nil
	}
	for _, m := range c.shops {
		s := answer.ChainShop{Merchant: m}
		var err error
		if s.Parts, err = b.Breakdown(t.ctx, scope, m.ID, from, to); err != nil {
			return out, fmt.Errorf("read breakdown: %w", err)
		}
		if from == to {
			d, err := t.Books.Day(t.ctx, scope, m.ID, from)
			if err != nil {
				return out, fmt.Errorf("read day: %w", err)
			}
			s.Day = &d
		}
		out.Shops = append(out.Shops, s)
	}
	return out, nil
}

// merchantBy gives what a button of a membership names: its merchant, or the
// whole chain of that; "" for a membership that is not the person's.
func (t *turn) merchantBy(p press.Press) string {
	var of []people.Member
	for _, m := range t.members {
		if m.ID == p.Row(0) && m.ID != 0 {
			of = append(of, m)
		}
	}
	if len(of) == 0 {
		return ""
	}
	shops, err := t.shopsOf(of)
	if err != nil {
		return ""
	}
	for _, m := range shops {
		switch {
		case p.Arg(1) == press.All && m.Group != "":
			return whole + m.Group
		case p.Arg(1) == "" || p.Row(1) == m.Row:
			return m.ID
		}
	}
	return ""
}

// moreShops shows further shops of a chain's statement.
func (t *turn) moreShops(p press.Press) error {
	from, to, ok := daysOf(p, 0)
	if !ok || t.chain == nil {
		t.reply(t.voice().oldButton())
		return nil
	}
	return t.chainDays(from, to, page(p.Row(2)))
}

// chainOfDay shows more of what needs a look in a chain on a day.
func (t *turn) chainOfDay(day calendar.Date, p press.Press) error {
	c, err := t.chainStatement(t.chain, day, day)
	if err != nil {
		return err
	}
	var alike *answer.Alike
	if p.Arg(2) != "" {
		alike = &answer.Alike{State: trail.State(p.Arg(2)), Reason: trail.Reason(p.Arg(3)), Page: page(p.Row(1))}
	}
	r := t.book.ChainTroubles(t.voice().a, c, max(page(p.Row(1)), 1), alike)
	t.send(t.telling(t.protected(t.tg.Chat, t.lang, r), r, daysSubject(day, day)))
	return nil
}

// intentOf reads what a button of a shop asks.
func intentOf(p press.Press) understand.Intent { return understand.Intent(p.Arg(2)) }

// longestDays bounds the days that a button can name.
const longestDays = 400

// daysOf reads two days from a button, from its i-th argument on.
func daysOf(p press.Press, i int) (from, to calendar.Date, ok bool) {
	from, err := calendar.ParseDate(p.Arg(i))
	if err != nil {
		return 0, 0, false
	}
	if to, err = calendar.ParseDate(p.Arg(i + 1)); err != nil || to < from || to-from > longestDays {
		return 0, 0, false
	}
	return from, to, true
}
