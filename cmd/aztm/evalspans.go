package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"aztm/align"
)

// A spanTable is a file ID.spans.tsv: where each gold line stands in each language.
type spanTable struct {
	file  string
	langs []string
	rows  [][]string // id, then start and end of each language
}

// readSpans reads a table of spans.
func readSpans(file string) (*spanTable, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	t := &spanTable{file: file}
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		cells := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if n == 0 {
			if t.langs = spanLangs(cells); t.langs == nil {
				return nil, hint(fmt.Errorf("%s: line 1: no columns id, LANG_start, LANG_end, …", file), "id, az_start, az_end, ru_start, ru_end, by tabs")
			}
		} else if len(cells) != 1+2*len(t.langs) {
			return nil, fmt.Errorf("%s: line %d: %d columns, want %d", file, n+1, len(cells), 1+2*len(t.langs))
		}
		t.rows = append(t.rows, cells)
	}
	return t, nil
}

// spanLangs returns the languages of the header of a table, nil if it is none.
func spanLangs(cells []string) []string {
	if len(cells) < 5 || len(cells)%2 == 0 || cells[0] != "id" {
		return nil
	}
	var out []string
	for i := 1; i < len(cells); i += 2 {
		lang, ok := strings.CutSuffix(cells[i], "_start")
		if !ok || lang == "" || cells[i+1] != lang+"_end" || slices.Contains(out, lang) {
			return nil
		}
		out = append(out, lang)
	}
	return out
}

// lines returns the places of the lines in one language, of a text of size code points.
func (t *spanTable) lines(lang string, size int) (map[string]align.Range, error) {
	column := 1 + 2*slices.Index(t.langs, lang)
	out := map[string]align.Range{}
	for n, cells := range t.rows[1:] {
		if cells[column] == "-" {
			continue
		}
		start, err1 := strconv.Atoi(cells[column])
		end, err2 := strconv.Atoi(cells[column+1])
		switch _, twice := out[cells[0]]; {
		case err1 != nil || err2 != nil || start < 0 || end < start:
			return nil, fmt.Errorf("%s: line %d: %s: %q to %q is no span", t.file, n+2, lang, cells[column], cells[column+1])
		case end > size:
			return nil, fmt.Errorf("%s: line %d: %s: span ends at %d, the text at %d", t.file, n+2, lang, end, size)
		case twice:
			return nil, fmt.Errorf("%s: line %d: id %q stands twice", t.file, n+2, cells[0])
		}
		out[cells[0]] = align.Range{Start: start, End: end}
	}
	return out, nil
}
