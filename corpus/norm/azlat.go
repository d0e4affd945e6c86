package norm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// mapping is a table of letters, small and capital.
type mapping map[rune]string

// azerbaijaniMapping reads a table of small letters into Azerbaijani ones and adds their capitals; a capital that becomes two
// letters has its first one large (Я → Ya).
func azerbaijaniMapping(file string) mapping {
	m := mapping{}
	rows(file, func(from rune, to, _ string) {
		m[from] = to
		upper := unicode.ToUpper(from)
		if upper == from {
			return
		}
		letters := []rune(to)
		if len(letters) > 0 {
			letters[0] = azerbaijaniUpper(letters[0])
		}
		m[upper] = string(letters)
	})
	return m
}

func azerbaijaniUpper(r rune) rune {
	if r == 'i' {
		return 'İ'
	}
	return unicode.ToUpper(r)
}

func (m mapping) apply(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		if to, ok := m[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	azLat        = sync.OnceValue(func() mapping { return azerbaijaniMapping("azlat.tsv") })
	azFromScript = sync.OnceValue(func() mapping { return azerbaijaniMapping("az-cyrillic.tsv") })
)

// AzLat reads text typed in an Azerbaijani Latin font over CP1251, decoded as CP1251: "Азярбайъан" is Azərbaycan. The same
// letters are good Cyrillic, so that it is for text known to be such, never a repair. Other characters stay.
func AzLat(text string) string { return azLat().apply(text) }

// FromCyrillic transliterates Azerbaijani in the Cyrillic alphabet of 1958 to Latin, letters kept: "Шәһәр" is Şəhər. The letters that
// alphabet lacks (я, ц, щ …) are read as best they can; text in Russian must not be given to it (г is q).
func FromCyrillic(text string) string { return azFromScript().apply(text) }

// Bounds of LooksAzLat, in letters and as a share of them. In five sentences of news the letters яъщьэ are more than о by 3 to 17% of all
// letters where they stand for ə c h ğ g, and fewer by 1 to 11% in Russian.
const (
	azLatLetters = 80
	azLatMargin  = 0.02
)

// LooksAzLat reports whether text looks like Azerbaijani in a Latin font over CP1251: mostly Cyrillic letters, more of them яъщьэ
// than о, and none that only Cyrillic Azerbaijani and other languages have. It is meant for documents; text of
// fewer than 80 letters is too short to judge, and false.
func LooksAzLat(text string) bool {
	cyrillic, latin, telling := 0, 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'A' && unicode.IsLetter(r) {
				latin++
			}
			continue
		case strings.ContainsRune("яъщьэЯЪЩЬЭ", r):
			telling++
		case r == 'о' || r == 'О':
			telling--
		case 'А' <= r && r <= 'я' || r == 'ё' || r == 'Ё':
		case unicode.Is(unicode.Cyrillic, r):
			return false
		default:
			continue
		}
		cyrillic++
	}
	return cyrillic >= azLatLetters && cyrillic > latin && float64(telling) >= azLatMargin*float64(cyrillic)
}
