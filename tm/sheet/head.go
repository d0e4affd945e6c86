package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"aztm/tm"
)

// ownHead is the head of the column that only a table written by aztm has; ownHeads are those of all that are no texts.
const ownHead = "aztm"

var ownHeads = []string{"document", "date", "status", ownHead}

// A head says what the columns of a table hold.
type head struct {
	langs   []column
	columns int
	own     int    // column of the JSON object, -1 if there is none
	named   string // what names the columns
}

// A column holds texts in a language. The columns of a language are numbered from 0.
type column struct {
	place int
	lang  string
	nth   int
}

// columnLanguage is the language of the texts below a head, "" if they are none.
func columnLanguage(s string, own bool) string {
	if own {
		if ownColumn(s) {
			return s
		}
		return ""
	}
	if code := headLanguage(s); !isSide(code) {
		return code
	}
	return ""
}

// An unheaded table is one whose first row does not say what its columns hold.
type unheaded hinted

func (u unheaded) Hint() string { return u.hint }

// readHead takes the head row of a table. passed are the heads of columns that hold nothing that aztm reads.
func readHead(cells []string, line int) (h head, passed []string, err error) {
	trimmed := make([]string, len(cells))
	last := 0
	for i, c := range cells {
		if trimmed[i] = strings.TrimSpace(c); trimmed[i] != "" {
			last = i + 1
		}
	}
	trimmed = trimmed[:last]
	h = head{columns: last, own: slices.Index(trimmed, ownHead), named: "the head row names"}
	sides := 0
	for i, c := range trimmed {
		switch lang := columnLanguage(c, h.own >= 0); {
		case lang != "":
			h.add(i, lang)
		case isSide(headLanguage(c)):
			sides++
			passed = append(passed, c)
		case h.own < 0 || !slices.Contains(ownHeads, c):
			passed = append(passed, c)
		}
	}
	switch {
	case sides > 0 && len(h.langs) < 2:
		return h, nil, unheaded{fmt.Errorf("line %d: the head row says which side a column is, not in what language: %s", line, listed(trimmed)),
			"--columns az,ru says it, from the left, with - for a column to pass over"}
	case len(h.langs) == 0 && h.own < 0:
		return h, nil, unheaded{fmt.Errorf("line %d: no column is headed by a language: %s", line, listed(trimmed)),
			"name them az, ru, en in the first row; where it holds texts already, --columns az,ru says it"}
	}
	return h, passed, nil
}

func (h *head) add(place int, lang string) {
	n := 0
	for _, c := range h.langs {
		if c.lang == lang {
			n++
		}
	}
	h.langs = append(h.langs, column{place, lang, n})
}

// saidHead is the head of a table without one: a language a column, "-" for one to pass over.
func saidHead(columns []string) (head, error) {
	h := head{columns: len(columns), own: -1, named: "--columns names"}
	for i, c := range columns {
		c = strings.TrimSpace(c)
		code := headLanguage(c)
		switch {
		case c == "-":
		case code == "" || isSide(code):
			return h, hint(fmt.Errorf("--columns: %q is no language", c), "--columns az,ru,-,en, with - for a column to pass over")
		default:
			h.add(i, code)
		}
	}
	if len(h.langs) == 0 {
		return h, hint(errors.New("--columns names no language"), "--columns az,ru,-,en, with - for a column to pass over")
	}
	return h, nil
}

// heads says whether a row names the columns as h does: it is a head row then, and no text.
func (h head) heads(cells []string) bool {
	var sides []string
	for _, c := range h.langs {
		code := ""
		if c.place < len(cells) {
			code = headLanguage(strings.TrimSpace(cells[c.place]))
		}
		switch {
		case isSide(code):
			sides = append(sides, code)
		case code == "" || tm.Base(code) != tm.Base(c.lang):
			return false
		}
	}
	slices.Sort(sides)
	n := len(sides)
	return len(h.langs) > 1 && len(slices.Compact(sides)) == n
}

// listed quotes cells for a message, the first few of many.
func listed(cells []string) string {
	const most, long = 6, 40
	var out []string
	for i, c := range cells {
		if i == most {
			out = append(out, "…")
			break
		}
		if r := []rune(c); len(r) > long {
			c = string(r[:long]) + "…"
		}
		out = append(out, fmt.Sprintf("%q", c))
	}
	return strings.Join(out, ", ")
}
