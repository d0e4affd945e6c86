package tmx

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"aztm/tm"
)

// A Writer writes units as TMX 1.4, level 2.
type Writer struct {
	w       *bufio.Writer
	err     error
	removed int
}

// NewWriter writes the head of a file. srclang is the source language, "*all*" if any may be it.
func NewWriter(w io.Writer, srclang, version string) *Writer {
	t := &Writer{w: bufio.NewWriterSize(w, 64<<10)}
	if srclang == "" {
		srclang = "*all*"
	}
	t.put(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<tmx version="1.4">` + "\n")
	t.put(`<header creationtool="aztm" creationtoolversion="` + escapeAttr(version) + `" segtype="sentence" o-tmf="aztm" adminlang="en" srclang="` +
		escapeAttr(srclang) + `" datatype="plaintext"/>` + "\n<body>\n")
	return t
}

func (t *Writer) put(s string) {
	if t.err == nil {
		_, t.err = t.w.WriteString(s)
	}
}

// Removed counts the characters left out because XML forbids them.
func (t *Writer) Removed() int { return t.removed }

// Write writes one unit.
func (t *Writer) Write(u tm.Unit) error {
	t.put("<tu")
	if u.TUID != "" {
		t.attr("tuid", u.TUID)
	}
	if !u.Created.IsZero() {
		t.attr("creationdate", u.Created.UTC().Format(stamp))
	}
	if !u.Changed.IsZero() {
		t.attr("changedate", u.Changed.UTC().Format(stamp))
	}
	t.attrs(u.Attrs)
	t.put(">\n")
	t.fields("note", u.Notes)
	t.fields("prop", u.Props)
	t.fields("prop", unitProps(u))
	for _, v := range u.Variants {
		t.variant(v)
	}
	t.put("</tu>\n")
	return t.err
}

func unitProps(u tm.Unit) []tm.Field {
	var p []tm.Field
	add := func(name, value string) { p = append(p, tm.Field{Name: "x-aztm-" + name, Value: value}) }
	if u.Status != "" && u.Status != tm.Imported {
		add("status", string(u.Status))
	}
	if u.Confidence >= 0 {
		add("confidence", strconv.FormatFloat(u.Confidence, 'g', -1, 64))
	}
	if u.Story != "" {
		add("story", u.Story)
		add("position", strconv.Itoa(u.Position))
	}
	if u.Edited {
		add("edited", "yes")
	}
	return p
}

func (t *Writer) variant(v tm.Variant) {
	t.put("<tuv")
	t.attr("xml:lang", v.Lang)
	t.attrs(v.Attrs)
	t.put(">")
	t.fields("note", v.Notes)
	t.fields("prop", v.Props)
	var own []tm.Field
	for _, f := range []tm.Field{{Name: "x-aztm-document", Value: v.Source.Path}, {Name: "x-aztm-headline", Value: v.Source.Headline}, {Name: "x-aztm-date", Value: v.Source.Date}} {
		if f.Value != "" {
			own = append(own, f)
		}
	}
	t.fields("prop", own)
	t.put("<seg>")
	if v.Markup != "" {
		t.put(t.clean(v.Markup))
	} else {
		t.put(escapeText(t.clean(v.Text)))
	}
	t.put("</seg></tuv>\n")
}

func (t *Writer) attr(name, value string) {
	t.put(fmt.Sprintf(` %s="%s"`, name, escapeAttr(t.clean(value))))
}

func (t *Writer) attrs(fs []tm.Field) {
	for _, f := range fs {
		t.attr(f.Name, f.Value)
	}
}

func (t *Writer) fields(element string, fs []tm.Field) {
	for _, f := range fs {
		t.put("<" + element)
		if element == "prop" {
			t.attr("type", f.Name)
		}
		if f.Lang != "" {
			t.attr("xml:lang", f.Lang)
		}
		if f.Attrs != "" {
			t.put(" " + f.Attrs)
		}
		t.put(">" + escapeText(t.clean(f.Value)) + "</" + element + ">\n")
	}
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
	if strings.IndexFunc(s, forbidden) < 0 && utf8.ValidString(s) {
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

func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

var (
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

func escapeText(s string) string { return textEscaper.Replace(s) }
func escapeAttr(s string) string { return attrEscaper.Replace(s) }
