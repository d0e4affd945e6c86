package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestHelpWidth holds that every help text fits a terminal of 80 columns.
func TestHelpWidth(t *testing.T) {
	commands := [][]string{{"--help"}}
	for _, c := range newRoot(newApp(nil, nil, nil)).Commands() {
		commands = append(commands, []string{c.Name(), "--help"})
	}
	if len(commands) < 10 {
		t.Fatalf("only %d commands", len(commands))
	}
	for _, args := range commands {
		var out, errs bytes.Buffer
		if code := run(context.Background(), newApp(strings.NewReader(""), &out, &errs), args); code != 0 || out.Len() == 0 {
			t.Fatalf("%v: exit code %d, %d bytes: %s", args, code, out.Len(), &errs)
		}
		for line := range strings.Lines(out.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
				t.Errorf("%v: %d columns: %s", args, n, line)
			}
		}
	}
}
