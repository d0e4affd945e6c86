package main

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"aztm/align"
	"aztm/tm"
)

// How the rows of review are set.
const (
	reviewIndent = 2 // the mark of the row chosen
	langIndent   = 4 // a language before a text
	columnGap    = 3 // between two sides
	leastColumn  = 35
)

// gutter stands between two sides.
const gutter = " │ "

func (r *reviewer) View() tea.View {
	switch {
	case r.width == 0:
		return r.view(nil, "", nil)
	case r.edit != nil:
		lines, cursor := r.editLines()
		return r.view(lines, "what you store is approved by that", cursor)
	case r.cut != nil:
		r.keys = []deskKey{{"↑ ↓", "move the cut"}, {"Tab", "next side"}, {"Enter", "split"}, {"Esc", "leave"}}
	default:
		r.keys = []deskKey{{"a", "approve"}, {"r", "reject"}, {"n", "next"}, {"q", "quit"}, {"m M", "join"}, {"s", "split"}, {"< >", "move"}, {"e", "edit"}, {"x", "apart"}, {"u", "undo"}}
	}
	return r.view(r.storyLines(), r.status(), nil)
}

// status says how far the review is.
func (r *reviewer) status() string {
	switch {
	case r.shown == 0:
		return "reading …"
	case r.cut != nil:
		return fmt.Sprintf("the cut in %s; what stands above and below it becomes a row each", visible(r.story.langs[r.side]))
	}
	n := len(r.queue.items)
	var parts []string
	if i := r.queue.at; i >= 0 && i < n && len(r.story.Rows) > 0 && r.queue.items[i].unit == r.row().Unit.ID {
		parts = append(parts, fmt.Sprintf("%d of %d that need eyes", i+1, n))
	} else {
		parts = append(parts, fmt.Sprintf("row %d of %d", r.rows.at+1, len(r.story.Rows)), fmt.Sprintf("%d need eyes", r.queue.left()))
	}
	if d := len(r.decided); d > 0 {
		parts = append(parts, fmt.Sprintf("%d decided, %d left", d, r.queue.left()))
	}
	return strings.Join(parts, " · ")
}

// beside tells whether the sides have room next to each other.
func (r *reviewer) beside() bool {
	n := len(r.story.langs)
	return r.width >= 80 && r.columnWidth() >= leastColumn || n < 2
}

// columnWidth is how wide a side is next to the others.
func (r *reviewer) columnWidth() int {
	n := max(1, len(r.story.langs))
	return (r.width - reviewIndent - columnGap*(n-1)) / n
}

func (r *reviewer) storyLines() []string {
	lines := r.headLines()
	room := r.room() - len(lines)
	n := len(r.story.Rows)
	if n == 0 {
		return append(lines, r.a.paint(dim, "nothing is left of this story"))
	}
	r.rows.fit(func(i int) int { return len(r.rowLines(i)) }, n, room)
	return append(lines, r.rows.lines(n, room, r.rowLines)...)
}

// headLines are the name of the story, and the languages above their columns.
func (r *reviewer) headLines() []string {
	title := cmp.Or(r.story.Name, "a unit of its own")
	if n := len(r.queue.stories); n > 1 {
		title += fmt.Sprintf("  (%d of %d)", r.queue.places[r.shown]+1, n)
	}
	lines := []string{r.a.paint(bold, cut(visible(title), r.width))}
	if !r.beside() {
		return append(lines, r.rule())
	}
	line := strings.Repeat("─", reviewIndent)
	for i := range r.story.langs {
		if i > 0 {
			line += "─┬─"
		}
		lang := " " + r.langName(i, true) + " "
		line += lang + strings.Repeat("─", max(0, r.columnWidth()-columns(lang)))
	}
	return append(lines, r.a.paint(dim, line))
}

// langName is a language, with a star if it is the side chosen, and the row, too.
func (r *reviewer) langName(side int, chosen bool) string {
	name := cut(visible(r.story.langs[side]), 8)
	if chosen && side == r.side {
		return name + "*"
	}
	return name
}

// rowLines are the lines of a row, and a blank one.
func (r *reviewer) rowLines(i int) []string {
	chosen := i == r.rows.at
	if chosen && r.cut != nil {
		return r.cutLines()
	}
	v := r.story.rows[i]
	lines := r.textLines(v, chosen)
	return append(lines, r.marked(chosen, r.standingLine(r.story.Rows[i], v.word, chosen)), "")
}

// marked is a line behind the mark of the row chosen.
func (r *reviewer) marked(chosen bool, line string) string {
	return strings.TrimRight(mark(chosen)+strings.Repeat(" ", reviewIndent-1)+line, " ")
}

