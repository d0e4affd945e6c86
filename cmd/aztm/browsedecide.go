package main

import (
	"context"
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
		return nil
	case "e":
		b.edit = newEditing(u)
		return nil
	}
	return b.copy(u, int(letter[0]-'1'))
}

// copy puts a text of a unit into the clipboard.
func (b *browser) copy(u tm.Unit, n int) tea.Cmd {
	if n >= len(u.Variants) {
		b.say("unit %d has %s", u.ID, plural(len(u.Variants), "text", "texts"))
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
	var later *tm.LaterError
	switch {
	case errors.As(msg.err, &later):
		msg.err = hint(msg.err, "%s undo --with-later %d takes them back as well", b.a.command(), msg.batch)
	case errors.Is(msg.err, tm.ErrNotFound):
		msg.err = hint(msg.err, "somebody else took it out of the memory")
	}
	if msg.err != nil {
		b.leaving = false
		b.complain(msg.err)
		return nil
	}
	switch {
	case msg.undo:
		b.decided = b.decided[:len(b.decided)-1]
		b.say("unit %d is no longer %s", msg.unit, msg.past)
	case msg.batch == 0:
		b.say("unit %d: nothing to change, it was %s before", msg.unit, msg.past)
	default:
		b.decided = append(b.decided, msg.decision)
		b.say("unit %d %s, batch %d; u takes it back", msg.unit, msg.past, msg.batch)
	}
	if b.edit != nil && b.edit.unit.ID == msg.unit {
		b.edit, b.typing = nil, false
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
	for _, lang := range []string{"az", "ru", "en"} {
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

// An article is a unit of the list where it stands in its story.
type article struct {
	title string
	items []articleItem
	roll  roll
}

// An articleItem is a unit, or a segment that is part of none.
type articleItem struct {
	tm.Found
	lone bool // a segment: the unit has no number
}

type articleMsg struct {
	article *article
	err     error
}

// readArticle reads the article around a unit.
func (b *browser) readArticle(f tm.Found) tea.Cmd {
	b.work.Add(1)
	return func() tea.Msg {
		defer b.work.Done()
		a, err := loadArticle(b.ctx, b.memory, f)
		return articleMsg{a, err}
	}
}

func (b *browser) openArticle(msg articleMsg) {
	if msg.err != nil {
		b.complain(msg.err)
		return
	}
	b.article = msg.article
}

// aroundUnits is how many units before and behind one are looked through for its story, if it came from a file with nothing but the
// story's name.
const aroundUnits = 50

func loadArticle(ctx context.Context, m *tm.Memory, f tm.Found) (*article, error) {
	var units []tm.Unit
	var docs []tm.Document
	var err error
	switch u := f.Unit; {
	case u.StoryID != 0:
		if units, err = m.StoryUnits(ctx, u.StoryID); err == nil {
			docs, err = m.StoryDocuments(ctx, u.StoryID)
		}
	case u.Story != "":
		var ids []int64
		for id := max(1, u.ID-aroundUnits); id <= u.ID+aroundUnits; id++ {
			ids = append(ids, id)
		}
		for v, e := range m.Units(ctx, tm.Filter{IDs: ids}) {
			if err = e; e == nil && v.Story == u.Story {
				units = append(units, v)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(units, func(u tm.Unit) bool { return u.ID == f.Unit.ID }) {
		units = append(units, f.Unit)
	}
	a := &article{title: f.Unit.Story, items: withLoneSegments(units, docs)}
	for i := range a.items {
		if a.items[i].Unit.ID == f.Unit.ID {
			a.items[i].Hits = f.Hits
			a.roll.at, a.roll.top = i, max(0, i-2)
		}
	}
	return a, nil
}

// withLoneSegments puts the segments of documents that no unit has between the units, in the order of each document.
func withLoneSegments(units []tm.Unit, docs []tm.Document) []articleItem {
	var items []articleItem
	taken := make([]int, len(docs)) // segments that stand before
	upTo := func(n, end int) {
		for ; taken[n] < end; taken[n]++ {
			s := docs[n].Segments[taken[n]]
			items = append(items, articleItem{tm.Found{Unit: tm.Unit{Variants: []tm.Variant{{Lang: docs[n].Lang, Text: s.Text}}}}, true})
		}
	}
	for _, u := range units {
		for n, d := range docs {
			for _, v := range u.Variants {
				if v.Source.Document == d.ID {
					upTo(n, v.Source.First)
					taken[n] = max(taken[n], v.Source.End)
				}
			}
		}
		items = append(items, articleItem{Found: tm.Found{Unit: u}})
	}
	for n, d := range docs {
		upTo(n, len(d.Segments))
	}
	return items
}

func (b *browser) pressArticle(key string) tea.Cmd {
	a := b.article
	if a.roll.take(key, len(a.items)) {
		return nil
	}
	item := &a.items[a.roll.at]
	switch {
	case item.lone && isAction(key) && strings.Contains("arfe", key):
		b.say("this segment is part of no unit")
	case isAction(key):
		return b.act(key, &item.Found)
	case key == "q", key == "esc":
		b.article = nil
	case key == "n" || key == "p":
		at := b.list.at + 1
		if key == "p" {
			at -= 2
		}
		if at < 0 || at >= len(b.found.units) {
			b.say("the list goes no further")
			return nil
		}
		b.list.at = at
		return tea.Batch(b.readArticle(b.found.units[at]), b.readOn())
	}
	return nil
}
