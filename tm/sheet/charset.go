package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// peeked is how much of a file is looked at before it is read, in bytes.
const peeked = 64 << 10

// mark is the byte order mark.
const mark = "\ufeff"

// decoded reads a text as UTF-8, without a byte order mark. UTF-16 with one, as spreadsheets write "Unicode text", is
// decoded, and wide says so. Other encodings are an error: ə has no place in those that Windows uses, so what they hold is often
// damaged already, and no bytes of theirs tell which one it is.
func decoded(r io.Reader) (b *bufio.Reader, wide bool, err error) {
	b = bufio.NewReaderSize(r, peeked)
	head, err := b.Peek(peeked)
	if err != nil && err != io.EOF && len(head) == 0 {
		return nil, false, err
	}
	utf16 := func(e unicode.Endianness) (*bufio.Reader, bool, error) {
		return bufio.NewReaderSize(transform.NewReader(b, unicode.UTF16(e, unicode.UseBOM).NewDecoder()), peeked), true, nil
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return utf16(unicode.BigEndian)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, compound):
		return nil, false, hint(errors.New("no text: a packed file, as spreadsheets save"), "--format xlsx reads a workbook of Excel 2007 or later")
	case bytes.HasPrefix(head, []byte(mark)):
		head = head[len(mark):]
		b.Discard(len(mark))
	}
	if n, other := otherCharset(head); other {
		return nil, false, notUTF8(head, n)
	}
	return b, false, nil
}

// otherCharset says whether a text is in another encoding than UTF-8, and where its first byte is that is not: it has as many
// such bytes as letters of UTF-8. One that has fewer is damaged, and its lines can be told from others.
func otherCharset(head []byte) (first int, other bool) {
	letters, bytes := 0, 0
	for n := 0; n < len(head); {
		r, size := utf8.DecodeRune(head[n:])
		switch {
		case size > 1:
			letters++
		case r == utf8.RuneError && utf8.FullRune(head[n:]): // the last letter may be cut
			if bytes == 0 {
				first = n
			}
			bytes++
		}
		n += size
	}
	return first, bytes > 0 && bytes >= letters
}

// notUTF8 is the error of a file whose byte n is not UTF-8, with a guess at what it is: words of Cyrillic are letters above
// ASCII throughout, those of Turkish and Azerbaijani have one here and there.
func notUTF8(head []byte, n int) error {
	high, runs := 0, 0
	for i, c := range head {
		if c >= 0xc0 {
			high++
			if i > 0 && head[i-1] >= 0xc0 {
				runs++
			}
		}
	}
	guess := "windows-1254"
	if runs*2 > high {
		guess = "windows-1251"
	}
	line := 1 + bytes.Count(head[:n], []byte("\n"))
	return hint(fmt.Errorf("line %d: not UTF-8: byte %02X; it looks like %s", line, head[n], guess),
		"save it as UTF-8 or as Unicode text, from where its letters are right (ə has no place in %s), or iconv -f %s -t utf-8", guess, guess)
}

// A hinted error comes with advice on what to try.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// hint gives err advice.
func hint(err error, format string, args ...any) error {
	return hinted{err, fmt.Sprintf(format, args...)}
}
