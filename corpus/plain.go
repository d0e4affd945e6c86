package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"aztm/corpus/html"
)

// A Plain is the text of a file as UTF-8, unrepaired, and what was assumed about it.
type Plain struct {
	Text                    string
	Encoding, Assumed, Hint string // as in Document
}

// ReadText reads a file whose language is lang, "" if it is not known: of a page its main text, a block a line, of a Word document a paragraph a line.
func ReadText(path, lang string, o Options) (Plain, error) {
	data, err := readFile(path, o)
	if err != nil {
		return Plain{}, err
	}
	p, err := plainFile(path, data, lang, o)
	if err != nil {
		return Plain{}, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

func plainFile(path string, data []byte, lang string, o Options) (Plain, error) {
	if isOffice(path) {
		return plainOffice(data)
	}
	return plainText(data, lang, isPage(path) || looksLikePage(data), o)
}

func plainText(data []byte, lang string, page bool, o Options) (Plain, error) {
	text, c, err := decode(data, o.Encoding, lang, page)
	if err != nil {
		return Plain{}, err
	}
	p := Plain{text, c.name, c.how, hintOf(text, lang, c)}
	if !page {
		return p, nil
	}
	read, err := html.Read(text)
	if err != nil {
		return Plain{}, err
	}
	lines := []string{read.Headline}
	for _, b := range read.Blocks {
		lines = append(lines, b.Text)
	}
	p.Text = strings.Join(lines, "\n")
	return p, nil
}

// DecodeFrom is ReadText for all of r, which is no page; name stands in errors.
func DecodeFrom(r io.Reader, name, lang string, o Options) (Plain, error) {
	data, err := readAll(r, o)
	var p Plain
	if err == nil {
		p, err = plainText(data, lang, false, o)
	}
	if err != nil {
		return Plain{}, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// DecodeLines returns r as UTF-8 to be read line by line, and what was assumed, with no Text. A stream that begins as valid
// UTF-8 is passed through as it comes, of any length; any other is read whole, as DecodeFrom does.
func DecodeLines(r io.Reader, name, lang string, o Options) (io.Reader, Plain, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	b.Peek(1) // fills the buffer with what is there; an error comes again with the first read
	head, _ := b.Peek(b.Buffered())
	if o.Encoding == "" && startsUTF8(head) {
		return b, Plain{Encoding: "utf-8", Assumed: "valid"}, nil
	}
	p, err := DecodeFrom(b, name, lang, o)
	text := strings.NewReader(p.Text)
	p.Text = ""
	return text, p, err
}

// startsUTF8 says whether head, which may end inside a letter, is UTF-8 without a mark or a zero byte.
func startsUTF8(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) || bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	for cut := 0; cut < utf8.UTFMax && cut <= len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return cut == 0 || !utf8.FullRune(head[len(head)-cut:])
		}
	}
	return false
}
