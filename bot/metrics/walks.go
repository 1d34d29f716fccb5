package metrics

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"moneytrail/handlers/inbox"
)

// WalkStore gives what became of walks through playbooks.
type WalkStore interface {
	Playbooks(ctx context.Context, from time.Time) ([]inbox.Walks, error)
}

// freshWalks is for how long the figures of playbooks are given again: how they
// ended is held against the books, swipe by swipe.
const freshWalks = 10 * time.Minute

// walks gives what became of playbooks since the database was made. Figures
// that cannot be read are left out.
type walks struct {
	store WalkStore

	mu   sync.Mutex
	at   time.Time
	last []inbox.Walks
}

// Describe gives nothing: what is collected depends on the playbooks there are.
func (w *walks) Describe(chan<- *prometheus.Desc) {}

// Collect reads the figures and hands them over.
func (w *walks) Collect(to chan<- prometheus.Metric) {
	all := desc("playbook_walks", "Number of walks through playbooks, by how they ended: solved and watching without a person, case, left; on: they go on. Their sum is how many were started.", "playbook", "end")
	left := desc("playbook_left", "Number of walks that were left without an end, by the step at which.", "playbook", "step")
	vain := desc("playbook_contradicted", "Number of walks that ended solved or watching, and a case about the same was opened later, or the money did not come.", "playbook")
	gauge := func(d *prometheus.Desc, n int, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	for _, f := range w.figures() {
		for _, end := range []struct {
			name string
			n    int
		}{{"solved", f.Solved}, {"watching", f.Watching}, {"case", f.Case}, {"left", f.Left}, {"on", f.Started - f.Solved - f.Watching - f.Case - f.Left}} {
			gauge(all, end.n, f.Playbook, end.name)
		}
		for _, s := range f.LeftAt {
			gauge(left, s.Count, f.Playbook, s.Step)
		}
		gauge(vain, f.Contradicted, f.Playbook)
	}
}

func (w *walks) figures() []inbox.Walks {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.at.IsZero() && time.Since(w.at) < freshWalks {
		return w.last
	}
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	f, err := w.store.Playbooks(ctx, time.Time{})
	if err != nil {
		return nil
	}
	w.last, w.at = f, time.Now()
	return f
}
