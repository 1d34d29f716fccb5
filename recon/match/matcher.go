package match

// Matcher matches one merchant (or the surroundings of one account) after the
// other in the same room, so that small ones cost no allocation but their
// results. The zero value is ready; it serves one goroutine at a time. It
// keeps the room of the largest it has seen, and the rows of the last one
// until the next.
type Matcher struct {
	desk    desk
	counter counter
	joiner  joiner
}
