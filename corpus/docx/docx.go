// Package docx reads the paragraphs of a Word document and writes the document back with other texts in them.
//
// A document is a zip archive of XML parts. What is no text is never touched: writing back splices new texts into the
// bytes of a part, so that styles, pictures, fields and whatever this package knows nothing of stay as they were, and
// a document without edits comes out with equal parts. Text stands in runs, spans of one format, and a sentence
// may begin in the middle of one and end in another; package splice says which run gets what of a new text. A marked
// edit is highlighted, for which its run may be parted.
//
// Read are the body with its tables and text boxes, footnotes, endnotes, headers and footers. Not read are comments,
// what a tracked change deleted, codes of fields, and the fallback that a text box carries for old programs (it
// would repeat the text box).
package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"aztm/corpus/splice"
)

// Limits, so that a hostile archive is refused before it fills the memory or takes long. A novel of 500 pages has a part of 5 MB with
// 30,000 pieces of text; text packs to a tenth, a table that repeats itself to a fiftieth.
const (
	maxEntries = 10_000
	maxText    = 48 << 20  // bytes of all parts with text, unpacked
	maxRatio   = 100       // they may unpack to so many times their packed size, above 1 MB
	maxTags    = 1_000_000 // of all parts with text
	maxAttrs   = 1_000     // of a tag
	maxToken   = 8 << 20   // bytes of a tag, or of text between two
	maxDepth   = 256       // of nested elements
	maxPieces  = 300_000   // paragraphs and pieces of text of all parts
	maxLinks   = 10_000    // tags of a part of relations
)

// A Paragraph is a paragraph of the document, also an empty one, in the order: body, notes, headers, footers.
type Paragraph struct {
	Text   string // a tab is \t, a line break \n
	Margin bool   // of a header or footer
}

// A File is an opened document.
type File struct {
	zip        *zip.Reader
	entries    map[string]*zip.File // by name in lower case; names in a package have no case
	parts      []*part
	paragraphs []Paragraph
	places     []place // of the paragraphs
}

// A place is a paragraph's place among the parts.
type place struct{ part, paragraph int }

// Open reads a document of the given size in bytes. Its errors say what is wrong with the archive or which part is broken.
func Open(r io.ReaderAt, size int64) (*File, error) {
	if err := known(r); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("DOCX: damaged or truncated archive: %w", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("DOCX: archive of %d entries, at most %d are read", len(z.File), maxEntries)
	}
	f := &File{zip: z, entries: map[string]*zip.File{}}
	for _, e := range z.File {
		if name := strings.ToLower(e.Name); f.entries[name] == nil {
			f.entries[name] = e
		}
	}
	names, margins, err := f.textParts()
	if err != nil {
		return nil, err
	}
	if err := f.read(names, margins); err != nil {
		return nil, err
	}
	return f, nil
}

// known refuses what is no zip archive.
func known(r io.ReaderAt) error {
	head := make([]byte, 8)
	n, _ := r.ReadAt(head, 0)
	switch head = head[:n]; {
	case bytes.HasPrefix(head, []byte("PK")):
		return nil
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return errors.New("DOCX: an encrypted document or one of the old format .doc: save it as .docx without a password")
	case n == 0:
		return errors.New("DOCX: the file is empty")
	}
	return errors.New("DOCX: not a Word document")
}

// read reads the parts; those from number margins on are headers and footers.
func (f *File) read(names []string, margins int) error {
	if err := f.bomb(names); err != nil {
		return err
	}
	tags, pieces := 0, 0
	for i, name := range names {
		data, err := f.unpack(name)
		if err != nil {
			return err
		}
		p, err := readPart(name, data, &tags, &pieces)
		if err != nil {
			return fmt.Errorf("DOCX: %s: %w", name, err)
		}
		for n, g := range p.paragraphs {
			f.paragraphs = append(f.paragraphs, Paragraph{g.text(), i >= margins})
			f.places = append(f.places, place{i, n})
		}
		f.parts = append(f.parts, p)
	}
	return nil
}

// bomb refuses parts that would unpack to too much, by what the archive says; unpack holds them to it.
func (f *File) bomb(names []string) error {
	var packed, unpacked uint64
	for _, name := range names {
		e := f.entry(name)
		packed += e.CompressedSize64
		if e.UncompressedSize64 > maxText { // also keeps the sum from running over
			unpacked = e.UncompressedSize64
			break
		}
		unpacked += e.UncompressedSize64
	}
	switch {
	case unpacked > 1<<20 && unpacked/maxRatio > packed:
		return fmt.Errorf("DOCX: text of %d bytes would unpack to %d: a zip bomb, or no text", packed, unpacked)
	case unpacked > maxText:
		return fmt.Errorf("DOCX: more than %d MB of text", maxText>>20)
	}
	return nil
}

