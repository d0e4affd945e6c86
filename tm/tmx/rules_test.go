package tmx

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"aztm/tm"
)

// fullHeader is a header that no version finds fault with.
const fullHeader = `<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="az" datatype="plaintext"/>`

// document is a TMX file with a version, header and body.
func document(version, header, body string) string {
	return `<tmx version="` + version + `">` + "\n" + header + "\n<body>" + body + "</body></tmx>"
}

// noticed are the warnings that a file gives, a line each, the units refused among them.
func noticed(t *testing.T, in string) string {
	t.Helper()
	r, err := NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatalf("%s: %v", in, err)
	}
	var refused []string
	for {
		_, err := r.Next()
		var no *tm.Refused
		switch {
		case err == io.EOF:
			var out strings.Builder
			for _, w := range r.Warnings() {
				fmt.Fprintf(&out, "%d %s %s\n", w.Line, w.Unit, w.Message)
			}
			return out.String() + strings.Join(refused, "")
		case errors.As(err, &no):
			refused = append(refused, fmt.Sprintf("%d %s refused %s\n", no.Line, no.TUID, no.Message))
		case err != nil:
			t.Fatalf("%s: %v", in, err)
		}
	}
}

// TestRules: what is warned of in a unit, by version; want is "" for nothing.
func TestRules(t *testing.T) {
	const all, since13, before13 = "1.1 1.2 1.3 1.4", "1.3 1.4", "1.1 1.2"
	pair := func(lang, seg string) string {
		return `<tu tuid="7"><tuv ` + lang + `="az"><seg>` + seg + `</seg></tuv></tu>`
	}
	for _, c := range []struct{ versions, body, want string }{
		{since13, pair("xml:lang", "x"), ""},
		{before13, pair("lang", "x"), ""},
		{since13, pair("lang", "x"), "3 7 <tuv> lacks what TMX VERSION asks for: add xml:lang"},
		{before13, pair("xml:lang", "x"), "the attribute xml:lang of <tuv> is not in TMX VERSION"},
		{since13, `<tu><tuv xml:lang="az" lang="az"><seg>x</seg></tuv></tu>`, ""},
		{since13, `<tu tuid="7"><tuv><seg>x</seg></tuv></tu>`, "3 7 refused a variant without xml:lang"},
		{since13, `<tu><tuv xml:lang=""><seg>x</seg></tuv></tu>`, `xml:lang="" of <tuv>: write it as az or en-GB`},
		{since13, `<tu><tuv xml:lang="az_AZ"><seg>x</seg></tuv></tu>`, `xml:lang="az_AZ" of <tuv>: write it as az or en-GB`},
		{since13, `<tu><tuv xml:lang="AZ-latn-az"><seg>x</seg></tuv><tuv xml:lang="aze"><seg/></tuv><tuv xml:lang="x-own"><seg/></tuv><tuv xml:lang="es-419"><seg/></tuv></tu>`, ""},
		{since13, `<tu><tuv xml:lang="Azerbaijani"><seg>x</seg></tuv></tu>`, `xml:lang="Azerbaijani"`},
		{since13, `<tu><tuv xml:lang="az-"><seg>x</seg></tuv></tu>`, `xml:lang="az-"`},
		{since13, `<tu><tuv xml:lang="1068"><seg>x</seg></tuv></tu>`, `xml:lang="1068"`},
		{since13, `<tu srclang="*all*"><tuv xml:lang="az"><seg>x</seg></tuv></tu>`, ""},
		{since13, `<tu srclang="az_AZ"><tuv xml:lang="az"><seg>x</seg></tuv></tu>`, `srclang="az_AZ" of <tu>`},
		{since13, `<tu segtype="Sentence"><tuv xml:lang="az"><seg>x</seg></tuv></tu>`, `segtype="Sentence" of <tu>: write it as one of block, paragraph, sentence, phrase`},
		{since13, `<tu usagecount="-1"><tuv xml:lang="az"><seg>x</seg></tuv></tu>`, `usagecount="-1" of <tu>: write it as a number`},
		{since13, `<tu lastusagedate="2024-01-31"><tuv xml:lang="az" changedate="20241301T000000Z"><seg>x</seg></tuv></tu>`,
			"lastusagedate=\"2024-01-31\" of <tu>: write it as 20240131T235959Z, in UTC\n3  changedate=\"20241301T000000Z\" of <tuv>"},
		{since13, `<tu creationdate="20240131T235959Z" custom="1"><tuv xml:lang="az" xml:space="preserve"><seg>x</seg></tuv></tu>`, "the attribute custom of <tu> is not in TMX"},
		{all, "\n<tu/>", "4  <tu> without <tuv>: it holds nothing"},
		{since13, "<tu>x<tuv xml:lang='az'>\ny<seg>x</seg></tuv></tu>", "3  text in <tu>, outside <seg>: it is passed over\n4  text in <tuv>"},
		{since13, "<tu><tuv xml:lang='az'></tuv></tu>", "<tuv> without <seg>"},
		{since13, "<tu><tuv xml:lang='az'><seg>x</seg><seg>y</seg></tuv></tu>", "a second <seg>"},
		{since13, "<tu><tuv xml:lang='az'><seg>x</seg><note>y</note></tuv><prop type='x'>y</prop></tu>", "<note> after <seg>: TMX wants it before\n3  <prop> after <tuv>"},
		{since13, "<tu><note xml:lang='az' o-encoding='x'>y</note><prop type='x' xml:lang='az'>y</prop><tuv xml:lang='az'><seg>x</seg></tuv></tu>", ""},
		{before13, "<tu><note lang='az' o-encoding='x'>y</note><prop type='x' lang='az'>y</prop><tuv lang='az'><seg>x</seg></tuv></tu>", ""},
		{since13, "<tu><prop>y</prop><tuv xml:lang='az'><seg>x</seg></tuv></tu>", "<prop> lacks what TMX VERSION asks for: add type"},
		{since13, "<tu><note>y<b>z</b></note><tuv xml:lang='az'><seg>x</seg></tuv></tu>", "<b> is not in TMX"},
		{since13, "<tu><foo><bar/>y</foo><tuv xml:lang='az'><seg>x</seg><foo/></tuv></tu><foo/>", "<foo> is not in TMX VERSION: it is passed over with all that it holds"},
		{since13, "<tu><seg>y</seg><tuv xml:lang='az'><seg>x</seg></tuv></tu>", "<seg> may not stand in <tu>"},
		{"1.4", pair("xml:lang", `<bpt i="1" x="1" type="b">a<sub datatype="x" type="y">b<hi x="1" type="x">c</hi></sub></bpt><ept i="1"/><it pos="begin" x="1" type="z"/><ph x="1" assoc="p" type="z"/><ut x="1"><sub/></ut>`), ""},
		{"1.1", pair("lang", `<bpt i="1" x="1" type="b">a<sub/></bpt><ept i="1"/><it pos="end"/><ph assoc="p"/><ut x="1"/><sub>x</sub>`), ""},
		{"1.1", pair("lang", `<hi/>`), "<hi> is not in TMX 1.1: it is kept as an inline code"},
		{"1.1", pair("lang", `<ph><sub type="x"/></ph>`), "the attribute type of <sub> is not in TMX 1.1"},
		{"1.2", pair("lang", `<hi/><ph><sub type="x"/></ph>`), ""},
		{"1.2", pair("lang", `<sub/>`), "<sub> may not stand in <seg> in TMX 1.2"},
		{"1.2", pair("lang", `<ut><sub/></ut>`), "<sub> may not stand in <ut> in TMX 1.2"},
		{"1.3", pair("xml:lang", `<ut><sub/></ut>`), "<sub> may not stand in <ut> in TMX 1.3"},
		{"1.4", pair("xml:lang", `<ph><ph/></ph>`), "<ph> may not stand in <ph>"},
		{"1.4", pair("xml:lang", `<g id="1">x</g>`), "<g> is not in TMX 1.4: it is kept as an inline code; write it as <ph> or <hi>"},
		{"1.4", pair("xml:lang", `<bpt/><it pos="start"/><ph id="1"/>`), "<bpt> lacks what TMX 1.4 asks for: add i\n" +
			"3 7 pos=\"start\" of <it>: write it as one of begin, end\n3 7 the attribute id of <ph> is not in TMX 1.4"},
	} {
		for _, v := range strings.Fields(c.versions) {
			in := document(v, fullHeader, c.body)
			got, want := noticed(t, in), strings.ReplaceAll(c.want, "VERSION", v)
			if !strings.Contains(got, want) || (got == "") != (want == "") || strings.Count(got, "\n") < strings.Count(want, "\n") {
				t.Errorf("%s:\n%s\nwant\n%s", in, got, want)
			}
		}
	}
}

