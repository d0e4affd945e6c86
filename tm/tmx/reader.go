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
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"aztm/tm"
)

// maxParts bounds the variants, notes and props of a unit, all together.
const maxParts = 10_000

// A Reader reads the units of a TMX file.
type Reader struct {
	s       *scanner
	dtd     dtd
	srclang string
	inBody  bool
	err     error // of the file, io.EOF at its end

	line   int    // of the last unit
	tuid   string // of the unit that is being read, at most 200 characters
	parts  int    // of it
	usual  int    // variants of the unit before
	inSeg  bool
	plain  []byte            // of the seg, note or prop
	markup []byte            // of the seg
	known  map[string]string // names that come again and again

	warnings []tm.Warning
	alike    map[string]int // how often a warning came
	untold   int            // warnings that are not kept
}

// NewReader reads the start of a TMX file up to its body.
func NewReader(r io.Reader) (*Reader, error) {
	in, warning, err := decoded(r)
	if err != nil {
		return nil, err
	}
	t := &Reader{s: newScanner(in), dtd: current, known: map[string]string{}, alike: map[string]int{}}
	if warning != "" {
		t.warnAt(1, warning)
	}
	if err := t.openRoot(); err != nil {
		return nil, err
	}
	return t, t.openBody()
}

// openRoot reads up to <tmx> and finds the rules of its version.
func (t *Reader) openRoot() error {
	if _, err := t.s.next(); err != nil {
		return err
	}
	s := t.s
	if root := string(s.name); root != "tmx" {
		e := &Error{Line: s.at, Cause: "no TMX: the root element is <" + short(root) + ">"}
		switch strings.ToLower(root) {
		case "tmx":
			e.Mend = "the names of TMX are written in small letters"
		case "xliff":
			e.Mend = "it is an XLIFF file"
		case "html":
			e.Mend = "it is a web page: look into it, it may say why"
		default:
			e.Mend = "export the memory as TMX"
		}
		return e
	}
	if s.doctype != "" && s.doctype != "tmx" {
		t.warn("the DOCTYPE names <%s>, but the root element is <tmx>: mend it, or leave it out", s.doctype)
	}
	if v := t.attr("version"); slices.Contains(versions, v) {
		t.dtd = newDTD(v)
	}
	t.checkTag()
	return nil
}

// openBody reads up to <body>.
func (t *Reader) openBody() error {
	headed := false
	for {
		k, err := t.next()
		switch {
		case err != nil:
			return err
		case k == endTag:
			t.warn("<tmx> without <body>: it holds no units")
			return nil
		case k != startTag:
			continue
		}
		switch string(t.s.name) {
		case "header":
			headed = true
			t.srclang = t.attr("srclang")
			err = t.header()
		case "body":
			if !headed {
				t.warn("no <header> before <body>: other tools may refuse the file")
			}
			t.inBody = true
			return nil
		default:
			err = t.skip()
		}
		if err != nil {
			return err
		}
	}
}

// header reads over the header; its start was read.
func (t *Reader) header() error {
	for depth := 1; depth > 0; {
		switch k, err := t.next(); {
		case err != nil:
			return err
		case k == startTag && t.dtd.elements[string(t.s.name)] == nil:
			if err := t.skip(); err != nil {
				return err
			}
		case k == startTag:
			depth++
		case k == endTag:
			depth--
		}
	}
	return nil
}

// SourceLang is the srclang of the header, "" if it has none.
func (t *Reader) SourceLang() string { return t.srclang }

// Line is the line on which the unit that Next returned last begins, 1-based.
func (t *Reader) Line() int { return t.line }

// Warnings returns what was noticed so far. Of many warnings alike it holds the first; how many more there were is said at the end
// of the file.
func (t *Reader) Warnings() []tm.Warning { return t.warnings }

// Next returns the next unit, io.EOF after the last, a *tm.Refused for a unit that cannot be used (what was read of it comes with
// the error, and reading goes on behind it), or the *Error that ends the file.
func (t *Reader) Next() (tm.Unit, error) {
	t.tuid = ""
	for t.err == nil {
		switch k, err := t.token(); {
		case err != nil:
		case k == startTag && string(t.s.name) == "tu":
			t.tuid = cut(t.attr("tuid"), 200)
			t.checkTag()
			return t.unit()
		case k == startTag:
			t.checkTag()
			t.enter()
		case k == charData:
			t.checkText()
		case k == endTag:
			t.inBody = false
		case k == endOfFile:
			t.end(io.EOF)
		}
	}
	return tm.Unit{}, t.err
}

