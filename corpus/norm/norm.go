// Package norm repairs letters and makes keys. Strings in, strings out.
//
// A text has three forms. Stored text is what was printed, repaired only where the
// repair is certain (Repair). The exact key folds case, quotes, dashes and spaces; the
// loose key also folds diacritics, so that a query typed without them still matches
// (Exact, Loose). Keys are for matching and are never shown.
//
// The trap is case: the capital of Azerbaijani ı is I, that of i is İ, so BAKI in lower
// case is bakı, and strings.ToLower, EqualFold and every stock folding get it wrong.
// The loose key goes round it: I, İ, ı and i all become i. Another trap is й: taking
// marks off after decomposition would make it и, so letters are folded by a table.
//
// Repairs have stable names: "mojibake", "invisible", "nfc", "dotted i", "look-alike",
// "schwa", "comma below", "breve". Repair is idempotent and leaves clean text as it is.
// Letters that were lost (U+FFFD, "Az?rbaycan") are counted by Lost, never guessed.
package norm

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// KeyVersion changes whenever Exact, Loose or FoldLoose would give some text another key.
// A memory stores the version its keys were made with.
const KeyVersion = 1

// Entities decodes HTML character references exactly once.
func Entities(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return html.UnescapeString(text)
}

// Lower lower-cases text by the rules of lang (az: I→ı, İ→i).
func Lower(lang, text string) string {
	if isAz(lang) {
		return cases.Lower(language.Azerbaijani).String(text)
	}
	return strings.ReplaceAll(strings.ToLower(text), "i\u0307", "i")
}

func isAz(lang string) bool { return base(lang) == "az" }

// base is the primary language of a BCP 47 tag, in lower case.
func base(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// Exact returns the exact key: case, quotes, dashes and spaces folded, letters kept.
func Exact(lang, text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range Lower(lang, text) {
		s, ok := sign[r]
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case !ok:
			s = string(r)
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(s)
	}
	return b.String()
}

// sign folds punctuation to one spelling.
var sign = map[rune]string{
	'«': `"`, '»': `"`, '“': `"`, '”': `"`, '„': `"`, '″': `"`, '‟': `"`,
	'‘': "'", '’': "'", 'ʼ': "'", 'ʹ': "'", '`': "'", '´': "'", '′': "'",
	'–': "-", '—': "-", '‒': "-", '−': "-", '‑': "-", '―': "-", '‐': "-",
	'…': "...",
}

// Loose returns the loose key: the exact key with diacritics folded (ə→e, ı→i, ö ü ç ş ğ plain, ё→е,
// Cyrillic-script Azerbaijani in Latin), apostrophes inside words taken out.
func Loose(lang, text string) string { return fold(lang, text, nil) }

// A Folded is a loose key that remembers where in the text each of its bytes came from.
type Folded struct {
	Key string
	off []int32 // byte of the text for each byte of Key, and len(text) at the end
	end []int32 // end in the text of the rune that each byte of Key came from
}

// FoldLoose returns Loose(lang, text) together with the way back to the text.
func FoldLoose(lang, text string) Folded {
	var f Folded
	f.Key = fold(lang, text, &f)
	return f
}

// Span maps the half-open byte range [start,end) of the key to the byte range of the text it was made from.
func (f Folded) Span(start, end int) (int, int) {
	if start >= end || start < 0 || end > len(f.Key) {
		return 0, 0
	}
	return int(f.off[start]), int(f.end[end-1])
}

func fold(lang, text string, f *Folded) string {
	az := isAz(lang)
	b := make([]byte, 0, len(text))
	space := -1 // start in the text of a run of white space not yet written
	put := func(s string, from, to int) {
		b = append(b, s...)
		if f != nil {
			for range len(s) {
				f.off, f.end = append(f.off, int32(from)), append(f.end, int32(to))
			}
		}
	}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		from := i
		i += n
		if unicode.IsSpace(r) {
			if space < 0 && len(b) > 0 {
				space = from
			}
			continue
		}
		s := looseRune(az, r, text[from:i])
		if s == "'" && insideWord(text, from, i) {
			s = ""
		}
		if s == "" {
			continue
		}
		if space >= 0 {
			if !strings.Contains(",.;:!?", s) {
				put(" ", space, from)
			}
			space = -1
		}
		put(s, from, i)
	}
	return string(b)
}

func insideWord(text string, from, to int) bool {
	p, _ := utf8.DecodeLastRuneInString(text[:from])
	q, _ := utf8.DecodeRuneInString(text[to:])
	return unicode.IsLetter(p) && unicode.IsLetter(q)
}

// looseRune is the loose spelling of one rune; "" for marks and invisible characters.
func looseRune(az bool, r rune, raw string) string {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			return ascii[r-'A' : r-'A'+1]
		}
		return raw
	}
	if s, ok := sign[r]; ok {
		return s
	}
	if az {
		if s, ok := azCyrillic[r]; ok {
			return s
		}
	}
	if s, ok := plain[r]; ok {
		return s
	}
	if r == utf8.RuneError {
		return raw
	}
	if unicode.In(r, unicode.Mn, unicode.Cf, unicode.Cc) {
		return ""
	}
	if unicode.Is(unicode.Cyrillic, r) {
		return string(unicode.ToLower(r))
	}
	var out strings.Builder
	for _, d := range norm.NFKD.String(string(unicode.ToLower(r))) {
		if s, ok := plain[d]; ok {
			out.WriteString(s)
		} else if !unicode.Is(unicode.Mn, d) && !unicode.IsSpace(d) {
			out.WriteRune(unicode.ToLower(d))
		}
	}
	return out.String()
}

const ascii = "abcdefghijklmnopqrstuvwxyz"

// plain holds the letters that decomposition does not take to a plain one.
var plain = map[rune]string{
	'ə': "e", 'Ə': "e", 'ǝ': "e", 'Ǝ': "e", 'æ': "e", 'Æ': "e", 'ı': "i", 'İ': "i",
	'ё': "е", 'Ё': "е", 'ß': "ss", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", '№': "no",
	'\u00ad': "", '\u200b': "", '\u0307': "",
	'і': "i", 'І': "i",
	'Ä': "e", 'ä': "e",
}

// azCyrillic is the alphabet of 1958 in Latin, small and capital, and letters of Russian words.
var azCyrillic = azTable()

func azTable() map[rune]string {
	const cyr = "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹшйэюяцщъьҗқ"
	lat := strings.Split("a b v q g d e e j z i i y k g l m n o o p r s t u u f x h c c s y e yu ya ts sc - - c g", " ")
	t := map[rune]string{}
	i := 0
	for _, r := range cyr {
		s := strings.Trim(lat[i], "-")
		t[r], t[unicode.ToUpper(r)] = s, s
		i++
	}
	return t
}
