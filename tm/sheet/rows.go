package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// textRows reads the rows of a TSV or CSV.
//
// A CSV is read by RFC 4180: a cell that begins with a quote ends with one, and may hold newlines. In a TSV a quote is a
// letter like others, but spreadsheets put quotes around a cell that holds a tab, a newline or a quote, and Excel around one
// that holds a comma. So a cell in quotes loses them if, and only if, it needed them; and it goes on in the next line only
// where its own line, taken by the letter, has too few cells and the lines together have as many as the head.
type textRows struct {
	in      lines
	comma   byte
	csv     bool // quotes by RFC 4180
	excel   bool // of a TSV: a comma needs quotes too
	quoted  bool // of a TSV: every cell of the head is in quotes, so they need no reason
	columns int  // cells of the head row, 0 while it is read
	own     int  // of a TSV: cell of the JSON object of a table that aztm wrote, -1 if there is none

	cells []string
	raw   []byte   // the lines of the row, where it has quotes
	more  [][]byte // of a TSV: those behind the first
	err   error    // met while a row was read on
}

// maxAhead bounds how far a cell of a TSV may go on, in bytes.
const maxAhead = 1 << 20

// next returns the next row that is not empty, valid until the next call; io.EOF after the last.
func (t *textRows) next() (row, error) {
	for {
		line, err := t.in.next()
		if err != nil {
			return row{}, t.in.failed(err)
		}
		if len(ends(line)) == 0 {
			continue
		}
		r := row{line: t.in.line}
		if err := t.cut(line); err != nil {
			return row{}, fmt.Errorf("line %d: %w", r.line, err)
		}
		if len(t.cells) > maxColumns {
			return row{}, fmt.Errorf("line %d: %w", r.line, errTooWide)
		}
		if slices.ContainsFunc(t.cells, func(s string) bool { return !utf8.ValidString(s) }) {
			r.fault = errUTF8
		}
		r.cells = t.cells
		return r, nil
	}
}

// cut cuts the row that begins with a line into cells.
func (t *textRows) cut(line []byte) error {
	quotes := bytes.IndexByte(line, '"') >= 0
	if quotes {
		t.raw, t.more = append(t.raw[:0], line...), nil
	}
	if quotes && t.csv {
		if !t.byQuotes(true) && t.err == nil {
			return hint(errors.New("a cell begins with a quote that is never closed"), "a quote within a cell in quotes is written twice")
		}
		return t.err
	}
	t.byLetter(ends(line))
	asWritten := t.own >= 0 && len(t.cells) > t.own && strings.HasPrefix(t.cells[t.own], "{")
	if quotes && !asWritten {
		t.bySpreadsheet()
	}
	return t.err
}

// byLetter cuts a line at each separator.
func (t *textRows) byLetter(line []byte) {
	t.cells = t.cells[:0]
	text := string(line) // one allocation a row: the cells are parts of it
	for {
		i := strings.IndexByte(text, t.comma)
		if i < 0 || len(t.cells) > maxColumns {
			t.cells = append(t.cells, text)
			return
		}
		t.cells = append(t.cells, text[:i])
		text = text[i+1:]
	}
}

// bySpreadsheet cuts a row of a TSV anew, as a spreadsheet would have written it.
func (t *textRows) bySpreadsheet() {
	first := len(t.raw)
	t.byQuotes(len(t.cells) < t.columns)
	if len(t.more) > 0 && len(t.cells) != t.columns {
		t.giveBack(first, 0)
		t.byQuotes(false)
	}
}

// byQuotes cuts raw at the separators where no cell is in quotes; on says whether such a cell may go on in the next line.
// It returns false if a cell of a CSV has no end.
func (t *textRows) byQuotes(on bool) bool {
	t.cells = t.cells[:0]
	for i := 0; ; i++ {
		cell, end := "", -1
		if i < len(t.raw) && t.raw[i] == '"' {
			end = t.closing(i, on)
			if end < 0 && t.csv {
				return false
			}
			if end >= 0 && !t.needed(t.raw[i+1:end]) {
				end = -1
			}
		}
		rest := ends(t.raw)
		if end >= 0 {
			cell, i = strings.ReplaceAll(string(rest[i+1:end]), `""`, `"`), end+1
		} else {
			n := bytes.IndexByte(rest[i:], t.comma)
			if n < 0 {
				n = len(rest) - i
			}
			cell, i = string(rest[i:i+n]), i+n
		}
		t.cells = append(t.cells, cell)
		if i >= len(rest) || len(t.cells) > maxColumns {
			return true
		}
	}
}

// closing is the place of the quote that ends the cell which begins with the one at i, -1 if there is none.
func (t *textRows) closing(i int, on bool) int {
	size, count := len(t.raw), len(t.more)
	for j := i + 1; ; {
		k := bytes.IndexByte(t.raw[j:], '"')
		if k < 0 {
			j = len(t.raw)
			if on && t.readOn() {
				continue
			}
			t.giveBack(size, count)
			return -1
		}
		j += k + 1
		behind := t.raw[j:]
		switch {
		case len(ends(behind)) == 0 || behind[0] == t.comma:
			return j - 1
		case behind[0] == '"':
			j++
		case !t.csv: // a stray quote of a CSV is a letter
			t.giveBack(size, count)
			return -1
		}
	}
}

// readOn adds the next line to raw.
func (t *textRows) readOn() bool {
	if len(t.raw) > maxRow || !t.csv && len(t.raw) > maxAhead {
		return false
	}
	line, err := t.in.next()
	if err != nil {
		if err != io.EOF {
			t.err = err
		}
		return false
	}
	if !t.csv {
		t.more = append(t.more, bytes.Clone(line))
	}
	t.raw = append(t.raw, line...)
	return true
}

// giveBack takes the lines behind the first count of more off raw, which is size bytes long then.
func (t *textRows) giveBack(size, count int) {
	t.in.unread(t.more[count:])
	t.raw, t.more = t.raw[:size], t.more[:count]
}

// needed says whether a cell has to stand in quotes.
func (t *textRows) needed(cell []byte) bool {
	return t.csv || t.quoted || bytes.ContainsAny(cell, "\"\t\r\n") || t.excel && bytes.IndexByte(cell, ',') >= 0
}
