package tm

import (
	"context"
	"math"
	"math/bits"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// lightCounterparts finds, in the variants that were not asked for, what translates the hits of the others. The texts are
// those of the units.
func (f *finder) lightCounterparts(ctx context.Context, list []Found, texts [][]Text) error {
	c := company{ctx: ctx, tx: f.tx, on: map[word]uint64{}, hit: map[word]uint64{}, terms: map[word]float64{}, forms: map[word]string{}}
	for i, u := range list[:min(len(list), maxCompany)] {
		c.take(1<<i, texts[i], u.Hits)
	}
	if err := c.readLearned(f.search.Learned); err != nil {
		return err
	}
	find := lexicon.Counterparts{Together: c.weight, Units: c.units}
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
	forms map[word]string  // a form of each word that was hit
	terms map[word]float64 // units of the memory that hold a word
	all   float64          // units of the memory, about; 0 before it was asked for
	err   error

	learned map[[2]word]float64 // of words that were hit
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
				w := word{p.Lang, k.Key}
				t.hit[w] |= bit
				t.forms[w] = p.Stored[k.Start:k.End]
			}
		}
	}
}

// maxLearned bounds the words that were hit whose counterparts are looked up: a search for the beginning of a word may hit many.
const maxLearned = 32

// readLearned reads what the learned lexicon of a version has for the words that were hit.
func (t *company) readLearned(version string) error {
	if version == "" {
		return nil
	}
	head, err := learnedHead(t.ctx, t.tx)
	if err != nil || head.Version != version {
		return err
	}
	t.learned = map[[2]word]float64{}
	for w, form := range t.forms {
		if len(t.forms) > maxLearned {
			break
		}
		if err := t.readLearnedOf(w, words.Lemma(w.lang, form)); err != nil {
			return err
		}
	}
	return nil
}

func (t *company) readLearnedOf(w word, lemma string) error {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT lang_b, lemma_b, weight FROM learned WHERE lang_a = ?1 AND lemma_a = ?2
		UNION ALL SELECT lang_a, lemma_a, weight FROM learned WHERE lang_b = ?1 AND lemma_b = ?2`, w.lang, lemma)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var lang, other string
		var weight float64
		if err := rows.Scan(&lang, &other, &weight); err != nil {
			return err
		}
		t.learned[[2]word{w, {lang, words.Loose(lang, other)}}] = weight // the loose letters of a lemma are its key
	}
	return rows.Err()
}

// weight says how likely two words translate one another, one of which was hit.
func (t *company) weight(langA, keyA, langB, keyB string) float64 {
	a, b := word{langA, keyA}, word{langB, keyB}
	if t.hit[a] == 0 {
		a, b = b, a
	}
	return max(t.learned[[2]word{a, b}], t.together(a, b))
}

// together is the Dice coefficient of two words, less where they may stand together by chance, by the log-likelihood ratio.
func (t *company) together(a, b word) float64 {
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
	both := min(c/n*na, nb) // in the memory, by the sample
	return 2 * both / (na + nb) * (1 - math.Exp(-g/10))
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
