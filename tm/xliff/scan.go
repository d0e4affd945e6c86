package xliff

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits, so that a hostile file is refused before it fills the memory.
const (
	maxDepth = 1000     // of nested elements
	maxAttrs = 1000     // of one element
	maxTag   = 1 << 20  // bytes of one tag
	maxUnit  = 64 << 20 // bytes of one unit
	maxText  = 16 << 20 // bytes of one text between tags
	maxTags  = 100_000  // tags and attributes of one unit
	window   = 64 << 10 // bytes read at once
)

// A token is a start tag, an end tag or a piece of text; a long text comes in several pieces.
type token struct {
	kind       tokenKind
	name       string // without the prefix
	prefix     string
	space      string // namespace
	attrs      []attr
	text       string
	empty      bool // a start tag that ends in /> (an end tag follows all the same)
	start, end int  // bytes of the file as UTF-8
	line       int  // 1-based, of the first byte
}

type tokenKind byte

const (
	textToken tokenKind = iota
	startToken
	endToken
)

// An attr is an attribute; those that declare namespaces are attributes too.
type attr struct {
	name, prefix string // name is without the prefix
	space        string
	value        string
}

func (a attr) qualified() string { return qualified(a.prefix, a.name) }

func qualified(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + ":" + name
}

// get is the value of an attribute without a namespace, "" if there is none.
func (t token) get(name string) string { return t.getIn("", name) }

func (t token) getIn(space, name string) string {
	for _, a := range t.attrs {
		if a.space == space && a.name == name {
			return a.value
		}
	}
	return ""
}

// A scanner cuts XML 1.0 with namespaces into tokens. It refuses what is not well-formed, DOCTYPEs with declarations and whatever
// is beyond the limits; it knows no entities but those of XML itself.
//
// It is used in place of encoding/xml because that has no limits, hides prefixes and offsets, and takes much that is no XML.
type scanner struct {
	r    io.Reader
	buf  []byte // what was read and not used up
	pos  int    // of the next byte in buf
	base int    // bytes of the file before buf
	line int    // of the next byte
	done bool   // r is at its end

	open    []openElement
	scopes  []scope // in force
	first   int     // offset of the first byte behind a byte order mark
	root    bool    // the root element has begun
	doctype bool
	cdata   bool // within a CDATA section
	empty   bool // the last start tag ended in />
	bound   int  // offset that the open unit may not pass, 0 if none is open
	tags    int  // and attributes since its start
}

// An openElement is an element whose end tag has not been read.
type openElement struct {
	token      // its start tag, without attributes
	scopes int // how many are in force outside of it
}

// A scope binds a prefix to a namespace.
type scope struct{ prefix, space string }

const xmlSpace = "http://www.w3.org/XML/1998/namespace"

// newScanner reads UTF-8, also with a byte order mark.
func newScanner(r io.Reader) *scanner {
	return &scanner{r: r, line: 1, scopes: []scope{{"xml", xmlSpace}}}
}

// offset is the offset of the next byte in the file.
func (s *scanner) offset() int { return s.base + s.pos }

func at(line int, format string, args ...any) error {
	return fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...))
}

// bad is the error of what is no XML, beyond that of other things to refuse.
func (s *scanner) bad(format string, args ...any) error {
	return at(s.line, "not well-formed XML: "+format, args...)
}

func (s *scanner) beyond(format string, args ...any) error { return at(s.line, format, args...) }

// fill reads more into buf, keeping what stands at pos; io.EOF if there is no more.
func (s *scanner) fill() error {
	if s.done {
		return io.EOF
	}
	s.base += s.pos
	s.buf = s.buf[:copy(s.buf, s.buf[s.pos:])]
	s.pos = 0
	s.buf = slices.Grow(s.buf, window)
	for range 100 {
		n, err := s.r.Read(s.buf[len(s.buf) : len(s.buf)+window])
		s.buf = s.buf[:len(s.buf)+n]
		if err == io.EOF {
			s.done = true
			err = nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", s.line, err)
		}
		if n > 0 {
			return nil
		}
		if s.done {
			return io.EOF
		}
	}
	return io.ErrNoProgress
}

