package norm

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// misread shows UTF-8 bytes as a code page does.
func misread(p *codepage, text string) string {
	var chars [256]rune
	for r, b := range p.bytes {
		chars[b] = r
	}
	var b strings.Builder
	for i := range len(text) {
		if text[i] < utf8.RuneSelf {
			b.WriteByte(text[i])
		} else {
			b.WriteRune(chars[text[i]])
		}
	}
	return b.String()
}

func sharedLines(t *testing.T, lang string) []string {
	text, err := os.ReadFile(filepath.Join(dataDir(t), "lines", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

// TestMojibakeOfNews holds the bar of 99.5% for each language, code page and number of layers.
func TestMojibakeOfNews(t *testing.T) {
	for _, lang := range []string{"az", "ru", "en"} {
		lines := sharedLines(t, lang)
		for _, p := range codepages() {
			for layers := 1; layers <= 2; layers++ {
				damaged, right := 0, 0
				for _, line := range lines {
					want, _ := Repair(lang, line)
					bad := want
					for range layers {
						bad = misread(p, bad)
					}
					if bad == want {
						continue
					}
					damaged++
					if got, _ := Repair(lang, bad); got == want {
						right++
					} else {
						t.Logf("%s: %q: got %q", p.fix, want, got)
					}
				}
				t.Logf("%s %s, %d layers: %d of %d", lang, p.fix, layers, right, damaged)
				if damaged == 0 || float64(right) < 0.995*float64(damaged) {
					t.Errorf("%s %s, %d layers: %d of %d", lang, p.fix, layers, right, damaged)
				}
			}
		}
	}
}

// TestCleanNews: no letter of real text is repaired, read as any of the languages.
func TestCleanNews(t *testing.T) {
	for _, lang := range []string{"az", "ru", "en"} {
		for _, line := range sharedLines(t, lang) {
			checkClean(t, lang, line, false)
		}
		for _, kind := range []string{"news", "challenge", "pud"} {
			text, err := os.ReadFile(filepath.Join(dataDir(t), "split", kind+"."+lang+".jsonl"))
			if err != nil {
				continue
			}
			for line := range strings.Lines(string(text)) {
				var row struct{ Text string }
				if err := json.Unmarshal([]byte(line), &row); err != nil {
					t.Fatal(err)
				}
				checkClean(t, lang, row.Text, kind == "pud")
			}
		}
	}
	fs.WalkDir(os.DirFS(dataDir(t)), "tmx", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "broken") {
			return err
		}
		text, _ := os.ReadFile(filepath.Join(dataDir(t), path))
		if utf8.Valid(text) {
			for line := range strings.Lines(string(text)) {
				for _, lang := range []string{"az", "en", "fr"} {
					checkClean(t, lang, strings.TrimRight(line, "\r\n"), false)
				}
			}
		}
		return nil
	})
}

// checkClean allows, in real text, what is invisible and NFC; look-alikes only where the data is known to hold one.
func checkClean(t *testing.T, lang, text string, lookAlikes bool) {
	t.Helper()
	got, fixes := Repair(lang, text)
	for _, f := range fixes {
		if f.Name != FixInvisible && f.Name != FixNFC && (f.Name != FixLookAlike || !lookAlikes) {
			t.Errorf("%s %v: %s → %s", lang, f, text, got)
		}
	}
}

// TestAzLatOfNews: the font text is made from Azerbaijani news by the inverse table.
func TestAzLatOfNews(t *testing.T) {
	inverse := mapping{}
	for r, to := range azLat() {
		from, _ := utf8.DecodeRuneInString(to)
		inverse[from] = string(r)
	}
	az, ru := sharedLines(t, "az"), sharedLines(t, "ru")
	cyr := mapping{}
	for r, to := range azFromScript() {
		from, _ := utf8.DecodeRuneInString(to)
		if utf8.RuneCountInString(to) == 1 && !strings.ContainsRune("ёйэюяцщъьҗқєіЁЙЭЮЯЦЩЪЬҖҚЄІ", r) {
			cyr[from] = string(r)
		}
	}
	for _, size := range []int{1, 2, 5, 16} {
		yes, no, old, n := 0, 0, 0, 0
		for i := 0; i+size <= len(az); i += size {
			part := strings.Join(az[i:i+size], "\n")
			n++
			if font := inverse.apply(part); LooksAzLat(font) {
				yes++
				if back := AzLat(font); back != part {
					t.Errorf("%q came back as %q", part, back)
				}
			}
			if LooksAzLat(strings.Join(ru[i:i+size], "\n")) {
				no++
			}
			if LooksAzLat(cyr.apply(part)) || LooksAzLat(part) {
				old++
			}
		}
		if size >= 5 && (yes < n || no > 0 || old > 0) {
			t.Errorf("%d lines: LooksAzLat %d of %d, falsely Russian %d, Azerbaijani %d", size, yes, n, no, old)
		}
		t.Logf("%d lines: font %d, Russian %d, Cyrillic and Latin Azerbaijani %d of %d", size, yes, no, old, n)
	}
}
