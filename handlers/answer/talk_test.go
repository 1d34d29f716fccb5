package answer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"moneytrail/handlers/access"
	"moneytrail/handlers/cases"
	"moneytrail/handlers/mask"
	"moneytrail/handlers/outbox"
	"moneytrail/handlers/people"
	"moneytrail/handlers/understand"
	"moneytrail/recon/calendar"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

func TestTalk(t *testing.T) {
	shop := record.Merchant{ID: "M0001", Name: "老李面馆"}
	plain := func(name string, f func(*Book, Audience) Reply) scene { return one(name, f) }
	scenes := []scene{
		one("greeting", func(b *Book, a Audience) Reply { return b.Greeting(a, "") }),
		plain("help", (*Book).Help), plain("menu", (*Book).Menu), plain("stranger", (*Book).Stranger),
		one("joined", func(b *Book, a Audience) Reply { return b.Joined(a, "老李面馆", access.Owner) }),
		plain("join pending", (*Book).JoinPending), plain("join refused", (*Book).JoinRefused), plain("invite bad", (*Book).InviteBad),
		one("ended", func(b *Book, a Audience) Reply { return b.Ended(a, "老李面馆") }),
		one("team", func(b *Book, a Audience) Reply {
			at := time.Date(2026, 9, 1, 10, 0, 0, 0, a.Now.Location())
			mate := func(id int64, name string, role access.Role) people.Member {
				return people.Member{ID: id, Name: name, Role: role, JoinedAt: at}
			}
			return b.Team(a, "老李面馆", []Mate{{Member: mate(3, "阿May", access.Owner), Self: true}, {Member: mate(4, "小王", access.Cashier), Removable: true}, {Member: mate(5, "Anna", access.Owner)}})
		}),
		one("remove", func(b *Book, a Audience) Reply {
			return b.RemoveMate(a, "老李面馆", people.Member{ID: 4, Name: "小王", Role: access.Cashier})
		}),
		plain("language changed", (*Book).LanguageChanged),
		one("which shop", func(b *Book, a Audience) Reply {
			return b.MerchantSwitch(a, []Shop{{Merchant: record.Merchant{Name: "老李面馆"}, Member: 3, Whole: 2}, {Merchant: shop, Member: 3}, {Merchant: record.Merchant{ID: "M0002"}, Member: 4}})
		}),
		one("switched", func(b *Book, a Audience) Reply { return b.Switched(a, shop) }),
		one("which", func(b *Book, a Audience) Reply {
			return b.AskWhich(a, []understand.Intent{understand.ShortPayment, understand.FeeQuestion, understand.TalkToHuman})
		}),
		one("not understood", func(b *Book, a Audience) Reply { return b.NotUnderstood(a, 1) }),
		one("not understood again", func(b *Book, a Audience) Reply { return b.NotUnderstood(a, 2) }),
		plain("out of scope", (*Book).OutOfScope), plain("thanks", (*Book).ThankYou),
		one("cancelled", func(b *Book, a Audience) Reply { return b.Cancelled(a, nil, 0) }),
		one("cancelled, a case is open", func(b *Book, a Audience) Reply { return b.Cancelled(a, []string{"C-12"}, 12) }),
		one("cancelled, one of several is talked about", func(b *Book, a Audience) Reply { return b.Cancelled(a, []string{"C-13", "C-12"}, 12) }),
		one("cancelled, cases are open", func(b *Book, a Audience) Reply { return b.Cancelled(a, []string{"C-13", "C-12"}, 0) }),
		one("seen", func(b *Book, a Audience) Reply { return b.SeenThanks(a, 350000, "CNY") }),
		plain("owner only", (*Book).OwnerOnly), plain("old button", (*Book).OldButton), one("masked card", func(b *Book, a Audience) Reply { return b.Masked(a, []mask.Kind{mask.Card}) }),
		one("masked phone", func(b *Book, a Audience) Reply { return b.Masked(a, []mask.Kind{mask.Phone}) }),
		one("masked all", func(b *Book, a Audience) Reply {
			return b.Masked(a, []mask.Kind{mask.Card, mask.Code, mask.Expiry, mask.Identity, mask.Phone, mask.Secret})
		}),
		plain("change account", (*Book).ChangeAccountRefused), plain("suspicious", (*Book).SuspiciousAdvice),
		one("suspicious, cashier", func(b *Book, a Audience) Reply { a.Role = access.Cashier; return b.SuspiciousAdvice(a) }),
		plain("terminal", (*Book).TerminalHelp), plain("refund", (*Book).RefundInfo), plain("dispute", (*Book).DisputeInfo),
	}
	for _, what := range []string{"photo", "voice", "document", "sticker", "location", "contact", "poll"} {
		scenes = append(scenes, one(what, func(b *Book, a Audience) Reply { return b.Kept(a, what, 0, "", 1) }))
	}
	for _, what := range []string{"photo", "voice", "document"} {
		scenes = append(scenes, one(what+" to a case", func(b *Book, a Audience) Reply { return b.Kept(a, what, 12, "", 1) }))
	}
	scenes = append(scenes, one("an album", func(b *Book, a Audience) Reply { return b.Kept(a, "photo", 0, "", 3) }),
		one("an album to a case", func(b *Book, a Audience) Reply { return b.Kept(a, "photo", 12, "", 3) }),
		one("an album to an agent", func(b *Book, a Audience) Reply { return b.Kept(a, "photo", 12, "Amy", 3) }),
		one("a photo to an agent", func(b *Book, a Audience) Reply { return b.Kept(a, "photo", 12, "Amy", 1) }),
		one("a photo of which case", func(b *Book, a Audience) Reply {
			return b.WhichCase(a, "photo", 1, []OwnCase{{Case: aCase()}, {Case: cases.Case{ID: 13, Words: "K0010001"}}}, 7)
		}),
		one("files of which case", func(b *Book, a Audience) Reply { return b.WhichCase(a, "document", 2, []OwnCase{{Case: aCase()}}, 7) }))
	for _, why := range []string{"too_big", "too_many", "has_card", "has_identity", "unreachable"} {
		scenes = append(scenes, one("a file that is "+why, func(b *Book, a Audience) Reply { return b.FileRefused(a, why) }))
	}
	amount := int64(350000)
	read := Slip{Amount: &amount, Currency: "CNY", Date: calendar.NewDate(2026, 11, 20), Time: "11:42", Last4: "6688", RRN: "112011420001", Slip: "000456", Order: "P-1"}
	fits := []trail.Trail{{Row: 7, Time: time.Date(2026, 11, 20, 11, 42, 0, 0, time.UTC), Amount: 350000, Currency: "CNY", Last4: "6688", State: trail.Captured},
		{Row: 8, Time: time.Date(2026, 11, 20, 11, 45, 0, 0, time.UTC), Amount: 350000, Currency: "CNY", State: trail.Arrived}}
	scenes = append(scenes, one("a slip", func(b *Book, a Audience) Reply { return b.SlipRead(a, read, fits[:1], "x") }),
		one("a slip that fits two", func(b *Book, a Audience) Reply { return b.SlipRead(a, read, fits, "x") }))
	golden(t, "talk", scenes)
}

