package sheet

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"aztm/tm"
)

// A Reader reads the units of a table.
type Reader struct {
	head
	rows     interface{ next() (row, error) } // rows with a text; io.EOF after the last
	book     *book                            // rows, if they are those of a workbook
	cell     func(string) string              // takes back what the writer did to a text
	said     []string                         // what the caller says of the columns, until the first row is read
	headless error                            // what is wrong with the first sheet that has no head
	warnings []tm.Warning
	edited   tm.Warning // the first text that was edited and so lost its inline codes
	more     int        // further ones
}

// A row is a row of a table.
type row struct {
	cells []string
	line  int   // 1-based: where it begins, or the number that a spreadsheet gives it
	shown []int // cells that hold a number or an error, of which a spreadsheet makes what it shows
	fault error // why it cannot be used; the rows below it can
}

var (
	errUTF8    = errors.New("not UTF-8")
	errShown   = errors.New("a number, a date or an error, of which the spreadsheet makes what it shows: format the column as text")
	errTooWide = fmt.Errorf("more than %d cells in a row: no table of texts", maxColumns)
)

// NewReader reads the head row of a table. comma is '\t' for TSV, or ',' for CSV, which may have semicolons or tabs as
// well. columns names the languages of the columns of a table without a head row, "-" for one to pass over; nil if it has
// one.
//
// Columns that are headed by something else are passed over. The text is UTF-8 or UTF-16.
func NewReader(r io.Reader, comma rune, columns []string) (*Reader, error) {
	b, wide, err := decoded(r)
	if err != nil {
		return nil, err
	}
	rows := &textRows{in: lines{b: b}, comma: byte(comma), csv: comma == ',', excel: wide, own: -1}
	if rows.csv {
		start, _ := b.Peek(peeked)
		comma, said := separator(start, columns)
		rows.comma = comma
		if said > 0 {
			b.Discard(said)
			rows.in.line++
		}
	}
	t := &Reader{rows: rows, said: columns, cell: asItStands}
	if err := t.open(); err != nil {
		return nil, err
	}
	rows.columns = t.columns
	if t.own >= 0 && rows.csv {
		t.cell = unguarded
	} else if t.own >= 0 {
		rows.own, t.cell = t.own, unescaped
	}
	return t, nil
}

func asItStands(s string) string { return s }

// NewBookReader reads an XLSX workbook: every sheet that has a head row, or the first if columns names its columns as for
// NewReader. It reads a file from within, and another stream to its end first. It must be closed.
func NewBookReader(r io.Reader, columns []string) (*Reader, error) {
	b, err := openBook(r)
	t := &Reader{rows: b, book: b, said: columns, cell: asItStands}
	if err == nil && columns != nil {
		for _, s := range b.sheets[1:] {
			t.warn(0, fmt.Sprintf("sheet %q passed over: --columns is for the first", s.name))
		}
		b.sheets = b.sheets[:1]
	}
	if err == nil {
		err = t.firstSheet()
	}
	if err != nil {
		return nil, errors.Join(err, b.close())
	}
	return t, nil
}

// Close gives back what a workbook takes while it is read.
func (t *Reader) Close() error {
	if t.book == nil {
		return nil
	}
	return t.book.close()
}

// firstSheet goes on to the first sheet with a head. The error of a workbook without any is that of its first sheet.
func (t *Reader) firstSheet() error {
	err := t.nextSheet()
	if err == io.EOF {
		return fmt.Errorf("sheet %q: %w", t.book.sheets[0].name, t.headless)
	}
	return err
}

// nextSheet goes on to the next sheet with a head; io.EOF if there is none.
func (t *Reader) nextSheet() error {
	for {
		if err := t.book.nextSheet(); err != nil {
			return err
		}
		err := t.open()
		if _, ok := err.(unheaded); !ok {
			return err
		}
		if t.headless == nil {
			t.headless = err
		}
		t.warn(0, fmt.Sprintf("sheet %q passed over: %v", t.book.name(), err))
	}
}

// open reads the head row, if there should be one.
func (t *Reader) open() error {
	if t.said != nil {
		var err error
		t.head, err = saidHead(t.said)
		return err
	}
	r, err := t.rows.next()
	if err == io.EOF {
		return unheaded{errors.New("no table: it is empty"), ""}
	}
	if err != nil {
		return err
	}
	if r.fault != nil {
		return fmt.Errorf("line %d: %w", r.line, r.fault)
	}
	return t.take(r)
}

// take makes a row the head.
func (t *Reader) take(r row) error {
	cells := r.cells
	if x, ok := t.rows.(*textRows); ok && !x.csv && allQuoted(cells) {
		x.quoted = true
		cells = slices.Clone(cells)
		for i, c := range cells {
			cells[i] = c[1 : len(c)-1]
		}
	}
	h, passed, err := readHead(cells, r.line)
	if err != nil {
		return err
	}
	t.head = h
	if len(passed) > 0 {
		t.warn(r.line, t.place()+"columns passed over, which name no language: "+listed(passed))
	}
	return nil
}

