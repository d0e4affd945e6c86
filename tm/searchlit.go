package tm

import (
	"context"
	"math"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// lightCounterparts finds, in the variants that were not asked for, what translates the hits of the others.
func (f *finder) lightCounterparts(ctx context.Context, list []Found) error {
	t := company{ctx: ctx, tx: f.tx, counts: map[wordPair]int{}, holders: map[word]int{}, terms: map[word]float64{}}
	passages := make([][]lexicon.Passage, len(list))
	for i, u := range list {
		for _, v := range u.Unit.Variants {
			text := f.cut.text(v.Lang, v.Text)
			passages[i] = append(passages[i], lexicon.Passage{Lang: text.Lang, Text: text.Stored, Tokens: text.Tokens})
		}
		t.count(passages[i], u.Hits)
	}
	c := lexicon.Counterparts{Learned: f.search.Learned, Together: t.weight, Units: func(lang, key string) float64 { return t.df(word{lang, key}) }}
	for i := range list {
		list[i].Counterparts = make([][]Hit, len(passages[i]))
		for n, parts := range c.Find(passages[i], partsOf(list[i].Hits)) {
			for _, p := range parts {
				list[i].Counterparts[n] = append(list[i].Counterparts[n], Hit(p))
			}
		}
	}
	return t.err
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

// A company says how much the words that were hit and words of other languages stand together in the units of a page. That is a
// sample of all units; in how many the words stand at all is known from their lists.
type company struct {
	ctx     context.Context
	tx      snapshot
	counts  map[wordPair]int // units of the page that hold both
	holders map[word]int     // units of the page in which a word was hit
	terms   map[word]float64 // units of the memory that hold a word
	units   float64          // of the memory, about; 0 before it was asked for
	err     error
}

type word struct{ lang, key string }

type wordPair struct{ hit, other word }

// count takes in a unit.
func (t *company) count(texts []lexicon.Passage, hits [][]Hit) {
	var asked []word
	for n, p := range texts {
		rest := hits[n]
		seen := map[string]bool{}
		for _, k := range p.Tokens {
			for len(rest) > 0 && rest[0].End <= k.Start {
				rest = rest[1:]
			}
			if len(rest) > 0 && rest[0].Start < k.End && !seen[k.Key] {
				seen[k.Key] = true
				asked = append(asked, word{p.Lang, k.Key})
			}
		}
	}
	for _, w := range asked {
		t.holders[w]++
	}
	for n, p := range texts {
		if len(hits[n]) > 0 {
			continue
		}
		seen := map[string]bool{}
		for _, k := range p.Tokens {
			if k.Kind == words.Number || seen[k.Key] {
				continue
			}
			seen[k.Key] = true
			for _, w := range asked {
				t.counts[wordPair{w, word{p.Lang, k.Key}}]++
			}
		}
	}
}

// weight is the Dice coefficient of two words, less where they may stand together by chance, by the log-likelihood ratio.
func (t *company) weight(langA, keyA, langB, keyB string) float64 {
	a, b := word{langA, keyA}, word{langB, keyB}
	if t.holders[a] == 0 {
		a, b = b, a
	}
	n, c := float64(t.holders[a]), float64(t.counts[wordPair{a, b}])
	if c < 2 || c < n/5 {
		return 0
	}
	na, nb := t.df(a), t.df(b)
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

// df counts the units of the memory that hold a word.
func (t *company) df(w word) float64 {
	if n, ok := t.terms[w]; ok {
		return n
	}
	found, err := findTerm(t.ctx, t.tx, w.lang, w.key)
	if err != nil {
		t.err = err
	}
	t.terms[w] = float64(found.df)
	return t.terms[w]
}

// memory is about how many units there are.
func (t *company) memory() float64 {
	if t.units == 0 {
		var last int64
		if err := t.tx.QueryRowContext(t.ctx, `SELECT coalesce(max(id), 0) FROM unit`).Scan(&last); err != nil {
			t.err = err
		}
		t.units = float64(max(last, 2))
	}
	return t.units
}