// enter is the start of an element outside the units.
func (t *Reader) enter() {
	if string(t.s.name) == "body" && !t.inBody {
		t.warn("a second <body>: its units are read too")
		t.inBody = true
		return
	}
	t.skip() // an error ends the file: Next sees it
}

// next is the next token; it warns of tags and texts that TMX does not allow where they stand.
func (t *Reader) next() (token, error) {
	k, err := t.token()
	switch k {
	case startTag:
		t.checkTag()
	case charData:
		t.checkText()
	}
	return k, err
}

// token is the next token, unchecked. An error ends the file.
func (t *Reader) token() (token, error) {
	k, err := t.s.next()
	for _, name := range t.s.met {
		t.warn("the entity &%s; is expanded: other tools may drop it; write its text out", name)
	}
	t.s.met = t.s.met[:0]
	if err == nil {
		return k, nil
	}
	var e *Error
	if errors.As(err, &e) {
		e.TUID = t.tuid
	}
	return k, t.end(err)
}

// end ends the file.
func (t *Reader) end(err error) error {
	t.err = err
	t.sumWarnings()
	return err
}

// skip passes over an element whose start was read.
func (t *Reader) skip() error {
	for depth := 1; depth > 0; {
		switch k, err := t.token(); {
		case err != nil:
			return err
		case k == startTag:
			depth++
		case k == endTag:
			depth--
		}
	}
	return nil
}

// unit reads a unit whose start was read.
func (t *Reader) unit() (tm.Unit, error) {
	t.s.unit, t.parts = 0, 0
	t.line = t.s.at
	u := tm.Unit{Confidence: tm.NoConfidence, Variants: make([]tm.Variant, 0, min(t.usual, 8))}
	for _, a := range t.s.attrs {
		setUnitAttr(&u, tm.Field{Name: t.name(a.name), Value: string(a.value)})
	}
	var refused string
	for {
		k, err := t.next()
		switch {
		case err != nil:
			return u, err
		case k == endTag && t.parts == 0:
			t.warn("<tu> without <tuv>: it holds nothing")
			fallthrough
		case k == endTag:
			return t.whole(u, refused)
		case k != startTag:
			continue
		}
		switch string(t.s.name) {
		case "tuv":
			v, found, err := t.variant()
			switch {
			case err != nil:
				return u, err
			case found:
				u.Variants = append(u.Variants, v)
			default:
				refused = "a variant without xml:lang: add the language to its tuv"
			}
		case "note", "prop":
			if len(u.Variants) > 0 {
				t.warn("<%s> after <tuv>: TMX wants it before", t.s.name)
			}
			err = t.field(&u.Notes, &u.Props)
		default:
			err = t.skip()
		}
		if err != nil {
			return u, err
		}
	}
}

// whole ends a unit.
func (t *Reader) whole(u tm.Unit, refused string) (tm.Unit, error) {
	if refused != "" {
		return u, &tm.Refused{Line: t.line, TUID: t.tuid, Message: refused}
	}
	takeUnitProps(&u)
	t.usual = len(u.Variants)
	return u, nil
}

func setUnitAttr(u *tm.Unit, f tm.Field) {
	var err error
	switch f.Name {
	case "tuid":
		u.TUID = f.Value
	case "creationdate":
		u.Created, err = time.Parse(stamp, f.Value)
	case "changedate":
		u.Changed, err = time.Parse(stamp, f.Value)
	default:
		u.Attrs = append(u.Attrs, f)
	}
	if err != nil { // as it came
		u.Attrs = append(u.Attrs, f)
	}
}

// part counts a variant, note or prop of the unit.
func (t *Reader) part() error {
	if t.parts++; t.parts <= maxParts {
		return nil
	}
	return t.end(&Error{Line: t.s.at, TUID: t.tuid, Cause: fmt.Sprintf("more than %d variants, notes and props in a unit", maxParts), Mend: "part it, or export the file again"})
}

