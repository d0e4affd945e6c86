package norm

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Folded is a loose key that remembers where in the text each of its bytes came from.
type Folded struct {
	Key  string
	text string
	off  []int32 // for each byte of Key the start, in text, of the code point it came from
}

// FoldLoose returns Loose(lang, text) together with the way back to the text, which must be shorter than 2 GiB.
func FoldLoose(lang, text string) Folded {
	composed, back := text, []int32(nil)
	if decomposed(text) {
		composed, back = compose(text)
	}
	f := newFold(tables().loose[scriptOf(lang)], composed, true)
	key := f.run()
	if back != nil {
		for i, o := range f.off {
			f.off[i] = back[o]
		}
	}
	return Folded{Key: key, text: text, off: f.off}
}

// compose returns the NFC form of text and, for each of its bytes, the place in text.
func compose(text string) (string, []int32) {
	out, back := make([]byte, 0, len(text)), make([]int32, 0, len(text))
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() {
		start := it.Pos()
		piece := it.Next()
		same := string(piece) == text[start:it.Pos()]
		for i := range piece {
			if same {
				back = append(back, int32(start+i))
			} else {
				back = append(back, int32(start))
			}
		}
		out = append(out, piece...)
	}
	return string(out), back
}

// Span maps the half-open byte range [start,end) of the key to the byte range of the text it was made from. Both ends
// are on code point boundaries; combining marks go with their letter. The range is clipped to the key; an empty one
// gives an empty range.
func (f Folded) Span(start, end int) (int, int) {
	start, end = max(start, 0), min(end, len(f.off))
	if start >= len(f.off) {
		return len(f.text), len(f.text)
	}
	from := int(f.off[start])
	if start >= end {
		return from, from
	}
	last := int(f.off[end-1])
	_, size := utf8.DecodeRuneInString(f.text[last:])
	to := last + size
	for to < len(f.text) {
		r, size := utf8.DecodeRuneInString(f.text[to:])
		if r < 0x300 || r > 0x36F {
			break
		}
		to += size
	}
	return from, to
}
