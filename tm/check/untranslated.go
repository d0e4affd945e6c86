package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// checkUntranslated reports texts beside which others are blank, and texts of two languages that are the same but for case and
// quotation marks, unless they may be: names, numbers and addresses are alike in many languages.
func checkUntranslated(u *unit) {
	full := u.full()
	var blanks []string
	for _, t := range u.texts {
		if start, end := trimmed(t.s); start == end {
			blanks = append(blanks, t.lang)
		}
	}
	if len(blanks) > 0 && len(full) > 0 {
		start, end := trimmed(full[0].s)
		u.report(full[0], start, end, "no translation in %s", join(blanks))
	}
	first := map[string]*text{} // by exact key
	for _, t := range full {
		start, end := trimmed(t.s)
		key := norm.Exact("und", t.s[start:end])
		x, ok := first[key]
		if !ok {
			first[key] = t
		} else if x.base != t.base && t.prose() {
			u.report(t, start, end, "the same text as in %s", x.lang)
		}
	}
}

// prose tells whether a text is more than names and signs: it has three words, two of them in small letters and of two letters or more,
// that stand behind a blank or an opening mark, outside addresses.
func (t *text) prose() bool {
	n, small := 0, 0
	c := cutter{t.parts}
	for _, s := range t.spans {
		before := t.before(s.Start)
		if s.Kind != words.Word || c.inside(s.Start) || before != 0 && !unicode.IsSpace(before) && !strings.ContainsRune("(«“„\"'‘-–—", before) {
			continue
		}
		n++
		if w := t.word(s); !capital(w) && utf8.RuneCountInString(w) > 1 {
			small++
		}
	}
	return n >= 3 && small >= 2
}