// begins says whether what follows begins with prefix.
func (s *scanner) begins(prefix string) (bool, error) {
	for len(s.buf)-s.pos < len(prefix) {
		if err := s.fill(); err == io.EOF {
			return false, nil
		} else if err != nil {
			return false, err
		}
	}
	return string(s.buf[s.pos:s.pos+len(prefix)]) == prefix, nil
}

// take uses up n bytes of buf and returns them until buf is filled again.
func (s *scanner) take(n int) []byte {
	b := s.buf[s.pos : s.pos+n]
	s.line += bytes.Count(b, []byte{'\n'})
	s.pos += n
	return b
}

// appendText adds a piece to a text.
func (s *scanner) appendText(b *strings.Builder, t token) error {
	if b.Len()+len(t.text) > maxText {
		return s.beyond("a text of more than %d MB", maxText>>20)
	}
	b.WriteString(t.text)
	return nil
}

// next returns the next token, io.EOF after the root element.
func (s *scanner) next() (token, error) {
	for {
		if s.bound > 0 && s.offset() > s.bound {
			return token{}, s.beyond("a unit of more than %d MB", maxUnit>>20)
		}
		if s.empty {
			s.empty = false
			return s.close(s.offset(), s.line), nil
		}
		if s.cdata {
			t, more, err := s.section()
			if err != nil || more {
				return t, err
			}
			continue
		}
		if s.pos == len(s.buf) {
			if err := s.fill(); err == io.EOF {
				return token{}, s.end()
			} else if err != nil {
				return token{}, err
			}
		}
		var t token
		var err error
		some := true
		if s.buf[s.pos] == '<' {
			t, some, err = s.markup()
		} else {
			t, some, err = s.text()
		}
		if err != nil || some {
			return t, err
		}
	}
}

// end is the error of the end of the file.
func (s *scanner) end() error {
	switch {
	case len(s.open) > 0:
		o := s.open[len(s.open)-1]
		return s.beyond("the file ends within <%s> of line %d: it is cut off", qualified(o.prefix, o.name), o.line)
	case !s.root:
		return s.bad("no element in it")
	}
	return io.EOF
}

// markup reads what begins with <; some says whether it is a token.
func (s *scanner) markup() (t token, some bool, err error) {
	for _, m := range []struct {
		begin string
		read  func() error
	}{
		{"<!--", func() error { return s.pass("<!--", "-->", "a comment") }},
		{"<?", s.instruction},
		{"<![CDATA[", s.beginSection},
		{"<!", s.document},
	} {
		is, err := s.begins(m.begin)
		if err != nil {
			return t, false, err
		}
		if is {
			return t, false, m.read()
		}
	}
	t, err = s.tag()
	return t, err == nil, err
}

// pass passes over what stands between begin and end.
func (s *scanner) pass(begin, end, what string) error {
	line := s.line
	s.take(len(begin))
	for {
		rest := s.buf[s.pos:]
		i := bytes.Index(rest, []byte(end))
		n := i
		if i < 0 {
			n = s.whole(len(rest))
		}
		if end == "-->" && bytes.Contains(rest[:min(n+1, len(rest))], []byte("--")) {
			return s.bad("-- within a comment")
		}
		if err := s.characters(rest[:n]); err != nil {
			return err
		}
		s.take(n)
		if i >= 0 {
			s.take(len(end))
			return nil
		}
		if err := s.fill(); err == io.EOF {
			return s.beyond("the file ends within %s of line %d: it is cut off", what, line)
		} else if err != nil {
			return err
		}
	}
}

// whole is how many of the n bytes at hand can be used though more may follow: no letter, end of line or closing mark is torn.
func (s *scanner) whole(n int) int {
	if s.done {
		return n
	}
	n = max(n-4, 0)
	for n > 0 && (!utf8.RuneStart(s.buf[s.pos+n]) || s.buf[s.pos+n-1] == '\r') {
		n--
	}
	return n
}

// instruction passes over a processing instruction; the XML declaration stands at the start of the file, or nowhere.
func (s *scanner) instruction() error {
	decl, err := s.begins("<?xml")
	if err != nil {
		return err
	}
	if rest := s.buf[s.pos:]; decl && len(rest) > 5 && strings.IndexByte(" \t\r\n?", rest[5]) >= 0 && s.offset() != s.first {
		return s.bad("an XML declaration that is not at the start")
	}
	return s.pass("<?", "?>", "a processing instruction")
}

