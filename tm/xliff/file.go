package xliff

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"aztm/tm"
)

// A Unit is a segment of a file, translated or not.
type Unit struct {
	ID       string     // of the unit in the file, with a / and that of the segment if it has several
	Line     int        // 1-based
	Source   tm.Variant // language, text and codes
	Target   tm.Variant // the same; without a text if there is no target
	State    string     // as the file says it, "" for nothing
	Approved bool       // approved="yes" of 1.2
	Locked   bool       // not to be translated
}

// A File is an XLIFF file whose targets can be filled.
type File struct {
	charset charset
	data    []byte // the file as UTF-8
	p       *parser
	units   []Unit
	places  []place
}

// A place says which segment a unit is.
type place struct {
	block   *block
	segment int
}

// Open reads a file. The bytes must not change afterwards.
func Open(data []byte) (*File, error) {
	if len(data) == 0 {
		return nil, errors.New("no XLIFF: the file is empty")
	}
	c, err := encodingOf(data[:min(len(data), declaration)])
	if err != nil {
		return nil, err
	}
	f := &File{charset: c, data: data}
	if c.Encoding != nil {
		if f.data, err = io.ReadAll(c.decode(bytes.NewReader(data))); err != nil {
			return nil, err
		}
		if again, err := c.encode(f.data); err != nil || !bytes.Equal(again, data) {
			return nil, errors.New("its bytes are not all text in the encoding that it names: save it as UTF-8")
		}
	}
	f.p = &parser{s: newScanner(bytes.NewReader(f.data)), keep: true}
	if err := f.p.open(); err != nil {
		return nil, err
	}
	return f, f.read()
}

func (f *File) read() error {
	r := f.p.reading()
	for {
		b, err := f.p.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range b.segments {
			s := &b.segments[i]
			approved, state := f.p.state(b, *s)
			u := Unit{ID: b.called(*s), Line: b.tag.line, State: state, Approved: approved == "yes", Locked: b.locked}
			if f.p.two {
				u.Line = s.tag.line
			}
			u.Source = tm.Variant{Lang: cmp.Or(s.source.lang, f.p.source)}
			u.Source.Text, u.Source.Markup = r.variant(s.source.tokens)
			u.Target = tm.Variant{Lang: cmp.Or(s.target.lang, f.p.target)}
			u.Target.Text, u.Target.Markup = r.variant(s.target.tokens)
			s.source.tokens, s.target.tokens = nil, nil // their bytes are in data
			f.units = append(f.units, u)
			f.places = append(f.places, place{b, i})
		}
		b.source.tokens, b.cut.tokens, b.target.tokens = nil, nil, nil
	}
}

// Units returns the segments in the order of the file. Segments of 2.x that are ignorable are no units.
func (f *File) Units() []Unit { return f.units }

// A Fill is the target of a unit.
type Fill struct {
	Text   string
	Markup string // with codes, as in tm.Variant; "" for none
	Review bool   // somebody must look at it
}

// Fill returns the file with targets filled, by number of the unit; all else stays byte for byte. lang, if it is not "", is
// written as the target language where the file names none. States say that a target is translated, or is to be
// reviewed. Characters that XML forbids are left out.
func (f *File) Fill(lang string, fills map[int]Fill) ([]byte, error) {
	by := map[*block]map[int]Fill{}
	for n, e := range fills {
		if n < 0 || n >= len(f.units) {
			return nil, fmt.Errorf("XLIFF: unit %d of %d", n, len(f.units))
		}
		at := f.places[n]
		if by[at.block] == nil {
			by[at.block] = map[int]Fill{}
		}
		by[at.block][at.segment] = e
	}
	list := f.languages(lang)
	for b, fills := range by {
		list = append(list, f.block(b, fills)...)
	}
	slices.SortFunc(list, func(a, b splice) int { return a.start - b.start })
	var out []byte
	at := 0
	for _, s := range list {
		out = append(append(out, f.data[at:s.start]...), s.text...)
		at = s.end
	}
	return f.charset.encode(append(out, f.data[at:]...))
}

// A splice puts text in the place of the bytes [start,end) of the file.
type splice struct {
	start, end int
	text       string
}

// languages writes the target language where it is missing.
func (f *File) languages(lang string) (list []splice) {
	name := "target-language"
	if f.p.two {
		name = "trgLang"
	}
	for _, t := range f.p.langTags {
		if lang != "" && strings.TrimSpace(t.get(name)) == "" {
			list = append(list, f.retag(t, name, lang))
		}
	}
	return list
}

