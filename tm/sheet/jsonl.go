package sheet

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// A LineReader reads JSON lines: units as written by LineWriter, or plain objects of texts
// by language ({"az":"…","ru":"…"}).
type LineReader struct{ in lines }

// NewLineReader reads JSON lines from r, in UTF-8 or UTF-16.
func NewLineReader(r io.Reader) (*LineReader, error) {
	b, _, err := decoded(r)
	if err != nil {
		return nil, err
	}
	return &LineReader{lines{b: b}}, nil
}

// Next returns the next unit, io.EOF after the last, or a *tm.Refused for a line that holds none.
func (l *LineReader) Next() (tm.Unit, error) {
	for {
		b, err := l.in.next()
		if err != nil {
			return tm.Unit{}, l.in.failed(err)
		}
		if blank(b) {
			continue
		}
		u, err := parseLine(b)
		if err != nil {
			return tm.Unit{}, &tm.Refused{Line: l.in.line, Message: err.Error()}
		}
		return u, nil
	}
}

func parseLine(b []byte) (tm.Unit, error) {
	if !utf8.Valid(b) {
		return tm.Unit{}, errors.New("not UTF-8")
	}
	r, err := parseRecord(b)
	if err != nil {
		return tm.Unit{}, err
	}
	if len(r.Variants) > 0 {
		return r.unit()
	}
	var texts map[string]json.RawMessage
	if err := json.Unmarshal(b, &texts); err != nil {
		return tm.Unit{}, err
	}
	u := tm.Unit{Confidence: tm.NoConfidence}
	for _, lang := range sortedLangs(texts) {
		var text string
		if json.Unmarshal(texts[lang], &text) == nil && string(texts[lang]) != "null" {
			u.Variants = append(u.Variants, tm.Variant{Lang: tagOf(lang), Text: text})
		}
	}
	if !slices.ContainsFunc(u.Variants, func(v tm.Variant) bool { return strings.TrimSpace(v.Text) != "" }) {
		return u, errors.New("no text in any language: keys such as az, ru, en hold the texts")
	}
	return u, nil
}

// tagOf is the language that a key names, "" for none.
func tagOf(key string) string {
	if code := headLanguage(key); !isSide(code) {
		return code
	}
	return ""
}

// sortedLangs lists the keys that name a language: az, ru, en first, then by name.
func sortedLangs(m map[string]json.RawMessage) []string {
	var list []string
	for k := range m {
		if tagOf(k) != "" {
			list = append(list, k)
		}
	}
	rank := func(k string) int { return (slices.Index([]string{"az", "ru", "en"}, tagOf(k)) + 4) % 4 }
	slices.SortFunc(list, func(x, y string) int {
		if a, b := rank(x), rank(y); a != b {
			return a - b
		}
		return strings.Compare(x, y)
	})
	return list
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
