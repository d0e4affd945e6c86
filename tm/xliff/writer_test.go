package xliff

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"aztm/tm"
	"aztm/tm/tmx"
)

var versions = []Version{V12, V21}

// wrote writes units and returns the file.
func wrote(t testing.TB, v Version, source, target string, units []tm.Unit, bare bool) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter(&b, v, source, target, "test")
	if bare {
		w.Bare()
	}
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

// full are units that hold something in every field.
func full() []tm.Unit {
	return []tm.Unit{
		{
			TUID: "7 ə", Status: tm.Aligned, Confidence: 0.97, Story: "sülh", Position: 3, Edited: true, Context: "c",
			Created: time.Date(2024, 10, 3, 9, 0, 0, 0, time.UTC), Changed: time.Date(2024, 10, 4, 9, 0, 0, 0, time.UTC),
			Attrs: []tm.Field{{Name: "usagecount", Value: "2"}},
			Notes: []tm.Field{{Lang: "en", Value: "a <note> & more", Attrs: `from="x"`}, {Value: "b", Attrs: `o-encoding="y"`}},
			Props: []tm.Field{{Name: "client", Value: "x"}, {Name: "client", Value: "y\r\n\x01"}},
			Variants: []tm.Variant{
				{Lang: "az", Text: " Sülh\tvə \"əmin-amanlıq\"\n", Source: tm.Source{Path: "/ə/a.az.txt", Headline: "Sülh", Date: "2024-10-03"}},
				{Lang: "ru", Text: "Мир & покой", Markup: `<bpt i="1">&lt;b&gt;</bpt>Мир<ept i="1">&lt;/b&gt;</ept> &amp; <hi>покой</hi>`, Notes: []tm.Field{{Value: "n"}}},
			},
		},
		{Confidence: tm.NoConfidence, Status: tm.Approved, Variants: []tm.Variant{{Lang: "az_AZ", Text: "Bakı]]>"}, {Lang: "ru-RU", Text: "Баку", Props: []tm.Field{{Name: "p", Value: "q"}}}}},
		{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "T", Markup: `<ph>&lt;x id="1"/></ph>T`}, {Lang: "ru", Text: "Т", Markup: `Т<ph`}}},
		{Confidence: 0, Status: tm.Rejected, Variants: []tm.Variant{{Lang: "az", Text: "Şəki"}, {Lang: "ru", Text: "Шеки"}}},
		{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "Sadə"}, {Lang: "ru", Text: "Просто"}}},
	}
}

// TestRoundTrip: nothing that a unit holds is lost, and the second file is the first.
func TestRoundTrip(t *testing.T) {
	for _, v := range versions {
		first := wrote(t, v, "az", "ru", full(), false)
		got, refused, err := readAll(bytes.NewReader(first))
		if err != nil || len(refused) > 0 {
			t.Fatal(err, refused)
		}
		for i, want := range full() {
			if !reflect.DeepEqual(got[i], want) {
				t.Errorf("%s:\n%+v\nwant\n%+v", v, got[i], want)
			}
		}
		if second := wrote(t, v, "az", "ru", got, false); !bytes.Equal(first, second) {
			t.Errorf("%s: the second file is not the first:\n%s\n%s", v, first, second)
		}
	}
}

// TestFixturesThrough: units of other tools' files come back equal from both versions, and codes also without what aztm records;
// between, they are TMX that needs no mending.
func TestFixturesThrough(t *testing.T) {
	for name, data := range fixtures(t) {
		want, _, err := readAll(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		source, target := want[0].Variants[0].Lang, want[0].Variants[1].Lang
		for _, v := range versions {
			got, _, err := readAll(bytes.NewReader(wrote(t, v, source, target, want, false)))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %s: %v\n%+v\nwant\n%+v", name, v, err, got, want)
			}
			bare, _, err := readAll(bytes.NewReader(wrote(t, v, source, target, want, true)))
			if err != nil || len(bare) != len(want) {
				t.Fatalf("%s as %s: %d units of %d, %v", name, v, len(bare), len(want), err)
			}
			of2 := strings.Contains(string(data), space20)
			for i := range bare {
				for j, b := range bare[i].Variants {
					w := want[i].Variants[j]
					if b.Text != w.Text || (of2 == (v == V21)) && b.Markup != w.Markup {
						t.Errorf("%s as %s: %q %s, want %q %s", name, v, b.Text, b.Markup, w.Text, w.Markup)
					}
				}
			}
		}
		throughTMX(t, name, want)
	}
}

