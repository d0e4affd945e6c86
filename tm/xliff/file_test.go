package xliff

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// fill opens a file and fills it.
func fill(t testing.TB, data []byte, lang string, fills map[int]Fill) []byte {
	t.Helper()
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.Fill(lang, fills)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOpen: all units in order, also those that Reader refuses.
func TestOpen(t *testing.T) {
	files := fixtures(t)
	for name, want := range map[string][]string{
		"okapi.xlf": {
			`tu1/0 6 az Nazir dedi: "Sülh". = ru Министр сказал: «Мир».`, "tu1/1 6 az Danışıqlar davam edir. = ru Переговоры продолжаются.",
			"tu2 12 az Bakı = ru Баку final approved", "tu3 17 az Tərcümə olunmayıb = ru ", "tu4 21 az AZN = ru AZN locked",
		},
		"trados.sdlxliff": {"c4a0/1 2 ru-RU Отчёт готов. = az-Latn-AZ Hesabat hazırdır.", "c4a0/2 2 ru-RU Срок прошёл. = az-Latn-AZ ", "d9 3 ru-RU  = az-Latn-AZ  locked"},
		"angular.xlf": {"3492187 6 en Hello , welcome! = az Salam , xoş gəlmisiniz! translated", "77 11 en No state = az Hal yoxdur",
			"78 12 en Copied = az Copied initial"},
	} {
		f, err := Open(files[name])
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range f.Units() {
			s := fmt.Sprintf("%s %d %s %s = %s %s", u.ID, u.Line, u.Source.Lang, u.Source.Text, u.Target.Lang, u.Target.Text)
			for _, x := range []struct {
				is   bool
				word string
			}{{u.State != "", u.State}, {u.Approved, "approved"}, {u.Locked, "locked"}} {
				if x.is {
					s += " " + x.word
				}
			}
			got = append(got, s)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestFill: what stands in the place of the unit, before and after.
func TestFill(t *testing.T) {
	text := Fill{Text: "a < b"}
	for _, c := range []struct {
		name, before string
		fills        map[int]Fill
		after        string
	}{
		{"none", "<trans-unit  id='1'>\n <source>x</source>\n</trans-unit >", nil, "<trans-unit  id='1'>\n <source>x</source>\n</trans-unit >"},
		{"no target", "<trans-unit id='1'>\n  <source>x</source>\n</trans-unit>", map[int]Fill{0: text},
			"<trans-unit id='1'>\n  <source>x</source>\n  <target state=\"translated\">a &lt; b</target>\n</trans-unit>"},
		{"empty target", `<trans-unit id="1"><source>x</source><target xml:lang='ru' /></trans-unit>`, map[int]Fill{0: text},
			`<trans-unit id="1"><source>x</source><target xml:lang='ru' state="translated">a &lt; b</target></trans-unit>`},
		{"a state", `<trans-unit id="1"><source>x</source><target state = 'new'>y</target ></trans-unit>`, map[int]Fill{0: {Text: "z", Review: true}},
			`<trans-unit id="1"><source>x</source><target state = "needs-review-translation">z</target ></trans-unit>`},
		{"codes", `<trans-unit id="1"><source>x<g id="1">y</g></source></trans-unit>`, map[int]Fill{0: {Text: "ab", Markup: `a<bpt i="1">&lt;g id="1"&gt;</bpt>b<ept i="1">&lt;/g&gt;</ept>`}},
			`<trans-unit id="1"><source>x<g id="1">y</g></source><target state="translated">a<g id="1">b</g></target></trans-unit>`},
		{"behind the segmented source", `<trans-unit id="1"><source>x</source><seg-source>x</seg-source><note>n</note></trans-unit>`, map[int]Fill{0: text},
			`<trans-unit id="1"><source>x</source><seg-source>x</seg-source><target state="translated">a &lt; b</target><note>n</note></trans-unit>`},
		{"segments, no target", `<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source></trans-unit>`, map[int]Fill{1: text},
			`<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source><target state="needs-review-translation"><mrk mtype="seg" mid="1"></mrk> <mrk mtype="seg" mid="2">a &lt; b</mrk></target></trans-unit>`},
		{"segments, marked", `<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source><target><mrk mtype="seg" mid="2"/>  <mrk mtype="seg" mid="1">p</mrk></target></trans-unit>`, map[int]Fill{1: text},
			`<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source><target state="translated"><mrk mtype="seg" mid="2">a &lt; b</mrk>  <mrk mtype="seg" mid="1">p</mrk></target></trans-unit>`},
		{"segments, one not marked", `<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source><target><mrk mtype="seg" mid="1">p</mrk></target></trans-unit>`, map[int]Fill{1: text},
			`<trans-unit id="1"><source>x y</source><seg-source><mrk mtype="seg" mid="1">x</mrk> <mrk mtype="seg" mid="2">y</mrk></seg-source><target state="translated"><mrk mtype="seg" mid="1">p</mrk> <mrk mtype="seg" mid="2">a &lt; b</mrk></target></trans-unit>`},
		{"marks in the source itself", `<trans-unit id="1"><source><mrk mtype="seg" mid="1">x</mrk></source></trans-unit>`, map[int]Fill{0: text},
			`<trans-unit id="1"><source><mrk mtype="seg" mid="1">x</mrk></source><target state="translated"><mrk mtype="seg" mid="1">a &lt; b</mrk></target></trans-unit>`},
		{"two units, no characters that XML forbids", `<trans-unit id="1"><source>x</source></trans-unit><trans-unit id="2"><source>y</source></trans-unit>`, map[int]Fill{0: {Text: "p\x01"}, 1: {Text: "q"}},
			`<trans-unit id="1"><source>x</source><target state="translated">p</target></trans-unit><trans-unit id="2"><source>y</source><target state="translated">q</target></trans-unit>`},
		{"2.1", `<unit id="1"><originalData><data id="d1">c</data></originalData><segment><source>x<ph id="1" dataRef="d1"/></source></segment></unit>`,
			map[int]Fill{0: {Text: "ab", Markup: `a<ph>&lt;ph id="1" dataRef="d1"/&gt;</ph>b<ph>&lt;ph id="2" dataRef="d2"/&gt;</ph>`}},
			`<unit id="1"><originalData><data id="d1">c</data></originalData><segment state="translated"><source>x<ph id="1" dataRef="d1"/></source><target>a<ph id="1" dataRef="d1"/>b<ph id="2"/></target></segment></unit>`},
		{"2.1, to be reviewed", "<unit id='1'><segment id='s' state='final'>\n<source>x</source>\n<target>y</target></segment></unit>", map[int]Fill{0: {Text: "z", Review: true}},
			"<unit id='1'><segment id='s' state=\"initial\">\n<source>x</source>\n<target>z</target></segment></unit>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			head, foot := head1, foot1
			if strings.HasPrefix(c.before, "<unit") {
				head, foot = head2, foot2
			}
			if got := string(fill(t, []byte(head+c.before+foot), "", c.fills)); got != head+c.after+foot {
				t.Errorf("got\n%s\nwant\n%s", got, head+c.after+foot)
			}
		})
	}
}

// TestFillLanguage: the target language is written where none is named.
func TestFillLanguage(t *testing.T) {
	one := strings.Replace(head1, ` target-language="ru"`, "", 1) + foot1
	if got, want := string(fill(t, []byte(one), "ru", nil)), strings.Replace(one, `datatype="plaintext"`, `datatype="plaintext" target-language="ru"`, 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	two := strings.Replace(head2, `"ru"`, `""`, 1) + foot2
	if got, want := string(fill(t, []byte(two), "ru", nil)), head2+foot2; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := string(fill(t, []byte(head1+foot1), "en", nil)); got != head1+foot1 {
		t.Errorf("another language took the place of the one named: %s", got)
	}
}

// TestFillPrefix: a target is called as its source is.
func TestFillPrefix(t *testing.T) {
	const before = `<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file source-language="az"><x:trans-unit id="1"><x:source>a<x:x id="1"/></x:source></x:trans-unit></x:file></x:xliff>`
	want := strings.Replace(before, "</x:source>", `</x:source><x:target state="translated">b<x:x id="1"/></x:target>`, 1)
	if got := string(fill(t, []byte(before), "", map[int]Fill{0: {Markup: `b<ph>&lt;x id="1"/&gt;</ph>`}})); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestFillEncodings: a file stays in its encoding; letters that it lacks become references.
func TestFillEncodings(t *testing.T) {
	file := `<?xml version="1.0" encoding="windows-1251"?>` + head1 + `<trans-unit id="1"><source>Чай</source></trans-unit>` + foot1
	want := strings.Replace(file, "</source>", `</source><target state="translated">&#199;ay, чай</target>`, 1)
	for name, e := range map[string]interface {
		String(string) (string, error)
	}{"8 bits": charmap.Windows1251.NewEncoder(), "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()} {
		in, err := e.String(file)
		if err != nil {
			t.Fatal(err)
		}
		w := want
		if name == "UTF-16" {
			w = strings.Replace(want, "&#199;", "Ç", 1)
		}
		out, err := e.String(w)
		if err != nil {
			t.Fatal(err)
		}
		if got := fill(t, []byte(in), "", map[int]Fill{0: {Text: "Çay, чай"}}); string(got) != out {
			t.Errorf("%s: got %q, want %q", name, got, out)
		}
	}
	if _, err := Open([]byte("\xff\xfe<\x00\x00\xd8")); err == nil || !strings.Contains(err.Error(), "save it as UTF-8") {
		t.Errorf("half a surrogate: %v", err)
	}
}

func TestFillRefused(t *testing.T) {
	f, err := Open([]byte(head1 + `<trans-unit id="1"><source>a</source></trans-unit>` + foot1))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{-1, 1} {
		if _, err := f.Fill("", map[int]Fill{n: {}}); err == nil {
			t.Errorf("unit %d was filled", n)
		}
	}
}

// FuzzFill: what is filled stands in the file, all other units are as they were, and without fills so are the bytes.
func FuzzFill(f *testing.F) {
	for _, data := range fixtures(f) {
		f.Add(data, uint64(1))
		f.Add(data, uint64(2))
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		file, err := Open(data)
		if err != nil {
			return
		}
		if same, err := file.Fill("", nil); err != nil || !bytes.Equal(same, data) {
			t.Fatalf("without fills: %v\n%q\n%q", err, same, data)
		}
		r := rand.New(rand.NewPCG(seed, 0))
		fills := map[int]Fill{}
		for i := range file.Units() {
			if r.IntN(2) == 0 {
				fills[i] = Fill{Text: []string{"ə & <b>", "Привет", "c"}[r.IntN(3)], Review: r.IntN(2) == 0}
			}
		}
		out, err := file.Fill("", fills)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Open(out)
		if err != nil || len(again.Units()) != len(file.Units()) {
			t.Fatalf("%v\n%s\nbecame\n%s", err, data, out)
		}
		for i, u := range again.Units() {
			was := file.Units()[i]
			want := was.Target.Text
			if e, ok := fills[i]; ok {
				want = e.Text
			}
			if u.Target.Text != want || u.Source.Text != was.Source.Text {
				t.Fatalf("unit %s: %q, want %q\n%s\nbecame\n%s", u.ID, u.Target.Text, want, data, out)
			}
		}
	})
}
