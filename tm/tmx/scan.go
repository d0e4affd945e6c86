package tmx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A token is what a scanner finds next.
type token int

const (
	nothing  token = iota // a comment and the like
	startTag              // of an empty element too, followed by an endTag of its own
	endTag
	charData
	endOfFile
)

// Bounds of what is read. A token is kept whole in memory, and so is a unit.
const (
	maxTag   = 1 << 20 // bytes of a tag, or of a DOCTYPE
	maxUnit  = 4 << 20 // bytes from the start of a unit to that of the next
	maxDepth = 1000    // elements within each other
	maxAttrs = 200     // of an element
)

// A scanner reads XML 1.0 a token at a time. It is not validating and knows no namespaces, but it refuses what is not well-formed.
// The fields of the last group describe the last token until the next is read.
type scanner struct {
	in      io.Reader
	buf     []byte
	pos     int   // of the next token in buf
	err     error // what follows buf
	offset  int   // bytes of the file before pos
	line    int   // of pos, 1-based
	unit    int   // bytes since the start of the unit
	limit   int   // of the token's length
	names   []byte
	open    []int // where the names of the open elements start in names
	rooted  bool  // the root element was met
	closing bool  // an empty element was met, its end was not given yet

	doctype  string // the root element that a DOCTYPE names
	entities map[string]*entity
	met      []string // entities of the DOCTYPE that were expanded
	expanded int      // bytes that entities made

	at    int    // line of the token
	name  []byte // of the element
	attrs []attr
	text  []byte // of charData
	asIs  bool   // raw can stand in another document
	raw   []byte // the token as it came
	room  []byte // decoded texts that attrs and text refer to
}

// An attr is an attribute of a tag.
type attr struct {
	name, value []byte
	at          int // offset of the value from the start of the tag
}

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buf: make([]byte, 0, 256<<10), line: 1}
}

// errShort says that a token does not end within what was read so far.
var errShort = errors.New("short")

// next reads up to the next tag or text. After an endOfFile it must not be called.
func (s *scanner) next() (token, error) {
	if s.closing {
		s.closing, s.asIs, s.raw = false, true, nil
		s.pop()
		return endTag, nil
	}
	for {
		s.at, s.asIs, s.room, s.limit = s.line, true, s.room[:0], maxUnit
		t, n, err := s.token(s.buf[s.pos:])
		if err == errShort {
			err = s.more()
			if err == nil {
				continue
			}
		}
		if err != nil {
			return nothing, err
		}
		s.raw = s.buf[s.pos : s.pos+n]
		s.pos += n
		s.offset += n
		s.line += bytes.Count(s.raw, []byte("\n"))
		if s.unit += n; s.unit > maxUnit {
			return nothing, s.tooLong()
		}
		if t != nothing {
			return t, nil
		}
	}
}

// token reads the token at the start of b and returns its length.
func (s *scanner) token(b []byte) (t token, n int, err error) {
	switch {
	case len(b) == 0 && s.err == nil:
		return nothing, 0, errShort
	case len(b) == 0:
		return s.end()
	case b[0] != '<':
		return s.characters(b)
	case len(b) == 1:
		return nothing, 0, errShort
	}
	s.limit = maxTag
	switch b[1] {
	case '/':
		return s.endTag(b)
	case '?':
		n, err = s.instruction(b, s.offset == 0)
		return nothing, n, err
	case '!':
		return s.markup(b)
	}
	return s.startTag(b)
}

// end is the end of what can be read.
func (s *scanner) end() (token, int, error) {
	if s.err != io.EOF || len(s.open) > 0 {
		return nothing, 0, errShort // more says why
	}
	if !s.rooted {
		return nothing, 0, s.fail(0, "no TMX: the file is empty", "export it again")
	}
	return endOfFile, 0, nil
}

