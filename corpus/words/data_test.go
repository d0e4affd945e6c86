package words

import (
	"strings"
	"testing"

	"aztm/corpus/norm"
)

// TestWordList holds that each row is well formed and stands once, in the order of the alphabet.
func TestWordList(t *testing.T) {
	before := norm.Collator("az")
	seen, last := map[string]bool{}, ""
	list := rows("az-words.tsv")
	if len(list) < 10000 {
		t.Fatalf("%d words, want 10000", len(list))
	}
	for _, r := range list {
		class := map[string]string{"n": "n", "name": "n", "other": "n", "v": "v"}[r[1]]
		if _, ok := encode(nil, r[0]); !ok || class == "" || len(r) > 3 || seen[r[0]+class] {
			t.Errorf("bad or repeated row %q", r)
		}
		if seen[r[0]+class] = true; before(last, r[0]) > 0 {
			t.Errorf("%s stands behind %s", r[0], last)
		}
		last = r[0]
		if r[1] == "v" && spellOut(strings.TrimSuffix(strings.TrimSuffix(r[0], "maq"), "mək"), "mAK") != r[0] {
			t.Errorf("%s is no infinitive", r[0])
		}
	}
}

// TestEndings holds that each row of the table can be part of a word: its state is reached from a stem and leads to the end.
func TestEndings(t *testing.T) {
	reached, leads := map[string]bool{"noun": true, "verb": true}, map[string]bool{"end": true, "noun": true, "verb": true}
	table := rows("az-endings.tsv")
	for range table {
		for _, r := range table {
			reached[r[2]] = reached[r[2]] || reached[r[0]]
			leads[r[0]] = leads[r[0]] || leads[r[2]]
		}
	}
	if len(table) < 100 {
		t.Fatalf("%d rows, want 100", len(table))
	}
	for _, r := range table {
		if len(r) != 4 || !reached[r[0]] || !leads[r[2]] {
			t.Errorf("row %q is part of no word", r)
		}
	}
}

// TestForms holds that the lemma of a listed form is a word of the list.
func TestForms(t *testing.T) {
	known := map[string]bool{}
	for _, r := range rows("az-words.tsv") {
		known[r[0]] = true
	}
	for _, r := range rows("az-forms.tsv") {
		if len(r) != 2 || !known[r[1]] {
			t.Errorf("row %q: no such lemma", r)
		}
	}
}
