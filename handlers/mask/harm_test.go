package mask

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Of references that are no cards, identities or phones, at most one in a
// thousand is masked, with or without a word before it.
func TestReferencesAreNotHarmed(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	digits := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte('0' + r.IntN(10))
		}
		return string(b)
	}
	harmed := map[int]int{}
	total := 0
	const all = 100_000
	for i := range all {
		day := fmt.Sprintf("2026%02d%02d", 1+r.IntN(12), 1+r.IntN(28))
		refs := []string{
			"6324" + digits(8), // RRN: year, day, hour, number
			fmt.Sprintf("6%03d%02d", 1+r.IntN(365), r.IntN(24)) + digits(6), // RRN
			day + digits(8), day + digits(10), // order numbers of 16 and 18
			"420000" + digits(4) + day + digits(10), // WeChat, 28
			day + "22001" + digits(15),              // Alipay, 28
			"P" + day + "M" + digits(7),             // payout
			"S" + day + digits(14),                  // shop order
			digits(6), "0" + digits(5),              // batch and slip
			digits(8), // terminal
			fmt.Sprintf("%d.%02d", r.IntN(1e6), r.IntN(100)), // amount
			fmt.Sprintf("%d,%03d.%02d", 1+r.IntN(900), r.IntN(1000), r.IntN(100)),
			fmt.Sprintf("2026-%02d-%02d %02d:%02d:%02d", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60)),
			fmt.Sprintf("%02d/%02d", 1+r.IntN(12), 1+r.IntN(28)),
			"898" + digits(12), // merchant number of an acquirer
		}
		kind := i % len(refs)
		frame := []string{"单号 %s 怎么没到", "昨天刷的%s那笔", "where is %s", "%s", "参考号%s，3500块，尾号8812", "ref %s please", "批次%s没结"}[r.IntN(7)]
		text := fmt.Sprintf(frame, refs[kind])
		if got, _ := Text(text); !strings.Contains(got, refs[kind]) {
			harmed[kind]++
			total++
		}
	}
	if total*1000 > all {
		t.Errorf("%d of %d references were harmed: %v", total, all, harmed)
	}
	t.Logf("%d of %d harmed: %v", total, all, harmed)
}
