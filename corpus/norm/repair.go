package norm

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Fix is one kind of repair and how often it was made in a text.
type Fix struct {
	Name  string // one of the names below, which are stable
	Count int    // places in the text; for mojibake the letters recovered
}

// The names of repairs.
const (
	FixEncoding     = "invalid utf-8"   // a byte that is not UTF-8 → U+FFFD
	FixMojibake1252 = "mojibake cp1252" // ÅŸÉ™hÉ™r → şəhər
	FixMojibake1254 = "mojibake cp1254"
	FixMojibake1251 = "mojibake cp1251" // РњРёРЅСЃРє → Минск
	FixLostLetter   = "lost letter"     // U+001A beside a letter → U+FFFD
	FixInvisible    = "invisible"       // soft hyphens, zero-width and bidi characters, controls
	FixLineBreak    = "line break"      // CR, VT, FF, NEL → LF
	FixDottedI      = "dotted i"        // i, ı or İ + U+0307 → i, İ
	FixNFC          = "nfc"             // letter + combining mark → one code point
	FixSchwa        = "schwa"           // ǝ, or ә in a Latin word → ə
	FixComma        = "comma below"     // ș → ş
	FixBreve        = "breve"           // ǧ, ĝ → ğ
	FixLookAlike    = "look-alike"      // а Latin letter in a Cyrillic word, or the reverse
)

// Fixes lists the names of repairs in the order in which Repair makes and reports them.
var Fixes = [...]string{
	FixEncoding, FixMojibake1252, FixMojibake1254, FixMojibake1251, FixLostLetter, FixInvisible, FixLineBreak,
	FixDottedI, FixNFC, FixSchwa, FixComma, FixBreve, FixLookAlike,
}

// counts holds how often each repair was made.
type counts map[string]int

func (c counts) list() []Fix {
	var fixes []Fix
	for _, name := range Fixes {
		if c[name] > 0 {
			fixes = append(fixes, Fix{name, c[name]})
		}
	}
	return fixes
}

// Repair returns text as it was meant to be printed, repaired only where the repair is certain, and the repairs made,
// in the order of Fixes. It is idempotent and gives clean text back byte for byte, without copying it.
//
// Text in any language: mojibake, invisible characters, i + U+0307, NFC, and twins in a word of mixed script. In
// Azerbaijani also ǝ, ә in a Latin word, comma-below ș outside Romanian words, ǧ and ĝ.
//
// Mojibake is judged by the text and, where the whole is not damaged, by its lines: bytes are misread a file, a
// field or a pasted paragraph at a time, and none of these ends inside a line.
func Repair(lang, text string) (string, []Fix) {
	s := scriptOf(lang)
	if clean(s, text) {
		return text, nil
	}
	n := counts{}
	for {
		// One repair may uncover the next: a letter under two layers of damage, mojibake torn by an invisible
		// character. Mojibake shrinks the text and all else is done once, so that this ends.
		next := repairOnce(s, text, n)
		if next == text {
			return text, n.list()
		}
		text = next
	}
}

func repairOnce(s script, text string, n counts) string {
	text = validUTF8(text, n)
	text = unmojibake(text, n)
	text = visible(s, text, n)
	text = plainDots(text, n)
	text = nfc(text, n)
	return repairWords(s, text, n)
}

// validUTF8 puts U+FFFD where a byte is not UTF-8.
func validUTF8(text string, n counts) string {
	if utf8.ValidString(text) {
		return text
	}
	out := make([]byte, 0, len(text)+8)
	for i, r := range text {
		if r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd") {
			n[FixEncoding]++
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// nfc makes letters and their marks one code point.
func nfc(text string, n counts) string {
	if norm.NFC.IsNormalString(text) {
		return text
	}
	var it norm.Iter
	it.InitString(norm.NFC, text)
	out := make([]byte, 0, len(text))
	for !it.Done() {
		start := it.Pos()
		piece := it.Next()
		if string(piece) != text[start:it.Pos()] {
			n[FixNFC]++
		}
		out = append(out, piece...)
	}
	return string(out)
}
