package xliff

import (
	"cmp"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// read is the text and markup of the inside of a source.
func read(t testing.TB, inside string, two bool) (text, markup string) {
	t.Helper()
	ts, err := fragment(inside)
	if err != nil {
		t.Fatalf("%s: %v", inside, err)
	}
	return reading{two: two}.variant(ts)
}

// anyData takes every reference to original data for sound.
func anyData(string) bool { return true }

// TestCodes: inline codes of XLIFF as TMX, and back: want back is "" for what comes back as it was.
func TestCodes(t *testing.T) {
	for _, c := range []struct {
		two                      bool
		inside, text, tmx, again string
	}{
		{false, `a <b> &amp; c`, "", "", "!"},
		{false, `a &lt;b&gt; c`, "a <b> c", "", ""},
		{false, `<g id="1">a</g>`, "a", `<bpt i="1" x="1">&lt;g id="1"&gt;</bpt>a<ept i="1">&lt;/g&gt;</ept>`, ""},
		{false, `<g id="1" ctype="bold"><g id="2"/></g>`, "", `<bpt i="1" x="1" type="bold">&lt;g id="1" ctype="bold"&gt;</bpt><bpt i="2" x="2">&lt;g id="2"&gt;</bpt><ept i="2">&lt;/g&gt;</ept><ept i="1">&lt;/g&gt;</ept>`,
			`<g id="1" ctype="bold"><g id="2"></g></g>`},
		{false, `a<x id="1"/>`, "a", `a<ph x="1">&lt;x id="1"/&gt;</ph>`, ""},
		{false, `<bx id="1" rid="7"/>a<ex id="2" rid="7"/>`, "a", `<bpt i="1" x="1">&lt;bx id="1" rid="7"/&gt;</bpt>a<ept i="1">&lt;ex id="2" rid="7"/&gt;</ept>`, ""},
		{false, `<bx id="1"/>a`, "a", `<it pos="begin" x="1">&lt;bx id="1"/&gt;</it>a`, ""},
		{false, `a<ex id="1" rid="2"/>`, "a", `a<it pos="end" x="1">&lt;ex id="1" rid="2"/&gt;</it>`, `a<ex id="1"/>`},
		{false, `<bpt id="1">&lt;b></bpt>a<ept id="1">&lt;/b></ept>`, "a", `<bpt i="1" x="1">&lt;b&gt;</bpt>a<ept i="1">&lt;/b&gt;</ept>`, `<bpt id="1">&lt;b&gt;</bpt>a<ept id="1">&lt;/b&gt;</ept>`},
		{false, `<bpt id="1" rid="2" ctype="x-cf">c</bpt>a<ept id="1" rid="2">d</ept>`, "a", `<bpt i="2" x="1" type="x-cf">c</bpt>a<ept i="2">d</ept>`, ""},
		{false, `<bpt id="1" rid="1">c</bpt>a<ept id="1" rid="1">d</ept>`, "a", `<bpt i="1" x="1">c</bpt>a<ept i="1">d</ept>`, `<bpt id="1">c</bpt>a<ept id="1">d</ept>`},
		{false, `<bpt id="1" rid="3">c</bpt>a<ept id="2" rid="3">d</ept>`, "a", `<bpt i="3" x="1">c</bpt>a<ept i="3">&lt;ept id="2" rid="3"&gt;d&lt;/ept&gt;</ept>`, ""},
		{false, `<g id="1"><bpt id="1">c</bpt><ept id="1">d</ept></g>`, "", `<bpt i="2" x="1">&lt;g id="1"&gt;</bpt><bpt i="1" x="1">c</bpt><ept i="1">d</ept><ept i="2">&lt;/g&gt;</ept>`, ""},
		{false, `<it id="1" pos="close">c</it>a`, "a", `<it pos="end" x="1">c</it>a`, ""},
		{false, `<ph id="1" ctype="lb">c</ph>a<ph id="2"></ph>`, "a", `<ph x="1" type="lb">c</ph>a<ph x="2"></ph>`, ""},
		{false, `<ph id="1" equiv-text="e">c &amp;</ph>a`, "a", `<ph x="1">&lt;ph id="1" equiv-text="e"&gt;c &amp;amp;&lt;/ph&gt;</ph>a`, ""},
		{false, `<ph id="1">c<sub>d<x id="3"/></sub></ph>a`, "a", `<ph x="1">&lt;ph id="1"&gt;c&lt;sub&gt;d&lt;x id="3"/&gt;&lt;/sub&gt;&lt;/ph&gt;</ph>a`, ""},
		{false, `<ph id="1">&lt;x id="2"/&gt;</ph>`, "", `<ph x="1">&lt;ph id="1"&gt;&amp;lt;x id="2"/&amp;gt;&lt;/ph&gt;</ph>`, ""},
		{false, `<mrk mtype="term">a</mrk>b`, "ab", `<bpt i="1">&lt;mrk mtype="term"&gt;</bpt>a<ept i="1">&lt;/mrk&gt;</ept>b`, ""},
		{false, `<x id="1" ctype="bold" m:n="&lt;o>" xmlns:m="urn:m"/>`, "", `<ph x="1" type="bold">&lt;x id="1" ctype="bold" m:n="&amp;lt;o&amp;gt;" xmlns:m="urn:m"/&gt;</ph>`, `<x id="1" m:n="&lt;o&gt;" xmlns:m="urn:m"/>`},
		{false, `<m:y xmlns:m="urn:m">z</m:y>a`, "a", `<ph>&lt;m:y xmlns:m="urn:m"&gt;z&lt;/m:y&gt;</ph>a`, `<ph id="1">&lt;m:y xmlns:m="urn:m"&gt;z&lt;/m:y&gt;</ph>a`},

		{true, `<ph id="1" disp="c"/>a`, "a", `<ph x="1">&lt;ph id="1" disp="c"/&gt;</ph>a`, ""},
		{true, `<pc id="1" dataRefStart="d1">a</pc>`, "a", `<bpt i="1" x="1">&lt;pc id="1" dataRefStart="d1"&gt;</bpt>a<ept i="1">&lt;/pc&gt;</ept>`, ""},
		{true, `<sc id="1"/>a<ec startRef="1"/>`, "a", `<bpt i="1" x="1">&lt;sc id="1"/&gt;</bpt>a<ept i="1">&lt;ec startRef="1"/&gt;</ept>`, ""},
		{true, `<sc id="1"/>a`, "a", `<it pos="begin" x="1">&lt;sc id="1"/&gt;</it>a`, `<sc id="1" isolated="yes"/>a`},
		{true, `a<ec startRef="1"/>`, "a", `a<it pos="end">&lt;ec startRef="1"/&gt;</it>`, `a<ec id="1" isolated="yes"/>`},
		{true, `<sc id="1" isolated="yes"/>a<ec id="2" isolated="yes"/>`, "a", `<it pos="begin" x="1">&lt;sc id="1" isolated="yes"/&gt;</it>a<it pos="end" x="2">&lt;ec id="2" isolated="yes"/&gt;</it>`, ""},
		{true, `<sm id="1" type="comment" value="v"/>a<em startRef="1"/>`, "a", `<bpt i="1" x="1">&lt;sm id="1" type="comment" value="v"/&gt;</bpt>a<ept i="1">&lt;em startRef="1"/&gt;</ept>`, ""},
		{true, `<mrk id="1" translate="no">a</mrk><cp hex="001F"/>`, "a", `<bpt i="1" x="1">&lt;mrk id="1" translate="no"&gt;</bpt>a<ept i="1">&lt;/mrk&gt;</ept><ph>&lt;cp hex="001F"/&gt;</ph>`, ""},
		{true, `<ph id="1" canCopy="perhaps"/>`, "", `<ph x="1">&lt;ph id="1" canCopy="perhaps"/&gt;</ph>`, `<ph id="1"/>`},
	} {
		ts, err := fragment(c.inside)
		if err != nil {
			if c.again != "!" {
				t.Errorf("%s: %v", c.inside, err)
			}
			continue
		}
		text, markup := reading{two: c.two}.variant(ts)
		if text != c.text || markup != c.tmx {
			t.Errorf("%s:\ngot  %q %s\nwant %q %s", c.inside, text, markup, c.text, c.tmx)
		}
		w := writing{two: c.two, data: anyData}
		if got, want := w.inside(text, markup), cmp.Or(c.again, c.inside); got != want {
			t.Errorf("%s came back as\n%s, want\n%s", c.inside, got, want)
		}
	}
}

// TestForeignCodes: codes that came from TMX, or from the other version.
func TestForeignCodes(t *testing.T) {
	for _, c := range []struct{ markup, one, two string }{
		{`<bpt i="1" type="bold">&lt;b&gt;</bpt>a<ept i="1">&lt;/b&gt;</ept>`, `<bpt id="1" ctype="bold">&lt;b&gt;</bpt>a<ept id="1">&lt;/b&gt;</ept>`, `<sc id="1" disp="&lt;b&gt;"/>a<ec startRef="1" disp="&lt;/b&gt;"/>`},
		{`<bpt i="1" x="2">b</bpt>a<ept i="1">c</ept>`, `<bpt id="2" rid="1">b</bpt>a<ept id="2" rid="1">c</ept>`, `<sc id="2" disp="b"/>a<ec startRef="2" disp="c"/>`},
		{`<bpt i="1">b</bpt>a`, `<it id="1" pos="open">b</it>a`, `<sc id="1" isolated="yes" disp="b"/>a`},
		{`a<ept i="1">b</ept>`, `a<it id="1" pos="close">b</it>`, `a<ec id="1" isolated="yes" disp="b"/>`},
		{`<ph type="struct">b</ph><ph/><ph x="1"/>`, `<ph id="2" ctype="x-struct">b</ph><ph id="3"></ph><ph id="1"></ph>`, `<ph id="2" disp="b"/><ph id="3"/><ph id="1"/>`},
		{`<ph x="a b"/><ph x="a b"/>`, `<ph id="a b"></ph><ph id="a b"></ph>`, `<ph id="1"/><ph id="2"/>`},
		{`<ph x="1"/><ph x="1"/>`, `<ph id="1"></ph><ph id="1"></ph>`, `<ph id="1"/><ph id="2"/>`},
		{`<it pos="begin" x="1">b</it><it pos="end">c</it>`, `<it id="1" pos="open">b</it><it id="2" pos="close">c</it>`, `<sc id="1" isolated="yes" disp="b"/><ec id="2" isolated="yes" disp="c"/>`},
		{`<hi type="x">a</hi><ut>b</ut>`, `<mrk mtype="x-hi">a</mrk><ph id="1">b</ph>`, `<mrk id="1" type="tmx:hi">a</mrk><ph id="2" disp="b"/>`},
		{`<ph>a<sub>b<ph>c</ph></sub></ph>`, `<ph id="1">abc</ph>`, `<ph id="1" disp="abc"/>`},
		{`<ph>&lt;x id="5"/&gt;</ph>`, `<x id="5"/>`, `<ph id="1" disp="&lt;x id=&quot;5&quot;/&gt;"/>`},
		{`<ph>&lt;cp hex="0007"/&gt;</ph>`, `<ph id="1">&lt;cp hex="0007"/&gt;</ph>`, `<cp hex="0007"/>`},
		{`<bpt i="1">&lt;mrk mtype="seg" mid="1"&gt;</bpt>a<ept i="1">&lt;/mrk&gt;</ept>`, `<bpt id="1">&lt;mrk mtype="seg" mid="1"&gt;</bpt>a<ept id="1">&lt;/mrk&gt;</ept>`,
			`<sc id="1" disp="&lt;mrk mtype=&quot;seg&quot; mid=&quot;1&quot;&gt;"/>a<ec startRef="1" disp="&lt;/mrk&gt;"/>`},
		{`<ph type=" "/>`, `<ph id="1"></ph>`, `<ph id="1"/>`},
		// tags of spans that do not nest are ordinary code
		{`<bpt i="1">&lt;g id="1"&gt;</bpt>a`, `<it id="1" pos="open">&lt;g id="1"&gt;</it>a`, `<sc id="1" isolated="yes" disp="&lt;g id=&quot;1&quot;&gt;"/>a`},
		{`<ept i="1">&lt;/g&gt;</ept>a`, `<it id="1" pos="close">&lt;/g&gt;</it>a`, `<ec id="1" isolated="yes" disp="&lt;/g&gt;"/>a`},
		{`<hi><ph>&lt;g id="1"&gt;</ph></hi><ph>&lt;/g&gt;</ph>`, `<mrk mtype="x-hi"><ph id="1">&lt;g id="1"&gt;</ph></mrk><ph id="2">&lt;/g&gt;</ph>`,
			`<mrk id="1" type="tmx:hi"><ph id="2" disp="&lt;g id=&quot;1&quot;&gt;"/></mrk><ph id="3" disp="&lt;/g&gt;"/>`},
		{`<ph>&lt;g&gt;</ph>a<ph>&lt;/g&gt;</ph>`, `<ph id="1">&lt;g&gt;</ph>a<ph id="2">&lt;/g&gt;</ph>`, `<ph id="1" disp="&lt;g&gt;"/>a<ph id="2" disp="&lt;/g&gt;"/>`},
		// what is no markup is text
		{`a<ph`, `T`, `T`},
		{`a & b`, `T`, `T`},
	} {
		for _, two := range []bool{false, true} {
			want := c.one
			if two {
				want = c.two
			}
			w := writing{two: two}
			if got := w.inside("T", c.markup); got != want {
				t.Errorf("%s, 2.x %v:\ngot  %s\nwant %s", c.markup, two, got, want)
			}
		}
	}
}

// A maker makes sound content of a version: what its schema allows and what this package keeps as it is.
type maker struct {
	*rand.Rand
	two bool
	ids int
}

func (m *maker) inside(depth int) string {
	var b strings.Builder
	for range m.IntN(6 - depth) {
		m.ids++
		b.WriteString(m.piece(strconv.Itoa(m.ids), depth+1))
	}
	return b.String()
}

func (m *maker) piece(id string, depth int) string {
	text := []string{"söz ", "ы", "&amp;", "&lt;x id=", "ə", "  "}[m.IntN(6)]
	pick := m.IntN(7)
	if m.two {
		pick += 7
	}
	switch pick {
	case 1:
		return `<x id="` + id + `" equiv-text="` + text + `"/>` + text
	case 2:
		return `<g id="` + id + `" ctype="italic">` + m.inside(depth) + `</g>`
	case 3:
		return `<bpt id="` + id + `">` + text + `</bpt>` + m.inside(depth) + `<ept id="` + id + `">` + text + `</ept>`
	case 4:
		return `<bx id="a" rid="r` + id + `"/>` + m.inside(depth) + `<ex id="b" rid="r` + id + `"/>`
	case 5:
		return `<ph id="` + id + `">` + text + `<sub>` + m.inside(depth) + `</sub></ph>`
	case 6:
		return `<it id="` + id + `" pos="open">` + text + `</it><mrk mtype="x-a">` + text + `</mrk>`
	case 8:
		return `<ph id="` + id + `" disp="` + text + `"/>` + text
	case 9:
		return `<pc id="` + id + `" type="fmt">` + m.inside(depth) + `</pc>`
	case 10:
		return `<sc id="` + id + `"/>` + m.inside(depth) + `<ec startRef="` + id + `"/>`
	case 11:
		return `<sm id="` + id + `" ref="u"/>` + m.inside(depth) + `<em startRef="` + id + `"/>`
	case 12:
		return `<mrk id="` + id + `">` + m.inside(depth) + `</mrk><cp hex="0001"/>`
	case 13:
		return `<sc id="` + id + `" isolated="yes"/>` + text
	}
	return text
}

// FuzzCodes: the codes of sound content come back as they were.
func FuzzCodes(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed, seed%2 == 1)
	}
	f.Fuzz(func(t *testing.T, seed uint64, two bool) {
		inside := (&maker{rand.New(rand.NewPCG(seed, 1)), two, 0}).inside(0)
		w := writing{two: two}
		if got := w.inside(read(t, inside, two)); got != inside {
			t.Fatalf("%s\nbecame\n%s", inside, got)
		}
	})
}