// variant reads a variant whose start was read; found says whether it names a language, be it "".
func (t *Reader) variant() (v tm.Variant, found bool, err error) {
	if err := t.part(); err != nil {
		return v, false, err
	}
	name := t.langAttr()
	for _, a := range t.s.attrs {
		switch string(a.name) {
		case name:
			v.Lang, found = t.name(bytes.TrimSpace(a.value)), true
		default:
			v.Attrs = append(v.Attrs, tm.Field{Name: t.name(a.name), Value: string(a.value)})
		}
	}
	read := false // its seg
	for {
		k, err := t.next()
		switch {
		case err != nil:
			return v, found, err
		case k == endTag:
			if !read {
				t.warn("<tuv> without <seg>: it has no text")
			}
			takeVariantProps(&v)
			return v, found, nil
		case k != startTag:
			continue
		}
		switch string(t.s.name) {
		case "seg":
			if read {
				t.warn("a second <seg> in <tuv>: it is passed over")
				err = t.skip()
				break
			}
			read = true
			v.Text, v.Markup, err = t.segment()
		case "note", "prop":
			if read {
				t.warn("<%s> after <seg>: TMX wants it before", t.s.name)
			}
			err = t.field(&v.Notes, &v.Props)
		default:
			err = t.skip()
		}
		if err != nil {
			return v, found, err
		}
	}
}

// langAttr is the attribute of the last tag that names its language: lang, unless xml:lang stands beside it.
func (t *Reader) langAttr() string {
	if t.has("xml:lang") {
		return "xml:lang"
	}
	return "lang"
}

// field reads a note or prop whose start was read.
func (t *Reader) field(notes, props *[]tm.Field) error {
	if err := t.part(); err != nil {
		return err
	}
	list := notes
	if string(t.s.name) == "prop" {
		list = props
	}
	var f tm.Field
	var more []string
	lang := t.langAttr()
	for _, a := range t.s.attrs {
		switch string(a.name) {
		case "type":
			f.Name = t.name(a.value)
		case lang:
			f.Lang = t.name(a.value)
		default:
			more = append(more, fmt.Sprintf(`%s="%s"`, a.name, escapeAttr(string(a.value))))
		}
	}
	f.Attrs = strings.Join(more, " ")
	t.plain = t.plain[:0]
	for depth := 1; depth > 0; {
		switch k, err := t.next(); {
		case err != nil:
			return err
		case k == startTag:
			depth++
		case k == endTag:
			depth--
		default:
			t.plain = append(t.plain, t.s.text...)
		}
	}
	f.Value = string(t.plain)
	*list = append(*list, f)
	return nil
}

// segment reads a seg whose start was read: its text without codes, and its inner XML if it holds any.
func (t *Reader) segment() (text, markup string, err error) {
	t.plain, t.markup = t.plain[:0], t.markup[:0]
	t.inSeg = true
	defer func() { t.inSeg = false }()
	coded, code := false, 0 // depth within native code
	for depth := 1; depth > 0; {
		k, err := t.next()
		if err != nil {
			return "", "", err
		}
		switch k {
		case startTag:
			coded = true
			depth++
			if string(t.s.name) != "hi" {
				code++
			}
		case endTag:
			if depth--; depth == 0 {
				continue
			}
			if string(t.s.name) != "hi" {
				code--
			}
		default:
			if code == 0 {
				t.plain = append(t.plain, t.s.text...)
			}
		}
		t.markup = t.s.appendXML(t.markup, k)
	}
	if coded {
		markup = string(t.markup)
	}
	return string(t.plain), markup, nil
}

// name is b as a string; of names that come again there is only one.
func (t *Reader) name(b []byte) string {
	s, known := t.known[string(b)]
	if !known {
		s = string(b)
		if len(t.known) < 1000 && len(s) < 100 {
			t.known[s] = s
		}
	}
	return s
}

// has says whether the last tag has an attribute.
func (t *Reader) has(name string) bool {
	return slices.ContainsFunc(t.s.attrs, func(a attr) bool { return string(a.name) == name })
}

// attr is the value of an attribute of the last tag, "" if it has none of that name.
func (t *Reader) attr(name string) string {
	for _, a := range t.s.attrs {
		if string(a.name) == name {
			return string(a.value)
		}
	}
	return ""
}
