package norm

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var codePoint = regexp.MustCompile(`(?:(\p{L}) \+ )?U\+([0-9A-F]{4})`)

// damageSamples makes texts of what a row of damage.tsv describes: each code point in a word of the row's script, or the
// text itself.
func damageSamples(kind, bad string) (lang string, out []string) {
	lang, head, tail := "az", "ba", "ıq"
	if strings.HasPrefix(kind, "ru") || strings.HasPrefix(kind, "az Cyr") {
		head, tail = "зи", "ми"
	}
	if strings.HasPrefix(kind, "ru") {
		lang = "ru"
	}
	bad = strings.NewReplacer("vowel", "а", "o/u + U+0308", "o + U+0308, u + U+0308").Replace(bad)
	for _, m := range codePoint.FindAllStringSubmatch(bad, -1) {
		r, _ := strconv.ParseUint(m[2], 16, 32)
		out = append(out, head+m[1]+string(rune(r))+tail)
	}
	if len(out) == 0 {
		text, _, _ := strings.Cut(bad, " (")
		out = append(out, strings.ReplaceAll(text, `\x8f`, "\u008f"))
	}
	return lang, out
}

// TestDamageRows: every row of the shared list that is safe to repair is repaired, and no other.
func TestDamageRows(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(dataDir(t), "damage.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]int{}
	_, rows, _ := strings.Cut(string(text), "\n")
	for line := range strings.Lines(rows) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		kind, bad, good, safe := f[0], f[1], f[2], f[3]
		lang, samples := damageSamples(kind, bad)
		for _, s := range samples {
			got, fixes := Repair(lang, Entities(s))
			switch {
			case kind == "entity": // decoded once, &amp;#601; stays &#601;
				want, _, _ := strings.Cut(strings.Replace(good, "U+00A0", "\u00a0", 1), " →")
				if bare := strings.NewReplacer(" ", "", ",", ""); bare.Replace(got) != bare.Replace(want) {
					t.Errorf("entity %q: %q, want %q", s, got, want)
				}
			case safe == "no" && got != s:
				t.Errorf("%s %q: repaired to %q", kind, s, got)
			case safe == "no":
			case described(s):
				continue
			case strings.Contains(kind, "mojibake") && got != good:
				t.Errorf("%s %q: %q, want %q", kind, s, got, good)
			case got == s || len(fixes) == 0:
				t.Errorf("%s %q: not repaired", kind, s)
			}
			checked[safe]++
		}
	}
	t.Logf("%d samples repaired, %d left", checked["yes"], checked["no"])
	if checked["yes"] < 50 || checked["no"] < 40 {
		t.Errorf("only %v samples", checked)
	}
}

// described reports whether a row only describes its damage in words; TestRepairTable has samples of our own for those.
func described(s string) bool {
	return strings.Contains(s, " in a") || strings.Contains(s, "→") || strings.Contains(s, "controls") || strings.Contains(s, "charset=") ||
		strings.IndexFunc(s, unicode.IsLetter) < 0
}
