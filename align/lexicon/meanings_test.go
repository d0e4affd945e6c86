package lexicon

import (
	"slices"
	"testing"
)

func TestMeanings(t *testing.T) {
	l := Builtin()
	for _, c := range []struct {
		langA, a, langB, b string
		want               bool
	}{
		{"az", "prezidentinin", "ru", "президента", true},
		{"en", "Russia", "az-Latn", "Rusiyada", true},
		{"az", "hökumət", "ru", "погода", false},
		{"az", "və", "ru", "и", false},
		{"en", "xyzzy", "ru", "погода", false},
	} {
		b := l.Meanings(c.langB, c.b)
		got := slices.ContainsFunc(l.Meanings(c.langA, c.a), func(x uint32) bool { return slices.Contains(b, x) })
		if got != c.want {
			t.Errorf("%s and %s share a meaning: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
