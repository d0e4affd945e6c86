package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
)

// maxLine bounds a line, in bytes; the rest of a longer one is skipped.
const maxLine = 64 << 20

// inFlight bounds the bytes of the lines that are being worked on or wait for those before them. A line
// that is longer is worked on alone, so that memory depends on the longest line and not on their number.
const inFlight = 1 << 20

// errLongLine stands for a line beyond maxLine.
var errLongLine = fmt.Errorf("line longer than %d MB", maxLine>>20)

// A pipeline answers lines by several jobs at a time, in the order of the lines.
type pipeline struct {
	jobs int
	do   func(line []byte, err error) ([]byte, error) // answers a line; err is errLongLine or nil
	room room
}

// A lineJob is a line on its way through.
type lineJob struct {
	line   []byte
	err    error // of the line; later of the answer
	answer chan []byte
}

// run answers the lines of in until it ends, a write fails or ctx is done.
func (p *pipeline) run(ctx context.Context, in io.Reader, out *bufio.Writer) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p.room.wake = make(chan struct{}, 1)
	order, work := make(chan *lineJob, 64*p.jobs), make(chan *lineJob)
	for range p.jobs {
		go p.work(work)
	}
	failed := make(chan error, 1)
	go func() { failed <- p.read(ctx, in, order, work) }()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case j, ok := <-order:
			if !ok {
				return <-failed
			}
			if err := p.write(j, out, len(order) == 0); err != nil {
				return err
			}
		}
	}
}

// work answers lines until there are no more.
func (p *pipeline) work(work <-chan *lineJob) {
	for j := range work {
		var answer []byte
		answer, j.err = p.do(j.line, j.err)
		j.answer <- answer
	}
}

// read sends the lines of in to the jobs, and in order to the writer.
func (p *pipeline) read(ctx context.Context, in io.Reader, order, work chan<- *lineJob) error {
	defer close(order)
	defer close(work)
	r := bufio.NewReaderSize(in, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, errLongLine) {
			return fmt.Errorf("standard input, line %d: %w", n, err)
		}
		if !p.room.take(ctx, len(line)) {
			return ctx.Err()
		}
		j := &lineJob{line: line, err: err, answer: make(chan []byte, 1)}
		for _, c := range []chan<- *lineJob{work, order} { // what the writer waits for is being worked on
			select {
			case c <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// write waits for an answer and prints it; flush says that no other line is waiting.
func (p *pipeline) write(j *lineJob, out *bufio.Writer, flush bool) error {
	answer := <-j.answer
	p.room.give(len(j.line))
	if j.err != nil {
		return j.err
	}
	if _, err := out.Write(answer); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	if !flush {
		return nil
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// readLine reads a line without its end. Of one beyond maxLine it skips the rest and returns errLongLine; after the last it returns io.EOF.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for some := false; ; some = true {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > maxLine {
			long, line = true, nil
		}
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !(errors.Is(err, io.EOF) && (some || len(part) > 0)):
			return nil, err
		case long:
			return nil, errLongLine
		}
		return trimEnd(line), nil
	}
}

// trimEnd cuts "\n" or "\r\n" off.
func trimEnd(line []byte) []byte {
	for _, c := range []byte("\n\r") {
		if n := len(line); n > 0 && line[n-1] == c {
			line = line[:n-1]
		}
	}
	return line
}

// A room counts the bytes in flight.
type room struct {
	mu   sync.Mutex
	used int
	wake chan struct{} // told that some were given back
}

// take waits until n bytes have room, or nothing else is in flight; false if ctx is done before.
func (r *room) take(ctx context.Context, n int) bool {
	for {
		r.mu.Lock()
		if r.used == 0 || r.used+n <= inFlight {
			r.used += n
			r.mu.Unlock()
			return true
		}
		r.mu.Unlock()
		select {
		case <-r.wake:
		case <-ctx.Done():
			return false
		}
	}
}

// give gives n bytes back.
func (r *room) give(n int) {
	r.mu.Lock()
	r.used -= n
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}
