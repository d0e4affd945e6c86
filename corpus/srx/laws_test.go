package srx

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var lawSeeds = []string{
	"A. B. C. d.", "Bir.\n\nİki. Üç", "«Да!» — нет. \xff.", "1. a. B", "В 2024 г. Баку", "U.S. She. Ph.D. The", "a\r\nb\u2028c\u0085d",
	". . . ? \" A", "Və s. O", "x! 🎉 Y", "5 т. А", "\x85. A\xc2", "Мамедов Р. И. Он", "Что? Где? Когда?» А", "12. 3. 2024", "Maddə 5. Ad", "«Кто? Где? Как?»",
}

// checkLaws holds what Split promises of any rules, and returns the segments.
func checkLaws(t *testing.T, text string, spans []Span) {
	t.Helper()
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%q: span %v behind %d", text, s, at)
		}
		segment := text[s.Start:s.End]
		if strings.TrimSpace(segment) != segment {
			t.Fatalf("%q: white space at the edge of %q", text, segment)
		}
		if strings.ContainsAny(segment, "\n\r\v\f\u0085\u2028\u2029") && utf8.ValidString(segment) {
			t.Fatalf("%q: newline in %q", text, segment)
		}
		if between := text[at:s.Start]; strings.TrimFunc(between, unicode.IsSpace) != "" {
			t.Fatalf("%q: %q lost", text, between)
		}
		at = s.End
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Fatalf("%q: %q lost", text, text[at:])
	}
}

// FuzzSplit holds the laws of the built-in rules: nothing is lost, offsets are exact, and splitting
// a segment again changes nothing.
func FuzzSplit(f *testing.F) {
	for _, s := range lawSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"az", "ru", "en", "de"} {
			seg := Default().Segmenter(lang)
			spans := seg.Split(text)
			checkLaws(t, text, spans)
			for _, s := range spans {
				if again := seg.Split(text[s.Start:s.End]); len(again) != 1 {
					t.Errorf("%s: %q: segment %q splits again into %d", lang, text, text[s.Start:s.End], len(again))
				}
			}
		}
	})
}

// TestSegmentsStand holds the same law over chains of what the rules look at.
func TestSegmentsStand(t *testing.T) {
	for _, x := range madeTexts(t) {
		seg := Default().Segmenter(x.lang)
		spans := seg.Split(x.text)
		checkLaws(t, x.text, spans)
		for _, s := range spans {
			if again := seg.Split(x.text[s.Start:s.End]); len(again) != 1 {
				t.Errorf("%s: %q\nsplits again at %q", x.lang, x.text[s.Start:s.End], x.text[s.Start:s.End][again[0].End:])
			}
		}
	}
}
