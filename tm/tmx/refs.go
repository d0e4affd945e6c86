package tmx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds of what entities are expanded to: as many bytes as the file holds and maxExpanded more; within each other.
const (
	maxExpanded = 1 << 20
	maxNested   = 20
)

// decode appends text to room with its references replaced, and in the value of an attribute white space by blanks (XML 1.0, 3.3.3).
// at is the offset from pos of the text, or of the reference to the entity that it is the text of; depth is 0 for the former.
func (s *scanner) decode(text []byte, at int, value bool, depth int) error {
	for len(text) > 0 {
		n := bytes.IndexByte(text, '&')
		if n < 0 {
			n = len(text)
		}
		s.room = append(s.room, text[:n]...)
		if value {
			blank(s.room[len(s.room)-n:])
		}
		if text = text[n:]; len(text) == 0 {
			break
		}
		ref := text[:bytes.IndexByte(text, ';')+1]
		if depth == 0 {
			at += n
		}
		if len(ref) == 0 {
			return s.stray(text, at)
		}
		if err := s.reference(ref, at, value, depth); err != nil {
			return err
		}
		if text = text[len(ref):]; depth == 0 {
			at += len(ref)
		}
	}
	return nil
}

// blank makes blanks of tabs and newlines.
func blank(b []byte) {
	for i, c := range b {
		if c == '\t' || c == '\n' {
			b[i] = ' '
		}
	}
}

// stray is the error of an & that begins no reference.
func (s *scanner) stray(text []byte, at int) error {
	return s.fail(at, "a stray & in "+shortly(string(text[:min(len(text), 20)])), "write &amp; for it")
}

// predefined are the entities that need no declaration.
var predefined = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// reference decodes ref, from & to ;, which stands at an offset from pos.
func (s *scanner) reference(ref []byte, at int, value bool, depth int) error {
	name := ref[1 : len(ref)-1]
	if text, ok := predefined[string(name)]; ok {
		s.room = append(s.room, text...)
		return nil
	}
	if len(name) > 0 && name[0] == '#' {
		r, ok := charRef(string(name[1:]))
		if !ok {
			return s.fail(at, shortly(string(ref))+" is no character that XML allows", "take it out")
		}
		s.room = utf8.AppendRune(s.room, r)
		return nil
	}
	if len(name) == 0 || nameEnd(name, 0) < len(name) {
		return s.stray(ref, at)
	}
	return s.expand(string(name), at, value, depth)
}

// expand appends the text of an entity of the DOCTYPE to room; decode says what at, value and depth are.
func (s *scanner) expand(name string, at int, value bool, depth int) error {
	s.asIs = false
	e := s.entities[name]
	if e == nil {
		return s.fail(at, "the entity &"+shortly(name)+"; is not declared", "write the character itself, or &amp;"+shortly(name)+"; if the text is about the entity")
	}
	s.expanded += len(e.text) + 1
	s.unit += len(e.text) + 1
	cause := ""
	switch {
	case e.outside:
		cause = "stands in another file, which is never read"
	case bytes.IndexByte(e.text, '<') >= 0:
		cause = "holds tags: it is not expanded"
	case depth == maxNested:
		cause = "holds itself, or others within each other"
	case s.expanded > maxExpanded+s.offset || s.unit > maxUnit:
		cause = "makes more text than the file may hold"
	}
	if cause != "" {
		return s.fail(at, "the entity &"+shortly(name)+"; "+cause, "write its text out")
	}
	if !e.met {
		e.met = true
		s.met = append(s.met, name)
	}
	return s.decode(e.text, at, value, depth+1)
}

// charRef is the character of a reference, whose number stands between &# and ;.
func charRef(number string) (rune, bool) {
	base := 10
	if hex, ok := strings.CutPrefix(number, "x"); ok {
		number, base = hex, 16
	}
	n, err := strconv.ParseUint(number, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && utf8.ValidRune(rune(n)) && !forbidden(rune(n))
}
