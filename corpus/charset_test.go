package corpus

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// encode writes text in an encoding of the table, "?" for what it lacks.
func encode(t testing.TB, name, text string) []byte {
	t.Helper()
	back := map[rune]byte{}
	for i, r := range table(name) {
		back[r] = byte(i)
	}
	var out []byte
	for _, r := range text {
		b, ok := back[r]
		if !ok {
			t.Fatalf("%s has no %q", name, r)
		}
		out = append(out, b)
	}
	return out
}

func encode16(text string, big bool) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

const (
	ruNews = "Переговоры прошли в Баку. Стороны подписали документ о торговле."
	azNews = "Danışıqlar zamanı çoxlu söz deyilib, görüş uzun sürüb."
	enNews = "The café opened in Baku on Friday, the mayor’s office said."
)

func TestDecode(t *testing.T) {
	const az9e = "Əsas məsələ ticarət olub, görüş şənbə günü başa çatıb."
	bom := "\xef\xbb\xbf"
	for _, c := range []struct {
		name     string
		data     []byte
		lang     string
		page     bool
		given    string
		text     string
		enc, how string
	}{
		{"plain", []byte(azNews), "az", false, "", azNews, "utf-8", "valid"},
		{"bom", []byte(bom + azNews), "az", false, "", azNews, "utf-8", "bom"},
		{"utf-16le bom", append([]byte{0xff, 0xfe}, encode16(ruNews, false)...), "ru", false, "", ruNews, "utf-16le", "bom"},
		{"utf-16be bom", append([]byte{0xfe, 0xff}, encode16(az9e, true)...), "az", false, "", az9e, "utf-16be", "bom"},
		{"utf-16le", encode16(ruNews, false), "ru", false, "", ruNews, "utf-16le", "detected"},
		{"utf-16be", encode16(enNews, true), "en", false, "", enNews, "utf-16be", "detected"},
		{"utf-16le az", encode16(az9e, false), "az", false, "", az9e, "utf-16le", "detected"},
		{"cp1251", encode(t, "windows-1251", ruNews), "ru", false, "", ruNews, "windows-1251", "detected"},
		{"koi8-r", encode(t, "koi8-r", ruNews), "ru", false, "", ruNews, "koi8-r", "detected"},
		{"ibm866", encode(t, "ibm866", ruNews), "ru", false, "", ruNews, "ibm866", "detected"},
		{"cp1251 capitals", encode(t, "windows-1251", "ПЕРЕГОВОРЫ В БАКУ"), "ru", false, "", "ПЕРЕГОВОРЫ В БАКУ", "windows-1251", "detected"},
		{"koi8-r capitals", encode(t, "koi8-r", "ПЕРЕГОВОРЫ В БАКУ"), "ru", false, "", "ПЕРЕГОВОРЫ В БАКУ", "koi8-r", "detected"},
		{"cp1251, language unknown", encode(t, "windows-1251", ruNews), "", false, "", ruNews, "windows-1251", "detected"},
		{"cp1251, language wrong", encode(t, "windows-1251", ruNews), "az", false, "", ruNews, "windows-1251", "detected"},
		{"cp1254", encode(t, "windows-1254", azNews), "az", false, "", azNews, "windows-1254", "detected"},
		{"8859-9e", encode(t, "iso-8859-9e", az9e), "az", false, "", az9e, "iso-8859-9e", "detected"},
		{"cp1252", encode(t, "windows-1252", enNews), "en", false, "", enNews, "windows-1252", "detected"},
		{"declared", append([]byte(`<meta charset="koi8-r">`), encode(t, "koi8-r", ruNews)...), "ru", true, "", `<meta charset="koi8-r">` + ruNews, "koi8-r", "declared"},
		{"declared otherwise", []byte(`<meta charset="windows-1251">` + ruNews), "ru", true, "", `<meta charset="windows-1251">` + ruNews, "utf-8", "valid"},
		{"xml", append([]byte(`<?xml version="1.0" encoding="cp1251"?>`), encode(t, "windows-1251", ruNews)...), "ru", true, "", `<?xml version="1.0" encoding="cp1251"?>` + ruNews, "windows-1251", "declared"},
		{"given", encode(t, "koi8-r", "Да."), "ru", false, "KOI8-R", "Да.", "koi8-r", "given"},
		{"given, but marked", []byte(bom + "Да."), "ru", false, "koi8-r", "Да.", "utf-8", "bom"},
		{"given utf-16", encode16("Да.", true), "ru", false, "utf-16be", "Да.", "utf-16be", "given"},
		{"azlat", encode(t, "windows-1251", "Азярбайъан"), "az", false, "azlat", "Azərbaycan", "azlat", "given"},
		{"azlat, Russian side", []byte(ruNews), "ru", false, "azlat", ruNews, "utf-8", "valid"},
	} {
		text, cs, err := decode(c.data, c.given, c.lang, c.page)
		if err != nil || text != c.text || cs != (charset{c.enc, c.how}) {
			t.Errorf("%s: %q %v %v, want %s %s", c.name, text, cs, err, c.enc, c.how)
		}
	}
}

