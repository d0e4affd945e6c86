package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// maxRows is how many rows a sheet of Excel has, maxColumns how many cells of a row are read: it has sixteen times as many.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 10
)

// A meteredReader fails when more bytes are read than may be before it is set back.
type meteredReader struct {
	io.Reader
	n int
}

var errRowTooLong = fmt.Errorf("more than %d MB of XML in one row or text", maxBookRow>>20)

func (m *meteredReader) Read(p []byte) (int, error) {
	if m.n > maxBookRow {
		return 0, errRowTooLong
	}
	n, err := m.Reader.Read(p)
	m.n += n
	return n, err
}

// A sheetReader reads the rows of a sheet.
type sheetReader struct {
	book   *book
	part   io.ReadCloser
	in     *meteredReader
	d      *xml.Decoder
	number int // of the row, 1-based
	cells  []string
	shown  []int
	value  []byte
}

func newSheetReader(b *book, part io.ReadCloser) *sheetReader {
	in := &meteredReader{Reader: part}
	return &sheetReader{book: b, part: part, in: in, d: xml.NewDecoder(in)}
}

func (s *sheetReader) close() { s.part.Close() }

// token returns the next tag or text. The end of a part is an error: what is read here ends with a tag.
func (s *sheetReader) token() (xml.Token, error) {
	tok, err := s.d.RawToken()
	if err == io.EOF {
		err = errors.New("it ends within the table: the workbook is cut off")
	}
	return tok, err
}

func (s *sheetReader) next() (row, error) {
	for {
		tok, err := s.token()
		if err != nil {
			return row{}, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				s.in.n = 0
				if err := s.row(t); err != nil {
					return row{}, err
				}
				if len(s.cells) > 0 {
					return row{cells: s.cells, line: s.number, shown: s.shown}, nil
				}
			}
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				if _, err := io.Copy(io.Discard, s.part); err != nil { // its check sum is known at the end
					return row{}, err
				}
				return row{}, io.EOF
			}
		}
	}
}

// row reads the cells of a row.
func (s *sheetReader) row(start xml.StartElement) error {
	s.number++
	s.cells, s.shown = s.cells[:0], s.shown[:0]
	if r := attr(start, "r"); r != "" {
		n, err := strconv.Atoi(r)
		if err != nil || n < 1 {
			return fmt.Errorf("row number %q", r)
		}
		s.number = n
	}
	if s.number > maxRows {
		return fmt.Errorf("more than %d rows, which a sheet has", maxRows)
	}
	for place := -1; ; {
		tok, err := s.token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			place++
			if ref := attr(t, "r"); ref != "" {
				place = columnPlace(ref)
			}
			if place < 0 {
				return fmt.Errorf("no cell of a sheet: %q", attr(t, "r"))
			}
			if err := s.cell(t, place); err != nil {
				return err
			}
		}
	}
}

// columnPlace is the place of the column that a reference as B5 names, from 0; -1 if it names none.
func columnPlace(ref string) int {
	n := 0
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// cell reads a cell into its place.
func (s *sheetReader) cell(start xml.StartElement, place int) error {
	if err := s.read("c", "v", "t"); err != nil {
		return err
	}
	value, shown := string(s.value), false
	if value == "" {
		return nil
	}
	switch kind := attr(start, "t"); kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			n = -1
		}
		if value, err = s.book.texts.get(n); err != nil {
			return fmt.Errorf("cell %s%d: %w", columnName(place), s.number, err)
		}
	case "b":
		value = map[string]string{"0": "FALSE", "1": "TRUE"}[value]
	case "e":
		shown = true
	case "", "n":
		style, _ := strconv.Atoi(attr(start, "s"))
		shown = style >= 0 && style < len(s.book.plain) && !s.book.plain[style]
		value = number(value)
	default:
		value = decodeUnits(value)
	}
	if place >= maxColumns {
		return errTooWide
	}
	for len(s.cells) <= place {
		s.cells = append(s.cells, "")
	}
	s.cells[place] = value
	if shown {
		s.shown = append(s.shown, place)
	}
	return nil
}

// read reads up to the end of an element; value is the text in the elements of these names, but for readings of Japanese.
func (s *sheetReader) read(element string, names ...string) error {
	s.value = s.value[:0]
	taking, reading := false, false
	for {
		tok, err := s.token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			taking = slices.Contains(names, t.Name.Local)
			reading = reading || t.Name.Local == "rPh"
		case xml.EndElement:
			if t.Name.Local == element {
				return nil
			}
			taking = false
			reading = reading && t.Name.Local != "rPh"
		case xml.CharData:
			if taking && !reading {
				s.value = append(s.value, t...)
			}
		}
	}
}

// number is a stored number as a cell without a format shows it: with 15 digits at most, so that 0.1+0.2 is 0.3.
func number(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
