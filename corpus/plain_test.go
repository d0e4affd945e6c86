package corpus

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestDecodeLines(t *testing.T) {
	for _, c := range []struct{ name, in, given, want, encoding, assumed string }{
		{"UTF-8", ruNews, "", ruNews, "utf-8", "valid"},
		{"empty", "", "", "", "utf-8", "valid"},
		{"mark", "\xef\xbb\xbf" + ruNews, "", ruNews, "utf-8", "bom"},
		{"long, a letter across the buffer", "a" + strings.Repeat("ə", 40<<10), "", "a" + strings.Repeat("ə", 40<<10), "utf-8", "valid"},
		{"koi8-r", string(encode(t, "koi8-r", ruNews)), "", ruNews, "koi8-r", "detected"},
		{"utf-16", string(encode16(ruNews, false)), "", ruNews, "utf-16le", "detected"},
		{"given", string(encode(t, "ibm866", "Да.")), "cp866", "Да.", "ibm866", "given"},
	} {
		r, p, err := DecodeLines(strings.NewReader(c.in), "x", "ru", Options{Encoding: c.given})
		if err != nil || p.Encoding != c.encoding || p.Assumed != c.assumed {
			t.Errorf("%s: %+v %v, want %s %s", c.name, p, err, c.encoding, c.assumed)
			continue
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != c.want {
			t.Errorf("%s: %.60q %v", c.name, got, err)
		}
	}
}

// A filter answers each line of a stream before the next one comes.
func TestDecodeLinesStreams(t *testing.T) {
	in, out := io.Pipe()
	go out.Write([]byte("bir\n"))
	r, _, err := DecodeLines(in, "x", "az", Options{})
	if err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 4)
	if _, err := io.ReadFull(r, line); err != nil || string(line) != "bir\n" {
		t.Errorf("%q %v", line, err)
	}
}

func TestDecodeRefusalsNameTheStream(t *testing.T) {
	if _, err := DecodeFrom(strings.NewReader("Bakı \x00"), "standard input", "az", Options{}); err == nil || !strings.HasPrefix(err.Error(), "standard input: ") {
		t.Errorf("%v", err)
	}
	if r, _, err := DecodeLines(iotest.ErrReader(io.ErrUnexpectedEOF), "x", "az", Options{}); err == nil {
		if _, err = io.ReadAll(r); err != io.ErrUnexpectedEOF {
			t.Errorf("a read error became %v", err)
		}
	}
}

func TestHint(t *testing.T) {
	font := encode(t, "windows-1251", "Йени мяктябляр цчцн щазырланан лайищянин мязмуну барядя нювбяти иълас кечирилиб. Цмуми щесабата ясасян, ишляр баша чатыб. ")
	for _, c := range []struct {
		lang, given string
		want        bool
		times       int
	}{{"az", "", true, 1}, {"", "", true, 6}, {"", "", false, 1}, {"ru", "", false, 6}, {"az", "azlat", false, 6}} {
		p, err := plainText(bytes.Repeat(font, c.times), c.lang, false, Options{Encoding: c.given})
		if err != nil || (p.Hint != "") != c.want {
			t.Errorf("%q %q: hint %q, %v", c.lang, c.given, p.Hint, err)
		}
	}
}

// TestDigest holds that a document is known by its bytes and by the encoding that was given and used, whatever it was called.
func TestDigest(t *testing.T) {
	digest := func(lang, given string, data []byte) string {
		d, err := ReadBytes("a.txt", lang, data, Options{Encoding: given})
		if err != nil {
			t.Fatal(err)
		}
		return d.Digest
	}
	cyrillic, plain := encode(t, "windows-1251", ruNews), []byte(ruNews)
	for _, c := range []struct {
		name string
		x, y string
		same bool
	}{
		{"one encoding by two names", digest("az", "1251", cyrillic), digest("az", "Windows-1251", cyrillic), true},
		{"two encodings", digest("az", "windows-1251", cyrillic), digest("az", "azlat", cyrillic), false},
		{"given and found", digest("az", "azlat", cyrillic), digest("az", "", cyrillic), false},
		{"UTF-8, given and found", digest("ru", "utf-8", plain), digest("ru", "", plain), true},
		{"azlat counts for Azerbaijani alone", digest("ru", "azlat", cyrillic), digest("ru", "", cyrillic), true},
	} {
		if (c.x == c.y) != c.same {
			t.Errorf("%s: same digest: %v", c.name, !c.same)
		}
	}
}
