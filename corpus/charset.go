package corpus

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"aztm/corpus/html"
)

// decode turns the bytes of a file into text. It says which encoding it took and how that
// was found: "given", "bom", "valid", "declared", "detected".
func decode(data []byte, given, lang string, page bool) (text, name, how string, err error) {
	if given != "" {
		text, name, err = decodeAs(data, given)
		return text, name, "given", err
	}
	switch {
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		if err := validUTF8(data); err != nil {
			return "", "", "", err
		}
		return string(data[3:]), "utf-8", "bom", nil
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		text, err = utf16(data, unicode.LittleEndian)
		return text, "utf-16", "bom", err
	}
	if e, ok := utf16Order(data); ok {
		text, err = utf16(data, e)
		return text, "utf-16", "detected", err
	}
	if i := bytes.IndexFunc(data, func(r rune) bool { return r < 8 || r > 13 && r < 26 }); i >= 0 {
		return "", "", "", fmt.Errorf("binary data, not text: byte 0x%02x at offset %d", data[i], i)
	}
	if utf8.Valid(data) {
		return string(data), "utf-8", "valid", nil
	}
	if page {
		if d := html.Declared(data); d != "" && d != "utf-8" {
			text, name, err = decodeAs(data, d)
			return text, name, "declared", err
		}
	}
	if mostlyUTF8(data) {
		return "", "", "", validUTF8(data)
	}
	name = detect(data, lang)
	text, name, err = decodeAs(data, name)
	return text, name, "detected", err
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

// mostlyUTF8 says whether broken text was meant as UTF-8: good sequences outnumber bad bytes.
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
	return good > bad
}

func utf16(data []byte, e unicode.Endianness) (string, error) {
	b, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("UTF-16: %w", err)
	}
	return string(b), nil
}

// utf16Order finds UTF-16 without a mark: many zero bytes, or bytes 0x04 and 0x05 (Cyrillic), all on one side of the pairs.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	var high [2]int
	n := min(len(data), 4096) &^ 1
	for i := range n {
		if data[i] == 0 || data[i] == 4 {
			high[i&1]++
		}
	}
	switch {
	case n < 8:
	case high[1] > n/4 && high[0] < n/32:
		return unicode.LittleEndian, true
	case high[0] > n/4 && high[1] < n/32:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

var pages = map[string]*charmap.Charmap{
	"windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252, "windows-1254": charmap.Windows1254,
	"koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866, "iso-8859-9": charmap.ISO8859_9,
}

// aliases are names that people give to the encodings.
var aliases = map[string]string{
	"cp1251": "windows-1251", "1251": "windows-1251", "cp1252": "windows-1252", "1252": "windows-1252", "cp1254": "windows-1254",
	"1254": "windows-1254", "koi8r": "koi8-r", "koi8": "koi8-r", "cp866": "ibm866", "866": "ibm866", "latin5": "iso-8859-9",
}

func decodeAs(data []byte, name string) (string, string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if a := aliases[name]; a != "" {
		name = a
	}
	var e encoding.Encoding = pages[name]
	if pages[name] == nil {
		var err error
		if e, err = htmlindex.Get(name); err != nil {
			return "", name, fmt.Errorf("unknown encoding %q (known: utf-8, utf-16, windows-1251, windows-1252, windows-1254, koi8-r, ibm866, iso-8859-9)", name)
		}
		name, _ = htmlindex.Name(e)
	}
	if name == "utf-8" {
		data = bytes.TrimPrefix(data, []byte{0xef, 0xbb, 0xbf})
		return string(data), name, validUTF8(data)
	}
	b, err := e.NewDecoder().Bytes(data)
	return string(b), name, err
}

// detect picks the one-byte encoding whose text has the most letters that its language
// uses often, and fewest that it never does.
func detect(data []byte, lang string) string {
	best, name := -1<<62, "windows-1252"
	for _, c := range []struct{ name, often, alphabet string }{
		{"windows-1251", "оеаинтсрвл", cyrillic}, {"koi8-r", "оеаинтсрвл", cyrillic}, {"ibm866", "оеаинтсрвл", cyrillic},
		{"windows-1254", "ışüöğçİŞ", "çğıöşüÇĞİÖŞÜ«»“”–—’"}, {"windows-1252", "éèáíóñ", "éèáíóñàâêîôûäöüßçåæø«»“”–—’"},
	} {
		text, _, err := decodeAs(data[:min(len(data), 64<<10)], c.name)
		if err != nil {
			continue
		}
		score := 0
		for _, r := range text {
			switch {
			case r < utf8.RuneSelf:
			case strings.ContainsRune(c.often, r):
				score += 3
			case strings.ContainsRune(c.alphabet, r):
				score++
			default:
				score -= 3
			}
		}
		if score > best {
			best, name = score, c.name
		}
	}
	return name
}

const cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯёЁ«»“”–—№„"
