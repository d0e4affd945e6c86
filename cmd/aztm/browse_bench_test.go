package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// keystrokes are lines as they are typed; each letter is a keystroke. The words are frequent ones and rare ones of news.
var keystrokes = []string{"prezident", "bakı", "danışıqlar bakıda", "\"dəmir yolu\"", "az:nazir ru:министр", "переговоры", "министерство обороны", "the president", "oil prices",
	"vergi ", "в баку", "15 oktyabr", "əlaqələr status:appr"}

// BenchmarkKeystroke measures from a key to the frame that shows what it finds, in a memory that AZTM_BENCH_MEMORY names, beside the
// start of a Go program that does nothing:
//
//	AZTM_BENCH_MEMORY=million.db go test ./cmd/aztm -run '^$' -bench Keystroke -benchtime 1x
func BenchmarkKeystroke(b *testing.B) {
	name := os.Getenv("AZTM_BENCH_MEMORY")
	if name == "" {
		b.Skip("AZTM_BENCH_MEMORY names no memory")
	}
	m, err := tm.Open(context.Background(), name, tm.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	bare := bareStart(b)
	var typed, found []time.Duration
	for range b.N {
		for _, line := range keystrokes {
			w := newBrowser(context.Background(), screenApp(true), m, "")
			w.tick = noTick
			w.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			for _, r := range line {
				start := time.Now()
				_, cmd := w.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
				w.View()
				typed = append(typed, time.Since(start))
				answer(w, cmd)
				w.View()
				found = append(found, time.Since(start))
			}
		}
	}
	for what, list := range map[string][]time.Duration{"typed": typed, "found": found} {
		slices.Sort(list)
		for p, at := range map[string]int{"p50": len(list) / 2, "p99": len(list) * 99 / 100} {
			b.ReportMetric(float64(list[at].Microseconds())/1000, what+"-"+p+"-ms")
			b.ReportMetric(float64(list[at])/float64(bare), what+"-"+p+"-x-bare")
		}
	}
	b.ReportMetric(float64(bare.Microseconds())/1000, "bare-ms")
}

// bareStart is the median start of a Go program that does nothing.
func bareStart(b *testing.B) time.Duration {
	dir := b.TempDir()
	source, program := filepath.Join(dir, "bare.go"), filepath.Join(dir, "bare")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-o", program, source).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	var took []time.Duration
	for range 41 {
		start := time.Now()
		if err := exec.Command(program).Run(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return took[len(took)/2]
}
