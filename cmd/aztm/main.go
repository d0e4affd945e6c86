// Command aztm is an Azerbaijani–Russian–English translation memory for the terminal.
//
// It joins the project's libraries and holds what belongs to a program: commands and
// flags, the standard streams, exit codes, messages and colours. What a text means is
// decided in corpus, align and tm; a command here reads its options, calls one or two
// of them and prints. Each command has a file of its own with a constructor, its
// options and a run function. ingest.go is the one place where a document becomes
// segments, beads and units.
//
// Data goes to stdout, everything said about it to stderr. Exit codes: 0 done or
// found, 1 nothing found, 2 error, 130 interrupted.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

func main() {
	a := newApp(os.Stdin, os.Stdout, os.Stderr)
	ctx, stop := context.WithCancel(context.Background())
	go a.heed(stop)
	os.Exit(run(ctx, a, os.Args[1:]))
}

// heed stops the run at Ctrl-C, a kill or the end of the terminal: the first asks for it, so that files are whole or gone; the second
// ends the program at once, which loses nothing that was stored. An editor or a pager that has the terminal keeps Ctrl-C for itself.
func (a *app) heed(stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	asked := false
	for s := range signals {
		switch {
		case s == os.Interrupt && a.lent.Load():
		case asked:
			os.Exit(130)
		default:
			asked = true
			stop()
		}
	}
}

// A stoppable reader gives up when its context ends, also while it waits for a terminal or a pipe.
type stoppable struct {
	ctx     context.Context
	r       io.Reader
	size    int64 // bytes that r has, 0 if that is not known
	read    atomic.Int64
	buf     []byte
	pending chan readResult // of the Read that is on its way, nil if none is
}

func newStoppable(ctx context.Context, r io.Reader) *stoppable {
	s := &stoppable{ctx: ctx, r: r}
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			s.size = info.Size()
		}
	}
	return s
}

// share is how much was read, 0 to 1, 0 if that is not known.
func (s *stoppable) share() float64 {
	if s == nil || s.size == 0 {
		return 0
	}
	return float64(s.read.Load()) / float64(s.size)
}

type readResult struct {
	n   int
	err error
}

func (s *stoppable) Read(p []byte) (int, error) {
	if s.pending == nil {
		if len(s.buf) < len(p) {
			s.buf = make([]byte, len(p))
		}
		s.pending = make(chan readResult, 1)
		go func(buf []byte, done chan<- readResult) {
			n, err := s.r.Read(buf)
			done <- readResult{n, err}
		}(s.buf[:len(p)], s.pending)
	}
	select {
	case <-s.ctx.Done():
		return 0, s.ctx.Err()
	case x := <-s.pending:
		s.pending = nil
		s.read.Add(int64(x.n))
		return copy(p, s.buf[:x.n]), x.err
	}
}
