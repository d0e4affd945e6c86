package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// A decision is one that was stored, so that it can be taken back.
type decision struct {
	batch, unit int64
	past        string // what it did: approved
}

// edited is what a decision did that closes the texts being edited.
const edited = "edited"

// A decidedMsg says what became of a decision.
type decidedMsg struct {
	decision
	undo bool
	now  tm.Unit // as it is now; ID is 0 if there is none
	lost tea.Cmd // says what else is to be said, may be nil
	err  error
}

// isAction tells whether a letter does something with a unit.
func isAction(letter string) bool {
	return len(letter) == 1 && strings.Contains("123456789arfeu", letter)
}

// act does with a unit what the letter says.
func (b *browser) act(letter string, f *tm.Found) tea.Cmd {
	if letter == "u" {
		return b.undo()
	}
	if f == nil {
		b.say("no unit stands here")
		return nil
	}
	u := f.Unit
	switch letter {
	case "a":
		return b.decide("approve", "approved", u, func(t *tm.Batch) error { return t.SetStatus(b.ctx, tm.Approved, u.ID) })
	case "r":
		return b.decide("reject", "rejected", u, func(t *tm.Batch) error { return t.SetStatus(b.ctx, tm.Rejected, u.ID) })
	case "f":
		b.forgets = &u
		b.say("forget unit %d? y takes it out of the memory, any other key leaves it", u.ID)
		return nil
	case "e":
		b.edit = newEditing(u)
		return nil
	}
	return b.copy(u, letter)
}

// copyKeys are the keys that copy the texts of a unit: 1 Azerbaijani, 2 Russian, 3 English, others from 4 on. One past 9 has none.
func copyKeys(u tm.Unit) []string {
	keys := make([]string, len(u.Variants))
	taken := map[int]bool{}
	next := 3
	for i, v := range u.Variants {
		n := slices.Index(deskLangs, tm.Base(v.Lang))
		if n < 0 || taken[n] {
			n, next = next, next+1
		}
		if taken[n] = true; n < 9 {
			keys[i] = fmt.Sprint(n + 1)
		}
	}
	return keys
}

// deskLangs are the languages whose texts have a key of their own, and a place in each unit that is edited.
var deskLangs = []string{"az", "ru", "en"}

// copy puts the text of a unit that a key stands for into the clipboard.
func (b *browser) copy(u tm.Unit, key string) tea.Cmd {
	n := slices.Index(copyKeys(u), key)
	if n < 0 {
		b.say("there is no text %s: 1 is Azerbaijani, 2 Russian, 3 English, further ones come behind", key)
		return nil
	}
	v := u.Variants[n]
	b.say("copied %s: %s", v.Lang, v.Text)
	return tea.SetClipboard(v.Text)
}

func (b *browser) answerForget(key string) tea.Cmd {
	u := *b.forgets
	if b.forgets = nil; key != "y" {
		b.say("unit %d stays", u.ID)
		return nil
	}
	return b.decide("forget", "forgotten", u, func(t *tm.Batch) error { return t.Forget(b.ctx, u.ID) })
}

// decide stores a decision about a unit as a batch of its own.
func (b *browser) decide(kind, past string, u tm.Unit, do func(*tm.Batch) error) tea.Cmd {
	return b.store(func() decidedMsg {
		info, err := b.writer.writing(b.ctx, kind, fmt.Sprint(u.ID), do)
		return decidedMsg{decision: decision{info.ID, u.ID, past}, err: err}
	})
}

// storeEdit stores other texts of a unit.
func (b *browser) storeEdit(u tm.Unit, variants []tm.Variant) tea.Cmd {
	return b.store(func() decidedMsg {
		_, info, err := b.writer.storeVariants(b.ctx, u, variants)
		return decidedMsg{decision: decision{info.ID, u.ID, edited}, err: err, lost: func() tea.Msg {
			b.writer.warnLostCodes(u, variants)
			return nil
		}}
	})
}

// undo takes the last decision back.
func (b *browser) undo() tea.Cmd {
	switch n := len(b.decided); {
	case b.pending > 0:
		b.say("the last decision is being stored")
	case n == 0:
		b.say("nothing was decided here yet; %s history lists what was before", b.a.command())
	default:
		last := b.decided[n-1]
		return b.store(func() decidedMsg {
			_, err := b.writer.writing(b.ctx, "undo", fmt.Sprint(last.batch), func(t *tm.Batch) error {
				_, err := t.Undo(b.ctx, last.batch, false)
				return err
			})
			return decidedMsg{decision: last, undo: true, err: err}
		})
	}
	return nil
}

// store runs what stores a decision on a goroutine, and reads the unit anew.
func (b *browser) store(run func() decidedMsg) tea.Cmd {
	b.pending++
	b.work.Add(1)
	return func() tea.Msg {
		defer b.work.Done()
		b.storing.Lock()
		defer b.storing.Unlock()
		msg := run()
		if msg.err == nil {
			var err error
			if msg.now, err = b.memory.Unit(b.ctx, msg.unit); !errors.Is(err, tm.ErrNotFound) {
				msg.err = err
			}
		}
		return msg
	}
}

// settle says what became of a decision, and shows it.
func (b *browser) settle(msg decidedMsg) tea.Cmd {
	b.pending--
	if errors.Is(msg.err, tm.ErrNotFound) {
		msg.err = fmt.Errorf("unit %d is no longer in the memory", msg.unit)
	}
	if msg.err != nil {
		b.leaving = false
		b.complain(b.a.adviseLater(msg.err, batchRange{}))
		return nil
	}
	switch {
	case msg.undo:
		b.decided = b.decided[:len(b.decided)-1]
		b.say("unit %d is no longer %s", msg.unit, msg.past)
	case msg.batch == 0:
		b.say("unit %d: nothing to change", msg.unit)
	default:
		b.decided = append(b.decided, msg.decision)
		b.say("unit %d %s, batch %d; u takes it back", msg.unit, msg.past, msg.batch)
	}
	if b.edit != nil && b.edit.unit.ID == msg.unit && msg.past == edited && !msg.undo {
		b.edit = nil
	}
	b.replace(msg.unit, msg.now)
	if b.leaving && b.pending == 0 {
		return tea.Quit
	}
	return msg.lost
}

// replace shows a unit as it is now, wherever it stands. One that was forgotten keeps its number alone.
func (b *browser) replace(id int64, now tm.Unit) {
	put := func(f *tm.Found) {
		if f.Unit.ID != id {
			return
		}
		if sameTexts(f.Unit.Variants, now.Variants) {
			f.Unit = now
		} else {
			*f = tm.Found{Unit: now} // its hits stand elsewhere
		}
		f.Unit.ID = id
	}
	for i := range b.found.units {
		put(&b.found.units[i])
	}
	if b.article != nil {
		for i := range b.article.items {
			put(&b.article.items[i].Found)
		}
	}
}
