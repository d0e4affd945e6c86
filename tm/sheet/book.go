package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

// Limits of a workbook, against archives that unpack to more than anyone can mean.
const (
	maxEntries = 10_000
	maxSheets  = 1000
	maxPacked  = 1 << 30  // bytes of a workbook that does not come from a file
	maxSmall   = 4 << 20  // bytes of a part that says where others are, unpacked
	maxStyles  = 64 << 20 // bytes of the styles, unpacked
	maxTexts   = 4 << 30  // bytes of the shared texts, unpacked
	maxSheet   = 1 << 40  // bytes of a sheet, unpacked
	maxRatio   = 100      // a part may unpack to so many times its packed size, above 1 MB; a sheet packs to a tenth
	maxBookRow = 4 << 20  // bytes of the XML of a row, a shared text or a style
)

// compound begins the files of old Office, and those of new Office that have a password.
var compound = []byte{0xd0, 0xcf, 0x11, 0xe0}

// A book is an XLSX workbook that is being read: Office Open XML (ECMA-376), transitional or strict, whatever its
// namespaces and their prefixes. One is read here and not by a library because the one there is takes a sheet that is cut
// off or damaged for one that ends there, and unpacks parts into memory whole.
type book struct {
	zip    *zip.Reader
	sheets []bookSheet // in the order of their tabs
	at     int         // number of the sheet that is read, 1 for the first
	sheet  *sheetReader
	texts  *textStore
	plain  []bool   // by style of a cell: a number in it looks as it is stored
	spool  *os.File // the workbook, if it did not come from a file
}

type bookSheet struct{ name, part string }

// openBook reads what stands before the sheets. It must be closed, also after an error.
func openBook(r io.Reader) (b *book, err error) {
	b = &book{texts: &textStore{}}
	f, ok := r.(*os.File)
	if info, err := stat(f); !ok || err != nil || !info.Mode().IsRegular() {
		if b.spool, err = spooled(r); err != nil {
			return b, err
		}
		f = b.spool
	}
	info, err := f.Stat()
	if err != nil {
		return b, err
	}
	if b.zip, err = zip.NewReader(f, info.Size()); err != nil {
		return b, notBook(f, err)
	}
	if len(b.zip.File) > maxEntries {
		return b, fmt.Errorf("no XLSX: an archive of %d entries, at most %d are read", len(b.zip.File), maxEntries)
	}
	return b, b.index()
}

func stat(f *os.File) (os.FileInfo, error) {
	if f == nil {
		return nil, os.ErrInvalid
	}
	return f.Stat()
}

