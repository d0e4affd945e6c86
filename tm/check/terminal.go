package check

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

var endMarks = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range rows("ends.tsv") {
		if out[r[1]] == nil {
			out[r[1]] = map[string]string{}
		}
		out[r[1]][r[0]] = r[2]
	}
	return out
})

// An end is how a text ends.
type end struct {
	kind     string // "question", "statement", "exclamation", "" for a letter or another mark
	at, stop int    // range of the mark; empty behind the last letter if there is none
}

// ending finds the last mark of a text, quotation marks and brackets behind it left out.
func (t *text) end() end {
	_, n := trimmed(t.s)
	for n > 0 {
		r, size := utf8.DecodeLastRuneInString(t.s[:n])
		for kind, marks := range endMarks() {
			if strings.ContainsRune(ofLang(marks, t.base), r) {
				return end{kind, n - size, n}
			}
		}
		if !strings.ContainsRune("»”“\"'’‘)]}", r) && !unicode.IsSpace(r) {
			return end{"", n, n}
		}
		n -= size
	}
	return end{}
}

// checkTerminal reports texts of which one asks and the others don't, and a full stop that one alone lacks.
func checkTerminal(u *unit) {
	full := u.full()
	ends := make([]end, len(full))
	count := map[string]int{}
	for i, t := range full {
		ends[i] = t.end()
		count[ends[i].kind]++
	}
	for i, t := range full {
		e := ends[i]
		others := len(full) - count[e.kind]
		alone := count[e.kind] == 1 && (len(full) > 2 || i == 1)
		switch asked := count["question"]; {
		case others == 0 || !alone:
		case e.kind == "question":
			u.report(t, e.at, e.stop, "a question, and none in %s", u.othersOf(t))
		case asked == others:
			u.report(t, e.at, e.stop, "no question, and one in %s", u.othersOf(t))
		case e.kind == "" && count["statement"] == others && letter(t.before(e.at)):
			u.report(t, e.at, e.stop, "no mark at the end, and one in %s", u.othersOf(t))
		}
	}
}

// othersOf names the languages of the other texts.
func (u *unit) othersOf(t *text) string { return u.langsOf(^(mask(1) << t.n)) }
