package srx

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A gold text is a line of the shared split data. A boundary is the number of characters before it
// that are not white space; those in Optional count neither way.
type gold struct {
	ID, Lang, Text, Tests string
	Sentences             []string
	Optional              []int
}

func readGold(t *testing.T, file string) []gold {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []gold
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var g gold
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	if err := sc.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%s: %d texts, %v", file, len(out), err)
	}
	return out
}

// boundaries returns where the segments end but for the last, in characters that are not white space.
func boundaries(segments []string) map[int]bool {
	out := map[int]bool{}
	n := 0
	for _, s := range segments {
		n += len([]rune(squeeze(s)))
		out[n] = true
	}
	delete(out, n)
	return out
}

// score counts boundaries that are right, too many and missed.
func score(g gold, got []string) (right, extra, missed int) {
	want, have := boundaries(g.Sentences), boundaries(got)
	for b := range have {
		switch {
		case slices.Contains(g.Optional, b):
		case want[b]:
			right++
		default:
			extra++
		}
	}
	for b := range want {
		if !have[b] && !slices.Contains(g.Optional, b) {
			missed++
		}
	}
	return right, extra, missed
}

// TestGold holds floors on the shared split data, counted as its scorer counts. With AZTM_PRED it writes a
// prediction for each set there.
func TestGold(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	for _, floor := range []struct {
		set       string
		exact, f1 float64
	}{
		{"challenge.az", 0.95, 0}, {"challenge.ru", 0.92, 0}, {"challenge.en", 0.94, 0},
		{"news.az", 0, 0.999}, {"news.ru", 0, 0.998}, {"news.en", 0, 0.996},
		{"pud.ru", 0, 0.995}, {"pud.en", 0, 0.998}, {"tuecl.az", 0.9, 0},
	} {
		texts := readGold(t, filepath.Join(dir, "split", floor.set+".jsonl"))
		var exact, right, extra, missed float64
		for _, g := range texts {
			r, e, m := score(g, split(g.Lang, g.Text))
			if e+m == 0 {
				exact++
			}
			right, extra, missed = right+float64(r), extra+float64(e), missed+float64(m)
		}
		exact /= float64(len(texts))
		f1 := 2 * right / (2*right + extra + missed)
		t.Logf("%-12s F1 %.4f, fully right %.4f of %d", floor.set, f1, exact, len(texts))
		if exact < floor.exact || f1 < floor.f1 {
			t.Errorf("%s: below F1 %v or fully right %v", floor.set, floor.f1, floor.exact)
		}
		if out := os.Getenv("AZTM_PRED"); out != "" {
			writePrediction(t, filepath.Join(out, floor.set+".jsonl"), texts)
		}
	}
}

func writePrediction(t *testing.T, file string, texts []gold) {
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	for _, g := range texts {
		if err := e.Encode(map[string]any{"id": g.ID, "sentences": split(g.Lang, g.Text)}); err != nil {
			t.Fatal(err)
		}
	}
}
