package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A chromium is a browser without a window, driven by its developer protocol over a pipe: messages of JSON, a NUL behind each.
type chromium struct {
	t       *testing.T
	in      io.Writer
	out     *bufio.Reader
	session string
	last    int
	errors  []string // what the page complained of: scripts that failed, or that the content security policy stopped
}

// startChromium starts a browser and opens an empty page; the test is skipped where there is none.
func startChromium(t *testing.T) *chromium {
	t.Helper()
	name := ""
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(n); err == nil && name == "" {
			name = path
		}
	}
	if name == "" {
		t.Skip("no chromium is installed: the page of review is not driven")
	}
	profile, err := os.MkdirTemp("", "aztm-chromium-*")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	theirs, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirs2, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(ctx, name, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,900", "--remote-debugging-pipe", "--user-data-dir="+profile)
	c.ExtraFiles = []*os.File{theirs, theirs2}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	theirs2.Close()
	b := &chromium{t: t, in: in, out: bufio.NewReader(out)}
	t.Cleanup(func() {
		b.session = ""
		b.call("Browser.close", nil)
		c.Wait()
		cancel()
		in.Close()
		out.Close()
		os.RemoveAll(profile)
	})
	target := b.call("Target.createTarget", object{{"url", "about:blank"}})["targetId"]
	b.session = b.call("Target.attachToTarget", object{{"targetId", target}, {"flatten", true}})["sessionId"].(string)
	for _, domain := range []string{"Page", "Runtime", "Log"} {
		b.call(domain+".enable", nil)
	}
	return b
}

// call sends a command and returns its result.
func (b *chromium) call(method string, params any) map[string]any {
	b.t.Helper()
	b.last++
	message := object{{"id", b.last}, {"method", method}}
	if params != nil {
		message.add("params", params)
	}
	if b.session != "" {
		message.add("sessionId", b.session)
	}
	text, err := json.Marshal(message)
	if err == nil {
		_, err = b.in.Write(append(text, 0))
	}
	if err != nil {
		b.t.Fatal(err)
	}
	for {
		text, err := b.out.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
		var got struct {
			ID     int
			Method string
			Params json.RawMessage
			Result map[string]any
			Error  *struct{ Message string }
		}
		if err := json.Unmarshal(bytes.TrimSuffix(text, []byte{0}), &got); err != nil {
			b.t.Fatal(err)
		}
		switch {
		case got.ID == b.last && got.Error != nil:
			b.t.Fatalf("%s: %s", method, got.Error.Message)
		case got.ID == b.last:
			return got.Result
		case got.Method == "Log.entryAdded", got.Method == "Runtime.exceptionThrown":
			b.errors = append(b.errors, string(got.Params))
		}
	}
}

// run evaluates an expression in the page and returns its value in words.
func (b *chromium) run(expression string) string {
	b.t.Helper()
	got := b.call("Runtime.evaluate", object{{"expression", expression}, {"returnByValue", true}, {"userGesture", true}})
	if x, ok := got["exceptionDetails"]; ok {
		b.t.Fatalf("%s: %v", expression, x)
	}
	return fmt.Sprint(got["result"].(map[string]any)["value"])
}

// wants waits until an expression has a value.
func (b *chromium) wants(expression, want string) {
	b.t.Helper()
	got := ""
	for range 100 {
		if got = b.run(expression); got == want {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s: %q, want %q", expression, got, want)
}

func (b *chromium) open(url string) {
	b.t.Helper()
	b.call("Page.navigate", object{{"url", url}})
	b.wants("document.readyState + ' ' + location.href", "complete "+url)
}

// press presses keys: letters, or one by its name (Enter), with Ctrl for "Ctrl-Enter".
func (b *chromium) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		name, ctrl := strings.CutPrefix(k, "Ctrl-")
		press := object{{"type", "keyDown"}, {"key", name}}
		if len(name) == 1 {
			press.add("text", name)
		}
		if ctrl {
			press.add("modifiers", 2)
		}
		b.call("Input.dispatchKeyEvent", press)
		b.call("Input.dispatchKeyEvent", object{{"type", "keyUp"}, {"key", name}})
	}
}

func (b *chromium) write(text string) {
	b.t.Helper()
	b.call("Input.insertText", object{{"text", text}})
}
