package corpus

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// encoded is decode backwards. A letter that the charset lacks is an error, but in a page, where it becomes a character reference.
func encoded(text string, c charset, page bool) ([]byte, error) {
	if t := table(c.name); t != nil {
		return encodeTable(text, t, c.name, page)
	}
	if c.name == "utf-8" {
		if c.how == "bom" {
			text = "\ufeff" + text
		}
		return []byte(text), nil
	}
	e, err := htmlindex.Get(c.name)
	if err != nil {
		return nil, fmt.Errorf("no way back to encoding %s", c.name)
	}
	if c.how == "bom" { // of UTF-16
		text = "\ufeff" + text
	}
	encoder := e.NewEncoder()
	if page {
		encoder = encoding.HTMLEscapeUnsupported(encoder)
	}
	return encoder.Bytes([]byte(text))
}

func encodeTable(text string, t *[256]rune, name string, page bool) ([]byte, error) {
	back := make(map[rune]byte, len(t))
	for b, r := range t {
		back[r] = byte(b)
	}
	var out bytes.Buffer
	for _, r := range text {
		b, ok := back[r]
		switch {
		case ok:
			out.WriteByte(b)
		case page && r != utf8.RuneError:
			fmt.Fprintf(&out, "&#%d;", r)
		default:
			return nil, fmt.Errorf("encoding %s has no %q", name, r)
		}
	}
	return out.Bytes(), nil
}
