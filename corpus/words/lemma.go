package words

import (
	"strings"
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
		return english.Stem(strings.TrimSuffix(uncompounded(loose), "'s"), false)
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
	if base(lang) == "az" {
		return azLemmas(word)[0]
	}
	return otherLemma(lang, word)
}

// Lemmas returns the lemmas that word may have, most likely first, at most maxLemmas; behind them the words that an
// unlisted derivation comes from (keçirilmək: keçirmək), for looking it up.
func Lemmas(lang, word string) []string {
	if base(lang) == "az" {
		return azLemmas(word)
	}
	return []string{otherLemma(lang, word)}
}

func otherLemma(lang, word string) string {
	switch base(lang) {
	case "ru", "en":
		return MatchKey(lang, norm.Loose(lang, word))
	}
	return uncompounded(norm.Lower(lang, word))
}

// maxLemmas bounds what Lemmas returns.
const maxLemmas = 5

// azKey analyses a loose key.
func azKey(loose_ string) string {
	w, whole := cutTail(loose_)
	if whole {
		return w
	}
	return loose().lemmas(w, false)[0]
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

// azLemmas returns the lemmas of a word as it is written in a text.
func azLemmas(word string) []string {
	written, whole := cutTail(word)
	w := norm.Lower("az", written)
	if whole || acronym(written) {
		return []string{w}
	}
	r, _ := utf8.DecodeRuneInString(written)
	return strict().lemmas(w, unicode.IsUpper(r))
}

// acronym says whether a word is written like one: two to five capitals.
func acronym(word string) bool {
	n := utf8.RuneCountInString(word)
	return n >= 2 && n <= 5 && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// lemmas returns the lemmas of a lower-case word in the alphabet of a, the most likely first.
func (a *analyser) lemmas(w string, name bool) []string {
	var buf [maxWord]byte
	if len(w) > maxWord {
		return []string{w}
	}
	word, ok := encode(buf[:0], w)
	if !ok || len(word) == 0 {
		return []string{w}
	}
	if lemma, ok := a.forms[string(word)]; ok {
		return []string{lemma}
	}
	s := search{analyser: a, word: word, name: name}
	found := s.readings()
	if len(found) == 0 {
		return []string{w}
	}
	var out []string
	for i := range found {
		if found[i].cost <= found[0].cost+slack && len(out) < maxLemmas {
			out = appendNew(out, s.text(&found[i]))
		}
	}
	for i := range found {
		if b := found[i].base; b != "" && len(out) < maxLemmas {
			out = appendNew(out, b)
		}
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
