package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"aztm/tm"
)

// A tmux is a terminal with a shell in it, whose keys a test presses and whose screen it reads.
type tmux struct {
	t      testing.TB
	socket string
	pid    string // a file with the process id of the aztm that was started last
}

// newTmux starts a terminal; the test is skipped where there is no tmux.
func newTmux(t testing.TB, width, height int) tmux {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed: browse is not tried in a terminal")
	}
	dir, err := os.MkdirTemp("", "aztm-tmux-") // the path of a socket is short
	if err != nil {
		t.Fatal(err)
	}
	x := tmux{t, filepath.Join(dir, "s"), filepath.Join(dir, "pid")}
	t.Cleanup(func() {
		exec.Command("tmux", "-S", x.socket, "kill-server").Run()
		os.RemoveAll(dir)
	})
	x.do("-u", "-f", "/dev/null", "new-session", "-d", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height),
		"env", "-u", "NO_COLOR", "-u", "COLUMNS", "LC_ALL=C.UTF-8", "PS1=shell> ", "TERM=tmux-256color", "sh")
	x.do("set", "-s", "set-clipboard", "on")
	x.shows("shell>")
	return x
}

// do runs a command of tmux and returns what it prints.
func (x tmux) do(args ...string) string {
	x.t.Helper()
	c := exec.Command("tmux", append([]string{"-S", x.socket}, args...)...)
	c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %q: %v: %s", args, err, out)
	}
	return string(out)
}

// start runs aztm in the shell, with settings of the environment before it.
func (x tmux) start(env, args string) {
	x.t.Helper()
	x.do("send-keys", fmt.Sprintf("sh -c 'echo $$ > %s; %s exec aztm %s'; echo exit $?", x.pid, env, args), "Enter")
}

// kill sends a signal to the aztm that was started last.
func (x tmux) kill(s syscall.Signal) {
	x.t.Helper()
	text, err := os.ReadFile(x.pid)
	if err != nil {
		x.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		x.t.Fatal(err)
	}
	if err := syscall.Kill(pid, s); err != nil {
		x.t.Fatal(err)
	}
}

func (x tmux) press(keys ...string) {
	x.t.Helper()
	for _, k := range keys {
		x.do("send-keys", k)
	}
}

func (x tmux) screen() string { return x.do("capture-pane", "-p") }

