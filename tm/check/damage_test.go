package check

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// good reads the units that translators could not do better.
func good(t *testing.T) [][]Text {
	t.Helper()
	file, err := os.ReadFile("testdata/units.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out [][]Text
	for line := range strings.Lines(string(file)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cells) != 3 {
			t.Fatalf("%q", line)
		}
		out = append(out, []Text{{Lang: "az", Text: cells[0]}, {Lang: "ru", Text: cells[1]}, {Lang: "en", Text: cells[2]}})
	}
	return out
}

// A spoiler spoils a text; other is another text of the unit. It gives back what it cannot spoil.
type spoiler func(text string, other Text) string

// once replaces the first match of a pattern.
func once(pattern, to string) spoiler {
	re := regexp.MustCompile(pattern)
	return func(s string, _ Text) string {
		m := re.FindStringSubmatchIndex(s)
		if m == nil {
			return s
		}
		return s[:m[0]] + string(re.ExpandString(nil, to, s, m)) + s[m[1]:]
	}
}

// each replaces words by others.
func each(pairs ...string) spoiler {
	r := strings.NewReplacer(pairs...)
	return func(s string, _ Text) string { return r.Replace(s) }
}

// lookAlike puts a letter of the other script into a word.
func lookAlike(s string, other Text) string {
	if t := once(`(\p{Latin}{2})a(\p{Latin})`, "${1}а${2}")(s, other); t != s {
		return t
	}
	return once(`(\p{Cyrillic}{2})а(\p{Cyrillic})`, "${1}a${2}")(s, other)
}

// damages spoil a text in the way that a check is for.
var damages = []struct {
	check, name string
	spoil       spoiler
	floor       float64 // share of the spoilt texts in which the check finds something
}{
	{"number", "a digit changed", once(`([2-8])($|[^\d:/,.-])`, "9$2"), 0.95},
	{"number", "a digit added", once(`(\d\d)($|[^\d:/,.-])`, "${1}7${2}"), 0.95}, // not in an address
	{"number", "another number in words", each("iki ", "beş ", "üç ", "altı ", "две ", "пять ", "три ", "шесть ", "two ", "five ", "three ", "six "), 1},
	{"number", "a decimal comma lost", once(`(\d)[,.](\d)`, "$1$2"), 0.85}, // 300,000 stays what it is
	{"date", "another month", each("mayın", "iyulun", "мая", "июля", "May ", "July ", "iyunun", "martın", "июня", "марта", "June", "March", "oktyabrda", "noyabrda",
		"октябре", "ноябре", "October", "November", "anvarın", "anvarın", "января", "февраля", "January", "February", "Yanvarın", "Fevralın"), 1},
	{"date", "another weekday", each("cümə axşamı", "şənbə günü", "четверг", "субботу", "Thursday", "Saturday"), 1},
	{"length", "three quarters lost", func(s string, _ Text) string { return string([]rune(s)[:len([]rune(s))/4]) }, 0.9},
	{"untranslated", "all of it lost", func(string, Text) string { return "" }, 1},
	{"untranslated", "another text in its place", func(_ string, other Text) string { return other.Text }, 1},
	{"letters", "an invisible character", once(`(\p{L}{3}) `, "$1\u200b "), 1},
	{"mixed-script", "a look-alike letter", lookAlike, 0.95}, // not in an address
	{"doubled", "a word twice", once(` (və|isə|bu|и|на|в|the|of|and|by) `, " $1 $1 "), 1},
	{"bracket", "no closing bracket", once(`\)`, ""), 1},
	{"bracket", "no opening bracket", once(`\(`, ""), 1},
	{"quote", "no closing quotation mark", once(`[»”]`, ""), 1},
	{"quote", "a strange closing mark", once(`[»”]`, `"`), 1},
	{"terminal", "no mark at the end", once(`[.?]$`, ""), 1},
	{"terminal", "a full stop for a question mark", once(`\?$`, "."), 0.65},
	{"spacing", "two blanks", once(`(\p{L}) (\p{L})`, "$1  $2"), 1},
	{"spacing", "a blank before a comma", once(`(\p{L}),`, "$1 ,"), 1},
	{"spacing", "no blank behind a comma", once(`(\p{L}), (\p{L})`, "$1,$2"), 1},
	{"code", "another address", once(`/17|@`, "x$0"), 1},
	{"code", "no placeholder", once(`\{name\}|%d`, "X"), 1},
}

// TestRecall spoils each text of good units in every way, and counts how often the check that is for it finds something there.
func TestRecall(t *testing.T) {
	c, err := New(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	units := good(t)
	for _, u := range units {
		if f := c.Check(u...); len(f) > 0 {
			t.Errorf("findings in a good unit: %s", told(u, f))
		}
	}
	for _, d := range damages {
		spoilt, found := 0, 0
		for _, u := range units {
			for i := range u {
				bad := slices.Clone(u)
				if bad[i].Text = d.spoil(u[i].Text, u[(i+1)%len(u)]); bad[i].Text == u[i].Text {
					continue
				}
				spoilt++
				if slices.ContainsFunc(c.Check(bad...), func(f Finding) bool { return f.Check == d.check }) {
					found++
				} else {
					t.Logf("%s, %s: nothing in %s", d.check, d.name, bad[i].Text)
				}
			}
		}
		recall := float64(found) / float64(spoilt)
		t.Logf("%-12s %-32s found %d of %d", d.check, d.name, found, spoilt)
		if spoilt == 0 || recall < d.floor {
			t.Errorf("%s, %s: found %d of %d, want a share of %.2f", d.check, d.name, found, spoilt, d.floor)
		}
	}
}
