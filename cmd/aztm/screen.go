package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// visible shows s with control, bidi and other invisible characters escaped, so that no
// stored text can steer the terminal. Tabs and newlines are escaped as well. JSON stays JSON: what is escaped stands as in its strings.
func visible(s string) string {
	if strings.IndexFunc(s, unsafeRune) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unsafeRune(r):
			for _, half := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, half)
			}
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

func unsafeRune(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// text is stored text as the reader may see it: escaped on a terminal, as it is elsewhere
// but for what would break a line.
func (a *app) text(s string) string {
	if a.terminal {
		return visible(s)
	}
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
}

// cell is stored text as a cell of tab-separated output: one line, no tab.
func (a *app) cell(s string) string {
	return strings.ReplaceAll(a.text(s), "\t", " ")
}

// Colours of the 256 that a terminal has, which no theme changes: each keeps a contrast of 4 or more to black and to white, so that it
// reads on light and dark grounds.
const (
	bold    = "1"
	dim     = "38;5;243"
	red     = "38;5;161"
	green   = "38;5;28"
	yellow  = "38;5;130"
	magenta = "38;5;164"
)

// painted are the codes of all that is painted; a guard lets no other pass.
var painted = []string{"0", bold, dim, red, green, yellow, magenta, bold + ";" + magenta}

// paint colours s where colours are on.
func (a *app) paint(code, s string) string {
	if !a.colour || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// columns is how many columns of a terminal s takes: combining marks and colours take none, wide letters two.
func columns(s string) int {
	n := 0
	code := false
	for _, r := range s {
		switch {
		case code:
			code = r != 'm'
		case r == '\x1b':
			code = true
		default:
			n += runeColumns(r)
		}
	}
	return n
}

// hang breaks a line at blanks where a terminal is too narrow for it; the rest is indented.
func (a *app) hang(line string, indent int) string {
	if w := a.width(); w > 0 && columns(line) > w {
		return wrap(line, w, strings.Repeat(" ", indent))
	}
	return line
}

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1100:
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			return 2
		}
	}
	return 1
}

// cut shortens s to n columns; … stands for the rest.
func cut(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	at, used := 0, 1
	for i, r := range s {
		if used += runeColumns(r); used > n {
			break
		}
		at = i + utf8.RuneLen(r)
	}
	return s[:at] + "…"
}

// A table is rows of cells, printed in columns that fit their widest cell. On a terminal that is too narrow for it the cells of one
// column are cut; if that leaves little of them, they stand below their rows, if they are the last; else each row is printed as lines of
// a name and a value.
type table struct {
	rows  [][]string
	right map[int]bool // columns set flush right: numbers
	long  int          // the column that is cut
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// print writes the table to stdout, its first row bold.
func (t *table) print(a *app) {
	widths := t.widths()
	room := a.width()
	below := false
	if over := total(widths) - room; room > 0 && over > 0 {
		switch last := len(widths) - 1; {
		case widths[t.long]-over >= min(widths[t.long], leastCell):
			widths[t.long] -= over
		case t.long == last && total(widths[:last]) <= room:
			below = true
		default:
			t.printRows(a, room)
			return
		}
	}
	for n, r := range t.rows {
		if below {
			t.printRow(a, n, r[:t.long], widths)
			if n > 0 {
				a.printf("%s\n", wrap(strings.Repeat(" ", widths[0]+2)+r[t.long], room, strings.Repeat(" ", widths[0]+2)))
			}
			continue
		}
		t.printRow(a, n, r, widths)
	}
}

// leastCell is how narrow a column may become by being cut.
const leastCell = 12

// widths are the columns that the widest cell of each column takes.
func (t *table) widths() []int {
	var widths []int
	for _, r := range t.rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(c))
		}
	}
	return widths
}

// total is how wide a row is: its cells and two blanks between them.
func total(widths []int) int {
	n := 2 * (len(widths) - 1)
	for _, w := range widths {
		n += w
	}
	return n
}

func (t *table) printRow(a *app, n int, cells []string, widths []int) {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteString("  ")
		}
		c = cut(c, widths[i])
		pad := strings.Repeat(" ", widths[i]-columns(c))
		if t.right[i] {
			b.WriteString(pad + c)
		} else {
			b.WriteString(c + pad)
		}
	}
	line := strings.TrimRight(b.String(), " ")
	if n == 0 {
		line = a.paint(bold, line)
	}
	a.printf("%s\n", line)
}

// printRows prints each row as lines of a name and a value.
func (t *table) printRows(a *app, room int) {
	head := t.rows[0]
	name := 0
	for _, h := range head {
		name = max(name, columns(h))
	}
	for n, r := range t.rows[1:] {
		if n > 0 {
			a.printf("\n")
		}
		for i, c := range r {
			pad := strings.Repeat(" ", name-columns(head[i])+2)
			a.printf("%s\n", wrap(a.paint(bold, head[i])+pad+c, room, strings.Repeat(" ", name+2)))
		}
	}
}

// plural is "1 unit", "2 units".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
