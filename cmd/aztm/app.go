package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/adrg/xdg"
)

// An app is one run of the program: its streams and the options all commands share.
type app struct {
	stdin    io.Reader
	input    *stoppable // what stdin reads from in the end; nil before run
	stdout   *bufio.Writer
	stderr   io.Writer // messages
	data     *dataWriter
	messages *messageWriter

	memoryFlag string
	json       bool
	quiet      bool
	noInput    bool
	noPager    bool

	terminal bool // stdout is a terminal: stored text is shown with control characters escaped
	colour   bool
	typed    bool        // stdin is a terminal
	asks     bool        // there is somebody to ask: stdin and stderr are terminals
	lent     atomic.Bool // the terminal is an editor's or a pager's, and so is Ctrl-C
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *app {
	a := &app{stdin: stdin, typed: isTerminal(stdin)}
	a.asks = a.typed && isTerminal(stderr)
	a.setTerminals(stdout, stderr, isTerminal(stdout), isTerminal(stderr))
	return a
}

// setTerminals sets the streams, and which of them are terminals.
func (a *app) setTerminals(stdout, stderr io.Writer, out, err bool) {
	a.terminal = out
	a.colour = out && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	a.messages = &messageWriter{w: stderr, terminal: err}
	a.data = &dataWriter{stream: stdout, messages: a.messages}
	if out {
		a.data.guard = &guard{w: stdout, colour: a.colour}
	}
	a.stderr = a.messages
	a.stdout = bufio.NewWriterSize(a.data, 64<<10)
}

// width is how many columns stdout has, 0 where it is no terminal: lines may have any length there.
func (a *app) width() int {
	if !a.terminal {
		return 0
	}
	return terminalColumns(a.data.stream)
}

// memoryPath is where the memory lies: the flag, then AZTM_MEMORY, then the user's data directory.
func (a *app) memoryPath() string {
	if a.memoryFlag != "" {
		return a.memoryFlag
	}
	if p := os.Getenv("AZTM_MEMORY"); p != "" {
		return p
	}
	return filepath.Join(xdg.DataHome, "aztm", "memory.db")
}

// say prints a message for the reader on stderr, unless -q.
func (a *app) say(format string, args ...any) {
	if a.quiet {
		return
	}
	a.stdout.Flush()
	fmt.Fprintf(a.stderr, format+"\n", args...)
}

// warn prints a warning on stderr, also with -q.
func (a *app) warn(format string, args ...any) {
	a.stdout.Flush()
	fmt.Fprintf(a.stderr, "aztm: warning: "+format+"\n", args...)
}

// printf prints data on stdout.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.stdout, format, args...) }

// object prints one JSON object a line on stdout.
func (a *app) object(v any) error {
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// command is how the user called the program, so that a suggested command works when pasted.
func (a *app) command() string {
	name := os.Args[0]
	switch {
	case strings.Contains(name, "go-build"):
		name = "go run ./cmd/aztm"
	case !strings.ContainsRune(name, filepath.Separator):
		name = "aztm"
	}
	if a.memoryFlag != "" {
		name += " --memory " + shellQuote(a.memoryFlag)
	}
	return name
}

// shellQuote quotes s for a POSIX shell where it needs it.
func shellQuote(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:@%+=,", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// sayTyping tells who calls aztm without a file or a pipe that it waits for text.
func (a *app) sayTyping() {
	if a.typed {
		a.say("reading what you type; Ctrl-D on an empty line ends it")
	}
}

// A tied reader writes all answers before it waits for the next question.
type tied struct {
	io.Reader
	answers *bufio.Writer
}

func (t tied) Read(p []byte) (int, error) {
	if err := t.answers.Flush(); err != nil {
		return 0, err
	}
	return t.Reader.Read(p)
}

// lines calls do for each line of stdin, without its end. A line may be up to 64 MB long.
func (a *app) lines(do func(line string) error) error {
	a.sayTyping()
	s := bufio.NewScanner(tied{a.stdin, a.stdout})
	s.Buffer(make([]byte, 0, 64<<10), 64<<20)
	n := 0
	p := a.progress(stdinName, "lines", 0)
	defer p.done()
	if a.terminal { // the answers show how far it is
		p.done()
	}
	for s.Scan() {
		n++
		p.add(1)
		p.at(a.input.share())
		if err := do(strings.TrimSuffix(s.Text(), "\r")); err != nil {
			return err
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("standard input, line %d: %w", n+1, err)
	}
	return nil
}

// warnless prints a line on stderr as it is.
func (a *app) warnless(format string, args ...any) {
	a.stdout.Flush()
	fmt.Fprintf(a.stderr, format+"\n", args...)
}
