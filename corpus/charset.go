package corpus

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"aztm/corpus/html"
	"aztm/corpus/norm"
)

// A charset is an encoding and how it was found.
type charset struct {
	name string // "utf-8", "windows-1251", …
	how  string // "given", "bom", "valid", "declared", "detected"
}

// azLat is the name for Azerbaijani Latin fonts over windows-1251.
const azLat = "azlat"

// decode turns the bytes of a file in the given language into text. A mark at the beginning counts before the
// encoding that was given, that before what a page declares; else valid UTF-8 is UTF-8, and the rest is judged by its
// letters. azlat is for Azerbaijani texts alone: texts in other languages are read as if nothing was given.
func decode(data []byte, given, lang string, page bool) (string, charset, error) {
	if given = canonical(given); given == azLat && lang != "az" {
		given = ""
	}
	if text, c, err := marked(data); c.name != "" || err != nil {
		return text, c, err
	}
	if given != "" {
		text, err := decodeAs(data, given)
		return text, charset{given, "given"}, err
	}
	if text, order := unmarkedUTF16(data); order != "" {
		return text, charset{order, "detected"}, nil
	}
	if err := binary(data); err != nil {
		return "", charset{}, err
	}
	if utf8.Valid(data) {
		return string(data), charset{"utf-8", "valid"}, nil
	}
	if page {
		if name := canonical(html.Declared(data)); name != "" {
			text, err := decodeAs(data, name)
			return text, charset{name, "declared"}, err
		}
	}
	if mostlyUTF8(data) {
		return "", charset{}, validUTF8(data)
	}
	name := detect(data, lang)
	text, err := decodeAs(data, name)
	return text, charset{name, "detected"}, err
}

// marked decodes data that begins with a byte order mark; without one, the charset has no name.
func marked(data []byte) (string, charset, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return "", charset{}, errors.New("UTF-32 is not read: save the text as UTF-8")
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		if err := binary(data); err != nil {
			return "", charset{}, err
		}
		return string(data[3:]), charset{"utf-8", "bom"}, validUTF8(data)
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return fromUTF16(data[2:], unicode.LittleEndian), charset{"utf-16le", "bom"}, nil
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return fromUTF16(data[2:], unicode.BigEndian), charset{"utf-16be", "bom"}, nil
	}
	return "", charset{}, nil
}

// binary says why data is no text: a zero byte, more control characters than wire copy has, or another format's mark.
func binary(data []byte) error {
	for mark, kind := range map[string]string{"{\\rtf": "RTF", "%PDF-": "PDF"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return fmt.Errorf("%s, not text: save it as plain text", kind)
		}
	}
	first, n := -1, 0
	for i, b := range data {
		if b < 8 || b > 13 && b < 26 {
			if first < 0 || b == 0 && data[first] != 0 {
				first = i
			}
			n++
		}
	}
	if first >= 0 && (data[first] == 0 || n*100 > len(data)) {
		return fmt.Errorf("binary data, not text: byte 0x%02x at offset %d", data[first], first)
	}
	return nil
}

func validUTF8(data []byte) error {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return fmt.Errorf("invalid UTF-8: byte 0x%02x at offset %d", data[i], i)
		}
		i += n
	}
	return nil
}

// mostlyUTF8 says whether broken text was meant as UTF-8. In text of a one-byte encoding, letters that happen to make
// a good sequence are rare among those that don't.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if n > 1 {
			good++
		} else if r == utf8.RuneError {
			bad++
		}
		i += n
	}
	return good*3 > bad
}

func fromUTF16(data []byte, e unicode.Endianness) string {
	b, _ := unicode.UTF16(e, unicode.IgnoreBOM).NewDecoder().Bytes(data) // broken pairs become U+FFFD
	return string(b)
}

