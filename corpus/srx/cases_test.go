package srx

import (
	"strings"
	"testing"
)

// TestCases holds the built-in rules to our own cases.
func TestCases(t *testing.T) {
	for _, lang := range []string{"az", "ru", "en"} {
		cases := readCases(t, lang)
		if len(cases) < 100 {
			t.Errorf("%s: only %d cases", lang, len(cases))
		}
		for _, c := range cases {
			if got, want := strings.Join(split(lang, c.text), " | "), strings.Join(c.segments, " | "); got != want {
				t.Errorf("%s:\n got  %s\n want %s", lang, got, want)
			}
		}
	}
}
