// Package splice puts new texts into a document and leaves every other byte of it as it was.
//
// What a reader sees as one paragraph stands in pieces: runs of a Word document, text nodes of a page, lines of a text.
// An Edit changes the paragraph; Place says what that makes of each piece, a Source which bytes of the file a piece's text
// was read from, and Apply puts the new bytes there.
//
// The trap is a sentence over several pieces, as around a bold word or a link: which words of a translation are those of the link? A
// piece gets the words that are known to translate its own (Edit.Words), if they stand together, or what the translation
// has letter for letter and once (a name, a year). The rest goes into the piece that held the most of the sentence, and
// pieces of which nothing is known are left without text.
package splice

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Edit puts Text in the place of the bytes [Start,End) of a text.
type Edit struct {
	Start, End int
	Text       string
	Mark       string // how much Text is to be trusted, as the lowest score of its band: "101", "100", "95", "85", "75", "50"; "" for no mark
	Note       string // said with the mark where the format has a place for it; "" for nothing
	Words      []Pair // words that translate one another, as far as they are known
}

// A Pair is a word of what an Edit replaces, in bytes from its Start, and the word of its Text that translates it.
type Pair struct{ OldStart, OldEnd, NewStart, NewEnd int }

// A Piece is text of a paragraph that stands together.
type Piece struct {
	Text  string
	Fixed bool // has no text to replace: a tab or line break of a Word document
}

// Place turns edits of a paragraph, which ascend and do not overlap, into those of its pieces, by piece. The pieces then say what
// the paragraph was to say, but that fixed ones stay.
func Place(pieces []Piece, edits []Edit) ([][]Edit, error) {
	if err := check(pieces, edits); err != nil {
		return nil, err
	}
	out := make([][]Edit, len(pieces))
	for _, e := range edits {
		covered := cover(pieces, e)
		if len(covered) == 0 {
			if e.Text == "" {
				continue
			}
			i, at := nearest(pieces, e)
			if i < 0 {
				return nil, errors.New("no place to take the text")
			}
			covered = []part{{piece: i, start: at, end: at}}
		}
		(&sharing{covered, e}).share(0, len(covered), 0, len(e.Text))
		for _, p := range covered {
			x := Edit{Start: p.start, End: p.end, Text: p.text}
			if p.text != "" {
				x.Mark, x.Note = e.Mark, e.Note
			}
			out[p.piece] = append(out[p.piece], x)
		}
	}
	return out, nil
}

func check(pieces []Piece, edits []Edit) error {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	text, last := b.String(), 0
	for _, e := range edits {
		if e.Start < last || e.End < e.Start || e.End > len(text) || !utf8.ValidString(e.Text) || inRune(text, e.Start) || inRune(text, e.End) {
			return fmt.Errorf("edit of the bytes %d to %d of %d", e.Start, e.End, len(text))
		}
		last = e.End
		for _, w := range e.Words {
			if w.OldStart < 0 || w.OldEnd < w.OldStart || w.NewStart < 0 || w.NewEnd < w.NewStart || w.NewEnd > len(e.Text) || inRune(e.Text, w.NewStart) || inRune(e.Text, w.NewEnd) {
				return fmt.Errorf("words at the bytes %d to %d of %q", w.NewStart, w.NewEnd, e.Text)
			}
		}
	}
	return nil
}

func inRune(text string, at int) bool { return at < len(text) && !utf8.RuneStart(text[at]) }

// A part is what an edit replaces of a piece.
type part struct {
	piece      int    // its number
	start, end int    // bytes of the piece
	at         int    // where that begins in what the edit replaces
	old, text  string // what it said and is to say
}

// cover lists the parts of pieces that an edit replaces.
func cover(pieces []Piece, e Edit) (out []part) {
	at := 0
	for i, p := range pieces {
		start, end := max(e.Start, at), min(e.End, at+len(p.Text))
		if start < end && !p.Fixed {
			out = append(out, part{piece: i, start: start - at, end: end - at, at: start - e.Start, old: p.Text[start-at : end-at]})
		}
		at += len(p.Text)
	}
	return out
}

// nearest is where an edit that replaces nothing of a piece puts its text: in the piece that begins or goes on there, else at the end of
// the last one before, else at the start of the first one.
func nearest(pieces []Piece, e Edit) (piece, offset int) {
	piece = -1
	at := 0
	for i, p := range pieces {
		end := at + len(p.Text)
		switch {
		case p.Fixed:
		case at <= e.Start && e.Start < end:
			return i, e.Start - at
		case end <= e.Start:
			piece, offset = i, len(p.Text)
		case piece < 0:
			return i, 0
		}
		at = end
	}
	return piece, offset
}

