package xliff

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// declaration is how many bytes of a file are looked at for its encoding.
const declaration = 256

var declared8 = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
})

// A charset is the encoding of a file; the zero value is UTF-8.
type charset struct{ encoding.Encoding }

// encodingOf tells the encoding of a file by its first bytes.
func encodingOf(head []byte) (charset, error) {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{'<', 0}):
		return charset{unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{0, '<'}):
		return charset{unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}, nil
	}
	m := declared8().FindSubmatch(head)
	if m == nil {
		return charset{}, nil
	}
	label := strings.ToLower(string(m[1]))
	if strings.HasPrefix(label, "utf-16") || label == "utf-8" { // UTF-16 was told by its bytes
		return charset{}, nil
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return charset{}, fmt.Errorf("line 1: unknown encoding %q: save the file as UTF-8", m[1])
	}
	return charset{e}, nil
}

// decode turns a file into UTF-8, with its byte order mark.
func (c charset) decode(r io.Reader) io.Reader {
	if c.Encoding == nil {
		return r
	}
	return transform.NewReader(r, c.NewDecoder())
}

// encode is decode backwards; what the encoding has no character for becomes a character reference.
func (c charset) encode(b []byte) ([]byte, error) {
	if c.Encoding == nil {
		return b, nil
	}
	return encoding.HTMLEscapeUnsupported(c.NewEncoder()).Bytes(b)
}
