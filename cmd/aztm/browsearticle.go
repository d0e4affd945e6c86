package main

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

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
	for i := range b.article.items { // others of the list are lit as well
		item := &b.article.items[i]
		at := slices.IndexFunc(b.found.units, func(f tm.Found) bool { return f.Unit.ID == item.Unit.ID })
		if at >= 0 && !item.lone {
			item.Hits = b.found.units[at].Hits
		}
	}
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