func TestDecodeRefusals(t *testing.T) {
	for _, c := range []struct{ name, data, given, want string }{
		{"zero byte", "abc\x00", "", "binary data, not text: byte 0x00 at offset 3"},
		{"controls", "\x01\x02abc", "", "binary data, not text: byte 0x01 at offset 0"},
		{"marked and binary", "\xef\xbb\xbfa\x00", "", "byte 0x00 at offset 4"},
		{"one bad byte", "Bakı şəhəri \xff", "", "invalid UTF-8: byte 0xff at offset 16"},
		{"cut letter", "Bakı şəhər\xc4", "", "invalid UTF-8: byte 0xc4 at offset 14"},
		{"bad byte behind a mark", "\xef\xbb\xbfa\xff", "", "invalid UTF-8: byte 0xff at offset 4"},
		{"given UTF-8", "a\xe0", "utf-8", "invalid UTF-8: byte 0xe0 at offset 1"},
		{"unknown", "a", "cp9999", `unknown encoding "cp9999"`},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00", "", "UTF-32"},
		{"RTF", `{\rtf1 a}`, "", "RTF"},
		{"PDF", "%PDF-1.4 \xff", "", "PDF"},
	} {
		if _, _, err := decode([]byte(c.data), c.given, "az", false); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, _, err := decode([]byte("<meta charset=utf-8>a\xe0"), "", "ru", true); err == nil || !strings.Contains(err.Error(), "0xe0 at offset 21") {
		t.Errorf("declared UTF-8: %v", err)
	}
}

// Wire copy has a control character here and there; it is text.
func TestDecodeWireCopy(t *testing.T) {
	in := "\x02" + strings.Repeat(azNews+"\n", 4) + "\x03"
	if text, _, err := decode([]byte(in), "", "az", false); err != nil || text != in {
		t.Errorf("%q %v", text, err)
	}
}

// TestTables holds that every byte of a one-byte encoding has a character of its own, as WHATWG's tables have.
func TestTables(t *testing.T) {
	for name := range maps {
		seen := map[rune]int{}
		for i, r := range table(name) {
			if j, twice := seen[r]; twice || r == utf8.RuneError {
				t.Errorf("%s: byte %02x is %q, so is %02x", name, i, r, j)
			}
			seen[r] = i
		}
	}
	if got := table("windows-1252")[0x81]; got != 0x81 {
		t.Errorf("windows-1252: byte 81 is %U", got)
	}
}

func TestModels(t *testing.T) {
	for _, m := range models() {
		if m.table == nil || len(m.bits) < 5 {
			t.Errorf("%s: table %v, %d letters", m.encoding, m.table != nil, len(m.bits))
		}
	}
	if len(models()) != len(maps) {
		t.Errorf("%d models, %d encodings", len(models()), len(maps))
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(ruNews), "ru", true)
	f.Add(encode(f, "koi8-r", ruNews), "ru", false)
	f.Add([]byte("\xff\xfea"), "az", false)
	f.Fuzz(func(t *testing.T, data []byte, lang string, page bool) {
		text, cs, err := decode(data, "", lang, page)
		if err == nil && (cs.name == "" || !utf8.ValidString(text)) {
			t.Errorf("%v: %q", cs, text)
		}
		if err == nil && cs.name == "utf-8" && !bytes.HasSuffix(data, []byte(text)) {
			t.Errorf("UTF-8 text changed: %q", text)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	data := bytes.Repeat(encode(b, "windows-1251", ruNews+"\n"), 50)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		detect(data, "ru")
	}
}
