package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/corpus/srx"
)

// TestGold holds that each bundled text, read and split, is what the gold has in its column.
func TestGold(t *testing.T) {
	golds, _ := filepath.Glob("examples/gold/*.tsv")
	if len(golds) < 6 {
		t.Fatalf("%d gold files, want at least 6", len(golds))
	}
	for _, g := range golds {
		b, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		for i, lang := range strings.Split(rows[0], "\t") {
			var want []string
			for _, r := range rows[1:] {
				if c := strings.Split(r, "\t")[i]; c != "" {
					want = append(want, c)
				}
			}
			name := strings.TrimSuffix(filepath.Base(g), ".tsv") + "." + lang
			if got := strings.Join(goldSegments(t, name, lang), " "); got != strings.Join(want, " ") {
				t.Errorf("%s: text is\n%s\nwant\n%s", name, got, strings.Join(want, " "))
			}
		}
	}
}

func goldSegments(t *testing.T, name, lang string) []string {
	paths, _ := filepath.Glob("examples/" + name + ".*")
	if len(paths) != 1 {
		t.Fatalf("%s: %d files", name, len(paths))
	}
	d, err := Read(paths[0], lang, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range d.Paragraphs {
		for _, s := range srx.Default().Segmenter(lang).Split(p) {
			out = append(out, p[s.Start:s.End])
		}
	}
	return out
}
