package xliff

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"aztm/tm"
)

// Names of the props that hold what XLIFF says of the place of a unit: its id (with a / and that of the segment if it has several),
// its name, and its contexts by type.
const (
	idProp      = "x-xliff-id"
	nameProp    = "x-xliff-name"
	contextProp = "x-xliff-context-"
	dataProp    = "x-xliff-data-" // original data of 2.x that the codes refer to, by its id
)

// ownFile is the original of a file that aztm wrote: what is in it came from no document.
const ownFile = "aztm"

// A Reader reads the translated units of an XLIFF file: its segments where it is segmented.
type Reader struct {
	p        *parser
	block    *block
	segment  int // next one of block
	warnings []tm.Warning
	whole    int // units taken as one text
}

// listed is how many warnings are kept one by one.
const listed = 1000

// NewReader reads the start of a file up to its first unit.
func NewReader(r io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(r, window)
	head, err := b.Peek(declaration)
	if len(head) == 0 {
		if err == nil || err == io.EOF {
			return nil, errors.New("no XLIFF: the file is empty")
		}
		return nil, err
	}
	e, err := encodingOf(head)
	if err != nil {
		return nil, err
	}
	x := &Reader{p: &parser{s: newScanner(e.decode(b))}}
	return x, x.p.open()
}

// SourceLang is the source language of the <file> that is being read, at first of the first; "" if it names none.
func (x *Reader) SourceLang() string { return x.p.source }

// Warnings returns what was noticed so far.
func (x *Reader) Warnings() []tm.Warning {
	if more := x.whole - listed; more > 0 {
		return append(x.warnings, tm.Warning{Message: fmt.Sprintf("%d more units with source and target segmented otherwise", more)})
	}
	return x.warnings
}

// Next returns the next unit, its source variant first; io.EOF after the last, a *tm.Refused for one that is not translated or
// cannot be used (reading goes on behind it), or the error that ends the file.
func (x *Reader) Next() (tm.Unit, error) {
	for x.block == nil || x.segment == len(x.block.segments) {
		b, err := x.p.next()
		if err != nil {
			return tm.Unit{}, err
		}
		x.block, x.segment = b, 0
		if b.whole {
			x.whole++
			if x.whole <= listed {
				x.warnings = append(x.warnings, tm.Warning{Line: b.tag.line, Unit: b.id,
					Message: "source and target are segmented otherwise: taken as one text"})
			}
		}
		if len(b.segments) == 0 {
			return tm.Unit{}, &tm.Refused{Line: b.tag.line, TUID: b.id, Message: "it has no text"}
		}
	}
	s := x.block.segments[x.segment]
	x.segment++
	line := x.block.tag.line
	if x.p.two {
		line = s.tag.line
	}
	if cause := x.refuse(s); cause != "" {
		return tm.Unit{}, &tm.Refused{Line: line, TUID: x.block.called(s), Message: cause}
	}
	return x.unit(s), nil
}

// called is the id of a segment.
func (b *block) called(s segment) string {
	if s.id == "" {
		return b.id
	}
	return b.id + "/" + s.id
}

// state is what the file says of how far a segment is: approved of 1.x and state.
func (p *parser) state(b *block, s segment) (approved, state string) {
	if p.two {
		return "", s.tag.get("state")
	}
	return b.tag.get("approved"), b.target.tag.get("state")
}

// refuse says why a segment is no unit, "" if it is one.
func (x *Reader) refuse(s segment) string {
	approved, state := x.p.state(x.block, s)
	switch {
	case x.block.locked:
		return `not to be translated, as it says (translate="no")`
	case s.source.blank():
		return "it has no source text"
	case s.target.blank():
		return "not translated"
	case approved != "yes" && slices.Contains([]string{"new", "needs-translation", "initial"}, state):
		return "not translated yet, as it says (state=\"" + state + "\")"
	case cmp.Or(s.source.lang, x.p.source) == "":
		return "no source language: add " + x.p.langAttr("source-language", "srcLang")
	case cmp.Or(s.target.lang, x.p.target) == "":
		return "no target language: add " + x.p.langAttr("target-language", "trgLang")
	}
	return ""
}

func (p *parser) langAttr(one, two string) string {
	if p.two {
		return two + `="…" to the <xliff>`
	}
	return one + `="…" to its <file>`
}

// unit makes a unit of a segment.
func (x *Reader) unit(s segment) tm.Unit {
	p, b := x.p, x.block
	u := tm.Unit{Confidence: tm.NoConfidence, Notes: slices.Clone(b.notes)}
	if approved, state := p.state(b, s); approved != "no" && (approved == "yes" || slices.Contains([]string{"final", "signed-off", "reviewed"}, state)) {
		u.Status = tm.Approved
	}
	r := p.reading()
	for _, side := range []struct {
		content
		file string
	}{{s.source, p.source}, {s.target, p.target}} {
		v := tm.Variant{Lang: cmp.Or(side.lang, side.file)}
		v.Text, v.Markup = r.variant(side.tokens)
		u.Variants = append(u.Variants, v)
	}
	if p.original != ownFile {
		u.Variants[0].Source.Path = p.original
		u.Props = append(u.Props, tm.Field{Name: idProp, Value: b.called(s)})
		if b.name != "" {
			u.Props = append(u.Props, tm.Field{Name: nameProp, Value: b.name})
		}
	}
	u.Props = append(append(u.Props, b.contexts...), b.referred(s)...)
	if b.own != "" && len(b.segments) == 1 {
		x.recall(&u, s)
	}
	return u
}

func (p *parser) reading() reading { return reading{two: p.two, space: p.space} }

// referred are the original data that the codes of a segment refer to.
func (b *block) referred(s segment) []tm.Field {
	if len(b.data) == 0 {
		return nil
	}
	refs := map[string]bool{}
	for _, t := range slices.Concat(s.source.tokens, s.target.tokens) {
		for _, a := range t.attrs {
			if strings.HasPrefix(a.name, "dataRef") {
				refs[a.value] = true
			}
		}
	}
	var list []tm.Field
	for _, d := range b.data {
		if refs[d.Name] {
			list = append(list, tm.Field{Name: dataProp + d.Name, Value: d.Value})
		}
	}
	return list
}
