package align

import (
	"reflect"
	"strings"
	"sync"
	"testing"
)

// FuzzLaws holds what is true of any texts: the same texts give the same beads, and beads of two sides have evidence.
func FuzzLaws(f *testing.F) {
	f.Add("Bakı şəhəri.\nO, 3 oktyabrda gəldi.", "Город Баку.\nОн приехал 3 октября.", "Baku city.\n\nHe came on Oct. 3.")
	f.Add("", "а\n", "\xff\x00 5% ;\n\n;")
	f.Add(strings.Repeat("Bakı 5\n", 20), strings.Repeat("Баку 6\n", 15), "x")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		texts := []Text{{Lang: "az", Segments: strings.Split(a, "\n")}, {Lang: "ru", Segments: strings.Split(b, "\n")}, {Lang: "en", Segments: strings.Split(c, "\n")}}
		for _, n := range []int{2, 3} {
			got, again := alignAndCheck(t, texts[:n]...), alignAndCheck(t, texts[:n]...)
			if !reflect.DeepEqual(got, again) {
				t.Fatalf("beads %v, again %v", got, again)
			}
			for i, list := range New(nil).Explain(texts[:n], got) {
				sides := sidesOf(got[i])
				if len(list) != sides*(sides-1)/2 {
					t.Fatalf("bead %v: evidence of %d pairs", got[i], len(list))
				}
			}
		}
	})
}

// turned returns the beads with their sides in another order: side i is the former side order[i].
func turned(beads []Bead, order []int) []Bead {
	var out []Bead
	for _, b := range beads {
		x := Bead{Confidence: b.Confidence}
		for _, n := range order {
			x.Sides = append(x.Sides, b.Sides[n])
		}
		out = append(out, x)
	}
	return out
}

// agreement aligns texts in another order and returns how many beads are the same, of how many.
func agreement(t *testing.T, texts []Text, order []int) (same, all int) {
	t.Helper()
	var other []Text
	for _, n := range order {
		other = append(other, texts[n])
	}
	s := Compare(turned(alignAndCheck(t, texts...), order), alignAndCheck(t, other...)).Strict
	return s.Right, s.Predicted
}

// TestOrder aligns the texts of stories in all orders: the beads should be the same.
func TestOrder(t *testing.T) {
	orders := map[int][][]int{2: {{1, 0}}, 3: {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}}
	count := func(name string, stories []story, least float64) {
		same, all := 0, 0
		for _, s := range stories {
			for _, texts := range [][]Text{s.texts[:2], s.texts} {
				for _, o := range orders[len(texts)] {
					x, y := agreement(t, texts, o)
					same, all = same+x, all+y
				}
			}
		}
		t.Logf("%s: %d of %d beads are the same in another order of the texts", name, same, all)
		if ratio(same, all) < least {
			t.Errorf("%s: %.4f of the beads are the same in another order, want %.4f", name, ratio(same, all), least)
		}
	}
	count("bundled", exampleStories(t), 0.99)
	if !testing.Short() {
		for _, dir := range []string{"light", "hard"} {
			count(dir, readStories(t, newsDir(t, dir), []string{"az", "ru", "en"})[:20], 0.97)
		}
	}
}

// projected returns beads of three texts as those of two of them.
func projected(beads []Bead, x, y int) []Bead {
	var out []Bead
	for _, b := range beads {
		r, s := b.Sides[x], b.Sides[y]
		if r.Len() > 0 && s.Len() > 0 {
			out = append(out, Bead{Sides: []Range{r, s}})
			continue
		}
		for n := r.Start; n < r.End; n++ {
			out = append(out, Bead{Sides: []Range{{n, n + 1}, {}}})
		}
		for n := s.Start; n < s.End; n++ {
			out = append(out, Bead{Sides: []Range{{}, {n, n + 1}}})
		}
	}
	return out
}

// held counts the beads of gold that links keep: some bead lies in it, and none crosses its border.
func held(gold, predicted []Bead) Counts {
	var c Counts
	for _, g := range gold {
		if !g.Linked() {
			continue
		}
		c.Gold++
		within, crosses := false, false
		for _, b := range predicted {
			in, out := false, false
			for i, r := range b.Sides {
				over := max(0, min(r.End, g.Sides[i].End)-max(r.Start, g.Sides[i].Start))
				in, out = in || over > 0, out || over < r.Len()
			}
			within = within || in && !out && b.Linked()
			crosses = crosses || in && out
		}
		c.Found += one(within && !crosses)
	}
	return c
}

// TestThreeOnPairs compares what three texts together give each pair with what the pair gives alone. Beads of three are coarser
// than those of the pair where only the third text merges, and so is their gold; so what counts for both is how many beads of
// that gold they keep.
func TestThreeOnPairs(t *testing.T) {
	langs := []string{"az", "ru", "en"}
	for _, dir := range []string{"light", "hard"} {
		three := readStories(t, newsDir(t, dir), langs)
		for _, p := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
			var alone, together Counts
			var strict Score
			for _, s := range three {
				gold := projected(s.gold, p[0], p[1])
				got := projected(alignAndCheck(t, s.texts...), p[0], p[1])
				alone.add(held(gold, alignAndCheck(t, s.texts[p[0]], s.texts[p[1]])))
				together.add(held(gold, got))
				strict.Add(Compare(gold, got))
			}
			t.Logf("%s %s-%s: of %d beads of gold, the pair alone keeps %d (%.4f), the three %d (%.4f); the three strictly F1 %.4f",
				dir, langs[p[0]], langs[p[1]], alone.Gold, alone.Found, alone.Recall(), together.Found, together.Recall(), strict.Strict.F1())
			if d := alone.Recall() - together.Recall(); d > 0.02 {
				t.Errorf("%s %s-%s: the three keep %.4f less than the pair", dir, langs[p[0]], langs[p[1]], d)
			}
		}
	}
}

// TestTogether aligns by one aligner in several goroutines at once, with the same beads as one after another.
func TestTogether(t *testing.T) {
	stories := exampleStories(t)
	al := New(nil)
	want := make([][]Bead, len(stories))
	for i, s := range stories {
		want[i] = alignStory(t, New(nil), s)
	}
	var all sync.WaitGroup
	got := make([][]Bead, 4*len(stories))
	for i := range got {
		all.Go(func() { got[i], _ = al.Align(stories[i%len(stories)].texts) })
	}
	all.Wait()
	for i, b := range got {
		if !reflect.DeepEqual(b, want[i%len(stories)]) {
			t.Errorf("story %s: other beads than one after another", stories[i%len(stories)].name)
		}
	}
}
