package norm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A class is what the search for damage asks of a code point.
type class uint8

const (
	latin    class = 1 << iota
	cyrillic       // with latin in one word: perhaps a look-alike
	azerbaijaniOnly
	suspect // may be repaired in any language
	letters = latin | cyrillic
)

// classes holds the classes of the code points below lowEnd.
var classes = sync.OnceValue(func() *[lowEnd]class {
	var c [lowEnd]class
	for r := range rune(lowEnd) {
		c[r] = classify(r)
	}
	return &c
})

func classify(r rune) class {
	switch {
	case strings.ContainsRune(azerbaijaniDamage, r):
		return azerbaijaniOnly | latin
	case unicode.Is(unicode.Mn, r), r != '\t' && r != '\n' && unicode.IsControl(r), r == softHyphen,
		!norm.NFC.IsNormalString(string(r)):
		return suspect
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	}
	return 0
}

func classOf(low *[lowEnd]class, r rune) class {
	switch {
	case r < lowEnd:
		return low[r]
	case 0x2010 <= r && r <= 0x2027, 0x20A0 <= r && r <= 0x2115, 0x2600 <= r && r < 0x2ADC:
		return 0
	}
	return suspect // nearly never met: looked at by the slow way
}

// clean reports that Repair has nothing to do. It may say false of clean text, which then goes the slow way.
func clean(s script, text string) bool {
	low := classes()
	bad := suspect
	if s == azerbaijani {
		bad |= azerbaijaniOnly
	}
	word := class(0)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		c := classOf(low, r)
		if c&bad != 0 {
			return false
		}
		if c &= letters; c == 0 {
			word = 0
		} else if word |= c; word == letters {
			return false
		}
		i += size
	}
	return !mayBeMojibake(text)
}
