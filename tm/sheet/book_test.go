package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"aztm/tm"
)

// TestLibraryReads has another reader read what is written.
func TestLibraryReads(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", []string{"az", "ru"}, units)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Units")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"az", "ru", "document", "date", "status", "aztm"}; len(rows) != len(units)+1 || !slices.Equal(rows[0], want) {
		t.Fatalf("%d rows, head %q", len(rows), rows[0])
	}
	for i, u := range units {
		for j, lang := range []string{"az", "ru"} {
			if k := nth(u.Variants, column{lang: lang}); k >= 0 && rows[i+1][j] != u.Variants[k].Text {
				t.Errorf("row %d, %s: %q, want %q", i+2, lang, rows[i+1][j], u.Variants[k].Text)
			}
		}
	}
}

// TestLibraryWrites reads what another writer wrote: shared texts, rich text, numbers, dates, formulas, a sheet of other things.
func TestLibraryWrites(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetRow("Sheet1", "A1", &[]any{"read me", "first"}))
	_, err := f.NewSheet("Sözlük")
	must(err)
	date, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(err)
	for i, cells := range [][]any{
		{"Azərbaycan dili", "№", "Русский"},
		{"007", 1, "1,5"},
		{2024, nil, 0.1},
		{" Bakı\nşəhəri ", nil, true},
		{"tarix", nil, 45567},
		{"düstur", nil, nil},
		{nil, "x"},
		{"zəngin"},
		{"çox", "1", "2", "3"},
	} {
		must(f.SetSheetRow("Sözlük", fmt.Sprintf("A%d", i+1), &cells))
	}
	must(f.SetCellStyle("Sözlük", "C5", "C5", date))
	must(f.SetCellFormula("Sözlük", "C6", "1/0"))
	must(f.SetCellRichText("Sözlük", "C8", []excelize.RichTextRun{{Text: "бог", Font: &excelize.Font{Bold: true}}, {Text: "атый"}}))
	_, err = f.NewSheet("Пусто")
	must(err)
	var b bytes.Buffer
	must(f.Write(&b))

	r, err := NewBookReader(&b, nil)
	must(err)
	defer r.Close()
	want := `az="007" ru="1,5"
az="2024" ru="0.1"
az=" Bakı\nşəhəri " ru="TRUE"
az="düstur" ru=""
az="zəngin" ru="богатый"
refused line 5: sheet "Sözlük": cell C5: ` + errShown.Error() + `
refused line 7: sheet "Sözlük": no text in any language
refused line 9: sheet "Sözlük": 4 cells, but the head row names 3 columns
warning 0 sheet "Sheet1" passed over: line 1: no column is headed by a language: "read me", "first"
warning 1 sheet "Sözlük": columns passed over, which name no language: "№"
warning 0 sheet "Пусто" passed over: no table: it is empty
`
	if got := show(t, r); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// parts are the parts of a workbook.
func parts(t testing.TB, book []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		list[f.Name] = string(data)
	}
	return list
}

