package check

import (
	"slices"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// An Entry of a glossary is one concept: by language the terms for it, the one to use first.
type Entry map[string][]string

// A Glossary finds terms in texts, by lemma. It may be used by several goroutines at once.
type Glossary struct {
	entries []Entry                      // by base language
	terms   map[string]map[string][]term // by base language and first lemma, the longest first
}

// A term is a word or phrase of an entry.
type term struct {
	entry  int
	lemmas []string
}

// NewGlossary makes a glossary ready for use.
func NewGlossary(entries []Entry) *Glossary {
	g := &Glossary{terms: map[string]map[string][]term{}}
	for i, e := range entries {
		based := Entry{}
		for lang, list := range e {
			base := lexicon.Base(lang)
			based[base] = append(based[base], list...)
			for _, text := range list {
				g.add(base, term{i, lemmasOf(base, text)})
			}
		}
		g.entries = append(g.entries, based)
	}
	return g
}

func (g *Glossary) add(base string, t term) {
	if len(t.lemmas) == 0 {
		return
	}
	if g.terms[base] == nil {
		g.terms[base] = map[string][]term{}
	}
	list := append(g.terms[base][t.lemmas[0]], t)
	slices.SortStableFunc(list, func(a, b term) int { return len(b.lemmas) - len(a.lemmas) })
	g.terms[base][t.lemmas[0]] = list
}

// lemmasOf are the likeliest lemmas of the words of a term.
func lemmasOf(base, text string) []string {
	var out []string
	for _, s := range words.AppendSpans(nil, text) {
		out = append(out, words.Lemma(base, text[s.Start:s.End]))
	}
	return out
}

// A Use is a term that stands in a text.
type Use struct {
	Entry      int // 0-based number of the entry
	Start, End int // half-open byte range of the text
}

// Uses finds the terms of a text, in order. Of those that start with one word the longest counts, and it hides those inside it:
// baş nazir, not nazir.
func (g *Glossary) Uses(lang, text string) []Use {
	base := lexicon.Base(lang)
	if len(g.terms[base]) == 0 {
		return nil
	}
	spans := words.AppendSpans(nil, text)
	lemmas := candidates(base, text, spans)
	var out []Use
	for i := 0; i < len(spans); {
		n := 1
		for _, t := range g.longest(base, lemmas[i:]) {
			n = len(t.lemmas)
			out = append(out, Use{t.entry, spans[i].Start, spans[i+n-1].End})
		}
		i += n
	}
	return out
}

// candidates are the lemmas that each word of a text may have.
func candidates(base, text string, spans []words.Span) [][]string {
	out := make([][]string, len(spans))
	for i, s := range spans {
		out[i] = words.Lemmas(base, text[s.Start:s.End])
	}
	return out
}

// longest are the terms of most words that a text starts with, one an entry; of equal ones those by the likelier lemma of its first
// word: nazirliyin is of nazirlik before nazir.
func (g *Glossary) longest(base string, lemmas [][]string) []term {
	var best []term
	for _, lemma := range lemmas[0] {
		var found []term
		for _, t := range g.terms[base][lemma] { // the longest first
			switch {
			case !standsAt(lemmas, t) || len(found) > 0 && len(t.lemmas) < len(found[0].lemmas):
			case !slices.ContainsFunc(found, func(x term) bool { return x.entry == t.entry }):
				found = append(found, t)
			}
		}
		if len(found) > 0 && (len(best) == 0 || len(found[0].lemmas) > len(best[0].lemmas)) {
			best = found
		}
	}
	return best
}

// standsAt tells whether a text starts with a term.
func standsAt(lemmas [][]string, t term) bool {
	if len(lemmas) < len(t.lemmas) {
		return false
	}
	for i, l := range t.lemmas {
		if !slices.Contains(lemmas[i], l) {
			return false
		}
	}
	return true
}

// checkTerms reports terms of the glossary whose translations a text lacks. The words of a translation may stand apart and in any order.
func checkTerms(u *unit) {
	if u.glossary == nil {
		return
	}
	for _, g := range u.gaps(u.glossary.claims, u.glossary.excused) {
		for j, t := range u.texts {
			if g.lacks>>j&1 != 0 {
				u.report(g.t, g.start, g.end, "%s: %s in %s", g.written(), missing(u.glossary.entries[g.kind][t.base]), t.lang)
			}
		}
	}
}

func missing(terms []string) string {
	if len(terms) == 1 {
		return terms[0] + " is missing"
	}
	return terms[0] + " or another translation is missing"
}

// claims are the terms of a text.
func (g *Glossary) claims(t *text) []claim {
	var out []claim
	for _, use := range g.Uses(t.base, t.s) {
		out = append(out, claim{start: use.Start, end: use.End, kind: use.Entry, must: true})
	}
	return out
}

// excused tells whether an entry has no term in the language of a text, or the text has the words of one.
func (g *Glossary) excused(c claim, _, in *text) bool {
	terms := g.entries[c.kind][in.base]
	if in.lemmas == nil {
		in.lemmas = map[string]bool{}
		for _, list := range candidates(in.base, in.s, in.spans) {
			for _, l := range list {
				in.lemmas[l] = true
			}
		}
	}
	return len(terms) == 0 || slices.ContainsFunc(terms, func(s string) bool {
		return !slices.ContainsFunc(lemmasOf(in.base, s), func(l string) bool { return !in.lemmas[l] })
	})
}
