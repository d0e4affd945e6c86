package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterruptedRead holds that Ctrl-C ends a command that waits for standard input.
func TestInterruptedRead(t *testing.T) {
	memory := filepath.Join(t.TempDir(), "memory.db")
	if code := run(context.Background(), newApp(nil, io.Discard, io.Discard), []string{"--memory", memory, "put", "--az", "Söz", "--ru", "Слово"}); code != 0 {
		t.Fatal(code)
	}
	for _, args := range [][]string{{"lookup"}, {"norm"}, {"split"}, {"split", "--lines"}, {"align", "--jsonl"}, {"import", "--format", "tsv", "-"}} {
		stdin, typing := io.Pipe()
		defer typing.Close()
		ctx, interrupt := context.WithCancel(context.Background())
		var errs bytes.Buffer
		code := make(chan int)
		go func() {
			code <- run(ctx, newApp(stdin, io.Discard, &errs), append([]string{"--memory", memory}, args...))
		}()
		go typing.Write([]byte("az\tru\n"))
		time.AfterFunc(50*time.Millisecond, interrupt)
		select {
		case c := <-code:
			if c != 130 || !strings.Contains(errs.String(), "interrupted") {
				t.Errorf("%v: exit code %d: %s", args, c, &errs)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%v: still waiting for standard input", args)
		}
	}
}

// TestAnswersAtOnce holds that a program that asks line by line, through pipes, gets each answer before it asks again.
func TestAnswersAtOnce(t *testing.T) {
	stdin, asking := io.Pipe()
	answers, stdout := io.Pipe()
	code := make(chan int)
	go func() { code <- run(context.Background(), newApp(stdin, stdout, io.Discard), []string{"norm"}) }()
	r := bufio.NewReader(answers)
	for _, text := range []string{"Bakı", "Gəncə"} {
		if _, err := io.WriteString(asking, text+"\n"); err != nil {
			t.Fatal(err)
		}
		if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, text+"\t") {
			t.Errorf("%q, %v", line, err)
		}
	}
	asking.Close()
	if c := <-code; c != 0 {
		t.Errorf("exit code %d", c)
	}
}