func pack(t testing.TB, parts map[string]string, method uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = io.WriteString(w, data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readBook reads a workbook to its end, or to the error that ends it.
func readBook(book []byte) (units int, err error) {
	r, err := NewBookReader(bytes.NewReader(book), nil)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for {
		_, err := r.Next()
		if _, refused := err.(*tm.Refused); err == io.EOF {
			return units, nil
		} else if err != nil && !refused {
			return units, err
		}
		units++
	}
}

// TestDamagedBook cuts the archive, and the sheet in it, at every place: that is an error, never a shorter table.
func TestDamagedBook(t *testing.T) {
	const name = "xl/worksheets/sheet1.xml"
	book := written(t, "xlsx", []string{"az", "ru"}, units[:3])
	list := parts(t, book)
	sheet := list[name]
	for n := range strings.Index(sheet, "</sheetData>") + len("</sheetData>") {
		list[name] = sheet[:n]
		if units, err := readBook(pack(t, list, zip.Store)); err == nil {
			t.Fatalf("a sheet cut at byte %d reads as one of %d units", n, units)
		}
	}
	for n := range len(book) {
		if units, err := readBook(book[:n]); err == nil {
			t.Fatalf("an archive cut at byte %d reads as one of %d units", n, units)
		}
	}
	changed := pack(t, parts(t, book), zip.Store)
	at := bytes.Index(changed, []byte("ohne Spalte"))
	changed[at] = 'O'
	if _, err := readBook(changed); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a letter of a text was changed: %v", err)
	}
	if n, err := readBook(book); n != 3 || err != nil {
		t.Errorf("the whole: %d units, %v", n, err)
	}
}

func TestBookRefused(t *testing.T) {
	whole := written(t, "xlsx", []string{"az", "ru"}, units[:1])
	with := func(name, data string) []byte {
		list := parts(t, whole)
		list[name] = data
		if data == "" {
			delete(list, name)
		}
		return pack(t, list, zip.Deflate)
	}
	const sheet = "xl/worksheets/sheet1.xml"
	rows := func(s string) []byte {
		return with(sheet, `<worksheet><sheetData><row><c t="inlineStr"><is><t>az</t></is></c></row>`+s+`</sheetData></worksheet>`)
	}
	many := map[string]string{}
	for n := range maxEntries + 1 {
		many[fmt.Sprint(n)] = "x"
	}
	for _, c := range []struct {
		name string
		in   []byte
		want string
	}{
		{"empty", nil, "no XLSX: the file is empty or cut off"},
		{"text", []byte("az\tru\nBir\tОдин\n"), "no XLSX: not a zip archive, or one that is cut off"},
		{"old", append(slices.Clone(compound), "rest of it"...), "no XLSX: a file of old Excel, or one with a password"},
		{"another archive", pack(t, map[string]string{"word/document.xml": "<x/>"}, zip.Store), "no XLSX: xl/workbook.xml is missing from the archive"},
		{"no sheet", with(sheet, ""), "no XLSX: xl/worksheets/sheet1.xml is missing from the archive"},
		{"no sheets", with("xl/workbook.xml", "<workbook/>"), "no XLSX: a workbook without a sheet"},
		{"no head", with(sheet, `<worksheet><sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`),
			`sheet "Units": line 1: no column is headed by a language: "x"`},
		{"many entries", pack(t, many, zip.Store), "no XLSX: an archive of 10001 entries, at most 10000 are read"},
		{"bomb", with(sheet, strings.Repeat(" ", 2<<20)), "xl/worksheets/sheet1.xml would unpack to 2097152 bytes from "},
		{"a long row", rows(`<row><c t="inlineStr"><is><t>` + noise(5<<20) + `</t></is></c></row>`), `sheet "Units", row 2: more than 4 MB of XML in one row or text`},
		{"row number", rows(`<row r="9999999"/>`), `sheet "Units", row 9999999: more than 1048576 rows, which a sheet has`},
		{"row name", rows(`<row r="x"/>`), `sheet "Units", row 2: row number "x"`},
		{"column", rows(`<row><c r="ZZZZ2"><v>1</v></c></row>`), `sheet "Units", row 2: more than 1024 cells in a row: no table of texts`},
		{"sheets", with("xl/workbook.xml", "<workbook><sheets>"+strings.Repeat(`<sheet id="rId1"/>`, maxSheets+1)+"</sheets></workbook>"), "no XLSX: a workbook of 1001 sheets, at most 1000 are read"},
		{"styles", with("xl/styles.xml", "<styleSheet><cellXfs>"), "no XLSX: xl/styles.xml: it ends within the table: the workbook is cut off"},
		{"no column", rows(`<row><c r="2"><v>1</v></c></row>`), `sheet "Units", row 2: no cell of a sheet: "2"`},
		{"shared", rows(`<row><c t="s"><v>5</v></c></row>`), `sheet "Units", row 2: cell A2: no such text in the workbook`},
		{"cut off", with(sheet, `<worksheet><sheetData><row><c t="inlineStr"><is><t>az</t></is></c></row>`), `sheet "Units", row 1: it ends within the table: the workbook is cut off`},
	} {
		_, err := readBook(c.in)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// noise is a text of n bytes that does not pack well.
func noise(n int) string {
	b, x := make([]byte, n), uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>27)&15
	}
	return string(b)
}

// TestManySheets writes more rows than a sheet holds: the others stand in further sheets, and all are read.
func TestManySheets(t *testing.T) {
	var b bytes.Buffer
	z := &bookWriter{zip: zip.NewWriter(&b), most: 3}
	w := &Writer{row: z.row, end: z.close}
	if err := w.open([]string{"az", "ru"}); err != nil {
		t.Fatal(err)
	}
	var want []tm.Unit
	for n := range 7 {
		u := tm.Unit{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: fmt.Sprint(n)}, {Lang: "ru", Text: "x"}}}
		want = append(want, u)
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := NewBookReader(bytes.NewReader(b.Bytes()), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, refused := readAll(t, r); !reflect.DeepEqual(got, want) || refused != nil {
		t.Errorf("got %+v %v", got, refused)
	}
	if len(r.book.sheets) != 4 || len(r.Warnings()) > 0 {
		t.Errorf("%d sheets, %v", len(r.book.sheets), r.Warnings())
	}
	named, err := NewBookReader(bytes.NewReader(b.Bytes()), []string{"Azeri", "-", "-", "-", "-", "-"})
	if err != nil {
		t.Fatal(err)
	}
	defer named.Close()
	if got := show(t, named); got != "az=\"az\"\naz=\"0\"\naz=\"1\"\n"+`warning 0 sheet "Units 2" passed over: --columns is for the first
warning 0 sheet "Units 3" passed over: --columns is for the first
warning 0 sheet "Units 4" passed over: --columns is for the first
` {
		t.Error(got)
	}
}

// TestLongCell holds that a text which no cell holds is an error that names its unit, in the characters that Excel counts.
func TestLongCell(t *testing.T) {
	for n, want := range map[int]string{maxCell: "", maxCell + 1: "unit long: what stands in column az has 32768 characters, and a cell of a spreadsheet holds 32767"} {
		for _, text := range []string{strings.Repeat("ə", n), strings.Repeat("𝄞", n/2) + strings.Repeat("ə", n%2)} {
			w, err := NewBookWriter(io.Discard, []string{"az"}, false)
			if err != nil {
				t.Fatal(err)
			}
			err = w.Write(tm.Unit{TUID: "long", Variants: []tm.Variant{{Lang: "az", Text: text}}})
			if fmt.Sprint(err) != want && !(err == nil && want == "") {
				t.Errorf("%d: %v", n, err)
			}
		}
	}
}

// TestBookFile reads a workbook from its file, and the texts of a large one from another, which is gone afterwards.
func TestBookFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	list := parts(t, written(t, "xlsx", []string{"az"}, nil))
	list["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c></x:row>` +
		`<x:row r="7"><x:c t="s" r="A7"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`
	list["xl/sharedStrings.xml"] = `<sst><si><t>az</t></si><si><t>` + noise(3<<20) + strings.Repeat("</t></si><si><t>"+noise(3<<20), 5) + `</t></si></sst>`
	list["xl/_rels/workbook.xml.rels"] = strings.Replace(list["xl/_rels/workbook.xml.rels"], "</Relationships>",
		`<Relationship Id="t" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`, 1)
	name := filepath.Join(dir, "book.xlsx")
	if err := os.WriteFile(name, pack(t, list, zip.Store), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := NewBookReader(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.book.spool != nil || r.book.texts.file == nil {
		t.Error("the file was copied, or the texts were not")
	}
	got, _ := readAll(t, r)
	if len(got) != 1 || got[0].Variants[0].Text != noise(3<<20) {
		t.Errorf("%d units", len(got))
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
