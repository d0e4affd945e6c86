package norm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Exact returns the exact key: case, quotes, dashes and spaces folded, letters kept (ə is not e, ё is not е).
// Apostrophes of every shape are one inside a word and a quotation mark elsewhere.
func Exact(lang, text string) string {
	if decomposed(text) {
		text = norm.NFC.String(text)
	}
	key := newFold(tables().exact[scriptOf(lang)], text, false).run()
	if decomposed(key) { // ẖ is composed and H̱ is not
		key = norm.NFC.String(key)
	}
	return key
}

// Loose returns the loose key: the exact key with diacritics folded (ə→e, ı→i, ö ü ç ş ğ plain, ё→е, stress marks
// dropped, й kept), apostrophes inside words dropped, compatibility letters plain and, for
// Azerbaijani, Cyrillic in Latin. Texts of equal exact keys have equal loose keys, and the key of a key is itself.
func Loose(lang, text string) string {
	if decomposed(text) {
		text = norm.NFC.String(text)
	}
	return newFold(tables().loose[scriptOf(lang)], text, false).run()
}

// decomposed reports whether text is not in NFC: a letter and its mark apart, or a code point that NFC writes as another.
// Letters below U+0300, Cyrillic and the usual punctuation never are, which is seen by their first bytes.
func decomposed(text string) bool {
	for i := range len(text) {
		switch b := text[i]; {
		case b < 0xCC, b >= 0xD0 && b <= 0xD3:
		case b == 0xE2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2] > 0x81: // but U+2000 and U+2001
		default:
			return !norm.NFC.IsNormalString(text)
		}
	}
	return false
}

// A fold is the work on one key.
type fold struct {
	*table
	text    string
	dst     []byte
	off     []int32 // for each byte of dst the start of the code point it came from; nil if not wanted
	track   bool
	pending int  // start of the white space not yet written, or -1
	prev    rune // the code point before, marks and dropped letters left out; 0 at the start
}

func newFold(t *table, text string, track bool) *fold {
	f := &fold{table: t, text: text, track: track, pending: -1}
	f.dst = make([]byte, 0, len(text)+8)
	if track {
		f.off = make([]int32, 0, len(text)+8)
	}
	return f
}

func (f *fold) run() string {
	for i := 0; i < len(f.text); {
		r, size := rune(f.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(f.text[i:])
		}
		e, more := f.entry(r)
		if e.kind() == plain {
			f.put(i, r, e, more)
		} else {
			f.context(i, size, r, e)
		}
		i += size
	}
	return string(f.dst)
}

// put writes what a code point at i becomes, after the blank that waits.
func (f *fold) put(i int, r rune, e entry, more string) {
	n := e.size() + len(more)
	if n == 0 {
		return
	}
	f.blank()
	f.dst = append(e.appendTo(f.dst), more...)
	for ; f.track && n > 0; n-- {
		f.off = append(f.off, int32(i))
	}
	f.prev = r
}

// blank writes the white space that waits, unless nothing stands before it.
func (f *fold) blank() {
	if f.pending >= 0 && len(f.dst) > 0 {
		f.dst = append(f.dst, ' ')
		if f.track {
			f.off = append(f.off, int32(f.pending))
		}
	}
	f.pending = -1
}

// context handles the code points that depend on their neighbours.
func (f *fold) context(i, size int, r rune, e entry) {
	switch e.kind() {
	case space:
		if f.pending < 0 {
			f.pending = i
		}
		f.prev = r
	case stop:
		if strings.ContainsRune(",;，；", r) || !f.word(f.afterStops(i)) {
			f.pending = -1
		}
		f.put(i, r, e, "")
	case apostrophe:
		next, _ := utf8.DecodeRuneInString(f.text[i+size:])
		switch {
		case !f.word(f.prev) || !f.word(next) || unicode.IsDigit(next):
			f.put(i, r, newEntry(plain, `"`), "")
		case !f.loose:
			f.put(i, r, e, "")
		}
	case mark:
		prev := f.prev
		f.put(i, r, e, "")
		f.prev = prev
	}
}

// afterStops returns the code point that follows a run of stops, if a blank waits: " .5" keeps it.
func (f *fold) afterStops(i int) rune {
	if f.pending < 0 {
		return 0
	}
	for _, r := range f.text[i:] {
		if e, _ := f.entry(r); e.kind() != stop {
			return r
		}
	}
	return 0
}

// word reports whether r is a letter or digit that leaves something in the key.
func (f *fold) word(r rune) bool {
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return false
	}
	e, more := f.entry(r)
	return e.kind() == plain && (e.size() > 0 || more != "")
}
