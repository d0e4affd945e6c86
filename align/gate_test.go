package align

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newsDir returns a folder of the shared news, or skips the test.
func newsDir(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set: no shared news to measure on")
	}
	return filepath.Join(root, "news", name)
}

// A story is one document in several languages with gold.
type story struct {
	name  string
	texts []Text
	gold  []Bead
	raw   []*RawText // the texts with their gold lines, of raw stories
}

// right tells whether a bead is right: it stands in gold, or, in a raw story, its sides cover the same lines.
func (s *story) right() func(Bead) bool {
	if s.raw != nil {
		return func(b Bead) bool { return RawRight(s.raw, b) != nil }
	}
	gold := map[string]bool{}
	for _, b := range s.gold {
		gold[b.key()] = true
	}
	return func(b Bead) bool { return gold[b.key()] }
}

// readStories reads all stories of a folder that have gold for langs.
func readStories(t testing.TB, dir string, langs []string) []story {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*."+strings.Join(langs, "-")+".gold"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no gold for %v in %s (%v)", langs, dir, err)
	}
	var out []story
	for _, f := range files {
		name := strings.TrimSuffix(f, "."+strings.Join(langs, "-")+".gold")
		s := story{name: filepath.Base(name)}
		for _, l := range langs {
			s.texts = append(s.texts, Text{Lang: l, Segments: readLines(t, name+"."+l+".txt")})
		}
		g, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		if s.gold, err = ReadBeads(g, len(langs)); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		g.Close()
		out = append(out, s)
	}
	return out
}

func readLines(t testing.TB, name string) []string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// Floors of strict F1 that tell a break; what is reached is held by "aztm eval" in .ci/run.
var gates = []struct {
	dir   string
	langs string
	floor float64
}{
	{"light", "az-ru", 0.80},
	{"light", "az-en", 0.80},
	{"light", "ru-en", 0.80},
	{"light", "az-ru-en", 0.70},
	{"hard", "az-ru", 0.70},
	{"hard", "az-en", 0.70},
	{"hard", "ru-en", 0.70},
	{"hard", "az-ru-en", 0.60},
}

// TestGate measures the aligner on the dev half of the shared news.
func TestGate(t *testing.T) {
	for _, g := range gates {
		t.Run(g.dir+"/"+g.langs, func(t *testing.T) {
			var sum Score
			for _, s := range readStories(t, newsDir(t, g.dir), strings.Split(g.langs, "-")) {
				got, err := Align(s.texts)
				if err != nil {
					t.Fatal(err)
				}
				sum.Add(Compare(s.gold, got))
				if os.Getenv("AZTM_SHOW") != "" {
					showErrors(s, got)
				}
			}
			t.Logf("strict P %.4f R %.4f F1 %.4f, lax F1 %.4f", sum.Strict.Precision(), sum.Strict.Recall(), sum.Strict.F1(), sum.Lax.F1())
			if f := sum.Strict.F1(); f < g.floor {
				t.Errorf("strict F1 %.4f is below the floor %.4f", f, g.floor)
			}
		})
	}
}

// showErrors prints the beads of a story that differ from gold, with their texts, for reading.
func showErrors(s story, got []Bead) {
	gold, pred := map[string]bool{}, map[string]bool{}
	for _, b := range s.gold {
		gold[b.key()] = true
	}
	for _, b := range got {
		pred[b.key()] = true
	}
	fmt.Printf("=== %s\n", s.name)
	for _, b := range got {
		if !gold[b.key()] {
			showBead("wrong", s, b)
		}
	}
	for _, b := range s.gold {
		if !pred[b.key()] {
			showBead("missed", s, b)
		}
	}
}

func showBead(what string, s story, b Bead) {
	fmt.Printf("%s %s %.2f\n", what, b.key(), b.Confidence)
	for i, r := range b.Sides {
		for n := r.Start; n < r.End; n++ {
			fmt.Printf("   %s %d %s\n", s.texts[i].Lang, n, s.texts[i].Segments[n])
		}
	}
}
