package xliff

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

const blanks = " \t\r\n"

// startTag reads what stands between the < and > of a start tag, and opens the element.
func (s *scanner) startTag(tag string) (token, error) {
	t := token{kind: startToken}
	if len(s.open) == 0 && s.root {
		return t, s.bad("a second root element")
	}
	if len(s.open) >= maxDepth {
		return t, s.beyond("elements nested deeper than %d", maxDepth)
	}
	tag, t.empty = strings.CutSuffix(tag, "/")
	name, rest := tag, ""
	if i := strings.IndexAny(tag, blanks); i >= 0 {
		name, rest = tag[:i], tag[i:]
	}
	var ok bool
	if t.prefix, t.name, ok = cutName(name); !ok {
		return t, s.bad("<%s> is no element", short(name))
	}
	var err error
	if t.attrs, err = s.attributes(rest); err != nil {
		return t, err
	}
	outside := len(s.scopes)
	if err := s.resolve(&t); err != nil {
		return t, err
	}
	s.root, s.empty = true, t.empty
	s.open = append(s.open, openElement{token{name: t.name, prefix: t.prefix, space: t.space, line: s.line}, outside})
	return t, nil
}

// attributes reads the attributes of a tag; each must stand behind white space.
func (s *scanner) attributes(rest string) ([]attr, error) {
	var list []attr
	for {
		t := strings.TrimLeft(rest, blanks)
		if t == "" {
			return list, nil
		}
		name, value, ok := strings.Cut(t, "=")
		name, value = strings.TrimRight(name, blanks), strings.TrimLeft(value, blanks)
		if !ok || len(t) == len(rest) || value == "" || value[0] != '"' && value[0] != '\'' {
			return nil, s.bad("attributes that are none: %s", short(t))
		}
		end := strings.IndexByte(value[1:], value[0]) + 1
		if end == 0 {
			return nil, s.bad("an attribute that is not closed: %s", short(t))
		}
		a := attr{}
		if a.prefix, a.name, ok = cutName(name); !ok {
			return nil, s.bad("%s is no name of an attribute", short(name))
		}
		var err error
		if a.value, err = s.value(value[1:end]); err != nil {
			return nil, err
		}
		if list = append(list, a); len(list) > maxAttrs {
			return nil, s.beyond("an element with more than %d attributes", maxAttrs)
		}
		rest = value[end+1:]
	}
}

// value decodes the value of an attribute.
func (s *scanner) value(raw string) (string, error) {
	if strings.IndexByte(raw, '<') >= 0 {
		return "", s.bad("a < within an attribute")
	}
	if strings.ContainsAny(raw, "\t\r\n") {
		raw = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\t", " ").Replace(raw)
	}
	var b strings.Builder
	for {
		text, rest, found := strings.Cut(raw, "&")
		if !found && b.Len() == 0 {
			return raw, nil
		}
		b.WriteString(text)
		if !found {
			return b.String(), nil
		}
		name, after, _ := strings.Cut(rest, ";")
		r, err := s.reference(name, len(name) < len(rest))
		if err != nil {
			return "", err
		}
		b.WriteRune(r)
		raw = after
	}
}

// resolve finds the namespaces of an element and its attributes, after opening the scopes that it declares.
func (s *scanner) resolve(t *token) error {
	for _, a := range t.attrs {
		switch {
		case a.prefix == "xmlns":
			if a.value == "" || a.name == "xmlns" || (a.name == "xml") != (a.value == xmlSpace) {
				return s.bad("a namespace that may not be declared: %s", short(a.qualified()))
			}
			s.scopes = append(s.scopes, scope{a.name, a.value})
		case a.prefix == "" && a.name == "xmlns":
			s.scopes = append(s.scopes, scope{"", a.value})
		}
	}
	if len(s.scopes) > maxAttrs {
		return s.beyond("more than %d namespaces", maxAttrs)
	}
	var ok bool
	if t.space, ok = s.spaceOf(t.prefix); !ok && t.prefix != "" {
		return s.undeclared(t.prefix)
	}
	seen := make(map[scope]bool, len(t.attrs))
	for i := range t.attrs {
		a := &t.attrs[i]
		switch a.prefix {
		case "": // an attribute without a prefix has no namespace
		case "xmlns":
			a.space = "xmlns"
		default:
			if a.space, ok = s.spaceOf(a.prefix); !ok {
				return s.undeclared(a.prefix)
			}
		}
		key := scope{a.name, a.space}
		if seen[key] {
			return s.bad("the attribute %s stands twice", short(a.qualified()))
		}
		seen[key] = true
	}
	return nil
}

func (s *scanner) undeclared(prefix string) error {
	return s.bad("the prefix %s is not declared: add xmlns:%s to the root element", short(prefix), short(prefix))
}

