package tmx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

func readAll(r io.Reader) (units []tm.Unit, refused int, err error) {
	t, err := NewReader(r)
	if err != nil {
		return nil, 0, err
	}
	for {
		u, err := t.Next()
		var no *tm.Refused
		switch {
		case errors.As(err, &no):
			refused++
		case err == io.EOF:
			return units, refused, nil
		case err != nil:
			return units, refused, err
		default:
			units = append(units, u)
		}
	}
}

func write(t testing.TB, units []tm.Unit) []byte {
	var b bytes.Buffer
	w := NewWriter(&b, "az", "test")
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	units := []tm.Unit{{
		TUID: "7", Status: tm.Approved, Confidence: 0.97, Story: "sülh", Position: 3, Edited: true,
		Created: time.Date(2024, 10, 3, 9, 0, 0, 0, time.UTC), Changed: time.Date(2024, 10, 4, 9, 0, 0, 0, time.UTC),
		Attrs: []tm.Field{{Name: "usagecount", Value: "2"}},
		Notes: []tm.Field{{Lang: "en", Value: "a <note> & more"}},
		Props: []tm.Field{{Name: "client", Value: "x"}, {Name: "client", Value: "y\r\n"}},
		Variants: []tm.Variant{
			{Lang: "az", Text: "Sülh\tvə \"əmin-amanlıq\"", Source: tm.Source{Path: "/ə/a.az.txt", Headline: "Sülh", Date: "2024-10-03"}},
			{Lang: "ru", Text: "Мир & покой", Markup: `<bpt i="1">&lt;b&gt;</bpt>Мир<ept i="1">&lt;/b&gt;</ept> &amp; <hi>покой</hi>`},
			{Lang: "ru", Text: " ", Props: []tm.Field{{Name: "p", Value: "q"}}},
		},
	}}
	first := write(t, units)
	got, _, err := readAll(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, units) {
		t.Errorf("read back:\n%+v\nwant\n%+v", got, units)
	}
	if second := write(t, got); !bytes.Equal(first, second) {
		t.Error("the second export differs from the first")
	}
}

// TestNoTMX: files of other kinds, and damage within a unit.
func TestNoTMX(t *testing.T) {
	for _, c := range []struct{ in, want, mend string }{
		{"<html></html>", "line 1: no TMX: the root element is <html>", "web page"},
		{"<xliff/>", "root element is <xliff>", "XLIFF"},
		{"<TMX/>", "root element is <TMX>", "small letters"},
		{"<x:tmx/>", "root element is <x:tmx>", "export"},
		{document("1.4", fullHeader, "\n<tu tuid=\"a b\">\n&x;"), `line 5: unit "a b": the entity &x; is not declared`, "write"},
		{document("1.4", fullHeader, "\n<tu tuid='7'>\n</tu>\n</tuv>"), "line 6: </tuv> where </body> should stand", "close"},
	} {
		_, _, err := readAll(strings.NewReader(c.in))
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || !strings.Contains(e.Hint(), c.mend) {
			t.Errorf("%q: %v, hint %q; want %q, %q", c.in, err, e.Hint(), c.want, c.mend)
		}
	}
}

