package tmx

import (
	"slices"
	"unicode/utf8"
)

// nameEnd is where the name ends that starts at offset i; i if there is none.
func nameEnd(b []byte, i int) int {
	start := i
	for i < len(b) {
		c := b[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == ':':
			i++
			continue
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(b[i:])
			if n > 1 && (inRanges(nameStarts, r) || i > start && inRanges(nameRest, r)) {
				i += n
				continue
			}
		case i > start && (c >= '0' && c <= '9' || c == '-' || c == '.'):
			i++
			continue
		}
		return i
	}
	return i
}

// Characters beyond ASCII that may begin a name, and that may follow besides (XML 1.0, 2.3).
var (
	nameStarts = [][2]rune{{0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff}, {0x370, 0x37d}, {0x37f, 0x1fff}, {0x200c, 0x200d}, {0x2070, 0x218f},
		{0x2c00, 0x2fef}, {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}}
	nameRest = [][2]rune{{0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040}}
)

func inRanges(list [][2]rune, r rune) bool {
	return slices.ContainsFunc(list, func(x [2]rune) bool { return r >= x[0] && r <= x[1] })
}

// blanksEnd is where the white space ends that starts at offset i. A \r is made \n before it gets here.
func blanksEnd(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t') {
		i++
	}
	return i
}

func firstRune(b []byte) string {
	_, n := utf8.DecodeRune(b)
	return string(b[:n])
}
