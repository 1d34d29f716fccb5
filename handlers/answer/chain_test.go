package answer

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"moneytrail/handlers/access"
	"moneytrail/handlers/understand"
	"moneytrail/recon/record"
	"moneytrail/recon/trail"
)

// twoShops are a chain: one shop in the city with two acquirers, one in Hong Kong with its own currency.
func twoShops() Chain {
	a, b := record.Merchant{ID: "M0001", Name: "老李面馆 Bund", Store: "Bund", Group: "G1"}, record.Merchant{ID: "M0002", Name: "老李面馆 Central", Store: "Central", Group: "G1"}
	a.Row, b.Row = 1, 2
	part := func(source, currency string, sales, fees, arrived, held int64, n int) trail.Breakdown {
		return trail.Breakdown{On: day(21), Source: source, Equation: trail.Equation{Currency: currency, Sales: sales, Fees: fees,
			Arrived: arrived, Held: held, OnTheWay: sales - fees - arrived - held, SalesCount: n}}
	}
	held := because(swipe(), trail.Held, trail.Merchant, trail.RiskHold)
	held.HoldReason = "DOCUMENTS"
	short := payout()
	short.MerchantID, short.State, short.Difference, short.Banked, short.Currency = "M0002", trail.PayoutShort, -8800, 393980, "HKD"
	return Chain{From: day(21), To: day(21), Shops: []ChainShop{
		{Merchant: b, Parts: []trail.Breakdown{part("adyen_settlement", "HKD", 500000, 6000, 494000, 0, 12)},
			Day: &trail.Day{MerchantID: "M0002", On: day(21), Proved: true, Troubled: []trail.PayoutView{short}, Arrived: []trail.PayoutView{short}, AsOf: cleared(20)}},
		{Merchant: a, Parts: []trail.Breakdown{part("unionpay_zm", "CNY", 1000000, 6000, 0, 347900, 30), part("wechat_trade", "CNY", 200000, 760, 199240, 0, 41)},
			Day: &trail.Day{MerchantID: "M0001", On: day(21), Proved: true, Exceptions: []trail.Trail{held}, Arrived: []trail.PayoutView{payout()}, AsOf: cleared(21)}},
	}}
}

func ofChain(a Audience, c Chain) Audience {
	a.Several, a.Merchant, a.Shops = true, "老李面馆", map[string]record.Merchant{}
	for _, s := range c.Shops {
		a.Shops[s.Merchant.ID] = s.Merchant
	}
	return a
}

func manyShops(n int) Chain {
	c := twoShops()
	for i := range n {
		s := c.Shops[1]
		s.Merchant.ID, s.Merchant.Row, s.Merchant.Store, s.Day = fmt.Sprintf("M1%03d", i), int64(100+i), fmt.Sprintf("No. %d", i), nil
		c.Shops = append(c.Shops, s)
	}
	return c
}

func TestChains(t *testing.T) {
	scenes := []scene{
		{"what does not tie", func(b *Book, a Audience) Reply {
			c := twoShops()
			return b.Gaps(ofChain(a, c), c, c.Shops[1].Day.Exceptions, c.Shops[0].Day.Troubled, cleared(20))
		}},
		{"what does not tie, of one shop with one acquirer", func(b *Book, a Audience) Reply {
			c := twoShops()
			c.Shops = c.Shops[:1]
			return b.Gaps(a, c, nil, nil, cleared(20))
		}},
		{"what does not tie, a file is late", func(b *Book, a Audience) Reply {
			c := twoShops()
			c.Shops, c.Behind = c.Shops[:1], []trail.Freshness{*lateFor(19)}
			return b.Gaps(a, c, nil, nil, cleared(20))
		}},
		{"what does not tie, nothing there", func(b *Book, a Audience) Reply {
			return b.Gaps(a, Chain{From: day(20), To: day(21), Shops: []ChainShop{{}}}, nil, nil, trail.Freshness{})
		}},
		{"a day", func(b *Book, a Audience) Reply { c := twoShops(); return b.Chain(ofChain(a, c), c) }},
		{"the summary, late", func(b *Book, a Audience) Reply {
			c := twoShops()
			c.Late, c.Unasked = true, true
			return b.Chain(ofChain(a, c), c)
		}},
		{"a week", func(b *Book, a Audience) Reply {
			c := twoShops()
			c.From = day(16)
			for i := range c.Shops {
				c.Shops[i].Day = nil
			}
			return b.Chain(ofChain(a, c), c)
		}},
		{"more shops", func(b *Book, a Audience) Reply {
			c := manyShops(25)
			c.Page = 1
			return b.Chain(ofChain(a, c), c)
		}},
		{"no more shops", func(b *Book, a Audience) Reply { c := twoShops(); c.Page = 9; return b.Chain(ofChain(a, c), c) }},
		{"nothing sold", func(b *Book, a Audience) Reply {
			c := twoShops()
			for i := range c.Shops {
				c.Shops[i].Parts, c.Shops[i].Day = nil, nil
			}
			return b.Chain(ofChain(a, c), c)
		}},
		{"more troubles", func(b *Book, a Audience) Reply { c := twoShops(); return b.ChainTroubles(ofChain(a, c), c, 1, nil) }},
		{"where is the money", func(b *Book, a Audience) Reply {
			c := twoShops()
			hk := with(priced(), func(t *trail.Trail) {
				t.MerchantID, t.MerchantName, t.Currency, t.Row = "M0002", "老李面馆 Central", "HKD", 8
			})
			return b.General(ofChain(a, c), understand.WhereIsMyMoney, Open{Trails: []trail.Trail{c.Shops[1].Day.Exceptions[0], swipe(), hk}})
		}},
		{"a payout", func(b *Book, a Audience) Reply {
			c := twoShops()
			return b.Payout(ofChain(a, c), c.Shops[0].Day.Troubled[0])
		}},
		{"which shop", func(b *Book, a Audience) Reply {
			c := twoShops()
			return b.ByShop(ofChain(a, c), understand.FeeQuestion, []record.Merchant{c.Shops[0].Merchant, c.Shops[1].Merchant})
		}},
		{"switched", func(b *Book, a Audience) Reply {
			c := twoShops()
			return b.Switched(ofChain(a, c), record.Merchant{Name: "老李面馆"})
		}},
		{"file", func(b *Book, a Audience) Reply {
			a.Merchant = "老李面馆"
			return b.Sheet(a, []trail.Trail{landed()}, day(20), day(21), true).Reply
		}},
		{"no file", func(b *Book, a Audience) Reply { return b.Sheet(a, nil, day(20), day(20), false).Reply }},
		{"picture", func(b *Book, a Audience) Reply {
			a.Merchant = "老李面馆"
			list, err := b.Chart(a, twoShops().Shops[1].Parts, day(19), day(21))
			if err != nil || len(list) != 1 {
				t.Fatal(len(list), err)
			}
			return list[0].Reply
		}},
	}
	golden(t, "chains", scenes)
}

