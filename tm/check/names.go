package check

import (
	"strings"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// leastSkeleton is how many consonants tell a name from others.
const (
	leastSkeleton = 3
	sameSkeleton  = 2
)

// checkNames reports names without a counterpart: words with a capital inside a sentence that the lexicon does not know, by their
// consonants.
func checkNames(u *unit) {
	for _, g := range u.gaps(names, func(c claim, _, in *text) bool { return in.sounds(c.key) }) {
		u.report(g.t, g.start, g.end, "%s has no like in %s", g.written(), u.langsOf(g.lacks))
	}
}

// names are the names of a text by the first consonants.
func names(t *text) []claim {
	var out []claim
	prose := cutter{t.parts}
	for i, s := range t.spans {
		w := t.word(s)
		if s.Kind != words.Word || i == 0 || !capital(w) || prose.inside(s.Start) || t.starts(i) || len(lexicon.Builtin().Meanings(t.base, w)) > 0 {
			continue
		}
		if k := words.Skeleton(t.base, w); len(k) >= leastSkeleton && w != strings.ToUpper(w) {
			out = append(out, claim{start: s.Start, end: s.End, key: k[:sameSkeleton], must: true})
		}
	}
	return out
}

// starts tells whether word i may start a sentence.
func (t *text) starts(i int) bool {
	between := t.s[t.spans[i-1].End:t.spans[i].Start]
	return strings.ContainsAny(between, ".!?:…\"«»“”„(\n")
}

// sounds tells whether a word of a text has the same first consonants.
func (t *text) sounds(key string) bool {
	if t.heard == nil {
		t.heard = map[string]bool{}
		for _, s := range t.spans {
			if w := t.word(s); s.Kind == words.Word && utf8.RuneCountInString(w) > 2 {
				k := words.Skeleton(t.base, w)
				t.heard[k[:min(len(k), sameSkeleton)]] = true
			}
		}
	}
	return t.heard[key]
}
