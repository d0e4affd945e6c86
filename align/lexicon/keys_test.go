package lexicon

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"aztm/corpus/words"
)

var update = flag.Bool("update", false, "write data/keys.txt and data/names.txt anew")

// TestKeys sees that keys.txt is what the data files and the match keys of today make.
func TestKeys(t *testing.T) {
	concepts := map[string][]string{}
	for n, l := range append(lines(), names()...) {
		number := fmt.Sprint(n)
		switch {
		case l.kind == Function:
			number = "-" + number
		case l.file == "numbers.tsv":
			number = "#" + number
		}
		for i, alternatives := range l.cells {
			for _, a := range alternatives {
				if key := columns[i] + "\t" + matchKeys(columns[i], a); !strings.Contains(key, words.NumberKey) && !slices.Contains(concepts[key], number) {
					concepts[key] = append(concepts[key], number)
				}
			}
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(concepts)) {
		fmt.Fprintf(&b, "%s\t%s\n", key, strings.Join(concepts[key], " "))
	}
	if *update {
		if err := os.WriteFile("data/keys.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != keyed {
		t.Error("data/keys.txt is not what the data files make: go test ./align/lexicon -run TestKeys -update")
	}
}

func matchKeys(lang, text string) string {
	var keys []string
	for _, t := range words.Tokens(lang, text) {
		keys = append(keys, t.Key)
	}
	return strings.Join(keys, " ")
}

func TestKeyedLines(t *testing.T) {
	for _, c := range []struct {
		lang, key, first string
		some             bool
	}{
		{"az", "nazir", "az\tnazir\t", true},
		{"ru", "закон", "ru\tзакон\t", true},
		{"en", "minist", "en\tminist\t", true},
		{"en", "xyzzy", "", false},
		{"zz", "law", "", false},
		{"az", "", "", false},
	} {
		got := keyedLines(c.lang, c.key)
		if (got != "") != c.some || !strings.HasPrefix(got, c.first) {
			t.Errorf("%s %q: %q", c.lang, c.key, got)
		}
	}
}
