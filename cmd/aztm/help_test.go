package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// helpOf is what COMMAND --help prints at a width.
func helpOf(t *testing.T, width int, command ...string) string {
	t.Helper()
	t.Setenv("COLUMNS", fmt.Sprint(width))
	var out, errs bytes.Buffer
	if code := run(context.Background(), newApp(strings.NewReader(""), &out, &errs), append(command, "--help")); code != 0 || out.Len() == 0 {
		t.Fatalf("%v: exit code %d, %d bytes: %s", command, code, out.Len(), &errs)
	}
	return out.String()
}

// TestHelpWidth holds that every help text fits the terminal, down to 60 columns; but for examples below 80, which are to be copied.
func TestHelpWidth(t *testing.T) {
	commands := [][]string{{}}
	for _, c := range newRoot(newApp(nil, nil, nil)).Commands() {
		commands = append(commands, []string{c.Name()})
	}
	if len(commands) < 10 {
		t.Fatalf("only %d commands", len(commands))
	}
	for _, width := range []int{200, 80, 60} {
		for _, command := range commands {
			section := ""
			for line := range strings.Lines(helpOf(t, width, command...)) {
				line = strings.TrimSuffix(line, "\n")
				if strings.HasSuffix(line, ":") && !strings.HasPrefix(line, " ") {
					section = line
				}
				if n := utf8.RuneCountInString(line); n > min(width, 80) && (width >= 80 || section != "Examples:" || n > 80) {
					t.Errorf("%v at %d: %d columns: %s", command, width, n, line)
				}
			}
		}
	}
}

// TestHelpShape holds that each command opens with what it does and an example that calls it, and names commands that come next, all
// of which there are.
func TestHelpShape(t *testing.T) {
	root := newRoot(newApp(nil, nil, nil))
	for _, c := range root.Commands() {
		if c.Short == "" || c.GroupID == "" {
			t.Errorf("%s: no short text, or in no group", c.Name())
		}
		if !strings.Contains(c.Example, "aztm "+c.Name()) && !strings.Contains(c.Example, " "+c.Name()) {
			t.Errorf("%s: no example of it: %s", c.Name(), c.Example)
		}
		if next := nextOf(c); len(next) == 0 || len(next) != len(nextCommands[c.Name()]) {
			t.Errorf("%s: nextCommands names %v, of which there are %d", c.Name(), nextCommands[c.Name()], len(next))
		}
		text := helpOf(t, 80, c.Name())
		if !strings.HasPrefix(text, c.Short+"\n\nExamples:\n") || !strings.Contains(text, "\nNext:\n") {
			t.Errorf("%s: it does not open with examples, or names no command that comes next:\n%s", c.Name(), text)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		line   string
		width  int
		indent string
		want   string
	}{
		{"bir iki üç", 80, "", "bir iki üç"},
		{"bir iki üç", 7, "  ", "bir iki\n  üç"},
		{"  bir iki", 6, "    ", "  bir\n    iki"},
		{"uzunsöz bir", 3, "", "uzunsöz\nbir"},
		{"", 3, "", ""},
		{"a  b", 2, " ", "a\n b"},
		{"az  \x1b[1mbir\x1b[0m iki", 8, "    ", "az  \x1b[1mbir\x1b[0m\n    iki"},
	} {
		if got := wrap(c.line, c.width, c.indent); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.line, c.width, got, c.want)
		}
	}
}

func TestFitText(t *testing.T) {
	const text = "Bir iki\nüç dörd.\n\nSiyahı:\n  bir    birinci söz\n  iki    ikinci"
	if got := fitText(text, 80); got != text {
		t.Errorf("at 80: %q", got)
	}
	if got, want := fitText(text, 16), "Bir iki üç dörd.\n\nSiyahı:\n  bir    birinci\n         söz\n  iki    ikinci"; got != want {
		t.Errorf("at 16: %q, want %q", got, want)
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"formt", "format", 1}, {"form", "from", 1}, {"lnags", "langs", 1}, {"abc", "", 3}, {"kitten", "sitting", 3}} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
