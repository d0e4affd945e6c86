package tmx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxEntities bounds the entities that a DOCTYPE declares.
const maxEntities = 5000

// An entity is what a DOCTYPE declares by <!ENTITY name "text">.
type entity struct {
	text    []byte // with the references to characters replaced
	outside bool   // the text stands in another file, which is never read
	met     bool   // it was expanded
}

// A doctypeReader reads a document type declaration (XML 1.0, 2.8): the entities in it, and over the rest. Nothing is fetched.
type doctypeReader struct {
	s        *scanner
	b        []byte
	i        int // read so far
	entities map[string]*entity
}

// readDoctype reads the DOCTYPE at the start of b and returns its length.
func (s *scanner) readDoctype(b []byte) (int, error) {
	d := &doctypeReader{s, b, len("<!DOCTYPE"), map[string]*entity{}}
	name, err := d.name()
	if err == nil {
		err = d.external()
	}
	if err == nil && d.peek() == '[' {
		d.i++
		err = d.subset()
	}
	if err == nil {
		err = d.expect('>')
	}
	if err != nil {
		return 0, err
	}
	s.doctype, s.entities = name, d.entities
	return d.i, nil
}

func (d *doctypeReader) damaged() error {
	return d.s.fail(min(d.i, len(d.b)), "the DOCTYPE is damaged", `write it as <!DOCTYPE tmx SYSTEM "tmx14.dtd">, or leave it out`)
}

// peek is the next byte that is not white space, 0 at the end of what was read.
func (d *doctypeReader) peek() byte {
	if d.i = blanksEnd(d.b, d.i); d.i == len(d.b) {
		return 0
	}
	return d.b[d.i]
}

func (d *doctypeReader) expect(c byte) error {
	switch d.peek() {
	case c:
		d.i++
		return nil
	case 0:
		return errShort
	}
	return d.damaged()
}

// parted says whether white space stands before the next byte.
func (d *doctypeReader) parted() bool { return blanksEnd(d.b, d.i-1) == d.i }

// name reads a name that stands behind white space.
func (d *doctypeReader) name() (string, error) {
	d.peek()
	end := nameEnd(d.b, d.i)
	switch {
	case end == len(d.b):
		return "", errShort
	case end == d.i || !d.parted():
		return "", d.damaged()
	}
	name := string(d.b[d.i:end])
	d.i = end
	return name, nil
}

// word reads a keyword, if it is the next.
func (d *doctypeReader) word(w string) bool {
	if d.peek() == w[0] && bytes.HasPrefix(d.b[d.i:], []byte(w)) {
		d.i += len(w)
		return true
	}
	return false
}

// external reads where a DTD or an entity stands, if that is said.
func (d *doctypeReader) external() error {
	if public := d.word("PUBLIC"); public {
		if _, err := d.quoted(); err != nil {
			return err
		}
	} else if !d.word("SYSTEM") {
		return nil
	}
	_, err := d.quoted()
	return err
}

// quoted reads a text in quotation marks, behind white space.
func (d *doctypeReader) quoted() (string, error) {
	quote := d.peek()
	switch {
	case quote == 0:
		return "", errShort
	case !d.parted() || quote != '"' && quote != '\'':
		return "", d.damaged()
	}
	n := bytes.IndexByte(d.b[d.i+1:], quote)
	if n < 0 {
		return "", errShort
	}
	text := string(d.b[d.i+1 : d.i+1+n])
	d.i += n + 2
	return text, nil
}

// subset reads the declarations between [ and ].
func (d *doctypeReader) subset() error {
	for {
		var err error
		switch c := d.peek(); {
		case c == 0:
			return errShort
		case c == ']':
			d.i++
			return nil
		case c == '%':
			return d.parameter()
		case d.starts("<!--"):
			err = d.over(d.s.comment(d.b[d.i:]))
		case d.starts("<?"):
			err = d.over(d.s.instruction(d.b[d.i:], false))
		case d.word("<!ENTITY"):
			err = d.entity()
		case d.word("<!ELEMENT"), d.word("<!ATTLIST"), d.word("<!NOTATION"):
			err = d.declaration()
		case len(d.b)-d.i < len("<!NOTATION"):
			return errShort
		default:
			return d.damaged()
		}
		if err != nil {
			return err
		}
	}
}

func (d *doctypeReader) parameter() error {
	return d.s.fail(d.i, "a reference to a parameter entity in the DOCTYPE: such are not expanded", "write the declarations out, or leave the DOCTYPE out")
}

func (d *doctypeReader) starts(with string) bool { return bytes.HasPrefix(d.b[d.i:], []byte(with)) }

// over passes over n bytes, or says where in the DOCTYPE an error is.
func (d *doctypeReader) over(n int, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.Line += bytes.Count(d.b[:d.i], []byte("\n"))
	}
	d.i += n
	return err
}

// declaration passes over a declaration that says nothing of entities.
func (d *doctypeReader) declaration() error {
	for d.i < len(d.b) {
		switch c := d.b[d.i]; c {
		case '>':
			d.i++
			return nil
		case '<':
			return d.damaged()
		case '%':
			return d.parameter()
		case '"', '\'':
			n := bytes.IndexByte(d.b[d.i+1:], c)
			if n < 0 {
				return errShort
			}
			d.i += n + 1
		}
		d.i++
	}
	return errShort
}

// entity reads the declaration of an entity.
func (d *doctypeReader) entity() error {
	parameter := d.peek() == '%' && d.parted()
	if parameter {
		d.i++
	}
	name, err := d.name()
	if err != nil {
		return err
	}
	e := &entity{}
	switch d.peek() {
	case 0:
		return errShort
	case '"', '\'':
		e.text, err = d.entityText()
	default:
		e.outside = true
		err = d.outside()
	}
	if err == nil {
		err = d.expect('>')
	}
	if err != nil || parameter {
		return err
	}
	if _, known := d.entities[name]; !known { // XML 1.0, 4.2: the first declaration counts
		d.entities[name] = e
	}
	if len(d.entities) > maxEntities {
		return d.s.fail(d.i, fmt.Sprintf("a DOCTYPE with more than %d entities", maxEntities), "leave out those that are not used")
	}
	return nil
}

// outside reads where an entity stands that is not in the file.
func (d *doctypeReader) outside() error {
	if !d.starts("SYSTEM") && !d.starts("PUBLIC") {
		if len(d.b)-d.i < len("SYSTEM") {
			return errShort
		}
		return d.damaged()
	}
	err := d.external()
	if err == nil && d.word("NDATA") {
		_, err = d.name()
	}
	return err
}

// entityText reads the text of an entity and replaces the references to characters in it (XML 1.0, 4.5).
func (d *doctypeReader) entityText() ([]byte, error) {
	at := d.i
	text, err := d.quoted()
	if err != nil {
		return nil, err
	}
	if strings.Contains(text, "%") {
		return nil, d.s.fail(at, "a % in the text of an entity", "write &#37; for it")
	}
	var out []byte
	for {
		plain, rest, found := strings.Cut(text, "&#")
		out = append(out, plain...)
		if !found {
			return out, nil
		}
		number, after, _ := strings.Cut(rest, ";")
		r, ok := charRef(number)
		if !ok {
			return nil, d.s.fail(at, "&#"+shortly(number)+"; is no character that XML allows", "take it out")
		}
		out, text = utf8.AppendRune(out, r), after
	}
}
