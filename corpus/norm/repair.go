package norm

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// A Fix is one kind of repair and how often it was made in a text.
type Fix struct {
	Name  string
	Count int
}

// maxPasses bounds the passes of Repair. Each makes the text shorter or replaces letters for good, so two or
// three are all that texts of this world need.
const maxPasses = 16

// Repair returns text as it was meant to be printed, repaired only where the repair is
// certain, and the repairs made, by name. It is idempotent and gives clean text back byte for byte.
func Repair(lang, text string) (string, []Fix) {
	if cleanASCII(text) {
		return text, nil
	}
	n := map[string]int{}
	for range maxPasses { // one repair may lay open another
		before := text
		if t, ok := unMojibake(text); ok {
			text = t
			n["mojibake"]++
		}
		text = dropInvisible(text, n)
		text = composeNFC(text, n)
		text = repairWords(lang, text, n)
		if text == before {
			break
		}
	}
	var fixes []Fix
	for name, c := range n {
		if c > 0 {
			fixes = append(fixes, Fix{name, c})
		}
	}
	sort.Slice(fixes, func(i, j int) bool { return fixes[i].Name < fixes[j].Name })
	return text, fixes
}

func cleanASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || c < 0x20 && c != '\t' && c != '\n' {
			return false
		}
	}
	return true
}

// Lost counts the places of text where a letter was lost beyond repair (U+FFFD, U+001A, "?" inside a word).
func Lost(lang, text string) int {
	n := strings.Count(text, "\ufffd") + strings.Count(text, "\x1a")
	for i := 0; i < len(text); i++ {
		if text[i] == '?' && insideWord(text, i, i+1) {
			n++
		}
	}
	return n
}

// unMojibake undoes UTF-8 that was read as a one-byte code page. The whole text must go
// back to bytes that are valid UTF-8, and the marks of the damage must be there: a lead
// byte with its continuation, which no clean text of these languages shows throughout.
func unMojibake(text string) (string, bool) {
	if !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return text, false
	}
	for _, cm := range []*charmap.Charmap{charmap.Windows1252, charmap.Windows1254, charmap.Windows1251} {
		raw, ok := encode(cm, text)
		if ok && utf8.Valid(raw) && plausible(string(raw)) {
			return string(raw), true
		}
	}
	return text, false
}

// encode turns text into bytes of a code page as the WHATWG tables do: the bytes that the
// page leaves undefined stand for the C1 controls of the same value.
func encode(cm *charmap.Charmap, text string) ([]byte, bool) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := cm.EncodeRune(r)
		switch {
		case ok:
			out = append(out, b)
		case r >= 0x80 && r <= 0x9f || r == 0x98:
			out = append(out, byte(r))
		default:
			return nil, false
		}
	}
	return out, true
}

// plausible says whether recovered text holds only characters that news in Latin or
// Cyrillic script uses.
func plausible(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x20 && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0:
			return false
		case r < 0x2b0, r >= 0x300 && r < 0x530, r >= 0x2000 && r < 0x2200, r >= 0x1f300, unicode.In(r, unicode.So, unicode.Sm):
		default:
			if r != '\ufeff' {
				return false
			}
		}
	}
	return true
}

// dropInvisible takes out characters that only lay out text: soft hyphens, zero-width and
// bidi characters, controls. A joiner between two emoji stays.
func dropInvisible(s string, n map[string]int) string {
	if !strings.ContainsFunc(s, invisible) {
		return s
	}
	var b strings.Builder
	prev := rune(0)
	for i, r := range s {
		if invisible(r) {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if r != 0x200d || !emoji(prev) || !emoji(next) {
				n["invisible"]++
				continue
			}
		}
		if r == utf8.RuneError && s[i] != 0xef { // an invalid byte stays as it is
			b.WriteByte(s[i])
		} else {
			b.WriteRune(r)
		}
		prev = r
	}
	return b.String()
}

func emoji(r rune) bool { return r >= 0x1f000 || r == 0xfe0f || r >= 0x2600 && r < 0x27c0 }

