package main

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// A browser is the model of browse: a line, the list of what it finds, and over that perhaps an article, or a unit that is being edited.
// What reads or writes the memory runs on goroutines, so that the screen answers meanwhile.
type browser struct {
	desk
	ctx    context.Context
	memory *tm.Memory
	writer *app           // stores decisions
	work   sync.WaitGroup // what is on its way
	tick   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

	line    field
	query   browseQuery // what the list answers
	stop    context.CancelFunc
	asked   int        // number of the last search
	reading sync.Mutex // one search at a time
	runs    bool       // a search is on its way
	slow    bool       // and takes longer than one overlooks
	more    bool       // a further page is on its way
	found   browseResult
	list    roll

	article *article // nil in the list
	forgets *tm.Unit // to be forgotten if the next key says so

	decided []decision // those that stand, in order
	storing sync.Mutex // one decision at a time
	pending int        // decisions on their way
}

func newBrowser(ctx context.Context, a *app, m *tm.Memory, query string) *browser {
	if query != "" && !strings.HasSuffix(query, " ") {
		query += " " // its last word is whole
	}
	b := &browser{desk: desk{a: a, guide: browseGuide}, ctx: ctx, memory: m, line: newField(query), stop: func() {}, tick: tea.Tick}
	b.writer = b.behind()
	return b
}

func (b *browser) Init() tea.Cmd { return b.search() }

// Messages of what ran on a goroutine.
type (
	foundMsg struct {
		asked, offset int
		query         browseQuery
		result        browseResult
		err           error
	}
	slowMsg      int // the number of a search
	completedMsg struct {
		line string // as it was
		word string
		list []string
		err  error
	}
)

func (b *browser) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && latin(k) == "ctrl+c" {
		return b, b.leave(b.pending > 0)
	}
	if cmd, taken := b.take(msg); taken {
		return b, cmd
	}
	switch msg := msg.(type) {
	case foundMsg:
		b.show(msg)
	case slowMsg:
		b.slow = b.runs && int(msg) == b.asked
	case completedMsg:
		return b, b.complete(msg)
	case articleMsg:
		b.openArticle(msg)
	case decidedMsg:
		return b, b.settle(msg)
	case tea.PasteMsg:
		return b, b.press(msg, "")
	case tea.KeyPressMsg:
		return b, b.press(msg, latin(msg))
	}
	return b, b.readOn()
}

// press handles a key, by its Latin name, or a paste.
func (b *browser) press(msg tea.Msg, key string) tea.Cmd {
	switch {
	case b.forgets != nil:
		return b.answerForget(key)
	case b.edit != nil:
		return b.pressEdit(msg, key, "f forgets", b.storeEdit)
	case b.article != nil:
		return b.pressArticle(key)
	}
	return b.pressList(msg, key)
}

func (b *browser) pressList(msg tea.Msg, key string) tea.Cmd {
	if b.list.take(key, len(b.found.units)) {
		return b.readOn()
	}
	if letter, ok := strings.CutPrefix(key, "alt+"); ok && isAction(letter) {
		return b.act(letter, b.chosen())
	}
	switch key {
	case "enter":
		if f := b.chosen(); f != nil {
			return b.readArticle(*f)
		}
		return nil
	case "tab":
		return b.findCompletions()
	case "esc":
		if b.line.String() == "" {
			return b.leave(b.pending > 0)
		}
		b.line = newField("")
		return b.search()
	}
	before := b.line.String()
	if b.line.take(msg); b.line.String() == before {
		return nil
	}
	return b.search()
}

// chosen is the unit that the list stands on, nil if it is empty.
func (b *browser) chosen() *tm.Found {
	if b.list.at >= len(b.found.units) {
		return nil
	}
	return &b.found.units[b.list.at]
}

// slowAfter is how long a search runs before the status line says so.
const slowAfter = 200 * time.Millisecond

// search asks the memory what the line finds; a search that runs is stopped.
func (b *browser) search() tea.Cmd {
	b.stop()
	q, err := readBrowseQuery(b.line.String())
	if err != nil { // the list stays
		b.complain(err)
		return nil
	}
	b.asked++
	b.runs, b.slow, b.more = true, false, false
	ctx, stop := context.WithCancel(b.ctx)
	b.stop = stop
	n := b.asked
	return tea.Batch(b.page(ctx, q, 0), b.tick(slowAfter, func(time.Time) tea.Msg { return slowMsg(n) }))
}

// page reads a page of the list on a goroutine.
func (b *browser) page(ctx context.Context, q browseQuery, offset int) tea.Cmd {
	n := b.asked
	b.work.Add(1)
	return func() tea.Msg {
		defer b.work.Done()
		b.reading.Lock()
		defer b.reading.Unlock()
		if err := ctx.Err(); err != nil {
			return foundMsg{asked: n, offset: offset, err: err}
		}
		r, err := browse(ctx, b.memory, q, offset, mostOpenUses)
		return foundMsg{n, offset, q, r, err}
	}
}

// show puts a page that was read into the list.
func (b *browser) show(msg foundMsg) {
	switch {
	case msg.asked != b.asked: // the line is another by now
	case msg.err != nil:
		b.runs, b.slow, b.more = false, false, false
		if !errors.Is(msg.err, context.Canceled) {
			b.complain(msg.err)
		}
	case msg.offset == 0:
		b.runs, b.slow = false, false
		if name := filterBegun(msg.query.words); name != "" && msg.result.total == 0 && len(b.found.units) > 0 {
			b.say("nothing found with this word; Tab makes it the filter %s", name) // and the list stays
			return
		}
		b.query, b.found, b.list = msg.query, msg.result, roll{}
	case msg.offset == len(b.found.units):
		msg.result.units = append(b.found.units, msg.result.units...)
		b.found, b.more = msg.result, false
	}
}

// readOn reads a further page if the list comes to its end.
func (b *browser) readOn() tea.Cmd {
	n := len(b.found.units)
	if b.more || n == 0 || b.list.at < n-browsePage/2 || n >= b.found.total && !b.found.more {
		return nil
	}
	b.more = true
	return b.page(b.ctx, b.query, n)
}

// findCompletions looks for what the word before the cursor may become.
func (b *browser) findCompletions() tea.Cmd {
	line, before := b.line.String(), string(b.line.text[:b.line.at])
	word := before[strings.LastIndexByte(before, ' ')+1:]
	b.work.Add(1)
	return func() tea.Msg {
		defer b.work.Done()
		list, err := completions(b.ctx, b.memory, word)
		return completedMsg{line, word, list, err}
	}
}

// complete puts what all completions begin with into the line, and names them.
func (b *browser) complete(msg completedMsg) tea.Cmd {
	switch {
	case b.line.String() != msg.line:
		return nil
	case msg.err != nil:
		b.complain(msg.err)
		return nil
	case len(msg.list) == 0:
		b.say("nothing begins with %s; filters are status: story: from: to: lang:", msg.word)
		return nil
	}
	rest := strings.TrimPrefix(commonStart(msg.list), msg.word)
	if len(msg.list) == 1 && !strings.HasSuffix(msg.list[0], ":") {
		rest += " "
	}
	if len(msg.list) > 1 {
		shown := strings.Join(msg.list, "  ")
		if name, _, ok := strings.Cut(msg.word, ":"); ok {
			shown = strings.ReplaceAll("  "+shown, "  "+name+":", "  ")[2:]
		}
		b.say("%s", shown)
	}
	b.line.insert(rest)
	if rest == "" {
		return nil
	}
	return b.search()
}
