// Package lexicon holds word pairs with weights: which lemma of one language translates which of another.
//
// A lexicon is a set of concepts. A lemma is linked to each concept it may stand for, with a
// weight from 0 to 1, and two lemmas of different languages translate one another as far as they share a
// concept. So a concept of three languages is stored once and serves three pairs, and an
// aligner compares numbers, not strings.
//
// Three sources make concepts: the built-in list of news vocabulary (data/*.tsv, written by hand; a line a concept,
// az, ru and en in its columns, alternatives divided by ";"), the names of languages that
// golang.org/x/text knows in all three, and what a Learner finds in texts that are aligned already.
//
// Words of a phrase share its concept at a part of the weight each: "baş nazir" (prime minister) links baş
// and nazir to the concept by one half, so a text that writes "premyer" still finds half of its counterpart.
// That is right for counting evidence, not for translating: the trap is "xəbər vermək" (to report), by which vermək, alone to
// give, gets a weak link to "report". Read a weight of one half as "part of a translation".
//
// All lookups are by lemma as words.Lemma gives it, of languages without a built-in list by its first letters alone, and by the
// base language: ru-RU is ru.
package lexicon

import "strings"

// A Kind says where a concept comes from.
type Kind uint8

const (
	Content  Kind = iota // a word of the built-in list
	Function             // a pronoun, postposition, conjunction or particle of the built-in list: frequent, so weak evidence
	Name                 // a country or language name
	Learned              // found in aligned texts
)

// A Link ties a lemma to a concept.
type Link struct {
	Concept uint32
	Weight  float32 // 0 to 1
	Kind    Kind
}

// An Entry is one word pair of a learned lexicon, the form in which it is stored.
type Entry struct {
	LangA, A string // language and lemma
	LangB, B string
	Weight   float64 // 0 to 1
}

// A Lexicon answers how well a lemma of one language is translated by a lemma of another.
// The zero value is empty and ready to use. Methods may be called by several goroutines at once.
type Lexicon struct {
	parts []part
}

// A part is a table whose concepts are numbered from base.
type part struct {
	base  uint32
	table *table
}

type table struct {
	concepts uint32
	langs    map[string]map[string][]Link
}

func newTable() *table { return &table{langs: map[string]map[string][]Link{}} }

// concept returns the number of a new concept.
func (t *table) concept() uint32 {
	t.concepts++
	return t.concepts - 1
}

// link ties lemma to a concept; a second link to the same concept keeps the greater weight.
func (t *table) link(lang, lemma string, l Link) {
	m := t.langs[lang]
	if m == nil {
		m = map[string][]Link{}
		t.langs[lang] = m
	}
	links := m[lemma]
	for i := len(links) - 1; i >= 0; i-- {
		if links[i].Concept == l.Concept {
			links[i].Weight = max(links[i].Weight, l.Weight)
			return
		}
		if links[i].Concept < l.Concept {
			break
		}
	}
	m[lemma] = append(links, l)
}

// lexicon makes a lexicon of one table.
func (t *table) lexicon() *Lexicon { return &Lexicon{parts: []part{{table: t}}} }

// Concepts counts the concepts of l; they are numbered from 0.
func (l *Lexicon) Concepts() int {
	n := 0
	for _, p := range l.parts {
		n += int(p.table.concepts)
	}
	return n
}

// Links appends the links of a lemma to dst and returns it.
func (l *Lexicon) Links(dst []Link, lang, lemma string) []Link {
	if l == nil {
		return dst
	}
	lang = Base(lang)
	lemma = shorten(lang, lemma)
	for _, p := range l.parts {
		for _, k := range p.table.langs[lang][lemma] {
			k.Concept += p.base
			dst = append(dst, k)
		}
	}
	return dst
}

// With returns a lexicon of the concepts of l and of m. Neither is copied or changed.
func (l *Lexicon) With(m *Lexicon) *Lexicon {
	sum := &Lexicon{}
	for _, x := range []*Lexicon{l, m} {
		if x == nil {
			continue
		}
		base := uint32(sum.Concepts())
		for _, p := range x.parts {
			sum.parts = append(sum.parts, part{base: base + p.base, table: p.table})
		}
	}
	return sum
}

// Weight returns how well lemma a of langA is translated by b of langB: the product of their weights
// for the best concept they share, 0 if there is none.
func (l *Lexicon) Weight(langA, a, langB, b string) float64 {
	best := float32(0)
	as := l.Links(nil, langA, a)
	for _, y := range l.Links(nil, langB, b) {
		for _, x := range as {
			if x.Concept == y.Concept {
				best = max(best, x.Weight*y.Weight)
			}
		}
	}
	return float64(best)
}

// Base returns the base language of a BCP 47 tag, lower-case: "az" of "az-Latn-AZ".
func Base(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}
