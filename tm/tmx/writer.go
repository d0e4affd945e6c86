package tmx

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// A Writer writes units as TMX 1.4, level 2, valid against its DTD whatever the units hold.
//
// What the DTD has no place for travels in props named x-aztm-…, so that Reader gives it back: aztm's own fields,
// attributes of other tools, and inline codes that the DTD forbids. These last stand in the seg mended, for others, and
// as they came in a prop. The props file, id, prev, next and path bind a unit to one place in OmegaT, where it would
// match nowhere else; they are renamed on the way out and get their names back on the way in.
type Writer struct {
	w       *bufio.Writer
	bare    bool
	err     error
	removed int // characters
	mended  int // segments whose codes the DTD forbids
}

// NewWriter writes the head of a file. srclang is the source language, as the variants name it; "" or "*all*" if any may be it.
func NewWriter(w io.Writer, srclang, version string) *Writer {
	t := &Writer{w: bufio.NewWriterSize(w, 64<<10)}
	if srclang == "" {
		srclang = "*all*"
	}
	t.put(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<tmx version="1.4">` + "\n" + `<header creationtool="aztm"`)
	t.attr("creationtoolversion", version)
	t.put(` segtype="sentence" o-tmf="aztm" adminlang="en"`)
	t.attr("srclang", srclang)
	t.put(` datatype="plaintext"/>` + "\n<body>\n")
	return t
}

// Bare leaves out the props that only aztm understands. It is for a file that goes to another tool.
func (t *Writer) Bare() { t.bare = true }

func (t *Writer) put(s string) {
	if t.err == nil {
		_, t.err = t.w.WriteString(s)
	}
}

// Removed counts the characters left out because XML forbids them.
func (t *Writer) Removed() int { return t.removed }

// Warnings says what could not be written as it was.
func (t *Writer) Warnings() []string {
	var out []string
	for _, w := range []struct {
		n    int
		what string
	}{
		{t.removed, "characters left out that XML forbids"},
		{t.mended, "segments whose inline codes TMX forbids: mended for other tools, kept as they were for aztm"},
	} {
		if w.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", w.n, w.what))
		}
	}
	return out
}

// Write writes one unit.
func (t *Writer) Write(u tm.Unit) error {
	if len(u.Variants) == 0 {
		return t.err // the DTD wants a variant
	}
	t.put("<tu")
	if u.TUID != "" {
		t.attr("tuid", u.TUID)
	}
	taken := []string{"tuid"}
	if !u.Created.IsZero() {
		t.put(` creationdate="` + u.Created.UTC().Format(stamp) + `"`)
		taken = append(taken, "creationdate")
	}
	if !u.Changed.IsZero() {
		t.put(` changedate="` + u.Changed.UTC().Format(stamp) + `"`)
		taken = append(taken, "changedate")
	}
	strange := t.attrs(u.Attrs, "tu", taken...)
	t.put(">\n")
	own := slices.Concat(unitProps(u), strange, t.notes(u.Notes), t.props(u.Props, boundName))
	if !t.bare {
		t.props(own, nil)
	}
	for _, v := range u.Variants {
		t.variant(v)
	}
	t.put("</tu>\n")
	return t.err
}

func (t *Writer) variant(v tm.Variant) {
	t.put("<tuv")
	t.attr("xml:lang", v.Lang)
	strange := t.attrs(v.Attrs, "tuv", "xml:lang", "lang")
	t.put(">")
	own := slices.Concat(variantProps(v), strange, t.notes(v.Notes), t.props(v.Props, nil))
	segment, same := t.segment(v)
	if !t.bare {
		if !same {
			own = append(own, tm.Field{Name: ownProp + "markup", Value: v.Markup})
		}
		t.props(own, nil)
	}
	t.put("<seg>")
	t.put(segment)
	t.put("</seg></tuv>\n")
}

// segment is the content of a seg; same says whether the codes stand in it as they came.
func (t *Writer) segment(v tm.Variant) (content string, same bool) {
	if v.Markup == "" {
		return escapeText(t.clean(v.Text)), true
	}
	markup := t.clean(v.Markup)
	content, same, err := fit(markup)
	if err != nil {
		content, same = escapeText(t.clean(v.Text)), false
	}
	if !same {
		t.mended++
	}
	return content, same
}

func (t *Writer) attr(name, value string) {
	t.put(" ")
	t.put(name)
	t.put(`="`)
	t.put(escapeAttr(t.clean(value)))
	t.put(`"`)
}

// attrs writes the attributes that the element may have and that are not taken, and returns the others as props of aztm.
func (t *Writer) attrs(fs []tm.Field, name string, taken ...string) (strange []tm.Field) {
	e := current.elements[name]
	for _, f := range fs {
		if _, known := e.attrs[f.Name]; !known || slices.Contains(taken, f.Name) || f.Name == "segtype" && !slices.Contains(segtypes, f.Value) {
			strange = append(strange, tm.Field{Name: ownProp + "attribute-" + f.Name, Value: f.Value})
			continue
		}
		taken = append(taken, f.Name)
		t.attr(f.Name, f.Value)
	}
	return strange
}

// notes writes notes and returns a prop of aztm for each with attributes that are not allowed.
func (t *Writer) notes(fs []tm.Field) (strange []tm.Field) {
	for n, f := range fs {
		t.put("<note")
		if t.field(f, "note") {
			strange = append(strange, lostAttrs("note", n, f))
		}
	}
	return strange
}

// props writes props and returns what notes does; rename, if not nil, gives them other names.
func (t *Writer) props(fs []tm.Field, rename func(string) string) (strange []tm.Field) {
	for n, f := range fs {
		name := f.Name
		if rename != nil {
			name = rename(name)
		}
		if t.bare && strings.HasPrefix(name, ownProp) {
			continue
		}
		t.put("<prop")
		t.attr("type", name)
		if t.field(f, "prop") {
			strange = append(strange, lostAttrs("prop", n, f))
		}
	}
	return strange
}

// field writes the rest of a note or prop; lost says whether it has attributes that are not allowed.
func (t *Writer) field(f tm.Field, element string) (lost bool) {
	if f.Lang != "" {
		t.attr("xml:lang", f.Lang)
	}
	if f.Attrs != "" {
		list, err := attributes(t.clean(f.Attrs))
		lost = err != nil || len(list) != 1 || list[0].name != "o-encoding"
		if !lost {
			t.put(" o-encoding=" + list[0].quoted)
		}
	}
	t.put(">")
	t.put(escapeText(t.clean(f.Value)))
	t.put("</")
	t.put(element)
	t.put(">\n")
	return lost
}

// Close writes the end of the file and flushes it; the underlying writer stays open.
func (t *Writer) Close() error {
	t.put("</body>\n</tmx>\n")
	if t.err != nil {
		return t.err
	}
	return t.w.Flush()
}

// clean leaves out the characters that XML 1.0 forbids and counts them.
func (t *Writer) clean(s string) string {
	if clean(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			t.removed++
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// clean says whether s is valid UTF-8 without characters that XML forbids.
func clean(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r', c == 0xef && (strings.HasPrefix(s[i:], "\uffff") || strings.HasPrefix(s[i:], "\ufffe")):
			return false
		}
	}
	return utf8.ValidString(s)
}

func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

func escapeText(s string) string {
	if !strings.ContainsAny(s, "&<>\r") {
		return s
	}
	return textEscaper.Replace(s)
}

func escapeAttr(s string) string {
	if !strings.ContainsAny(s, "&<>\"\t\n\r") {
		return s
	}
	return attrEscaper.Replace(s)
}
