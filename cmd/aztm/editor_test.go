package main

import (
	"slices"
	"strings"
	"testing"

	"aztm/tm"
)

func TestReadSheet(t *testing.T) {
	old := []tm.Variant{{Lang: "az", Text: "bir"}, {Lang: "ru", Text: "один", Markup: "<ph/>один"}, {Lang: "ru", Text: "раз"}}
	for _, c := range []struct {
		name, sheet string
		want        []tm.Variant // nil for an error
	}{
		{"as it was", "az: bir\nru: один\nru: раз\n\n# unit 1\n", old},
		{"changed", "az: iki\nru: один\nru: раз\n", []tm.Variant{{Lang: "az", Text: "iki"}, old[1], old[2]}},
		{"one taken out", "az: bir\nru:\nru: раз\n", []tm.Variant{old[0], old[2]}},
		{"one gone", "az: bir\n", old[:1]},
		{"one more", "az: bir\nen: one\n", []tm.Variant{old[0], {Lang: "en", Text: "one"}}},
		{"two lines", "az: bir\n\tiki\n", []tm.Variant{{Lang: "az", Text: "bir\niki"}}},
		{"repaired", "az: Azәri\n", []tm.Variant{{Lang: "az", Text: "Azəri"}}},
		{"lines of Windows", "az: bir\r\nru: один\r\n", old[:2]},
		{"no language", "bir\n", nil},
		{"two words before the colon", "bir iki: üç\n", nil},
	} {
		got, err := readSheet(c.sheet, old)
		if (err != nil) != (c.want == nil) || !sameTexts(got, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, got, err, c.want)
		}
	}
}

// FuzzSheet holds that a unit that nobody changes in the editor comes back as it is.
func FuzzSheet(f *testing.F) {
	f.Add("az", "bir", "ru", "один")
	f.Add("az-AZ", "bir\n\niki: #", "az-AZ", "\t# x")
	f.Add("x", "", "y", "\r\n")
	f.Fuzz(func(t *testing.T, lang, text, lang2, text2 string) {
		u := tm.Unit{Variants: []tm.Variant{{Lang: lang, Text: text}, {Lang: lang2, Text: text2}}, Story: text, Confidence: tm.NoConfidence}
		sheet, err := editSheet(u)
		if err != nil || slices.ContainsFunc(u.Variants, func(v tm.Variant) bool { return strings.Contains(v.Text+"\n", "\r\n") }) {
			return
		}
		if got, err := readSheet(sheet, u.Variants); err != nil || !sameTexts(got, u.Variants) {
			t.Errorf("%q: %v, %v", sheet, got, err)
		}
	})
}