// TestUnit: what becomes of each part of a unit.
func TestUnit(t *testing.T) {
	in := document("1.4", fullHeader, `
<tu tuid=" 7 " creationdate="20240131T235958Z" changedate="bad" usagecount="2" ex:own="&lt;&#10;"><note xml:lang="az" o-encoding="x">a<!-- - -->b</note>
<prop type="p">1</prop><prop type="p" lang="ru"> 2&#13;
</prop><foo>lost</foo>
<tuv xml:lang=" az " lang="aze" creationid="ə" xml:space="preserve"><prop type="q"/><seg><![CDATA[<x> &]]> <hi type='h'>hi <ph  x = "1"
/></hi><bpt i="1">&lt;b&gt;<sub>sub &quot;<hi>deep</hi></sub></bpt>&#x41;&amp;<ept i="1"></ept ><?pi?><g>own</g></seg></tuv>
<tuv lang="ru"><seg>a<!-- b -->
c</seg><seg>second</seg></tuv><tuv xml:lang=""></tuv></tu>
<tu tuid="8">
<tuv><seg>x</seg></tuv><tuv xml:lang="ru"><seg>y</seg></tuv></tu>`)
	units := []tm.Unit{{
		TUID: " 7 ", Confidence: tm.NoConfidence, Created: time.Date(2024, 1, 31, 23, 59, 58, 0, time.UTC),
		Attrs: []tm.Field{{Name: "changedate", Value: "bad"}, {Name: "usagecount", Value: "2"}, {Name: "ex:own", Value: "<\n"}},
		Notes: []tm.Field{{Lang: "az", Value: "ab", Attrs: `o-encoding="x"`}},
		Props: []tm.Field{{Name: "p", Value: "1"}, {Name: "p", Lang: "ru", Value: " 2\r\n"}},
		Variants: []tm.Variant{
			{Lang: "az", Attrs: []tm.Field{{Name: "lang", Value: "aze"}, {Name: "creationid", Value: "ə"}, {Name: "xml:space", Value: "preserve"}}, Props: []tm.Field{{Name: "q"}},
				Text: "<x> & hi A&",
				Markup: "&lt;x&gt; &amp; <hi type='h'>hi <ph  x = \"1\"\n/></hi><bpt i=\"1\">&lt;b&gt;<sub>sub &quot;<hi>deep</hi></sub></bpt>&#x41;&amp;" +
					"<ept i=\"1\"></ept ><g>own</g>"},
			{Lang: "ru", Text: "a\nc"},
			{},
		},
	}}
	r, err := NewReader(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	u, err := r.Next()
	if err != nil || !reflect.DeepEqual(u, units[0]) || r.Line() != 4 || r.SourceLang() != "az" {
		t.Errorf("line %d, from %s, %v:\n%+v\nwant\n%+v", r.Line(), r.SourceLang(), err, u, units[0])
	}
	u, err = r.Next()
	var no *tm.Refused
	if !errors.As(err, &no) || no.Line != 11 || no.TUID != "8" || len(u.Variants) != 1 {
		t.Errorf("%v, %d variants; want line 11 refused, and its variant with a language", err, len(u.Variants))
	}
	if _, err = r.Next(); err != io.EOF {
		t.Errorf("%v at the end", err)
	}
}

// TestMarkupEntities: codes with entities of the file can stand in another.
func TestMarkupEntities(t *testing.T) {
	in := "<!DOCTYPE tmx [<!ENTITY b '<'><!ENTITY c \"&#38;amp;'\">]>" + document("1.4", fullHeader, `<tu><tuv xml:lang="az"><seg>&c;<ph x="&c;" type='&#34;'/><hi x="&c;">z</hi></seg></tuv></tu>`)
	units, _, err := readAll(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	const want = `&amp;'<ph x="&amp;'" type="&quot;"/><hi x="&amp;'">z</hi>`
	if v := units[0].Variants[0]; v.Markup != want || v.Text != "&'z" {
		t.Errorf("%s, %s; want %s", v.Text, v.Markup, want)
	}
}

// TestMendedCodes: codes that the DTD forbids come back as they were, unless the seg was changed by another tool.
func TestMendedCodes(t *testing.T) {
	for _, markup := range []string{`a <g id="1">b</g>`, `a <it>b</it>`, `no < XML`} {
		u := tm.Unit{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "a ", Markup: markup}}}
		file := string(write(t, []tm.Unit{u}))
		again, _, err := readAll(strings.NewReader(file))
		if err != nil || again[0].Variants[0].Markup != markup {
			t.Errorf("%s: %+v, %v\n%s", markup, again, err, file)
		}
		edited, _, err := readAll(strings.NewReader(strings.Replace(file, "<seg>a", "<seg>c", 1)))
		if v := edited[0].Variants[0]; err != nil || v.Text != "c " || strings.Contains(v.Markup, "a ") || v.Props != nil {
			t.Errorf("%s: changed, but read as %+v, %v\n%s", markup, v, err, file)
		}
	}
}

