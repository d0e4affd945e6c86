package tm

import (
	"cmp"
	"slices"

	"aztm/corpus/words"
)

// ready is a clause made ready for a language.
type ready struct {
	want, not [][]pattern
}

// clausesFor makes the clauses ready for a language, once.
func (f *finder) clausesFor(lang string) []ready {
	if list, ok := f.ready[lang]; ok {
		return list
	}
	var list []ready
	for i := range f.clauses {
		c := &f.clauses[i]
		var r ready
		if c.lang != "" && c.lang != lang {
			list = append(list, r)
			continue
		}
		for _, it := range c.want {
			r.want = append(r.want, it.patterns(lang))
		}
		for _, it := range c.not {
			r.not = append(r.not, it.patterns(lang))
		}
		list = append(list, r)
	}
	f.ready[lang] = list
	return list
}

// cutAll cuts the variants of a unit into tokens.
func (f *finder) cutAll(u Unit) []Text {
	texts := make([]Text, len(u.Variants))
	for n, v := range u.Variants {
		texts[n] = f.cut.text(v.Lang, v.Text)
	}
	return texts
}

// match reports whether the texts of a unit are what the search asks for, and where its words stand.
func (f *finder) match(texts []Text) ([][]Hit, bool) {
	hits := make([][]Hit, len(texts))
	found := make([]bool, len(f.clauses))
	for n, t := range texts {
		for i, c := range f.clausesFor(t.Lang) {
			if f.excluded(t, c) {
				return nil, false
			}
			if !f.wants(t.Lang) || len(c.want) == 0 {
				continue
			}
			if h, ok := f.matchClause(t, c); ok {
				hits[n] = append(hits[n], h...)
				found[i] = true
			}
		}
	}
	for i, c := range f.clauses {
		if len(c.want) > 0 && !found[i] {
			return nil, false
		}
	}
	for n := range hits {
		hits[n] = mergeHits(hits[n])
	}
	return hits, true
}

func (f *finder) matchRegexp(u Unit) ([][]Hit, bool) {
	hits := make([][]Hit, len(u.Variants))
	found := false
	for n, v := range u.Variants {
		if !f.wants(Base(v.Lang)) {
			continue
		}
		for _, at := range f.re.FindAllStringIndex(v.Text, -1) {
			if at[0] < at[1] {
				hits[n] = append(hits[n], Hit{at[0], at[1]})
				found = true
			}
		}
	}
	return hits, found
}

// excluded reports whether a text holds what a clause does not want.
func (f *finder) excluded(t Text, c ready) bool {
	return slices.ContainsFunc(c.not, func(p []pattern) bool { return len(f.occurrences(t, p)) > 0 })
}

// An occurrence is a place where a word or phrase stands: tokens [first,first+n).
type occurrence struct{ first, n, far int }

// matchClause finds all words of a clause in a text.
func (f *finder) matchClause(t Text, c ready) ([]Hit, bool) {
	var hits []Hit
	for _, p := range c.want {
		found := f.occurrences(t, p)
		if len(found) == 0 {
			return nil, false
		}
		for _, o := range found {
			for _, k := range t.Tokens[o.first : o.first+o.n] {
				hits = append(hits, Hit{k.Start, k.End})
			}
		}
	}
	return hits, true
}

// occurrences finds the places of a phrase, in order.
func (f *finder) occurrences(t Text, p []pattern) []occurrence {
	var found []occurrence
	for i := 0; len(p) > 0 && i+len(p) <= len(t.Tokens); i++ {
		if far := f.distance(t, t.Tokens[i:i+len(p)], p); far < noMatch*len(p) {
			found = append(found, occurrence{i, len(p), far})
		}
	}
	return found
}

// distance sums how far tokens are from a phrase; noMatch for each token if one does not match.
func (f *finder) distance(t Text, tokens []words.Token, p []pattern) int {
	sum := 0
	for j, w := range p {
		far := w.match(t.Lang, t.Stored, tokens[j], f.search.ExactLetters)
		if far == noMatch {
			return noMatch * len(p)
		}
		sum += far
	}
	return sum
}

// narrowest is the length in tokens of the shortest stretch that holds an occurrence of every word. The lists are
// sorted; the one whose next place is leftmost moves on, until one is used up.
func narrowest(all [][]occurrence) int {
	best := -1
	var few [8]int
	at := append(few[:0], make([]int, len(all))...)
	for {
		lo, hi, leftmost := -1, 0, 0
		for i, list := range all {
			o := list[at[i]]
			if lo < 0 || o.first < lo {
				lo, leftmost = o.first, i
			}
			hi = max(hi, o.first+o.n)
		}
		if best < 0 || hi-lo < best {
			best = hi - lo
		}
		if at[leftmost]++; at[leftmost] == len(all[leftmost]) {
			return best
		}
	}
}

// mergeHits sorts hits and joins those that overlap.
func mergeHits(hits []Hit) []Hit {
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	out := hits[:0]
	for _, h := range hits {
		if n := len(out); n > 0 && h.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, h.End)
			continue
		}
		out = append(out, h)
	}
	return out
}
