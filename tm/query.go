package tm

import (
	"errors"
	"fmt"
	"strings"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// A clause is what one side of a search must hold.
type clause struct {
	lang string // base language; "" for any
	want []item
	not  []item
}

// An item is a word or phrase of a search as it was typed.
type item struct {
	text   string
	prefix bool // its last word is the beginning of one
}

// parseQuery reads a search: words, "phrases", -words, prefixes* and the sides az: ru: en:, each of which holds
// until the next. A side is a two-letter code in lower case.
func parseQuery(query string) ([]clause, error) {
	var list []clause
	cur := clause{}
	for rest := strings.TrimSpace(query); rest != ""; rest = strings.TrimSpace(rest) {
		if lang, after, ok := cutSide(rest); ok {
			list, cur, rest = append(list, cur), clause{lang: lang}, after
			continue
		}
		not := len(rest) > 1 && rest[0] == '-' && rest[1] != ' '
		if not {
			rest = rest[1:]
		}
		var it item
		it, rest = cutItem(rest)
		switch {
		case len(words.AppendSpans(nil, it.text)) == 0: // punctuation is no token in any language
			if it.prefix {
				return nil, fmt.Errorf("search %q: letters are missing before *", query)
			}
		case not:
			cur.not = append(cur.not, it)
		default:
			cur.want = append(cur.want, it)
		}
	}
	return checkClauses(append(list, cur))
}

// checkClauses puts the clauses of one side together and drops empty ones.
func checkClauses(list []clause) ([]clause, error) {
	var out []clause
	at := map[string]int{}
	for _, c := range list {
		if i, ok := at[c.lang]; ok {
			out[i].want = append(out[i].want, c.want...)
			out[i].not = append(out[i].not, c.not...)
		} else if len(c.want)+len(c.not) > 0 {
			at[c.lang] = len(out)
			out = append(out, c)
		}
	}
	for _, c := range out {
		if len(c.want) > 0 {
			return out, nil
		}
	}
	return nil, errors.New("search: a word to look for is missing")
}

// cutSide cuts "az:" off the beginning.
func cutSide(s string) (lang, rest string, ok bool) {
	if len(s) < 3 || s[2] != ':' || !lowerASCII(s[0]) || !lowerASCII(s[1]) || strings.HasPrefix(s[3:], "//") {
		return "", s, false
	}
	return Base(s[:2]), s[3:], true
}

func lowerASCII(c byte) bool { return 'a' <= c && c <= 'z' }

// cutItem cuts a word or a quoted phrase off the beginning. A quotation mark without a partner is closed at the end.
func cutItem(s string) (item, string) {
	var it item
	var rest string
	if s[0] == '"' {
		it.text, rest, _ = strings.Cut(s[1:], `"`)
	} else {
		end := strings.IndexAny(s, " \t\n\r\"")
		if end <= 0 {
			end = len(s)
		}
		it.text, rest = s[:end], s[end:]
	}
	if strings.HasSuffix(it.text, "*") {
		it.text, it.prefix = strings.TrimRight(it.text, "*"), true
	}
	return it, rest
}

// A pattern is one word of an item, made ready for one language.
type pattern struct {
	words.Token
	lower  string // the word in lower case, diacritics kept
	prefix bool
}

// patterns makes an item ready for a language: consecutive tokens.
func (it item) patterns(lang string) []pattern {
	var list []pattern
	for _, k := range words.Tokens(lang, it.text) {
		list = append(list, pattern{Token: k, lower: norm.Lower(lang, it.text[k.Start:k.End])})
	}
	if n := len(list); n > 0 {
		list[n-1].prefix = it.prefix
	}
	return list
}

// How near a word is to what was asked for.
const (
	sameForm  = iota // letter for letter, but for case
	sameLoose        // but for diacritics
	sameWord         // another form
	noMatch
)

// match says how near a token of a text is to the pattern. With exact set only the same letters count.
func (p pattern) match(lang, text string, k words.Token, exact bool) int {
	if !p.fits(k) {
		return noMatch
	}
	lower := norm.Lower(lang, text[k.Start:k.End])
	switch {
	case lower == p.lower, p.prefix && strings.HasPrefix(lower, p.lower):
		return sameForm
	case exact:
		return noMatch
	case p.prefix, k.Loose == p.Loose:
		return sameLoose
	}
	return sameWord
}

// fits reports whether a token is some form of the pattern.
func (p pattern) fits(k words.Token) bool {
	switch {
	case p.prefix:
		return strings.HasPrefix(k.Loose, p.Loose)
	case p.Kind == words.Number: // all numbers share a match key
		return k.Kind == words.Number && core(k.Loose) == core(p.Loose)
	}
	return k.Key == p.Key
}
