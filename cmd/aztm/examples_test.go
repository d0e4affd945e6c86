package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/align"
	"aztm/corpus"
	"aztm/corpus/srx"
	"aztm/tm"
)

// TestExamples holds that every unit of the bundled stories is right: beads equal the gold, letter for letter.
func TestExamples(t *testing.T) {
	golds, _ := filepath.Glob("../../corpus/examples/gold/*.tsv")
	if len(golds) < 6 {
		t.Fatalf("%d gold files, want at least 6", len(golds))
	}
	in := ingester{rules: srx.Default(), aligner: align.New(nil)}
	for _, g := range golds {
		b, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		want := map[string]bool{}
		for _, r := range rows[1:] {
			if len(strings.FieldsFunc(r, func(r rune) bool { return r == '\t' })) > 1 {
				want[r] = true
			}
		}
		docs := exampleDocs(t, strings.TrimSuffix(filepath.Base(g), ".tsv"), strings.Split(rows[0], "\t"))
		docs, beads, err := in.beads(docs)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range beads {
			if u := beadText(docs, b); !want[u] {
				t.Errorf("%s: not in the gold: %s", filepath.Base(g), u)
			} else {
				delete(want, u)
			}
		}
		for u := range want {
			t.Errorf("%s: missing: %s", filepath.Base(g), u)
		}
	}
}

func exampleDocs(t *testing.T, name string, langs []string) []tm.Document {
	t.Helper()
	var out []tm.Document
	for _, l := range langs {
		paths, _ := filepath.Glob("../../corpus/examples/" + name + "." + l + ".*")
		d, err := corpus.Read(paths[0], l, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, err := ingester{rules: srx.Default()}.document(d)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func beadText(docs []tm.Document, b tm.Bead) string {
	var cells []string
	for _, d := range docs {
		var parts []string
		if r, ok := b.Ranges[d.Lang]; ok {
			for _, s := range d.Segments[r.First:r.End] {
				parts = append(parts, s.Text)
			}
		}
		cells = append(cells, strings.Join(parts, " "))
	}
	return strings.Join(cells, "\t")
}

// TestMinsk holds the units of the shared article, a published one with its furniture and
// two translations, letter for letter.
func TestMinsk(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	want, err := os.ReadFile(filepath.Join(dir, "minsk", "units.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	in := ingester{rules: srx.Default(), aligner: align.New(nil)}
	var docs []tm.Document
	for _, l := range []string{"az", "ru", "en"} {
		d, err := corpus.Read(filepath.Join(dir, "minsk", "minsk."+l+".txt"), l, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, err := in.document(d)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, x)
	}
	docs, beads, err := in.beads(docs)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range beads {
		got = append(got, beadText(docs, b))
	}
	if strings.Join(got, "\n") != strings.TrimSpace(string(want)) {
		t.Errorf("%d units differ from the %d wanted:\n%s", len(got), strings.Count(string(want), "\n"), strings.Join(got, "\n"))
	}
}
