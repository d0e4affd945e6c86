package xliff

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"aztm/tm"
)

var update = flag.Bool("update", false, "write the expected units of testdata anew")

// readAll reads a file: its units, the units that it refuses, and the error that ends it.
func readAll(r io.Reader) (units []tm.Unit, refused []*tm.Refused, err error) {
	x, err := NewReader(r)
	if err != nil {
		return nil, nil, err
	}
	for {
		u, err := x.Next()
		var no *tm.Refused
		switch {
		case errors.As(err, &no):
			refused = append(refused, no)
		case err == io.EOF:
			return units, refused, nil
		case err != nil:
			return units, refused, err
		default:
			units = append(units, u)
		}
	}
}

// fixtures are the files of testdata, as other tools would write them.
func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	names, _ := filepath.Glob(filepath.Join("testdata", "*.*"))
	for _, name := range names {
		if strings.HasSuffix(name, ".units") {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = b
	}
	if len(files) < 7 {
		t.Fatalf("%d files", len(files))
	}
	return files
}

// TestFixtures reads what other tools write. The expected units stand beside each file.
func TestFixtures(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			units, refused, err := readAll(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, u := range units {
				shown(&got, u)
			}
			for _, no := range refused {
				fmt.Fprintf(&got, "refused: %v\n", no)
			}
			golden := filepath.Join("testdata", name+".units")
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", &got, want)
			}
		})
	}
}

// shown writes a unit for people.
func shown(b *strings.Builder, u tm.Unit) {
	fmt.Fprintf(b, "unit %s\n", u.Status)
	for _, v := range u.Variants {
		fmt.Fprintf(b, "  %s: %s\n", v.Lang, v.Text)
		if v.Markup != "" {
			fmt.Fprintf(b, "    codes: %s\n", v.Markup)
		}
		if v.Source.Path != "" {
			fmt.Fprintf(b, "    from: %s\n", v.Source.Path)
		}
	}
	for _, p := range u.Props {
		fmt.Fprintf(b, "  %s: %s\n", p.Name, p.Value)
	}
	for _, n := range u.Notes {
		fmt.Fprintf(b, "  note: %s %s\n", n.Value, n.Attrs)
	}
}

const (
	head1 = `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="az" target-language="ru" datatype="plaintext"><body>`
	foot1 = `</body></file></xliff>`
	head2 = `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="az" trgLang="ru"><file id="f">`
	foot2 = `</file></xliff>`
)

