package handlers

import (
	"fmt"
	"slices"
	"strconv"

	"moneytrail/handlers/access"
	"moneytrail/handlers/answer"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/press"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
)

// stranger answers a person without any active standing: how to join, and nothing else.
func (t *turn) stranger() error {
	if code, ok := people.Code(t.tg.Text); ok {
		return t.redeem(code)
	}
	var read understand.Reading
	if t.tg.Text != "" {
		read = t.Reader.Read(t.tg.Text, t.now)
		if !people.Starts(t.tg.Text) { // a link is in nobody's language
			t.listen(read)
		}
	}
	if m, ok := t.waits(); ok {
		return t.pending(m, read)
	}
	if people.Starts(t.tg.Text) && len(t.tg.Text) > len("/start") {
		t.reply(t.voice().badInvite())
		return nil
	}
	if t.tg.Data != "" && press.Parse(t.tg.Data).Verb == press.Person || read.Intent == understand.TalkToHuman {
		t.session.Misses++
		t.reply(t.voice().strangerWants(t.tg.User, t.session.Misses > 1))
		return nil
	}
	t.reply(t.voice().stranger())
	return nil
}

// redeem binds the person to the merchant of an invite. A code that is wrong,
// used, expired or unknown gets one and the same answer.
func (t *turn) redeem(code string) error {
	hash := people.Hash(code)
	inv, ok, err := t.Rolls.Invite(t.ctx, hash)
	if err != nil {
		return fmt.Errorf("read invite: %w", err)
	}
	own, bound := t.standing(inv)
	if ok && inv.UsedBy == t.tg.User && !inv.UsedAt.IsZero() && bound {
		return t.alreadyIn(own)
	}
	if !ok || !inv.Redeemable(t.machine) {
		t.reply(t.voice().badInvite())
		return nil
	}
	if bound && own.Standing == people.Active && own.Role == inv.Role {
		return t.alreadyIn(own)
	}
	if bound && own.Standing == people.Active && !inv.Approved {
		return t.askRole(own, inv)
	}
	m := people.Member{MerchantID: inv.MerchantID, Group: inv.Group}
	if bound {
		m = own
	} else if m.ID, err = t.Rolls.NextMember(t.ctx); err != nil {
		return fmt.Errorf("reserve member: %w", err)
	}
	if t.session.Language == "" && t.tg.Language != "" { // what they hear later is in the language they were greeted in
		t.session.Language = t.Texts.Match(t.tg.Language)
	}
	m.User, m.Chat, m.Name, m.Username = t.tg.User, t.tg.Chat, t.tg.Name, t.tg.Username
	m.Role, m.JoinedAt, m.Unreachable, m.Standing = inv.Role, t.now, false, people.Pending
	if inv.Approved {
		m.Standing = people.Active
	}
	t.out.UseInvite, t.out.UseInviteBy = hash, t.tg.User
	t.out.Members = append(t.out.Members, m)
	t.audit(t.actor(), "bind", subjectOf(m), fmt.Sprintf("%s as %s, %s", party(m), m.Role, m.Standing))
	if !inv.Approved {
		return t.askStaff(m)
	}
	return t.let(m)
}

// party names in the audit trail what a member is bound to.
func party(m people.Member) string {
	if m.Group != "" {
		return "group " + m.Group
	}
	return "merchant " + m.MerchantID
}

// standing gives the person's pending or active binding of the kind that an invite gives.
func (t *turn) standing(inv people.Invite) (people.Member, bool) {
	for _, m := range t.all {
		if inv.Binds(m) && (m.Standing == people.Active || m.Standing == people.Pending) {
			return m, true
		}
	}
	return people.Member{}, false
}

func (t *turn) alreadyIn(m people.Member) error {
	if m.Standing == people.Pending {
		t.flow.Waits = true
		t.reply(t.voice().waiting())
		return nil
	}
	if err := t.become(m); err != nil {
		return err
	}
	t.reply(t.voice().already())
	return nil
}

