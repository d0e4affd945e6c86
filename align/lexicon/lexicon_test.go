package lexicon

import (
	"fmt"
	"io/fs"
	"path"
	"testing"

	"aztm/corpus/words"
)

// TestData holds that each data file can be read and each line has words in all languages.
func TestData(t *testing.T) {
	files, err := fs.Glob(data, "data/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no data files (%v)", err)
	}
	for _, f := range files {
		text, err := data.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		ls, err := parse(path.Base(f), text)
		if err != nil {
			t.Error(err)
		}
		for _, l := range ls {
			for i, c := range l.cells {
				if len(c) == 0 {
					t.Errorf("%s:%d: no word in %s", l.file, l.num, columns[i])
				}
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	if _, err := parse("x.tsv", []byte("# note\n\nbir\tодин\n")); err == nil {
		t.Error("two columns: no error")
	}
}

func lemma(lang, word string) string { return words.Lemma(lang, word) }

func TestBuiltin(t *testing.T) {
	l := Builtin()
	for _, x := range [][4]string{
		{"az", "nazirliyinin", "ru", "министерства"},
		{"az", "danışıqlar", "en", "talks"},
		{"ru", "правительство", "en", "government"},
		{"az", "Gürcüstan", "ru", "Грузия"},
		{"ru-RU", "Германия", "en-GB", "Germany"},
	} {
		if w := l.Weight(x[0], lemma(x[0], x[1]), x[2], lemma(x[2], x[3])); w < 0.5 {
			t.Errorf("%v: weight %v", x, w)
		}
	}
	if w := l.Weight("az", lemma("az", "nazirlik"), "en", lemma("en", "football")); w != 0 {
		t.Errorf("nazirlik–football: weight %v", w)
	}
}

func TestWith(t *testing.T) {
	a := FromEntries([]Entry{{"de", "haus", "fr", "maison", 0.5}})
	b := FromEntries([]Entry{{"de", "baum", "fr", "arbre", 0.7}})
	sum := a.With(b).With(nil)
	if n := sum.Concepts(); n != 2 {
		t.Errorf("%d concepts, want 2", n)
	}
	if w := sum.Weight("fr", "arbre", "de", "baum"); w < 0.69 || w > 0.71 {
		t.Errorf("arbre–baum: %v", w)
	}
	if w := sum.Weight("fr", "arbre", "de", "haus"); w != 0 {
		t.Errorf("arbre–haus: %v", w)
	}
	var empty *Lexicon
	if got := empty.Links(nil, "az", "x"); got != nil {
		t.Errorf("nil lexicon: %v", got)
	}
}

func ExampleLexicon_Weight() {
	l := Builtin()
	fmt.Println(l.Weight("az", words.Lemma("az", "hökumətin"), "en", words.Lemma("en", "governments")))
	// Output: 1
}

func BenchmarkBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		t := newTable()
		for _, l := range append(lines(), names()...) {
			t.addLine(l.cells, l.kind)
		}
	}
}
