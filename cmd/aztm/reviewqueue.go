package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"aztm/align"
	"aztm/tm"
)

// A queued unit waits for eyes.
type queued struct {
	unit       int64
	story      int64 // as storyNumber says
	position   int
	confidence float64
	decided    bool // or gone
}

// storyNumber names the story of a unit: its number, or that of the unit below 0 if it belongs to none.
func storyNumber(u tm.Unit) int64 {
	if u.StoryID == 0 {
		return -u.ID
	}
	return u.StoryID
}

// A reviewQueue is what a review goes through. It keeps numbers alone, so that a million units fit. Segments that stand alone are not
// counted: nothing could store that they do so rightly, so they would come again each time.
type reviewQueue struct {
	below   float64
	items   []queued
	stories []int64 // in the order they are gone through, also those without an item
	at      int     // the item that was shown last; -1 before the first
	places  map[int64]int
}

// needs tells whether a unit is one to go through.
func (q *reviewQueue) needs(u tm.Unit) bool { return needsEyes(u, q.below) }

// add puts a unit into the queue if it needs eyes, and its story among those to go through.
func (q *reviewQueue) add(u tm.Unit) {
	if _, known := q.places[storyNumber(u)]; !known {
		q.places[storyNumber(u)] = len(q.stories)
		q.stories = append(q.stories, storyNumber(u))
	}
	if q.needs(u) {
		q.items = append(q.items, queued{unit: u.ID, story: storyNumber(u), position: u.Position, confidence: u.Confidence})
	}
}

// makeQueue reads what needs eyes among the units that the options and the names of stories say.
func makeQueue(ctx context.Context, a *app, m *tm.Memory, o reviewOptions, names []string) (*reviewQueue, error) {
	q := &reviewQueue{below: o.below, at: -1, places: map[int64]int{}}
	if len(names) == 0 {
		f := tm.Filter{Batch: o.batch, Statuses: []tm.Status{tm.Aligned}, MaxConfidence: o.below}
		err := eachReviewed(ctx, a, m, o, f, func(u tm.Unit) {
			if q.needs(u) {
				q.add(u)
			}
		})
		q.worstFirst()
		return q, err
	}
	for _, name := range names {
		before := len(q.stories)
		found, err := eachNamed(ctx, a, m, o, name, q.add)
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, hint(fmt.Errorf("no unit of a story or document named %q is among them", name),
				"a part of the name, or a pattern with *; without a name %s review goes through all that needs eyes", a.command())
		}
		slices.SortFunc(q.stories[before:], compareStories)
	}
	q.asTheyStand()
	return q, nil
}

// eachNamed calls do for the units of the stories that a name or pattern names, and tells whether there are some.
func eachNamed(ctx context.Context, a *app, m *tm.Memory, o reviewOptions, name string, do func(tm.Unit)) (found bool, err error) {
	exact, err := isStory(ctx, m, name)
	if err != nil {
		return false, err
	}
	err = eachReviewed(ctx, a, m, o, tm.Filter{Batch: o.batch, Story: name}, func(u tm.Unit) {
		if !exact || u.Story == name {
			found = true
			do(u)
		}
	})
	return found, err
}

// isStory tells whether a story has just this name, so that others which have it in theirs are not meant.
func isStory(ctx context.Context, m *tm.Memory, name string) (bool, error) {
	names, err := m.StoryNames(ctx, name, 1)
	return len(names) > 0 && names[0] == name, err
}

// mostSearched is how many units of a search are gone through.
const mostSearched = 10_000

// eachReviewed calls do for the units of a filter; with --search for those of them that it finds.
func eachReviewed(ctx context.Context, a *app, m *tm.Memory, o reviewOptions, f tm.Filter, do func(tm.Unit)) error {
	if o.search == "" {
		return a.eachUnit(ctx, m, f, "review", func(u tm.Unit) error { do(u); return nil })
	}
	p := a.progress("review", "", 0)
	defer p.done()
	r, more, err := m.Browse(ctx, tm.Search{Query: o.search, Limit: mostSearched}, f)
	if err != nil {
		return err
	}
	for _, found := range r.Units {
		do(found.Unit)
	}
	if more {
		a.warn("more than %d units are found: only those are gone through", mostSearched)
	}
	return nil
}

// worstFirst orders the queue: bad units before those to check, and within a grade story by story, that with the worst unit first, so that
// a story is read once for all that is wrong in it.
func (q *reviewQueue) worstFirst() {
	type part struct {
		story int64
		grade align.Grade
	}
	partOf := func(i queued) part { return part{i.story, align.GradeOf(i.confidence)} }
	worst := map[part]float64{}
	for _, i := range q.items {
		w, ok := worst[partOf(i)]
		if !ok {
			w = math.Inf(1)
		}
		worst[partOf(i)] = min(w, i.confidence)
	}
	slices.SortFunc(q.items, func(a, b queued) int {
		x, y := partOf(a), partOf(b)
		return cmp.Or(cmp.Compare(y.grade, x.grade), cmp.Compare(worst[x], worst[y]), compareStories(x.story, y.story),
			cmp.Compare(a.confidence, b.confidence), cmp.Compare(a.unit, b.unit))
	})
	q.stories, q.places = nil, map[int64]int{}
	for _, i := range q.items {
		if _, known := q.places[i.story]; !known {
			q.places[i.story] = len(q.stories)
			q.stories = append(q.stories, i.story)
		}
	}
}

// compareStories orders stories as they were stored, and units of none by their numbers.
func compareStories(a, b int64) int {
	return cmp.Or(cmp.Compare(max(a, -a), max(b, -b)), cmp.Compare(a, b))
}

// asTheyStand orders the queue as the stories were named and their texts go.
func (q *reviewQueue) asTheyStand() {
	q.places = map[int64]int{}
	for n, s := range q.stories {
		q.places[s] = n
	}
	slices.SortFunc(q.items, func(a, b queued) int {
		return cmp.Or(cmp.Compare(q.places[a.story], q.places[b.story]), cmp.Compare(a.position, b.position), cmp.Compare(a.unit, b.unit))
	})
	q.items = slices.CompactFunc(q.items, func(a, b queued) bool { return a.unit == b.unit })
}

// left counts what still needs eyes.
func (q *reviewQueue) left() int {
	n := 0
	for _, i := range q.items {
		if !i.decided {
			n++
		}
	}
	return n
}

// next returns the number of the first item from a place on that still needs eyes, and goes on from the start behind the last; -1 if there is
// none.
func (q *reviewQueue) next(from int) int {
	for n := range q.items {
		if i := (max(0, from) + n) % len(q.items); !q.items[i].decided {
			return i
		}
	}
	return -1
}

// indexOf is the number of the item of a unit, -1 if it has none.
func (q *reviewQueue) indexOf(unit int64) int {
	return slices.IndexFunc(q.items, func(i queued) bool { return i.unit == unit })
}

// update notes what was decided about a story, here or elsewhere, by how it stands now.
func (q *reviewQueue) update(story int64, rows []tm.Row) {
	open := map[int64]bool{}
	for _, r := range rows {
		open[r.Unit.ID] = q.needs(r.Unit)
	}
	for n := range q.items {
		if i := &q.items[n]; i.story == story {
			i.decided = !open[i.unit]
		}
	}
}
