package main

import (
	"errors"
	"fmt"
	"maps"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// press does what a key says, by its Latin name.
func (r *reviewer) press(msg tea.KeyPressMsg, key string) tea.Cmd {
	switch {
	case r.edit != nil:
		return r.pressEdit(msg, key, "r rejects", r.storeEdit)
	case r.cut != nil:
		return r.pressCut(key)
	case r.rows.take(key, len(r.story.Rows)):
		return nil
	}
	switch key {
	case "q":
		return tea.Quit
	case "n", "space":
		return r.next(r.queue.at + 1)
	case "p":
		if r.queue.at < 1 {
			r.say("this is the first that needs eyes")
			return nil
		}
		return r.show(r.queue.at - 1)
	case "[":
		return r.turn(-1)
	case "]":
		return r.turn(+1)
	case "u":
		return r.undo()
	case "tab", "right":
		r.chooseSide(+1)
		return nil
	case "shift+tab", "left":
		r.chooseSide(-1)
		return nil
	}
	if len(r.story.Rows) > 0 {
		return r.act(key)
	}
	return nil
}

// chooseSide chooses the next side that the row has.
func (r *reviewer) chooseSide(step int) {
	n := len(r.story.langs)
	for range n {
		r.side = (r.side + step + n) % n
		if r.story.rows[r.rows.at].texts[r.story.langs[r.side]] != "" {
			return
		}
	}
}

// row is the row chosen.
func (r *reviewer) row() tm.Row { return r.story.Rows[r.rows.at] }

// act does with the row chosen what a key says.
func (r *reviewer) act(key string) tea.Cmd {
	at := r.rows.at
	switch key {
	case "a":
		return r.setStatus(tm.Approved, "approved")
	case "r":
		return r.setStatus(tm.Rejected, "rejected")
	case "e":
		if r.isUnit() {
			r.edit = newEditing(r.row().Unit)
		}
	case "m":
		return r.merge(at, at+1)
	case "M":
		return r.merge(at-1, at)
	case ">":
		return r.shift(at, at+1, +1)
	case "<":
		return r.shift(at-1, at, -1)
	case "x":
		return r.setApart()
	case "s":
		r.startCut()
	}
	return nil
}

// isUnit tells whether the row chosen is a unit, and says so if it is none.
func (r *reviewer) isUnit() bool {
	if r.row().Unit.ID == 0 {
		r.say("this sentence stands alone: m or M join it with what belongs to it")
		return false
	}
	return true
}

// setStatus decides about the unit chosen, and goes on to the next that needs eyes.
func (r *reviewer) setStatus(to tm.Status, past string) tea.Cmd {
	if !r.isUnit() {
		return nil
	}
	u := r.row().Unit
	return r.decide(spot{unit: u.ID}, past, func(b *tm.Batch) error {
		if err := unchanged(r, b, u); err != nil {
			return err
		}
		return b.SetStatus(r.ctx, to, u.ID)
	}, func(msg readMsg) tea.Cmd {
		note := fmt.Sprintf("unit %d %s; u takes it back", u.ID, past)
		if msg.done.batch == 0 {
			note = fmt.Sprintf("unit %d was %s before", u.ID, past)
		}
		r.say("%s", note)
		if r.queue.left() == 0 {
			note += "; all is decided that needed eyes, q quits"
			r.say("%s", note)
			return nil
		}
		return r.next(r.queue.at)
	})
}

// unchanged says if somebody changed a unit after it was shown.
func unchanged(r *reviewer, b *tm.Batch, u tm.Unit) error {
	now, err := b.Unit(r.ctx, u.ID)
	if errors.Is(err, tm.ErrNotFound) || err == nil && (now.Status != u.Status || !sameTexts(now.Variants, u.Variants)) {
		return tm.ErrChanged
	}
	return err
}

// decide stores a decision about the story on the screen as a batch; then goes on when that is shown.
func (r *reviewer) decide(at spot, past string, do func(*tm.Batch) error, then func(readMsg) tea.Cmd) tea.Cmd {
	story, label := r.shown, reviewLabel(r.story.StoredStory)
	return r.run(story, func() (reviewed, error) {
		info, err := r.writer.writing(r.ctx, reviewKind, label, do)
		return reviewed{info.ID, story, at, past}, err
	}, then)
}

// realign puts beads in the place of the rows from first to last, and stays at a spot.
func (r *reviewer) realign(first, last int, beads []map[string]tm.Range, at spot, past string) tea.Cmd {
	s := r.story.StoredStory
	return r.decide(at, past, func(b *tm.Batch) error { return b.Realign(r.ctx, s, first, last+1, beads) }, func(msg readMsg) tea.Cmd {
		r.goTo(at)
		if msg.done.batch == 0 {
			r.say("nothing to change")
			return nil
		}
		r.say("%s; n goes on, u takes it back", past)
		return nil
	})
}

// neighbours tells whether there are rows a and b to be made of one another, and says so if not.
func (r *reviewer) neighbours(a, b int) bool {
	switch {
	case a < 0:
		r.say("there is no row above")
	case b >= len(r.story.Rows):
		r.say("there is no row below")
	case len(r.story.Rows[a].Ranges) == 0 || len(r.story.Rows[b].Ranges) == 0:
		r.say("this unit belongs to no stored text: it has no sentences to move")
	default:
		return true
	}
	return false
}

func (r *reviewer) merge(a, b int) tea.Cmd {
	if !r.neighbours(a, b) {
		return nil
	}
	beads := tm.Merge(r.story.Rows[a], r.story.Rows[b])
	if len(beads[0]) < 2 {
		r.say("both stand alone in the same language: join them with a row of another")
		return nil
	}
	return r.realign(a, b, beads, r.somewhere(r.row().Ranges, ""), "joined, and so approved")
}

// shift moves a sentence of the side chosen from one of two rows to the other: with n above 0 the last of a, else the first of b.
func (r *reviewer) shift(a, b, n int) tea.Cmd {
	if !r.neighbours(a, b) {
		return nil
	}
	lang := r.story.langs[r.side]
	from, ok := r.row().Ranges[lang]
	if !ok {
		r.say("the row has no sentence in %s; Tab chooses another side", lang)
		return nil
	}
	stays := r.somewhere(r.row().Ranges, lang)
	if stays.lang == "" { // nothing but this side
		stays = spot{lang: lang, segment: from.First}
		if n < 0 {
			stays.segment = from.End - 1
		}
	}
	past := "moved down, and so approved"
	if n < 0 {
		past = "moved up, and so approved"
	}
	return r.realign(a, b, tm.Shift(r.story.Rows[a], r.story.Rows[b], lang, n), stays, past)
}

// setApart takes the side chosen out of the row: its sentences stand alone, the others stay together.
func (r *reviewer) setApart() tea.Cmd {
	row, lang := r.row(), r.story.langs[r.side]
	x, ok := row.Ranges[lang]
	switch {
	case !r.isUnit():
		return nil
	case !ok:
		r.say("the row has no stored sentence in %s; Tab chooses another side", lang)
		return nil
	}
	rest := maps.Clone(row.Ranges)
	delete(rest, lang)
	past := fmt.Sprintf("%s set apart", lang)
	if len(rest) > 1 {
		past += ", the rest approved"
	}
	return r.realign(r.rows.at, r.rows.at, []map[string]tm.Range{rest, {lang: x}}, r.somewhere(rest, ""), past)
}

// somewhere is the spot of a segment of ranges, in another language than one.
func (r *reviewer) somewhere(ranges map[string]tm.Range, but string) spot {
	for _, lang := range r.story.langs {
		if x, ok := ranges[lang]; ok && lang != but {
			return spot{lang: lang, segment: x.First}
		}
	}
	return spot{}
}

// undo takes the last decision back, and shows what is there now.
func (r *reviewer) undo() tea.Cmd {
	n := len(r.decided)
	if n == 0 {
		r.say("nothing was decided in this session; %s history lists what was before", r.a.command())
		return nil
	}
	last := r.decided[n-1]
	return r.run(last.story, func() (reviewed, error) {
		_, err := r.writer.writing(r.ctx, "undo", fmt.Sprint(last.batch), func(b *tm.Batch) error {
			_, err := b.Undo(r.ctx, last.batch, false)
			return err
		})
		return reviewed{}, err
	}, func(readMsg) tea.Cmd {
		r.decided = r.decided[:n-1]
		r.goTo(last.spot)
		r.say("taken back: %s", last.past)
		return nil
	})
}

// storeEdit stores the texts of a unit, which is approved by that: a translator wrote them.
func (r *reviewer) storeEdit(u tm.Unit, variants []tm.Variant) tea.Cmd {
	return r.decide(spot{unit: u.ID}, "edited", func(b *tm.Batch) error {
		if err := unchanged(r, b, u); err != nil {
			return err
		}
		if err := b.Edit(r.ctx, u.ID, variants); err != nil {
			return err
		}
		return b.SetStatus(r.ctx, tm.Approved, u.ID)
	}, func(readMsg) tea.Cmd {
		r.edit = nil
		r.goTo(spot{unit: u.ID})
		r.say("edited, and so approved; n goes on, u takes it back")
		return func() tea.Msg {
			r.writer.warnLostCodes(u, variants)
			return nil
		}
	})
}

// A cutting is a row that is being cut: for each language the number of its first segment behind the cut.
type cutting struct {
	row tm.Row
	at  map[string]int
}

// startCut begins to cut the row chosen, each side in its middle; a side of one sentence stays above.
func (r *reviewer) startCut() {
	row := r.row()
	c := &cutting{row: row, at: map[string]int{}}
	for lang, x := range row.Ranges {
		c.at[lang] = x.First + (x.End-x.First+1)/2
	}
	switch {
	case !r.isUnit():
		return
	case len(row.Ranges) == 0:
		r.say("this unit belongs to no stored text: it has no sentences to part")
		return
	}
	r.cut = c
	if x := row.Ranges[r.story.langs[r.side]]; x.End-x.First < 2 {
		for i, lang := range r.story.langs {
			if x := row.Ranges[lang]; x.End-x.First > 1 {
				r.side = i
				break
			}
		}
	}
}

// pressCut handles a key while a row is cut.
func (r *reviewer) pressCut(key string) tea.Cmd {
	c := r.cut
	lang := r.story.langs[r.side]
	x := c.row.Ranges[lang]
	switch key {
	case "esc", "q":
		r.cut = nil
	case "tab", "right":
		r.chooseSide(+1)
	case "shift+tab", "left":
		r.chooseSide(-1)
	case "down", "j":
		c.at[lang] = min(x.End, c.at[lang]+1)
	case "up", "k":
		c.at[lang] = max(x.First, c.at[lang]-1)
	case "enter", "s":
		beads := tm.Split(c.row, c.at)
		if len(beads[0]) == 0 || len(beads[1]) == 0 {
			r.say("one part is empty: ↑ ↓ move the cut, Tab chooses another side")
			return nil
		}
		r.cut = nil
		return r.realign(r.rows.at, r.rows.at, beads, r.somewhere(c.row.Ranges, ""), "split, and so approved")
	}
	return nil
}
