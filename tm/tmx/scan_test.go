package tmx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// scanAll lists the tokens of a document, a line each: adjacent texts as one, those of blanks outside the root left out.
func scanAll(in io.Reader) (string, error) {
	in, _, err := decoded(in)
	if err != nil {
		return "", err
	}
	var l listing
	s := newScanner(in)
	for {
		t, err := s.next()
		switch {
		case err != nil || t == endOfFile:
			return l.String(), err
		case t == startTag:
			l.start(string(s.name))
			for _, a := range s.attrs {
				l.attr(string(a.name), string(a.value))
			}
		case t == endTag:
			l.end(string(s.name))
		default:
			l.text.Write(s.text)
		}
	}
}

// A listing writes down what a document holds.
type listing struct{ out, text strings.Builder }

func (l *listing) flush() {
	if l.text.Len() > 0 {
		fmt.Fprintf(&l.out, "text %q\n", l.text.String())
		l.text.Reset()
	}
}

func (l *listing) start(name string) {
	l.flush()
	fmt.Fprintf(&l.out, "start %s\n", name)
}

// attr writes white space in a value as a blank: package xml keeps it.
func (l *listing) attr(name, value string) {
	fmt.Fprintf(&l.out, "attr %s %q\n", name, strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(value))
}

func (l *listing) end(name string) {
	l.flush()
	fmt.Fprintf(&l.out, "end %s\n", name)
}

func (l *listing) String() string {
	l.flush()
	return l.out.String()
}

// xmlAll is scanAll by package xml.
func xmlAll(in string) (string, error) {
	var l listing
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(in, "\ufeff")))
	qualified := func(n xml.Name) string {
		if n.Space != "" {
			return n.Space + ":" + n.Local
		}
		return n.Local
	}
	depth := 0
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			return l.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch x := tok.(type) {
		case xml.StartElement:
			depth++
			l.start(qualified(x.Name))
			for _, a := range x.Attr {
				l.attr(qualified(a.Name), a.Value)
			}
		case xml.EndElement:
			depth--
			l.end(qualified(x.Name))
		case xml.CharData:
			if depth > 0 {
				l.text.Write(x)
			}
		}
	}
}

// wellFormed are documents that package xml reads too.
var wellFormed = []string{
	`<a/>`,
	"\ufeff" + `<?xml version="1.0" encoding='utf-8' standalone = "yes" ?><a></a >`,
	"<?xml version='1.0'?>\r\n<!-- c --><?p q?><!DOCTYPE a>\n<a>\r\nx\ry\n</a>\n<!--\n--><?p?>\n",
	`<a b="1" c = '"2"' d="a&lt;&#65;&#x41;&amp;'&quot;&apos;"	e=""
	f="x
	y"/>`,
	`<a>&lt;&gt;&amp;&quot;&apos;&#10;&#x1F600; > ]] ]&gt;<b>x</b>y<b/></a>`,
	`<a><![CDATA[<b>&amp;]] ]]>]]&gt;<!-- - -->x<?y z? ?></a>`,
	`<ə:ü xml:lang="az" ş="ğ">ö</ə:ü>`,
	"<a>\u0085\u2028\ufffd\U0010ffff</a>",
}

// TestScan: package xml finds the same, whatever the reader gives at a time.
func TestScan(t *testing.T) {
	for _, doc := range wellFormed {
		want, err := xmlAll(doc)
		if err != nil {
			t.Fatalf("%q: package xml: %v", doc, err)
		}
		for name, in := range map[string]io.Reader{
			"whole": strings.NewReader(doc), "byte": iotest.OneByteReader(strings.NewReader(doc)), "with end": iotest.DataErrReader(strings.NewReader(doc)),
		} {
			if got, err := scanAll(in); err != nil || got != want {
				t.Errorf("%q by %s: %v\n%s\nwant\n%s", doc, name, err, got, want)
			}
		}
	}
}

// TestScanLong: tokens that are longer than the buffer, and end anywhere in it.
func TestScanLong(t *testing.T) {
	for n := 256<<10 - 40; n < 256<<10+40; n += 7 {
		text, value := strings.Repeat("ə", n/2)+strings.Repeat("x", n%2), strings.Repeat("y", n)
		doc := `<a b="` + value + `">` + text + `<!--` + text + `-->&amp;<![CDATA[` + value + `]]></a>`
		want := fmt.Sprintf("start a\nattr b %q\ntext %q\nend a\n", value, text+"&"+value)
		if got, err := scanAll(strings.NewReader(doc)); err != nil || got != want {
			t.Fatalf("%d: %v, %d bytes of tokens, want %d", n, err, len(got), len(want))
		}
	}
}