// aCase is a case about a swipe, claimed by an agent.
func aCase() cases.Case {
	return cases.Case{ID: 12, MerchantID: "M0001", Subject: "txn:7", Status: cases.Claimed, Reason: "missing_in_settlement", Amount: 350000, Currency: "CNY",
		Words: "昨天3500那笔怎么还没到", Tried: []string{"asked for slip"}, ClaimedByName: "Amy", BusinessDate: "2026-11-21",
		Watchers: []cases.Watcher{{Name: "李老板", Language: "zh-Hans"}, {Name: "小王"}}}
}

func TestCases(t *testing.T) {
	c, open, done := aCase(), aCase(), aCase()
	c.Words = "3500?"
	open.ID, open.Status, open.Amount, open.ClaimedByName, open.Words = 13, cases.Open, 0, "", "3500 of 11/19\nstill not here"
	done.Words, done.Status, done.Resolution = "3500?", cases.Resolved, &cases.Resolution{Reason: "explained", Note: "Arrives Monday."}
	golden(t, "cases", []scene{
		one("would be handed over", func(b *Book, a Audience) Reply { return b.HandedOver(a, 0, time.Time{}) }),
		one("handed over", func(b *Book, a Audience) Reply { return b.HandedOver(a, 12, time.Time{}) }),
		one("handed over, with a promise", func(b *Book, a Audience) Reply { return b.HandedOver(a, 12, a.Now.Add(2*time.Hour)) }),
		one("already open", func(b *Book, a Audience) Reply { return b.AlreadyOpen(a, 12) }),
		one("added-agent", func(b *Book, a Audience) Reply { return b.AddedToCase(a, 12, "Amy", 345) }),
		one("added", func(b *Book, a Audience) Reply { return b.AddedToCase(a, 12, "", 345) }),
		one("resolved: paid", func(b *Book, a Audience) Reply { return b.CaseResolved(a, 12, "paid", "") }),
		one("resolved: explained", func(b *Book, a Audience) Reply { return b.CaseResolved(a, 12, "explained", "Arrives Monday.") }),
		one("resolved: other", func(b *Book, a Audience) Reply { return b.CaseResolved(a, 12, "other", "Done.") }),
		one("reopened", func(b *Book, a Audience) Reply { return b.CaseReopened(a, 12) }),
		one("closed by the merchant", func(b *Book, a Audience) Reply { return b.CaseClosedByMerchant(a, 12) }),
		one("landed", func(b *Book, a Audience) Reply { return b.CaseLanded(a, 12, landed()) }),
		one("landed payout", func(b *Book, a Audience) Reply { return b.CaseLandedPayout(a, 12, payout()) }),
		one("relay", func(b *Book, a Audience) Reply { return b.Relay(a, 12, "Amy", "We are looking into it.")[0] }),
		one("relay, no name", func(b *Book, a Audience) Reply { return b.Relay(a, 12, "", "We are looking into it.")[0] }),
		one("no cases", func(b *Book, a Audience) Reply { return b.Cases(a, nil) }),
		one("cases", func(b *Book, a Audience) Reply {
			return b.Cases(a, []OwnCase{{Case: c, Next: day(23)}, {Case: open, Next: day(27), Yours: true}, {Case: open, Next: day(20)}, {Case: done, Next: day(23)}})
		}),
		one("cases of several shops", func(b *Book, a Audience) Reply {
			a.Several = true
			return b.Cases(a, slices.Repeat([]OwnCase{{Case: c, Shop: "老李面馆"}}, 14))
		}),
		one("a case", func(b *Book, a Audience) Reply { return b.CaseShown(a, OwnCase{Case: c, Next: day(23)}) }),
		one("a case about a swipe", func(b *Book, a Audience) Reply {
			tr := priced()
			return b.CaseShown(a, OwnCase{Case: c, Swipe: &tr, By: a.Now.Add(2 * time.Hour)})
		}),
		one("a case that waits for words", func(b *Book, a Audience) Reply {
			return b.CaseShown(a, OwnCase{Case: open, Answered: a.Now.Add(-time.Hour)})
		}),
		one("is it over?", func(b *Book, a Audience) Reply { return b.EndsIt(a, OwnCase{Case: c}) }),
		one("is it over? nobody has it", func(b *Book, a Audience) Reply { return b.EndsIt(a, OwnCase{Case: open}) }),
		one("a finished case", func(b *Book, a Audience) Reply { return b.CaseShown(a, OwnCase{Case: done}) }),
	})
}

