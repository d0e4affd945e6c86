package main

import (
	"fmt"
	"math"
	"strings"
	"sync"
	"time"
)

// How a progress line behaves.
const (
	progressAfter = time.Second            // what takes less shows none
	progressEvery = 200 * time.Millisecond // between two drawings
)

// A progress is one line on the terminal of a long work: what is done, how fast, and how
// much time is left. Its methods are safe for several goroutines.
type progress struct {
	mu      sync.Mutex
	a       *app
	what    string // the work: "import client.tmx"
	item    string // what is counted: "units"
	total   int    // items in all, 0 if not known
	count   int    // items done
	share   float64
	started time.Time
	stop    chan struct{} // nil if nothing is shown
}

// progress starts the progress line of a work that counts items (a plural: "units"), total of them or 0 if that is not known. The
// line shows on a terminal alone, after a second, not with -q. done must be called.
//
//	p := a.progress("import "+name, "units", 0)
//	defer p.done()
//	p.add(1)
//	p.at(float64(read) / float64(size))
func (a *app) progress(what, item string, total int) *progress {
	p := &progress{a: a, what: what, item: item, total: total, started: time.Now()}
	if a.messages.terminal && !a.quiet {
		p.stop = make(chan struct{})
		go p.draw(p.stop)
	}
	return p
}

// add counts n more items as done.
func (p *progress) add(n int) {
	p.mu.Lock()
	p.count += n
	if p.total > 0 {
		p.share = min(1, float64(p.count)/float64(p.total))
	}
	p.mu.Unlock()
}

// at says how much of the work is done, 0 to 1, where the number of items is not known before: bytes read of all, for example.
func (p *progress) at(share float64) {
	p.mu.Lock()
	p.share = min(1, share)
	p.mu.Unlock()
}

// done takes the line away. It may be called again.
func (p *progress) done() {
	p.mu.Lock()
	stop := p.stop
	p.stop = nil
	p.mu.Unlock()
	if stop != nil {
		close(stop)
		p.a.messages.status("")
	}
}

// draw shows the line again and again until stop is closed.
func (p *progress) draw(stop <-chan struct{}) {
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			if took := time.Since(p.started); took >= progressAfter {
				p.show(took)
			}
		}
	}
}

// show draws the line unless the work is done by now.
func (p *progress) show(took time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		p.a.messages.status(p.line(took))
	}
}

// line is "import client.tmx: 42% · 120000 units, 8500 a second · 14 s left".
func (p *progress) line(took time.Duration) string {
	var parts []string
	if p.share > 0 {
		parts = append(parts, fmt.Sprintf("%.0f%%", 100*p.share))
	}
	if p.count > 0 {
		done := fmt.Sprintf("%d %s", p.count, p.item)
		if p.total > 0 {
			done = fmt.Sprintf("%d of %d %s", p.count, p.total, p.item)
		}
		if rate := float64(p.count) / took.Seconds(); rate >= 2 {
			done += fmt.Sprintf(", %d a second", twoDigits(rate))
		}
		parts = append(parts, done)
	}
	if p.share > 0.01 || p.share > 0 && took > 5*time.Second {
		parts = append(parts, spell(time.Duration(float64(took)*(1-p.share)/p.share))+" left")
	} else {
		parts = append(parts, spell(took))
	}
	return visible(p.what) + ": " + strings.Join(parts, " · ")
}

// spell is a time as one reads it: "9 s", "3 min 20 s", "2 h 5 min".
func spell(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	case s < 3600:
		return fmt.Sprintf("%d min", (s+30)/60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
}

// twoDigits rounds x to two digits, so that a rate does not flicker: 8531 is 8500.
func twoDigits(x float64) int {
	unit := 1.0
	for x/unit >= 100 {
		unit *= 10
	}
	return int(math.Round(x/unit) * unit)
}