// TestUnits: what one unit gives, "text=text" by segment with ! before an approved one, and the refusals as id: part of the cause.
func TestUnits(t *testing.T) {
	for _, c := range []struct {
		name, in, want string
	}{
		{"plain", head1 + `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>` + foot1, "a=b"},
		{"approved", head1 + `<trans-unit id="1" approved="yes"><source>a</source><target>b</target></trans-unit>` + foot1, "!a=b"},
		{"signed off", head1 + `<trans-unit id="1"><source>a</source><target state="signed-off">b</target></trans-unit>` + foot1, "!a=b"},
		{"final, not approved", head1 + `<trans-unit id="1" approved="no"><source>a</source><target state="final">b</target></trans-unit>` + foot1, "a=b"},
		{"new", head1 + `<trans-unit id="1"><source>a</source><target state="new">b</target></trans-unit>` + foot1, `state="new"`},
		{"without a target", head1 + `<trans-unit id="1"><source>a</source></trans-unit>` + foot1, "1: not translated"},
		{"blank target", head1 + `<trans-unit id="1"><source>a</source><target> ` + "\n" + `</target></trans-unit>` + foot1, "1: not translated"},
		{"target of a code alone", head1 + `<trans-unit id="1"><source><x id="1"/></source><target><x id="1"/></target></trans-unit>` + foot1, "="},
		{"no source text", head1 + `<trans-unit id="1"><source/><target>b</target></trans-unit>` + foot1, "no source text"},
		{"locked group", head1 + `<group translate="no"><trans-unit id="1"><source>a</source><target>b</target></trans-unit></group>` + foot1, `translate="no"`},
		{"unlocked in it", head1 + `<group translate="no"><group><trans-unit id="1" translate="yes"><source>a</source><target>b</target></trans-unit></group></group>` + foot1, "a=b"},
		{"behind it", head1 + `<group translate="no"/><trans-unit id="1"><source>a</source><target>b</target></trans-unit>` + foot1, "a=b"},
		{"comments, CDATA, references", head1 + `<trans-unit id="1"><source>a<!-- b --><![CDATA[<c> & ]]>&#x259;&amp;</source><target>b<?x y?></target></trans-unit>` + foot1, "a<c> & ə&=b"},
		{"ends of lines", head1 + "<trans-unit id=\"1\"><source>a\r\nb\rc</source><target>&#13;b</target></trans-unit>" + foot1, "a\nb\nc=\rb"},
		{"language of the target", strings.Replace(head1, ` target-language="ru"`, "", 1) + `<trans-unit id="1"><source>a</source><target xml:lang="en">b</target></trans-unit>` + foot1, "a=b"},
		{"no target language", strings.Replace(head1, ` target-language="ru"`, "", 1) + `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>` + foot1, `add target-language="…" to its <file>`},
		{"no source language", strings.Replace(head1, `source-language="az"`, "", 1) + `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>` + foot1, `add source-language="…"`},
		{"segments", head1 + `<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk> <mrk mtype="seg" mid="2">b</mrk></seg-source><target><mrk mtype="seg" mid="2">d</mrk><mrk mtype="seg" mid="1">c</mrk></target></trans-unit>` + foot1, "a=c | b=d"},
		{"segments within a span", head1 + `<trans-unit id="1"><source>a b</source><seg-source><g id="1"><mrk mtype="seg" mid="1">a</mrk></g></seg-source><target><g id="1"><mrk mtype="seg" mid="1">c</mrk></g></target></trans-unit>` + foot1, "a=c"},
		{"a segment left", head1 + `<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk><mrk mtype="seg" mid="2">b</mrk></seg-source><target><mrk mtype="seg" mid="1">c</mrk></target></trans-unit>` + foot1, "a=c | 1/2: not translated"},
		{"segmented otherwise", head1 + `<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk> <mrk mtype="seg" mid="2">b</mrk></seg-source><target><mrk mtype="seg" mid="3">c</mrk> d</target></trans-unit>` + foot1, "a b=c d"},
		{"target in one piece", head1 + `<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk> <mrk mtype="seg" mid="2">b</mrk></seg-source><target>c d</target></trans-unit>` + foot1, "a b=c d"},
		{"one segment, target in one piece", head1 + `<trans-unit id="1"><source>a </source><seg-source><mrk mtype="seg" mid="1">a</mrk> </seg-source><target>c</target></trans-unit>` + foot1, "a=c"},
		{"a prefix", `<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file source-language="az" target-language="ru"><x:body><x:trans-unit id="1"><x:source>a<x:g id="1">b</x:g></x:source><x:target>c</x:target></x:trans-unit></x:body></x:file></x:xliff>`, "ab=c"},
		{"no namespace, with the DTD of 1.0", `<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://example.org/xliff.dtd"><xliff version="1.0"><file source-language="az" target-language="ru"><body><trans-unit id="1"><source>a</source><target>b</target></trans-unit></body></file></xliff>`, "a=b"},
		{"foreign elements", head1 + `<y xmlns="urn:y"><trans-unit id="0"><source>x</source><target>y</target></trans-unit></y><trans-unit id="1"><source>a</source><z xmlns="urn:z"><target>x</target></z><target>b</target></trans-unit>` + foot1, "a=b"},
		{"bin-unit", head1 + `<bin-unit id="0" mime-type="image/png"><bin-source/><trans-unit id="1"><source>a</source><target>b</target></trans-unit></bin-unit>` + foot1, "a=b"},
		{"no units", head1 + foot1, ""},
		{"no file", `<xliff version="1.2"></xliff>`, ""},

		{"2.1", head2 + `<unit id="1"><segment><source>a</source><target>b</target></segment></unit>` + foot2, "a=b"},
		{"final", head2 + `<unit id="1"><segment state="final"><source>a</source><target>b</target></segment></unit>` + foot2, "!a=b"},
		{"initial", head2 + `<unit id="1"><segment state="initial"><source>a</source><target>b</target></segment></unit>` + foot2, `state="initial"`},
		{"two segments", head2 + `<unit id="1"><segment id="s"><source>a</source><target>b</target></segment><ignorable><source> </source></ignorable><segment><source>c</source></segment></unit>` + foot2, "a=b | 1/2: not translated"},
		{"no trgLang", strings.Replace(head2, ` trgLang="ru"`, "", 1) + `<unit id="1"><segment><source>a</source><target>b</target></segment></unit>` + foot2, `add trgLang="…" to the <xliff>`},
		{"without a segment", head2 + `<unit id="1"><ignorable><source> </source></ignorable></unit>` + foot2, "it has no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			units, refused, err := readAll(strings.NewReader(c.in))
			if err != nil {
				t.Fatal(err)
			}
			wants := strings.Split(c.want, " | ")
			if c.want == "" {
				wants = nil
			}
			if len(wants) != len(units)+len(refused) {
				t.Fatalf("%d units, %v; want %q", len(units), refused, c.want)
			}
			for i, u := range units {
				got := u.Variants[0].Text + "=" + u.Variants[1].Text
				if u.Status == tm.Approved {
					got = "!" + got
				}
				if got != wants[i] {
					t.Errorf("got %q, want %q", got, wants[i])
				}
			}
			for i, no := range refused {
				if got, want := no.TUID+": "+no.Message, wants[len(units)+i]; !strings.Contains(got, want) || no.Line == 0 {
					t.Errorf("refused %v, want %q", no, want)
				}
			}
		})
	}
}

