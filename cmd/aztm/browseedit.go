package main

import (
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

func (b *browser) pressEdit(msg tea.Msg, key string) tea.Cmd {
	e := b.edit
	n := len(e.texts)
	switch key {
	case "esc":
		if !e.warned && !sameTexts(e.variants(), e.unit.Variants) {
			e.warned = true
			b.say("not stored: Enter stores it, Esc again leaves the unit as it was")
			return nil
		}
		b.edit = nil
		return nil
	case "enter":
		return b.storeEdit(e.unit, e.variants())
	case "tab":
		e.at = (e.at + 1) % n
		return nil
	case "shift+tab":
		e.at = (e.at + n - 1) % n
		return nil
	case "up", "down":
		e.climb(key == "up", b.textWidth(browseIndent))
		return nil
	}
	e.texts[e.at].take(msg)
	e.warned = false
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

func (b *browser) storeEdit(u tm.Unit, variants []tm.Variant) tea.Cmd {
	if sameTexts(variants, u.Variants) {
		b.edit = nil
		b.say("unit %d: nothing was changed", u.ID)
		return nil
	}
	if len(variants) == 0 {
		b.say("no text would be left; Esc leaves, then f forgets the unit")
		return nil
	}
	return b.store(func() decidedMsg {
		_, info, err := b.writer.storeVariants(b.ctx, u, variants)
		return decidedMsg{decision: decision{info.ID, u.ID, "edited"}, err: err, lost: func() tea.Msg {
			b.writer.warnLostCodes(u, variants)
			return nil
		}}
	})
}
