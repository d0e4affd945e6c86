package align

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// checkBeads wants each segment in exactly one bead, in order, and beads of the promised shapes.
func checkBeads(t *testing.T, texts []Text, beads []Bead) {
	t.Helper()
	at := make([]int, len(texts))
	for _, b := range beads {
		if len(b.Sides) != len(texts) {
			t.Fatalf("bead %v: want %d sides", b, len(texts))
		}
		if b.Confidence < 0 || b.Confidence > 1 || b.Confidence != b.Confidence {
			t.Fatalf("bead %v: confidence", b)
		}
		n := 0
		for i, r := range b.Sides {
			if r.Start != at[i] || r.End < r.Start || r.Len() > maxSide {
				t.Fatalf("bead %v: side %d should start at %d", b, i, at[i])
			}
			at[i] = r.End
			n += r.Len()
		}
		if s := sidesOf(b); s == 0 || s == 1 && n != 1 {
			t.Fatalf("bead %v: one side, %d segments", b, n)
		}
	}
	for i, x := range texts {
		if at[i] != len(x.Segments) {
			t.Fatalf("text %d: %d of %d segments in beads", i, at[i], len(x.Segments))
		}
	}
}

func alignAndCheck(t *testing.T, texts ...Text) []Bead {
	t.Helper()
	got, err := Align(texts)
	if err != nil {
		t.Fatal(err)
	}
	checkBeads(t, texts, got)
	return got
}

func TestAlignSizes(t *testing.T) {
	if _, err := Align([]Text{{Lang: "az"}}); err == nil {
		t.Error("one text: no error")
	}
	for _, n := range []int{0, 1, 10, 500, 3000} {
		a := Text{Lang: "az", Segments: strings.Fields(strings.Repeat("söz ", n))}
		b := Text{Lang: "ru", Segments: strings.Fields(strings.Repeat("слово ", n/10))}
		c := Text{Lang: "en", Segments: make([]string, n/3)} // blank lines
		alignAndCheck(t, a, b)
		alignAndCheck(t, b, a)
		alignAndCheck(t, a, b, c)
		alignAndCheck(t, b, c, a)
		alignAndCheck(t, Text{Lang: "az"}, b, c)
		alignAndCheck(t, Text{Lang: "az"}, Text{Lang: "ru"}, c)
	}
}

// TestAlignGap aligns long texts of sentences that resemble one another, of which two lack a long part each.
func TestAlignGap(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	var a, b, c []string
	for i := range 3000 {
		s := fmt.Sprintf("word%d stands here with item%d and %d others", r.Intn(900), r.Intn(5000), i)
		a = append(a, s)
		if i < 500 || i > 1400 {
			b = append(b, s)
		}
		if i < 1000 || i > 2300 {
			c = append(c, s)
		}
	}
	got := alignAndCheck(t, Text{Lang: "en", Segments: a}, Text{Lang: "fr", Segments: b}, Text{Lang: "de", Segments: c})
	wrong := 0
	for _, x := range got {
		for i, y := range [][]string{b, c} {
			if s := x.Sides[i+1]; s.Len() != 1 || x.Sides[0].Len() != 1 || a[x.Sides[0].Start] != y[s.Start] {
				if s.Len() > 0 {
					wrong++
				}
			}
		}
	}
	if wrong > 200 { // of 4,200; they lie at the edges of the gaps
		t.Errorf("%d beads wrong", wrong)
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("az", "Bakı şəhəri.\nO, 3 oktyabrda gəldi.", "ru", "Город Баку.\nОн приехал 3 октября.", "en", "Baku city.\n\nHe came on Oct. 3.")
	f.Add("de", "", "fr", "\n\n\n", "", "\xff\xfe\n;;; . A ; b")
	f.Add("az", strings.Repeat("a\n", 700), "ru", strings.Repeat("б\n", 60), "en", strings.Repeat("Baku. 5%\n", 300))
	f.Fuzz(func(t *testing.T, la, a, lb, b, lc, c string) {
		x := Text{Lang: la, Segments: strings.Split(a, "\n")}
		y := Text{Lang: lb, Segments: strings.Split(b, "\n")}
		z := Text{Lang: lc, Segments: strings.Split(c, "\n")}
		alignAndCheck(t, x, y)
		alignAndCheck(t, x, y, z)
	})
}
