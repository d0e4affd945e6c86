package norm

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestName bounds the search for the end of a reference: "CounterClockwiseContourIntegral" has 31 letters.
const longestName = 31

// Entities decodes HTML character references exactly once: "&amp;#601;" becomes "&#601;", not "ə". The names and the
// numbers are those of HTML, with its Windows reading of 128–159 and U+FFFD for a number that is no character.
// Text has addresses in it, so that a name without its semicolon is decoded by HTML's rule for attributes,
// only before something that is neither a letter, a digit nor "=": "?a=1&copy=2" stays.
func Entities(text string) string {
	at := strings.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for at >= 0 {
		b.WriteString(text[:at])
		text = text[at:]
		char, n := reference(text)
		b.WriteString(char)
		text = text[n:]
		at = strings.IndexByte(text, '&')
	}
	b.WriteString(text)
	return b.String()
}

// reference decodes the reference at the start of text, which begins with "&", and says how many bytes
// it takes. What is no reference is given back as "&", 1.
func reference(text string) (string, int) {
	if len(text) > 1 && text[1] == '#' {
		return numeric(text)
	}
	n := 1
	for n < len(text) && n <= longestName && alphanumeric(text[n]) {
		n++
	}
	if n < len(text) && text[n] == ';' {
		name := text[:n+1]
		char := html.UnescapeString(name)
		// A shorter name without semicolon at the start of this one ("&notit;") leaves its tail.
		if char != name && (!strings.HasSuffix(char, ";") || char == ";") {
			return char, n + 1
		}
		return "&", 1
	}
	if n < len(text) && text[n] == '=' {
		return "&", 1
	}
	if char := html.UnescapeString(text[:n]); utf8.RuneCountInString(char) == 1 && char != "&" {
		return char, n
	} else if text[:n] == "&amp" || text[:n] == "&AMP" {
		return "&", n
	}
	return "&", 1
}

// numeric decodes "&#601;" and "&#x259;", semicolon or not.
func numeric(text string) (string, int) {
	i, base := 2, 10
	if i < len(text) && text[i]|0x20 == 'x' {
		i, base = 3, 16
	}
	code, first := 0, i
	for ; i < len(text); i++ {
		d, err := strconv.ParseUint(text[i:i+1], base, 8)
		if err != nil {
			break
		}
		code = min(code*base+int(d), utf8.MaxRune+1)
	}
	if i == first {
		return "&", 1
	}
	if i < len(text) && text[i] == ';' {
		i++
	}
	return html.UnescapeString("&#" + strconv.Itoa(code) + ";"), i
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