// standingLine says how a row stands: "check 0.71 · unit 12".
func (r *reviewer) standingLine(row tm.Row, word string, chosen bool) string {
	u := row.Unit
	if u.ID == 0 {
		return r.a.paint(dim, "alone: no unit has it")
	}
	code := map[string]string{"approved": green, "rejected": red, align.Bad.String(): red, align.Check.String(): yellow, string(tm.Outdated): yellow}[word]
	rest := ""
	if u.Status == tm.Aligned && u.Confidence >= 0 {
		rest = fmt.Sprintf(" %.2f", u.Confidence)
	}
	rest += fmt.Sprintf(" · unit %d", u.ID)
	if u.Edited {
		rest += " · edited"
	}
	return r.a.paint(cmp.Or(code, dim), word) + r.a.paint(dim, rest)
}

// textLines are the texts of a row: next to each other, or one below the other behind their languages.
func (r *reviewer) textLines(v rowView, chosen bool) []string {
	if r.beside() {
		return r.besideLines(v, chosen)
	}
	var lines []string
	for side, lang := range r.story.langs {
		if v.texts[lang] == "" {
			continue
		}
		name := r.langName(side, chosen)
		indent := max(langIndent, columns(name)+1)
		head := name + strings.Repeat(" ", indent-columns(name))
		for _, l := range r.sideLines(v, lang, chosen, r.width-reviewIndent-indent) {
			lines = append(lines, r.marked(chosen, r.a.paint(bold, head)+l))
			head = strings.Repeat(" ", indent)
		}
	}
	return lines
}

func (r *reviewer) besideLines(v rowView, chosen bool) []string {
	var sides [][]string
	high := 0
	for _, lang := range r.story.langs {
		s := r.sideLines(v, lang, chosen, r.columnWidth())
		sides = append(sides, s)
		high = max(high, len(s))
	}
	var lines []string
	for n := range high {
		line := ""
		for side, s := range sides {
			text := ""
			if n < len(s) {
				text = s[n]
			}
			if side > 0 {
				line += r.a.paint(dim, gutter)
			}
			line += text + strings.Repeat(" ", max(0, r.columnWidth()-columns(text)))
		}
		lines = append(lines, r.marked(chosen, line))
	}
	return lines
}

// sideLines are the lines of a text: of the row chosen with its clues lit, of others dim.
func (r *reviewer) sideLines(v rowView, lang string, chosen bool, width int) []string {
	text, clues := v.texts[lang], v.clues[lang]
	if !chosen {
		return r.a.styledLines(cellsOf(text), func(cell) string { return dim }, width)
	}
	list := cellsOf(text)
	if !r.a.colour {
		list = r.bracketed(list, text, clues)
	}
	return r.a.styledLines(list, func(c cell) string {
		for _, x := range clues {
			if x.start <= c.at && c.at < x.end {
				return clueCode(text, x)
			}
		}
		return ""
	}, width)
}

// clueCode is how a clue is painted: names and numbers stand out, those without a counterpart in a way of their own. Other words without one are
// too many to say anything.
func clueCode(text string, x clue) string {
	switch {
	case x.kind == nameClue, x.kind == numberClue:
		return bold + ";" + magenta
	case x.kind == wordClue:
		return magenta
	case loneName(text, x):
		return yellow
	}
	return ""
}

// loneName tells whether a clue without a counterpart looks like a name or a number: a capital that no sentence begins with, or a digit.
func loneName(text string, x clue) bool {
	word := text[x.start:x.end]
	if strings.ContainsFunc(word, unicode.IsDigit) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(word)
	before := strings.TrimRight(text[:x.start], " «»“”„\"'(—–-")
	return unicode.IsUpper(first) && before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:")
}

// bracketed puts names and numbers in brackets, those without a counterpart in braces, for screens without colours.
func (r *reviewer) bracketed(list []cell, text string, clues []clue) []cell {
	open, end := map[int]string{}, map[int]string{}
	for _, x := range clues {
		switch {
		case x.kind == nameClue || x.kind == numberClue:
			open[x.start], end[x.end] = "[", "]"
		case x.kind == loneClue && loneName(text, x):
			open[x.start], end[x.end] = "{", "}"
		}
	}
	var out []cell
	add := func(s string, at int) {
		if s != "" {
			out = append(out, cell{s, 1, at})
		}
	}
	for _, c := range list {
		add(end[c.at], c.at)
		add(open[c.at], c.at)
		out = append(out, c)
	}
	add(end[len(text)], len(text))
	return out
}

// cutLines show what becomes of the row that is being cut.
func (r *reviewer) cutLines() []string {
	var lines []string
	for n, bead := range tm.Split(r.cut.row, r.cut.at) {
		if n > 0 {
			lines = append(lines, r.marked(true, r.a.paint(bold, "─ ─ "+strings.Repeat("─ ", (r.width-reviewIndent)/2-3))))
		}
		v := rowView{texts: map[string]string{}}
		for lang, x := range bead {
			part := tm.Row{Ranges: bead}
			if x == r.cut.row.Ranges[lang] {
				part = r.cut.row
			}
			v.texts[lang] = r.story.Text(part, lang)
		}
		if lines = append(lines, r.textLines(v, true)...); len(bead) == 0 {
			lines = append(lines, r.marked(true, r.a.paint(dim, "nothing")))
		}
	}
	return append(lines, "")
}
