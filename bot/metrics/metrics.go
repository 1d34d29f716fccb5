// Package metrics is what an operator's Prometheus reads at /metrics. No label
// names a person, a merchant or a message.
package metrics

import (
	"context"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"moneytrail/handlers"
	"moneytrail/handlers/inbox"
	"moneytrail/handlers/outbox"
)

// Metrics counts what the process does, and asks the store for the rest when it
// is read.
type Metrics struct {
	registry *prometheus.Registry
	turns    *prometheus.HistogramVec
	sends    *prometheus.CounterVec
	sending  *prometheus.HistogramVec
}

// New makes the metrics of a process. parts tells which parts work (bot/health).
func New(store interface {
	Store
	WalkStore
	Crew
}, clock Clock, version string, parts func() map[string]bool) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		turns: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "moneytrail_turn_seconds", Help: "Seconds to work one event, by network, kind and result (done, error, panic).",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5, 30}}, []string{"network", "kind", "result"}),
		sends: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "moneytrail_sends_total",
			Help: "Attempts to send since the process began, by network and result: sent, or the reason for which it was not."}, []string{"network", "result"}),
		sending: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "moneytrail_send_seconds", Help: "Seconds that one call to a network took.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 10, 30}}, []string{"network"}),
	}
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "moneytrail_build_info", Help: "1, with the version of the program."}, []string{"version", "go"})
	build.WithLabelValues(version, runtime.Version()).Set(1)
	m.registry.MustRegister(m.turns, m.sends, m.sending, build, &stored{store: store, clock: clock}, &walks{store: store}, healthOf(parts), crew{store},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers GET /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.HTTPErrorOnError, Timeout: 20 * time.Second})
}

// Desk counts the turns of a desk.
func (m *Metrics) Desk(of Desk) Desk { return desk{m, of} }

// Desk answers events.
type Desk interface {
	Turn(ctx context.Context, ev inbox.Event) (handlers.Outcome, error)
}

type desk struct {
	m  *Metrics
	of Desk
}

func (d desk) Turn(ctx context.Context, ev inbox.Event) (out handlers.Outcome, err error) {
	began, result := time.Now(), "panic" // unless it ends
	defer func() {
		d.m.turns.WithLabelValues(string(ev.Network), string(ev.Kind), result).Observe(time.Since(began).Seconds())
	}()
	out, err = d.of.Turn(ctx, ev)
	if result = "done"; err != nil {
		result = "error"
	}
	return out, err
}

// Network delivers items.
type Network interface {
	Deliver(ctx context.Context, it outbox.Item, anchors outbox.Anchors) (outbox.Anchor, error)
}

// Network counts what is sent to a network.
func (m *Metrics) Network(name string, of Network) Network { return network{m, name, of} }

type network struct {
	m    *Metrics
	name string
	of   Network
}

func (n network) Deliver(ctx context.Context, it outbox.Item, anchors outbox.Anchors) (at outbox.Anchor, err error) {
	began, result := time.Now(), "panic"
	defer func() {
		n.m.sends.WithLabelValues(n.name, result).Inc()
		n.m.sending.WithLabelValues(n.name).Observe(time.Since(began).Seconds())
	}()
	at, err = n.of.Deliver(ctx, it, anchors)
	if result = "sent"; err != nil {
		result = outbox.FateOf(err).Code
	}
	return at, err
}
