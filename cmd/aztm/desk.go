package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// A desk is what the programs that fill the terminal share: its size, a status line and a line of keys at the bottom, the page of help,
// and a guard that no stored text passes raw. A model embeds it, answers Ctrl-C by leave, gives it each other message first and builds its view
// by it:
//
//	func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
//		if cmd, taken := m.take(msg); taken {
//			return m, cmd
//		}
//		…
//	}
//	func (m *model) View() tea.View { return m.view(lines, status, cursor) }
type desk struct {
	a             *app
	width, height int       // of the terminal; 0 until it is known
	keys          []deskKey // of what is shown now, the most wanted first
	guide         string    // the page of help; lines that begin with a blank keep to themselves
	note          string    // what happened last; said until the next key
	bad           bool      // it is an error
	helping       bool      // the page of help is shown
	helpTop       int       // its first line on the screen
	edit          *editing  // nil unless texts are edited: then ? is typed as any letter is, and only F1 shows the page of help
	leaving       bool      // quit as soon as what is on its way is stored
	send          func(tea.Msg)
}

// A deskKey is a key and, in a word or two, what it does.
type deskKey struct{ key, does string }

// A noteMsg is a message for the status line.
type noteMsg string

// canFill says whether there is a terminal to fill and somebody to press keys. The hint of its error is what to run instead.
func (a *app) canFill(name, instead string) error {
	if !a.typed || !a.terminal || a.noInput || os.Getenv("TERM") == "dumb" {
		return hint(fmt.Errorf("%s wants a terminal to fill, and somebody to press keys", name), "%s", instead)
	}
	return nil
}

// fill runs a model that embeds a desk on the whole terminal until it quits, and leaves the terminal as it was; also after a signal or a
// panic.
func (a *app) fill(ctx context.Context, name string, m interface {
	tea.Model
	desktop() *desk
}) error {
	a.stdout.Flush()
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithoutSignalHandler())
	m.desktop().send = p.Send
	_, err := p.Run()
	if errors.Is(err, tea.ErrProgramPanic) {
		return hint(fmt.Errorf("%s broke down", name), "what was decided is stored; %s history lists it", a.command())
	}
	return err
}

func (d *desk) desktop() *desk { return d }

// behind is an app for commands that run while the terminal is filled: they print no data and ask nothing, and what they say goes into
// the status line.
func (d *desk) behind() *app {
	b := &app{memoryFlag: d.a.memoryFlag, noInput: true}
	b.messages = &messageWriter{w: sayer(func(s string) { d.send(noteMsg(s)) })}
	b.stderr = b.messages
	b.stdout = bufio.NewWriter(io.Discard)
	return b
}

type sayer func(string)

func (s sayer) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		s(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "aztm: "))
	}
	return len(p), nil
}

// take handles the messages that mean the same on every screen, and tells whether this was one.
func (d *desk) take(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.width, d.height = msg.Width, msg.Height
		return nil, true
	case noteMsg:
		d.say("%s", string(msg))
		return nil, true
	case tea.KeyPressMsg:
		switch latin(msg) {
		case "ctrl+z":
			return tea.Suspend, true
		case "ctrl+l":
			return tea.ClearScreen, true
		}
		if d.helping {
			d.turnHelp(latin(msg))
			return nil, true
		}
		if key := msg.String(); key == "f1" || key == "?" && d.edit == nil {
			d.helping, d.helpTop = true, 0
			return nil, true
		}
		d.note, d.bad = "", false
	}
	return nil, false
}

// leave quits; while something is being stored as soon as it is, or when that is asked for again.
func (d *desk) leave(storing bool) tea.Cmd {
	if storing && !d.leaving {
		d.leaving = true
		d.say("storing the last decision; Ctrl-C leaves without it")
		return nil
	}
	return tea.Quit
}

// say puts what happened into the status line, where it stands until the next key.
func (d *desk) say(format string, args ...any) {
	d.note, d.bad = visible(fmt.Sprintf(format, args...)), false
}

// complain puts an error and its hint into the status line.
func (d *desk) complain(err error) {
	text, _, _ := strings.Cut(err.Error(), "\n")
	advice := d.a.memoryAdvice(err)
	var h hinted
	if errors.As(err, &h) {
		advice = h.hint
	}
	if advice != "" {
		text += "; " + advice
	}
	d.note, d.bad = visible(text), true
}

func (d *desk) turnHelp(key string) {
	last := max(0, len(d.helpLines())-d.room())
	switch key {
	case "down", "j":
		d.helpTop++
	case "up", "k":
		d.helpTop--
	case "pgdown", "space":
		d.helpTop += d.room()
	case "pgup":
		d.helpTop -= d.room()
	default:
		d.helping = false
	}
	d.helpTop = max(0, min(d.helpTop, last))
}

func (d *desk) helpLines() []string { return strings.Split(fitText(d.guide, max(20, d.width)), "\n") }