// become makes a membership of this very turn the one the person acts as.
func (t *turn) become(m people.Member) error {
	shops, err := t.boundTo(m)
	if err != nil {
		return err
	}
	for _, one := range shops {
		i := slices.IndexFunc(t.members, func(o people.Member) bool { return o.MerchantID == one.MerchantID })
		switch {
		case i < 0:
			t.members = append(t.members, one)
		case one.Group == "" || t.members[i].Group != "": // a binding of their own to a shop stands before the group's
			t.members[i] = one
		}
	}
	acting := m.MerchantID
	if m.Group != "" {
		acting = whole + m.Group
	}
	if t.session.MerchantID != acting {
		t.flow.Forget()
	}
	if err := t.actFor(acting); err != nil {
		return err
	}
	t.lang = t.language()
	return nil
}

// boundTo gives a binding as one for each merchant that it is to.
func (t *turn) boundTo(m people.Member) ([]people.Member, error) {
	if m.Group == "" {
		return []people.Member{m}, nil
	}
	merchants, err := t.Rolls.Merchants(t.ctx)
	if err != nil {
		return nil, fmt.Errorf("read merchants: %w", err)
	}
	var out []people.Member
	for _, shop := range merchants {
		if shop.Group == m.Group {
			m.MerchantID = shop.ID
			out = append(out, m)
		}
	}
	return out, nil
}

// let welcomes a member of this turn and tells the merchant's owners.
func (t *turn) let(m people.Member) error {
	if err := t.become(m); err != nil {
		return err
	}
	t.reply(t.voice().joined(m))
	return t.tellOwners(m)
}

// tellOwners tells the owners of a merchant that somebody can now see its money.
func (t *turn) tellOwners(m people.Member) error {
	merchant, err := t.partyOf(m)
	if err != nil {
		return err
	}
	return t.toOwners(m, m.User, func(v voice) answer.Reply { return v.newMember(m, merchant) })
}

// toOwners tells the owners of what a member is bound to, but for that member and one more.
func (t *turn) toOwners(m people.Member, but int64, reply func(voice) answer.Reply) error {
	shops, err := t.boundTo(m)
	if err != nil {
		return err
	}
	var owners []people.Member
	for _, one := range shops {
		team, err := t.Rolls.Team(t.ctx, one.MerchantID)
		if err != nil {
			return fmt.Errorf("read team: %w", err)
		}
		owners = append(owners, team...)
	}
	for _, o := range once(owners, func(o people.Member) int64 { return o.User }) {
		if o.Role != access.Owner || o.User == m.User || o.User == but || !o.Reachable() {
			continue
		}
		lang, err := t.languageOf(o)
		if err != nil {
			return err
		}
		t.send(t.toChat(o.Chat, lang, reply(t.voiceFor(lang, o.Role)), 0))
	}
	return nil
}

// askStaff lets the support team decide about a new member.
func (t *turn) askStaff(m people.Member) error {
	t.flow.Waits = true
	t.reply(t.voice().waiting())
	merchant, err := t.partyOf(m)
	if err != nil {
		return err
	}
	t.postJoin(m, press.Join{Member: m.ID, Role: string(m.Role)}, merchant)
	return nil
}

// askRole lets the support team decide about another role of somebody who is a
// member already. Until then, and where they refuse, the standing stays as it is.
func (t *turn) askRole(m people.Member, inv people.Invite) error {
	if err := t.become(m); err != nil {
		return err
	}
	t.out.UseInvite, t.out.UseInviteBy = inv.Hash, t.tg.User
	t.audit(t.actor(), "bind", subjectOf(m), fmt.Sprintf("%s asks to be %s instead of %s", party(m), inv.Role, m.Role))
	t.reply(t.voice().roleAsked(m.Role, inv.Role))
	merchant, err := t.partyOf(m)
	if err != nil {
		return err
	}
	j := press.Join{Member: m.ID, Role: string(inv.Role), From: string(m.Role)}
	m.Role = inv.Role
	t.postJoin(m, j, merchant)
	return nil
}