// spooled copies a stream into a file that is gone when it is closed.
func spooled(r io.Reader) (*os.File, error) {
	f, err := temporary()
	if err != nil {
		return nil, err
	}
	n, err := io.Copy(f, io.LimitReader(r, maxPacked+1))
	if err == nil && n > maxPacked {
		err = fmt.Errorf("a workbook of more than %d MB", maxPacked>>20)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// temporary makes a file that nobody else sees, where the system allows to take its name away while it is open.
func temporary() (*os.File, error) {
	f, err := os.CreateTemp("", "aztm-*")
	if err == nil {
		os.Remove(f.Name())
	}
	return f, err
}

func notBook(f io.ReaderAt, err error) error {
	start := make([]byte, len(compound))
	if _, err := f.ReadAt(start, 0); err == io.EOF {
		return errors.New("no XLSX: the file is empty or cut off")
	}
	if bytes.Equal(start, compound) {
		return hint(errors.New("no XLSX: a file of old Excel, or one with a password"), "save it as .xlsx, without a password")
	}
	if errors.Is(err, zip.ErrFormat) {
		return hint(errors.New("no XLSX: not a zip archive, or one that is cut off"), "--format tsv or csv reads a table of text")
	}
	return fmt.Errorf("no XLSX: %w", err)
}

// close gives back what openBook took.
func (b *book) close() error {
	b.texts.close()
	if b.spool != nil {
		os.Remove(b.spool.Name())
		return b.spool.Close()
	}
	return nil
}

// A relations part says where other parts are.
type relations struct {
	List []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// index finds the sheets, the shared texts and the styles.
func (b *book) index() error {
	const root = "xl/workbook.xml"
	workbook := root
	var rels relations
	if b.small("_rels/.rels", &rels) == nil {
		for _, r := range rels.List {
			if strings.HasSuffix(r.Type, "/officeDocument") {
				workbook = within("", r.Target)
			}
		}
	}
	var list struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.small(workbook, &list); err != nil {
		return err
	}
	folder, name := path.Split(workbook)
	rels = relations{}
	if err := b.small(folder+"_rels/"+name+".rels", &rels); err != nil {
		return err
	}
	parts := map[string]string{}
	for _, r := range rels.List {
		part := within(folder, r.Target)
		var err error
		switch path.Base(r.Type) {
		case "worksheet":
			parts[r.ID] = part
		case "sharedStrings":
			err = b.readTexts(part)
		case "styles":
			err = b.readStyles(part)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range list.Sheets {
		if part := parts[s.ID]; part != "" { // a chart has no cells
			b.sheets = append(b.sheets, bookSheet{s.Name, part})
		}
	}
	switch n := len(b.sheets); {
	case n == 0:
		return errors.New("no XLSX: a workbook without a sheet")
	case n > maxSheets:
		return fmt.Errorf("no XLSX: a workbook of %d sheets, at most %d are read", n, maxSheets)
	}
	return nil
}

// within is the name of a part that a part in a folder names.
func within(folder, target string) string {
	if rest, ok := strings.CutPrefix(target, "/"); ok {
		return path.Clean(rest)
	}
	return path.Join(folder, target)
}

// small reads a part that is not large.
func (b *book) small(part string, v any) error {
	r, err := b.open(part, maxSmall)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := xml.NewDecoder(r).Decode(v); err != nil {
		return fmt.Errorf("no XLSX: %s: %w", part, err)
	}
	return nil
}

// entry is the entry of a part.
func (b *book) entry(part string) (*zip.File, error) {
	i := slices.IndexFunc(b.zip.File, func(e *zip.File) bool { return strings.EqualFold(e.Name, part) })
	if i < 0 {
		return nil, fmt.Errorf("no XLSX: %s is missing from the archive", part)
	}
	return b.zip.File[i], nil
}

// open opens a part within the limits. The archive's reader ends with an error where it unpacks to more than it says.
func (b *book) open(part string, most uint64) (io.ReadCloser, error) {
	e, err := b.entry(part)
	if err != nil {
		return nil, err
	}
	if e.Flags&1 != 0 {
		return nil, fmt.Errorf("no XLSX: %s is encrypted", part)
	}
	if e.UncompressedSize64 > 1<<20 {
		most = min(most, maxRatio*e.CompressedSize64)
	}
	if e.UncompressedSize64 > most {
		return nil, fmt.Errorf("%s would unpack to %d bytes from %d: a zip bomb, or no table of texts", part, e.UncompressedSize64, e.CompressedSize64)
	}
	r, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("no XLSX: %s: %w", part, err)
	}
	return r, nil
}

// readStyles notes in which styles a number looks as it is stored: those of the formats General and text.
func (b *book) readStyles(part string) error {
	r, err := b.open(part, maxStyles)
	if err != nil {
		return err
	}
	in := newSheetReader(b, r)
	defer in.close()
	cells := false
	for {
		in.in.n = 0
		tok, err := in.token()
		if err != nil {
			return fmt.Errorf("no XLSX: %s: %w", part, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			cells = cells || t.Name.Local == "cellXfs"
			if cells && t.Name.Local == "xf" {
				format := attr(t, "numFmtId")
				b.plain = append(b.plain, format == "" || format == "0" || format == "49")
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" || t.Name.Local == "styleSheet" {
				return nil
			}
		}
	}
}

// nextSheet goes on to the next sheet, io.EOF after the last.
func (b *book) nextSheet() error {
	if b.sheet != nil {
		b.sheet.close()
		b.sheet = nil
	}
	if b.at == len(b.sheets) {
		return io.EOF
	}
	s := b.sheets[b.at]
	b.at++
	r, err := b.open(s.part, maxSheet)
	if err != nil {
		return err
	}
	b.sheet = newSheetReader(b, r)
	return nil
}

// name is the name of the sheet that is read.
func (b *book) name() string { return b.sheets[b.at-1].name }

// next returns the next row of the sheet that has a cell with a text, valid until the next call; io.EOF after the last.
func (b *book) next() (row, error) {
	r, err := b.sheet.next()
	if err != nil && err != io.EOF {
		err = fmt.Errorf("sheet %q, row %d: %w", b.name(), b.sheet.number, err)
	}
	return r, err
}
