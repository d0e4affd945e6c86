package sheet

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

type reader interface{ Next() (tm.Unit, error) }

func readAll(t testing.TB, r reader) []tm.Unit {
	var out []tm.Unit
	for {
		u, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, u)
	}
}

func lineReader(t testing.TB, r io.Reader) *LineReader {
	l, err := NewLineReader(r)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var units = []tm.Unit{
	{TUID: "a", Status: tm.Approved, Confidence: 0.5, Story: "s", Position: 2, Created: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		Props: []tm.Field{{Name: "p", Value: "1\t2"}},
		Variants: []tm.Variant{
			{Lang: "az", Text: "Tab\tvə \\ xətt\nyeni", Source: tm.Source{Path: "/a/b.az.txt", Date: "2024-01-02"}},
			{Lang: "ru", Text: `"Кавычки" и, запятая`, Markup: `<ph x="1"/>"Кавычки" и, запятая`},
			{Lang: "ru", Text: "второй"}, {Lang: "de", Text: "ohne Spalte"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "Tək"}}},
}

func TestTablesRoundTrip(t *testing.T) {
	for _, comma := range []rune{'\t', ','} {
		var b bytes.Buffer
		w, err := NewWriter(&b, comma, []string{"az", "ru"}, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			if err := w.Write(u); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := NewReader(&b, comma, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := readAll(t, r); !reflect.DeepEqual(got, units) {
			t.Errorf("%q: read back\n%+v\nwant\n%+v", comma, got, units)
		}
	}
}

func TestLinesRoundTrip(t *testing.T) {
	var b bytes.Buffer
	w := NewLineWriter(&b)
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := readAll(t, lineReader(t, &b)); !reflect.DeepEqual(got, units) {
		t.Errorf("read back\n%+v\nwant\n%+v", got, units)
	}
}

func TestForeignTables(t *testing.T) {
	r, err := NewReader(strings.NewReader("\ufeffru\tnote\taz\r\nДа\tx\tBəli \\n\r\n"), '\t', nil)
	if err != nil {
		t.Fatal(err)
	}
	got := readAll(t, r)
	if len(got) != 1 || got[0].Variants[0].Text != "Да" || got[0].Variants[1].Text != `Bəli \n` {
		t.Errorf("got %+v", got)
	}
	got = readAll(t, lineReader(t, strings.NewReader(`{"ru":"Да","az":"Bəli"}`)))
	if len(got) != 1 || got[0].Variants[0].Lang != "az" {
		t.Errorf("got %+v", got)
	}
	if _, err := NewReader(strings.NewReader("one two\n"), '\t', nil); err == nil {
		t.Error("a table without languages must be refused")
	}
}

func FuzzTable(f *testing.F) {
	f.Add("az\tru\nBir\tОдин\n")
	f.Fuzz(func(t *testing.T, s string) {
		for _, comma := range []rune{'\t', ','} {
			r, err := NewReader(strings.NewReader(s), comma, nil)
			for n := 0; err == nil && n < 1000; n++ {
				if _, e := r.Next(); e == io.EOF {
					break
				}
			}
		}
	})
}