// retag sets an attribute of a start tag.
func (f *File) retag(t token, name, value string) splice {
	return splice{t.start, t.end, setAttr(string(f.data[t.start:t.end]), name, value)}
}

// block fills segments of a unit.
func (f *File) block(b *block, fills map[int]Fill) (list []splice) {
	if f.p.two {
		for i, e := range fills {
			s := b.segments[i]
			state := "translated"
			if e.Review {
				state = "initial" // 2.x has no other for what is not good as it is
			}
			list = append(list, f.retag(s.tag, "state", state), f.target(s.source, s.source.after, s.target, "", f.inside(b, s, e)))
		}
		return list
	}
	state, marked := "translated", true
	for i, s := range b.segments {
		e, filled := fills[i]
		if filled && e.Review || !filled && strings.TrimSpace(string(f.data[s.target.start:s.target.end])) == "" {
			state = "needs-review-translation"
		}
		marked = marked && (!filled || s.target.tag.name == "mrk")
	}
	after := max(b.source.after, b.cut.after)
	switch {
	case b.segments[0].source.tag.name != "mrk":
		return []splice{f.target(b.source, after, b.target, state, f.inside(b, b.segments[0], fills[0]))}
	case !marked:
		return []splice{f.target(b.source, after, b.target, state, f.segmented(b, fills))}
	}
	for i, e := range fills {
		list = append(list, f.replace(b.segments[i].target, "", f.inside(b, b.segments[i], e)))
	}
	return append(list, f.retag(b.target.tag, "state", state))
}

// inside is the inside of a target, in the names that its source has.
func (f *File) inside(b *block, s segment, e Fill) string {
	w := writing{two: f.p.two, data: func(ref string) bool {
		return slices.ContainsFunc(b.data, func(d tm.Field) bool { return d.Name == ref })
	}}
	if p := s.source.tag.prefix; p != "" {
		w.prefix = p + ":"
	}
	return w.inside(clean(e.Text), clean(e.Markup))
}

// target fills a target, or puts one behind the source where there is none.
func (f *File) target(source content, after int, target content, state, inside string) splice {
	if target.found() {
		return f.replace(target, state, inside)
	}
	name := qualified(source.tag.prefix, "target")
	before := f.data[:source.tag.start]
	indent := before[len(bytes.TrimRight(before, blanks)):]
	tag := "<" + name + ">"
	if state != "" {
		tag = setAttr(tag, "state", state)
	}
	return splice{after, after, string(indent) + tag + inside + "</" + name + ">"}
}

// replace gives an element a new inside, and a state if that is not "".
func (f *File) replace(c content, state, inside string) splice {
	tag, end := string(f.data[c.tag.start:c.tag.end]), string(f.data[c.end:c.after])
	if c.tag.empty {
		tag, end = strings.TrimRight(strings.TrimSuffix(tag, "/>"), blanks)+">", "</"+c.tag.qualified()+">"
	}
	if state != "" {
		tag = setAttr(tag, "state", state)
	}
	return splice{c.tag.start, c.after, tag + inside + end}
}

// segmented is the inside of a target made from the marks of the source: those that are not filled hold what they held.
func (f *File) segmented(b *block, fills map[int]Fill) string {
	base := b.cut
	if first := b.segments[0].source.start; first < base.start || first > base.end {
		base = b.source
	}
	var out strings.Builder
	at := base.start
	for i, s := range b.segments {
		if s.source.tag.empty {
			continue
		}
		inside := string(f.data[s.target.start:s.target.end])
		if e, ok := fills[i]; ok {
			inside = f.inside(b, s, e)
		}
		out.Write(f.data[at:s.source.start])
		out.WriteString(inside)
		at = s.source.end
	}
	out.Write(f.data[at:base.end])
	return out.String()
}

// setAttr sets an attribute of a start tag, <a b="c"> or <a b="c"/>, which is sound.
func setAttr(tag, name, value string) string {
	i := 1 + strings.IndexAny(tag[1:], blanks+"/>")
	for {
		start := i
		for strings.IndexByte(blanks, tag[i]) >= 0 {
			i++
		}
		if tag[i] == '/' || tag[i] == '>' {
			return tag[:start] + " " + name + `="` + escapeAttr(value) + `"` + tag[start:]
		}
		is := strings.Trim(tag[i:i+strings.IndexByte(tag[i:], '=')], blanks) == name
		i += strings.IndexAny(tag[i:], `"'`)
		end := i + 1 + strings.IndexByte(tag[i+1:], tag[i])
		if is {
			return tag[:i] + `"` + escapeAttr(value) + `"` + tag[end+1:]
		}
		i = end + 1
	}
}
