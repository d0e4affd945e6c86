package tmx

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// encoded is a document in an encoding: a name of the web, or one with a byte order mark.
func encoded(t testing.TB, name, doc string) string {
	t.Helper()
	e, err := htmlindex.Get(name)
	switch name {
	case "utf-8-bom":
		return "\ufeff" + doc
	case "utf-16le-bom":
		e, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case "utf-16be-bom":
		e, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case "utf-32le-bom":
		e, err = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), nil
	case "utf-32be":
		e, err = utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.NewEncoder().String(doc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCharsets: a text in an encoding, declared as label or not at all, is read as it was, with the warning.
func TestCharsets(t *testing.T) {
	const az, ru, en = "Şəhər, ığdır: ÖÜÇ 🚀", "Щука «ёж»", "Cafe"
	for _, c := range []struct{ encoding, label, text, warning string }{
		{"utf-8", "", az, ""},
		{"utf-8", "UTF-8", az, ""},
		{"utf-8", "utf8", az, ""},
		{"utf-8-bom", "UTF-8", az, ""},
		{"utf-8-bom", "", az, ""},
		{"utf-8-bom", "windows-1251", az, "says windows-1251, but it is UTF-8"},
		{"utf-8", "UTF-16", az, "says UTF-16, but it is UTF-8"},
		{"utf-16le-bom", "UTF-16", az, ""},
		{"utf-16be-bom", "UTF-16", az, ""},
		{"utf-16le-bom", "", az, ""},
		{"utf-16le-bom", "UTF-8", az, "says UTF-8, but it is UTF-16"},
		{"utf-16le", "UTF-16LE", az, ""},
		{"utf-16be", "UTF-16BE", az, ""},
		{"utf-16be", "", az, ""},
		{"windows-1251", "windows-1251", ru, ""},
		{"windows-1251", "CP1251", ru, ""},
		{"koi8-r", "koi8-r", "Щука ёж", ""},
		{"iso-8859-5", "ISO-8859-5", "Щука ёж", ""},
		{"windows-1254", "windows-1254", "Şığ ÖÜÇ", ""},
		{"windows-1254", "ISO-8859-9", "Şığ ÖÜÇ", ""},
		{"windows-1252", "iso-8859-1", "café", ""},
		{"shift_jis", "Shift_JIS", "世界", ""},
		{"utf-8", "US-ASCII", en, ""},
		{"windows-1252", "ascii", en, ""},
	} {
		doc := "<a>" + c.text + "</a>"
		if c.label != "" {
			doc = `<?xml version="1.0" encoding="` + c.label + `"?>` + doc
		}
		for _, in := range []io.Reader{strings.NewReader(encoded(t, c.encoding, doc)), iotest.OneByteReader(strings.NewReader(encoded(t, c.encoding, doc)))} {
			out, warning, err := decoded(in)
			if err != nil {
				t.Errorf("%s declared as %q: %v", c.encoding, c.label, err)
				continue
			}
			got, err := io.ReadAll(out)
			if string(got) != doc || err != nil || !strings.Contains(warning, c.warning) || (warning == "") != (c.warning == "") {
				t.Errorf("%s declared as %q: %q, %v, warning %q; want %q", c.encoding, c.label, got, err, warning, doc)
			}
		}
	}
}

// TestBadCharsets: what is no text is refused, with the line where there is one.
func TestBadCharsets(t *testing.T) {
	const lines = "<a>\n</a>"
	declared := func(label string) string { return `<?xml version="1.0" encoding="` + label + `"?>` + "\n<a>" }
	for _, c := range []struct {
		in, want string
		line     int
	}{
		{"", "empty", 1},
		{encoded(t, "utf-32le-bom", lines), "UTF-32", 0},
		{encoded(t, "utf-32be", lines), "UTF-32", 0},
		{"\xff\xfe" + encoded(t, "utf-16be", lines), "says the opposite", 0},
		{"\xfe\xff" + encoded(t, "utf-16le", lines), "says the opposite", 0},
		{encoded(t, "utf-16le-bom", "<a>\n") + "\x00\xdc</a>", "half a character", 2},
		{encoded(t, "utf-16be-bom", "<a>\n") + "\xd8\x00\x00x", "half a character", 2},
		{encoded(t, "utf-16le-bom", "<a>\n") + "x", "within a character", 2},
		{encoded(t, "utf-16le-bom", "<a>\n") + "\x3d\xd8", "within a character", 2},
		{encoded(t, "utf-16le-bom", "<a>\n\x01"), "U+0001", 2},
		{declared("klingon"), `unknown encoding "klingon"`, 1},
		{declared("utf-7"), `unknown encoding "utf-7"`, 1},
		{declared("iso-2022-kr"), `unknown encoding "iso-2022-kr"`, 1},
		{declared("us-ascii") + "\xe9<", "the byte 0xE9 is not us-ascii", 2},
		{declared("us-ascii") + "é", "the byte 0xC3 is not us-ascii", 2},
		{declared("windows-1254") + "\x8e", "nothing in windows-1254", 2},
		{declared("windows-1251") + "\x01", "U+0001", 2},
		{declared("shift_jis") + "\xff", "nothing in shift_jis", 2},
		{"SQLite format 3\x00", "database", 0},
		{"PK\x03\x04\x14", "zip archive", 0},
		{"\x4c\x6f\xa7\x94", "0xA7 is not UTF-8", 1}, // EBCDIC
	} {
		_, err := scanAll(strings.NewReader(c.in))
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || !strings.Contains(e.Cause, c.want) || e.Mend == "" {
			t.Errorf("%q: %v; want line %d: %s", c.in, err, c.line, c.want)
		}
	}
}

// TestLineEnds: all line ends are read as \n, wherever the reads cut.
func TestLineEnds(t *testing.T) {
	const in, want = "\r\n\ra\rb\n\r\r\nc\r", "\n\na\nb\n\n\nc\n"
	for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in)), iotest.HalfReader(strings.NewReader(in))} {
		if got, err := io.ReadAll(&characters{in: r}); string(got) != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}
