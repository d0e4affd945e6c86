package check

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// quoteMarks are the marks that quote; single ones are apostrophes too often.
const quoteMarks = "«»“”„\""

// customs are the quotation marks that a language is printed with, in pairs.
var customs = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, r := range rows("quotes.tsv") {
		out[r[0]] = strings.ReplaceAll(r[1], " ", "")
	}
	return out
})

// checkQuotes reports quotation marks without a partner, and pairs of two kinds.
func checkQuotes(u *unit) { u.lone((*text).loneQuotes) }

// loneQuotes pairs quotation marks by what stands around them, since “ opens in English and closes in Russian, and a straight one may
// do either.
func (t *text) loneQuotes() []lone {
	var open, out []lone
	prose := cutter{t.parts}
	for i, r := range t.s {
		if !strings.ContainsRune(quoteMarks, r) || prose.inside(i) || r == '"' && unicode.IsDigit(t.before(i)) && !topIs(open, r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		switch {
		case !t.closing(i, end, r, open):
			open = append(open, lone{i, r, true, string(r) + " is never closed"})
		case len(open) == 0:
			out = append(out, lone{i, r, false, string(r) + " closes nothing"})
		default:
			if o := open[len(open)-1].mark; !pair(o, r) {
				out = append(out, lone{i, r, false, string(o) + " is closed by " + string(r)})
			}
			open = open[:len(open)-1]
		}
	}
	return append(out, open...)
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
	before, behind := t.beforeQuotes(i), t.behindQuotes(end)
	opens := before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{-–—/", before)
	ends := behind == 0 || unicode.IsSpace(behind) || unicode.IsPunct(behind) && !strings.ContainsRune("([{", behind)
	switch {
	case opens && !ends:
		return false
	case ends && !opens:
		return true
	}
	return len(open) > 0 && pair(open[len(open)-1].mark, r)
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

// checkQuoteStyle reports quotation marks that the language of a text is not printed with, and straight ones beside others.
func checkQuoteStyle(u *unit) {
	for _, t := range u.texts {
		marks := ofLang(customs(), t.base)
		prose := cutter{t.parts}
		straight, others := -1, false
		for i, r := range t.s {
			switch {
			case !strings.ContainsRune(quoteMarks, r) || prose.inside(i):
			case !strings.ContainsRune(marks, r):
				u.report(t, i, i+utf8.RuneLen(r), "%c is no quotation mark of %s", r, t.base)
			case r != '"':
				others = true
			case straight < 0 && !unicode.IsDigit(t.before(i)):
				straight = i
			}
		}
		if straight >= 0 && others {
			u.report(t, straight, straight+1, "straight and typographic quotation marks in one text")
		}
	}
}
