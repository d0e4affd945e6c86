package corpus

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"aztm/corpus/docx"
	"aztm/corpus/html"
	"aztm/corpus/norm"
	"aztm/corpus/splice"
	"aztm/corpus/srx"
	"aztm/corpus/text"
)

// An Original is a document to be translated. Other than Read, which takes the news out of a file, it keeps all text in order, page furniture too, and
// it can be written back with other text in it: .docx as .docx, a page as a page, anything else as text.
type Original struct {
	Path                    string // as given
	Encoding, Assumed, Hint string // as in Document

	paragraphs []string
	body       int  // number of paragraphs before those of page headers and footers
	entities   bool // a plain text may hold character references
	write      func(io.Writer, map[int][]splice.Edit) error
	charset    *charset // nil where a file has none, as a .docx
	page       bool
	file       *os.File // read on demand, nil for none
}

// OpenOriginal opens a document whose language is lang, "" if it is not known. Errors name the file and the cause. Close it.
func OpenOriginal(path, lang string, o Options) (*Original, error) {
	if !isOffice(path) {
		data, err := readFile(path, o)
		if err != nil {
			return nil, err
		}
		return ReadOriginal(path, lang, data, o)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, pathError(path, err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("is a directory")
	}
	var d *Original
	if err == nil {
		d, err = originalOffice(path, f, info.Size())
	}
	if err != nil {
		f.Close()
		return nil, pathError(path, err)
	}
	d.file = f
	return d, nil
}

// ReadOriginal is OpenOriginal for a file's content, which may be a Word document under any name.
func ReadOriginal(path, lang string, data []byte, o Options) (*Original, error) {
	var d *Original
	var err error
	if isOffice(path) || bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		d, err = originalOffice(path, bytes.NewReader(data), int64(len(data)))
	} else {
		d, err = originalText(path, lang, data, o)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return d, nil
}

func originalOffice(path string, r io.ReaderAt, size int64) (*Original, error) {
	f, err := docx.Open(r, size)
	if err != nil {
		return nil, err
	}
	d := &Original{Path: path, Encoding: "utf-8", Assumed: "valid", write: f.Write}
	for _, p := range f.Paragraphs() {
		d.paragraphs = append(d.paragraphs, p.Text)
		if !p.Margin {
			d.body = len(d.paragraphs)
		}
	}
	return d, nil
}

func originalText(path, lang string, data []byte, o Options) (*Original, error) {
	page := isPage(path) || looksLikePage(data)
	plain, c, err := decode(data, o.Encoding, lang, page)
	if err != nil {
		return nil, err
	}
	if back, err := encoded(plain, c, page); err != nil || !bytes.Equal(back, data) {
		c = charset{name: "utf-8", how: "bom"} // some bytes have no way back
	}
	d := &Original{Path: path, Encoding: c.name, Assumed: c.how, Hint: hintOf(plain, lang, c), charset: &c, page: page}
	if page {
		f, err := html.Open(plain)
		if err != nil {
			return nil, err
		}
		d.paragraphs, d.write = f.Paragraphs(), f.Write
	} else {
		f := text.Open(plain)
		d.paragraphs, d.write, d.entities = f.Paragraphs(), f.Write, true
	}
	d.body = len(d.paragraphs)
	return d, nil
}

// Close closes the file, if it is open.
func (d *Original) Close() error {
	if d.file == nil {
		return nil
	}
	return d.file.Close()
}

// Text is the text of all paragraphs, a line each.
func (d *Original) Text() string { return strings.Join(d.paragraphs, "\n") }

// Paragraphs returns the paragraphs, in the order of the file; of a Word document headers and footers come last.
func (d *Original) Paragraphs() []string { return d.paragraphs }

// A Passage is a segment of an original.
type Passage struct {
	Text       string // repaired, as a memory holds it
	Paragraph  int    // 0-based number of the paragraph
	Start, End int    // bytes of the paragraph
	Margin     bool   // of a page header or footer, which is no neighbour of the body
}

// Passages cuts the paragraphs into segments of a language. Each letter that is not white space is in one of them.
func (d *Original) Passages(lang string, s *srx.Segmenter) []Passage {
	var out []Passage
	for i, p := range d.paragraphs {
		for _, span := range s.Split(p) {
			t := p[span.Start:span.End]
			if d.entities {
				t = norm.Entities(t)
			}
			t, _ = norm.Repair(lang, t)
			out = append(out, Passage{t, i, span.Start, span.End, i >= d.body})
		}
	}
	return out
}

// Write writes the document with edits, by paragraph number; the edits of a paragraph ascend and do not overlap. Without edits, pages and texts
// come out byte for byte and Word documents with equal parts.
//
// The charset is kept: what a page's charset lacks becomes a character reference; a text that has letters of which its charset lacks one is
// written as UTF-8 with a byte order mark, and so is every file that was decoded with a loss. Write returns the charset, "" for a Word document.
func (d *Original) Write(w io.Writer, edits map[int][]splice.Edit) (charsetName string, err error) {
	if d.charset == nil {
		return "", d.write(w, edits)
	}
	var b strings.Builder
	if err := d.write(&b, edits); err != nil {
		return "", err
	}
	c := *d.charset
	out, err := encoded(b.String(), c, d.page)
	if err != nil {
		c = charset{"utf-8", "bom"}
		out, err = encoded(b.String(), c, d.page)
	}
	if err == nil {
		_, err = w.Write(out)
	}
	return c.name, err
}