// The file in each language: columns, safe cells, public reasons only.
func TestTheFileOfSwipes(t *testing.T) {
	b := book(t)
	list := []trail.Trail{landed(), because(swipe(), trail.Held, trail.Merchant, trail.RiskHold), refund(landed()),
		with(swipe(), func(t *trail.Trail) {
			t.MerchantName, t.OrderID, t.SlipNo, t.Explanation = "=cmd|' /C calc'!A0", "4200001234202611201234567890", "000123", "staff only"
		})}
	for _, lang := range languages {
		a := owner(lang)
		file := b.Sheet(a, list, day(20), day(20), false).File
		compare(t, filepath.Join("testdata", "sheet."+lang+".golden"), file.Name+" "+file.MIME+"\n"+strings.ReplaceAll(string(file.Content), "\r\n", "\n"))
		if strings.Contains(string(file.Content), "staff only") {
			t.Errorf("%s: a staff note in the file", lang)
		}
		a.Role = access.Cashier
		if d := b.Sheet(a, list, day(20), day(20), false); d.File.Name != "" {
			t.Errorf("%s: a cashier got %s", lang, d.File.Name)
		}
	}
}

// However many shops, sources and currencies: what is said in each currency is
// the sum of that currency alone, and it is one message.
func TestCurrenciesOfAChainStayApart(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		var c Chain
		c.From, c.To = day(16), day(21)
		sums := map[string]int64{}
		for i := range rapid.SampledFrom([]int{2, 3, 7, 25}).Draw(rt, "shops") {
			s := ChainShop{Merchant: record.Merchant{ID: fmt.Sprint("M", i), Name: strings.Repeat("很长的店名", 8), Store: strings.Repeat("店", 60)}}
			for range rapid.IntRange(0, 4).Draw(rt, "parts") {
				n := rapid.Int64Range(1, 1e11).Draw(rt, "sales")
				currency := rapid.SampledFrom([]string{"CNY", "HKD", "JPY"}).Draw(rt, "currency")
				source := rapid.SampledFrom([]string{"native", "wechat_trade", "stripe", strings.Repeat("x", 99)}).Draw(rt, "source")
				s.Parts = append(s.Parts, trail.Breakdown{On: day(18), Source: source, Equation: trail.Equation{Currency: currency, Sales: n, Arrived: n, SalesCount: 1}})
				sums[currency] += n
			}
			c.Shops = append(c.Shops, s)
		}
		r := b.Chain(ofChain(owner("en"), c), c)
		if Units(r.Text) > Limit || strings.HasSuffix(r.Text, "…") {
			rt.Fatalf("%d units", Units(r.Text))
		}
		en := b.catalog.For("en")
		for currency, sum := range sums {
			if !strings.Contains(r.Text, "You get: "+en.Money(sum, currency)+"\n") {
				rt.Fatalf("%s is not in\n%s", en.Money(sum, currency), r.Text)
			}
		}
		if n := strings.Count(r.Text, "You get: "); n != len(sums) {
			rt.Fatalf("%d sums for %d currencies", n, len(sums))
		}
	})
}
