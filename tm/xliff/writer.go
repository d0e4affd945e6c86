package xliff

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"aztm/tm"
)

// A Version is a version of XLIFF to write.
type Version string

const (
	V12 Version = "1.2" // what most tools read
	V21 Version = "2.1"
)

// Namespaces.
const (
	space12  = "urn:oasis:names:tc:xliff:document:1.2"
	space20  = "urn:oasis:names:tc:xliff:document:2.0" // also of 2.1
	metadata = "urn:oasis:names:tc:xliff:metadata:2.0"
)

// A Writer writes units as XLIFF of one source and one target language, valid against its schema whatever the units hold.
// A unit with several texts in a language is written once for each pair of them; one that lacks a language is left out.
//
// What XLIFF has no place for (ids that travel, dates, props, documents) is written into a context or meta of type x-aztm, so that
// Reader gives it back.
type Writer struct {
	w              *bufio.Writer
	two            bool
	source, target string    // as the file says them
	bases          [2]string // of the same
	bare           bool
	err            error
	units          int
	removed        int // characters
	lacking        int // units without a text in one of the languages
}

// NewWriter writes the head of a file. source and target are the languages, as the variants name them; program is the version of aztm.
func NewWriter(w io.Writer, v Version, source, target, program string) *Writer {
	x := &Writer{w: bufio.NewWriterSize(w, window), two: v == V21, source: language(source), target: language(target),
		bases: [2]string{tm.Base(source), tm.Base(target)}}
	x.put(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if x.two {
		x.tag("xliff", "xmlns", space20, "version", string(V21), "srcLang", x.source, "trgLang", x.target)
		x.put("\n")
		x.tag("file", "id", "f1", "original", ownFile, "xml:space", "preserve")
		x.put("\n")
		return x
	}
	x.tag("xliff", "xmlns", space12, "version", string(V12))
	x.put("\n")
	x.tag("file", "original", ownFile, "source-language", x.source, "target-language", x.target, "datatype", "plaintext", "tool-id", "aztm")
	x.put("\n<header>")
	x.tag("tool", "tool-id", "aztm", "tool-name", "aztm", "tool-version", program)
	x.put("</tool></header>\n<body>\n")
	return x
}

// Bare leaves out what only aztm understands. It is for a file that goes to another tool.
func (x *Writer) Bare() { x.bare = true }

// Warnings says what could not be written as it was.
func (x *Writer) Warnings() []string {
	var out []string
	if x.removed > 0 {
		out = append(out, fmt.Sprintf("%d characters left out that XML forbids", x.removed))
	}
	if x.lacking > 0 {
		out = append(out, fmt.Sprintf("%d units left out that have no text in %s and %s", x.lacking, x.source, x.target))
	}
	return out
}

func (x *Writer) put(s string) {
	if x.err == nil {
		_, x.err = x.w.WriteString(s)
	}
}

// tag writes a start tag; attributes come as name and value, those that are "" are left out.
func (x *Writer) tag(name string, attrs ...string) {
	x.put("<" + name)
	for i := 0; i < len(attrs); i += 2 {
		if v := x.clean(attrs[i+1]); v != "" {
			x.put(" " + attrs[i] + `="` + escapeAttr(v) + `"`)
		}
	}
	x.put(">")
}

// element writes an element of text.
func (x *Writer) element(name, text string, attrs ...string) {
	x.tag(name, attrs...)
	x.put(escapeText(x.clean(text)) + "</" + name + ">\n")
}

// Write writes one unit.
func (x *Writer) Write(u tm.Unit) error {
	in := func(base string) (list []tm.Variant) {
		for _, v := range u.Variants {
			if tm.Base(v.Lang) == base {
				list = append(list, v)
			}
		}
		return list
	}
	sources, targets := in(x.bases[0]), in(x.bases[1])
	if len(sources) == 0 || len(targets) == 0 {
		x.lacking++
	}
	for _, s := range sources {
		for _, t := range targets {
			x.units++
			x.unit(u, x.written(s, x.source, u.Props), x.written(t, x.target, u.Props))
		}
	}
	return x.err
}

// A written is a variant as it is written.
type written struct {
	variant tm.Variant // as it is
	back    tm.Variant // as it comes back: Lang, Text and Markup
	lang    string     // if it is not the file's
	inside  string
	refs    []tm.Field // original data that the codes refer to
}

// written forms a variant for a file whose texts are in the language lang.
func (x *Writer) written(v tm.Variant, lang string, props []tm.Field) written {
	c := v
	c.Text, c.Markup = x.clean(v.Text), x.clean(v.Markup)
	w := write(c, x.two, props)
	w.variant, w.back.Lang = v, lang
	if l := language(v.Lang); l != lang && !x.two { // 2.x knows one language a file
		w.lang, w.back.Lang = l, l
	}
	return w
}

// write forms the text and codes of a variant.
func write(v tm.Variant, two bool, props []tm.Field) written {
	if v.Markup == "" {
		return written{inside: escapeText(v.Text), back: tm.Variant{Text: v.Text}}
	}
	var out written
	w := writing{two: two, data: func(ref string) bool {
		i := slices.IndexFunc(props, func(p tm.Field) bool { return p.Name == dataProp+ref })
		if i >= 0 && !slices.Contains(out.refs, props[i]) {
			out.refs = append(out.refs, props[i])
		}
		return i >= 0
	}}
	out.inside = w.inside(v.Text, v.Markup)
	ts, err := fragment(out.inside)
	if err != nil { // not reached: what is written is sound
		return out
	}
	out.back.Text, out.back.Markup = reading{two: two}.variant(ts)
	return out
}

func (x *Writer) unit(u tm.Unit, source, target written) {
	approved, state := stateOf(u.Status, x.two)
	if target.inside == "" {
		approved, state = "", "needs-translation"
		if x.two {
			state = "initial"
		}
	}
	own := ""
	if !x.bare {
		own = recordOf(u, source, target, x.two)
	}
	id := strconv.Itoa(x.units)
	if x.two {
		x.unit2(u, id, own, state, source, target)
		return
	}
	x.tag("trans-unit", "id", id, "resname", u.TUID, "approved", approved, "xml:space", "preserve")
	x.put("\n")
	x.text("source", source, "")
	x.text("target", target, state)
	if own != "" {
		x.put(`<context-group purpose="information">`)
		x.element("context", own, "context-type", ownContext)
		x.put("</context-group>\n")
	}
	x.notes(u.Notes)
	x.put("</trans-unit>\n")
}

func (x *Writer) unit2(u tm.Unit, id, own, state string, source, target written) {
	x.tag("unit", "id", id, "name", u.TUID)
	x.put("\n")
	if own != "" {
		x.put(`<mda:metadata xmlns:mda="` + metadata + `"><mda:metaGroup category="aztm">`)
		x.element("mda:meta", own, "type", ownContext)
		x.put("</mda:metaGroup></mda:metadata>\n")
	}
	if len(u.Notes) > 0 {
		x.put("<notes>\n")
		x.notes(u.Notes)
		x.put("</notes>\n")
	}
	x.data(slices.Concat(source.refs, target.refs))
	x.tag("segment", "state", state)
	x.put("\n")
	x.text("source", source, "")
	x.text("target", target, "")
	x.put("</segment>\n</unit>\n")
}

// text writes a source or target, with nothing in it but the text.
func (x *Writer) text(element string, w written, state string) {
	x.tag(element, "xml:lang", w.lang, "state", state)
	x.put(w.inside + "</" + element + ">\n")
}

// data writes the original data that codes refer to, each once.
func (x *Writer) data(refs []tm.Field) {
	if len(refs) == 0 {
		return
	}
	x.put("<originalData>\n")
	for i, r := range refs {
		if !slices.ContainsFunc(refs[:i], func(f tm.Field) bool { return f.Name == r.Name }) {
			x.element("data", r.Value, "id", strings.TrimPrefix(r.Name, dataProp))
		}
	}
	x.put("</originalData>\n")
}

func (x *Writer) notes(notes []tm.Field) {
	for _, n := range notes {
		n = noteOf(n, x.two)
		x.put("<note")
		if n.Lang != "" {
			x.put(` xml:lang="` + n.Lang + `"`)
		}
		if n.Attrs != "" {
			x.put(" " + x.clean(n.Attrs))
		}
		x.put(">" + escapeText(x.clean(n.Value)) + "</note>\n")
	}
}

// noteOf is a note as it comes back from a file: with the attributes that the schema allows.
func noteOf(n tm.Field, two bool) tm.Field {
	out := tm.Field{Value: n.Value}
	if l := language(n.Lang); !two && l == n.Lang && l != unknown {
		out.Lang = l
	}
	ts, err := fragment("<x " + n.Attrs + "/>")
	if err != nil || len(ts) != 2 {
		return out
	}
	var attrs []string
	for _, a := range ts[0].attrs {
		if a.prefix == "" && noteAttr(a, two) {
			attrs = append(attrs, a.name+`="`+escapeAttr(a.value)+`"`)
		}
	}
	out.Attrs = strings.Join(attrs, " ")
	return out
}

func noteAttr(a attr, two bool) bool {
	switch a.name {
	case "priority":
		return among(a.value, "1 2 3 4 5 6 7 8 9 10")
	case "from":
		return !two
	case "annotates":
		return !two && among(a.value, "source target general")
	case "category":
		return two
	case "appliesTo":
		return two && among(a.value, "source target")
	}
	return false
}

// stateOf is what is written of a status: approved of 1.2, and the state.
func stateOf(s tm.Status, two bool) (approved, state string) {
	switch {
	case s == tm.Approved && two:
		return "", "final"
	case s == tm.Approved:
		return "yes", "final"
	case !two && (s == tm.Aligned || s == tm.Rejected || s == tm.Outdated):
		return "no", "needs-review-translation"
	}
	return "", "translated"
}

// unknown is the language of what names none that XLIFF allows.
const unknown = "und"

var wellFormedTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`) })

// language is a tag as XLIFF allows it.
func language(tag string) string {
	if tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"); wellFormedTag().MatchString(tag) {
		return tag
	}
	return unknown
}

// Close writes the end of the file and flushes it; the underlying writer stays open.
func (x *Writer) Close() error {
	if !x.two {
		x.put("</body>\n")
	}
	x.put("</file>\n</xliff>\n")
	if x.err != nil {
		return x.err
	}
	return x.w.Flush()
}

// clean leaves out the characters that XML forbids and counts them.
func (x *Writer) clean(s string) string {
	c := clean(s)
	if len(c) != len(s) {
		x.removed += utf8.RuneCountInString(s) - utf8.RuneCountInString(c)
	}
	return c
}

// clean leaves out the characters that XML forbids.
func clean(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, forbidden) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
