package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// codeUnit is how a text of Office Open XML says a code unit that XML forbids or changes: _x000D_ (ECMA-376 part 1, 22.9.2.19).
var codeUnit = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`) })

// decodeUnits puts the characters in place that _xHHHH_ says.
func decodeUnits(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return codeUnit().ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 16)
		if r := rune(n); utf8.ValidRune(r) {
			return string(r)
		}
		return m // half of a pair
	})
}

// encodeUnits writes the characters that XML forbids or changes as _xHHHH_, and so the underscore of what looks like that.
func encodeUnits(s string) string {
	plain := func(r rune) bool { return r >= 0x20 && r < 0xfffe || r == '\n' || r == '\t' || r > 0xffff }
	if !strings.Contains(s, "_x") && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if !plain(r) || r == '_' && len(s) >= i+7 && codeUnit().MatchString(s[i:i+7]) {
			fmt.Fprintf(&b, "_x%04X_", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// length16 is the length of s in UTF-16 code units, as spreadsheets count characters.
func length16(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