// FuzzMarkup: whatever stands in a memory, what is written is sound, holds the text, and is written the same once it was read.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{`<bpt i="1">&lt;g id="1"&gt;</bpt>a<ept i="1">&lt;/g&gt;</ept>`, `<ph>&lt;/g&gt;</ph><hi><ph>&lt;pc id="1"&gt;</ph></hi>`, `<it pos="x">&lt;ex id="1" rid="2"/&gt;</it>`,
		`<bpt i="1">&lt;sc id="1"/&gt;</bpt><ept i="1">&lt;em startRef="2"/&gt;</ept>`, `<ph x="&#10;">&lt;ph id="1"&gt;&lt;sub&gt;</ph>`, `<a:b xmlns:a="c"/>`, `a<`} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, markup string, two bool) {
		w := writing{two: two}
		inside := w.inside("", clean(markup))
		text, back := read(t, inside, two)
		if ts, err := fragment(clean(markup)); err == nil {
			if want, _ := (reading{}).variant(tmxText(ts)); text != want {
				t.Fatalf("%q became %q: text %q, want %q", markup, inside, text, want)
			}
		}
		again := w.inside(text, back)
		if text2, back2 := read(t, again, two); text2 != text || back2 != back {
			t.Fatalf("%q became %q, then %q", markup, inside, again)
		}
	})
}

// tmxText drops the codes of a seg.
func tmxText(ts []token) (list []token) {
	for i := 0; i < len(ts); i++ {
		switch t := ts[i]; {
		case t.kind == textToken:
			list = append(list, t)
		case t.kind == startToken && t.name != "hi":
			i = closing(ts, i)
		}
	}
	return list
}