func invisible(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\r' && r != 0x1a
	case r >= 0x7f && r < 0xa0, r == 0xad, r == 0xfeff, r >= 0x200b && r <= 0x200f,
		r >= 0x202a && r <= 0x202e, r == 0x2060, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// compose makes letters and their marks one character (NFC), and takes the dot above off
// i, ı and İ, which is left over where İ was lower-cased by the wrong rule.
func composeNFC(s string, n map[string]int) string {
	if strings.Contains(s, "\u0307") {
		t := strings.NewReplacer("i\u0307", "i", "ı\u0307", "i", "İ\u0307", "İ").Replace(s)
		if t != s {
			n["dotted i"] += strings.Count(s, "\u0307") - strings.Count(t, "\u0307")
			s = t
		}
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
		n["nfc"]++
	}
	return s
}

// twins are the Cyrillic letters that look like a Latin one, with their Latin twin.
var twins = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x', 'у': 'y', 'ј': 'j', 'һ': 'h', 'і': 'i',
	'А': 'A', 'Е': 'E', 'О': 'O', 'Р': 'P', 'С': 'C', 'Х': 'X', 'У': 'Y', 'Ј': 'J', 'Һ': 'H', 'І': 'I',
	'В': 'B', 'Н': 'H', 'К': 'K', 'М': 'M', 'Т': 'T',
}

var cyrillicTwins = map[rune]rune{
	'a': 'а', 'c': 'с', 'e': 'е', 'o': 'о', 'p': 'р', 'x': 'х', 'y': 'у',
	'A': 'А', 'B': 'В', 'C': 'С', 'E': 'Е', 'H': 'Н', 'K': 'К', 'M': 'М', 'O': 'О', 'P': 'Р', 'T': 'Т', 'X': 'Х', 'Y': 'У',
}

// repairWords repairs letters word by word; a hyphen parts words.
func repairWords(lang, s string, n map[string]int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		j := i
		for j < len(s) {
			r, k := utf8.DecodeRuneInString(s[j:])
			if !unicode.IsLetter(r) {
				break
			}
			j += k
		}
		if j > i {
			b.WriteString(repairWord(lang, s[i:j], n))
			i = j
			continue
		}
		_, k := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+k])
		i += k
	}
	return b.String()
}

func repairWord(lang, w string, n map[string]int) string {
	if cleanASCII(w) {
		return w
	}
	latin, cyrillic, strange := scripts(w)
	if latin && cyrillic && !strange {
		w = oneScript(lang, w, n)
	}
	if lang != "az" {
		return w
	}
	romanian := strings.ContainsAny(w, "ăâîțţĂÂÎȚŢ")
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ǝ':
			n["schwa"]++
			return 'ə'
		case 'Ǝ':
			n["schwa"]++
			return 'Ə'
		case 'ǧ', 'ĝ':
			n["breve"]++
			return 'ğ'
		case 'Ǧ', 'Ĝ':
			n["breve"]++
			return 'Ğ'
		case 'ș', 'Ș':
			if romanian {
				return r
			}
			n["comma below"]++
			return map[rune]rune{'ș': 'ş', 'Ș': 'Ş'}[r]
		}
		return r
	}, w)
}

// scripts says which scripts the letters of a word belong to.
func scripts(w string) (latin, cyrillic, strange bool) {
	for _, r := range w {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic = true
		default:
			strange = true
		}
	}
	return
}

// oneScript gives a word of mixed script its one script back, if every foreign letter has
// a twin there: Latin first (but for Russian), then Cyrillic.
func oneScript(lang, w string, n map[string]int) string {
	toLatin := func() (string, bool) { return swap(w, unicode.Cyrillic, latinTwin, n) }
	toCyrillic := func() (string, bool) { return swap(w, unicode.Latin, func(r rune) rune { return cyrillicTwins[r] }, n) }
	order := []func() (string, bool){toLatin}
	switch lang {
	case "ru":
		order = []func() (string, bool){toCyrillic}
	case "az":
		order = append(order, toCyrillic)
	}
	for _, try := range order {
		if t, ok := try(); ok {
			return t
		}
	}
	return w
}

func latinTwin(r rune) rune {
	switch r {
	case 'ә':
		return 'ə'
	case 'Ә':
		return 'Ə'
	}
	return twins[r]
}

// swap replaces the letters of one script by their twins; it gives up when one has none.
func swap(w string, script *unicode.RangeTable, twin func(rune) rune, n map[string]int) (string, bool) {
	schwa, alike := 0, 0
	out := []rune(w)
	for i, r := range out {
		if !unicode.Is(script, r) {
			continue
		}
		if out[i] = twin(r); out[i] == 0 {
			return w, false
		}
		if out[i] == 'ə' || out[i] == 'Ə' {
			schwa++
		} else {
			alike++
		}
	}
	n["schwa"] += schwa
	n["look-alike"] += alike
	return string(out), true
}

func insideWord(text string, from, to int) bool {
	p, _ := utf8.DecodeLastRuneInString(text[:from])
	q, _ := utf8.DecodeRuneInString(text[to:])
	return unicode.IsLetter(p) && unicode.IsLetter(q)
}