// FuzzReader: what is taken comes back from a file that is written of it, and the file written of that is the same.
func FuzzReader(f *testing.F) {
	for _, body := range []string{
		`<tu><tuv xml:lang="az"><seg>a<ph>x</ph></seg></tuv></tu>`,
		`<tu tuid="1" x:y="&#10;" creationdate="20240131T235959Z"><note a="b">n</note><prop type="file">p</prop><tuv xml:lang="az" lang="b"><seg><g>x</g><![CDATA[<]]></seg></tuv><tuv lang="ru"/></tu>`,
		`<tu><prop type="x-aztm-status">approved</prop><prop type="x-aztm-attribute-a b">c</prop><tuv xml:lang=""><prop type="x-aztm-markup">&lt;ph/></prop><seg>a</seg></tuv></tu>`,
	} {
		f.Add([]byte(document("1.4", fullHeader, body)))
	}
	f.Add([]byte("<!DOCTYPE tmx [<!ENTITY b 'c'>]>" + document("1.1", "<header srclang='&b;'/>", "<tu><tuv lang='&b;'><seg>&b;<hi/></seg></tuv></tu>")))
	f.Add([]byte(encoded(f, "utf-16le-bom", document("1.4", fullHeader, "<tu><tuv xml:lang='az'><seg>ə</seg></tuv></tu>"))))
	f.Add([]byte(encoded(f, "windows-1251", "<?xml version='1.0' encoding='windows-1251'?>"+document("1.4", fullHeader, "<tu><tuv xml:lang='ru'><seg>ё</seg></tuv></tu>"))))
	f.Fuzz(func(t *testing.T, b []byte) {
		units, _, err := readAll(bytes.NewReader(b))
		if err != nil {
			return
		}
		units = slices.DeleteFunc(units, func(u tm.Unit) bool { return len(u.Variants) == 0 })
		first := write(t, units)
		again, refused, err := readAll(bytes.NewReader(first))
		if err != nil || refused > 0 || len(again) != len(units) {
			t.Fatalf("%q: %d units written, %d read back, %d refused: %v\n%s", b, len(units), len(again), refused, err, first)
		}
		for i, u := range units {
			for j, v := range u.Variants {
				if w := again[i].Variants[j]; w.Lang != v.Lang || w.Text != v.Text || w.Markup != v.Markup {
					t.Fatalf("%q: %+v became %+v\n%s", b, v, w, first)
				}
			}
		}
		if second := write(t, again); !bytes.Equal(first, second) {
			t.Fatalf("%q:\n%s\nbecame\n%s", b, first, second)
		}
	})
}

// BenchmarkReader compares the reader with the barest pass of package xml over the same bytes.
func BenchmarkReader(b *testing.B) {
	in := write(b, benchUnits())
	b.Run("reader", func(b *testing.B) {
		b.SetBytes(int64(len(in)))
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := readAll(bytes.NewReader(in)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("RawToken", func(b *testing.B) {
		b.SetBytes(int64(len(in)))
		b.ReportAllocs()
		for b.Loop() {
			d := xml.NewDecoder(bytes.NewReader(in))
			for {
				if _, err := d.RawToken(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// benchUnits are units of three languages, some with codes, notes and props.
func benchUnits() []tm.Unit {
	units := make([]tm.Unit, 2000)
	for i := range units {
		u := tm.Unit{TUID: strconv.Itoa(i), Created: time.Date(2024, 1, 1, 0, 0, i, 0, time.UTC), Attrs: []tm.Field{{Name: "creationid", Value: "tərcüməçi"}},
			Props: []tm.Field{{Name: "domain", Value: "xəbər"}}, Variants: []tm.Variant{
				{Lang: "az", Text: "Danışıqlar dünən Bakıda keçirilib, tərəflər əməkdaşlığın yeni istiqamətlərini müzakirə ediblər."},
				{Lang: "ru", Text: "Вчера в Баку прошли переговоры, стороны обсудили новые направления сотрудничества."},
				{Lang: "en", Text: "The talks were held in Baku yesterday; the parties discussed new fields of cooperation."}}}
		if i%5 == 0 {
			v := &u.Variants[2]
			v.Markup = `<bpt i="1">&lt;b&gt;</bpt>` + v.Text + `<ept i="1">&lt;/b&gt;</ept>`
		}
		units[i] = u
	}
	return units
}