// spaceOf is the namespace that a prefix is bound to.
func (s *scanner) spaceOf(prefix string) (string, bool) {
	for i := len(s.scopes) - 1; i >= 0; i-- {
		if s.scopes[i].prefix == prefix {
			return s.scopes[i].space, true
		}
	}
	return "", false
}

// text reads a piece of text up to the next tag, or one reference.
func (s *scanner) text() (t token, some bool, err error) {
	t = token{kind: textToken, start: s.offset(), line: s.line}
	if s.buf[s.pos] == '&' {
		t.text, err = s.oneReference()
	} else {
		t.text, err = s.characterData()
	}
	t.end = s.offset()
	if text, mark := strings.CutPrefix(t.text, "\ufeff"); mark && t.start == 0 {
		t.text, s.first = text, len("\ufeff")
	}
	if err == nil && len(s.open) == 0 && strings.Trim(t.text, blanks) != "" {
		return t, false, s.bad("text outside of the root element")
	}
	return t, err == nil && len(s.open) > 0 && t.text != "", err
}

func (s *scanner) characterData() (string, error) {
	raw := s.buf[s.pos:]
	if i := bytes.IndexAny(raw, "<&"); i >= 0 {
		raw = raw[:i]
	}
	if bytes.Contains(raw, []byte("]]>")) {
		return "", s.bad("]]> within a text")
	}
	n := len(raw)
	if s.pos+n == len(s.buf) {
		n = s.whole(n)
	}
	if n == 0 {
		if err := s.fill(); err != nil && err != io.EOF {
			return "", err
		}
		return "", nil
	}
	raw = raw[:n]
	if err := s.characters(raw); err != nil {
		return "", err
	}
	return newlines(string(s.take(n))), nil
}

// oneReference reads what begins with &.
func (s *scanner) oneReference() (string, error) {
	const longest = len("&#x10ffff;")
	for len(s.buf)-s.pos < longest && bytes.IndexByte(s.buf[s.pos:], ';') < 0 && s.fill() == nil {
	}
	rest := s.buf[s.pos+1:]
	i := bytes.IndexByte(rest[:min(len(rest), 2*longest)], ';')
	if i < 0 {
		i = min(len(rest), longest)
		if j := bytes.IndexAny(rest[:i], blanks+"<&"); j >= 0 {
			i = j
		}
		_, err := s.reference(strings.ToValidUTF8(string(rest[:i]), ""), false)
		return "", err
	}
	r, err := s.reference(string(rest[:i]), true)
	if err != nil {
		return "", err
	}
	s.take(i + 2)
	return string(r), nil
}

// reference is the character that a reference stands for; closed says whether a ; ends it.
func (s *scanner) reference(name string, closed bool) (rune, error) {
	switch {
	case !closed:
		return 0, s.bad("a stray &: write &amp; (&%s)", short(name))
	case name == "amp":
		return '&', nil
	case name == "lt":
		return '<', nil
	case name == "gt":
		return '>', nil
	case name == "quot":
		return '"', nil
	case name == "apos":
		return '\'', nil
	}
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		return 0, s.bad("the entity &%s; is not known: write the character itself", short(name))
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if r := rune(n); err == nil && digits[0] != '+' && n <= utf8.MaxRune && utf8.ValidRune(r) && !forbidden(r) {
		return r, nil
	}
	return 0, s.bad("&%s; is no character that XML allows", short(name))
}

// characters refuses what is no text in XML.
func (s *scanner) characters(b []byte) error {
	for i, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0xef && (bytes.HasPrefix(b[i:], []byte("\uffff")) || bytes.HasPrefix(b[i:], []byte("\ufffe"))) {
			r, _ := utf8.DecodeRune(b[i:])
			return at(s.line+bytes.Count(b[:i], []byte{'\n'}), "not well-formed XML: the character U+%04X, which XML forbids: take it out", r)
		}
	}
	if utf8.Valid(b) {
		return nil
	}
	n := 0
	for len(b[n:]) > 0 {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return at(s.line+bytes.Count(b[:n], []byte{'\n'}), "not well-formed XML: the byte 0x%02X is no UTF-8: the file is in another encoding than it says", b[n])
}

// newlines turns the ends of lines into \n, as XML wants.
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// cutName parts a name from its prefix, and says whether it is a name. Beyond ASCII all is taken for letters.
func cutName(s string) (prefix, local string, ok bool) {
	prefix, local, colon := strings.Cut(s, ":")
	if !colon {
		return "", s, isName(s)
	}
	return prefix, local, isName(prefix) && isName(local)
}

// isName says whether s is a name without a colon.
func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

// isToken says whether s is an NMTOKEN.
func isToken(s string) bool { return s != "" && isName("a"+strings.ReplaceAll(s, ":", "-")) }

// forbidden says whether XML 1.0 forbids a character.
func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}