// more reads on. The token at pos does not end within buf.
func (s *scanner) more() error {
	left := len(s.buf) - s.pos
	if s.err != nil {
		return s.ended(left)
	}
	switch {
	case left > s.limit && s.limit == maxTag:
		return s.fail(0, fmt.Sprintf("a tag of more than %d MB", maxTag>>20), "look for a quotation mark that is missing; TMX has no such tags")
	case left > s.limit:
		return s.tooLong()
	}
	size := cap(s.buf)
	if left > size/2 {
		size *= 2
	}
	buf := s.buf[:0]
	if size > cap(buf) {
		buf = make([]byte, 0, size)
	}
	s.buf, s.pos = append(buf, s.buf[s.pos:]...), 0
	for s.err == nil && cap(s.buf)-len(s.buf) >= 4<<10 {
		var n int
		n, s.err = s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
	}
	return nil
}

// ended says why what was read ends within a token or element.
func (s *scanner) ended(left int) error {
	var e *Error
	switch {
	case errors.As(s.err, &e):
		bad := s.fail(left, e.Cause, e.Mend)
		bad.Err = e.Err
		return bad
	case errors.Is(s.err, io.ErrUnexpectedEOF):
		return s.fail(left, "the file ends within what was packed: it is cut off", cutOff)
	case s.err != io.EOF:
		bad := s.fail(left, s.err.Error(), "")
		bad.Err = s.err
		return bad
	case len(s.open) > 0:
		return s.fail(left, "the file ends within <"+short(string(s.inner(0)))+">: it is cut off", cutOff)
	}
	return s.fail(left, "the file ends within a tag: it is cut off", cutOff)
}

// fail is an error at an offset from pos.
func (s *scanner) fail(offset int, cause, mend string) *Error {
	return &Error{Line: s.line + bytes.Count(s.buf[s.pos:s.pos+offset], []byte("\n")), Cause: cause, Mend: mend}
}

func (s *scanner) tooLong() error {
	return &Error{Line: s.at, Cause: fmt.Sprintf("more than %d MB without the end of a unit", maxUnit>>20), Mend: "no translation unit is that long; export the file again"}
}

// inner is the name of an open element: the innermost for 0, the one around it for 1; "" if there is none.
func (s *scanner) inner(n int) []byte {
	i := len(s.open) - 1 - n
	switch {
	case i < 0:
		return nil
	case n == 0:
		return s.names[s.open[i]:]
	}
	return s.names[s.open[i]:s.open[i+1]]
}

func (s *scanner) push(name []byte) {
	s.open = append(s.open, len(s.names))
	s.names = append(s.names, name...)
}

// pop leaves an element, whose name stays readable in name.
func (s *scanner) pop() {
	s.name = s.inner(0)
	start := s.open[len(s.open)-1]
	s.open, s.names = s.open[:len(s.open)-1], s.names[:start]
}

func (s *scanner) startTag(b []byte) (token, int, error) {
	i := nameEnd(b, 1)
	switch {
	case i == len(b):
		return nothing, 0, errShort
	case i == 1:
		return nothing, 0, s.fail(0, "a < that begins no tag", "write &lt; for it")
	case len(s.open) == 0 && s.rooted:
		return nothing, 0, s.fail(0, "<"+shortly(string(b[1:i]))+"> after the end of the root element: two files, one behind the other?", "part them")
	case len(s.open) == maxDepth:
		return nothing, 0, s.fail(0, fmt.Sprintf("more than %d elements within each other", maxDepth), "TMX is never that deep; export the file again")
	}
	s.name, s.attrs = b[1:i], s.attrs[:0]
	n, empty, err := s.attributes(b, i)
	if err == nil {
		err = s.values()
	}
	if err != nil {
		return nothing, 0, err
	}
	s.rooted, s.closing = true, empty
	s.push(s.name)
	return startTag, n, nil
}

