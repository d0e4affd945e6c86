package xliff

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"aztm/tm"
)

// A flood is n times the text s, so that a hostile file is never held in memory.
type flood struct {
	s  string
	n  int
	at int
}

func (f *flood) Read(p []byte) (n int, err error) {
	for n < len(p) && f.n > 0 {
		c := copy(p[n:], f.s[f.at:])
		n += c
		if f.at += c; f.at == len(f.s) {
			f.at = 0
			f.n--
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// file is a file with a flood in its middle.
func file(before, s string, n int, after string) io.Reader {
	return io.MultiReader(strings.NewReader(before), &flood{s: s, n: n}, strings.NewReader(after))
}

// TestHostile: what would fill the memory is refused, and says why.
func TestHostile(t *testing.T) {
	const source = head1 + `<trans-unit id="1"><source>`
	var laughs strings.Builder
	laughs.WriteString(`<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a0 "ha">`)
	for i := range 30 {
		fmt.Fprintf(&laughs, `<!ENTITY a%d "&a%d;&a%d;">`, i+1, i, i)
	}
	laughs.WriteString(`]>` + source + `&a30;`)
	for _, c := range []struct {
		name string
		in   io.Reader
		want string
	}{
		{"billion laughs", strings.NewReader(laughs.String()), "a DOCTYPE that declares entities"},
		{"an external entity", strings.NewReader(`<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + source + `&x;`), "a DOCTYPE that declares entities"},
		{"an external entity without a declaration", strings.NewReader(`<!DOCTYPE xliff SYSTEM "http://localhost/x.dtd">` + source + `&x;`), "the entity &x; is not known"},
		{"deep elements", file(head1, "<group>", 100_000, ""), "elements nested deeper than 1000"},
		{"deep codes", file(source, `<g id="1">`, 100_000, ""), "elements nested deeper than 1000"},
		{"attributes", file(head1+"<group", ` a="v"`, 1_000_000, ">"), "a tag of more than 1 MB"},
		{"a thousand and one attributes", func() io.Reader {
			var b strings.Builder
			for i := range 1001 {
				fmt.Fprintf(&b, ` a%d="v"`, i)
			}
			return strings.NewReader(head1 + "<group" + b.String() + ">")
		}(), "more than 1000 attributes"},
		{"namespaces", func() io.Reader {
			var b strings.Builder
			for i := range 1001 {
				fmt.Fprintf(&b, `<group xmlns:a%d="v" xmlns:b%d="v">`, i, i)
			}
			return strings.NewReader(head1 + b.String())
		}(), "more than 1000 namespaces"},
		{"a large attribute", file(head1+`<group id="`, "tt", 50<<20, `">`), "a tag of more than 1 MB"},
		{"a large text", file(source, "söz sö ", 100<<17, ""), "a text of more than 16 MB"},
		{"codes", file(source, `<x id="1"/>`, 1_000_000, ""), "a unit of more than 100000 tags"},
		{"a large note", file(head1+`<trans-unit id="1"><note>`, "n", 100<<20, ""), "a text of more than 16 MB"},
		{"a large proposal", file(head1+`<trans-unit id="1"><alt-trans>`, "n", 100<<20, ""), "a unit of more than 64 MB"},
		{"notes", file(head1+`<trans-unit id="1">`, "<note/>", 1_000_000, ""), "a unit of more than 100000 tags"},
		{"a long DOCTYPE", file("<!DOCTYPE xliff ", "x", 100<<20, ""), "a tag of more than 1 MB"},
		{"a long reference", file(source+"&", "x", 100<<20, ""), "a stray &"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("large")
			}
			_, _, err := readAll(c.in)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestLargeParts: what no unit holds may be large: it is passed over as it comes.
func TestLargeParts(t *testing.T) {
	const tail = `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>` + foot1
	start := strings.Replace(head1, "<body>", "", 1)
	for name, r := range map[string]io.Reader{
		"a skeleton":    file(start+"<header><skl><internal-file>", "AAAAAAAA", 4<<20, "</internal-file></skl></header><body>"+tail),
		"a comment":     file(head1+"<!--", " comment ", 4<<20, "-->"+tail),
		"blanks":        file(head1, "\n\n\n\n\n\n\n\n", 16<<20, tail),
		"CDATA":         file(start+"<header><note><![CDATA[", "]] > ", 4<<20, "]]></note></header><body>"+tail),
		"files":         file(head1, `</body></file><file source-language="az" target-language="ru"><body>`, 100_000, tail),
		"untranslated":  file(head1, `<trans-unit id="1"><source>a</source></trans-unit>`, 100_000, tail),
		"many warnings": file(head1, `<trans-unit id="1"><source>a</source><target><mrk mtype="seg" mid="1">a</mrk><mrk mtype="seg" mid="2">a</mrk></target></trans-unit>`, 3000, tail),
	} {
		units := 0
		x, err := NewReader(r)
		for err == nil {
			if _, err = x.Next(); err == nil {
				units++
			}
			if _, refused := err.(*tm.Refused); refused {
				err = nil
			}
		}
		if err != io.EOF || units != 1 && name != "many warnings" || len(x.Warnings()) > 1001 {
			t.Errorf("%s: %d units, %d warnings, %v", name, units, len(x.Warnings()), err)
		}
	}
}