func throughTMX(t *testing.T, name string, units []tm.Unit) {
	t.Helper()
	var b bytes.Buffer
	w := tmx.NewWriter(&b, "", "test")
	for _, u := range units {
		w.Write(u)
	}
	w.Close()
	if len(w.Warnings()) > 0 {
		t.Errorf("%s: %v", name, w.Warnings())
	}
	r, err := tmx.NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		got, err := r.Next()
		if err != nil || got.Variants[0].Markup != u.Variants[0].Markup || got.Variants[1].Markup != u.Variants[1].Markup {
			t.Errorf("%s: %v\n%+v\nwant\n%+v", name, err, got, u)
		}
	}
}

// TestWritten: what the files look like.
func TestWritten(t *testing.T) {
	units := []tm.Unit{{TUID: "a&b", Status: tm.Approved, Confidence: tm.NoConfidence, Notes: []tm.Field{{Value: "Qeyd"}},
		Variants: []tm.Variant{{Lang: "az", Text: "Bir"}, {Lang: "ru", Text: "Один"}, {Lang: "ru", Text: "Раз", Markup: `Раз<ph x="1">&lt;br/&gt;</ph>`}, {Lang: "en", Text: "One"}}},
		{Variants: []tm.Variant{{Lang: "az", Text: "İki"}}}}
	for v, want := range map[Version]string{
		V12: `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="aztm" source-language="az" target-language="ru" datatype="plaintext" tool-id="aztm">
<header><tool tool-id="aztm" tool-name="aztm" tool-version="test"></tool></header>
<body>
<trans-unit id="1" resname="a&amp;b" approved="yes" xml:space="preserve">
<source>Bir</source>
<target state="final">Один</target>
<note>Qeyd</note>
</trans-unit>
<trans-unit id="2" resname="a&amp;b" approved="yes" xml:space="preserve">
<source>Bir</source>
<target state="final">Раз<ph id="1">&lt;br/&gt;</ph></target>
<note>Qeyd</note>
</trans-unit>
</body>
</file>
</xliff>
`, V21: `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="az" trgLang="ru">
<file id="f1" original="aztm" xml:space="preserve">
<unit id="1" name="a&amp;b">
<notes>
<note>Qeyd</note>
</notes>
<segment state="final">
<source>Bir</source>
<target>Один</target>
</segment>
</unit>
<unit id="2" name="a&amp;b">
<notes>
<note>Qeyd</note>
</notes>
<segment state="final">
<source>Bir</source>
<target>Раз<ph id="1" disp="&lt;br/&gt;"/></target>
</segment>
</unit>
</file>
</xliff>
`} {
		if got := string(wrote(t, v, "az", "ru", units, true)); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", v, got, want)
		}
	}
}

