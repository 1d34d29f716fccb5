package handlers_test

import (
	"testing"
	"time"
)

// Who asks whether a photograph came is told which case has it, and since when.
func TestWhetherAPhotographCameIsAnswered(t *testing.T) {
	for _, says := range []string{"发过去了 看到没", "照片收到了吗"} {
		t.Run(says, func(t *testing.T) {
			w, li := twoAgents(t, "zh-hans", amysPapers, bensKind)
			li.sends(slipPhoto("3500那笔的小票"))
			at := w.now.Format("15:04")
			w.later(10 * time.Minute)
			li.expect(li.says(says), "照片收到了", "C-1001", at)
			if len(w.cases) != 2 {
				t.Errorf("%d cases", len(w.cases))
			}
		})
	}
}
