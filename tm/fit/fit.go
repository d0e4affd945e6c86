// Package fit puts what a new text says otherwise than the source of a unit into the unit's target: numbers, months and places.
//
// It changes only what is certain. What differs must stand once in the source and, as its translation, once in the target, and it must
// be known how the new word is written there in the form of the old one: a number as digits, a month by a table of its forms, a
// place by the built-in lexicon, in English as it is, in Azerbaijani with the endings of the old name in its own harmony, in
// Russian where neither name is declined. The trap is a new word in another form (Bakıya for Bakıda): it means that something else
// changed, too, and is left alone.
package fit

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/norm"
	"aztm/corpus/words"
	"aztm/tm"
)

// A Change is a word of a target and what stands there now.
type Change struct{ Old, New string }

// Target returns the target of a match with a query's numbers, months and places in it, and what was changed. A target in which a lookup
// swapped numbers already is left as it is.
func Target(query string, source tm.Variant, t tm.Target) (string, []Change) {
	if t.Swapped {
		return t.Text, nil
	}
	var changes []Change
	at := map[int]Change{} // by byte of the target
	for _, c := range differences(query, source) {
		for _, pair := range forms(source.Lang, c.Old, c.New, t.Lang) {
			if i := find(t.Lang, t.Text, pair.Old); i >= 0 {
				changes = append(changes, pair)
				at[i] = pair
				break
			}
		}
	}
	var b strings.Builder
	last := 0
	for _, i := range slices.Sorted(maps.Keys(at)) {
		b.WriteString(t.Text[last:i] + at[i].New)
		last = i + len(at[i].Old)
	}
	return b.String() + t.Text[last:], changes
}

// differences lists the words of a source that stand there once, and in a query another word in their place.
func differences(query string, source tm.Variant) (out []Change) {
	q, s := words.Tokens(source.Lang, query), words.Tokens(source.Lang, source.Text)
	for _, op := range tm.Script(s, q) {
		if op.AEnd-op.AStart != op.BEnd-op.BStart || op.Kind == tm.Keep {
			continue
		}
		for k := range op.AEnd - op.AStart {
			a, b := s[op.AStart+k], q[op.BStart+k]
			if stands(s, a) == 1 {
				out = append(out, Change{source.Text[a.Start:a.End], query[b.Start:b.End]})
			}
		}
	}
	return out
}

// stands counts the tokens with the key of one.
func stands(list []words.Token, k words.Token) (n int) {
	for _, x := range list {
		if x.Loose == k.Loose {
			n++
		}
	}
	return n
}

// find is where the only token begins that is a word, or a number with a suffix behind its digits, -1 if there is none or several.
func find(lang, text, word string) int {
	at := -1
	for _, k := range words.Tokens(lang, text) {
		start, end := k.Start, k.End
		if k.Kind == words.Number {
			start, end = digits(text, k)
		}
		if text[start:end] == word {
			if at >= 0 {
				return -1
			}
			at = start
		}
	}
	return at
}

// digits is the range of a number token from its first digit to its last.
func digits(text string, k words.Token) (int, int) {
	s := text[k.Start:k.End]
	first, last := strings.IndexFunc(s, unicode.IsDigit), strings.LastIndexFunc(s, unicode.IsDigit)
	if first < 0 {
		return k.Start, k.End
	}
	_, n := utf8.DecodeRuneInString(s[last:])
	return k.Start + first, k.Start + last + n
}

// forms lists what a change of one word of the source by another may be in the target.
func forms(lang, old, new, to string) []Change {
	if a, b := number(lang, old), number(lang, new); a != "" && b != "" {
		return []Change{{a, b}}
	}
	if a, b := monthOf(lang, old), monthOf(lang, new); a.month > 0 && b.month > 0 {
		return monthForms(lang, old, new, a, b, to)
	}
	base, there := lexicon.Place(lang, old, to)
	newBase, newThere := lexicon.Place(lang, new, to)
	if base == "" || newBase == "" || there == "" || !isName(old) || !isName(new) {
		return nil
	}
	if same, ok := inflect(lang, base, old, newBase); !ok || same != new {
		return nil
	}
	return endings(to, there, newThere)
}

// number is the digits of a word that is a number, "" for another.
func number(lang, word string) string {
	k := words.Tokens(lang, word)
	if len(k) != 1 || k[0].Kind != words.Number {
		return ""
	}
	start, end := digits(word, k[0])
	return word[start:end]
}

func isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

//go:embed months.tsv
var monthFile string

// columns are the languages of the table of months.
var columns = []string{"az", "ru", "en"}

// months are the forms of the twelve months by language.
var months = sync.OnceValue(func() map[string][][]string {
	out := map[string][][]string{}
	for line := range strings.Lines(monthFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for i, cell := range strings.Split(strings.TrimSpace(line), "\t") {
			out[columns[i]] = append(out[columns[i]], strings.Split(cell, ";"))
		}
	}
	return out
})

// A monthForm says which form of which month a word is.
type monthForm struct {
	month int // 1-based, 0 for none
	form  int // number of the form in the table
}

func monthOf(lang, word string) monthForm {
	lower := norm.Lower(lang, word)
	for m, list := range months()[tm.Base(lang)] {
		for f, form := range list {
			if _, ok := inflect(lang, form, lower, form); norm.Lower(lang, form) == lower || tm.Base(lang) == "az" && ok {
				return monthForm{m + 1, f}
			}
		}
	}
	return monthForm{}
}

// monthForms lists the forms that a month may have in the target, and those of the new month.
func monthForms(lang, old, new string, a, b monthForm, to string) (out []Change) {
	from, table := months()[tm.Base(lang)], months()[tm.Base(to)]
	if same, _ := inflect(lang, from[a.month-1][0], norm.Lower(lang, old), from[b.month-1][0]); table == nil || a.form != b.form || tm.Base(lang) == "az" && same != norm.Lower(lang, new) {
		return nil
	}
	for f, form := range table[a.month-1] {
		switch {
		case f >= len(table[b.month-1]): // May is never short
		case tm.Base(to) == "az":
			out = append(out, endings(to, form, table[b.month-1][f])...)
		default:
			out = append(out, Change{form, table[b.month-1][f]})
		}
	}
	return out
}
