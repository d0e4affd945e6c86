package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		name         string
		total, count int
		share        float64
		took         time.Duration
		want         string
	}{
		{"of a known number", 63, 21, 0, 10 * time.Second, "add: 33% · 21 of 63 things, 2 a second · 20 s left"},
		{"slow", 63, 1, 0, 10 * time.Second, "add: 2% · 1 of 63 things · 10 min left"},
		{"by share", 0, 120000, 0.42, 14 * time.Second, "add: 42% · 120000 things, 8600 a second · 19 s left"},
		{"unknown", 0, 5, 0, 70 * time.Second, "add: 5 things · 1 min 10 s"},
		{"nothing yet", 0, 0, 0, 2 * time.Second, "add: 2 s"},
		{"too early to tell", 10000, 1, 0, 2 * time.Second, "add: 0% · 1 of 10000 things · 2 s"},
		{"hours", 0, 0, 0.1, 2000 * time.Second, "add: 10% · 5 h 0 min left"},
		{"more than all", 10, 12, 0, 3 * time.Second, "add: 100% · 12 of 10 things, 4 a second · 0 s left"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &progress{what: "add", item: "things", total: c.total}
			p.add(c.count)
			if c.share > 0 {
				p.at(c.share)
			}
			if got := p.line(c.took); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestProgressShown runs works on a terminal by the clock of synctest: what takes less than a second shows nothing, a longer one a
// line that the next message takes away, and no line is left at the end.
func TestProgressShown(t *testing.T) {
	t.Setenv("COLUMNS", "30")
	work := func(took time.Duration, terminal, quiet bool) string {
		var out, errs bytes.Buffer
		synctest.Test(t, func(t *testing.T) {
			a := newApp(strings.NewReader(""), &out, &errs)
			a.messages.terminal, a.quiet = terminal, quiet
			p := a.progress("import a\x1b[2J.tmx", "units", 100)
			time.Sleep(took)
			synctest.Wait()
			p.add(50)
			a.warn("a warning")
			time.Sleep(took)
			synctest.Wait()
			p.done()
			p.done()
		})
		return errs.String()
	}
	const warning = "aztm: warning: a warning\n"
	for _, c := range []struct {
		name            string
		took            time.Duration
		terminal, quiet bool
	}{{"short", 400 * time.Millisecond, true, false}, {"no terminal", 3 * time.Second, false, false}, {"-q", 3 * time.Second, true, true}} {
		if got := work(c.took, c.terminal, c.quiet); got != warning {
			t.Errorf("%s: %q", c.name, got)
		}
	}
	got := work(3*time.Second, true, false)
	if !strings.Contains(got, "\r\x1b[K"+warning) || !strings.HasSuffix(got, "\r\x1b[K") || !strings.Contains(got, `a\u001b[2J.tmx: 50%`) {
		t.Errorf("%q", got)
	}
	for _, line := range strings.Split(got, "\r\x1b[K") {
		if n := utf8.RuneCountInString(strings.TrimPrefix(line, warning)); n > 29 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{{"Bakı", 4, "Bakı"}, {"Bakıda", 4, "Bak…"}, {"北京市", 6, "北京市"}, {"北京市", 5, "北京…"}, {"북경시", 4, "북…"}, {"й́й́", 2, "й́й́"}, {"", 0, ""}} {
		if got := cut(c.s, c.n); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
}
