// Package sheet reads and writes units as tables and lines: TSV and CSV with a column a
// language, and JSON lines with an object a unit.
//
// A table's first row names its columns. Columns named by a language tag hold texts (a
// language may stand twice), the others are: document, date and status, for the reader;
// and aztm, a JSON object of all that the table has no column for, so that a round trip
// loses nothing. A table from elsewhere needs only its language columns. In TSV a tab, a
// newline and a backslash of a text are written \t, \n and \\, and read back where the
// table has the column aztm.
package sheet

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/text/language"

	"aztm/tm"
)

// A record is a unit as JSON. Its names are stable.
type record struct {
	TUID       string     `json:"tuid,omitempty"`
	Variants   []variant  `json:"variants,omitempty"`
	Status     tm.Status  `json:"status,omitempty"`
	Confidence *float64   `json:"confidence,omitempty"`
	Edited     bool       `json:"edited,omitempty"`
	Story      string     `json:"story,omitempty"`
	Position   int        `json:"position,omitempty"`
	Context    string     `json:"context,omitempty"`
	Created    string     `json:"created,omitempty"`
	Changed    string     `json:"changed,omitempty"`
	Attrs      []tm.Field `json:"attrs,omitempty"`
	Notes      []tm.Field `json:"notes,omitempty"`
	Props      []tm.Field `json:"props,omitempty"`
}

type variant struct {
	Lang     string     `json:"lang,omitempty"`
	Text     string     `json:"text,omitempty"`
	Markup   string     `json:"markup,omitempty"`
	Document string     `json:"document,omitempty"`
	Headline string     `json:"headline,omitempty"`
	Date     string     `json:"date,omitempty"`
	Attrs    []tm.Field `json:"attrs,omitempty"`
	Notes    []tm.Field `json:"notes,omitempty"`
	Props    []tm.Field `json:"props,omitempty"`
}

func fromUnit(u tm.Unit) record {
	r := record{TUID: u.TUID, Status: u.Status, Edited: u.Edited, Story: u.Story, Position: u.Position, Context: u.Context,
		Created: stamp(u.Created), Changed: stamp(u.Changed), Attrs: u.Attrs, Notes: u.Notes, Props: u.Props}
	if u.Confidence >= 0 {
		r.Confidence = &u.Confidence
	}
	for _, v := range u.Variants {
		r.Variants = append(r.Variants, variant{v.Lang, v.Text, v.Markup, v.Source.Path, v.Source.Headline, v.Source.Date, v.Attrs, v.Notes, v.Props})
	}
	return r
}

func (r record) unit() (tm.Unit, error) {
	u := tm.Unit{TUID: r.TUID, Status: r.Status, Confidence: tm.NoConfidence, Edited: r.Edited, Story: r.Story, Position: r.Position,
		Context: r.Context, Attrs: r.Attrs, Notes: r.Notes, Props: r.Props}
	if r.Confidence != nil {
		u.Confidence = *r.Confidence
	}
	if r.Status != "" && !r.Status.Valid() {
		return u, fmt.Errorf("unknown status %q", r.Status)
	}
	var err error
	if u.Created, err = parseStamp(r.Created); err != nil {
		return u, err
	}
	if u.Changed, err = parseStamp(r.Changed); err != nil {
		return u, err
	}
	for _, v := range r.Variants {
		u.Variants = append(u.Variants, tm.Variant{Lang: v.Lang, Text: v.Text, Markup: v.Markup, Attrs: v.Attrs, Notes: v.Notes, Props: v.Props,
			Source: tm.Source{Path: v.Document, Headline: v.Headline, Date: v.Date}})
	}
	return u, nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func parseStamp(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	return t.UTC(), err
}

// maxLine bounds a line, in bytes.
const maxLine = 64 << 20

// A LineReader reads JSON lines: units as written by LineWriter, or plain objects of texts
// by language ({"az":"…","ru":"…"}).
type LineReader struct {
	s    *bufio.Scanner
	line int
}

// NewLineReader reads JSON lines from r.
func NewLineReader(r io.Reader) *LineReader {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	return &LineReader{s: s}
}

// Next returns the next unit, io.EOF after the last, or a *tm.Refused for a line that holds none.
func (l *LineReader) Next() (tm.Unit, error) {
	for l.s.Scan() {
		l.line++
		b := l.s.Bytes()
		if len(strings.TrimSpace(string(b))) == 0 {
			continue
		}
		u, err := parseLine(b)
		if err != nil {
			return tm.Unit{}, &tm.Refused{Line: l.line, Message: err.Error()}
		}
		return u, nil
	}
	if err := l.s.Err(); err != nil {
		return tm.Unit{}, fmt.Errorf("line %d: %w", l.line+1, err)
	}
	return tm.Unit{}, io.EOF
}

func parseLine(b []byte) (tm.Unit, error) {
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return tm.Unit{}, fmt.Errorf("not a JSON object of a unit: %w", err)
	}
	if len(r.Variants) > 0 {
		return r.unit()
	}
	var texts map[string]any
	if err := json.Unmarshal(b, &texts); err != nil {
		return tm.Unit{}, err
	}
	u := tm.Unit{Confidence: tm.NoConfidence}
	for _, lang := range sortedLangs(texts) {
		if s, ok := texts[lang].(string); ok && strings.TrimSpace(s) != "" {
			u.Variants = append(u.Variants, tm.Variant{Lang: lang, Text: s})
		}
	}
	if len(u.Variants) == 0 {
		return u, errors.New("no text in any language")
	}
	return u, nil
}

