// Package norm repairs letters and makes keys. STUB: the docstrings below are the contract.
package norm

// KeyVersion changes whenever Exact, Loose or FoldLoose would give some text another key.
// A memory stores the version its keys were made with.
const KeyVersion = 1

// A Fix is one kind of repair and how often it was made in a text.
type Fix struct {
	Name  string // stable and short: "mojibake cp1252", "invisible", "nfc", "dotted i", "look-alike", "schwa", ...
	Count int
}

// Repair returns text as it was meant to be printed, repaired only where the repair is
// certain, and the repairs made, by name. It is idempotent and gives clean text back byte for byte.
func Repair(lang, text string) (string, []Fix) { return text, nil }

// Lost counts the places of text where a letter was lost beyond repair (U+FFFD, U+001A, "?" inside a word).
func Lost(lang, text string) int { return 0 }

// Entities decodes HTML character references exactly once.
func Entities(text string) string { return text }

// Lower lower-cases text by the rules of lang (az: I→ı, İ→i).
func Lower(lang, text string) string { return text }

// Exact returns the exact key: case, quotes, dashes and spaces folded, letters kept.
func Exact(lang, text string) string { return text }

// Loose returns the loose key: the exact key with diacritics folded (ə→e, ı→i, ö ü ç ş ğ plain, ё→е,
// Cyrillic-script Azerbaijani in Latin).
func Loose(lang, text string) string { return text }

// A Folded is a loose key that remembers where in the text each of its bytes came from.
type Folded struct {
	Key string
	off []int32
}

// FoldLoose returns Loose(lang, text) together with the way back to the text.
func FoldLoose(lang, text string) Folded { return Folded{Key: text} }

// Span maps the half-open byte range [start,end) of the key to the byte range of the text it was made from.
func (f Folded) Span(start, end int) (int, int) { return start, end }