// attributes reads the attributes of the tag at the start of b from offset i on, their values as they stand. It returns the length of the tag.
func (s *scanner) attributes(b []byte, i int) (n int, empty bool, err error) {
	for {
		j := blanksEnd(b, i)
		switch {
		case j == len(b) || b[j] == '/' && j+1 == len(b):
			return 0, false, errShort
		case b[j] == '>':
			return j + 1, false, nil
		case b[j] == '/' && b[j+1] == '>':
			return j + 2, true, nil
		case len(s.attrs) == maxAttrs:
			return 0, false, s.fail(j, fmt.Sprintf("<%s> has more than %d attributes", short(string(s.name)), maxAttrs), "TMX has 14 at most; export the file again")
		}
		a, end, err := s.attribute(b, j)
		if err != nil {
			return 0, false, err
		}
		if i == j {
			return 0, false, s.fail(j, fmt.Sprintf("no blank before the attribute %s of <%s>", short(string(a.name)), short(string(s.name))), "put one in; or a quotation mark is missing before it")
		}
		for _, other := range s.attrs {
			if bytes.Equal(other.name, a.name) {
				return 0, false, s.fail(j, fmt.Sprintf("<%s> has the attribute %s twice", short(string(s.name)), short(string(a.name))), "take one out")
			}
		}
		s.attrs = append(s.attrs, a)
		i = end
	}
}

// attribute reads the attribute at offset i of b and returns where it ends.
func (s *scanner) attribute(b []byte, i int) (a attr, end int, err error) {
	end = nameEnd(b, i)
	if end == i {
		return a, 0, s.fail(i, fmt.Sprintf("<%s> is damaged: %s stands where an attribute or > should", short(string(s.name)), shortly(firstRune(b[i:]))), "mend the tag")
	}
	a.name = b[i:end]
	i = blanksEnd(b, end)
	if i < len(b) && b[i] != '=' {
		return a, 0, s.fail(i, fmt.Sprintf("the attribute %s of <%s> has no value", short(string(a.name)), short(string(s.name))), `write it as name="value"`)
	}
	i = blanksEnd(b, min(i+1, len(b)))
	if i == len(b) {
		return a, 0, errShort
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return a, 0, s.fail(i, fmt.Sprintf("the value of the attribute %s of <%s> is not quoted", short(string(a.name)), short(string(s.name))), `write it as name="value"`)
	}
	n := bytes.IndexByte(b[i+1:], quote)
	if less := bytes.IndexByte(b[i+1:], '<'); less >= 0 && (n < 0 || less < n) {
		return a, 0, s.fail(i, fmt.Sprintf("a < in the value of the attribute %s of <%s>", short(string(a.name)), short(string(s.name))), "write &lt; for it; or the quotation mark is missing at its end")
	}
	if n < 0 {
		return a, 0, errShort
	}
	a.value, a.at = b[i+1:i+1+n], i+1
	return a, i + n + 2, nil
}

// values decodes the values of the attributes.
func (s *scanner) values() error {
	for i := range s.attrs {
		a := &s.attrs[i]
		if bytes.IndexByte(a.value, '&') < 0 && bytes.IndexByte(a.value, '\n') < 0 && bytes.IndexByte(a.value, '\t') < 0 {
			continue
		}
		start := len(s.room)
		if err := s.decode(a.value, a.at, true, 0); err != nil {
			return err
		}
		a.value = s.room[start:]
	}
	return nil
}

func (s *scanner) endTag(b []byte) (token, int, error) {
	i := nameEnd(b, 2)
	end := blanksEnd(b, i)
	switch name := b[2:i]; {
	case end == len(b):
		return nothing, 0, errShort
	case len(s.open) == 0:
		return nothing, 0, s.fail(0, "</"+shortly(string(name))+"> closes nothing", "take it out, or put the start tag in")
	case !bytes.Equal(name, s.inner(0)):
		return nothing, 0, s.fail(0, fmt.Sprintf("</%s> where </%s> should stand", shortly(string(name)), short(string(s.inner(0)))), "close the elements in the order in which they were opened, the last one first")
	case b[end] != '>':
		return nothing, 0, s.fail(end, fmt.Sprintf("</%s> is damaged: %s stands where > should", short(string(name)), shortly(firstRune(b[end:]))), "mend the tag")
	}
	s.pop()
	return endTag, end + 1, nil
}

