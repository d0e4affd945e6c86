package sheet

import (
	"bytes"
	"io"
	"reflect"
	"testing"
	"time"

	"aztm/tm"
)

type reader interface{ Next() (tm.Unit, error) }

// readAll reads all units; refused lists the lines of those that were refused.
func readAll(t testing.TB, r reader) (units []tm.Unit, refused []string) {
	t.Helper()
	for {
		u, err := r.Next()
		if err == io.EOF {
			return units, refused
		}
		if no, ok := err.(*tm.Refused); ok {
			refused = append(refused, no.Error())
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, u)
	}
}

// units are such as a table could mix up.
var units = []tm.Unit{
	{TUID: "a", Status: tm.Approved, Confidence: 0.5, Story: "s", Position: 2, Created: time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		Props: []tm.Field{{Name: "p", Value: "1\t2"}},
		Variants: []tm.Variant{
			{Lang: "az", Text: "Tab\tvə \\ xətt\nyeni", Source: tm.Source{Path: "/a/b.az.txt", Date: "2024-01-02"}},
			{Lang: "ru", Text: `"Кавычки" и, запятая`, Markup: `<ph x="1"/>"Кавычки" и, запятая`},
			{Lang: "ru", Text: "второй"}, {Lang: "de", Text: "ohne Spalte"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "Tək"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "ru", Markup: `<ph x="1"/>`}, {Lang: "ru", Text: "код выше"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "ru", Text: "до"}, {Lang: "az", Text: "sonra"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "=1+1"}, {Lang: "ru", Text: "'-"}, {Lang: "status", Text: "x"}, {Lang: "", Text: "y"}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: `"Salam`}, {Lang: "ru", Text: `"Привет"`}}},
	{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "007"}, {Lang: "ru", Text: " 1,5\r\n_x000D_ _x0041_x0042_\x01"}}},
}

// kinds are the tables that are written, each with its reader.
var kinds = map[string]struct {
	write func(w io.Writer, langs []string) (*Writer, error)
	read  func(r io.Reader, columns []string) (*Reader, error)
}{
	"tsv": {
		func(w io.Writer, langs []string) (*Writer, error) { return NewWriter(w, '\t', langs, false) },
		func(r io.Reader, columns []string) (*Reader, error) { return NewReader(r, '\t', columns) },
	},
	"csv": {
		func(w io.Writer, langs []string) (*Writer, error) { return NewWriter(w, ',', langs, false) },
		func(r io.Reader, columns []string) (*Reader, error) { return NewReader(r, ',', columns) },
	},
	"xlsx": {
		func(w io.Writer, langs []string) (*Writer, error) { return NewBookWriter(w, langs, false) },
		func(r io.Reader, columns []string) (*Reader, error) { return NewBookReader(r, columns) },
	},
}

// written is a table of units.
func written(t testing.TB, kind string, langs []string, units []tm.Unit) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := kinds[kind].write(&b, langs)
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
	return b.Bytes()
}

func TestTablesRoundTrip(t *testing.T) {
	for kind, k := range kinds {
		for _, langs := range [][]string{{"az", "ru"}, {"az", "ru", "ru", "de", "status", ""}, nil} {
			r, err := k.read(bytes.NewReader(written(t, kind, langs, units)), nil)
			if err != nil {
				t.Fatal(kind, langs, err)
			}
			got, refused := readAll(t, r)
			if !reflect.DeepEqual(got, units) || refused != nil {
				t.Errorf("%s %q: read back\n%+v\nwant\n%+v\n%v", kind, langs, got, units, refused)
			}
			if ws := r.Warnings(); len(ws) > 0 {
				t.Errorf("%s %q: %v", kind, langs, ws)
			}
			if err := r.Close(); err != nil {
				t.Error(err)
			}
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
	r, err := NewLineReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got, refused := readAll(t, r); !reflect.DeepEqual(got, units) || refused != nil {
		t.Errorf("read back\n%+v\nwant\n%+v\n%v", got, units, refused)
	}
}
