package align

import (
	"fmt"
	"testing"
)

// TestDots holds that dots lie in the plot, in order, and that the strongest of each segment is its translation; also in a text so long that
// not every pair is compared.
func TestDots(t *testing.T) {
	for _, n := range []int{0, 1, 20, 500} {
		a, b := Text{Lang: "az"}, Text{Lang: "ru"}
		for i := range n {
			a.Segments = append(a.Segments, fmt.Sprintf("Nazir Krastev iyunun %d-də Bakıda olub.", 100+i))
			b.Segments = append(b.Segments, fmt.Sprintf("Министр Крастев %d июня был в Баку.", 100+i))
		}
		best := make([]Dot, n)
		last := Dot{A: -1}
		for _, d := range New(nil).Dots(a, b) {
			if d.A < last.A || d.A == last.A && d.B <= last.B || d.A >= n || d.B < 0 || d.B >= n || d.Strength < minDot || d.Strength > 1 {
				t.Fatalf("%d segments: dot %v after %v", n, d, last)
			}
			if last = d; d.Strength > best[d.A].Strength {
				best[d.A] = d
			}
		}
		for i, d := range best {
			if d.Strength == 0 || d.B != i {
				t.Fatalf("%d segments: the strongest dot of %d is %v", n, i, d)
			}
		}
	}
	if got := New(nil).Dots(Text{Lang: "az", Segments: []string{"Bir."}}, Text{Lang: "ru"}); got != nil {
		t.Errorf("dots %v with an empty text", got)
	}
}