func TestEveryResolutionHasWords(t *testing.T) {
	b := book(t)
	for _, r := range cases.Reasons {
		if !b.catalog.Has("card_reason." + r) {
			t.Errorf("the card has no word for %s", r)
		}
	}
}

func TestGroupsAreToldWhereToGo(t *testing.T) {
	b := book(t)
	for _, lang := range languages {
		r := b.GroupRefused(owner(lang), "https://t.me/paybot?start=g")
		if !strings.Contains(r.Text, "https://t.me/paybot?start=g") || len(r.Buttons) != 0 {
			t.Errorf("%s: %+v", lang, r)
		}
	}
	if b.RepeatMark(owner("zh")) != "（重发）" {
		t.Error(b.RepeatMark(owner("zh")))
	}
}

func TestCards(t *testing.T) {
	b := book(t)
	var out strings.Builder
	shop := record.Merchant{ID: "M0001", Name: "老李面馆"}
	claimed, urgent, done := aCase(), aCase(), aCase()
	claimed.Facts = b.StaffFacts(withNote(typical(trail.MissingInSettlement)))
	urgent.Urgent, urgent.Status, urgent.ClaimedByName, urgent.Words, urgent.Reason = true, cases.Open, "", "", "suspicious_transaction"
	urgent.Facts = b.StaffPayout(payout(), shanghai)
	done.Status, done.Resolution = cases.Resolved, &cases.Resolution{Reason: "landed", Proof: "bank.csv:8 E9"}
	done.Tried = []string{strings.Repeat("very long ", 1000)}
	for _, c := range []cases.Case{claimed, urgent, done} {
		card := b.CaseCard(c, shop)
		for _, p := range card.Parts {
			if n := len([]rune(p)); n > 3000 {
				t.Errorf("a part of %d characters", n)
			}
		}
		fmt.Fprintln(&out, show(card))
	}
	compare(t, "testdata/cards.golden", out.String())
}

