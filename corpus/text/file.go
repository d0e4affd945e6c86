package text

import (
	"fmt"
	"io"

	"aztm/corpus/splice"
)

// A File is a text to be translated. Its paragraphs are those of Read.
//
// Writing it back changes nothing but the text that was edited: line ends, blank lines, indentation and the end of the file stay byte
// for byte. A translation stands in one line, where the first line of its sentence stood; copy that was hard-wrapped is not wrapped again.
type File struct {
	text       string
	paragraphs []splice.Source
}

// Open reads a text.
func Open(text string) *File {
	f := &File{text: text}
	lines := split(text)
	for start, end := range blocks(lines) {
		f.paragraphs = append(f.paragraphs, sourceOf(lines[start:end]))
	}
	return f
}

// Paragraphs returns the paragraphs.
func (f *File) Paragraphs() []string {
	out := make([]string, len(f.paragraphs))
	for i, p := range f.paragraphs {
		out[i] = p.Text()
	}
	return out
}

// Write writes the text with edits, by paragraph number; the edits of a paragraph ascend and do not overlap. A text shows no marks.
func (f *File) Write(w io.Writer, edits map[int][]splice.Edit) error {
	var all []splice.Splice
	for n, e := range edits {
		if n < 0 || n >= len(f.paragraphs) {
			return fmt.Errorf("paragraph %d of %d", n, len(f.paragraphs))
		}
		placed, err := splice.Place([]splice.Piece{{Text: f.paragraphs[n].Text()}}, e)
		if err != nil {
			return fmt.Errorf("paragraph %d: %w", n, err)
		}
		plain := func(s string) string { return s }
		all = append(all, f.paragraphs[n].Splices(placed[0], func(e splice.Edit) string { return e.Text }, plain)...)
	}
	_, err := w.Write(splice.Apply([]byte(f.text), all))
	return err
}