// unmarkedUTF16 decodes UTF-16 without a mark and names its order, "" if data is something else. The high bytes of
// Latin and Cyrillic letters are 0 and 4, and stand on one side of the pairs.
func unmarkedUTF16(data []byte) (text, order string) {
	var high [2]int
	n := min(len(data), 4096) &^ 1
	for i := range n {
		if data[i] == 0 || data[i] == 4 {
			high[i&1]++
		}
	}
	switch {
	case n < 8:
	case high[1] > n/4 && high[0] < n/32+1:
		text, order = fromUTF16(data, unicode.LittleEndian), "utf-16le"
	case high[0] > n/4 && high[1] < n/32+1:
		text, order = fromUTF16(data, unicode.BigEndian), "utf-16be"
	}
	if order == "" || binary([]byte(text)) != nil || strings.Count(text, "\ufffd")*50 > n {
		return "", ""
	}
	return text, order
}

// maps are the one-byte encodings that are detected.
var maps = map[string]*charmap.Charmap{
	"windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252, "windows-1254": charmap.Windows1254,
	"koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866, "iso-8859-9e": charmap.ISO8859_9,
}

//go:embed data/iso-8859-9e.tsv
var iso9e string

// table is a one-byte encoding by the tables of WHATWG, where a byte without a character is the control of its number:
// it can be told from a lost letter. nil if the encoding is none of maps.
func table(name string) *[256]rune {
	m := maps[name]
	if m == nil {
		return nil
	}
	var t [256]rune
	for i := range t {
		if t[i] = m.DecodeByte(byte(i)); t[i] == utf8.RuneError {
			t[i] = rune(i)
		}
	}
	if name == "iso-8859-9e" {
		for _, row := range rows(iso9e) {
			b, _ := strconv.ParseUint(row[0], 16, 8)
			t[b], _ = utf8.DecodeRuneInString(row[1])
		}
	}
	return &t
}

// rows are the tab-separated rows of a data file, without comments.
func rows(file string) (out [][]string) {
	for l := range strings.Lines(file) {
		if l = strings.TrimRight(l, "\r\n"); l != "" && l[0] != '#' {
			out = append(out, strings.Split(l, "\t"))
		}
	}
	return out
}

// aliases are names that people give to the encodings, beyond those of WHATWG.
var aliases = map[string]string{
	"1251": "windows-1251", "1252": "windows-1252", "1254": "windows-1254", "koi8r": "koi8-r", "cp866": "ibm866", "866": "ibm866",
	"iso8859-9e": "iso-8859-9e", "iso_8859-9e": "iso-8859-9e", "8859-9e": "iso-8859-9e", "utf16": "utf-16", azLat: azLat,
}

// canonical is the name by which an encoding is known here; an unknown name is returned in lower case.
func canonical(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if a := aliases[name]; a != "" {
		name = a
	}
	if e, err := htmlindex.Get(name); err == nil {
		name, _ = htmlindex.Name(e)
	}
	return name
}

// decodeAs decodes data by the encoding of a canonical name.
func decodeAs(data []byte, name string) (string, error) {
	switch t := table(strings.Replace(name, azLat, "windows-1251", 1)); {
	case t != nil && name == azLat:
		return norm.AzLat(decodeTable(data, t)), nil
	case t != nil:
		return decodeTable(data, t), nil
	case name == "utf-8":
		return string(data), validUTF8(data)
	}
	e, err := htmlindex.Get(name)
	if err != nil || e == encoding.Replacement {
		return "", fmt.Errorf("unknown encoding %q (known: utf-8, utf-16, %s, %s and those of the web)", name, strings.Join(tableNames(), ", "), azLat)
	}
	b, err := e.NewDecoder().Bytes(data)
	return string(b), err
}

func tableNames() (names []string) {
	for _, m := range models() {
		names = append(names, m.encoding)
	}
	return names
}

func decodeTable(data []byte, t *[256]rune) string {
	out := make([]byte, 0, len(data)+len(data)/2)
	for _, b := range data {
		out = utf8.AppendRune(out, t[b])
	}
	return string(out)
}

//go:embed data/letters.tsv
var letterFile string

var models = sync.OnceValue(func() []model { return readModels(letterFile) })
