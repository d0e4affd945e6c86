package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"aztm/tm"
)

func TestMoses(t *testing.T) {
	for _, c := range []struct {
		name, az, ru string
		want         string
	}{
		{"lines", "Bir\r\nİki\n", "Один\nДва", "az=\"Bir\" ru=\"Один\"\naz=\"İki\" ru=\"Два\"\n"},
		{"blank lines", "Bir\n\n \nDörd\n", "Один\n\nТри\n\n", "az=\"Bir\" ru=\"Один\"\naz=\" \" ru=\"Три\"\naz=\"Dörd\" ru=\"\"\nwarning 0 lines that are blank in every file, passed over: 1\n"},
		{"a line of a file is a text, whatever stands in it", "\"Bir\tiki\u2028üç\n", "\\n\n", "az=\"\\\"Bir\\tiki\\u2028üç\" ru=\"\\\\n\"\n"},
		{"not UTF-8", "Üç\nbe\xff\n", "Три\nx\n", "az=\"Üç\" ru=\"Три\"\nrefused line 2: not UTF-8\n"},
		{"UTF-16", wide("Üç\r\n"), "Три\n", "az=\"Üç\" ru=\"Три\"\n"},
		{"nothing", "", "", ""},
	} {
		m, err := NewMosesReader([]io.Reader{strings.NewReader(c.az), strings.NewReader(c.ru)}, []string{"az", "ru"})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := show(t, m); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestMosesRefused(t *testing.T) {
	long := strings.Repeat("a", maxRow+10)
	for _, c := range []struct {
		files, langs []string
		want         string
	}{
		{[]string{"a\nb\n", "a\nb\nc"}, []string{"az", "ru"}, "unequal numbers of lines: az has 2, ru has 3"},
		{[]string{"a\nb\nc\nd\n", "a\n", ""}, []string{"az", "ru", "en"}, "unequal numbers of lines: az has 4, ru has 1, en has 0"},
		{[]string{"a", "b"}, []string{"az", "txt_1"}, `"txt_1" names no language`},
		{[]string{"a", "b"}, []string{"az", "aze"}, "two files of one language, aze"},
		{[]string{"a"}, []string{"az"}, "one language alone: Moses files hold a language each"},
		{[]string{"a", "\xcf\xf0\xe8"}, []string{"az", "ru"}, "the ru file: line 1: not UTF-8: byte CF; it looks like windows-1251"},
		{[]string{"a\nb\n", "a\n" + long}, []string{"az", "ru"}, "the ru file: line 2: longer than 16 MB: no line of a table of texts"},
	} {
		var files []io.Reader
		for _, f := range c.files {
			files = append(files, strings.NewReader(f))
		}
		m, err := NewMosesReader(files, c.langs)
		for err == nil {
			_, err = m.Next()
		}
		if err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.langs, err, c.want)
		}
	}
}

func TestMosesWriter(t *testing.T) {
	var az, ru bytes.Buffer
	m, err := NewMosesWriter([]io.Writer{&az, &ru}, []string{"az", "ru"})
	if err != nil {
		t.Fatal(err)
	}
	for _, vs := range [][]tm.Variant{
		{{Lang: "ru", Text: "Раз\r\nдва\u2028три"}, {Lang: "az-AZ", Text: " Bir\titki "}, {Lang: "az", Text: "başqa"}, {Lang: "de", Text: "x"}},
		{{Lang: "az", Text: "Tək"}},
		{{Lang: "az", Text: "Tək"}, {Lang: "ru", Text: " "}},
	} {
		if err := m.Write(tm.Unit{Variants: vs}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil || az.String() != " Bir\titki \n" || ru.String() != "Раз два три\n" {
		t.Errorf("%v: %q %q", err, az.String(), ru.String())
	}
	if got := fmt.Sprint(m.Warnings()); got != "[texts with line breaks, which became spaces: 1 further texts of a language, left out: 2 units with a text that is missing or blank, left out: 2]" {
		t.Error(got)
	}
}
