package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// A text is a variant made ready for the rules.
type text struct {
	n     int
	lang  string // tag as it came
	base  string
	s     string
	codes bool
	spans []words.Span // words and numbers, in order
	parts []part       // addresses and placeholders, in order

	read   bool // the values were
	vals   []words.Value
	said   map[claimKey]bool
	heard  map[string]bool // first consonants of its words
	lemmas map[string]bool // that its words may have
}

func newText(n int, t Text) *text {
	return &text{n: n, lang: t.Lang, base: lexicon.Base(t.Lang), s: t.Text, codes: t.Codes, spans: words.AppendSpans(nil, t.Text), parts: partsOf(t.Text)}
}

// word is the text of a span.
func (t *text) word(s words.Span) string { return t.s[s.Start:s.End] }

// cutter passes over the parts of a text that are no prose: it answers questions for places that only grow.
type cutter struct{ parts []part }

// inside tells whether byte i stands in a part. It must not be asked for a smaller i later.
func (c *cutter) inside(i int) bool {
	for len(c.parts) > 0 && c.parts[0].end <= i {
		c.parts = c.parts[1:]
	}
	return len(c.parts) > 0 && c.parts[0].start <= i
}

// before is the code point that ends at byte i, 0 at the start.
func (t *text) before(i int) rune {
	if i == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(t.s[:i])
	return r
}

// after is the code point that starts at byte i, 0 at the end.
func (t *text) after(i int) rune {
	if i >= len(t.s) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(t.s[i:])
	return r
}

// blank tells whether r is a blank of prose, the one that doesn't break included; not a tab or the end of a line.
func blank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

func letter(r rune) bool { return unicode.IsLetter(r) }

// capital tells whether a word starts with a capital.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// trimmed is the range of a text without what is white at its ends.
func trimmed(s string) (start, end int) {
	t := strings.TrimRightFunc(s, unicode.IsSpace)
	return len(t) - len(strings.TrimLeftFunc(t, unicode.IsSpace)), len(t)
}