// postJoin posts the card about a new member or a new role.
func (t *turn) postJoin(m people.Member, j press.Join, merchant record.Merchant) {
	card := t.joinCard(m, j, merchant, "")
	it := post(subjectOf(m), outbox.SlackMessage{Text: card.Title, Card: &card})
	it.Ref = joinRef(j)
	t.send(heard(it))
}

func joinRef(j press.Join) string { return "member:" + j.Value() + ":card" }

func subjectOf(m people.Member) string { return "member:" + strconv.FormatInt(m.ID, 10) }

// partyOf gives what a member is bound to: a merchant, or a chain of them as one.
func (t *turn) partyOf(m people.Member) (record.Merchant, error) {
	if m.Group == "" {
		return t.merchantOf(m.MerchantID)
	}
	shops, err := t.boundTo(m)
	if err != nil {
		return record.Merchant{}, err
	}
	list, err := t.shopsOf(shops)
	if err != nil || len(list) == 0 {
		return record.Merchant{ID: m.Group, Group: m.Group}, err
	}
	merchant := (&chain{group: m.Group, shops: list}).merchant()
	merchant.ID = m.Group
	return merchant, nil
}

// merchantOf reads a merchant as staff see it; one without a row keeps its number.
func (t *turn) merchantOf(id string) (record.Merchant, error) {
	m, ok, err := t.Books.Merchant(t.ctx, access.StaffScope(), id)
	if err != nil {
		return m, fmt.Errorf("read merchant: %w", err)
	}
	if !ok {
		m = record.Merchant{ID: id}
	}
	return m, nil
}

// decide is the agent's Approve or Refuse on the card of a new member or a new role.
func (t *turn) decide(e *inbox.SlackEvent, let bool) error {
	j := press.ParseJoin(e.Value)
	m, ok, err := t.Rolls.Member(t.ctx, j.Member)
	if err != nil {
		return fmt.Errorf("read member: %w", err)
	}
	if !ok || !waitsFor(m, j) {
		t.whisper(t.staff("desk.join.decided", nil))
		return nil
	}
	merchant, err := t.partyOf(m)
	if err != nil {
		return err
	}
	action, outcome := "refuse", "desk.join.refused"
	if let {
		action, outcome = "approve", "desk.join.approved"
	}
	told := m
	if j.Role != "" {
		told.Role = access.Role(j.Role)
	}
	t.merchant = merchant
	t.audit(agent(e), action, subjectOf(m), fmt.Sprintf("%s as %s", party(m), told.Role))
	if err := t.decided(m, told, let); err != nil {
		return err
	}
	card := t.joinCard(told, j, merchant, t.staff(outcome, map[string]any{"By": e.UserName}))
	t.send(outbox.New(subjectOf(m), outbox.Edit, outbox.SlackUpdate,
		outbox.SlackMessage{Channel: e.Channel, Of: joinRef(j), Text: card.Title, Card: &card}))
	return nil
}

// waitsFor tells whether what a card asks is still to be decided.
func waitsFor(m people.Member, j press.Join) bool {
	if j.From == "" {
		return m.Standing == people.Pending && (j.Role == "" || j.Role == string(m.Role))
	}
	return m.Standing == people.Active && j.From == string(m.Role) && access.Role(j.Role).Valid()
}

// decided keeps what the agent decided and tells the person; asked is the member
// with the role that was asked for.
func (t *turn) decided(m, asked people.Member, let bool) error {
	lang, err := t.languageOf(m)
	if err != nil {
		return err
	}
	v := t.voiceFor(lang, m.Role)
	switch fresh := m.Standing == people.Pending; {
	case let:
		if asked.Standing = people.Active; fresh {
			asked.JoinedAt = t.Clock.Now()
		}
		t.out.Members = append(t.out.Members, asked)
		t.send(t.toChat(m.Chat, lang, t.voiceFor(lang, asked.Role).joined(asked), 0))
		return t.tellOwners(asked)
	case fresh:
		m.Standing = people.Refused
		t.out.Members = append(t.out.Members, m)
		t.send(t.toChat(m.Chat, lang, v.refused(), 0))
	default:
		t.send(t.toChat(m.Chat, lang, v.roleKept(m.Role), 0))
	}
	return nil
}
