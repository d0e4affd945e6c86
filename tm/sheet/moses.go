package sheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// A MosesReader reads parallel files: a file a language, line n of each the same unit.
type MosesReader struct {
	sides []*lines
	langs []string
	line  int
	blank int // lines that are blank in every file
}

// NewMosesReader reads two files or more; langs are their languages.
func NewMosesReader(files []io.Reader, langs []string) (*MosesReader, error) {
	if err := sides(langs); err != nil {
		return nil, err
	}
	m := &MosesReader{langs: langs}
	for i, f := range files {
		b, _, err := decoded(f)
		if err != nil {
			return nil, fmt.Errorf("the %s file: %w", langs[i], err)
		}
		m.sides = append(m.sides, &lines{b: b})
	}
	return m, nil
}

// sides checks the languages of parallel files.
func sides(langs []string) error {
	for i, l := range langs {
		switch {
		case !isTag(l):
			return hint(fmt.Errorf("%q names no language", l), "Moses files are called NAME.az, NAME.ru")
		case slices.ContainsFunc(langs[:i], func(m string) bool { return tm.Base(m) == tm.Base(l) }):
			return fmt.Errorf("two files of one language, %s", l)
		}
	}
	if len(langs) < 2 {
		return hint(errors.New("one language alone: Moses files hold a language each"), "name them all: NAME.az NAME.ru")
	}
	return nil
}

// Next returns the next unit, io.EOF after the last, or a *tm.Refused for a line that holds none. Lines that are blank in
// every file are passed over. Files with unequal numbers of lines are an error: no line of theirs is sure to be a unit.
func (m *MosesReader) Next() (tm.Unit, error) {
	for {
		u := tm.Unit{Confidence: tm.NoConfidence, Variants: make([]tm.Variant, len(m.langs))}
		full, valid, over := false, true, 0
		for i, s := range m.sides {
			line, err := s.next()
			switch {
			case err == io.EOF:
				over++
			case err != nil:
				return u, fmt.Errorf("the %s file: %w", m.langs[i], s.failed(err))
			}
			line = ends(line)
			full, valid = full || !blank(line), valid && utf8.Valid(line)
			u.Variants[i] = tm.Variant{Lang: m.langs[i], Text: string(line)}
		}
		switch {
		case over == len(m.sides):
			return tm.Unit{}, io.EOF
		case over > 0:
			return tm.Unit{}, m.unequal()
		}
		m.line++
		switch {
		case !valid:
			return u, &tm.Refused{Line: m.line, Message: errUTF8.Error()}
		case full:
			return u, nil
		}
		m.blank++
	}
}

// unequal reads the files to their ends and says how many lines each has.
func (m *MosesReader) unequal() error {
	var counts []string
	for i, s := range m.sides {
		for {
			if _, err := s.next(); err == io.EOF {
				break
			} else if err != nil {
				return fmt.Errorf("the %s file: %w", m.langs[i], s.failed(err))
			}
		}
		counts = append(counts, fmt.Sprintf("%s has %d", m.langs[i], s.line))
	}
	return hint(fmt.Errorf("unequal numbers of lines: %s", strings.Join(counts, ", ")), "a line is a unit: the same line of each file")
}

// Warnings returns what was noticed so far.
func (m *MosesReader) Warnings() []tm.Warning {
	if m.blank == 0 {
		return nil
	}
	return []tm.Warning{{Message: fmt.Sprintf("lines that are blank in every file, passed over: %d", m.blank)}}
}

// A MosesWriter writes units as parallel files.
type MosesWriter struct {
	files  []*bufio.Writer
	langs  []string
	begun  bool
	broken int // texts with line breaks
	extra  int // texts in no language of the files, or further ones in it
	blank  int // units without a text in a language
}

// NewMosesWriter writes a file for each of langs.
func NewMosesWriter(files []io.Writer, langs []string) (*MosesWriter, error) {
	if err := sides(langs); err != nil {
		return nil, err
	}
	m := &MosesWriter{langs: langs}
	for _, f := range files {
		m.files = append(m.files, bufio.NewWriterSize(f, 64<<10))
	}
	return m, nil
}

// lineBreaks are the characters that some program takes for the end of a line.
const lineBreaks = "\n\v\f\r\u0085\u2028\u2029"

// Write writes the first text of each language. A line break in it becomes a space. A unit that lacks one is left out.
func (m *MosesWriter) Write(u tm.Unit) error {
	texts := make([]string, len(m.langs))
	for _, v := range u.Variants {
		i := slices.IndexFunc(m.langs, func(l string) bool { return tm.Base(l) == tm.Base(v.Lang) })
		if i < 0 || texts[i] != "" {
			m.extra++
			continue
		}
		texts[i] = v.Text
	}
	if slices.ContainsFunc(texts, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		m.blank++
		return nil
	}
	for i, s := range texts {
		if strings.ContainsAny(s, lineBreaks) {
			m.broken++
			s = strings.Map(func(r rune) rune {
				if strings.ContainsRune(lineBreaks, r) {
					return ' '
				}
				return r
			}, strings.ReplaceAll(s, "\r\n", "\n"))
		}
		if !m.begun && strings.HasPrefix(s, mark) { // at the start of a file it would be one
			s = mark + s
		}
		m.files[i].WriteString(s)
		if err := m.files[i].WriteByte('\n'); err != nil {
			return err
		}
	}
	m.begun = true
	return nil
}

// Warnings says what could not be written as it was.
func (m *MosesWriter) Warnings() []string {
	var out []string
	for _, w := range []struct {
		n    int
		what string
	}{
		{m.broken, "texts with line breaks, which became spaces"},
		{m.extra, "further texts of a language, left out"},
		{m.blank, "units with a text that is missing or blank, left out"},
	} {
		if w.n > 0 {
			out = append(out, fmt.Sprintf("%s: %d", w.what, w.n))
		}
	}
	return out
}

// Close flushes what was written; the underlying writers stay open.
func (m *MosesWriter) Close() error {
	var err error
	for _, f := range m.files {
		err = errors.Join(err, f.Flush())
	}
	return err
}
