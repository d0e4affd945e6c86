package check

import (
	"testing"
	"unicode/utf8"
)

// FuzzCheck holds that findings lie within their texts at whole code points, that fixes leave valid text, and that mending comes to an end.
func FuzzCheck(f *testing.F) {
	for _, c := range cases {
		list := texts(c.unit)
		f.Add(list[0].Lang, list[0].Text, list[len(list)-1].Lang, list[len(list)-1].Text)
	}
	f.Add("az", "\xff\xffa\ufffd", "ru", "а\x1aб ?в")
	f.Add("az", "\xff(«\"“” ,,  ǝǝ СССРdə коnfrans", "ru", "\u200b\u200b 1) {x} %d <a> @b http://x.az а а")
	c, err := New(allNames(), glossary)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, langA, a, langB, b string) {
		list := []Text{{Lang: langA, Text: a}, {Lang: langB, Text: b}}
		for round := 0; ; round++ {
			findings := c.Check(list...)
			mended := 0
			for _, x := range findings {
				s := list[x.Text].Text
				if x.Start < 0 || x.Start > x.End || x.End > len(s) || x.Reason == "" || x.Check == "" {
					t.Fatalf("%+v in %q", x, s)
				}
				if utf8.ValidString(s) && !(utf8.ValidString(s[:x.Start]) && utf8.ValidString(s[x.Start:x.End])) {
					t.Fatalf("%+v splits a code point of %q", x, s)
				}
			}
			for i := range list {
				text, n := Apply(list[i].Text, i, findings)
				if n > 0 && text == list[i].Text || utf8.ValidString(list[i].Text) && !utf8.ValidString(text) {
					t.Fatalf("%q became %q with %d fixes", list[i].Text, text, n)
				}
				list[i].Text = text
				mended += n
			}
			if mended == 0 {
				return
			}
			if round > len(a)+len(b) {
				t.Fatalf("%q and %q are still mended: %q and %q", a, b, list[0].Text, list[1].Text)
			}
		}
	})
}
