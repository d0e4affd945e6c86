package main

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/term"
)

// A messageWriter is standard error. On a terminal it keeps a status line below what was written: whatever else is written to the
// terminal takes it away first.
type messageWriter struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	shown    bool          // a status line stands there
	covered  bool          // a pager has the terminal: no status line
	held     *bytes.Buffer // messages to write when the pager has ended; nil without one
}

// Write takes the status line away and writes p, a message.
func (m *messageWriter) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held != nil {
		return m.held.Write(p)
	}
	m.erase()
	return len(p), m.write(p)
}

func (m *messageWriter) write(p []byte) error {
	if !m.terminal {
		_, err := m.w.Write(p)
		return err
	}
	safe, rest := guarded(p, false)
	_, err := io.WriteString(m.w, fitMessage(safe+visible(string(rest)), terminalColumns(m.w)))
	return err
}

// fitMessage breaks the lines of a message at blanks where the terminal is too narrow; a line that begins with a blank is a command to
// copy, and stays whole.
func fitMessage(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if columns(l) > width && !strings.HasPrefix(l, " ") {
			lines[i] = wrap(l, width, "  ")
		}
	}
	return strings.Join(lines, "\n")
}

// hold keeps messages back until release, so that they do not stand in the pages of a pager.
func (m *messageWriter) hold() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = &bytes.Buffer{}
}

func (m *messageWriter) release() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.covered = false
	if m.held != nil {
		m.erase()
		m.write(m.held.Bytes())
		m.held = nil
	}
}

// cover takes the status line away for as long as messages are held back.
func (m *messageWriter) cover() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
	m.covered = true
}

// status shows a line, cut to the terminal's width, in the place of the one before; "" takes it away.
func (m *messageWriter) status(line string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
	if line != "" && m.terminal && !m.covered {
		io.WriteString(m.w, cut(line, terminalColumns(m.w)-1))
		m.shown = true
	}
}

func (m *messageWriter) erase() {
	if m.shown {
		io.WriteString(m.w, "\r\x1b[K")
		m.shown = false
	}
}

// A dataWriter is standard output. It takes away the status line of a terminal before it writes.
type dataWriter struct {
	stream   io.Writer // standard output itself
	guard    *guard    // before a terminal, nil elsewhere
	pager    *pager    // below the guard, nil if there is none
	messages *messageWriter
}

func (d *dataWriter) Write(p []byte) (int, error) {
	d.messages.status("")
	if d.guard != nil {
		return d.guard.Write(p)
	}
	return d.stream.Write(p)
}

// isTerminal tells whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalColumns is the width of a terminal: what COLUMNS says, else what the terminal says, else 80.
func terminalColumns(stream any) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := stream.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}
