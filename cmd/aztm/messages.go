package main

import (
	"io"
	"os"
	"strconv"
	"sync"

	"golang.org/x/term"
)

// A messageWriter is standard error. On a terminal it keeps a status line below what was written: whatever else is written to the
// terminal takes it away first.
type messageWriter struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	shown    bool // a status line stands there
}

// Write takes the status line away and writes p.
func (m *messageWriter) Write(p []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
	return m.w.Write(p)
}

// status shows a line, cut to the terminal's width, in the place of the one before; "" takes it away.
func (m *messageWriter) status(line string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erase()
	if line != "" && m.terminal {
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
	w        io.Writer
	messages *messageWriter
}

func (d *dataWriter) Write(p []byte) (int, error) {
	d.messages.status("")
	return d.w.Write(p)
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
