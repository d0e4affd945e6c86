package srx

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"unicode/utf8"
)

var automatonPatterns = []string{
	`a`, `a*b`, `(a|ab)(c|bcd)*`, `^a.c$`, `\Aab|b\z`, `[^a-c]{2,3}`, `(?i)яБ`, `(?s).`, `a\bb?`, `\B.\b`, `(?m)^b$`, ``, `x{0,5}y`, `\pL+\PL`,
}

// FuzzAutomaton compares the automata, forward and back, with package regexp on patterns without edges.
func FuzzAutomaton(f *testing.F) {
	for i := range automatonPatterns {
		f.Add(i, "abcabcd яб xxxy a")
		f.Add(i, "\xffa\nb")
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		if len(text) > 40 || !utf8.ValidString(text) {
			return
		}
		pattern := automatonPatterns[uint(i)%uint(len(automatonPatterns))]
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		whole := regexp.MustCompile(`^(?:` + pattern + `)$`)
		edges := strings.ContainsAny(pattern, `^$`) || strings.Contains(pattern, `\A`) || strings.Contains(pattern, `\b`)
		for at := 0; at < len(text) && !edges; {
			if got, want := runs(t, tree, text[at:], false), prefixMatches(whole, text[at:]); got != want {
				t.Errorf("%q at %d of %q: %v, regexp %v", pattern, at, text, got, want)
			}
			if got, want := runs(t, reverse(tree), text[:at], true), suffixMatches(whole, text[:at]); got != want {
				t.Errorf("%q back from %d of %q: %v, regexp %v", pattern, at, text, got, want)
			}
			_, n := utf8.DecodeRuneInString(text[at:])
			at += n
		}
	})
}

// runs asks an automaton from the edge of text inward.
func runs(t *testing.T, tree *syntax.Regexp, text string, back bool) bool {
	var p program
	if err := p.add(tree); err != nil {
		t.Fatal(err)
	}
	a := newAutomaton(&p)
	s := a.begin('.')
	for {
		r, n := edge, 0
		if text != "" && back {
			r, n = utf8.DecodeLastRuneInString(text)
			text = text[:len(text)-n]
		} else if text != "" {
			r, n = utf8.DecodeRuneInString(text)
			text = text[n:]
		}
		if s = a.next(s, r); len(s.matched) > 0 {
			return true
		} else if r == edge {
			return false
		}
	}
}

func prefixMatches(re *regexp.Regexp, text string) bool {
	for end := range len(text) + 1 {
		if re.MatchString(text[:end]) && utf8.ValidString(text[:end]) {
			return true
		}
	}
	return false
}

func suffixMatches(re *regexp.Regexp, text string) bool {
	for start := range len(text) + 1 {
		if re.MatchString(text[start:]) && utf8.ValidString(text[start:]) {
			return true
		}
	}
	return false
}

// TestEdges holds ^ $ \b \B, which see one code point beyond, and know Unicode words.
func TestEdges(t *testing.T) {
	for _, c := range []struct {
		before, after, text string
		want                int // segments
	}{
		{`\bг\.`, `\s`, "в г. Баку", 2},
		{`\bг\.`, `\s`, "вг. Баку", 1},
		{`\.`, `\s\bŞ`, "x. Şəki", 2},
		{`^a\.`, `\s`, "a. b a. c", 2},
		{`\.`, `\sc$`, "a. c a. c", 2},
		{`^a\.`, `\s`, "b\na. c", 3},
		{`a\B.`, ``, "aş b", 2},
		{`a\b.`, ``, "aş b", 1},
		{`.`, `\Bb`, "ab b", 2},
	} {
		file := testFile("no", "", `<rule break="yes"><beforebreak>`+c.before+`</beforebreak><afterbreak>`+c.after+`</afterbreak></rule>`)
		rules, err := Parse(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.Segmenter("en").Split(c.text); len(got) != c.want {
			t.Errorf("%s ~ %s on %q: %d segments, want %d", c.before, c.after, c.text, len(got), c.want)
		}
	}
}
