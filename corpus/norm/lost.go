package norm

import (
	"strings"
	"unicode"
)

// Lost counts the places of text where a letter was lost beyond repair: U+FFFD, U+001A, and "?" inside a
// word or before its small first letter (Az?rbaycan, ?sas). Addresses are left out. What the letter was is never guessed.
func Lost(lang, text string) int {
	lost := strings.Count(text, "\ufffd") + strings.Count(text, "\x1a")
	if strings.IndexByte(text, '?') < 0 {
		return lost
	}
	for field := range strings.FieldsSeq(text) {
		if strings.IndexByte(field, '?') >= 0 && !strings.ContainsAny(field, "/=@&") {
			lost += lostInField(field)
		}
	}
	return lost
}

// lostInField counts the question marks that stand right before a small letter.
func lostInField(field string) int {
	lost, run := 0, 0
	for _, r := range field {
		switch {
		case r == '?':
			run++
			continue
		case unicode.IsLower(r):
			lost += run
		}
		run = 0
	}
	return lost
}
