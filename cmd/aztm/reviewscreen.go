package main

import (
	"context"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"

	"aztm/align"
	"aztm/tm"
)

// A reviewer is the model of review: a story in rows, and perhaps a row that is being cut or edited. What reads or writes the memory runs
// on a goroutine, one thing at a time; keys that are pressed meanwhile wait for it.
type reviewer struct {
	desk
	ctx     context.Context
	memory  *tm.Memory
	aligner *align.Aligner
	writer  *app           // stores decisions
	work    sync.WaitGroup // what is on its way
	queue   *reviewQueue

	shown int64 // story on the screen, as storyNumber says; 0 before the first
	story storyView
	rows  roll
	side  int      // number of the language chosen
	cut   *cutting // nil unless a row is cut

	busy    bool
	held    []tea.KeyPressMsg
	decided []reviewed // that stand, in order
}

// A spot is a row: that of a segment, if a language is set, else that of a unit.
type spot struct {
	unit    int64
	lang    string
	segment int
}

// A reviewed is a decision that was stored, so that it can be taken back.
type reviewed struct {
	batch int64
	story int64
	spot  spot
	past  string // what it did: approved
}

func newReviewer(ctx context.Context, a *app, m *tm.Memory, al *align.Aligner, q *reviewQueue) *reviewer {
	r := &reviewer{desk: desk{a: a, guide: reviewGuide}, ctx: ctx, memory: m, aligner: al, queue: q}
	r.writer = r.behind()
	return r
}

// Init shows the first unit that needs eyes, or if there is none the first story.
func (r *reviewer) Init() tea.Cmd {
	if len(r.queue.items) > 0 {
		return r.show(0)
	}
	return r.open(r.queue.stories[0])
}

// A readMsg is a story as it is now, and what was stored before it was read.
type readMsg struct {
	story int64
	view  *storyView // nil if it could not be read
	done  reviewed   // its batch is 0 if nothing was stored
	err   error
	then  func(readMsg) tea.Cmd // goes on with the story on the screen
}

func (r *reviewer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch key := latin(k); {
		case key == "ctrl+c":
			r.held = nil
			return r, r.leave(r.busy)
		case r.busy && !r.helping && key != "ctrl+z" && key != "ctrl+l":
			r.held = append(r.held, k)
			return r, nil
		}
	}
	if cmd, taken := r.take(msg); taken {
		return r, cmd
	}
	switch msg := msg.(type) {
	case readMsg:
		return r, r.read(msg)
	case tea.PasteMsg:
		if r.edit != nil && !r.busy {
			return r, r.pressEdit(msg, "", "", nil)
		}
	case tea.KeyPressMsg:
		return r, r.press(msg, latin(msg))
	}
	return r, nil
}

// run does something with the memory on a goroutine, if do is not nil, reads a story, and goes on with then.
func (r *reviewer) run(story int64, do func() (reviewed, error), then func(readMsg) tea.Cmd) tea.Cmd {
	r.busy = true
	r.work.Add(1)
	return func() tea.Msg {
		defer r.work.Done()
		msg := readMsg{story: story, then: then}
		if do != nil {
			msg.done, msg.err = do()
		}
		view, err := r.load(story)
		if err == nil {
			msg.view = &view
		} else if msg.err == nil {
			msg.err = err
		}
		return msg
	}
}

// load reads a story, or the unit that stands for one.
func (r *reviewer) load(story int64) (storyView, error) {
	var s tm.StoredStory
	var err error
	if story > 0 {
		s, err = r.memory.StoredStory(r.ctx, story)
	} else {
		var u tm.Unit
		u, err = r.memory.Unit(r.ctx, -story)
		s = tm.StoredStory{Name: u.Story, Rows: []tm.Row{{Unit: u}}}
	}
	if errors.Is(err, tm.ErrNotFound) {
		return storyView{}, nil
	}
	if err != nil {
		return storyView{}, err
	}
	return viewStory(r.aligner, s), nil
}

