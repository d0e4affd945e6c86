package sheet

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"aztm/tm"
)

// A Writer writes units as a table.
type Writer struct {
	langs  []column
	bare   bool
	row    func(cells []string) error
	end    func() error
	cells  []string
	taken  []bool // columns of the row that hold a text
	units  int
	broken int // texts whose tabs and newlines became spaces
	extra  int // texts that no column was left for
}

// NewWriter writes the head row of a table: '\t' is TSV, ',' is CSV. langs are the tags of the units, each as often as one
// may hold it. A bare table, for other tools, has columns for these alone, and texts that find none are left out; else the
// column aztm keeps them.
func NewWriter(w io.Writer, comma rune, langs []string, bare bool) (*Writer, error) {
	b := bufio.NewWriterSize(w, 64<<10)
	t := &Writer{bare: bare, end: b.Flush}
	if comma == '\t' {
		t.row = t.tabs(b)
	} else {
		c := csv.NewWriter(b)
		c.Comma = comma
		t.row = t.quotes(c)
		t.end = func() error {
			c.Flush()
			return errors.Join(c.Error(), b.Flush())
		}
	}
	return t, t.open(langs)
}

// open writes the head row.
func (t *Writer) open(langs []string) error {
	var h head
	var cells []string
	for _, l := range langs {
		if t.bare || ownColumn(l) {
			h.add(len(cells), l)
			cells = append(cells, l)
		}
	}
	t.langs = h.langs
	if !t.bare {
		cells = append(cells, ownHeads...)
	}
	t.cells, t.taken = make([]string, len(cells)), make([]bool, len(cells))
	return t.row(cells)
}

func (t *Writer) tabs(b *bufio.Writer) func([]string) error {
	write := escaped
	if t.bare {
		write = t.spaced
	}
	return func(cells []string) error {
		for i, c := range cells {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(write(c))
		}
		return b.WriteByte('\n')
	}
}

func (t *Writer) quotes(c *csv.Writer) func([]string) error {
	if t.bare {
		return c.Write
	}
	return func(cells []string) error {
		for i := range cells {
			cells[i] = guarded(cells[i])
		}
		return c.Write(cells)
	}
}

var spacer = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// spaced puts spaces in place of what ends a cell of a TSV.
func (t *Writer) spaced(s string) string {
	if strings.ContainsAny(s, "\t\r\n") {
		t.broken++
		return spacer.Replace(s)
	}
	return s
}

// Write writes one unit as a row. The error of a text that does not fit in a cell names the unit.
func (t *Writer) Write(u tm.Unit) error {
	t.units++
	clear(t.cells)
	clear(t.taken)
	r := fromUnit(u)
	last, plain := -1, true // plain: the cells say all of the variants
	for k, v := range u.Variants {
		i := t.place(v.Lang)
		if i < 0 {
			plain = false
			t.extra++
			continue
		}
		plain = plain && i > last && v.Text != "" && r.Variants[k].textOnly()
		t.cells[i], t.taken[i], last = v.Text, true, i
		if v.Markup == "" {
			r.Variants[k].Text = ""
		}
	}
	if plain {
		r.Variants = nil
	}
	if !t.bare {
		if err := t.about(u, r); err != nil {
			return err
		}
	}
	if err := t.row(t.cells); err != nil {
		return fmt.Errorf("unit %s: %w", cmp.Or(u.TUID, fmt.Sprint(t.units)), err)
	}
	return nil
}

// place is the first column of a language that is not taken, -1 if there is none.
func (t *Writer) place(lang string) int {
	for _, c := range t.langs {
		if c.lang == lang && !t.taken[c.place] {
			return c.place
		}
	}
	return -1
}

// about fills the columns that are no texts.
func (t *Writer) about(u tm.Unit, r record) (err error) {
	about := t.cells[len(t.cells)-len(ownHeads):]
	for _, v := range u.Variants {
		if v.Source.Path != "" || v.Source.Date != "" {
			about[0], about[1] = v.Source.Path, v.Source.Date
			break
		}
	}
	about[2] = string(u.Status)
	about[3], err = r.json()
	return err
}

// Warnings says what could not be written as it was.
func (t *Writer) Warnings() []string {
	var out []string
	if t.broken > 0 {
		out = append(out, fmt.Sprintf("texts with tabs or newlines, which became spaces: %d", t.broken))
	}
	if t.bare && t.extra > 0 {
		out = append(out, fmt.Sprintf("texts that the table has no column for, left out: %d", t.extra))
	}
	return out
}

// Close writes the end and flushes what was written; the underlying writer stays open.
func (t *Writer) Close() error { return t.end() }
