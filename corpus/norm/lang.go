package norm

import "strings"

// A script is what the rules of this package ask of a language.
type script uint8

const (
	other   script = iota
	english        // with az and ru one of the three languages whose look-alikes and invisible characters are judged
	russian
	azerbaijani
	turkish // I and İ as in Azerbaijani, nothing else
)

// scriptOf reads the primary subtag of a BCP 47 tag ("az-Cyrl", "az_AZ", "AZE"); an unknown one is other.
func scriptOf(lang string) script {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	switch strings.ToLower(lang) {
	case "az", "aze", "azj":
		return azerbaijani
	case "ru", "rus":
		return russian
	case "en", "eng":
		return english
	case "tr", "tur":
		return turkish
	}
	return other
}

// dotless reports whether I is the capital of ı.
func (s script) dotless() bool { return s == azerbaijani || s == turkish }
