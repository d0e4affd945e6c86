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
	run        *run
	tag        int  // byte offset of the end of the start tag, just before its '>'
	start, end int  // bytes of the part that hold the text, escaped
	preserved  bool // xml:space="preserve"
	fixed      bool // a tab or break
}

// A run is text of one format. Offsets are bytes of the part.
type run struct {
	prefix     string // of the elements' names: "w:"
	start, end int    // element of properties; both are the end of the start tag if there is none
	insert     int    // where a highlight belongs among the properties; 0 if they are an empty element or none
	lit, dark  int    // a highlight that is there
	texts      int    // pieces of text
}

// unlit are the properties of a run that stand behind its highlight (ECMA-376, part 1, 17.3.2.28).
var unlit = []string{"u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"}

func (p *paragraph) text() string {
	var b strings.Builder
	for _, c := range p.pieces {
		b.WriteString(c.text)
	}
	return b.String()
}

// A reader walks a part.
type reader struct {
	d      *xml.Decoder
	part   *part
	open   []*paragraph // text boxes nest paragraphs
	runs   []*run       // open ones
	stack  []xml.Name
	pieces *int   // paragraphs and pieces of text, in all parts so far
	skip   int    // depth of an element whose text is not read, 0 for none
	in     *piece // text element being read
}

// readPart reads a part and adds its tags and pieces to those read before.
func readPart(name string, data []byte, tags, pieces *int) (*part, error) {
	n, err := countTags(data, maxTags-*tags)
	if err != nil {
		return nil, err
	}
	*tags += n
	r := &reader{d: xml.NewDecoder(bytes.NewReader(data)), part: &part{name: name, data: data}, pieces: pieces}
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
		if *r.pieces > maxPieces {
			return fmt.Errorf("more than %d paragraphs and pieces of text", maxPieces)
		}
		r.stack = append(r.stack, t.Name)
		if r.skip == 0 {
			r.begin(t, before, after)
		}
	case xml.EndElement:
		if r.skip == 0 {
			r.end(t.Name, before, after)
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

// begin takes a start tag that stands at the bytes [before,after).
func (r *reader) begin(t xml.StartElement, before, after int) {
	switch {
	case t.Name.Space == compatible && t.Name.Local == "Fallback", word(t.Name) && slices.Contains([]string{"del", "moveFrom"}, t.Name.Local):
		r.skip = len(r.stack)
	case !word(t.Name):
	case t.Name.Local == "p":
		*r.pieces++
		p := &paragraph{}
		r.part.paragraphs = append(r.part.paragraphs, p)
		r.open = append(r.open, p)
	case t.Name.Local == "r":
		r.runs = append(r.runs, &run{prefix: prefix(r.part.data[before+1 : after]), start: after, end: after})
	case t.Name.Local == "t" && r.inRun() && r.part.data[after-2] != '/':
		r.in = &piece{run: r.run(), tag: after - 1, start: after, preserved: preserved(t.Attr)}
	case t.Name.Local == "rPr" && r.inRun():
		r.run().start = before
	case r.inProperties():
		r.property(t.Name.Local, before)
	case r.inRun():
		if text := sign(t.Name.Local); text != "" {
			r.add(piece{text: text, fixed: true})
		}
	}
}

// prefix is what stands before the name of an element, with the colon, "" if nothing does.
func prefix(tag []byte) string {
	if i := bytes.IndexAny(tag, ": \t\r\n/>"); i > 0 && tag[i] == ':' {
		return string(tag[:i+1])
	}
	return ""
}

// inRun says whether the element that just began stands in a run of a paragraph.
func (r *reader) inRun() bool {
	n := len(r.stack)
	return len(r.open) > 0 && n > 1 && word(r.stack[n-2]) && r.stack[n-2].Local == "r"
}

// inProperties says whether the element that just began is a property of a run.
func (r *reader) inProperties() bool {
	n := len(r.stack)
	return n > 2 && len(r.runs) > 0 && r.stack[n-2].Local == "rPr" && word(r.stack[n-3]) && r.stack[n-3].Local == "r"
}

func (r *reader) run() *run { return r.runs[len(r.runs)-1] }

// property takes the start of a property of the run.
func (r *reader) property(name string, before int) {
	switch run := r.run(); {
	case name == "highlight":
		run.lit = before
	case run.insert == 0 && slices.Contains(unlit, name):
		run.insert = before
	}
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
	*r.pieces++
	p := r.open[len(r.open)-1]
	p.pieces = append(p.pieces, c)
}

// end takes an end tag that stands at the bytes [before,after); both are the end of the start tag if that closes itself.
func (r *reader) end(n xml.Name, before, after int) {
	switch {
	case !word(n):
	case n.Local == "t" && r.in != nil:
		r.in.end = before
		r.in.run.texts++
		r.add(*r.in)
		r.in = nil
	case n.Local == "p" && len(r.open) > 0:
		r.open = r.open[:len(r.open)-1]
	case n.Local == "r" && len(r.runs) > 0:
		r.runs = r.runs[:len(r.runs)-1]
	case n.Local == "rPr" && r.inRun():
		run := r.run()
		run.end = after
		if run.insert == 0 && before < after {
			run.insert = before
		}
	case n.Local == "highlight" && r.inProperties():
		r.run().dark = after
	}
}

// relations reads a part of relations: the names of the parts that it points to, by kind.
func (f *File) relations(name, dir string) (map[string][]string, error) {
	data, err := f.unpack(name)
	if err != nil {
		return nil, err
	}
	if _, err := countTags(data, maxLinks); err != nil {
		return nil, fmt.Errorf("DOCX: %s: %w", name, err)
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
