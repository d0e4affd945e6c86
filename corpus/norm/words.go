package norm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// azerbaijaniDamage are the letters that are damage in Azerbaijani text and letters elsewhere.
const azerbaijaniDamage = "ǝƎșȘǧǦĝĜ"

// twins are the look-alike letters of two scripts, Latin by Cyrillic and the reverse.
type twins struct {
	toLatin, toLatinAz, toCyrillic map[rune]rune
}

var lookAlikes = sync.OnceValue(func() twins {
	t := twins{map[rune]rune{}, map[rune]rune{}, map[rune]rune{}}
	rows("lookalike.tsv", func(cyrillic rune, to, ways string) {
		latin, _ := utf8.DecodeRuneInString(to)
		t.toLatinAz[cyrillic] = latin
		if ways != "az" {
			t.toLatin[cyrillic] = latin
		}
		if ways == "b" {
			t.toCyrillic[latin] = cyrillic
		}
	})
	return t
})

// repairWords repairs letters word by word. A word is a run of letters and marks, so that a hyphen, an
// apostrophe and a digit part words: IT-компания is two, each of one script.
func repairWords(s script, text string, n counts) string {
	var b strings.Builder
	b.Grow(len(text))
	for len(text) > 0 {
		end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
		if end < 0 {
			end = len(text)
		}
		if end == 0 {
			_, end = utf8.DecodeRuneInString(text)
			b.WriteString(text[:end])
		} else {
			b.WriteString(repairWord(s, text[:end], n))
		}
		text = text[end:]
	}
	return b.String()
}

func repairWord(s script, word string, n counts) string {
	if s == azerbaijani && strings.ContainsAny(word, azerbaijaniDamage) {
		word = azerbaijaniLetters(word, n)
	}
	if nonASCII(word) == len(word) {
		return word
	}
	var scripts class
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			scripts |= latin
		case unicode.Is(unicode.Cyrillic, r):
			scripts |= cyrillic
		case unicode.IsLetter(r):
			return word
		}
	}
	if scripts == letters {
		return oneScript(s, word, n)
	}
	return word
}

// azerbaijaniLetters puts the letters of the alphabet in the place of their likes. Romanian names keep their ș: they are
// known by ă, â, î or ț in the same word.
func azerbaijaniLetters(word string, n counts) string {
	romanian := strings.ContainsAny(word, "ăâîțţĂÂÎȚŢ")
	return strings.Map(func(r rune) rune {
		fix := ""
		to := r
		switch r {
		case 'ǝ':
			fix, to = FixSchwa, 'ə'
		case 'Ǝ':
			fix, to = FixSchwa, 'Ə'
		case 'ǧ', 'ĝ':
			fix, to = FixBreve, 'ğ'
		case 'Ǧ', 'Ĝ':
			fix, to = FixBreve, 'Ğ'
		case 'ș':
			fix, to = FixComma, 'ş'
		case 'Ș':
			fix, to = FixComma, 'Ş'
		}
		if to == r || fix == FixComma && romanian {
			return r
		}
		n[fix]++
		return to
	}, word)
}

// oneScript gives a word of mixed script its own script back, where one side has letters of no twin and every
// letter of the other has one. Where both sides are twins (COОР) only a language of one script decides: Azerbaijani
// and English are Latin.
func oneScript(s script, word string, n counts) string {
	t := lookAlikes()
	toLatin := t.toLatin
	if s == azerbaijani {
		toLatin = t.toLatinAz
	}
	foreignCyrillic := allTwins(word, unicode.Cyrillic, toLatin)
	foreignLatin := allTwins(word, unicode.Latin, t.toCyrillic)
	switch {
	case foreignCyrillic && (!foreignLatin || s == azerbaijani || s == english):
		return swap(word, unicode.Cyrillic, toLatin, n)
	case foreignLatin && !foreignCyrillic:
		return swap(word, unicode.Latin, t.toCyrillic, n)
	}
	return word
}

// allTwins reports whether every letter of word in a script has a twin.
func allTwins(word string, script *unicode.RangeTable, twin map[rune]rune) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(script, r) && twin[r] == 0 })
}

// swap replaces the letters of a script by their twins, unless they are an abbreviation or a Roman numeral to which an
// ending was written without a hyphen (СССРdə, XXв, Xв).
func swap(word string, script *unicode.RangeTable, twin map[rune]rune, n counts) string {
	if stemWithEnding(word, script) {
		return word
	}
	return strings.Map(func(r rune) rune {
		to := twin[r]
		switch {
		case !unicode.Is(script, r) || to == 0:
			return r
		case to == 'ə' || to == 'Ə':
			n[FixSchwa]++
		default:
			n[FixLookAlike]++
		}
		return to
	}, word)
}

// stemWithEnding reports a word that begins with capitals of the script and goes on in small letters of another: two
// or more capitals, or the tenth century.
func stemWithEnding(word string, script *unicode.RangeTable) bool {
	stem := strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(script, r) || !unicode.IsUpper(r) })
	if stem <= 0 || strings.ContainsFunc(word[stem:], func(r rune) bool { return unicode.Is(script, r) || unicode.IsUpper(r) }) {
		return false
	}
	return utf8.RuneCountInString(word[:stem]) > 1 || word == "Xв" || word == "Xвв"
}
