package words

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// evidence is what a line shares with its translation: its values, and the skeletons of three or more classes of its capitalised words.
func evidence(lang, line string) (values, names map[string]bool) {
	values, names = map[string]bool{}, map[string]bool{}
	for _, v := range Values(lang, line) {
		values[string(rune('0'+v.Kind))+v.Text] = true
	}
	for _, t := range Tokens(lang, line) {
		r, _ := utf8.DecodeRuneInString(line[t.Start:])
		if t.Kind == Word && unicode.IsUpper(r) {
			if s := Skeleton(lang, line[t.Start:t.End]); len(s) >= 3 {
				names[s] = true
			}
		}
	}
	return values, names
}

func meet(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

// TestShares measures how many true pairs of the shared lines, neighbours and strangers have a value or a name in common.
func TestShares(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	type sets struct{ values, names map[string]bool }
	sides := map[string][]sets{}
	for _, lang := range []string{"az", "ru", "en"} {
		text, err := os.ReadFile(filepath.Join(dir, "lines", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			v, n := evidence(lang, line)
			sides[lang] = append(sides[lang], sets{v, n})
		}
	}
	for _, p := range [][2]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}} {
		a, b := sides[p[0]], sides[p[1]]
		share := func(shift int) (either float64) {
			v, n, e := 0, 0, 0
			for i := range a {
				o := b[(i+shift)%len(b)]
				mv, mn := meet(a[i].values, o.values), meet(a[i].names, o.names)
				v, n, e = v+count(mv), n+count(mn), e+count(mv || mn)
			}
			all := float64(len(a)) / 100
			t.Logf("%s-%s %4d lines away: value %.1f%% name %.1f%% either %.1f%%", p[0], p[1], shift, float64(v)/all, float64(n)/all, float64(e)/all)
			return float64(e) / all
		}
		if is, near, far := share(0), share(1), share(397); is < 62 || near > 20 || far > 2 {
			t.Errorf("%v: shares %.1f %.1f %.1f", p, is, near, far)
		}
	}
}
