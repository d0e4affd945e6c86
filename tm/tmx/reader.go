// Package tmx reads and writes TMX, the exchange format of translation memories: versions
// 1.1 to 1.4b in, 1.4 out, a unit at a time, so that memory does not grow with the file.
//
// Inline codes (bpt, ept, ph, it, hi, sub, ut) are kept as Markup and given back as they
// were; Text is the segment without them. What aztm knows of a unit beyond TMX (status,
// confidence, story, document) travels in props named x-aztm-…, so that a round trip
// through a file loses nothing.
//
// The trap is encoding: TMX may be UTF-16, and one control character that XML forbids
// makes other tools drop the whole file. The reader takes UTF-16 and declared 8-bit
// charsets and names the line of what it refuses; the writer leaves such characters out
// and counts them.
package tmx

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"aztm/tm"
)

// A Reader reads the units of a TMX file.
type Reader struct {
	d        *xml.Decoder
	warnings []tm.Warning
	srclang  string
	done     bool
}

// maxUnit bounds the text of one unit, in bytes.
const maxUnit = 64 << 20

// NewReader reads the start of a TMX file up to its body.
func NewReader(r io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, err := b.Peek(4)
	if len(head) == 0 {
		if err == nil || err == io.EOF {
			return nil, errors.New("no TMX: the file is empty")
		}
		return nil, err
	}
	t := &Reader{}
	t.d = xml.NewDecoder(decoded(b, head))
	t.d.CharsetReader = charset
	return t, t.open()
}

// decoded turns UTF-16 into UTF-8 and takes a byte order mark off.
func decoded(r io.Reader, head []byte) io.Reader {
	utf16 := func(e unicode.Endianness) io.Reader {
		return transform.NewReader(r, unicode.UTF16(e, unicode.UseBOM).NewDecoder())
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{'<', 0}):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{0, '<'}):
		return utf16(unicode.BigEndian)
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		io.CopyN(io.Discard, r, 3)
	}
	return r
}

func charset(label string, in io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(label), "utf-16") { // decoded above
		return in, nil
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("unknown encoding %q: save the file as UTF-8", label)
	}
	return e.NewDecoder().Reader(in), nil
}

// open reads up to <body>.
func (t *Reader) open() error {
	root := true
	for {
		tok, err := t.d.Token()
		if err != nil {
			return t.fail(err)
		}
		if d, ok := tok.(xml.Directive); ok {
			t.d.Entity = entities(d)
			continue
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case root && e.Name.Local != "tmx":
			return fmt.Errorf("line %d: no TMX: the root element is <%s>", t.line(), e.Name.Local)
		case e.Name.Local == "header":
			t.srclang = attr(e, "srclang")
		case e.Name.Local == "body":
			return nil
		}
		root = false
	}
}

// entity matches the declaration of an internal entity of plain text: nothing in it is expanded again, so that a file
// cannot make a text grow beyond what it holds. It takes 10 ms to compile, so it is compiled when it is needed.
var entity = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<!ENTITY\s+([\pL_:][\pL\pN_:.-]*)\s+(?:"([^"&%<]{0,1000})"|'([^'&%<]{0,1000})')\s*>`)
})

// entities returns the internal entities of a DOCTYPE. External ones are never read.
func entities(doctype []byte) map[string]string {
	known := map[string]string{}
	for _, m := range entity().FindAllSubmatch(doctype, -1) {
		name := string(m[1])
		if _, ok := known[name]; !ok { // XML 1.0, 4.2: the first declaration counts
			known[name] = string(m[2]) + string(m[3])
		}
	}
	return known
}

func (t *Reader) line() int {
	n, _ := t.d.InputPos()
	return n
}

func (t *Reader) fail(err error) error {
	t.done = true
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		return fmt.Errorf("line %d: not well-formed XML: %s", s.Line, s.Msg)
	}
	if err == io.EOF {
		return fmt.Errorf("line %d: the file ends before </tmx>: it is cut off", t.line())
	}
	return fmt.Errorf("line %d: %w", t.line(), err)
}

// SourceLang is the srclang of the header, "" if it has none.
func (t *Reader) SourceLang() string { return t.srclang }

// Warnings returns what was noticed so far.
func (t *Reader) Warnings() []tm.Warning { return t.warnings }

