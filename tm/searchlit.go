package tm

import (
	"context"
	"math"
	"math/bits"

	"aztm/align/lexicon"
)

// lightCounterparts finds, in the variants that were not asked for, what translates the hits of the others. The texts are
// those of the units.
func (f *finder) lightCounterparts(ctx context.Context, list []Found, texts [][]Text) error {
	c := company{ctx: ctx, tx: f.tx, on: map[word]uint64{}, hit: map[word]uint64{}, terms: map[word]float64{}}
	for i, u := range list[:min(len(list), maxCompany)] {
		c.take(1<<i, texts[i], u.Hits)
	}
	find := lexicon.Counterparts{Learned: f.search.Learned, Together: c.weight, Units: c.units}
	for i, u := range list {
		passages := make([]lexicon.Passage, len(texts[i]))
		for n, t := range texts[i] {
			passages[n] = lexicon.Passage{Lang: t.Lang, Text: t.Stored, Tokens: t.Tokens}
		}
		list[i].Counterparts = make([][]Hit, len(texts[i]))
		for n, parts := range find.Find(passages, partsOf(u.Hits)) {
			for _, p := range parts {
				list[i].Counterparts[n] = append(list[i].Counterparts[n], Hit(p))
			}
		}
	}
	return c.err
}

func partsOf(hits [][]Hit) [][]lexicon.Part {
	out := make([][]lexicon.Part, len(hits))
	for n, list := range hits {
		for _, h := range list {
			out[n] = append(out[n], lexicon.Part(h))
		}
	}
	return out
}

// maxCompany bounds the units that a company is made of.
const maxCompany = 64

// A company says how much words that were hit and words of other languages stand together in the units of a page. That is a
// sample of all units; in how many the words stand at all is known from their lists.
type company struct {
	ctx   context.Context
	tx    snapshot
	on    map[word]uint64  // units of the page, a bit each, that hold a word in a variant that was not hit
	hit   map[word]uint64  // units of the page in which a word was hit
	terms map[word]float64 // units of the memory that hold a word
	all   float64          // units of the memory, about; 0 before it was asked for
	err   error
}

type word struct{ lang, key string }

// take takes in a unit.
func (t *company) take(bit uint64, texts []Text, hits [][]Hit) {
	for n, p := range texts {
		rest := hits[n]
		for _, k := range p.Tokens {
			for len(rest) > 0 && rest[0].End <= k.Start {
				rest = rest[1:]
			}
			switch {
			case len(hits[n]) == 0:
				t.on[word{p.Lang, k.Key}] |= bit
			case len(rest) > 0 && rest[0].Start < k.End:
				t.hit[word{p.Lang, k.Key}] |= bit
			}
		}
	}
}

// weight is the Dice coefficient of two words, less where they may stand together by chance, by the log-likelihood ratio.
func (t *company) weight(langA, keyA, langB, keyB string) float64 {
	a, b := word{langA, keyA}, word{langB, keyB}
	if t.hit[a] == 0 {
		a, b = b, a
	}
	n, c := float64(bits.OnesCount64(t.hit[a])), float64(bits.OnesCount64(t.hit[a]&t.on[b]))
	if c < 2 || c < n/5 {
		return 0
	}
	na, nb := t.units(a.lang, a.key), t.units(b.lang, b.key)
	if t.err != nil || na == 0 || nb == 0 {
		return 0
	}
	share := min(nb/t.memory(), 0.999)
	g := 2 * c * math.Log(c/(n*share))
	if c < n {
		g += 2 * (n - c) * math.Log((n-c)/(n*(1-share)))
	}
	if c < n*share || g <= 0 {
		return 0
	}
	return 2 * c / n * na / (na + nb) * (1 - math.Exp(-g/10))
}

// units counts the units of the memory that hold a word.
func (t *company) units(lang, key string) float64 {
	w := word{lang, key}
	if n, ok := t.terms[w]; ok {
		return n
	}
	found, err := findTerm(t.ctx, t.tx, lang, key)
	if err != nil {
		t.err = err
	}
	t.terms[w] = float64(found.df)
	return t.terms[w]
}

// memory is about how many units there are.
func (t *company) memory() float64 {
	if t.all == 0 {
		var last int64
		if err := t.tx.QueryRowContext(t.ctx, `SELECT coalesce(max(id), 0) FROM unit`).Scan(&last); err != nil {
			t.err = err
		}
		t.all = float64(max(last, 2))
	}
	return t.all
}
