package fit

import (
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// nameEndings are endings that a name may have: in Azerbaijani behind a consonant and behind a vowel, in back harmony; in English.
var nameEndings = struct{ consonant, vowel, english []string }{
	[]string{"", "ın", "a", "ı", "da", "dan", "dakı", "la"},
	[]string{"", "nın", "ya", "nı", "da", "dan", "dakı", "yla"},
	[]string{"", "'s", "’s"},
}

const vowels = "aıouəieöüAIOUƏİEÖÜ"

// endings lists the forms of a name in a language with those of another name.
func endings(lang, old, new string) (out []Change) {
	for i := range nameEndings.consonant {
		a, b := formOf(lang, old, i), formOf(lang, new, i)
		if a != "" && b != "" {
			out = append(out, Change{a, b})
		}
	}
	return out
}

// formOf is a name with its ending number i, "" where there is none or the name itself may change before it.
func formOf(lang, name string, i int) string {
	last, _ := utf8.DecodeLastRuneInString(name)
	switch tm.Base(lang) {
	case "en":
		if i < len(nameEndings.english) {
			return name + nameEndings.english[i]
		}
	case "ru":
		if i == 0 && strings.ContainsRune("оуиюэе", last) { // declined names end otherwise
			return name
		}
	case "az":
		ending := nameEndings.consonant[i]
		if strings.ContainsRune(vowels, last) {
			ending = nameEndings.vowel[i]
		}
		if v := lastVowel(name); v != 0 && !(strings.ContainsRune("kq", last) && strings.IndexAny(ending, "ıa") == 0) { // Tabaq, tabağa
			return name + harmonised(ending, v)
		}
	}
	return ""
}

// inflect is a name in the form that another has, false if that form is not known.
func inflect(lang, base, form, name string) (string, bool) {
	for _, c := range endings(lang, base, name) {
		if c.Old == form {
			return c.New, true
		}
	}
	return "", false
}

// lastVowel is the last vowel of an Azerbaijani word, 0 if it has none.
func lastVowel(word string) rune {
	i := strings.LastIndexAny(word, vowels)
	if i < 0 {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(word[i:])
	return r
}

// harmonised is an ending in the harmony of the vowel before it.
func harmonised(ending string, last rune) string {
	high, low := 'ı', 'a'
	switch {
	case strings.ContainsRune("əieƏİE", last):
		high, low = 'i', 'ə'
	case strings.ContainsRune("öüÖÜ", last):
		high, low = 'ü', 'ə'
	case strings.ContainsRune("ouOU", last):
		high = 'u'
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ı':
			return high
		case 'a':
			return low
		}
		return r
	}, ending)
}