// characters reads text.
func (s *scanner) characters(b []byte) (token, int, error) {
	n := bytes.IndexByte(b, '<')
	if n < 0 {
		if s.err != io.EOF || len(s.open) > 0 {
			return nothing, 0, errShort
		}
		n = len(b)
	}
	b = b[:n]
	if len(s.open) == 0 {
		return nothing, n, s.onlyBlanks(b)
	}
	if i := bytes.IndexByte(b, ']'); i >= 0 {
		if i = bytes.Index(b, []byte("]]>")); i >= 0 {
			return nothing, 0, s.fail(i, "]]> in a text", "write ]]&gt; for it")
		}
	}
	s.text = b
	if bytes.IndexByte(b, '&') >= 0 {
		if err := s.decode(b, 0, false, 0); err != nil {
			return nothing, 0, err
		}
		s.text = s.room
	}
	return charData, n, nil
}

// onlyBlanks refuses text outside the root element.
func (s *scanner) onlyBlanks(b []byte) error {
	i := blanksEnd(b, 0)
	switch {
	case i == len(b):
		return nil
	case s.rooted:
		return s.fail(i, "text after the end of the root element: "+shortly(string(b[i:])), "take it out")
	}
	return s.fail(i, "no TMX: it begins with the text "+shortly(string(b[i:])), "a TMX file begins with <?xml or <tmx")
}

// markup reads what begins with <!.
func (s *scanner) markup(b []byte) (token, int, error) {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		s.limit = maxUnit
		n, err := s.comment(b)
		return nothing, n, err
	case bytes.HasPrefix(b, []byte("<![CDATA[")) && len(s.open) > 0:
		s.limit = maxUnit
		n := bytes.Index(b, []byte("]]>"))
		if n < 0 {
			return nothing, 0, errShort
		}
		s.text, s.asIs = b[len("<![CDATA["):n], false
		return charData, n + 3, nil
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")) && !s.rooted && s.doctype == "":
		n, err := s.readDoctype(b)
		return nothing, n, err
	case len(b) < len("<!DOCTYPE"):
		return nothing, 0, errShort
	}
	return nothing, 0, s.fail(0, "a declaration <! that may not stand here", "take it out, or write &lt; for its <")
}

func (s *scanner) comment(b []byte) (int, error) {
	n := bytes.Index(b[4:], []byte("--"))
	switch {
	case n < 0 || n+6 == len(b):
		return 0, errShort
	case b[n+6] != '>':
		return 0, s.fail(n+4, "-- within a comment", "take it out: only the end of a comment may hold it")
	}
	return n + 7, nil
}

// instruction reads a processing instruction, or the XML declaration, which may only be the first in the file.
func (s *scanner) instruction(b []byte, first bool) (int, error) {
	n := bytes.Index(b, []byte("?>"))
	if n < 0 {
		return 0, errShort
	}
	i := nameEnd(b, 2)
	switch name := string(b[2:i]); {
	case name == "xml" && first:
		if !xmlDeclaration().Match(b[:n+2]) {
			return 0, s.fail(0, "the XML declaration is damaged", `write it as <?xml version="1.0" encoding="UTF-8"?>`)
		}
	case strings.EqualFold(name, "xml") && s.rooted && len(s.open) == 0:
		return 0, s.fail(0, "a second XML declaration: two files, one behind the other?", "part them")
	case strings.EqualFold(name, "xml"):
		return 0, s.fail(0, "an XML declaration that is not the first in the file", "take out what stands before it, also blanks and empty lines")
	case name == "" || i < n && blanksEnd(b, i) == i:
		return 0, s.fail(0, "a damaged processing instruction <?", "take it out")
	}
	return n + 2, nil
}

// appendXML appends the last token to b so that it can stand in another document.
func (s *scanner) appendXML(b []byte, t token) []byte {
	switch {
	case s.asIs:
		return append(b, s.raw...)
	case t == charData:
		return append(b, escapeText(string(s.text))...)
	}
	b = append(append(b, '<'), s.name...)
	for _, a := range s.attrs {
		b = fmt.Appendf(b, ` %s="%s"`, a.name, escapeAttr(string(a.value)))
	}
	if s.closing {
		b = append(b, '/')
	}
	return append(b, '>')
}
