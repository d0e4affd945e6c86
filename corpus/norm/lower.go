package norm

import (
	"strings"
	"unicode"
)

const dotAbove = '\u0307'

// Lower lower-cases text by the rules of lang: in Azerbaijani and Turkish I → ı, İ → i and I + U+0307 → i;
// elsewhere I → i, and İ → i too, without the dot above that Unicode's rule leaves behind.
func Lower(lang, text string) string {
	s := scriptOf(lang)
	if !s.dotless() {
		return strings.ToLower(text)
	}
	if strings.Contains(text, "I\u0307") {
		text = strings.ReplaceAll(text, "I\u0307", "i")
	}
	return strings.Map(lowerDotless, text)
}

func lowerDotless(r rune) rune {
	if r == 'I' {
		return 'ı'
	}
	return unicode.ToLower(r)
}

// lower is the rune form of Lower.
func (s script) lower(r rune) rune {
	if s.dotless() {
		return lowerDotless(r)
	}
	return unicode.ToLower(r)
}