func show(c outbox.Card) string {
	var out strings.Builder
	fmt.Fprintf(&out, "=== %s\n", c.Title)
	for _, f := range c.Fields {
		fmt.Fprintf(&out, "%s: %s\n", f.Label, f.Value)
	}
	for _, p := range c.Parts {
		fmt.Fprintf(&out, "---\n%s\n", clip(p, 1500))
	}
	for _, x := range c.Context {
		fmt.Fprintf(&out, "(%s)\n", x)
	}
	for _, x := range c.Buttons {
		fmt.Fprintf(&out, "[%s | %s %s %s]\n", x.Text, x.Action, x.Value, x.Style)
	}
	return out.String()
}

func TestSlipsThatDidNotComeOut(t *testing.T) {
	golden(t, "receipts", []scene{
		one("went through", func(b *Book, a Audience) Reply { return b.NoSlip(a, []trail.Trail{swipe()}, true, Asked{}) }),
		one("declined", func(b *Book, a Audience) Reply {
			return b.NoSlip(a, []trail.Trail{because(swipe(), trail.Declined, trail.Nobody)}, true, Asked{})
		}),
		one("a pre-authorisation", func(b *Book, a Audience) Reply {
			return b.NoSlip(a, []trail.Trail{typical(trail.NotCaptured)}, true, Asked{})
		}),
		one("no result yet", func(b *Book, a Audience) Reply {
			return b.NoSlip(a, []trail.Trail{typical(trail.DeclinedButDebited)}, true, Asked{})
		}),
		one("several", func(b *Book, a Audience) Reply {
			return b.NoSlip(a, []trail.Trail{swipe(), because(swipe(), trail.Declined, trail.Nobody), because(swipe(), trail.Voided, trail.Nobody), typical(trail.NotCaptured)}, false, Asked{})
		}),
		one("not in the records", func(b *Book, a Audience) Reply {
			return b.NoSlip(a, nil, true, Asked{From: day(22), To: day(22), AmountMin: n(350000), AmountMax: n(350000), Currency: "CNY"})
		}),
		one("nothing today", func(b *Book, a Audience) Reply { return b.NoSlip(a, nil, false, Asked{}) }),
	})
}
