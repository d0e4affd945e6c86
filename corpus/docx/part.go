package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Namespaces of WordprocessingML, as Word writes it by default and in its strict form.
const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	compatible   = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// A part is one XML file of the document.
type part struct {
	name       string
	data       []byte
	paragraphs []*paragraph // in the order in which they begin
}

// A paragraph is what its pieces say, one after another.
type paragraph struct{ pieces []piece }

// A piece is a text element of a run, or a tab or break, which has no bytes of text to replace.
type piece struct {
	text       string
	tag        int  // byte offset of the end of the start tag, just before its '>'
	start, end int  // bytes of the part that hold the text, escaped
	preserved  bool // xml:space="preserve"
	fixed      bool // a tab or break
}

func (p *paragraph) text() string {
	var b strings.Builder
	for _, c := range p.pieces {
		b.WriteString(c.text)
	}
	return b.String()
}

// A reader walks a part.
type reader struct {
	d     *xml.Decoder
	part  *part
	open  []*paragraph // text boxes nest paragraphs
	stack []xml.Name
	skip  int    // depth of an element whose text is not read, 0 for none
	in    *piece // text element being read
}

func readPart(name string, data []byte) (*part, error) {
	r := &reader{d: xml.NewDecoder(bytes.NewReader(data)), part: &part{name: name, data: data}}
	for {
		before := int(r.d.InputOffset())
		tok, err := r.d.Token()
		if err == io.EOF {
			return r.part, nil
		}
		if err == nil {
			err = r.token(tok, before, int(r.d.InputOffset()))
		}
		if err != nil {
			line, _ := r.d.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// token takes the token that stands at the bytes [before,after).
func (r *reader) token(tok xml.Token, before, after int) error {
	switch t := tok.(type) {
	case xml.StartElement:
		if len(r.stack) >= maxDepth {
			return fmt.Errorf("elements nested deeper than %d", maxDepth)
		}
		r.stack = append(r.stack, t.Name)
		if r.skip == 0 {
			r.begin(t, after)
		}
	case xml.EndElement:
		if r.skip == 0 {
			r.end(t.Name, before)
		}
		if r.skip == len(r.stack) {
			r.skip = 0
		}
		r.stack = r.stack[:len(r.stack)-1]
	case xml.CharData:
		if r.in != nil {
			r.in.text += string(t)
		}
	case xml.Directive:
		return errors.New("a document type: Word writes none, and entities are not expanded")
	}
	return nil
}

func word(n xml.Name) bool { return n.Space == transitional || n.Space == strict }

// begin takes a start tag that ends at the byte after.
func (r *reader) begin(t xml.StartElement, after int) {
	switch {
	case t.Name.Space == compatible && t.Name.Local == "Fallback", word(t.Name) && slices.Contains([]string{"del", "moveFrom"}, t.Name.Local):
		r.skip = len(r.stack)
	case !word(t.Name):
	case t.Name.Local == "p":
		p := &paragraph{}
		r.part.paragraphs = append(r.part.paragraphs, p)
		r.open = append(r.open, p)
	case t.Name.Local == "t" && r.inRun() && r.part.data[after-2] != '/':
		r.in = &piece{tag: after - 1, start: after, preserved: preserved(t.Attr)}
	case r.inRun():
		if text := sign(t.Name.Local); text != "" {
			r.add(piece{text: text, fixed: true})
		}
	}
}

// inRun says whether the element that just began stands in a run of a paragraph.
func (r *reader) inRun() bool {
	n := len(r.stack)
	return len(r.open) > 0 && n > 1 && word(r.stack[n-2]) && r.stack[n-2].Local == "r"
}

func preserved(attrs []xml.Attr) bool {
	return slices.ContainsFunc(attrs, func(a xml.Attr) bool { return a.Name.Local == "space" && a.Value == "preserve" })
}

// sign is the character that an element of a run stands for, "" for none.
func sign(element string) string {
	switch element {
	case "tab", "ptab":
		return "\t"
	case "br", "cr":
		return "\n"
	case "noBreakHyphen":
		return "\u2011"
	case "softHyphen":
		return "\u00ad"
	}
	return ""
}

func (r *reader) add(c piece) {
	p := r.open[len(r.open)-1]
	p.pieces = append(p.pieces, c)
}

// end takes an end tag that begins at the byte before.
func (r *reader) end(n xml.Name, before int) {
	switch {
	case !word(n):
	case n.Local == "t" && r.in != nil:
		r.in.end = before
		r.add(*r.in)
		r.in = nil
	case n.Local == "p" && len(r.open) > 0:
		r.open = r.open[:len(r.open)-1]
	}
}

// A splice puts text in the place of the bytes [start,end) of a part.
type splice struct {
	start, end int
	text       string
}

// edited returns the part's bytes with edits in some of its paragraphs.
func (p *part) edited(edits map[int][]Edit) ([]byte, error) {
	var all []splice
	for n, e := range edits {
		s, err := p.paragraphs[n].splices(e)
		if err != nil {
			return nil, fmt.Errorf("paragraph %d: %w", n, err)
		}
		all = append(all, s...)
	}
	slices.SortFunc(all, func(a, b splice) int { return a.start - b.start })
	var out []byte
	at := 0
	for _, s := range all {
		out = append(append(out, p.data[at:s.start]...), s.text...)
		at = s.end
	}
	return append(out, p.data[at:]...), nil
}

// splices turns edits of the paragraph's text into those of the part.
func (p *paragraph) splices(edits []Edit) ([]splice, error) {
	text, last := p.text(), 0
	for _, e := range edits {
		if e.Start < last || e.End < e.Start || e.End > len(text) || !utf8.ValidString(e.Text) ||
			!utf8.ValidString(text[:e.Start]) || !utf8.ValidString(text[:e.End]) {
			return nil, fmt.Errorf("edit of the bytes %d to %d of %d", e.Start, e.End, len(text))
		}
		last = e.End
	}
	placed := make([]bool, len(edits))
	var out []splice
	at := 0
	for i, c := range p.pieces {
		if !c.fixed {
			if s := c.apply(at, edits, placed, i == p.lastText()); s != c.text {
				out = append(out, c.splice(s)...)
			}
		}
		at += len(c.text)
	}
	if i := slices.Index(placed, false); i >= 0 && edits[i].Text != "" {
		return nil, errors.New("no run to take the text")
	}
	return out, nil
}

// lastText is the number of the last piece that can take text, -1 if none can.
func (p *paragraph) lastText() int {
	for i, c := range slices.Backward(p.pieces) {
		if !c.fixed {
			return i
		}
	}
	return -1
}

// apply returns the piece's text, which begins at the byte at of the paragraph, with the edits that touch it. An edit's text
// goes into the first piece that reaches into what it replaces; one at the very end goes into the last.
func (c piece) apply(at int, edits []Edit, placed []bool, last bool) string {
	var b strings.Builder
	done, end := at, at+len(c.text)
	for i, e := range edits {
		if e.End < at || e.Start > end {
			continue
		}
		if from := min(max(e.Start, at), end); from > done {
			b.WriteString(c.text[done-at : from-at])
			done = from
		}
		if !placed[i] && (e.Start < end || last) {
			b.WriteString(e.Text)
			placed[i] = true
		}
		done = max(done, min(e.End, end))
	}
	return b.String() + c.text[done-at:]
}

// splice puts a new text in the piece's place; blanks at its edges count only where the tag says so.
func (c piece) splice(text string) []splice {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(text)) // a Buffer never fails
	out := []splice{{c.start, c.end, b.String()}}
	if text != strings.TrimSpace(text) && !c.preserved {
		out = append([]splice{{c.tag, c.tag, ` xml:space="preserve"`}}, out...)
	}
	return out
}

// relations reads a part of relations: the names of the parts that it points to, by kind.
func (f *File) relations(name, dir string) (map[string][]string, error) {
	data, err := f.unpack(name)
	if err != nil {
		return nil, err
	}
	var list struct {
		Relationship []struct {
			Type       string `xml:",attr"`
			Target     string `xml:",attr"`
			TargetMode string `xml:",attr"`
		}
	}
	if err := xml.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("DOCX: %s: %w", name, err)
	}
	out := map[string][]string{}
	for _, r := range list.Relationship {
		kind := path.Base(r.Type)
		if r.TargetMode == "External" || !slices.Contains(kinds, kind) {
			continue
		}
		target := path.Join(dir, r.Target)
		if strings.HasPrefix(r.Target, "/") {
			target = strings.TrimPrefix(path.Clean(r.Target), "/")
		}
		if !slices.Contains(out[kind], target) {
			out[kind] = append(out[kind], target)
		}
	}
	return out, nil
}
