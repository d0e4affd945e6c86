package main

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"aztm/align"
	"aztm/tm"
)

// How the lines of browse are set.
const (
	browsePrompt = "search: "
	browseIndent = 6 // the mark of the unit chosen, a language
	numberIndent = 2 // the number of a text
	listLines    = 2 // of a text in the list
)

func (b *browser) View() tea.View {
	switch {
	case b.width == 0:
		return b.view(nil, "", nil)
	case b.edit != nil:
		lines, cursor := b.editLines()
		return b.view(lines, "", cursor)
	case b.article != nil:
		b.keys = []deskKey{{"1-3", "copy"}, {"a", "approve"}, {"r", "reject"}, {"e", "edit"}, {"Esc", "back"}, {"u", "undo"}, {"f", "forget"}, {"n p", "next, previous hit"}}
		return b.view(b.articleLines(), b.articleStatus(), nil)
	}
	esc := "clear"
	if b.line.String() == "" {
		esc = "quit"
	}
	b.keys = []deskKey{{"Enter", "open"}, {"Tab", "filter"}, {"Alt-1", "copy"}, {"Esc", esc}, {"Alt-a", "approve"}, {"Alt-u", "undo"}, {"Alt-e", "edit"}}
	text, column := b.line.line(max(1, b.width-len(browsePrompt)-1))
	lines := append([]string{b.a.paint(bold, browsePrompt) + text, b.rule()}, b.listLines()...)
	return b.view(lines, b.listStatus(), tea.NewCursor(len(browsePrompt)+column, 0))
}

// textWidth is how wide texts are behind an indent.
func (b *browser) textWidth(indent int) int { return max(10, b.width-indent) }

// head is what stands before a text: the mark of the unit chosen, the number of the text, its language.
func (b *browser) head(chosen bool, number, lang string) string {
	return mark(chosen) + " " + number + b.a.paint(bold, fmt.Sprintf("%-4s", cut(visible(tm.Base(lang)), 3)))
}

func mark(chosen bool) string {
	if chosen {
		return ">"
	}
	return " "
}

func (b *browser) listStatus() string {
	n := len(b.found.units)
	switch {
	case n == 0 && b.slow:
		return "searching …"
	case n == 0:
		return ""
	}
	total := plural(b.found.total, "unit", "units")
	if b.found.more {
		total = "more than " + total
	}
	s := fmt.Sprintf("%d of %s", b.list.at+1, total)
	if w := b.found.left; w != "" {
		s += fmt.Sprintf(" · %s is left out until it is longer", visible(w))
	}
	if w := b.found.begun; w != "" {
		s += fmt.Sprintf(" · none has %s: these have words that begin so", visible(w))
	}
	if b.slow {
		s += " · searching …"
	}
	return s
}

func (b *browser) listLines() []string {
	if len(b.found.units) == 0 {
		return b.emptyLines()
	}
	room := b.room() - 2
	height := func(i int) int { return len(b.unitLines(b.found.units[i], false, false, listLines)) + 1 }
	b.list.fit(height, len(b.found.units), room)
	return b.list.lines(len(b.found.units), room, func(i int) []string {
		return append(b.unitLines(b.found.units[i], i == b.list.at, false, listLines), "")
	})
}

// emptyLines say why the list is empty, and what may fill it.
func (b *browser) emptyLines() []string {
	text := "nothing found: fewer words, or other filters, find more"
	switch {
	case b.runs:
		return nil
	case b.found.left != "":
		text = fmt.Sprintf("too many words begin with %s: type on, or a blank behind it if it is a word", visible(b.found.left))
	case strings.Contains(b.line.String(), "status:rej") && b.query.words != "":
		text = "nothing found: search leaves rejected units out; status:rejected without words lists them"
	case b.line.String() == "":
		text = "the memory is empty"
	}
	return strings.Split(wrap(text, b.width, ""), "\n")
}

