package check

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// quoteMarks are the marks that quote; single ones are apostrophes too often.
const quoteMarks = "«»“”„\""

// customs are the quotation marks that a language is printed with, in pairs.
var customs = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, r := range rows("quotes.tsv") {
		out[r[0]] = strings.Fields(r[1])
	}
	return out
})

// A quotation is a pair of marks that stand for one another, as printed.
type quotation struct {
	open, close int // byte of each mark
	marks       [2]rune
	inside      bool // another quotation
}

// checkQuotes reports quotation marks without a partner, and pairs of two kinds.
func checkQuotes(u *unit) {
	u.lone(func(t *text) []lone {
		list, left := t.quotations()
		for _, q := range list {
			if !pair(q.marks[0], q.marks[1]) {
				u.report(t, q.close, q.close+utf8.RuneLen(q.marks[1]), "%c is closed by %c", q.marks[0], q.marks[1])
			}
		}
		return left
	})
}

// quotations pairs quotation marks by what stands around them, since “ opens in English and closes in Russian, and a straight one may
// do either; lone are those that are left.
func (t *text) quotations() (list []quotation, left []lone) {
	if ofLang(customs(), t.base)[0] == "-" {
		return nil, nil
	}
	var open []lone
	prose := cutter{t.parts}
	for i, r := range t.s {
		if !strings.ContainsRune(quoteMarks, r) || prose.inside(i) || t.noQuote(i, r, open) {
			continue
		}
		switch {
		case !t.closing(i, i+utf8.RuneLen(r), r, open):
			open = append(open, lone{i, r, unclosed})
		case len(open) == 0:
			left = append(left, lone{i, r, unopened})
		default:
			o := open[len(open)-1]
			open = open[:len(open)-1]
			list = append(list, quotation{o.at, i, [2]rune{o.mark, r}, len(open) > 0})
		}
	}
	return list, append(left, open...)
}

// noQuote tells whether the mark r at byte i is none of a quotation: inches, or a guillemet within a word, which is what is left of another letter.
func (t *text) noQuote(i int, r rune, open []lone) bool {
	if r == '"' {
		return unicode.IsDigit(t.before(i)) && !topIs(open, r)
	}
	opens, ends := t.stance(i, i+utf8.RuneLen(r))
	return (r == '«' || r == '»' && !topIs(open, '«')) && !opens && !ends
}

func topIs(open []lone, r rune) bool { return len(open) > 0 && open[len(open)-1].mark == r }

// pair tells whether two marks open and close a quotation in some language.
func pair(open, closes rune) bool {
	return strings.Contains("«» »« “” „“ „” ”” \"\"", string(open)+string(closes))
}

// closing tells whether the mark r from byte i to end closes a quotation.
func (t *text) closing(i, end int, r rune, open []lone) bool {
	switch {
	case r == '„', r == '«' && !topIs(open, '»'):
		return false
	case r == '«', r == '»' && topIs(open, '«'):
		return true
	}
	opens, ends := t.stance(i, end)
	switch {
	case opens && !ends:
		return false
	case ends && !opens:
		return true
	}
	return len(open) > 0 && pair(open[len(open)-1].mark, r)
}

// stance tells whether a mark from byte i to end stands where a quotation opens, and whether it stands where one ends.
func (t *text) stance(i, end int) (opens, ends bool) {
	before, behind := t.beforeQuotes(i), t.behindQuotes(end)
	opens = before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{-–—/", before)
	ends = behind == 0 || unicode.IsSpace(behind) || unicode.IsPunct(behind) && !strings.ContainsRune("([{", behind)
	return opens, ends
}

// beforeQuotes is the code point before byte i that is no quotation mark, behindQuotes the one at or behind it.
func (t *text) beforeQuotes(i int) rune {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.s[max(0, i-16):i], quoteMarks))
	if i == 0 || r == utf8.RuneError {
		return 0
	}
	return r
}

func (t *text) behindQuotes(i int) rune {
	rest := strings.TrimLeft(t.s[i:min(len(t.s), i+16)], quoteMarks)
	if rest == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return r
}

// checkQuoteStyle reports quotations in marks that the language of a text is not printed with.
func checkQuoteStyle(u *unit) {
	for _, t := range u.texts {
		marks := ofLang(customs(), t.base)
		list, lone := t.quotations()
		for _, q := range list {
			from, to := string(q.marks[0]), string(q.marks[1])
			if slices.Contains(marks, from+to) || !pair(q.marks[0], q.marks[1]) {
				continue
			}
			own := marks[0]
			if q.inside {
				own = marks[1]
			}
			_, n := utf8.DecodeRuneInString(own)
			end := q.close + len(to)
			if len(lone) > 0 {
				u.report(t, q.open, end, "%s%s are no quotation marks of %s", from, to, t.base)
			} else {
				u.mend(t, q.open, end, own[:n]+t.s[q.open+len(from):q.close]+own[n:], "%s%s are no quotation marks of %s", from, to, t.base)
			}
		}
	}
}
