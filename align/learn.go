package align

import (
	"slices"
	"strings"
	"sync"

	"aztm/align/lexicon"
)

// learnFrom is the confidence of the beads that teach.
const learnFrom = 0.8

// maxObserved bounds the pairs of texts that are kept for learning, by pair of languages.
const maxObserved = 50000

// An observer gathers text pairs by pair of languages.
type observer struct {
	mu    sync.Mutex
	langs [][2]string
	pairs map[[2]string][]lexicon.Pair
}

// Observe keeps the confident beads of an alignment for Learned.
func (al *Aligner) Observe(texts []Text, beads []Bead) {
	o := &al.seen
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, b := range beads {
		if b.Confidence < learnFrom {
			continue
		}
		for x := range b.Sides {
			for y := x + 1; y < len(b.Sides); y++ {
				if b.Sides[x].Len() > 0 && b.Sides[y].Len() > 0 {
					o.add(texts[x].Lang, texts[y].Lang, texts[x].join(b.Sides[x]), texts[y].join(b.Sides[y]))
				}
			}
		}
	}
}

// join returns the segments of a range as one text.
func (t *Text) join(r Range) string { return strings.Join(t.Segments[r.Start:r.End], " ") }

func (o *observer) add(langA, langB, a, b string) {
	k := [2]string{lexicon.Base(langA), lexicon.Base(langB)}
	if k[0] > k[1] {
		k[0], k[1], a, b = k[1], k[0], b, a
	}
	if o.pairs == nil {
		o.pairs = map[[2]string][]lexicon.Pair{}
	}
	if !slices.Contains(o.langs, k) {
		o.langs = append(o.langs, k)
	}
	if len(o.pairs[k]) < maxObserved {
		o.pairs[k] = append(o.pairs[k], lexicon.Pair{A: a, B: b})
	}
}

// Learned returns the lexicon that the observed beads teach; with that of the aligner (lexicon.With), the same texts and others like
// them align better.
func (al *Aligner) Learned() *lexicon.Lexicon {
	o := &al.seen
	o.mu.Lock()
	defer o.mu.Unlock()
	sum := &lexicon.Lexicon{}
	for _, k := range o.langs {
		sum = sum.With(lexicon.Learn(k[0], k[1], o.pairs[k]))
	}
	return sum
}
