package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/term"
)

// errQuit says that the reader left the pager before the end: nothing is wrong.
var errQuit = errors.New("the pager was left")

// A pager shows output that is longer than the terminal in another program. What fits is printed as it is.
type pager struct {
	a        *app
	terminal *os.File
	command  string

	rows, columns int
	row, column   int // where the text ends
	head          bytes.Buffer
	in            io.WriteCloser // of the program, nil before it runs
	over          chan struct{}  // closed when it has ended
	plain         bool           // there is none: all is printed
}

// page lets a pager show what is printed from here to endPage, if it is longer than the terminal.
func (a *app) page() {
	f, ok := a.data.stream.(*os.File)
	command := pagerCommand()
	if a.noPager || !ok || !a.terminal || command == "" || a.data.pager != nil {
		return
	}
	columns, rows, err := term.GetSize(int(f.Fd()))
	if err != nil || rows < 2 || columns < 1 {
		return
	}
	p := &pager{a: a, terminal: f, command: command, rows: rows, columns: columns}
	a.data.pager, a.data.guard.w = p, p
	a.messages.hold()
}

// endPage prints what was held back, waits until the reader has left the pager, and shows the messages. It flushes stdout in any case.
func (a *app) endPage() error {
	err := a.stdout.Flush()
	if a.data.guard != nil {
		err = cmp.Or(err, a.data.guard.end())
	}
	if p := a.data.pager; p != nil {
		a.data.pager, a.data.guard.w = nil, a.data.stream
		err = cmp.Or(err, p.close())
		a.messages.release()
	}
	if errors.Is(err, errQuit) {
		a.stdout.Reset(a.data)
		return nil
	}
	return err
}

// pagerCommand is the pager that the user wants, "" for none.
func pagerCommand() string {
	command := "less -FRX"
	for _, name := range []string{"PAGER", "AZTM_PAGER"} {
		if c, ok := os.LookupEnv(name); ok {
			command = strings.TrimSpace(c)
		}
	}
	program, _, _ := strings.Cut(command, " ")
	if _, err := exec.LookPath(program); err != nil || program == "cat" {
		return ""
	}
	return command
}

// Write prints text, or keeps it until it is known to be longer than the terminal.
func (p *pager) Write(text []byte) (int, error) {
	if p.in == nil && !p.plain {
		p.head.Write(text)
		if p.measure(text); p.row < p.rows {
			return len(text), nil
		}
		return len(text), p.start()
	}
	return len(text), p.put(text)
}

// measure follows where text ends on the terminal. Colours take no room.
func (p *pager) measure(text []byte) {
	code := false
	for _, r := range string(text) {
		switch {
		case code:
			code = r != 'm'
		case r == '\x1b':
			code = true
		case r == '\n':
			p.row, p.column = p.row+1, 0
		default:
			p.column += runeColumns(r)
			if p.column > p.columns {
				p.row, p.column = p.row+1, runeColumns(r)
			}
		}
	}
}

func (p *pager) start() error {
	c := exec.Command("sh", "-c", p.command)
	c.Stdout, c.Stderr = p.terminal, os.Stderr
	c.Env = os.Environ()
	for name, value := range map[string]string{"LESS": "FRX", "LESSCHARSET": "utf-8"} {
		if _, set := os.LookupEnv(name); !set {
			c.Env = append(c.Env, name+"="+value)
		}
	}
	in, err := c.StdinPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		p.plain = true
		return p.put(p.head.Bytes())
	}
	p.in, p.over = in, make(chan struct{})
	p.a.messages.cover()
	p.a.lent.Store(true)
	go func() {
		c.Wait()
		p.a.lent.Store(false)
		close(p.over)
	}()
	return p.put(p.head.Bytes())
}

// put writes to the program, or to the terminal if there is none.
func (p *pager) put(text []byte) error {
	if p.in == nil {
		_, err := p.terminal.Write(text)
		return err
	}
	if _, err := p.in.Write(text); err != nil {
		return errQuit
	}
	return nil
}

func (p *pager) close() error {
	if p.in == nil {
		if p.plain {
			return nil
		}
		return p.put(p.head.Bytes())
	}
	p.in.Close()
	<-p.over
	return nil
}