func TestLeftOut(t *testing.T) {
	w := NewWriter(&bytes.Buffer{}, V12, "az", "ru", "test")
	w.Write(tm.Unit{Variants: []tm.Variant{{Lang: "az", Text: "a\x01\x02"}, {Lang: "ru", Text: "b", Markup: "b\x00<ph/>"}}})
	w.Write(tm.Unit{Variants: []tm.Variant{{Lang: "az", Text: "a"}, {Lang: "en", Text: "b"}}})
	want := []string{"3 characters left out that XML forbids", "1 units left out that have no text in az and ru"}
	if got := w.Warnings(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestChangedElsewhere: what another tool changed in a file stands, and the rest comes back.
func TestChangedElsewhere(t *testing.T) {
	for _, v := range versions {
		file := string(wrote(t, v, "az", "ru", full()[:1], false))
		changes := []string{"покой", "тишина", "a &lt;note&gt;", "A note", `state="needs-review-translation"`, `state="final"`, `state="translated"`, `state="final"`, `approved="no"`, `approved="yes"`}
		got, _, err := readAll(strings.NewReader(strings.NewReplacer(changes...).Replace(file)))
		if err != nil {
			t.Fatal(err)
		}
		u := got[0]
		if u.Status != tm.Approved || u.TUID != "7 ə" || u.Confidence != 0.97 || u.Variants[1].Text != "Мир & тишина" ||
			!strings.Contains(u.Variants[1].Markup, "тишина") || u.Notes[0].Value != "A note & more" {
			t.Errorf("%s: %+v", v, u)
		}
	}
}

// wildMarkup is markup that no tool should write, and that is well-formed all the same.
func wildMarkup(r *rand.Rand) string {
	one := func(list ...string) string { return list[r.IntN(len(list))] }
	var b strings.Builder
	for range r.IntN(7) {
		element := one("bpt", "ept", "ph", "it", "hi", "ut", "zz")
		b.WriteString("a<" + element)
		b.WriteString(one("", ` i="1"`, ` i="2"`, ` i="3 4"`, ` i="r:1"`))
		b.WriteString(one("", ` x="1"`, ` x="2"`, ` x="3 4"`, ` x="é"`))
		b.WriteString(one("", ` type="bold"`, ` type="image"`, ` type="q r"`, ` type=" "`))
		b.WriteString(one("", ` pos="begin"`, ` pos="end"`, ` pos="q"`) + ">")
		b.WriteString(escapeText(one("", `<b>`, `<g id="1">`, `<g id="1" xml:lang="ru">`, `</g>`, `<x id="1"/>`, `<x id="2" ctype="foo" clone="maybe"/>`,
			`<bx id="1" rid="2"/>`, `<ex id="1" rid="2"/>`, `<bpt id="3" rid="4">z</bpt>`, `<ept id="3" rid="4">z</ept>`,
			`<bpt id="3">z<sub>q<x id="1"/></sub></bpt>`, `<ph id="1" assoc="no">a</ph>`, `<ph id="1"/>`, `<ph id="a b"/>`, `<ph id="1" dataRef="d1"/>`,
			`<pc id="1" dataRefStart="d2">`, `</pc>`, `<sc id="1"/>`, `<ec startRef="1"/>`, `<ec/>`, `<sm id="1"/>`, `<em startRef="1"/>`, `<mrk id="1" type="q">`,
			`<mrk mtype="x-y" mid="1">`, `<mrk mtype="a b">`, `<mrk mtype="seg" mid="1">`, `</mrk>`, `<cp hex="07"/>`, `<cp hex="7"/>`,
			`<it id="1" pos="open">x</it>`, `<it id="1" pos="no">x</it>`, `<sub>x</sub>`, `<x id="1"><x id="2"/></x>`)))
		b.WriteString("</" + element + ">")
	}
	return b.String()
}

// TestSchema validates what is written against the schemas of OASIS, where Debian's package of them is installed.
func TestSchema(t *testing.T) {
	const dir = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
	lint, err := exec.LookPath("xmllint")
	if _, err2 := os.Stat(dir); err != nil || err2 != nil {
		t.Skip("xmllint or php-symfony-translation is not installed")
	}
	var units []tm.Unit
	for name, data := range fixtures(t) {
		list, _, err := readAll(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(name, "trados") { // the strict schema knows no attributes of others in a code
			units = append(units, list...)
		}
	}
	for i := range units { // all are az to ru here
		units[i].Variants[0].Lang, units[i].Variants[1].Lang = "az", "ru"
	}
	units = append(units, full()...)
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		units = append(units, tm.Unit{Notes: []tm.Field{{Lang: "a_b", Value: "v", Attrs: `priority="11" annotates="q" appliesTo="target"`}},
			Props:    []tm.Field{{Name: dataProp + "d1", Value: "<b>"}},
			Variants: []tm.Variant{{Lang: "az", Text: "x", Markup: wildMarkup(r)}, {Lang: "ru", Text: "x", Markup: wildMarkup(r)}}})
	}
	for _, v := range versions {
		schema, err := os.ReadFile(filepath.Join(dir, map[Version]string{V12: "xliff-core-1.2-strict.xsd", V21: "xliff-core-2.0.xsd"}[v]))
		if err != nil {
			t.Fatal(err)
		}
		local := strings.NewReplacer("http://www.w3.org/2001/xml.xsd", dir+"/xml.xsd", "informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", dir+"/xml.xsd")
		xsd, xlf := filepath.Join(t.TempDir(), "x.xsd"), filepath.Join(t.TempDir(), "x.xlf")
		if err := os.WriteFile(xsd, []byte(local.Replace(string(schema))), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, bare := range []bool{false, true} {
			if err := os.WriteFile(xlf, wrote(t, v, "az", "ru", units, bare), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(lint, "--nonet", "--noout", "--schema", xsd, xlf).CombinedOutput(); err != nil {
				t.Errorf("%s, bare %v: %v\n%s", v, bare, err, out)
			}
		}
	}
}

// FuzzReader: no file makes the reader panic, and what it reads comes back equal.
func FuzzReader(f *testing.F) {
	for _, data := range fixtures(f) {
		f.Add(data)
	}
	f.Add(wrote(f, V12, "az", "ru", full(), false))
	f.Add(wrote(f, V21, "az", "ru", full(), false))
	f.Add([]byte("\xff\xfe<\x00x\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		units, _, err := readAll(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, u := range units {
			source, target := u.Variants[0].Lang, u.Variants[1].Lang
			if tm.Base(source) == tm.Base(target) {
				continue
			}
			for _, v := range versions {
				file := wrote(t, v, source, target, []tm.Unit{u}, false)
				got, refused, err := readAll(bytes.NewReader(file))
				if err != nil || len(refused) > 0 || len(got) != 1 {
					t.Fatalf("%d units, %v, %v\n%s", len(got), refused, err, file)
				}
				if again := wrote(t, v, source, target, got, false); !bytes.Equal(file, again) || !reflect.DeepEqual(got[0].Variants, u.Variants) {
					t.Fatalf("%+v\nbecame\n%+v\n%s\n%s", u, got[0], file, again)
				}
			}
		}
	})
}