// shows waits until the screen shows all texts, and not those with ! before them.
func (x tmux) shows(texts ...string) {
	x.t.Helper()
	end := time.Now().Add(30 * time.Second)
	for {
		screen := x.screen()
		missing := ""
		for _, text := range texts {
			bare, absent := strings.CutPrefix(text, "!")
			if strings.Contains(screen, bare) == absent {
				missing = text
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(end) {
			x.t.Fatalf("%q does not come:\n%s", missing, screen)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// modes are what a program may leave behind in a terminal: its line discipline, the second screen, a hidden cursor.
func (x tmux) modes() string {
	x.t.Helper()
	file := x.pid + ".stty"
	os.Remove(file)
	x.press("stty -g > "+file+"; echo do''ne", "Enter")
	x.shows("done")
	text, err := os.ReadFile(file)
	if err != nil {
		x.t.Fatal(err)
	}
	x.press("clear", "Enter")
	x.shows("!done")
	return string(text) + x.do("display-message", "-p", "#{alternate_on} #{cursor_flag} #{keypad_flag} #{mouse_any_flag} #{insert_flag}")
}

// oneFile holds that a memory is one file after browse has ended.
func (x tmux) oneFile(memory string) {
	x.t.Helper()
	if names, err := filepath.Glob(memory + "*"); err != nil || len(names) != 1 {
		x.t.Errorf("%q, %v are left of the memory", names, err)
	}
}

func TestBrowseInTerminal(t *testing.T) {
	memory := exampleMemory(t)
	x := newTmux(t, 80, 24)
	before := x.modes()
	x.start("", "--memory "+memory+" browse")
	x.shows("search:", "more than 50 units", "? help")
	line := "search: "
	for _, letter := range strings.Split("danış", "") {
		x.press(letter)
		line += letter
		x.shows(line)
	}
	x.shows("1 of 2 units", "Переговоры продолжались")
	x.press("Enter")
	x.shows("11 of 14 units of the article")
	x.press("2")
	x.shows("copied ru")
	if got := x.do("show-buffer"); got != "По итогам переговоров подписаны три документа." {
		t.Errorf("the clipboard has %q", got)
	}
	x.press("a")
	x.shows("unit 80 approved, batch 2")
	x.kill(syscall.SIGKILL)
	x.do("respawn-pane", "-k") // what is left of it is in no mode for a shell

	x.shows("shell>")
	x.start("", "--memory "+memory+" browse danış")
	x.shows("search: danış", "unit 80 · talks.az.txt · approved")
	x.do("resize-window", "-x", "60", "-y", "16")
	x.shows("Enter open", "!Alt-u undo", "? help")
	for _, l := range strings.Split(x.screen(), "\n") {
		if columns(l) > 60 {
			t.Errorf("%d columns: %s", columns(l), l)
		}
	}
	x.do("resize-window", "-x", "80", "-y", "24")
	x.shows("Alt-u undo")
	x.press("Escape")
	x.shows("Esc quit")
	x.press("Escape")
	x.shows("shell>", "exit 0", "!search:")
	x.oneFile(memory)
	if after := x.modes(); after != before {
		t.Errorf("browse left the terminal as\n%s, it was\n%s", after, before)
	}
}

// TestSignalInTerminal holds that a signal leaves the terminal as it was.
func TestSignalInTerminal(t *testing.T) {
	memory := exampleMemory(t)
	x := newTmux(t, 80, 24)
	before := x.modes()
	for _, s := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP} {
		x.start("", "--memory "+memory+" browse")
		x.shows("more than 50 units")
		x.kill(s)
		x.shows("exit 130", "interrupted", "!search:")
		x.oneFile(memory)
		if after := x.modes(); after != before {
			t.Errorf("%v left the terminal as\n%s, it was\n%s", s, after, before)
		}
	}
}

func TestColoursInTerminal(t *testing.T) {
	memory := exampleMemory(t)
	x := newTmux(t, 60, 20)
	for _, c := range []struct{ env, wants, not string }{
		{"", "\x1b[38;5;164mDanışıqlar", "[Danışıqlar"},
		{"NO_COLOR=1", "[Danışıqlar]", "38;5"},
	} {
		x.start(c.env, "--memory "+memory+" browse danış")
		x.shows("1 of 2 units")
		screen := x.do("capture-pane", "-p", "-e")
		if !strings.Contains(screen, c.wants) || strings.Contains(screen, c.not) {
			t.Errorf("%s: want %q and not %q:\n%q", c.env, c.wants, c.not, screen)
		}
		x.press("C-c")
		x.shows("exit 0")
		x.press("clear", "Enter")
		x.shows("!exit 0")
	}
	x.start("", "--memory "+memory+" browse --no-input danış")
	x.shows("browse wants a terminal", "prints what is found", "exit 2")
}

// TestWriterInTerminal holds that a decision waits for another that writes, says so, and that the screen answers meanwhile.
func TestWriterInTerminal(t *testing.T) {
	memory := exampleMemory(t)
	x := newTmux(t, 80, 24)
	x.start("", "--memory "+memory+" browse danış")
	x.shows("1 of 2 units")
	other := anotherWriter(t, memory)
	x.press("M-a")
	x.shows("another aztm is writing")
	x.press("Down")
	x.shows("2 of 2 units")
	other.Rollback()
	x.shows("unit 80 approved")
}

// anotherWriter has begun to write to a memory, until its batch is over.
func anotherWriter(t *testing.T, memory string) *tm.Batch {
	t.Helper()
	m, err := tm.Open(context.Background(), memory, tm.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	b, err := m.Begin(context.Background(), "test", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Rollback() })
	return b
}
