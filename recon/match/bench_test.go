package match

import "testing"

// BenchmarkLines links the lines of a large merchant, per line.
func BenchmarkLines(b *testing.B) {
	w := newWorld(1, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		Lines(w.txns, w.lines, shanghai)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(w.lines)), "ns/line")
}

// BenchmarkLinesSmall links the lines of a small merchant, the common case of an import.
func BenchmarkLinesSmall(b *testing.B) {
	w := newWorld(1, 20)
	b.ReportAllocs()
	for b.Loop() {
		Lines(w.txns, w.lines, shanghai)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(w.lines)), "ns/line")
}