// sortedLangs lists the keys that are language tags: az, ru, en first, then by name.
func sortedLangs(m map[string]any) []string {
	var first, rest []string
	for _, l := range []string{"az", "ru", "en"} {
		if _, ok := m[l]; ok {
			first = append(first, l)
		}
	}
	for k := range m {
		if isLang(k) && k != "az" && k != "ru" && k != "en" {
			rest = append(rest, k)
		}
	}
	for i := range rest { // few keys
		for j := i; j > 0 && rest[j] < rest[j-1]; j-- {
			rest[j], rest[j-1] = rest[j-1], rest[j]
		}
	}
	return append(first, rest...)
}

func isLang(s string) bool {
	switch strings.ToLower(s) {
	case "document", "date", "status", "aztm", "id", "confidence":
		return false
	}
	_, err := language.Parse(s)
	return err == nil
}

// A LineWriter writes units as JSON lines.
type LineWriter struct {
	w *bufio.Writer
	e *json.Encoder
}

// NewLineWriter writes JSON lines to w.
func NewLineWriter(w io.Writer) *LineWriter {
	b := bufio.NewWriterSize(w, 64<<10)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return &LineWriter{b, e}
}

// Write writes one unit.
func (l *LineWriter) Write(u tm.Unit) error { return l.e.Encode(fromUnit(u)) }

// Close flushes what was written.
func (l *LineWriter) Close() error { return l.w.Flush() }

// A Reader reads a table. Comma is ',' for CSV or '\t' for TSV.
type Reader struct {
	next    func() ([]string, int, error) // a row and its 1-based line
	langs   map[int]string                // column → language
	aztm    int                           // column of the JSON object, -1 if there is none
	columns int
	escaped bool
}

// NewReader reads the head row of a table.
func NewReader(r io.Reader, comma rune) (*Reader, error) {
	t := &Reader{aztm: -1, langs: map[int]string{}}
	if comma == '\t' {
		t.next = tsvRows(r)
	} else {
		t.next = csvRows(r, comma)
	}
	head, _, err := t.next()
	if err == io.EOF {
		return nil, errors.New("no table: the file is empty")
	}
	if err != nil {
		return nil, err
	}
	t.columns = len(head)
	for i, h := range head {
		h = strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))
		switch {
		case h == "aztm":
			t.aztm, t.escaped = i, comma == '\t'
		case isLang(h):
			t.langs[i] = h
		}
	}
	if len(t.langs) == 0 {
		return nil, fmt.Errorf("line 1: no column is named by a language (az, ru, en): %q", strings.Join(head, " "))
	}
	return t, nil
}

func tsvRows(r io.Reader) func() ([]string, int, error) {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	line := 0
	return func() ([]string, int, error) {
		for s.Scan() {
			line++
			if text := strings.TrimSuffix(s.Text(), "\r"); text != "" {
				return strings.Split(text, "\t"), line, nil
			}
		}
		if err := s.Err(); err != nil {
			return nil, line, fmt.Errorf("line %d: %w", line+1, err)
		}
		return nil, line, io.EOF
	}
}

