package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// A cell is a letter of a text as it is shown, with the marks upon it, or the escape of what must not be.
type cell struct {
	shown string
	wide  int // columns
	at    int // byte offset in the text
}

func cellsOf(text string) []cell {
	var list []cell
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		shown := visible(text[i : i+n])
		if unicode.In(r, unicode.Mn, unicode.Me) && len(list) > 0 {
			list[len(list)-1].shown += shown
		} else {
			list = append(list, cell{shown, columns(shown), i})
		}
		i += n
	}
	return list
}

// breakCells cuts cells into lines of a width: behind a blank where there is one. A blank at the end of a line may stand beyond it.
func breakCells(list []cell, width int) [][]cell {
	var lines [][]cell
	used, start, blank := 0, 0, 0 // blank is behind the last blank of the line
	for i, c := range list {
		if used += c.wide; used > width && c.shown != " " && i > start {
			if blank <= start {
				blank = i
			}
			lines = append(lines, list[start:blank])
			start, used = blank, 0
			for _, c := range list[start : i+1] {
				used += c.wide
			}
		}
		if c.shown == " " {
			blank = i + 1
		}
	}
	return append(lines, list[start:])
}

// litLines is a text in lines of a width with its hits lit as lit does, in the colour style.
func (a *app) litLines(text string, hits []tm.Hit, style string, width int) []string {
	list := cellsOf(text)
	if !a.colour {
		list = bracketed(list, hits)
	}
	return a.styledLines(list, func(c cell) string {
		if a.colour && isLit(c.at, hits) {
			return style
		}
		return ""
	}, width)
}

// styledLines are cells in lines of a width, each cell painted as style says, "" for plain.
func (a *app) styledLines(list []cell, style func(cell) string, width int) []string {
	var lines []string
	for _, cells := range breakCells(list, width) {
		var b strings.Builder
		for len(cells) > 0 {
			code := style(cells[0])
			n := 0
			run := ""
			for n < len(cells) && style(cells[n]) == code {
				run += cells[n].shown
				n++
			}
			if cells = cells[n:]; len(cells) == 0 {
				run = strings.TrimRight(run, " ")
			}
			if code != "" {
				run = a.paint(code, run)
			}
			b.WriteString(run)
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return lines
}

func isLit(at int, hits []tm.Hit) bool {
	for _, h := range hits {
		if h.Start <= at && at < h.End {
			return true
		}
	}
	return false
}

// bracketed puts hits in square brackets.
func bracketed(list []cell, hits []tm.Hit) []cell {
	var out []cell
	open := false
	for _, c := range list {
		if on := isLit(c.at, hits); on != open {
			out = append(out, cell{map[bool]string{true: "[", false: "]"}[on], 1, c.at})
			open = on
		}
		out = append(out, c)
	}
	if open {
		out = append(out, cell{"]", 1, -1})
	}
	return out
}

// A field is a text that is being typed.
type field struct {
	text []rune
	at   int // the cursor stands before this rune
}

func newField(text string) field {
	f := field{text: []rune(text)}
	f.at = len(f.text)
	return f
}

func (f *field) String() string { return string(f.text) }

// take handles a key or a paste, and tells whether it was for the field.
func (f *field) take(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.insert(strings.Join(strings.FieldsFunc(msg.Content, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
		return true
	case tea.KeyPressMsg:
		if msg.Text != "" && !msg.Mod.Contains(tea.ModAlt) && !msg.Mod.Contains(tea.ModCtrl) {
			f.insert(msg.Text)
			return true
		}
		return f.edit(latin(msg))
	}
	return false
}

func (f *field) insert(s string) {
	r := []rune(s)
	f.text = append(f.text[:f.at:f.at], append(r, f.text[f.at:]...)...)
	f.at += len(r)
}

// edit moves the cursor or takes something away.
func (f *field) edit(key string) bool {
	switch key {
	case "left", "ctrl+b":
		f.at = f.letter(-1)
	case "right", "ctrl+f":
		f.at = f.letter(+1)
	case "ctrl+left", "alt+left":
		f.at = f.word(-1)
	case "ctrl+right", "alt+right":
		f.at = f.word(+1)
	case "home", "ctrl+a":
		f.at = 0
	case "end", "ctrl+e":
		f.at = len(f.text)
	case "backspace", "ctrl+h":
		f.cut(f.letter(-1), f.at)
	case "delete", "ctrl+d":
		f.cut(f.at, f.letter(+1))
	case "ctrl+w", "alt+backspace":
		f.cut(f.word(-1), f.at)
	case "ctrl+u":
		f.cut(0, f.at)
	case "ctrl+k":
		f.cut(f.at, len(f.text))
	default:
		return false
	}
	return true
}

// cut takes runes away; the cursor goes there.
func (f *field) cut(from, to int) {
	f.text = append(f.text[:from:from], f.text[to:]...)
	f.at = from
}

// letter is where the cursor stands a letter on or back: over all marks upon it.
func (f *field) letter(step int) int {
	i := f.at + step
	for i > 0 && i < len(f.text) && unicode.In(f.text[i], unicode.Mn, unicode.Me) {
		i += step
	}
	return max(0, min(i, len(f.text)))
}

// word is where the cursor stands a word on or back.
func (f *field) word(step int) int {
	i := f.at
	side := func() bool { return step < 0 && i > 0 || step > 0 && i < len(f.text) }
	next := func() rune {
		if step < 0 {
			return f.text[i-1]
		}
		return f.text[i]
	}
	for side() && unicode.IsSpace(next()) {
		i += step
	}
	for side() && !unicode.IsSpace(next()) {
		i += step
	}
	return i
}

// lines is the text in lines of a width, and where the cursor stands, both from 0.
func (f *field) lines(width int) (lines []string, x, y int) {
	at := len(string(f.text[:f.at]))
	for n, cells := range breakCells(append(cellsOf(f.String()), cell{"", 1, len(f.String())}), width) {
		var b strings.Builder
		used := 0
		for _, c := range cells {
			if c.at == at {
				x, y = min(used, width-1), n
			}
			b.WriteString(c.shown)
			used += c.wide
		}
		lines = append(lines, b.String())
	}
	return lines, x, y
}

// line is the part of the text around the cursor that fits a width, and the column of the cursor, from 0.
func (f *field) line(width int) (string, int) {
	before := cellsOf(string(f.text[:f.at]))
	used, start := 0, len(before)
	for start > 0 && used+before[start-1].wide < width {
		start--
		used += before[start].wide
	}
	var b strings.Builder
	for _, c := range before[start:] {
		b.WriteString(c.shown)
	}
	rest := used
	for _, c := range cellsOf(string(f.text[f.at:])) {
		if rest += c.wide; rest > width {
			break
		}
		b.WriteString(c.shown)
	}
	return b.String(), used
}

// moveTo moves the cursor to a column of a line, both from 0.
func (f *field) moveTo(width, x, y int) {
	lines := breakCells(append(cellsOf(f.String()), cell{"", 1, len(f.String())}), width)
	used := 0
	for _, c := range lines[min(y, len(lines)-1)] {
		f.at = utf8.RuneCountInString(f.String()[:c.at])
		if used += c.wide; used > x {
			break
		}
	}
}