// TestRefused: files that are refused whole, with the line and the cause.
func TestRefused(t *testing.T) {
	unit := head1 + "\n" + `<trans-unit id="1"><source>a</source><target>b</target></trans-unit>`
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", "the file is empty"},
		{"blank", "\n \n", "line 3: not well-formed XML: no element in it"},
		{"a text", "\nSalam", "line 2: not well-formed XML: text outside of the root element"},
		{"another format", "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"/>", "line 2: no XLIFF: the root element is <tmx>"},
		{"no version", "<xliff/>", "no version"},
		{"version 3", `<xliff version="3.0"/>`, "XLIFF 3.0: aztm reads 1.0 to 2.1"},
		{"cut off", unit, "line 2: the file ends within <body> of line 1: it is cut off"},
		{"cut off in a text", unit[:len(unit)-len("</target></trans-unit>")], "line 2: the file ends within <target> of line 2"},
		{"cut off in a tag", head1 + "\n<trans-unit id=\"1", "line 2: the file ends within a tag"},
		{"cut off in a comment", head1 + "\n<!-- ", "the file ends within a comment of line 2"},
		{"cut off in CDATA", head1 + "\n<source><![CDATA[ ", "the file ends within <source> of line 2"},
		{"wrong end tag", unit + "</file>", "</file> closes nothing"},
		{"two roots", unit + foot1 + "<xliff/>", "a second root element"},
		{"text behind", unit + foot1 + "x", "text outside of the root element"},
		{"a stray &", head1 + "\n<source>a & b", "line 2: not well-formed XML: a stray &"},
		{"an entity", head1 + "<source>&uuml;</source>", "the entity &uuml; is not known"},
		{"a reference to nothing", head1 + "<source>&#0;</source>", "&#0; is no character"},
		{"a control character", head1 + "\n\n<source>a\x01b</source>", "line 3: not well-formed XML: the character U+0001"},
		{"no UTF-8", head1 + "\n<source>\xe7</source>", "line 2: not well-formed XML: the byte 0xE7 is no UTF-8"},
		{"]]> in a text", head1 + "<source>]]></source>", "]]> within a text"},
		{"-- in a comment", head1 + "<!-- a -- b -->", "-- within a comment"},
		{"declaration in the middle", head1 + `<?xml version="1.0"?>`, "not at the start"},
		{"declaration behind blanks", `   <?xml version="1.0"?><xliff version="1.2"/>`, "not at the start"},
		{"attribute twice", `<xliff version="1.2" version="1.2"/>`, "the attribute version stands twice"},
		{"attributes in one", `<xliff version="1.2"xmlns="a"/>`, "attributes that are none"},
		{"no quotes", `<xliff version=1.2/>`, "attributes that are none"},
		{"< in an attribute", `<xliff version="<"/>`, "a < within an attribute"},
		{"prefix of nothing", head1 + `<mq:x/>`, "the prefix mq is not declared"},
		{"unknown encoding", `<?xml version="1.0" encoding="klingon"?><xliff/>`, `unknown encoding "klingon"`},
		{"DOCTYPE behind the root", head1 + "<!DOCTYPE x>", "at its place"},
		{"entities", "<!DOCTYPE xliff [<!ENTITY a \"b\">]>" + unit + foot1, "a DOCTYPE that declares entities"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readAll(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestEncodings: the same file in other encodings gives the same units.
func TestEncodings(t *testing.T) {
	file := func(label string) string {
		return `<?xml version="1.0" encoding="` + label + `"?>` + head1 + `<trans-unit id="1"><source>Çay</source><target>Чай</target></trans-unit>` + foot1
	}
	utf16 := func(e unicode.Endianness, bom unicode.BOMPolicy) []byte {
		b, err := unicode.UTF16(e, bom).NewEncoder().String(file("UTF-16"))
		if err != nil {
			t.Fatal(err)
		}
		return []byte(b)
	}
	cyrillic, err := charmap.Windows1251.NewEncoder().String(strings.Replace(file("windows-1251"), "Çay", "&#199;ay", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(file("utf-8")), "with a mark": []byte("\ufeff" + file("UTF-8")), "8 bits": []byte(cyrillic),
		"UTF-16": utf16(unicode.LittleEndian, unicode.UseBOM), "big endian": utf16(unicode.BigEndian, unicode.UseBOM),
		"without a mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM), "says UTF-16, is not": []byte(file("utf-16")),
	} {
		for _, r := range []io.Reader{bytes.NewReader(data), oneByte{bytes.NewReader(data)}} {
			units, _, err := readAll(r)
			if err != nil || len(units) != 1 || units[0].Variants[0].Text != "Çay" || units[0].Variants[1].Text != "Чай" {
				t.Errorf("%s: %v, %v", name, units, err)
			}
		}
	}
}

// oneByte reads a byte at a time, so that each token is torn everywhere.
type oneByte struct{ io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.Reader.Read(p[:min(len(p), 1)]) }

// TestTorn: where the pieces end that a file is read in makes no difference.
func TestTorn(t *testing.T) {
	for name, data := range fixtures(t) {
		want, _, err := readAll(bytes.NewReader(data))
		got, _, err2 := readAll(oneByte{bytes.NewReader(data)})
		if err != nil || err2 != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, %v", name, err, err2)
		}
	}
}
