package srx

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// testFile is an SRX file of one list, for every language.
func testFile(cascade, header, rules string) string {
	return fmt.Sprintf(`<?xml version="1.0"?><srx xmlns="http://www.lisa.org/srx20" xmlns:x="urn:other" version="2.0">
<header segmentsubflows="no" cascade=%q>%s</header><body><languagerules><languagerule languagerulename="all">
%s</languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>`,
		cascade, header, rules)
}

const breakRule = `<rule break="yes"><beforebreak>[.?!]</beforebreak><afterbreak>\s</afterbreak></rule>`

func splitBy(t *testing.T, file, lang, text string) []string {
	t.Helper()
	rules, err := Parse(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	spans := rules.Segmenter(lang).Split(text)
	checkLaws(t, text, spans)
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

// TestConstructs loads what SRX files of CAT tools hold: an exception with each construct stops or does
// not stop the break of a text.
func TestConstructs(t *testing.T) {
	for _, c := range []struct {
		before, after string
		stops, breaks string // texts that the exception stops, and does not
	}{
		{`\b[Mm]r\.`, `\s`, "the Mr. X", "amr. X"},
		{`\bşəh\.`, `\s`, "Bakı şəh. X", "eşəh. X"},
		{`\b\p{Lu}\.`, `\h`, "Ə.\u00a0X", "ə.\u00a0X"},
		{`\d{1,2}\.`, `\s`, "٣. X", "x. X"},
		{`\w\w\.`, `\s`, "əğ. X", "!ğ. X"},
		{`\u0433\.`, `\s`, "г. X", "в. X"},
		{`\x{433}\.`, `\s`, "г. X", "в. X"},
		{`\uD83C\uDF89\.`, `\s`, "🎉. X", "x. X"},
		{`\Qa.b\E\.`, `\s`, "a.b. X", "a-b. X"},
		{`[a-z&&[^bc]]\.`, `\s`, "a. X", "b. X"},
		{`[a[xy]]\.`, `\s`, "y. X", "b. X"},
		{`[^a[xy]]\.`, `\s`, "b. X", "y. X"},
		{`[\h\v,]x\.`, `\s`, "a x. X", "ax. X"},
		{`[\W]x\.`, `\s`, "-x. X", "ax. X"},
		{`[[:alpha:]]\.`, `\s`, "ə. X", "1. X"},
		{`\p{IsCyrillic}\.`, `\s`, "ж. X", "z. X"},
		{`\p{InCyrillic}\.`, `\s`, "ж. X", "z. X"},
		{`\p{Sentence_Terminal}x\.`, `\s`, "。x. X", "ax. X"},
		{`[[:Dash:]]x\.`, `\s`, "—x. X", "ax. X"},
		{`\p{Punct}x\.`, `\s`, "+x. X", "ax. X"},
		{`\p{javaLowerCase}\.`, `\s`, "ə. X", "Ə. X"},
		{`\P{Lu}\.`, `\s`, "ə. X", "Ə. X"},
		{`[\p{L}\p{N}]\.`, `[\s\p{Z}]`, "ə. X", "-. X"},
		{`(?i)etc\.`, `\s`, "ETC. X", "et. X"},
		{`(?U)(?i:ETC)\.`, `\s`, "etc. X", "et. X"},
		{`(?<n>a)(b)\.`, `\s`, "ab. X", "b. X"},
		{`\.`, `\s(?-i)x`, "a. x", "a. X"},
		{`a\.`, ``, "a. X", "b. X"},
		{``, `\sx`, "a. x", "a. X"},
		{`.{2,}q\.`, `\s`, "abq. X", "aq. X"},
		{`\tx\.`, `\s`, "\tx. X", "x. X"},
		{`a\.\R?`, `\s`, "a. X", "b. X"},
	} {
		rule := `<rule break="no"><beforebreak>` + escapeXML(c.before) + `</beforebreak><afterbreak>` + escapeXML(c.after) + `</afterbreak></rule>`
		file := testFile("yes", "", rule+breakRule)
		if got := splitBy(t, file, "en", c.stops); len(got) != 1 {
			t.Errorf("%s ~ %s on %q: %q", c.before, c.after, c.stops, got)
		}
		if got := splitBy(t, file, "en", c.breaks); len(got) != 2 {
			t.Errorf("%s ~ %s on %q: %q", c.before, c.after, c.breaks, got)
		}
	}
}

func escapeXML(s string) string { return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) }

// TestRuleNamed holds that a rule that cannot be read is named by its number.
func TestRuleNamed(t *testing.T) {
	for _, pattern := range []string{
		`(`, `a)`, `[a`, `\`, `\N{DIGIT ONE}`, `\X`, `\Ga`, `\p{Nonsense}`, `\p{L`, `[z-a]`, `\u12`, `\x{110000}`, `*a`, `(?<=a`, `a{2,1}`,
		`[a&&b]`, `\y`, `(?#a`, `\0`, strings.Repeat("[", 100), strings.Repeat("a", 1<<17),
	} {
		for _, side := range []string{"beforebreak", "afterbreak"} {
			file := testFile("no", "", breakRule+breakRule+"<rule><"+side+">"+escapeXML(pattern)+"</"+side+"></rule>")
			_, err := Parse(strings.NewReader(file))
			if err == nil || !strings.Contains(err.Error(), "rule 3") || !strings.Contains(err.Error(), side) {
				t.Errorf("%.40s in %s: %.300v, want an error that names rule 3", pattern, side, err)
			}
		}
	}
}

// TestBrokenFile holds that each broken file is an error that names its place.
func TestBrokenFile(t *testing.T) {
	whole := testFile("no", "", breakRule)
	for _, c := range []struct{ file, want string }{
		{"", "no srx element"},
		{"<tmx/>", "root element"},
		{`<srx version="1.0"/>`, "version"},
		{whole[:len(whole)-20], "line 3"},
		{testFile("maybe", "", breakRule), "cascade"},
		{testFile("no", `<formathandle type="odd" include="no"/>`, breakRule), "formathandle"},
		{testFile("no", "", `<rule break="perhaps"/>`), "rule 1"},
		{strings.Replace(whole, `languagerulename="all"/>`, `languagerulename="none"/>`, 1), `no rules named "none"`},
		{strings.Replace(whole, `languagepattern=".*"`, `languagepattern="("`, 1), "language map 1"},
		{strings.Replace(whole, `<languagemap languagepattern=".*" languagerulename="all"/>`, "", 1), "no language maps"},
		{strings.Replace(whole, "</languagerules>", `<languagerule languagerulename="all"/></languagerules>`, 1), "two lists"},
		{strings.Repeat(" ", maxFile+1), "larger than"},
		{`<?xml version="1.0" encoding="KOI8-R"?>` + whole[21:], "UTF-8"},
	} {
		if _, err := Parse(strings.NewReader(c.file)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q: %v, want %q", c.file, err, c.want)
		}
	}
}

func TestHeader(t *testing.T) {
	header := `<formathandle type="start" include="yes"/><formathandle type="end" include="no"/><formathandle type="isolated" include="yes"/>
<x:options trim="yes"><x:formathandle type="odd"/></x:options>`
	r, err := Parse(strings.NewReader(testFile("yes", header, breakRule)))
	if err != nil {
		t.Fatal(err)
	}
	if want := (Header{Cascade: true, IncludeStart: true, IncludeIsolated: true}); r.Header() != want {
		t.Errorf("header %+v, want %+v", r.Header(), want)
	}
	if want := (Header{SegmentSubflows: true, Cascade: true, IncludeEnd: true}); Default().Header() != want {
		t.Errorf("built-in header %+v, want %+v", Default().Header(), want)
	}
}

// TestForeignElements holds that what other namespaces add is skipped, comments and CDATA are read as XML says.
func TestForeignElements(t *testing.T) {
	rule := `<x:rule><x:beforebreak>a</x:beforebreak></x:rule>
<rule><x:note>n</x:note><beforebreak>[.]<!-- c --><x:i>q</x:i></beforebreak><afterbreak><![CDATA[\s(?:X|<)]]></afterbreak></rule>`
	if got := splitBy(t, testFile("no", "", rule), "en", "a. X. < q. b"); len(got) != 3 {
		t.Errorf("%q", got)
	}
}

func TestUTF16(t *testing.T) {
	file := strings.Replace(testFile("no", "", breakRule), `"1.0"?`, `"1.0" encoding="UTF-16"?`, 1)
	for _, big := range []bool{true, false} {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune("\uFEFF" + file)) {
			lo, hi := byte(u), byte(u>>8)
			if big {
				lo, hi = hi, lo
			}
			b.WriteString(string([]byte{lo, hi}))
		}
		if got := splitBy(t, b.String(), "en", "A. B"); len(got) != 2 {
			t.Errorf("%q", got)
		}
	}
}

// TestCascade holds which lists a language gets, and in which order.
func TestCascade(t *testing.T) {
	file := func(cascade string) string {
		return `<srx version="2.0"><header cascade="` + cascade + `"/><body><languagerules>
<languagerule languagerulename="general">` + breakRule + `</languagerule>
<languagerule languagerulename="en"><rule break="no"><beforebreak>Mr\.</beforebreak></rule></languagerule></languagerules>
<maprules><languagemap languagepattern="(EN|en).*" languagerulename="en"/><languagemap languagepattern="[^x].*" languagerulename="general"/></maprules></body></srx>`
	}
	const text = "A. Mr. B"
	for _, c := range []struct {
		cascade, lang string
		want          int
	}{
		{"yes", "en-US", 2}, {"yes", "En", 2}, {"yes", "de", 3}, {"yes", "xx", 1},
		{"no", "en-US", 1}, {"no", "de", 3}, {"no", "aen", 3},
	} {
		if got := splitBy(t, file(c.cascade), c.lang, text); len(got) != c.want {
			t.Errorf("cascade=%s %s: %q, want %d segments", c.cascade, c.lang, got, c.want)
		}
	}
}

// TestOrder holds that the first rule that matches decides, break or not, and that matches may overlap.
func TestOrder(t *testing.T) {
	no := `<rule break="no"><beforebreak>a\.</beforebreak><afterbreak>\s</afterbreak></rule>`
	if got := splitBy(t, testFile("no", "", no+breakRule), "en", "a. b. c"); len(got) != 2 {
		t.Errorf("exception first: %q", got)
	}
	if got := splitBy(t, testFile("no", "", breakRule+no), "en", "a. b. c"); len(got) != 3 {
		t.Errorf("exception last: %q", got)
	}
	overlap := `<rule><beforebreak>bab?</beforebreak></rule>`
	if got := splitBy(t, testFile("no", "", overlap), "en", "babab"); !slices.Equal(got, []string{"ba", "b", "a", "b"}) {
		t.Errorf("overlap: %q", got)
	}
	if got := splitBy(t, testFile("no", "", `<rule/>`), "en", "aş\xff🎉b"); len(got) != 5 {
		t.Errorf("a rule without sides breaks everywhere: %q", got)
	}
}

func TestLanguages(t *testing.T) {
	if got := Default().Languages(); len(got) != 5 || got[0] != ".*" {
		t.Errorf("%q", got)
	}
	if _, err := Parse(strings.NewReader(string(Source()))); err != nil {
		t.Errorf("the built-in file: %v", err)
	}
	for _, lang := range []string{"az", "AZ", "az-Latn-AZ", "aze", "az_AZ"} {
		if got := len(Default().Segmenter(lang).Split("Polk. Ə. Əli")); got != 1 {
			t.Errorf("%s: %d segments", lang, got)
		}
	}
}
