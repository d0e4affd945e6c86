package check

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
)

// An end is how a text ends.
type end struct {
	at, stop int  // byte range of the last mark; empty behind the last letter if there is none
	mark     bool // there is one
	asks     bool // a question mark, perhaps with a quotation mark and a full stop behind it
	asked    bool // a question mark stands somewhere
}

var endMarks = sync.OnceValue(func() map[string]map[string]string { return nested("ends.tsv") })

// end finds the last mark of a text; quotation marks and brackets behind it don't count.
func (t *text) end() end {
	question := endMarks()["*"]["question"] + endMarks()[t.base]["question"]
	all := question + endMarks()["*"]["other"]
	n := len(strings.TrimRightFunc(t.s, closer))
	e := end{at: n, stop: n, asked: strings.ContainsAny(t.s, question)}
	if r := t.before(n); strings.ContainsRune(all, r) {
		e.mark, e.at = true, n-utf8.RuneLen(r)
	}
	tail := strings.TrimRightFunc(t.s, func(r rune) bool { return closer(r) || strings.ContainsRune(all, r) })
	e.asks = strings.ContainsAny(t.s[len(tail):], question)
	return e
}

// closer tells whether r may stand behind the mark that ends a sentence.
func closer(r rune) bool {
	return strings.ContainsRune("»”“\"'’‘)]}", r) || unicode.IsSpace(r)
}

// checkTerminal reports a text that asks though its words are no question, or does not ask though they are one, where all others
// agree; and a text that ends in a letter or digit where all others have a mark.
func checkTerminal(u *unit) {
	full := u.full()
	ends := make([]end, len(full))
	marked, asking, asked := 0, 0, 0
	for i, t := range full {
		ends[i] = t.end()
		marked += count(ends[i].mark)
		asking += count(ends[i].asks)
		asked += count(ends[i].asked)
	}
	for i, t := range full {
		e, others := ends[i], len(full)-1
		switch r := t.before(e.at); {
		case others == 0:
		case e.asks && asked == 1 && !t.question(false):
			u.report(t, e.at, e.stop, "a question, and none in %s", u.othersOf(t))
		case !e.asked && asking == others && t.question(true):
			u.report(t, e.at, e.stop, "no question mark, and one in %s", u.othersOf(t))
		case !e.mark && marked == others && (letter(r) || unicode.IsDigit(r)):
			u.report(t, e.at, e.stop, "no mark at the end, and one in %s", u.othersOf(t))
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// othersOf names the languages of the other texts.
func (u *unit) othersOf(t *text) string { return u.langsOf(^(mask(1) << t.n)) }

// questionWords are the words of questions by language and the place where they stand.
var questionWords = sync.OnceValue(func() map[string]map[string]string { return nested("questions.tsv") })

// question tells whether the words of the last sentence of a text are those of a question: by where they stand if strict is set, else also
// by question words inside it, as in reported questions.
func (t *text) question(strict bool) bool {
	known, ok := questionWords()[t.base]
	if !ok {
		return !strict // neither is told of other languages
	}
	first, last := 0, len(t.spans)-1
	for i := last; i > 0; i-- {
		if t.starts(i) {
			first = i
			break
		}
	}
	for i := first; i <= last; i++ {
		w := norm.Lower(t.base, t.word(t.spans[i]))
		if (i == first || !strict) && has(known["first"], w) || (i == first+1 || !strict) && has(known["second"], w) || i == last && ends(known["last"], w) {
			return true
		}
	}
	return false
}

func has(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

func ends(list, word string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(s string) bool { return strings.HasSuffix(word, s) })
}
