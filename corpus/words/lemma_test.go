package words

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/corpus/norm"
)

// A pair is two Azerbaijani forms and whether they have one lemma.
type pair struct {
	a, b  string
	same  bool
	about string
}

// readPairs reads a table of pairs; columns counts those before the first form.
func readPairs(t *testing.T, file string, columns int) []pair {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []pair
	for s := bufio.NewScanner(f); s.Scan(); {
		r := strings.Split(s.Text(), "\t")
		if strings.HasPrefix(s.Text(), "#") || len(r) < columns+4 || r[0] == "id" || r[0] == "form_a" {
			continue
		}
		r = r[columns:]
		out = append(out, pair{r[0], r[1], r[2] == "yes", r[3]})
	}
	return out
}

// right counts the pairs that a key tells right, of those that are the same and of those that are not.
func right(t *testing.T, pairs []pair, what string, key func(string) string) (same, allSame, other, allOther int) {
	for _, p := range pairs {
		a, b := key(p.a), key(p.b)
		ok := 0
		if (a == b) == p.same {
			ok = 1
		} else {
			t.Logf("%s: %s %q, %s %q: same %v (%s)", what, p.a, a, p.b, b, a == b, p.about)
		}
		if p.same {
			same, allSame = same+ok, allSame+1
		} else {
			other, allOther = other+ok, allOther+1
		}
	}
	t.Logf("%s: same %d of %d, different %d of %d", what, same, allSame, other, allOther)
	return
}

func azLemma(w string) string { return Lemma("az", w) }

func azMatchKey(w string) string { return MatchKey("az", norm.Loose("az", w)) }

// TestSharedPairs holds the bars on the list that was given with the task.
func TestSharedPairs(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	pairs := readPairs(t, filepath.Join(dir, "lemmas.tsv"), 1)
	if len(pairs) != 30 {
		t.Fatalf("%d pairs, want 30", len(pairs))
	}
	if same, _, other, _ := right(t, pairs, "lemma", azLemma); same < 17 || other < 12 {
		t.Error("lemmas below 17 and 12")
	}
	if same, _, other, _ := right(t, pairs, "match key", azMatchKey); same < 15 || other < 10 {
		t.Error("match keys below 15 and 10")
	}
}

func TestDevPairs(t *testing.T) {
	file := os.Getenv("PAIRS")
	if file == "" {
		t.Skip()
	}
	pairs := readPairs(t, file, 0)
	right(t, pairs, "lemma", azLemma)
	right(t, pairs, "match key", azMatchKey)
}
