package align

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	texts := []Text{
		{Lang: "az", Segments: []string{"Nazir və Krastev 12 iyunda görüşüb, Zemfira orada idi.", "Yağış yağıb."}},
		{Lang: "ru", Segments: []string{"Министр и Крастев встретились 12 июня.", "Он доволен?"}},
	}
	range1 := Range{0, 1}
	beads := []Bead{{Sides: []Range{range1, range1}}, {Sides: []Range{{1, 2}, {1, 1}}}, {Sides: []Range{{2, 2}, {1, 2}}}}
	got := New(nil).Explain(texts, beads)
	if len(got) != 3 || len(got[0]) != 1 || len(got[1]) != 0 || len(got[2]) != 0 {
		t.Fatalf("evidence %v, want one of the first bead and none of segments alone", got)
	}
	e := got[0][0]
	for _, want := range []string{"name Krastev Крастев", "number 12 12", "lexicon Nazir Министр"} {
		if !slices.ContainsFunc(e.Matches, func(m Match) bool { return fmt.Sprint(m.Kind, " ", m.A, " ", m.B) == want }) {
			t.Errorf("no match %q in %v", want, e.Matches)
		}
	}
	if !slices.Contains(e.Unexplained[0], "Zemfira") || slices.Contains(e.Unexplained[1], "Крастев") {
		t.Errorf("unexplained %v", e.Unexplained)
	}
	if e.Letters != [2]int{44, 32} || e.Deviations < 1 {
		t.Errorf("letters %v, deviations %v", e.Letters, e.Deviations)
	}
}

// TestExplainAgrees holds the evidence to the score: what Explain matches is what the cover explains.
func TestExplainAgrees(t *testing.T) {
	for _, s := range exampleStories(t) {
		x := prepare(s, s.name)
		p := x.pairs[0]
		texts := []Text{s.texts[x.order[0]], s.texts[x.order[1]]}
		edges, _ := alignPair(p, &pairWeights)
		for n, list := range New(nil).Explain(texts, beads(edges, []int{0, 1})) {
			if len(list) == 0 {
				continue
			}
			e := edges[n]
			matched := map[string]bool{}
			for _, m := range list[0].Matches {
				matched[m.B] = true
			}
			for _, w := range list[0].Unexplained[1] {
				if matched[w] && !strings.Contains(w, " ") && !repeated(texts[1].Segments[e.end.j-int(e.shape[1]):e.end.j], w) {
					t.Errorf("%s: %q is matched and unexplained", s.name, w)
				}
			}
			total := 0.0
			for _, j := range p.b.typesOf(Range{e.end.j - int(e.shape[1]), e.end.j}) {
				if m, ok := bestAmong(p.ba[j], p.a.typesOf(Range{e.end.i - int(e.shape[0]), e.end.i})); ok && p.b.types[j].class != functionWord {
					total += float64(m.strength)
				}
			}
			if e.shape[1] == 1 {
				g := newGrid(e.end.i-int(e.shape[0]), []span{{e.end.j - 1, e.end.j - 1}})
				c := newCover(p.a, p.b, p.ab, g, int(e.shape[0]), p.tb, &pairWeights)
				if w := float64(c.weight[0][e.shape[0]-1]); w < total-1e-3 || w > total+1e-3 {
					t.Errorf("%s: bead %d: the evidence weighs %.3f, the score has %.3f", s.name, n, total, w)
				}
			}
		}
	}
}

// repeated tells whether a word stands twice in segments: as types of its own, by number and by word.
func repeated(segments []string, word string) bool {
	return strings.Count(strings.Join(segments, " "), word) > 1
}
