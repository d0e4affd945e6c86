package main

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// An editing is a unit whose texts are being changed.
type editing struct {
	unit   tm.Unit
	langs  []string
	texts  []field // the first are the unit's, then come those of languages that it lacks
	at     int
	warned bool // that changes would be lost
}

func newEditing(u tm.Unit) *editing {
	e := &editing{unit: u}
	have := map[string]bool{}
	for _, v := range u.Variants {
		e.langs, e.texts = append(e.langs, v.Lang), append(e.texts, newField(v.Text))
		have[tm.Base(v.Lang)] = true
	}
	for _, lang := range deskLangs {
		if !have[lang] {
			e.langs, e.texts = append(e.langs, lang), append(e.texts, newField(""))
		}
	}
	return e
}

// variants are the texts as they are to be stored; those that were not touched as they are, codes and all.
func (e *editing) variants() []tm.Variant {
	var list []tm.Variant
	for i, f := range e.texts {
		v := tm.Variant{Lang: e.langs[i]}
		if i < len(e.unit.Variants) {
			v = e.unit.Variants[i]
		}
		if f.String() != v.Text {
			v, _ = v.WithText(repaired(v.Lang, f.String()))
		}
		if v.Text != "" {
			list = append(list, v)
		}
	}
	return list
}

// pressEdit handles a key or a paste while texts are edited. Enter gives them to store, if they are others now; without says how one gets rid of
// a unit instead of leaving it no text.
func (d *desk) pressEdit(msg tea.Msg, key, without string, store func(tm.Unit, []tm.Variant) tea.Cmd) tea.Cmd {
	e := d.edit
	switch key {
	case "esc":
		if !e.warned && !sameTexts(e.variants(), e.unit.Variants) {
			e.warned = true
			d.say("not stored: Enter stores it, Esc again leaves the unit as it was")
			return nil
		}
		d.edit = nil
	case "enter":
		switch variants := e.variants(); {
		case sameTexts(variants, e.unit.Variants):
			d.edit = nil
			d.say("unit %d: nothing was changed", e.unit.ID)
		case len(variants) == 0:
			d.say("no text would be left; Esc leaves, then %s the unit", without)
		default:
			return store(e.unit, variants)
		}
	case "tab":
		e.at = (e.at + 1) % len(e.texts)
	case "shift+tab":
		e.at = (e.at + len(e.texts) - 1) % len(e.texts)
	case "up", "down":
		e.climb(key == "up", d.editWidth())
	default:
		e.texts[e.at].take(msg)
		e.warned = false
	}
	return nil
}

// climb moves the cursor a line up or down, from text to text.
func (e *editing) climb(up bool, width int) {
	f := &e.texts[e.at]
	lines, x, y := f.lines(width)
	switch {
	case up && y > 0:
		f.moveTo(width, x, y-1)
	case !up && y < len(lines)-1:
		f.moveTo(width, x, y+1)
	case up && e.at > 0:
		e.at--
		last, _, _ := e.texts[e.at].lines(width)
		e.texts[e.at].moveTo(width, x, len(last)-1)
	case !up && e.at < len(e.texts)-1:
		e.at++
		e.texts[e.at].moveTo(width, x, 0)
	}
}

// editIndent is what stands before a text that is edited: the mark of the one the cursor is in, a language.
const editIndent = 6

// editWidth is how wide a text is while it is edited.
func (d *desk) editWidth() int { return max(10, d.width-editIndent) }

// editLines show the texts that are edited, and say where the cursor is.
func (d *desk) editLines() ([]string, *tea.Cursor) {
	e := d.edit
	d.keys = []deskKey{{"Enter", "store"}, {"Esc", "leave"}, {"Tab", "next text"}, {"Ctrl-U", "clear"}}
	title := fmt.Sprintf("unit %d", e.unit.ID)
	about := cut(": an empty text is taken out, a new one is added", max(1, d.width-len(title)))
	lines := []string{d.a.paint(bold, title) + d.a.paint(dim, about), d.rule()}
	cursor := tea.NewCursor(0, 0)
	for i := range e.texts {
		text, x, y := e.texts[i].lines(d.editWidth())
		if i == e.at {
			cursor = tea.NewCursor(editIndent+x, len(lines)+y)
		}
		before := mark(i == e.at) + " "
		head := d.a.paint(bold, fmt.Sprintf("%-4s", cut(visible(tm.Base(e.langs[i])), 3)))
		for _, l := range text {
			lines = append(lines, before+head+l)
			head = strings.Repeat(" ", editIndent-len(before))
		}
		lines = append(lines, "")
	}
	if over := cursor.Y - d.room() + 1; over > 0 { // texts that are longer than the screen
		lines, cursor.Y = lines[over:], cursor.Y-over
	}
	return lines, cursor
}
