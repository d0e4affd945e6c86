package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ceilings are how many findings the checks that are on may have in the 1,053 units of the shared news: a little above what each had when its findings were
// judged one by one. They are translations by professionals, so that more findings would be false alarms.
var ceilings = map[string]int{"number": 16, "date": 4, "length": 2, "untranslated": 1, "language": 1, "letters": 4, "mixed-script": 1, "doubled": 5,
	"bracket": 1, "quote": 30, "quote-style": 6, "terminal": 7, "spacing": 31, "code": 1, "inconsistent": 2}

// TestNews counts the findings in the shared news.
func TestNews(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	lines := func(name string) []string {
		text, err := os.ReadFile(filepath.Join(dir, "lines", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	}
	az, ru, en, places := lines("az"), lines("ru"), lines("en"), lines("documents")
	c, err := New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	r := c.NewRun(func(_ Unit, list []Finding) error {
		for _, f := range list {
			count[f.Check]++
		}
		return nil
	})
	for i := range az {
		if err := r.Add(Unit{ID: int64(i + 1), Place: places[i], Texts: []Text{{Lang: "az", Text: az[i]}, {Lang: "ru", Text: ru[i]}, {Lang: "en", Text: en[i]}}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(); err != nil {
		t.Fatal(err)
	}
	t.Logf("findings in %d units: %v", len(az), count)
	if len(az) < 1000 || count["spacing"] == 0 {
		t.Fatalf("%d units, %d findings of spacing: nothing is measured", len(az), count["spacing"])
	}
	for name, n := range count {
		if n > ceilings[name] {
			t.Errorf("%s: %d findings, at most %d are expected", name, n, ceilings[name])
		}
	}
}
