package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"aztm/tm"
)

// read reads at most a thousand units; what it finds is not looked at.
func read(t *testing.T, r reader, err error) {
	for n := 0; err != io.EOF && n < 1000; n++ {
		if _, refused := err.(*tm.Refused); err != nil && !refused {
			return
		}
		var u tm.Unit
		if u, err = r.Next(); err == nil && len(u.Variants) == 0 {
			t.Fatal("a unit without a variant")
		}
	}
}

func FuzzTable(f *testing.F) {
	f.Add("az\tru\nBir\tОдин\n")
	f.Add("az;ru\n\"Bir\"\"\n\";Один\n")
	f.Add("sep=|\naz|ru|aztm\n'=1|x|{\"tuid\":\"1\"}\n")
	f.Add("\"az\"\t\"ru\"\n\"a\nb\"\t\"c\n")
	f.Add(wide("az\tru\taztm\r\nBir\t\t\"{\"\"variants\"\":[{\"\"lang\"\":\"\"az\"\"}]}\"\r\n"))
	f.Fuzz(func(t *testing.T, s string) {
		for _, comma := range []rune{'\t', ','} {
			for _, columns := range [][]string{nil, {"az", "-", "ru"}} {
				r, err := NewReader(strings.NewReader(s), comma, columns)
				read(t, r, err)
			}
		}
	})
}

// FuzzTSVLines holds that a quote costs no text: of a TSV that no spreadsheet wrote, each line that has as many cells as
// the head is a unit of its own, whatever the lines around it hold.
func FuzzTSVLines(f *testing.F) {
	f.Add("\"Salam", "Привет\"")
	f.Add("\"", "\"\"")
	f.Add("\"a\n\"b\n", "c\n\"")
	f.Fuzz(func(t *testing.T, before, after string) {
		const line = "\"Bəli\", – dedi.\t\"Да"
		table := "az\tru\n" + before + "\n" + line + "\n" + after + "\n"
		if !utf8.ValidString(table) || strings.Contains(table, "aztm") {
			return
		}
		for l := range strings.Lines(before) {
			if cells := strings.Count(l, "\t") + 1; cells != 2 {
				return
			}
		}
		if before == "" || strings.HasSuffix(before, "\n") {
			return
		}
		r, err := NewReader(strings.NewReader(table), '\t', nil)
		if err != nil {
			t.Fatal(err)
		}
		for {
			u, err := r.Next()
			if err == io.EOF {
				t.Fatalf("%q: the line is lost", table)
			}
			if err == nil && u.Variants[0].Text == "\"Bəli\", – dedi." && u.Variants[1].Text == "\"Да" {
				return
			}
		}
	})
}

// FuzzRoundTrip holds that what is written is read back, in every table and in JSON lines.
func FuzzRoundTrip(f *testing.F) {
	f.Add("Bir", "Один", "az", "")
	f.Add("=1+1\t\r\n", "'=\"", "az_AZ", "_x0041_x000D_")
	f.Add("\"a", "b\"", "status", "\x00\uffff\\n")
	f.Fuzz(func(t *testing.T, one, two, lang, value string) {
		for _, s := range []string{one, two, lang, value} {
			if !utf8.ValidString(s) || length16(s) > 5000 {
				return
			}
		}
		want := []tm.Unit{{Confidence: tm.NoConfidence, TUID: value, Variants: []tm.Variant{{Lang: "az", Text: one}, {Lang: lang, Text: two, Markup: value}},
			Notes: []tm.Field{{Value: value}}}, {Confidence: 0.25, Variants: []tm.Variant{{Lang: lang, Text: two}, {Lang: "az", Text: one}}}}
		for kind, k := range kinds {
			r, err := k.read(bytes.NewReader(written(t, kind, []string{"az", lang}, want)), nil)
			if err != nil {
				t.Fatal(kind, err)
			}
			if got, refused := readAll(t, r); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: read back\n%+v\nwant\n%+v\n%v", kind, got, want, refused)
			}
			r.Close()
		}
		var b bytes.Buffer
		w := NewLineWriter(&b)
		for _, u := range want {
			w.Write(u)
		}
		w.Close()
		l, err := NewLineReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		if got, refused := readAll(t, l); !reflect.DeepEqual(got, want) {
			t.Errorf("jsonl: read back\n%+v\nwant\n%+v\n%v", got, want, refused)
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add(`{"az":"Bir","ru":"Один"}` + "\n" + `{"variants":[{"lang":"az","text":"x"}],"created":"2024-01-02T03:04:05Z"}`)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := NewLineReader(strings.NewReader(s))
		read(t, l, err)
	})
}

// FuzzBook reads the XML of a sheet and of shared texts.
func FuzzBook(f *testing.F) {
	list := parts(f, written(f, "xlsx", []string{"az", "ru"}, units))
	list["xl/_rels/workbook.xml.rels"] = strings.Replace(list["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
	f.Add(list["xl/worksheets/sheet1.xml"], "<sst/>")
	f.Add(`<worksheet><sheetData><row><c t="s"><v>0</v></c></row><row r="5"><c r="AB5" s="1"><v>1e3</v></c><c t="e"><v>#N/A</v></c></row></sheetData></worksheet>`,
		`<sst><si><r><t>az</t></r><rPh><t>x</t></rPh></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		list["xl/worksheets/sheet1.xml"], list["xl/sharedStrings.xml"] = sheet, texts
		r, err := NewBookReader(bytes.NewReader(pack(t, list, zip.Store)), nil)
		if err == nil {
			defer r.Close()
		}
		read(t, r, err)
	})
}

// FuzzArchive reads a workbook that is no archive, or a broken one.
func FuzzArchive(f *testing.F) {
	f.Add(written(f, "xlsx", []string{"az"}, units[:1]))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := NewBookReader(bytes.NewReader(b), nil)
		if err == nil {
			defer r.Close()
		}
		read(t, r, err)
	})
}

func FuzzMoses(f *testing.F) {
	f.Add("Bir\nİki\n", "Один\nДва\n")
	f.Fuzz(func(t *testing.T, az, ru string) {
		m, err := NewMosesReader([]io.Reader{strings.NewReader(az), strings.NewReader(ru)}, []string{"az", "ru"})
		read(t, m, err)
	})
}