// Next returns the next unit, io.EOF after the last, a *tm.Refused for a unit that cannot
// be used (reading goes on behind it), or the error that ends the file.
func (t *Reader) Next() (tm.Unit, error) {
	for !t.done {
		tok, err := t.d.Token()
		if err != nil {
			return tm.Unit{}, t.fail(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if e.Name.Local == "tu" {
				return t.unit(e)
			}
			if err := t.d.Skip(); err != nil {
				return tm.Unit{}, t.fail(err)
			}
		case xml.EndElement:
			if e.Name.Local == "body" {
				t.done = true
				if err := t.rest(); err != nil {
					return tm.Unit{}, err
				}
			}
		}
	}
	return tm.Unit{}, io.EOF
}

// rest reads what follows the body: only </tmx> may.
func (t *Reader) rest() error {
	for {
		tok, err := t.d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return t.fail(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			return fmt.Errorf("line %d: <%s> after the end of the body", t.line(), e.Name.Local)
		}
	}
}

func (t *Reader) unit(e xml.StartElement) (tm.Unit, error) {
	line := t.line()
	u := tm.Unit{Confidence: tm.NoConfidence}
	for _, a := range e.Attr {
		setUnitAttr(&u, a)
	}
	var refused string
	for {
		tok, err := t.d.Token()
		if err != nil {
			return u, t.fail(err)
		}
		switch e := tok.(type) {
		case xml.EndElement:
			if len(u.Variants) == 0 && refused == "" {
				refused = "it has no text in any language"
			}
			if refused != "" {
				return u, &tm.Refused{Line: line, TUID: u.TUID, Message: refused}
			}
			takeUnitProps(&u)
			return u, nil
		case xml.StartElement:
			if e.Name.Local == "tuv" {
				v, err := t.variant(e)
				if err != nil {
					return u, err
				}
				if v.Lang == "" {
					refused = "a variant without xml:lang: add the language to its tuv"
				}
				u.Variants = append(u.Variants, v)
				continue
			}
			f, err := t.field(e)
			if err != nil {
				return u, err
			}
			keep(e.Name.Local, f, &u.Notes, &u.Props)
		}
	}
}

func keep(element string, f tm.Field, notes, props *[]tm.Field) {
	switch element {
	case "note":
		*notes = append(*notes, f)
	case "prop":
		*props = append(*props, f)
	}
}

func setUnitAttr(u *tm.Unit, a xml.Attr) {
	switch a.Name.Local {
	case "tuid":
		u.TUID = a.Value
		return
	case "creationdate":
		if d, err := time.Parse(stamp, a.Value); err == nil {
			u.Created = d
			return
		}
	case "changedate":
		if d, err := time.Parse(stamp, a.Value); err == nil {
			u.Changed = d
			return
		}
	}
	u.Attrs = append(u.Attrs, tm.Field{Name: a.Name.Local, Value: a.Value})
}

// stamp is the form of a date in TMX: ISO 8601, basic, UTC.
const stamp = "20060102T150405Z"

func (t *Reader) variant(e xml.StartElement) (tm.Variant, error) {
	var v tm.Variant
	for _, a := range e.Attr {
		if a.Name.Local == "lang" {
			if v.Lang == "" || a.Name.Space == "xml" {
				v.Lang = strings.TrimSpace(a.Value)
			}
			continue
		}
		v.Attrs = append(v.Attrs, tm.Field{Name: a.Name.Local, Value: a.Value})
	}
	for {
		tok, err := t.d.Token()
		if err != nil {
			return v, t.fail(err)
		}
		switch e := tok.(type) {
		case xml.EndElement:
			takeVariantProps(&v)
			return v, nil
		case xml.StartElement:
			if e.Name.Local == "seg" {
				if v.Text, v.Markup, err = t.segment(); err != nil {
					return v, err
				}
				continue
			}
			f, err := t.field(e)
			if err != nil {
				return v, err
			}
			keep(e.Name.Local, f, &v.Notes, &v.Props)
		}
	}
}

// field reads a note or prop.
func (t *Reader) field(e xml.StartElement) (tm.Field, error) {
	var f tm.Field
	var more []string
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "type":
			f.Name = a.Value
		case "lang":
			f.Lang = a.Value
		default:
			more = append(more, fmt.Sprintf(`%s="%s"`, a.Name.Local, escapeAttr(a.Value)))
		}
	}
	f.Attrs = strings.Join(more, " ")
	var b strings.Builder
	for depth := 0; ; {
		tok, err := t.d.Token()
		if err != nil {
			return f, t.fail(err)
		}
		switch x := tok.(type) {
		case xml.CharData:
			if b.Len()+len(x) > maxUnit {
				return f, t.fail(fmt.Errorf("a <%s> of more than %d MB", e.Name.Local, maxUnit>>20))
			}
			b.Write(x)
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 {
				f.Value = b.String()
				return f, nil
			}
		}
	}
}

// segment reads a seg: its text without codes, and its inner XML if it holds any.
func (t *Reader) segment() (text, markup string, err error) {
	var plain, full strings.Builder
	var open []string
	code, coded := 0, false // depth within native code
	for {
		tok, err := t.d.Token()
		if err != nil {
			return "", "", t.fail(err)
		}
		switch x := tok.(type) {
		case xml.CharData:
			if full.Len()+len(x) > maxUnit || len(open) > 1000 {
				return "", "", t.fail(fmt.Errorf("a segment of more than %d MB or 1000 levels", maxUnit>>20))
			}
			full.WriteString(escapeText(string(x)))
			if code == 0 {
				plain.Write(x)
			}
		case xml.StartElement:
			coded = true
			open = append(open, x.Name.Local)
			if x.Name.Local != "hi" {
				code++
			}
			full.WriteString("<" + x.Name.Local)
			for _, a := range x.Attr {
				full.WriteString(fmt.Sprintf(` %s="%s"`, a.Name.Local, escapeAttr(a.Value)))
			}
			full.WriteByte('>')
		case xml.EndElement:
			if len(open) == 0 {
				if coded {
					markup = full.String()
				}
				return plain.String(), markup, nil
			}
			open = open[:len(open)-1]
			if x.Name.Local != "hi" {
				code--
			}
			full.WriteString("</" + x.Name.Local + ">")
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