// Paragraphs returns the document's paragraphs.
func (f *File) Paragraphs() []Paragraph { return f.paragraphs }

// unpack reads an entry within the limits.
func (f *File) unpack(name string) ([]byte, error) {
	e := f.entry(name)
	if e == nil {
		return nil, fmt.Errorf("DOCX: %s is missing from the archive", name)
	}
	if e.Flags&1 != 0 {
		return nil, fmt.Errorf("DOCX: %s is encrypted", name)
	}
	if e.UncompressedSize64 > maxText {
		return nil, fmt.Errorf("DOCX: %s has more than %d MB", name, maxText>>20)
	}
	r, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("DOCX: %s: %w", name, err)
	}
	defer r.Close()
	data := make([]byte, e.UncompressedSize64)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("DOCX: %s: %w", name, err)
	}
	if n, _ := r.Read(make([]byte, 1)); n > 0 {
		return nil, fmt.Errorf("DOCX: %s unpacks to more than the archive says: a zip bomb", name)
	}
	return data, nil
}

func (f *File) entry(name string) *zip.File { return f.entries[strings.ToLower(name)] }

// Relations of the parts that hold text, in the order in which they are read. The body comes first.
var kinds = []string{"officeDocument", "footnotes", "endnotes", "header", "footer"}

// textParts follows the relations from the archive to the body, and from there to notes, headers and footers; margins is the
// number of the first header or footer.
func (f *File) textParts() (names []string, margins int, err error) {
	top, err := f.relations("_rels/.rels", "")
	if err != nil {
		return nil, 0, err
	}
	if len(top["officeDocument"]) == 0 {
		return nil, 0, errors.New("DOCX: no main document among the relations: a zip archive, but no Word document")
	}
	body := top["officeDocument"][0]
	if f.entry(body) == nil {
		return nil, 0, fmt.Errorf("DOCX: the relations name %q as the main document, and the archive has no such part", body)
	}
	dir, base := path.Split(body)
	names, margins = []string{body}, 1
	rels := dir + "_rels/" + base + ".rels"
	if f.entry(rels) == nil {
		return names, margins, nil
	}
	more, err := f.relations(rels, dir)
	for _, kind := range kinds[1:] {
		for _, name := range more[kind] {
			if f.entry(name) != nil {
				names = append(names, name)
			}
		}
		if kind == "endnotes" {
			margins = len(names)
		}
	}
	return names, margins, err
}

// Write writes the document with edits, by paragraph number; the edits of a paragraph ascend and do not overlap. Parts
// without edits are copied as they are packed.
func (f *File) Write(w io.Writer, edits map[int][]splice.Edit) error {
	changed := map[string][]byte{}
	for i, p := range f.parts {
		by := map[int][]splice.Edit{}
		for n, e := range edits {
			if n < 0 || n >= len(f.places) {
				return fmt.Errorf("DOCX: paragraph %d of %d", n, len(f.places))
			}
			if f.places[n].part == i && len(e) > 0 {
				by[f.places[n].paragraph] = e
			}
		}
		if len(by) == 0 {
			continue
		}
		data, err := p.edited(by)
		if err != nil {
			return fmt.Errorf("DOCX: %s: %w", p.name, err)
		}
		changed[strings.ToLower(p.name)] = data
	}
	return f.pack(w, changed)
}

// pack writes the archive with some entries changed.
func (f *File) pack(w io.Writer, changed map[string][]byte) error {
	z := zip.NewWriter(w)
	for _, e := range f.zip.File {
		data, ok := changed[strings.ToLower(e.Name)]
		if !ok {
			if err := z.Copy(e); err != nil {
				return fmt.Errorf("DOCX: %s: %w", e.Name, err)
			}
			continue
		}
		out, err := z.CreateHeader(&zip.FileHeader{Name: e.Name, Method: zip.Deflate, Modified: e.Modified})
		if err == nil {
			_, err = out.Write(data)
		}
		if err != nil {
			return fmt.Errorf("DOCX: %s: %w", e.Name, err)
		}
	}
	return z.Close()
}