func allQuoted(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return len(c) < 2 || c[0] != '"' || c[len(c)-1] != '"' })
}

func (t *Reader) warn(line int, message string) {
	t.warnings = append(t.warnings, tm.Warning{Line: line, Message: message})
}

// Warnings returns what was noticed so far.
func (t *Reader) Warnings() []tm.Warning {
	if t.edited.Message == "" {
		return t.warnings
	}
	w := t.edited
	if t.more > 0 {
		w.Message += fmt.Sprintf("; so are those of %d more", t.more)
	}
	return append(slices.Clone(t.warnings), w)
}

// Next returns the next unit, io.EOF after the last, a *tm.Refused for a row that holds none, or the error that ends the file.
// A blank cell of a language column is a variant without a text, as long as the row has any text.
func (t *Reader) Next() (tm.Unit, error) {
	for {
		r, err := t.rows.next()
		if err == io.EOF && t.book != nil {
			if err = t.nextSheet(); err == nil {
				continue
			}
		}
		if err != nil {
			return tm.Unit{}, err
		}
		if !slices.ContainsFunc(r.cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			continue
		}
		if t.said != nil {
			first := t.heads(r.cells)
			if t.said = nil; first {
				t.warn(r.line, "a head row, passed over")
				continue
			}
		}
		u, err := t.unit(r)
		if err != nil {
			return u, &tm.Refused{Line: r.line, TUID: u.TUID, Message: t.place() + err.Error()}
		}
		return u, nil
	}
}

func (t *Reader) unit(r row) (u tm.Unit, err error) {
	if r.fault != nil {
		return u, r.fault
	}
	for i := t.columns; i < len(r.cells); i++ {
		if strings.TrimSpace(r.cells[i]) != "" {
			return u, fmt.Errorf("%d cells, but %s %d columns", i+1, t.named, t.columns)
		}
	}
	u.Confidence = tm.NoConfidence
	listed := false
	if own := cellAt(r, t.own); own != "" {
		var x record
		if x, err = parseRecord([]byte(t.cell(own))); err == nil {
			u, err = x.unit()
		}
		if err != nil {
			return u, fmt.Errorf("column aztm: %w", err)
		}
		listed = true
	}
	if listed {
		err = t.fill(&u, r)
	} else {
		err = t.texts(&u, r)
	}
	return u, err
}

// place names the sheet of a row, if it is not the first: the line is that in the sheet.
func (t *Reader) place() string {
	if t.book == nil || t.book.at < 2 {
		return ""
	}
	return fmt.Sprintf("sheet %q: ", t.book.name())
}

// cellAt is a cell of a row, "" for one that it lacks.
func cellAt(r row, i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// text is the text of a column.
func (t *Reader) text(r row, c column) (string, error) {
	if slices.Contains(r.shown, c.place) {
		return "", fmt.Errorf("cell %s%d: %w", columnName(c.place), r.line, errShown)
	}
	return t.cell(cellAt(r, c.place)), nil
}

// texts gives u a variant for each language column.
func (t *Reader) texts(u *tm.Unit, r row) error {
	u.Variants = make([]tm.Variant, 0, len(t.langs))
	full := false
	for _, c := range t.langs {
		text, err := t.text(r, c)
		if err != nil {
			return err
		}
		full = full || strings.TrimSpace(text) != ""
		u.Variants = append(u.Variants, tm.Variant{Lang: c.lang, Text: text})
	}
	if !full {
		return errors.New("no text in any language")
	}
	return nil
}

// fill gives the variants that the column aztm lists their texts: the nth of a language stands in its nth column. A text
// that is not listed is a further variant. Where a text is other than its markup says, the cell was edited: the markup goes.
func (t *Reader) fill(u *tm.Unit, r row) error {
	listed := len(u.Variants)
	for _, c := range t.langs {
		text, err := t.text(r, c)
		if err != nil {
			return err
		}
		k := nth(u.Variants[:listed], c)
		switch {
		case k < 0 && text != "":
			u.Variants = append(u.Variants, tm.Variant{Lang: c.lang, Text: text})
		case k >= 0:
			v := &u.Variants[k]
			if v.Markup != "" && v.Text != text {
				v.Markup = ""
				t.lostCodes(r.line, c.lang)
			}
			v.Text = text
		}
	}
	if len(u.Variants) == 0 {
		return errors.New("no text in any language")
	}
	return nil
}

// lostCodes notes a text that was edited where its inline codes stood elsewhere.
func (t *Reader) lostCodes(line int, lang string) {
	if t.edited.Message != "" {
		t.more++
		return
	}
	t.edited = tm.Warning{Line: line, Message: fmt.Sprintf("%sthe %s text was edited: its inline codes are left out", t.place(), lang)}
}

// nth is the variant that stands in a column, -1 if there is none.
func nth(vs []tm.Variant, c column) int {
	n := 0
	for k, v := range vs {
		if v.Lang == c.lang {
			if n == c.nth {
				return k
			}
			n++
		}
	}
	return -1
}
