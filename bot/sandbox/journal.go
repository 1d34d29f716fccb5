package sandbox

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Call is one request of the product.
type Call struct {
	Seq     int
	At      time.Time
	Network Network
	Method  string
	Fields  map[string]string // without tokens; nested values as JSON
	Files   map[string]string // field to file name
	// Status is the HTTP status answered, 0 where no answer was given.
	Status int
	// Err is the network's error: Telegram's description, Slack's code.
	Err string
	// Fault tells that the call went wrong by a rule.
	Fault bool
	// Done tells that what was asked was done, answered or not.
	Done bool
}

// Chat is the Telegram chat of a call, 0 where it has none.
func (c Call) Chat() int64 {
	n, _ := strconv.ParseInt(c.Fields["chat_id"], 10, 64)
	return n
}

// Text is the text of a call.
func (c Call) Text() string { return c.Fields["text"] }

// Delivery is one update or envelope on its way to the product, once for each attempt.
type Delivery struct {
	Seq     int
	At      time.Time
	Network Network
	Kind    string // message, callback_query, ...; events_api, interactive
	What    string // Slack: the event's or the interaction's type
	// ID is Telegram's update_id, or Slack's event_id; an interaction's is its trigger.
	ID       string
	Envelope string
	Attempt  int       // from 0
	Acked    time.Time // Slack: when it was acknowledged; zero where it was not
}

// Journal is what happened, in order.
type Journal struct {
	mu         sync.Mutex
	now        func() time.Time
	seq        int
	calls      []*Call
	deliveries []*Delivery
	objections []string
	confirmed  int64
}

// Calls gives the calls of a network ("" = both) whose method matches the
// regular expression ("" = all). getUpdates is not kept.
func (j *Journal) Calls(n Network, method string) []Call {
	re := regexp.MustCompile(method)
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []Call
	for _, c := range j.calls {
		if (n == "" || n == c.Network) && re.MatchString(c.Method) {
			cp := *c
			cp.Fields = maps.Clone(c.Fields)
			out = append(out, cp)
		}
	}
	return out
}

// Deliveries gives what was sent to the product by a network ("" = both), of a kind ("" = all).
func (j *Journal) Deliveries(n Network, kind string) []Delivery {
	j.mu.Lock()
	defer j.mu.Unlock()
	var out []Delivery
	for _, d := range j.deliveries {
		if (n == "" || n == d.Network) && (kind == "" || kind == d.Kind) {
			out = append(out, *d)
		}
	}
	return out
}

// Objections are what a strict reader of both networks' rules has against the
// product: bad markup, acknowledgements given twice, events never acknowledged.
func (j *Journal) Objections() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.objections)
}

// Confirmed is the highest update id that the product confirmed by asking for a later one.
func (j *Journal) Confirmed() int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.confirmed
}

func (j *Journal) object(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.objections = append(j.objections, fmt.Sprintf(format, args...))
}

// begin notes a call; end notes what became of it.
func (j *Journal) begin(n Network, method string, f form) *Call {
	j.mu.Lock()
	defer j.mu.Unlock()
	c := &Call{At: j.now(), Network: n, Method: method, Fields: f.values, Files: map[string]string{}}
	for k, u := range f.files {
		c.Files[k] = u.name
	}
	if method != "getUpdates" {
		j.seq++
		c.Seq = j.seq
		j.calls = append(j.calls, c)
	}
	return c
}

func (j *Journal) end(c *Call, change func(*Call)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	change(c)
}

func (j *Journal) deliver(d Delivery) *Delivery {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.seq++
	d.Seq, d.At = j.seq, j.now()
	j.deliveries = append(j.deliveries, &d)
	return &d
}

func (j *Journal) acked(d *Delivery) {
	j.mu.Lock()
	defer j.mu.Unlock()
	d.Acked = j.now()
}

func (j *Journal) confirm(id int64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.confirmed = max(j.confirmed, id)
}
