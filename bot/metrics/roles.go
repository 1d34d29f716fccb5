package metrics

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"moneytrail/storage"
)

// Crew tells which of the processes that serve this one is.
type Crew interface {
	// Roles tells of each role that this process could have whether it has it.
	Roles() map[storage.Role]bool
	// Processes counts those that serve.
	Processes() int
}

// crew gives how many processes serve, and what this one does for all of them.
type crew struct{ of Crew }

// Describe gives nothing: the roles are those that there are.
func (c crew) Describe(chan<- *prometheus.Desc) {}

// Collect asks for the roles. Of one that is made of names, only the kind is told.
func (c crew) Collect(to chan<- prometheus.Metric) {
	to <- prometheus.MustNewConstMetric(desc("processes", "Number of processes that serve from the database."), prometheus.GaugeValue, float64(c.of.Processes()))
	d := desc("role", "1 where this process does the work of a role for all that serve, 0 where it stands by.", "role")
	for role, has := range c.of.Roles() {
		kind, _, _ := strings.Cut(string(role), " ")
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, flag(has), kind)
	}
}
