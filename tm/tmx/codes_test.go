package tmx

import (
	"cmp"
	"encoding/xml"
	"strings"
	"testing"
)

// TestFit: want is "" for what fits as it is, "!" for what is no XML.
func TestFit(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`a <bpt i="1" x='2'>&lt;b&gt;</bpt>b<ept i="1"/> c`, ""},
		{`<hi type="b">a<ph>x<sub>y<hi>z</hi></sub></ph></hi><ut x="1">u</ut>`, ""},
		{`ə<it pos="end"/>ı`, ""},
		{`a<it>x</it>`, `a<it pos="begin">x</it>`},
		{`a<it pos="open">x</it>`, `a<it pos="begin">x</it>`},
		{`a<bpt>x</bpt>`, `a<bpt i="1">x</bpt>`},
		{`a<ph id="3" x="1" x="2">x</ph>`, `a<ph x="1">x</ph>`},
		{`a<g id="1">x</g>`, `a<ph>x</ph>`},
		{`a<ph>x<bpt i="1">y</bpt></ph>`, `a<ph>xy</ph>`},
		{`a<sub>x</sub>`, `a<ph>x</ph>`},
		{`a<mq:x/>b`, `a<ph/>b`},
		{`a<`, "!"}, {`a</ph>`, "!"}, {`<ph>`, "!"}, {`<ph></it></ph>`, "!"}, {`a & b`, "!"}, {`a ]]> b`, "!"}, {`&x;`, "!"}, {`&#1;`, "!"},
		{`<ph x="1"type="2"/>`, "!"}, {`<ph x=1/>`, "!"}, {`<ph x="<"/>`, "!"}, {`<!-- a -->`, "!"}, {`<ph x="&"/>`, "!"}, {`<?a?>`, "!"},
	} {
		got, same, err := fit(c.in)
		if c.want == "!" {
			if err == nil {
				t.Errorf("%s: taken", c.in)
			}
			continue
		}
		if want := cmp.Or(c.want, c.in); err != nil || got != want || same != (c.want == "") {
			t.Errorf("%s: %s, same %v, %v; want %s", c.in, got, same, err, want)
		}
	}
}

// FuzzFit: what fits is XML, and fits as it is.
func FuzzFit(f *testing.F) {
	for _, s := range []string{`a<it>x</it>`, `<g><ph x="1" y='2'>&amp;<sub>b</sub></ph></g>`, `<bpt i="1"/>a<ept/>`, `<hi><sub>&#x10ffff;`, `<ph>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !clean(s) {
			return
		}
		out, _, err := fit(s)
		if err != nil {
			return
		}
		if again, same, err := fit(out); err != nil || !same || again != out {
			t.Fatalf("%q became %q, which does not fit: %v", s, out, err)
		}
		d := xml.NewDecoder(strings.NewReader("<seg>" + out + "</seg>"))
		for {
			if _, err := d.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Fatalf("%q became %q: %v", s, out, err)
				}
				return
			}
		}
	})
}