// TestFrameRules: what is warned of outside the units.
func TestFrameRules(t *testing.T) {
	const unit = `<tu><tuv xml:lang="az"><seg>x</seg></tuv></tu>`
	with := func(old, new string) string { return strings.Replace(fullHeader, old, new, 1) }
	for _, c := range []struct{ in, want string }{
		{document("1.4", fullHeader, ""), ""},
		{"<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'http://host.invalid/tmx14.dtd'>" + document("1.4", fullHeader, unit), ""},
		{document("1.4", with("/>", `><note>x</note><prop type="x">y</prop><ude name="x" base="y"><map unicode="#x1" code="#x2" ent="e" subst="s"/></ude></header>`), unit), ""},
		{document("1.4", with("/>", `><note>x</note><ude><map/></ude><foo><bar/></foo>x</header>`), unit),
			"2  <ude> lacks what TMX 1.4 asks for: add name\n2  <map> lacks what TMX 1.4 asks for: add unicode\n2  <foo> is not in TMX 1.4: it is passed over with all that it holds\n2  text in <header>"},
		{document("1.4", with(`srclang="az"`, `srclang="*all*"`), unit), ""},
		{document("1.4", with(` srclang="az"`, ``), unit), "2  <header> lacks what TMX 1.4 asks for: add srclang"},
		{document("1.4", with(`"az"`, `"az_AZ"`), unit), `2  srclang="az_AZ" of <header>: write it as az or en-GB, or *all*`},
		{document("1.4", "<header/>", unit), "add creationtool, creationtoolversion, segtype, o-tmf, adminlang, srclang, datatype"},
		{document("1.4", with(`/>`, ` creationdate="Mon Jan  1 10:00:00 2024"/>`), unit), "creationdate="},
		{document("1.4", "", unit), "3  no <header> before <body>"},
		{document("1.4b", fullHeader, unit), `1  version="1.4b" of <tmx>: write it as one of 1.1, 1.2, 1.3, 1.4`},
		{document("2.0", fullHeader, unit), `1  version="2.0" of <tmx>`},
		{"<tmx>" + fullHeader + "<body/></tmx>", "1  <tmx> lacks what TMX 1.4 asks for: add version"},
		{`<tmx version="1.4" xmlns="http://host.invalid/">` + fullHeader + "<body/></tmx>", "the attribute xmlns of <tmx>"},
		{`<tmx version="1.4">` + fullHeader + "</tmx>", "<tmx> without <body>"},
		{`<tmx version="1.4">` + fullHeader + "<body/>\n<body>" + unit + "</body></tmx>", "2  a second <body>: its units are read too"},
		{`<tmx version="1.4">` + fullHeader + "<body/>\n" + unit + "</tmx>", "2  <tu> may not stand in <tmx>"},
		{document("1.4", fullHeader, unit+"\nx"), "4  text in <body>"},
		{"<!DOCTYPE html>\n" + document("1.4", fullHeader, unit), "2  the DOCTYPE names <html>, but the root element is <tmx>"},
		{"<!DOCTYPE tmx [<!ENTITY b 'c'>]>" + document("1.4", fullHeader, "\n<tu tuid='&b;'><tuv xml:lang='az'><seg>&b;</seg></tuv></tu>"), "4  the entity &b; is expanded"},
		{"<?xml version='1.1'?>" + document("1.4", fullHeader, unit), "1  it says that it is XML 1.1"},
		{"<?xml version='1.0' encoding='utf-16'?>" + document("1.4", fullHeader, unit), "1  the declaration says utf-16, but it is UTF-8"},
	} {
		if got := noticed(t, c.in); !strings.Contains(got, c.want) || (got == "") != (c.want == "") {
			t.Errorf("%s:\n%s\nwant\n%s", c.in, got, c.want)
		}
	}
}

// TestManyWarnings: of many alike the first are kept and the rest counted, and so of many that differ.
func TestManyWarnings(t *testing.T) {
	const n = 10_000
	alike := strings.Repeat("<foo/>", n)
	var other strings.Builder
	for i := range n {
		fmt.Fprintf(&other, "<foo%d/>", i)
	}
	for _, c := range []struct {
		body string
		kept int
		last string
	}{
		{alike, maxAlike + 1, fmt.Sprintf("%d more times: <foo> is not", n-maxAlike)},
		{other.String(), maxWarnings + 1, fmt.Sprintf("%d more warnings", n-maxWarnings)},
	} {
		got := strings.Split(strings.TrimSpace(noticed(t, document("1.4", fullHeader, c.body))), "\n")
		if len(got) != c.kept || !strings.Contains(got[len(got)-1], c.last) {
			t.Errorf("%d warnings, want %d; the last is %s, want %s", len(got), c.kept, got[len(got)-1], c.last)
		}
	}
}
