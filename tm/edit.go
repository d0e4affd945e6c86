package tm

import (
	"context"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// Unit returns the unit with the given id as the batch sees it: nobody else can change it before the batch is over. The error wraps
// ErrNotFound if there is none.
func (b *Batch) Unit(ctx context.Context, id int64) (Unit, error) {
	if err := b.usable(); err != nil {
		return Unit{}, err
	}
	r, err := b.record(ctx, id)
	return r.Unit, b.m.explain(err)
}

// WithText returns v with another text. Inline codes stay where they stand, unless what changed goes across one: then all are left out,
// and kept is false.
func (v Variant) WithText(text string) (w Variant, kept bool) {
	w = v
	w.Text = text
	if v.Markup == "" || text == v.Text {
		return w, true
	}
	w.Markup, kept = retext(v.Markup, v.Text, text)
	return w, kept
}

// A stretch is text between codes: its place in bytes in the plain text and in the markup.
type stretch struct{ start, end, rawStart, rawEnd int }

// retext changes the plain text of markup from old to text; it reports false where that is not possible without breaking a code.
func retext(markup, old, text string) (string, bool) {
	first, last := changed(old, text)
	insert := text[first : len(text)-(len(old)-last)]
	for _, s := range stretches(markup, old) {
		if s.start <= first && last <= s.end {
			inner := old[s.start:first] + insert + old[last:s.end]
			return markup[:s.rawStart] + markupEscaper.Replace(inner) + markup[s.rawEnd:], true
		}
	}
	return "", false
}

var markupEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// changed is the range of bytes of a that is not as in b, at letters.
func changed(a, b string) (first, last int) {
	for first < len(a) && first < len(b) && a[first] == b[first] {
		first++
	}
	for first > 0 && (first < len(a) && !utf8.RuneStart(a[first]) || first < len(b) && !utf8.RuneStart(b[first])) {
		first--
	}
	n := 0
	for n < len(a)-first && n < len(b)-first && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return first, len(a) - n
}

// stretches lists the text between the codes of markup, none if it is not the markup of text. Text within native code is no part of it;
// within hi it is.
func stretches(markup, text string) []stretch {
	const open, end = "<seg>", "</seg>"
	d := xml.NewDecoder(strings.NewReader(open + markup + end))
	var list []stretch
	var plain strings.Builder
	code := 0 // depth within native code
	for {
		from := int(d.InputOffset()) - len(open)
		tok, err := d.Token()
		switch {
		case err == io.EOF && plain.String() == text:
			return list
		case err != nil:
			return nil
		}
		switch x := tok.(type) {
		case xml.StartElement:
			code += nativeCode(x.Name)
		case xml.EndElement:
			code -= nativeCode(x.Name)
		case xml.CharData:
			if code == 0 {
				list = append(list, stretch{plain.Len(), plain.Len() + len(x), from, int(d.InputOffset()) - len(open)})
				plain.Write(x)
			}
		}
	}
}

// nativeCode is 1 for an element whose text is code of the document that it came from, not words.
func nativeCode(n xml.Name) int {
	if n.Local == "seg" || n.Local == "hi" {
		return 0
	}
	return 1
}