// TestNotWellFormed: each document is refused at line 2, with a cause and what mends it.
func TestNotWellFormed(t *testing.T) {
	for _, c := range []struct{ doc, cause string }{
		{"<a>\n<b></a>", "</a> where </b> should stand"},
		{"<a>\n</b>", "</b> where </a> should stand"},
		{"<a>\n</a", "ends within <a>"},
		{"<a>\n</a b>", "damaged"},
		{"<a>\n", "ends within <a>"},
		{"<a>\n<b", "ends within <a>"},
		{"<a>\n<b c='", "ends within <a>"},
		{"<a>\n<![CDATA[x]]", "ends within <a>"},
		{"<a>\n<!-- x --", "ends within <a>"},
		{"<a/>\n<!-- x", "ends within a tag"},
		{"<a/>\n</b>", "</b> closes nothing"},
		{"<a/>\n<b/>", "<b> after the end of the root element"},
		{"<a/>\nx", "text after the end of the root element: x"},
		{"<a/>\n&#32;", "text after the end"},
		{"<a/>\n<![CDATA[]]>", "may not stand here"},
		{"\nx<a/>", "begins with the text x"},
		{"\n", "empty"},
		{"\n<?xml version='1.0'?><a/>", "not the first"},
		{"<a/>\n<?xml version='1.0'?><a/>", "second XML declaration"},
		{"<a>\n<?XML x?></a>", "not the first"},
		{"<?xml version='1.0'\n?><a>&</a>", "a stray & in &"},
		{"<a>\n& </a>", "a stray &"},
		{"<a>\n&b</a>", "a stray &"},
		{"<a>\n&;</a>", "a stray &"},
		{"<a>\n&b c;</a>", "a stray &"},
		{"<a>\n&nbsp;</a>", "&nbsp; is not declared"},
		{"<a b='\n&nbsp;'/>", "&nbsp; is not declared"},
		{"<a>\n&#1;</a>", "&#1; is no character"},
		{"<a>\n&#xD800;</a>", "&#xD800; is no character"},
		{"<a>\n&#xFFFF;</a>", "&#xFFFF; is no character"},
		{"<a>\n&#x110000;</a>", "no character"},
		{"<a>\n&#X41;</a>", "no character"},
		{"<a>\n&#;</a>", "no character"},
		{"<a>\n&#-1;</a>", "no character"},
		{"<a>\n]]></a>", "]]> in a text"},
		{"<a>\n\x01</a>", "U+0001"},
		{"<a>\n<b c='\x0c'/></a>", "U+000C"},
		{"<a>\n<!--\x00--></a>", "U+0000"},
		{"<a/>\n\x00", "U+0000"},
		{"<a>\n\uffff</a>", "U+FFFF"},
		{"<a>\n\ufffe</a>", "U+FFFE"},
		{"<a>\n\xe9</a>", "the byte 0xE9 is not UTF-8"},
		{"<a>\n\xed\xa0\x80</a>", "the byte 0xED is not UTF-8"},
		{"<a>\n\xc0\x80</a>", "the byte 0xC0 is not UTF-8"},
		{"<a>\n\xc9", "within a character"},
		{"<a>\n<b c=1/></a>", "not quoted"},
		{"<a>\n<b c/></a>", "has no value"},
		{"<a>\n<b c='1' c='2'/></a>", "the attribute c twice"},
		{"<a>\n<b c='1'd='2'/></a>", "no blank before the attribute d"},
		{"<a>\n<b c='<'/></a>", "a < in the value"},
		{"<a>\n<b c='x>y</b><b d='1'/></a>", "a < in the value"},
		{"<a>\n<b /c></a>", "damaged"},
		{"<a>\n<b \"/></a>", "damaged"},
		{"<a>\n<1/></a>", "a < that begins no tag"},
		{"<a>\n< b/></a>", "a < that begins no tag"},
		{"<a>\n<×/></a>", "a < that begins no tag"},
		{"<a>\n<b-×/></a>", "damaged"},
		{"<a>\nx < y</a>", "a < that begins no tag"},
		{"<a>\n<!-- x -- y --></a>", "-- within a comment"},
		{"<a>\n<!-- x ---></a>", "-- within a comment"},
		{"<a>\n<!b></a>           ", "may not stand here"},
		{"<a>\n<!DOCTYPE a></a>", "may not stand here"},
		{"<!DOCTYPE a>\n<!DOCTYPE a><a/>", "may not stand here"},
		{"<a>\n<? x?></a>", "processing instruction"},
		{"<a>\n<?x*?></a>", "processing instruction"},
	} {
		_, err := scanAll(strings.NewReader(c.doc))
		var e *Error
		if !errors.As(err, &e) || e.Line != 2 || !strings.Contains(e.Cause, c.cause) || e.Mend == "" || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v; want line 2: %s", c.doc, err, c.cause)
		}
	}
}

// TestReadError: what the file below meets is told, with the line.
func TestReadError(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := scanAll(io.MultiReader(strings.NewReader("<a>\n<b>"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2: disk on fire") {
		t.Errorf("%v", err)
	}
}

// FuzzScan: package xml finds the same in whatever is taken.
func FuzzScan(f *testing.F) {
	for _, doc := range wellFormed {
		f.Add(doc)
	}
	f.Add("<a b='\xff'>]]></a>")
	f.Fuzz(func(t *testing.T, doc string) {
		got, err := scanAll(strings.NewReader(doc))
		if err != nil || strings.Contains(doc, "<!DOCTYPE") || len(doc) > 1 && (doc[0] == 0 || doc[1] == 0 || doc[0] >= 0xfe) {
			return // no XML, with entities, or in UTF-16
		}
		want, err := xmlAll(doc)
		if err == nil && got != want {
			t.Errorf("%q:\n%s\nwant\n%s", doc, got, want)
		}
	})
}