func (s *scanner) beginSection() error {
	if len(s.open) == 0 {
		return s.bad("text outside of the root element")
	}
	s.take(len("<![CDATA["))
	s.cdata = true
	return nil
}

// section reads a piece of a CDATA section, or its end.
func (s *scanner) section() (t token, some bool, err error) {
	rest := s.buf[s.pos:]
	i := bytes.Index(rest, []byte("]]>"))
	n := i
	if i < 0 {
		n = s.whole(len(rest))
	}
	if n > 0 {
		t = token{kind: textToken, start: s.offset(), line: s.line}
		if err := s.characters(rest[:n]); err != nil {
			return t, false, err
		}
		t.text, t.end = newlines(string(s.take(n))), s.offset()
		return t, true, nil
	}
	if i == 0 {
		s.take(3)
		s.cdata = false
		return t, false, nil
	}
	if err := s.fill(); err == io.EOF {
		return t, false, s.end()
	} else if err != nil {
		return t, false, err
	}
	return t, false, nil
}

// document passes over a DOCTYPE that declares nothing. It is never read from elsewhere.
func (s *scanner) document() error {
	is, err := s.begins("<!DOCTYPE")
	if err != nil {
		return err
	}
	if !is || s.root || s.doctype {
		return s.bad("a <! that is no comment, CDATA section or DOCTYPE at its place")
	}
	s.doctype = true
	tag, err := s.upTo(">[")
	if err != nil {
		return err
	}
	if bytes.IndexByte(tag, '[') >= 0 {
		return s.beyond("a DOCTYPE that declares entities or more: aztm reads none; take the DOCTYPE out")
	}
	s.take(len(tag))
	return nil
}

// upTo is the tag at hand up to the first of the stops that is not quoted. It is not used up.
func (s *scanner) upTo(stops string) ([]byte, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		if s.pos+i >= len(s.buf) {
			if i > maxTag {
				return nil, s.beyond("a tag of more than %d MB", maxTag>>20)
			}
			if err := s.fill(); err == io.EOF {
				return nil, s.beyond("the file ends within a tag: it is cut off")
			} else if err != nil {
				return nil, err
			}
		}
		switch c := s.buf[s.pos+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case strings.IndexByte(stops, c) >= 0:
			return s.buf[s.pos : s.pos+i+1], nil
		case c == '<':
			return nil, s.bad("a < within a tag")
		}
	}
}

// tag reads a start tag or an end tag.
func (s *scanner) tag() (token, error) {
	raw, err := s.upTo(">")
	if err != nil {
		return token{}, err
	}
	if err := s.characters(raw); err != nil {
		return token{}, err
	}
	start, line := s.offset(), s.line
	if raw[1] == '/' {
		name := strings.TrimRight(string(raw[2:len(raw)-1]), blanks)
		if len(s.open) == 0 || s.open[len(s.open)-1].qualified() != name {
			return token{}, s.bad("</%s> closes nothing", short(name))
		}
		s.take(len(raw))
		return s.close(start, line), nil
	}
	t, err := s.startTag(string(raw[1 : len(raw)-1]))
	if err != nil {
		return t, err
	}
	if s.tags += 1 + len(t.attrs); s.bound > 0 && s.tags > maxTags {
		return t, s.beyond("a unit of more than %d tags and attributes", maxTags)
	}
	t.start, t.line = start, line
	s.take(len(raw))
	t.end = s.offset()
	return t, nil
}

// close ends the innermost element with a tag that starts at the offset start.
func (s *scanner) close(start, line int) token {
	o := s.open[len(s.open)-1]
	s.open, s.scopes = s.open[:len(s.open)-1], s.scopes[:o.scopes]
	return token{kind: endToken, name: o.name, prefix: o.prefix, space: o.space, start: start, end: s.offset(), line: line}
}

func (t token) qualified() string { return qualified(t.prefix, t.name) }

// skip passes over the rest of the element whose start tag was the last token.
func (s *scanner) skip() error {
	for depth := 1; depth > 0; {
		t, err := s.next()
		if err != nil {
			return err
		}
		switch t.kind {
		case startToken:
			depth++
		case endToken:
			depth--
		}
	}
	return nil
}

// short is the start of a text for a message.
func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}
