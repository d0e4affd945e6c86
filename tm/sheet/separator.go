package sheet

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
)

// separators are those of the files that are called CSV: Excel writes a semicolon where the decimal sign is a comma.
var separators = []byte{',', ';', '\t'}

// separator finds the separator of a CSV in its first bytes, and how many of them a line that says it takes ("sep=;", which
// Excel reads and writes). Else it is the one under which the head names most languages, or, where the caller names the
// columns, most rows have so many cells; of equal ones the one that makes most cells.
func separator(start []byte, columns []string) (comma byte, said int) {
	first, _, _ := bytes.Cut(start, []byte("\n"))
	if sep, ok := strings.CutPrefix(strings.TrimSuffix(string(first), "\r"), "sep="); ok && len(sep) == 1 {
		return sep[0], min(len(first)+1, len(start))
	}
	best, comma := -1, separators[0]
	for _, c := range separators {
		if score := fit(start, c, columns); score > best {
			best, comma = score, c
		}
	}
	return comma, 0
}

// fit says how well a separator cuts the start of a table.
func fit(start []byte, comma byte, columns []string) int {
	const rows, weight = 20, 1 << 20
	t := textRows{in: lines{b: bufio.NewReader(bytes.NewReader(start))}, comma: comma, csv: true, own: -1}
	score := 0
	for n := range rows {
		r, err := t.next()
		if err == io.EOF || err != nil && n > 0 { // the last row is cut
			break
		}
		if columns == nil {
			own := slices.Contains(r.cells, ownHead)
			for _, c := range r.cells {
				if columnLanguage(c, own) != "" || isSide(headLanguage(c)) {
					score += weight
				}
			}
			return score + len(r.cells)
		}
		if len(r.cells) == len(columns) {
			score += weight
		}
		score = max(score, len(r.cells))
	}
	return score
}
