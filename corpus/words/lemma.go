package words

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"

	"aztm/corpus/norm"
)

// MatchKey returns the match key of a word given by its loose key: one fixed lemma in loose letters.
func MatchKey(lang, loose string) string {
	switch base(lang) {
	case "az":
		return azKey(loose)
	case "ru":
		return russian.Stem(uncompounded(loose), false)
	case "en":
		return english.Stem(uncompounded(loose), false)
	}
	return uncompounded(loose)
}

// uncompounded is what stands before the first hyphen of a word.
func uncompounded(word string) string {
	if i := strings.IndexByte(word, '-'); i > 0 {
		return word[:i]
	}
	return word
}

// Lemma returns the most likely lemma of a word of a text, lower-case, diacritics kept. That of an Azerbaijani verb is
// its infinitive; of a Russian or English word its stem.
func Lemma(lang, word string) string {
	if base(lang) != "az" {
		return otherLemma(lang, word)
	}
	w, name, whole := azWord(word)
	if whole {
		return w
	}
	return strict().lemma(w, name)
}

// Lemmas returns the lemmas that word may have, most likely first, at most five; behind them the words that they are
// derived from (keçirilmək: keçirmək), for looking up what a lexicon lacks.
func Lemmas(lang, word string) []string {
	if base(lang) != "az" {
		return []string{otherLemma(lang, word)}
	}
	w, name, whole := azWord(word)
	if whole {
		return []string{w}
	}
	return strict().lemmas(w, name)
}

// otherLemma is the stem of a Russian or English word, an English one without 's; of a word of another language what
// stands before its hyphen.
func otherLemma(lang, word string) string {
	switch base(lang) {
	case "en":
		if r := []rune(word); len(r) > 2 && strings.ContainsRune("'’ʼ", r[len(r)-2]) && r[len(r)-1]|0x20 == 's' {
			word = string(r[:len(r)-2])
		}
		return MatchKey(lang, norm.Loose(lang, word))
	case "ru":
		return MatchKey(lang, norm.Loose(lang, word))
	}
	return uncompounded(norm.Lower(lang, word))
}

// maxLemmas bounds what Lemmas returns.
const maxLemmas = 5

// azKey analyses a loose key.
func azKey(key string) string {
	w, whole := cutTail(key)
	if whole {
		return w
	}
	return loose().lemma(w, false)
}

// cutTail cuts an ending behind a hyphen or apostrophe off; true if there was one, so that the rest is a lemma.
func cutTail(word string) (string, bool) {
	i := strings.IndexAny(word, "-‑'’ʼ")
	if i <= 0 {
		return word, false
	}
	_, n := utf8.DecodeRuneInString(word[i:])
	return word[:i], inflection(word[i+n:])
}

// azWord readies a word as it is written in a text for analysis: in small Latin letters, without what stands behind a
// hyphen. name says whether it is written like a name, whole whether it is a lemma as it stands.
func azWord(word string) (w string, name, whole bool) {
	written, whole := cutTail(word)
	capitals, end := leadingCapitals(written)
	switch {
	case capitals < 2:
	case end == len(written):
		whole = whole || capitals <= maxAcronym
	case inflection(written[end:]):
		written, whole = written[:end], true
	}
	if written != "" && written[0] >= 0xD0 && written[0] <= 0xD3 {
		written = norm.FromCyrillic(written)
	}
	return norm.Lower("az", written), capitals > 0, whole
}

// maxAcronym is the greatest number of letters of an acronym; a longer word in capitals stands in a headline.
const maxAcronym = 5

// leadingCapitals counts the capitals that a word starts with, and says where they end.
func leadingCapitals(word string) (n, end int) {
	for end < len(word) {
		r, size := utf8.DecodeRuneInString(word[end:])
		if !unicode.IsUpper(r) {
			break
		}
		n, end = n+1, end+size
	}
	return n, end
}

// searches holds searches that are done, so that a word costs no allocation.
var searches = sync.Pool{New: func() any { return new(search) }}

// begin readies a search for a lower-case word in the letters of a; false if it is not to be analysed.
func (a *analyser) begin(w string, name bool, slack int16) (*search, bool) {
	s := searches.Get().(*search)
	s.analyser, s.name, s.slack, s.n, s.later = a, name, slack, 0, 0
	ok := false
	if len(w) <= maxWord && w != "" {
		s.word, ok = encode(s.letters[:0], w)
	}
	return s, ok
}

// lemma returns the likeliest lemma of a lower-case word.
func (a *analyser) lemma(w string, name bool) string {
	s, ok := a.begin(w, name, 0)
	defer searches.Put(s)
	if !ok {
		return w
	}
	if lemma, ok := a.forms[string(s.word)]; ok {
		return lemma
	}
	if e := a.of(s.word).entries[string(s.word)]; e.noun != "" && (e.extra == 0 || name) {
		return e.noun
	}
	if found := s.readings(); len(found) > 0 {
		return s.text(&found[0])
	}
	return w
}

// lemmas returns the lemmas of a lower-case word, the likeliest first.
func (a *analyser) lemmas(w string, name bool) []string {
	s, ok := a.begin(w, name, slack)
	defer searches.Put(s)
	if !ok {
		return []string{w}
	}
	var out []string
	if lemma, ok := a.forms[string(s.word)]; ok {
		out = append(out, lemma)
	}
	found := s.readings()
	for i := range found {
		if found[i].cost <= s.ceiling && len(out) < maxLemmas {
			out = appendNew(out, s.text(&found[i]))
		}
	}
	for i := range found {
		if b, _, _ := s.origin(found[i].end, found[i].verb); b != "" && len(out) < maxLemmas && found[i].cost <= s.ceiling {
			out = appendNew(out, b)
		}
	}
	if len(out) == 0 {
		return []string{w}
	}
	return out
}

// appendNew appends a lemma that is not there yet.
func appendNew(out []string, lemma string) []string {
	for _, l := range out {
		if l == lemma {
			return out
		}
	}
	return append(out, lemma)
}
