package align

import "testing"

func TestCovered(t *testing.T) {
	texts := []Text{{Segments: []string{"aaaa", "əəəə", "cc"}}, {Segments: []string{"aaaa", "dddd"}}}
	both := Bead{Sides: []Range{{0, 1}, {0, 1}}, Confidence: 0.5}
	for _, c := range []struct {
		name  string
		beads []Bead
		want  float64
	}{
		{"half of what is linked", []Bead{both, {Sides: []Range{{1, 2}, {1, 1}}}, {Sides: []Range{{2, 3}, {1, 1}}}, {Sides: []Range{{3, 3}, {1, 2}}}}, (0.2 + 0.25) / 2},
		{"all", []Bead{{Sides: []Range{{0, 3}, {0, 2}}, Confidence: 1}}, 1},
		{"nothing linked", []Bead{{Sides: []Range{{0, 1}, {0, 0}}, Confidence: 1}, {Sides: []Range{{1, 1}, {0, 1}}, Confidence: 1}}, 0},
		{"no beads", nil, 0},
	} {
		if got := Covered(texts, c.beads, 0, 1); got < c.want-1e-9 || got > c.want+1e-9 {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