// read takes what came from the goroutine, and then the keys that waited for it.
func (r *reviewer) read(msg readMsg) tea.Cmd {
	r.busy = false
	if msg.view != nil {
		r.queue.update(msg.story, msg.view.Rows)
		r.shown, r.story = msg.story, *msg.view
		r.rows.at = max(0, min(r.rows.at, len(r.story.Rows)-1))
		r.side = min(r.side, max(0, len(r.story.langs)-1))
	}
	if msg.done.batch != 0 {
		r.decided = append(r.decided, msg.done)
	}
	if msg.err != nil {
		r.held, r.leaving, r.cut = nil, false, nil
		r.complain(r.explained(msg.err))
		return nil
	}
	if r.leaving {
		return tea.Quit
	}
	cmds := []tea.Cmd{msg.then(msg)}
	for len(r.held) > 0 && !r.busy {
		k := r.held[0]
		r.held = r.held[1:]
		_, cmd := r.Update(k)
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

// explained says what to do about an error.
func (r *reviewer) explained(err error) error {
	switch {
	case errors.Is(err, tm.ErrChanged) && r.edit != nil:
		return hint(tm.ErrChanged, "Esc leaves your text and shows what it is now")
	case errors.Is(err, tm.ErrChanged):
		return hint(tm.ErrChanged, "the story is shown as it is now")
	}
	return r.a.adviseLater(err, batchRange{})
}

// find returns the number of the row of a spot, -1 if there is none.
func (r *reviewer) find(p spot) int {
	for i, row := range r.story.Rows {
		x, ok := row.Ranges[p.lang]
		if p.lang != "" && ok && x.First <= p.segment && p.segment < x.End || p.lang == "" && p.unit != 0 && row.Unit.ID == p.unit {
			return i
		}
	}
	return -1
}

// goTo moves to the row of a spot, if it is in the story that is shown, and notes which item of the queue it is.
func (r *reviewer) goTo(p spot) bool {
	i := r.find(p)
	if i < 0 {
		return false
	}
	r.rows = roll{at: i, top: max(0, i-1)}
	if n := r.queue.indexOf(r.story.Rows[i].Unit.ID); n >= 0 {
		r.queue.at = n
	}
	return true
}

// show shows an item of the queue.
func (r *reviewer) show(n int) tea.Cmd { return r.showAnd(n, func() tea.Cmd { return nil }) }

// showAnd shows an item of the queue, and if its story has to be read for that, goes on with then.
func (r *reviewer) showAnd(n int, then func() tea.Cmd) tea.Cmd {
	item := r.queue.items[n]
	r.queue.at = n
	if item.story == r.shown && r.goTo(spot{unit: item.unit}) {
		return nil
	}
	return r.run(item.story, nil, func(readMsg) tea.Cmd {
		r.goTo(spot{unit: item.unit})
		return then()
	})
}

// next shows the first item from a place of the queue on that needs eyes.
func (r *reviewer) next(from int) tea.Cmd {
	n := r.queue.next(from)
	switch {
	case len(r.queue.items) == 0:
		r.say("nothing here needs eyes; q quits")
		return nil
	case n < 0:
		r.say("all is decided that needed eyes; q quits")
		return nil
	case n < from:
		r.say("from the start again: these were left for later")
	}
	return r.showAnd(n, func() tea.Cmd {
		if r.queue.items[n].decided { // by somebody else meanwhile
			return r.next(n)
		}
		return nil
	})
}

// open shows a story at its first row that needs eyes.
func (r *reviewer) open(story int64) tea.Cmd {
	return r.run(story, nil, func(readMsg) tea.Cmd {
		r.rows = roll{}
		for i, row := range r.story.Rows {
			if r.queue.needs(row.Unit) {
				r.goTo(spot{unit: r.story.Rows[i].Unit.ID})
				break
			}
		}
		return nil
	})
}

// turn shows the story that stands so many places on.
func (r *reviewer) turn(step int) tea.Cmd {
	n := r.queue.places[r.shown] + step
	if n < 0 || n >= len(r.queue.stories) {
		r.say("there is no further story")
		return nil
	}
	return r.open(r.queue.stories[n])
}
