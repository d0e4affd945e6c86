package norm

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	softHyphen     = '\u00ad'
	joiner         = '\u200d' // ZWJ
	substitute     = '\u001a' // written by converters for a letter that the code page lacks
	emojiVariation = '\ufe0f'
	lineBreaks     = "\r\v\f\u0085"
	zeroWidth      = "\u00ad\u200b\u2060\ufeff"
	joiners        = "\u200c\u200d"
	directionMarks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)

// visible takes out what is not printed: controls, soft hyphens, zero-width and bidi characters. A joiner between
// two emoji stays; in other languages than az, ru and en joiners and bidi characters stay
// beside letters of the scripts that need them. Line-break controls become LF.
func visible(s script, text string, n counts) string {
	if !strings.ContainsFunc(text, hidden) {
		return text
	}
	rtl := s == other && strings.ContainsFunc(text, rightToLeft)
	out := make([]byte, 0, len(text))
	for i, r := range text {
		if !hidden(r) {
			out = append(out, text[i:i+utf8.RuneLen(r)]...)
			continue
		}
		prev, _ := utf8.DecodeLastRune(out)
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		fix, kept := hiddenFix(r, prev, next, s == other, rtl)
		out = append(out, kept...)
		if fix != "" {
			n[fix]++
		}
	}
	return string(out)
}

// hiddenFix says which repair a hidden character between two others needs, "" for none, and what stays of it.
func hiddenFix(r, prev, next rune, otherLanguage, rtl bool) (fix, kept string) {
	switch {
	case strings.ContainsRune(lineBreaks, r):
		if prev == '\n' || next == '\n' || r == '\r' && next == '\r' {
			return FixLineBreak, ""
		}
		return FixLineBreak, "\n"
	case r == substitute && (unicode.IsLetter(prev) || unicode.IsLetter(next)):
		return FixLostLetter, "\ufffd"
	case r == joiner && emoji(prev) && emoji(next),
		strings.ContainsRune(joiners, r) && otherLanguage && shaped(prev),
		strings.ContainsRune(directionMarks, r) && rtl:
		return "", string(r)
	}
	return FixInvisible, ""
}

// hidden reports a character that is not printed and that is neither TAB nor LF.
func hidden(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n'
	case r < 0x7F:
		return false
	case r < 0xA0, r == softHyphen:
		return true
	case r < 0x200B:
		return false
	}
	return strings.ContainsRune(zeroWidth+joiners+directionMarks, r)
}

func emoji(r rune) bool {
	return r == emojiVariation || 0x1F000 <= r && r <= 0x1FAFF || 0x2190 <= r && r <= 0x2BFF
}

// shaped reports letters and marks of scripts in which a joiner or non-joiner changes what is printed.
func shaped(r rune) bool {
	return r >= 0x590 && r < 0x1E00 && (unicode.IsLetter(r) || unicode.IsMark(r)) || rightToLeft(r)
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// plainDots takes the dot above off i, ı and İ, which Unicode's lower-casing of İ and upper-casing of i̇ leave. (I + U+0307 is
// İ by NFC.)
func plainDots(text string, n counts) string {
	if !strings.ContainsRune(text, dotAbove) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i, r := range text {
		if r == dotAbove {
			switch prev, size := utf8.DecodeLastRune(out); prev {
			case 'ı':
				out = append(out[:len(out)-size], 'i')
				fallthrough
			case 'i', 'İ':
				n[FixDottedI]++
				continue
			}
		}
		out = append(out, text[i:i+utf8.RuneLen(r)]...)
	}
	return string(out)
}
