package check

import (
	"strings"
	"sync"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// doublings say of the words of a language, in lower case, whether it is fine or an error that they stand twice.
var doublings = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range rows("doubled.tsv") {
		if out[r[0]] == nil {
			out[r[0]] = map[string]string{}
		}
		for _, w := range strings.Fields(r[2]) {
			out[r[0]][w] = r[1]
		}
	}
	return out
})

// checkDoubled reports words that stand twice, but for doublings that are words of the language, and names (Duran Duran).
func checkDoubled(u *unit) {
	for _, t := range u.texts {
		known := doublings()[t.base]
		prose := cutter{t.parts}
		last := ""
		for i, s := range t.spans {
			if s.Kind != words.Word || prose.inside(s.Start) {
				last = ""
				continue
			}
			word := t.word(s)
			lower := norm.Lower(t.base, word)
			if lower == last && strings.TrimFunc(t.s[t.spans[i-1].End:s.Start], blank) == "" {
				u.doubled(t, t.spans[i-1], s, known[lower])
			}
			last = lower
		}
	}
}

func (u *unit) doubled(t *text, first, second words.Span, known string) {
	switch {
	case known == "fine" || capital(t.word(first)) && capital(t.word(second)):
	case known == "error":
		u.mend(t, first.End, second.End, "", "%s stands twice", t.word(second))
	default:
		u.report(t, first.Start, second.End, "%s stands twice", t.word(second))
	}
}