func csvRows(r io.Reader, comma rune) func() ([]string, int, error) {
	c := csv.NewReader(bufio.NewReaderSize(r, 64<<10))
	c.Comma, c.FieldsPerRecord, c.LazyQuotes = comma, -1, true
	return func() ([]string, int, error) {
		row, err := c.Read()
		line := 0
		if err == nil {
			line, _ = c.FieldPos(0)
		}
		return row, line, err
	}
}

// Next returns the next unit, io.EOF after the last, or a *tm.Refused for a row that holds none.
func (t *Reader) Next() (tm.Unit, error) {
	row, line, err := t.next()
	if err != nil {
		return tm.Unit{}, err
	}
	u, err := t.unit(row)
	if err != nil {
		return u, &tm.Refused{Line: line, Message: err.Error()}
	}
	return u, nil
}

func (t *Reader) unit(row []string) (tm.Unit, error) {
	if len(row) > t.columns {
		return tm.Unit{}, fmt.Errorf("%d cells, but the head row names %d columns", len(row), t.columns)
	}
	u := tm.Unit{Confidence: tm.NoConfidence}
	if t.aztm >= 0 && t.aztm < len(row) && row[t.aztm] != "" {
		var r record
		err := json.Unmarshal([]byte(t.cell(row[t.aztm])), &r)
		if err == nil {
			u, err = r.unit()
		}
		if err != nil {
			return u, fmt.Errorf("column aztm: %w", err)
		}
	}
	used := map[int]bool{}
	for i := range row {
		lang, ok := t.langs[i]
		if !ok || row[i] == "" {
			continue
		}
		if k := slot(u.Variants, lang, used); k >= 0 {
			u.Variants[k].Text = t.cell(row[i])
			used[k] = true
		} else {
			used[len(u.Variants)] = true
			u.Variants = append(u.Variants, tm.Variant{Lang: lang, Text: t.cell(row[i])})
		}
	}
	if len(u.Variants) == 0 {
		return u, errors.New("no text in any language")
	}
	return u, nil
}

// slot is the first variant of lang that has no text from the table yet, -1 if there is none.
func slot(vs []tm.Variant, lang string, used map[int]bool) int {
	for k, v := range vs {
		if v.Lang == lang && !used[k] {
			return k
		}
	}
	return -1
}

func (t *Reader) cell(s string) string {
	if !t.escaped || !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			switch s[i] {
			case 't':
				b.WriteByte('\t')
			case 'n':
				b.WriteByte('\n')
			case 'r':
				b.WriteByte('\r')
			default:
				b.WriteByte(s[i])
			}
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// A Writer writes a table.
type Writer struct {
	row   func([]string) error
	flush func() error
	langs []string
}

// NewWriter writes the head row of a table with a column for each of langs; a language
// stands twice where a unit may hold it twice.
func NewWriter(w io.Writer, comma rune, langs []string) (*Writer, error) {
	b := bufio.NewWriterSize(w, 64<<10)
	t := &Writer{langs: langs, flush: b.Flush}
	if comma == '\t' {
		escape := strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
		t.row = func(cells []string) error {
			for i := range cells {
				cells[i] = escape.Replace(cells[i])
			}
			_, err := b.WriteString(strings.Join(cells, "\t") + "\n")
			return err
		}
	} else {
		c := csv.NewWriter(b)
		c.Comma = comma
		t.row = c.Write
		t.flush = func() error {
			c.Flush()
			return errors.Join(c.Error(), b.Flush())
		}
	}
	return t, t.row(append(append([]string{}, langs...), "document", "date", "status", "aztm"))
}

// Write writes one unit as a row. Texts that have no column of their own go into the column aztm.
func (t *Writer) Write(u tm.Unit) error {
	r := fromUnit(u)
	cells := make([]string, len(t.langs)+4)
	taken := map[int]bool{}
	for k, v := range u.Variants {
		for i, l := range t.langs {
			if l == v.Lang && !taken[i] && v.Text != "" {
				cells[i], taken[i] = v.Text, true
				r.Variants[k].Text = ""
				break
			}
		}
		if n := len(t.langs); cells[n] == "" {
			cells[n], cells[n+1] = v.Source.Path, v.Source.Date
		}
	}
	n := len(t.langs)
	cells[n+2] = string(u.Status)
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return err
	}
	cells[n+3] = strings.TrimSpace(b.String())
	return t.row(cells)
}

// Close flushes what was written.
func (t *Writer) Close() error { return t.flush() }