// unitLines show a unit: its texts, each behind its number and language, and where it comes from. most bounds the lines of a text,
// 0 for all; of a longer one those from its first hit on are shown.
func (b *browser) unitLines(f tm.Found, chosen, numbers bool, most int) []string {
	var lines []string
	indent := browseIndent
	if numbers {
		indent += numberIndent
	}
	below := mark(chosen) + strings.Repeat(" ", indent-1)
	keys := copyKeys(f.Unit)
	for n, v := range f.Unit.Variants {
		hits, style := lighting(f, n)
		number := ""
		if numbers {
			number = fmt.Sprintf("%-*s", numberIndent, keys[n])
		}
		width := b.textWidth(indent)
		if most > 0 {
			width -= 2 // for … before and behind
		}
		first := b.head(chosen, number, v.Lang)
		for _, l := range window(b.a.litLines(v.Text, hits, style, width), most, firstLit(v.Text, hits, width)) {
			lines = append(lines, first+l)
			first = below
		}
	}
	if f.Unit.ID != 0 {
		lines = append(lines, below+b.origin(f.Unit, b.textWidth(indent)))
	}
	return lines
}

// window is at most most lines, those from at on, with … where others were before or behind.
func window(lines []string, most, at int) []string {
	if most == 0 || len(lines) <= most {
		return lines
	}
	at = min(at, len(lines)-most)
	shown := append([]string(nil), lines[at:at+most]...)
	if at > 0 {
		shown[0] = "…" + shown[0]
	}
	if at+most < len(lines) {
		shown[most-1] += "…"
	}
	return shown
}

// firstLit is the line of a text that its first hit stands in.
func firstLit(text string, hits []tm.Hit, width int) int {
	if len(hits) == 0 {
		return 0
	}
	return len(breakCells(cellsOf(text[:hits[0].End]), width)) - 1
}

// origin says in a line of a width where a unit comes from and how far it can be trusted.
func (b *browser) origin(u tm.Unit, width int) string {
	if len(u.Variants) == 0 {
		return b.a.paint(red, fmt.Sprintf("unit %d · forgotten", u.ID))
	}
	status := string(u.Status)
	if u.Status == tm.Aligned && u.Confidence >= 0 {
		status += fmt.Sprintf(" %.2f (%s)", u.Confidence, align.GradeOf(u.Confidence))
	}
	if u.Edited {
		status += " · edited"
	}
	code := map[tm.Status]string{tm.Approved: green, tm.Rejected: red, tm.Outdated: yellow}[u.Status]
	before := visible(strings.Join(whence(u, firstSource(u)), " · ")) + " · "
	before = cut(before, max(8, width-columns(status)))
	return b.a.paint(dim, before) + b.a.paint(cmp.Or(code, dim), status)
}

func (b *browser) articleStatus() string {
	a := b.article
	units, at := 0, 0
	for i, item := range a.items {
		if !item.lone {
			if units++; i <= a.roll.at {
				at = units
			}
		}
	}
	if a.items[a.roll.at].lone {
		return "a segment that is part of no unit"
	}
	s := fmt.Sprintf("%d of %s of the article", at, plural(units, "unit", "units"))
	return s + fmt.Sprintf(" · opened %d of %d found", b.list.at+1, b.found.total)
}

func (b *browser) articleLines() []string {
	a := b.article
	title := cmp.Or(a.title, "a unit without an article")
	room := b.room() - 2
	item := func(i int) []string { return append(b.itemLines(a.items[i], i == a.roll.at), "") }
	a.roll.fit(func(i int) int { return len(item(i)) }, len(a.items), room)
	return append([]string{b.a.paint(bold, cut(visible(title), b.width)), b.rule()}, a.roll.lines(len(a.items), room, item)...)
}

func (b *browser) itemLines(item articleItem, chosen bool) []string {
	lines := b.unitLines(item.Found, chosen, true, 0)
	if item.lone {
		lines = append(lines, mark(chosen)+strings.Repeat(" ", browseIndent+numberIndent-1)+b.a.paint(dim, "no unit"))
	}
	return lines
}
