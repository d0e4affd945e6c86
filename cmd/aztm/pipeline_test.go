package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"sync"
	"testing"
	"time"
)

// upper answers a line by itself in capitals.
func upper(line []byte, err error) ([]byte, error) {
	if err != nil {
		return []byte("error: " + err.Error() + "\n"), nil
	}
	return append(bytes.ToUpper(line), '\n'), nil
}

func TestPipelineOrder(t *testing.T) {
	var in, want strings.Builder
	for i := range 500 {
		fmt.Fprintf(&in, "line %d%s\r\n", i, strings.Repeat("x", i%97*50))
		fmt.Fprintf(&want, "LINE %d%s\n", i, strings.Repeat("X", i%97*50))
	}
	in.WriteString("\n\nlast")
	want.WriteString("\n\nLAST\n")
	for _, jobs := range []int{1, 2, 7} {
		r := rand.New(rand.NewSource(int64(jobs)))
		var mu sync.Mutex
		p := pipeline{jobs: jobs, do: func(line []byte, err error) ([]byte, error) {
			mu.Lock()
			wait := time.Duration(r.Intn(200)) * time.Microsecond
			mu.Unlock()
			time.Sleep(wait)
			return upper(line, err)
		}}
		var out bytes.Buffer
		if err := p.run(context.Background(), strings.NewReader(in.String()), bufio.NewWriter(&out)); err != nil {
			t.Fatal(err)
		}
		if out.String() != want.String() {
			t.Errorf("%d jobs: answers out of order or lost: %d bytes, want %d", jobs, out.Len(), want.Len())
		}
	}
}

// TestPipelineRoom wants the bytes in flight bounded, but for a line that is longer.
func TestPipelineRoom(t *testing.T) {
	line := strings.Repeat("x", inFlight/3) + "\n"
	long := strings.Repeat("y", 3*inFlight) + "\n"
	var p *pipeline
	most := 0
	var mu sync.Mutex
	p = &pipeline{jobs: 8, do: func(line []byte, err error) ([]byte, error) {
		p.room.mu.Lock()
		used := p.room.used
		p.room.mu.Unlock()
		mu.Lock()
		defer mu.Unlock()
		if len(line) > inFlight {
			if used != len(line) {
				t.Errorf("%d bytes in flight beside a long line", used-len(line))
			}
			return nil, nil
		}
		most = max(most, used)
		return nil, nil
	}}
	in := strings.Repeat(line, 20) + long + strings.Repeat(line, 5)
	if err := p.run(context.Background(), strings.NewReader(in), bufio.NewWriter(io.Discard)); err != nil {
		t.Fatal(err)
	}
	if most == 0 || most > inFlight {
		t.Errorf("%d bytes in flight, want up to %d", most, inFlight)
	}
}

func TestPipelineLongLine(t *testing.T) {
	in := io.MultiReader(strings.NewReader("a\n"), io.LimitReader(endless('b'), maxLine+1), strings.NewReader("\nc"))
	var out bytes.Buffer
	p := pipeline{jobs: 2, do: upper}
	if err := p.run(context.Background(), in, bufio.NewWriter(&out)); err != nil {
		t.Fatal(err)
	}
	if want := "A\nerror: line longer than 64 MB\nC\n"; out.String() != want {
		t.Errorf("%.80q, want %q", out.String(), want)
	}
}

// endless reads the same byte for ever.
type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

var errBroken = errors.New("broken")

// broken fails to read or write.
type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errBroken }
func (broken) Write([]byte) (int, error) { return 0, errBroken }

// TestPipelineFails wants a failing stream told, and an end that comes soon.
func TestPipelineFails(t *testing.T) {
	in := pipeline{jobs: 3, do: upper}
	err := in.run(context.Background(), io.MultiReader(strings.NewReader("a\nb\n"), broken{}), bufio.NewWriter(io.Discard))
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("input: error %v", err)
	}
	out := pipeline{jobs: 3, do: upper}
	err = out.run(context.Background(), strings.NewReader(strings.Repeat("line\n", 1<<20)), bufio.NewWriter(broken{}))
	if !errors.Is(err, errBroken) {
		t.Errorf("output: error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	stop := pipeline{jobs: 3, do: func(line []byte, err error) ([]byte, error) { cancel(); return upper(line, err) }}
	if err := stop.run(ctx, endless('\n'), bufio.NewWriter(io.Discard)); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: error %v", err)
	}
}
