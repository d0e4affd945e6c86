package main

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"aztm/tm"
)

// TestReviewInTerminal decides in each way once, is killed in between, and goes on.
func TestReviewInTerminal(t *testing.T) {
	memory := doubtfulMemory(t)
	x := newTmux(t, 80, 24)
	before := x.modes()
	x.start("", "--memory "+memory+" review")
	x.shows("minsk  (1 of 2)", "> Nazir Karimov 12", "bad 0.30 · unit 2", "1 of 3 that need eyes", "a approve", "? help")
	x.press("m")
	x.shows("joined, and so approved", "approved · unit 2")
	x.press("s", "Enter")
	x.shows("split, and so approved", "approved · unit 5")
	x.kill(syscall.SIGKILL)
	x.do("respawn-pane", "-k") // what is left of it is in no mode for a shell

	x.shows("shell>")
	x.start("", "--memory "+memory+" review")
	x.shows("talks  (1 of 2)", "1 of 2 that need eyes", "> Danışıqlar bitib.")
	x.press("e", "C-u", "Danışıqlar başa çatıb.", "Enter")
	x.shows("edited, and so approved", "> Danışıqlar başa çatıb.", "approved · unit 4 · edited")
	x.press("n")
	x.shows("minsk  (2 of 2)", "> Qonaqlar", "2 of 2 that need eyes · 1 decided, 1 left")
	x.press("Tab", ">")
	x.shows("moved down, and so approved", "> Qonaqlar şəhəri gəziblər.             │ Гости осмотрели город.", "Axşam konsert verilib.                │ Вечером дали концерт.", "!alone")
	x.press("u")
	x.shows("taken back: moved down", "alone")
	x.press("r")
	x.shows("unit 3 rejected; u takes it back; all is decided that needed eyes", "rejected · unit 3")
	x.press("Up", "a")
	x.shows("unit 5 was approved before")
	x.do("resize-window", "-x", "60", "-y", "16")
	x.shows("> az  Hava", "> ru* Погода", "q quit", "!e edit")
	for l := range strings.SplitSeq(x.screen(), "\n") {
		if columns(l) > 60 {
			t.Errorf("%d columns: %s", columns(l), l)
		}
	}
	x.press("q")
	x.shows("2 decided, nothing is left that needs eyes", "exit 0", "!q quit")
	x.oneFile(memory)
	x.do("resize-window", "-x", "80", "-y", "24")
	x.press("clear", "Enter")
	x.shows("!exit 0")
	x.start("", "--memory "+memory+" history")
	x.shows("2-3", "minsk, 2 decisions", "review", "of batch 5", "exit 0")
	x.press("clear", "Enter")
	x.shows("!exit 0")
	if after := x.modes(); after != before {
		t.Errorf("review left the terminal as\n%s, it was\n%s", after, before)
	}
	runOn(t, memory, "doctor", "--full")
}

// TestReviewLearns holds that what was approved teaches words when review ends, with nothing of it on the screen that it filled.
func TestReviewLearns(t *testing.T) {
	memory := doubtfulMemory(t)
	write(t, memory, func(b *tm.Batch) error {
		for n := range minTeaching {
			u := tm.Unit{Status: tm.Approved, Variants: []tm.Variant{{Lang: "az", Text: fmt.Sprintf("Zirvə %d iştirakçı toplayıb.", n)},
				{Lang: "ru", Text: fmt.Sprintf("Саммит собрал %d участников.", n)}}}
			if _, err := b.Import(context.Background(), u); err != nil {
				return err
			}
		}
		return nil
	})
	x := newTmux(t, 80, 24)
	x.start("", "--memory "+memory+" review talks")
	x.shows("> Danışıqlar")
	x.press("q")
	x.shows("nothing decided, 1 left", "review talks goes on", "exit 0", "!learned")
	x.press("clear", "Enter")
	x.shows("!exit 0")
	x.start("NO_COLOR=1", "--memory "+memory+" review talks")
	x.shows("> Danışıqlar")
	if screen := x.do("capture-pane", "-p", "-e"); strings.Contains(screen, "38;5") {
		t.Errorf("colours with NO_COLOR:\n%q", screen)
	}
	x.press("a")
	x.shows("unit 4 approved", "all is decided")
	x.press("q")
	x.shows("1 decided, nothing is left", "learned", "from 202 units", "exit 0")
	x.oneFile(memory)
}

// TestReviewWriter holds that a decision waits for another that writes, says so, and is stored then.
func TestReviewWriter(t *testing.T) {
	memory := doubtfulMemory(t)
	x := newTmux(t, 80, 24)
	x.start("", "--memory "+memory+" review")
	x.shows("1 of 3")
	other := anotherWriter(t, memory)
	x.press("a")
	x.shows("another aztm is writing")
	x.do("resize-window", "-x", "70", "-y", "24")
	x.shows("> az* Nazir")
	other.Rollback()
	x.shows("unit 2 approved", "2 of 2")
}
