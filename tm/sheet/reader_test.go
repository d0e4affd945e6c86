package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"aztm/tm"
)

// show is the units of a table in one line each, az=… ru=…, then what was refused and warned of.
func show(t *testing.T, r interface {
	reader
	Warnings() []tm.Warning
}) string {
	t.Helper()
	var b strings.Builder
	units, refused := readAll(t, r)
	for _, u := range units {
		for i, v := range u.Variants {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%s=%q", v.Lang, v.Text)
		}
		b.WriteByte('\n')
	}
	for _, s := range refused {
		fmt.Fprintf(&b, "refused %s\n", s)
	}
	for _, w := range r.Warnings() {
		fmt.Fprintf(&b, "warning %d %s\n", w.Line, w.Message)
	}
	return b.String()
}

// wide is a text as Excel saves it: UTF-16 with a byte order mark.
func wide(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestForeignTables(t *testing.T) {
	for _, c := range []struct {
		name, kind, in string
		columns        []string
		want           string
	}{
		{"columns in any order, others passed over", "tsv", "\ufeffru\tnote\taz\r\nДа\tx\tBəli \\n\r\n", nil,
			"ru=\"Да\" az=\"Bəli \\\\n\"\nwarning 1 columns passed over, which name no language: \"note\"\n"},
		{"blank cells are variants without a text, blank rows nothing", "tsv", "az\tru\nBəli\t\n\n\t\nYox\n \t \nHə\tДа\n", nil,
			"az=\"Bəli\" ru=\"\"\naz=\"Yox\" ru=\"\"\naz=\"Hə\" ru=\"Да\"\n"},
		{"too many cells", "csv", "az,ru\na,b,c\nd,e,,\nf,g\n", nil,
			"az=\"d\" ru=\"e\"\naz=\"f\" ru=\"g\"\nrefused line 2: 3 cells, but the head row names 2 columns\n"},
		{"heads that are blank", "csv", ",az,ru,,\n1,Hə,Да,,\n2,Yox,Нет,x\n", nil,
			"az=\"Hə\" ru=\"Да\"\nrefused line 3: 4 cells, but the head row names 3 columns\nwarning 1 columns passed over, which name no language: \"\"\n"},
		{"a language twice", "csv", "az,ru,ru\nHə,Да,Ага\n", nil, "az=\"Hə\" ru=\"Да\" ru=\"Ага\"\n"},
		{"no head", "csv", "Hə,x,Да\n", []string{"az", "-", "ru"}, "az=\"Hə\" ru=\"Да\"\n"},
		{"no head, said in words", "csv", "Hə;Да\nYox;Нет, нет\n", []string{"Azerbaijani", "русский"}, "az=\"Hə\" ru=\"Да\"\naz=\"Yox\" ru=\"Нет, нет\"\n"},
		{"a head beside --columns", "tsv", "Mənbə\tПеревод\nHə\tДа\n", []string{"az", "ru"}, "az=\"Hə\" ru=\"Да\"\nwarning 1 a head row, passed over\n"},
		{"a text that is no head", "tsv", "source\tисточник\nazərbaycanca\tазербайджанский\n", []string{"en", "ru"},
			"en=\"source\" ru=\"источник\"\nen=\"azərbaycanca\" ru=\"азербайджанский\"\n"},
		{"not UTF-8", "tsv", "az\tru\n" + "Bir\tОдин\n\xff\xfe\tx\n", nil, "az=\"Bir\" ru=\"Один\"\nrefused line 3: not UTF-8\n"},

		{"quotes, commas and newlines of a CSV", "csv", "az,ru\n\"Bir, \"\"iki\"\"\",\"Раз\r\nдва\"\r\nÜç \"dörd\", пять\n\"a\"b\",c\n", nil,
			"az=\"Bir, \\\"iki\\\"\" ru=\"Раз\\r\\nдва\"\naz=\"Üç \\\"dörd\\\"\" ru=\" пять\"\naz=\"a\\\"b\" ru=\"c\"\n"},
		{"semicolons", "csv", "az;ru\nBir, iki;Раз, два\n", nil, "az=\"Bir, iki\" ru=\"Раз, два\"\n"},
		{"tabs in a CSV", "csv", "az\tru\nBir, iki\tРаз; два\n", nil, "az=\"Bir, iki\" ru=\"Раз; два\"\n"},
		{"a separator that is said", "csv", "sep=|\r\naz|ru\r\nBir|Один\r\na|b|c\r\n", nil, "az=\"Bir\" ru=\"Один\"\nrefused line 4: 3 cells, but the head row names 2 columns\n"},
		{"a formula of another tool stays", "csv", "az,ru\n'=1,=1\n", nil, "az=\"'=1\" ru=\"=1\"\n"},

		{"a quote that begins a sentence", "tsv", "az\tru\n\"Salam\tПривет\n\"Bəli\", – dedi.\t\"Да\", – сказал он.\n\"Bəli\"\t\"Да\"\nson\"\tконец\n", nil,
			"az=\"\\\"Salam\" ru=\"Привет\"\naz=\"\\\"Bəli\\\", – dedi.\" ru=\"\\\"Да\\\", – сказал он.\"\naz=\"\\\"Bəli\\\"\" ru=\"\\\"Да\\\"\"\naz=\"son\\\"\" ru=\"конец\"\n"},
		{"quotes of a spreadsheet", "tsv", "az\tru\n\"\"\"Bəli\"\", – dedi.\"\t\"a\tb\"\n\"Bir\niki\"\t\"Раз\r\nдва\"\n\"x, y\"\tz\n", nil,
			"az=\"\\\"Bəli\\\", – dedi.\" ru=\"a\\tb\"\naz=\"Bir\\niki\" ru=\"Раз\\r\\nдва\"\naz=\"\\\"x, y\\\"\" ru=\"z\"\n"},
		{"quotes of a spreadsheet that quotes all", "tsv", "\"az\"\t\"ru\"\n\"Bir\"\t\"Раз\"\n", nil, "az=\"Bir\" ru=\"Раз\"\n"},
		{"Unicode text of Excel", "tsv", wide("az\tru\r\n\"x, y\"\t\"\"\"z\"\"\"\r\nŞəki\tШеки\r\n"), nil, "az=\"x, y\" ru=\"\\\"z\\\"\"\naz=\"Şəki\" ru=\"Шеки\"\n"},
		{"a line that would go on in the next, given back", "tsv", "az\tru\ten\n\"a\nb\"\tc\n\"d\ne\tf\tg\n\"", nil,
			"az=\"\\\"a\" ru=\"\" en=\"\"\naz=\"b\\\"\" ru=\"c\" en=\"\"\naz=\"\\\"d\" ru=\"\" en=\"\"\naz=\"e\" ru=\"f\" en=\"g\"\naz=\"\\\"\" ru=\"\" en=\"\"\n"},
	} {
		r, err := kinds[c.kind].read(strings.NewReader(c.in), c.columns)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := show(t, r); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func encoded(t *testing.T, m *charmap.Charmap, s string) string {
	t.Helper()
	out, err := m.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTablesRefused(t *testing.T) {
	for _, c := range []struct {
		kind, in string
		columns  []string
		want     string
	}{
		{"tsv", "", nil, "no table: it is empty"},
		{"tsv", "one two\nBir\tОдин\n", nil, `line 1: no column is headed by a language: "one two"`},
		{"csv", "source;target\nBir;Один\n", nil, `line 1: the head row says which side a column is, not in what language: "source", "target"`},
		{"csv", "az,target\nBir,Один\n", nil, `line 1: the head row says which side a column is, not in what language: "az", "target"`},
		{"csv", "az,ru\n\nBir,\"Один\nİki,Два\n", nil, "line 3: a cell begins with a quote that is never closed"},
		{"csv", "x", []string{"az", "foo"}, `--columns: "foo" is no language`},
		{"csv", "x", []string{"az", "source"}, `--columns: "source" is no language`},
		{"csv", "x", []string{"-"}, "--columns names no language"},
		{"csv", encoded(t, charmap.Windows1251, "ru,en\nОдин,One\n"), nil, "line 2: not UTF-8: byte CE; it looks like windows-1251"},
		{"csv", encoded(t, charmap.Windows1254, "az,en\nÜzüm işıq,Grape light\n"), nil, "line 2: not UTF-8: byte DC; it looks like windows-1254"},
		{"csv", "PK\x03\x04", nil, "no text: a packed file, as spreadsheets save"},
		{"tsv", "az\tru\n" + strings.Repeat("a", maxRow+100), nil, "line 2: longer than 16 MB: no line of a table of texts"},
		{"tsv", "az\tru\n" + strings.Repeat("\t", maxColumns), nil, "line 2: more than 1024 cells in a row: no table of texts"},
		{"csv", "az,ru\n" + strings.Repeat("\"a\",", maxColumns), nil, "line 2: more than 1024 cells in a row: no table of texts"},
		{"csv", "az,ru\n\"" + strings.Repeat("a\n", maxRow/2+100), nil, "line 2: a cell begins with a quote that is never closed"},
	} {
		r, err := kinds[c.kind].read(strings.NewReader(c.in), c.columns)
		if err == nil {
			_, err = r.Next()
		}
		if err == nil || err.Error() != c.want {
			t.Errorf("%.60q: %v, want %s", c.in, err, c.want)
		}
	}
}

func TestHeads(t *testing.T) {
	for head, want := range map[string]string{
		"az": "az", "AZ": "AZ", "az_AZ": "az_AZ", "az-Latn-AZ": "az-Latn-AZ", "aze": "aze", "rus": "rus", "ENG": "ENG", "de": "de", "sr-Cyrl": "sr-Cyrl",
		"Azerbaijani": "az", "AZƏRBAYCAN DİLİ": "az", "azerbaycan dili": "az", "Azərbaycanca": "az", "азербайджанский язык": "az", "Azerbaijani (Latin)": "az",
		"Русский": "ru", "русский  язык": "ru", "Rus dili": "ru", "RUSCA": "ru", "Russian": "ru", "Русский (исходный)": "ru", "Source (ru)": "ru", "mətn (az)": "az",
		"English": "en", "English (US)": "en", "İNGİLİS DİLİ": "en", "ingilis dili": "en", "İngiliscə": "en", "английский": "en",
		"source": "source", "Target": "target", "Оригинал": "source", "Перевод": "target", "Tərcümə": "target", "Source text": "source",
		"no": "", "No": "", "id": "", "ID": "", "nr": "", "№": "", "num": "", "key": "", "ref": "", "note": "", "date": "", "status": "", "aztm": "", "": "", "(": "", "()": "", "az ru": "", "tag": "", "Comment (internal)": "",
	} {
		if got := headLanguage(head); got != want {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
	}
}

// TestEdited changes texts of a table that aztm wrote, as a translator would.
func TestEdited(t *testing.T) {
	table := written(t, "tsv", []string{"az", "ru"}, []tm.Unit{
		{TUID: "a", Confidence: 1, Variants: []tm.Variant{{Lang: "az", Text: "Bir"}, {Lang: "ru", Text: "Один", Markup: `<ph x="1"/>Один`}}},
		{TUID: "b", Confidence: 1, Variants: []tm.Variant{{Lang: "az", Text: "İki"}}}})
	table = bytes.Replace(table, []byte("Bir\tОдин"), []byte("Bircə\tЕдин"), 1)
	table = bytes.Replace(table, []byte("İki\t"), []byte("İki\tДва"), 1)
	table = append(table, "Üç\tТри\n"...)
	r, err := NewReader(bytes.NewReader(table), '\t', nil)
	if err != nil {
		t.Fatal(err)
	}
	got, refused := readAll(t, r)
	want := "[a Bircə Един b İki Два  Üç Три]"
	var text []string
	for _, u := range got {
		s := u.TUID
		for _, v := range u.Variants {
			s += " " + v.Text + v.Markup
		}
		text = append(text, s)
	}
	if fmt.Sprint(text) != want || refused != nil {
		t.Errorf("got %q %v, want %s", text, refused, want)
	}
	if ws := r.Warnings(); len(ws) != 1 || ws[0].Message != "the ru text was edited: its inline codes are left out" || ws[0].Line != 2 {
		t.Errorf("warnings %v", ws)
	}
}

// TestFormulas holds that no cell of a CSV begins as a formula, and that a bare table gives texts as they are.
func TestFormulas(t *testing.T) {
	u := []tm.Unit{{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "=cmd|' /c calc'!A0"}, {Lang: "ru", Text: "'@x"}, {Lang: "en", Text: "- Yes"}}}}
	lines := strings.Split(string(written(t, "csv", []string{"az", "ru", "en"}, u)), "\n")
	if want := `'=cmd|' /c calc'!A0,''@x,'- Yes,,,,{}`; lines[1] != want {
		t.Errorf("got %s, want %s", lines[1], want)
	}
	for comma, want := range map[rune]string{',': "az,ru,en\n=cmd|' /c calc'!A0,'@x,- Yes\n", '\t': "az\tru\ten\n=cmd|' /c calc'!A0\t'@x\t- Yes\n"} {
		var b bytes.Buffer
		w, err := NewWriter(&b, comma, []string{"az", "ru", "en"}, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(u[0]); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil || b.String() != want {
			t.Errorf("%v, got %q, want %q", err, b.String(), want)
		}
	}
}

// TestBare holds that a bare TSV counts what it cannot hold.
func TestBare(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b, '\t', []string{"az"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(units[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil || b.String() != "az\nTab və \\ xətt yeni\n" {
		t.Errorf("%v, got %q", err, b.String())
	}
	if got := fmt.Sprint(w.Warnings()); got != "[texts with tabs or newlines, which became spaces: 1 texts that the table has no column for, left out: 3]" {
		t.Error(got)
	}
}

func TestPlainLines(t *testing.T) {
	r, err := NewLineReader(strings.NewReader("{\"ru\":\"Да\",\"az\":\"Bəli\",\"de_DE\":\"\",\"English\":\"Yes\",\"id\":5,\"note\":\"x\"}\n\n{\"az\":5}\nx\n{\"az\":\"\xff\"}\n{\"variants\":[{\"lang\":\"az\",\"text\":\"x\"}],\"status\":\"y\"}\n{\"attrs\":[" + strings.Repeat("{},", maxParts) + "{}]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, refused := readAll(t, r)
	var texts []struct{ lang, text string }
	for _, v := range got[0].Variants {
		texts = append(texts, struct{ lang, text string }{v.Lang, v.Text})
	}
	if len(got) != 1 || fmt.Sprint(texts) != "[{az Bəli} {ru Да} {en Yes} {de_DE }]" {
		t.Errorf("got %v", texts)
	}
	if len(refused) != 5 || refused[4] != "line 7: more than 100000 objects and keys" || !strings.HasPrefix(refused[0], "line 3: no text in any language") || !strings.HasPrefix(refused[1], "line 4: not a JSON object") ||
		refused[2] != "line 5: not UTF-8" || refused[3] != `line 6: unknown status "y"` {
		t.Errorf("refused %q", refused)
	}
}
