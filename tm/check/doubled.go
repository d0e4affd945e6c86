package check

import (
	"strings"
	"sync"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// doublings are words of a language that stand twice in a row, by whether that is fine or an error.
var doublings = sync.OnceValue(func() map[string]map[string]map[string]bool {
	out := map[string]map[string]map[string]bool{}
	for lang, kinds := range nested("doubled.tsv") {
		out[lang] = map[string]map[string]bool{}
		for kind, list := range kinds {
			out[lang][kind] = map[string]bool{}
			for _, w := range strings.Fields(list) {
				out[lang][kind][w] = true
			}
		}
	}
	return out
})

// A doubling is a word that stands twice in a row.
type doubling struct {
	first, second words.Span
	word          string // in small letters
}

// checkDoubled reports words that stand twice, but for doublings that are words of the language, names (Duran Duran, the The Times), and those that
// another text of the unit has too.
func checkDoubled(u *unit) {
	seen := map[string]int{}
	all := make([][]doubling, len(u.texts))
	for i, t := range u.texts {
		all[i] = t.doublings()
		for _, d := range all[i] {
			seen[d.word]++
		}
	}
	for i, t := range u.texts {
		known := doublings()[t.base]
		for _, d := range all[i] {
			switch {
			case seen[d.word] > 1 || known["fine"][d.word]:
			case known["error"][d.word]:
				u.mend(t, d.first.End, d.second.End, "", "%s stands twice", t.word(d.second))
			default:
				u.report(t, d.first.Start, d.second.End, "%s stands twice", t.word(d.second))
			}
		}
	}
}

func (t *text) doublings() []doubling {
	var out []doubling
	prose := cutter{t.parts}
	for i, s := range t.spans {
		if i == 0 || s.Kind != words.Word || prose.inside(s.Start) {
			continue
		}
		prev, word := t.spans[i-1], t.word(s)
		between := t.s[prev.End:s.Start]
		if prev.Kind != words.Word || between == "" || strings.TrimFunc(between, blank) != "" || capital(word) {
			continue
		}
		if t.s[prev.End-1] != t.s[s.End-1] { // most are not the same, and lower case costs
			continue
		}
		if lower := norm.Lower(t.base, word); lower == norm.Lower(t.base, t.word(prev)) {
			out = append(out, doubling{prev, s, lower})
		}
	}
	return out
}