// A sharing parts the text of an edit among the pieces that it covers.
type sharing struct {
	parts []part
	edit  Edit
}

// share gives the bytes [start,end) of the text to the parts [first,last).
func (s *sharing) share(first, last, start, end int) {
	host := first
	for i := first; i < last; i++ {
		if len(s.parts[i].old) > len(s.parts[host].old) {
			host = i
		}
	}
	for i := first; i < last; i++ {
		from, to := s.own(i, start, end)
		if i == host || from < 0 || i == first && from > start || i == last-1 && to < end {
			continue
		}
		s.parts[i].text = s.edit.Text[from:to]
		if i > first {
			s.share(first, i, start, from)
		}
		if i < last-1 {
			s.share(i+1, last, to, end)
		}
		return
	}
	if first < last {
		s.parts[host].text = s.edit.Text[start:end]
	}
}

// own is the part of the text within [start,end) that surely belongs to a part, -1 if that is not known.
func (s *sharing) own(i, start, end int) (from, to int) {
	p := s.parts[i]
	word := strings.TrimSpace(p.old)
	if at := once(s.edit.Text[start:end], word); at >= 0 {
		return start + at, start + at + len(word)
	}
	from = -1
	mine := func(w Pair) bool { return w.OldStart >= p.at && w.OldEnd <= p.at+len(p.old) }
	for _, w := range s.edit.Words {
		if mine(w) && w.NewStart >= start && w.NewEnd <= end {
			if from < 0 || w.NewStart < from {
				from = w.NewStart
			}
			to = max(to, w.NewEnd)
		}
	}
	for _, w := range s.edit.Words {
		if !mine(w) && w.NewStart < to && w.NewEnd > from {
			return -1, 0
		}
	}
	return from, to
}

// once is where the only occurrence of a word in text begins, -1 if there is none, or several, or it is a part of another word.
func once(text, word string) int {
	at := strings.Index(text, word)
	if at < 0 || !strings.ContainsFunc(word, isLetter) || strings.Contains(text[at+1:], word) {
		return -1
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+len(word):])
	if isLetter(before) || isLetter(after) {
		return -1
	}
	return at
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// A Source is a text and the bytes of the file that it was read from: atoms, in the order of both.
type Source []Atom

// An Atom is a part of a text. An exact one stands in the file as it reads; another (an entity, a line break that reads as a
// blank) can only be replaced whole.
type Atom struct {
	Text       string
	Start, End int // bytes of the file
	Exact      bool
}

// Text is what the source reads.
func (s Source) Text() string {
	var b strings.Builder
	for _, a := range s {
		b.WriteString(a.Text)
	}
	return b.String()
}

// Splices turns edits of the source's text, which ascend and do not overlap, into those of the file. Write is how an edit's
// text is written there, escape how text is that an atom had beside what was replaced.
func (s Source) Splices(edits []Edit, write func(Edit) string, escape func(string) string) []Splice {
	var out []Splice
	last := 0
	for _, e := range edits {
		start, before := s.place(e.Start, false)
		end, after := s.place(e.End, true)
		start = max(start, last) // two edits may part an atom
		last = max(start, end)
		out = append(out, Splice{start, last, escape(before) + write(e) + escape(after)})
	}
	return out
}

// place is the byte of the file for an offset in the text, seen from the atom before it or behind it, and what the atom that it
// cuts has on the other side of it.
func (s Source) place(offset int, end bool) (file int, rest string) {
	at := 0
	for i, a := range s {
		next := at + len(a.Text)
		if offset < next || end && offset == next || i == len(s)-1 {
			switch {
			case offset == next:
				return a.End, ""
			case a.Exact:
				return a.Start + offset - at, ""
			case end:
				return a.End, a.Text[offset-at:]
			}
			return a.Start, a.Text[:offset-at]
		}
		at = next
	}
	return 0, ""
}

// A Splice puts text in the place of the bytes [Start,End) of a file.
type Splice struct {
	Start, End int
	Text       string
}

// Apply returns data with splices, which do not overlap, in any order.
func Apply(data []byte, splices []Splice) []byte {
	splices = slices.Clone(splices)
	slices.SortStableFunc(splices, func(a, b Splice) int { return a.Start - b.Start })
	var out []byte
	at := 0
	for _, s := range splices {
		out = append(append(out, data[at:s.Start]...), s.Text...)
		at = s.End
	}
	return append(out, data[at:]...)
}
