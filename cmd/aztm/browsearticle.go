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
		a, err := loadArticle(b.ctx, b.memory, f.Unit)
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
		at := slices.IndexFunc(b.found.units, func(f tm.Found) bool {
			return f.Unit.ID == item.Unit.ID && sameTexts(f.Unit.Variants, item.Unit.Variants)
		})
		if at >= 0 {
			item.Hits, item.Counterparts = b.found.units[at].Hits, b.found.units[at].Counterparts
		}
	}
}

// aroundUnits is how many units before and behind one are looked through for its story, if it came from a file with nothing but the
// story's name.
const aroundUnits = 50

func loadArticle(ctx context.Context, m *tm.Memory, u tm.Unit) (*article, error) {
	a := &article{title: u.Story}
	var err error
	if u.StoryID != 0 {
		var s tm.StoredStory
		if s, err = m.StoredStory(ctx, u.StoryID); err == nil {
			a.items = storyItems(s)
		}
	} else if u.Story != "" {
		a.items, err = itemsAround(ctx, m, u)
	}
	if err != nil {
		return nil, err
	}
	is := func(item articleItem) bool { return item.Unit.ID == u.ID }
	if !slices.ContainsFunc(a.items, is) { // outdated, or without a story
		a.items = append(a.items, articleItem{Found: tm.Found{Unit: u}})
	}
	a.roll.at = slices.IndexFunc(a.items, is)
	a.roll.top = max(0, a.roll.at-2)
	return a, nil
}

// storyItems are the units of a story and its segments that no unit has, in the order of the text.
func storyItems(s tm.StoredStory) []articleItem {
	var items []articleItem
	for _, row := range s.Rows {
		item := articleItem{Found: tm.Found{Unit: row.Unit}, lone: row.Unit.ID == 0}
		for _, d := range s.Docs {
			if text := s.Text(row, d.Lang); item.lone && text != "" {
				item.Unit.Variants = append(item.Unit.Variants, tm.Variant{Lang: d.Lang, Text: text})
			}
		}
		items = append(items, item)
	}
	return items
}

// itemsAround are the units of the same story around one that came from a file, and so has no stored story.
func itemsAround(ctx context.Context, m *tm.Memory, u tm.Unit) ([]articleItem, error) {
	var ids []int64
	for id := max(1, u.ID-aroundUnits); id <= u.ID+aroundUnits; id++ {
		ids = append(ids, id)
	}
	var items []articleItem
	for v, err := range m.Units(ctx, tm.Filter{IDs: ids}) {
		if err != nil {
			return nil, err
		}
		if v.Story == u.Story {
			items = append(items, articleItem{Found: tm.Found{Unit: v}})
		}
	}
	return items, nil
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
