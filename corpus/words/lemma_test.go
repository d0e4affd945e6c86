package words

import (
	"bufio"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
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

// TestOwnPairs holds the same on the pairs written for this project.
func TestOwnPairs(t *testing.T) {
	pairs := readPairs(t, filepath.Join("testdata", "lemma-pairs.tsv"), 0)
	if len(pairs) < 300 {
		t.Fatalf("%d pairs, want 300", len(pairs))
	}
	for what, key := range map[string]func(string) string{"lemma": azLemma, "match key": azMatchKey, "match key typed plainly": azPlainKey} {
		same, allSame, other, allOther := right(t, pairs, what, key)
		if share(same, allSame) < 0.95 || share(other, allOther) < 0.95 {
			t.Errorf("%s: %d of %d same, %d of %d different; want 95%%", what, same, allSame, other, allOther)
		}
	}
}

func share(n, all int) float64 { return float64(n) / float64(all) }

// azPlainKey is the match key of a word typed without diacritics.
func azPlainKey(w string) string {
	return azMatchKey(strings.NewReplacer("ə", "e", "ı", "i", "ö", "o", "ü", "u", "ş", "s", "ç", "c", "ğ", "g", "Ə", "E", "İ", "I", "Ö", "O", "Ü", "U", "Ş", "S", "Ç", "C",
		"Ğ", "G").Replace(w))
}

// TestLemma holds single readings: how a lemma is shown, and what the analyser must not do.
func TestLemma(t *testing.T) {
	for _, c := range []struct{ lang, word, want string }{
		{"az", "nazirliyinin", "nazirlik"}, {"az", "NAZİRLİYİNİN", "nazirlik"}, {"az", "Torpaqlarımızdakılardan", "torpaq"},
		{"az", "ağzından", "ağız"}, {"az", "suyun", "su"}, {"az", "gedirlər", "getmək"}, {"az", "deyirdi", "demək"}, {"az", "edə", "etmək"},
		{"az", "genişləndirilməsini", "genişləndirilmək"}, {"az", "olduğunu", "olmaq"}, {"az", "danışarkən", "danışmaq"},
		{"az", "ABŞ", "abş"}, {"az", "ABŞ-ın", "abş"}, {"az", "NATOnun", "nato"}, {"az", "2024-cü", "2024"}, {"az", "İSPANİYADA", "ispaniya"},
		{"az", "Bakı'nın", "bakı"}, {"az", "Lukaşenkonun", "lukaşenko"}, {"az", "Sudanda", "sudan"}, {"az", "sudan", "su"},
		{"az", "balıqda", "balıq"}, {"az", "yoldaşı", "yoldaş"}, {"az", "müstəqilliyini", "müstəqillik"}, {"az", "onlardan", "o"},
		{"az", "Qraylzın", "qraylz"}, {"az", "Шәһәрин", "şəhər"}, {"az", "ΑΒΓ", "αβγ"}, {"az", "", ""}, {"az", "a", "a"}, {"az", "-", "-"},
		{"ru", "переговорами", "переговор"}, {"ru", "ещё", "еще"}, {"en", "James's", "jame"}, {"en", "countries", "countri"}, {"de", "Straße", "straße"},
	} {
		if got := Lemma(c.lang, c.word); got != c.want {
			t.Errorf("Lemma(%s, %q) = %q, want %q", c.lang, c.word, got, c.want)
		}
	}
}

// TestLemmas holds that the other readings are there, the likeliest first, and the word that a derivation comes from.
func TestLemmas(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"atanın", "ata atmaq"}, {"gəlir", "gəlir gəlmək"}, {"almanın", "alman alma"}, {"onda", "o on"}, {"vətənçilərin", "vətənçi vətən"}, {"çikaqolular", "çikaqolu çikaqo"}, {"keçirilib", "keçirilmək keçirmək"},
	} {
		if got := strings.Join(Lemmas("az", c.word), " "); got != c.want {
			t.Errorf("Lemmas(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}

// TestHyphenedKeys holds that an ending behind a hyphen is none of the word for keys either.
func TestHyphenedKeys(t *testing.T) {
	for _, c := range [][2]string{{"ABŞ", "ABŞ-ın"}, {"BMT-nin", "bmt"}, {"Nazirlik", "nazirliyinin"}, {"Makron", "MAKRONUN"}} {
		if a, b := azMatchKey(c[0]), azMatchKey(c[1]); a != b {
			t.Errorf("match keys of %s and %s: %q and %q", c[0], c[1], a, b)
		}
	}
}

// TestKeyVersion holds that keys do not change under their version: a memory would not be rebuilt.
func TestKeyVersion(t *testing.T) {
	sum := fnv.New32a()
	for _, r := range rows("az-words.tsv") {
		for _, w := range []string{r[0], r[0] + "ında", r[0] + "lərin"} {
			sum.Write([]byte(azMatchKey(w) + " "))
		}
	}
	if got, want := sum.Sum32(), uint32(2030113369); got != want || KeyVersion != 2 {
		t.Errorf("match keys of version %d have the sum %d, want %d of version 2: raise KeyVersion and write the new sum here", KeyVersion, got, want)
	}
}

func ExampleLemma() {
	for _, form := range []string{"uşağı", "ağzından", "gedirlər", "Vaşinqtonda", "BMT-nin"} {
		fmt.Println(Lemma("az", form))
	}
	// Output:
	// uşaq
	// ağız
	// getmək
	// vaşinqton
	// bmt
}

func ExampleMatchKey() {
	fmt.Println(MatchKey("az", norm.Loose("az", "NAZİRLİYİNİN")), MatchKey("az", norm.Loose("az", "nazirliyinin")), MatchKey("az", "nazirlik"))
	// Output: nazirlik nazirlik nazirlik
}

// FuzzLemma holds for any word: it ends, what it says does not depend on what was asked before, Lemmas begins with
// Lemma and holds none twice, and the key is one of the loose key.
func FuzzLemma(f *testing.F) {
	for _, w := range []string{"nazirliyinin", "ABŞ-ın", "", "-", "\xff", "İİİ", strings.Repeat("lər", 40), "dadadadadadadadadada", "q'ın", "2024-cü"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		lemma, all := Lemma("az", w), Lemmas("az", w)
		if len(all) == 0 || len(all) > maxLemmas || all[0] != lemma || lemma != Lemma("az", w) {
			t.Fatalf("Lemma(%q) = %q, Lemmas %q", w, lemma, all)
		}
		for i, l := range all {
			if slices.Contains(all[:i], l) {
				t.Fatalf("Lemmas(%q) = %q", w, all)
			}
		}
		loose := norm.Loose("az", w)
		if key := MatchKey("az", loose); key != MatchKey("az", loose) || key == "" && loose != "" {
			t.Fatalf("MatchKey(%q) = %q", loose, key)
		}
	})
}