// rule is a line across the screen.
func (d *desk) rule() string { return d.a.paint(dim, strings.Repeat("─", d.width)) }

// room is how many lines stand above the status line.
func (d *desk) room() int { return max(1, d.height-2) }

// mostNoteLines is how much of the screen what is said may take.
const mostNoteLines = 4

// view is the screen: lines, of which those that have no room are left out, the status line and the keys. What is said last covers the
// status, and if it is long the last lines. Colours but those of paint, and all that could steer the terminal, are shown escaped.
func (d *desk) view(lines []string, status string, cursor *tea.Cursor) tea.View {
	if d.width == 0 {
		return tea.View{AltScreen: true}
	}
	keys := d.keys
	if d.helping {
		lines, cursor, keys = d.helpLines(), nil, []deskKey{{"Esc", "back"}, {"↑ ↓", "scroll"}}
		lines = lines[min(d.helpTop, len(lines)):]
	}
	code, below := dim, []string{cut(status, d.width)}
	if d.note != "" {
		code, below = bold, strings.Split(wrap(d.note, d.width, ""), "\n")
		if d.bad {
			code = red
		}
	}
	below = below[:min(len(below), mostNoteLines, max(1, d.height-2))]
	shown := make([]string, max(1, d.height-1-len(below)))
	copy(shown, lines)
	for _, l := range below {
		shown = append(shown, d.a.paint(code, l))
	}
	shown = append(shown, d.keyLine(keys))
	safe, rest := guarded([]byte(strings.Join(shown, "\n")), d.a.colour)
	v := tea.NewView(safe + visible(string(rest)))
	v.AltScreen = true
	v.Cursor = cursor
	return v
}

// keyLine is the last line: as many keys as fit, the help always.
func (d *desk) keyLine(keys []deskKey) string {
	const gap = "  "
	help := deskKey{"?", "help"}
	switch {
	case d.helping:
		help = deskKey{}
	case d.edit != nil:
		help.key = "F1"
	}
	room := d.width - len(help.key) - 1 - len(help.does)
	var b strings.Builder
	for _, k := range keys {
		if room -= columns(k.key) + 1 + columns(k.does) + len(gap); room < 0 {
			break
		}
		b.WriteString(d.a.paint(bold, k.key) + " " + k.does + gap)
	}
	return strings.TrimRight(b.String()+d.a.paint(bold, help.key)+" "+help.does, " ")
}

// latin is a key by the letter that it has on a Latin keyboard, so that the keys of commands work where the Russian layout is on.
func latin(k tea.KeyPressMsg) string {
	const russian, english = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ", `qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>`
	name := []rune(k.String())
	if len(name) > 0 {
		if i := strings.IndexRune(russian, name[len(name)-1]); i >= 0 {
			name[len(name)-1] = rune(english[i/2]) // a letter takes two bytes
		}
	}
	return string(name)
}

// A roll is a list of which the screen shows a part: the item that is chosen, and the first that is shown.
type roll struct {
	at, top int
	skip    int // lines of the item chosen above the screen, if it is higher than that
	over    int // lines of it that have no room
}

// take moves in a list of n items if the key is one that moves.
func (r *roll) take(key string, n int) bool {
	const page = 5
	switch key {
	case "down", "ctrl+n":
		if r.skip < r.over {
			r.skip = min(r.over, r.skip+page)
			return true
		}
		r.at++
	case "up", "ctrl+p":
		if r.skip > 0 {
			r.skip = max(0, r.skip-page)
			return true
		}
		r.at--
	case "pgdown":
		r.at += page
	case "pgup":
		r.at -= page
	default:
		return false
	}
	r.at, r.skip = max(0, min(r.at, n-1)), 0
	return true
}

// fit chooses the first item that is shown, so that the one chosen is seen: height is how many lines an item takes.
func (r *roll) fit(height func(i int) int, n, room int) {
	r.at = max(0, min(r.at, n-1))
	r.top = min(r.top, r.at)
	used := 0
	for i := r.at; i >= r.top; i-- {
		if used += height(i); used > room && i < r.at {
			r.top = i + 1
			break
		}
	}
	below := 0
	for i := r.top; i < n && below <= room; i++ {
		below += height(i)
	}
	for r.top > 0 && below <= room { // no blank space below the last item
		if below += height(r.top - 1); below <= room {
			r.top--
		}
	}
	r.over = max(0, height(r.at)-room)
	r.skip = min(r.skip, r.over)
}

// lines are those of the items that are shown.
func (r *roll) lines(n, room int, item func(i int) []string) []string {
	var lines []string
	for i := r.top; i < n && len(lines) < room; i++ {
		l := item(i)
		if i == r.at && r.top == i {
			l = l[r.skip:]
		}
		lines = append(lines, l...)
	}
	return lines[:max(0, min(room, len(lines)))]
}
