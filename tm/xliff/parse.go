package xliff

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"aztm/tm"
)

// A parser walks a file, one unit after another.
type parser struct {
	s     *scanner
	two   bool   // version 2.x
	space string // namespace of the root element

	original       string // of the file that is open
	source, target string // its languages
	locked         []bool // of the open files and groups: their texts are not to be translated

	keep     bool    // the tags that name the languages, in langTags
	langTags []token // start tags of files, of 2.x that of the root
}

// open reads up to the first file.
func (p *parser) open() error {
	root, err := p.s.next()
	if err != nil {
		return err
	}
	if root.name != "xliff" {
		return p.s.beyond("no XLIFF: the root element is <%s>", short(root.qualified()))
	}
	p.space = root.space
	version := root.get("version")
	switch {
	case strings.HasPrefix(version, "2."), version == "2":
		p.two = true
	case strings.HasPrefix(version, "1."), version == "1":
	case version == "":
		return p.s.beyond("no XLIFF: the root element has no version")
	default:
		return p.s.beyond("XLIFF %s: aztm reads 1.0 to 2.1", short(version))
	}
	if p.two {
		p.source, p.target = tag(root.get("srcLang")), tag(root.get("trgLang"))
		p.named(root)
	}
	return p.files()
}

func tag(lang string) string { return strings.TrimSpace(lang) }

// files walks to the next start of a file; it is no error if there is none.
func (p *parser) files() error {
	for {
		t, err := p.s.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case t.kind == startToken && t.space == p.space && t.name == "file":
			p.file(t)
			return nil
		case t.kind == startToken:
			if err := p.s.skip(); err != nil {
				return err
			}
		}
	}
}

func (p *parser) file(t token) {
	p.original = t.get("original")
	p.locked = append(p.locked[:0], t.get("translate") == "no")
	if !p.two {
		p.source, p.target = tag(t.get("source-language")), tag(t.get("target-language"))
		p.named(t)
	}
}

// named notes a tag that names the languages.
func (p *parser) named(t token) {
	if p.keep {
		p.langTags = append(p.langTags, t)
	}
}

// A block is a trans-unit of version 1.x or a unit of 2.x.
type block struct {
	tag      token // its start tag
	id       string
	name     string
	locked   bool // not to be translated
	segments []segment
	whole    bool // source and target are segmented otherwise: taken as one
	notes    []tm.Field
	contexts []tm.Field
	data     []tm.Field // original data of 2.x by id
	own      string     // what aztm wrote for itself

	source, cut, target content // of 1.x; cut is the segmented source
}

// A segment is a source text and its target within a block.
type segment struct {
	id             string
	tag            token // start tag of a segment of 2.x
	source, target content
}

// A content is the inside of a source, a target, or a segment of one.
type content struct {
	tag        token   // start tag; a text token if there is none
	lang       string  // its own, "" if it says none
	tokens     []token // what stands within
	start, end int     // bytes of the inside
	after      int     // offset behind the end tag
}

func (c content) found() bool { return c.tag.kind == startToken }

// blank says whether neither text nor codes stand in c.
func (c content) blank() bool {
	return !slices.ContainsFunc(c.tokens, func(t token) bool {
		return t.kind == textToken && strings.TrimSpace(t.text) != "" || t.kind == startToken && !isSegment(t)
	})
}

// next returns the next block, io.EOF after the last.
func (p *parser) next() (*block, error) {
	for {
		t, err := p.s.next()
		if err != nil {
			return nil, err
		}
		switch {
		case t.kind == endToken && t.space == p.space && (t.name == "group" || t.name == "file"):
			p.locked = p.locked[:max(len(p.locked)-1, 0)]
		case t.kind != startToken:
		case t.space != p.space:
			err = p.s.skip()
		case t.name == "file":
			p.file(t)
		case t.name == "group":
			p.locked = append(p.locked, p.lockedBy(t))
		case t.name == "trans-unit" && !p.two, t.name == "unit" && p.two:
			p.s.bound, p.s.tags = t.start+maxUnit, 0
			b, err := p.block(t)
			p.s.bound = 0
			return b, err
		case t.name != "body" && t.name != "bin-unit":
			err = p.s.skip()
		}
		if err != nil {
			return nil, err
		}
	}
}

// lockedBy says whether the element t, or one around it, is not to be translated.
func (p *parser) lockedBy(t token) bool {
	switch t.get("translate") {
	case "no":
		return true
	case "yes":
		return false
	}
	return len(p.locked) > 0 && p.locked[len(p.locked)-1]
}

func (p *parser) block(t token) (*block, error) {
	b := &block{tag: t, id: t.get("id"), name: t.get("resname"), locked: p.lockedBy(t)}
	if p.two {
		b.name = t.get("name")
	}
	err := p.each(func(t token) error { return p.part(b, t) })
	if err != nil {
		return nil, err
	}
	if !p.two {
		b.pair()
	}
	if len(b.segments) == 1 {
		b.segments[0].id = ""
	}
	return b, nil
}

// each calls f with the start tags of XLIFF within the open element, up to its end. f reads the element to its end.
func (p *parser) each(f func(token) error) error {
	for {
		t, err := p.s.next()
		if err != nil {
			return err
		}
		switch {
		case t.kind == endToken:
			return nil
		case t.kind == textToken:
		case t.space != p.space && t.space != metadata:
			err = p.s.skip()
		default:
			err = f(t)
		}
		if err != nil {
			return err
		}
	}
}

// part reads an element of a block.
func (p *parser) part(b *block, t token) (err error) {
	switch t.name {
	case "source":
		b.source, err = p.content(t)
	case "seg-source":
		b.cut, err = p.content(t)
	case "target":
		b.target, err = p.content(t)
	case "segment":
		s := segment{id: t.get("id"), tag: t}
		if s.id == "" {
			s.id = fmt.Sprint(len(b.segments) + 1)
		}
		err = p.each(func(t token) (err error) {
			switch t.name {
			case "source":
				s.source, err = p.content(t)
			case "target":
				s.target, err = p.content(t)
			default:
				err = p.s.skip()
			}
			return err
		})
		b.segments = append(b.segments, s)
	case "note":
		err = p.note(b, t)
	case "data":
		var text string
		text, err = p.text()
		b.data = append(b.data, tm.Field{Name: t.get("id"), Value: text})
	case "context":
		err = p.context(b, t.get("context-type"))
	case "meta":
		err = p.context(b, t.get("type"))
	case "notes", "originalData", "context-group", "metadata", "metaGroup":
		err = p.each(func(t token) error { return p.part(b, t) })
	default:
		err = p.s.skip()
	}
	return err
}

// note reads a note; what it has beside the text and the language stands in Attrs.
func (p *parser) note(b *block, t token) error {
	text, err := p.text()
	var more []string
	for _, a := range t.attrs {
		if a.prefix == "" && a.name != "xmlns" {
			more = append(more, a.name+`="`+escapeAttr(a.value)+`"`)
		}
	}
	b.notes = append(b.notes, tm.Field{Lang: t.getIn(xmlSpace, "lang"), Value: text, Attrs: strings.Join(more, " ")})
	return err
}

// ownContext is the type under which aztm writes what XLIFF has no place for.
const ownContext = "x-aztm"

func (p *parser) context(b *block, kind string) error {
	text, err := p.text()
	if kind == ownContext {
		b.own = text
	} else if text != "" {
		b.contexts = append(b.contexts, tm.Field{Name: contextProp + kind, Value: text})
	}
	return err
}

// text reads the text of the open element up to its end.
func (p *parser) text() (string, error) {
	var b strings.Builder
	for depth := 1; ; {
		t, err := p.s.next()
		if err != nil {
			return "", err
		}
		switch t.kind {
		case textToken:
			if err := p.s.appendText(&b, t); err != nil {
				return "", err
			}
		case startToken:
			depth++
		case endToken:
			if depth--; depth == 0 {
				return b.String(), nil
			}
		}
	}
}

// content reads the inside of a source or target.
func (p *parser) content(t token) (content, error) {
	c := content{tag: t, start: t.end, lang: tag(t.getIn(xmlSpace, "lang"))}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			c.tokens = append(c.tokens, token{text: text.String()})
			text.Reset()
		}
	}
	for depth := 1; ; {
		t, err := p.s.next()
		if err != nil {
			return c, err
		}
		if t.kind == textToken {
			if err := p.s.appendText(&text, t); err != nil {
				return c, err
			}
			continue
		}
		if t.kind == startToken && t.get("mtype") == "x-sdl-deleted" { // Trados: a tracked change that takes text out
			if err := p.s.skip(); err != nil {
				return c, err
			}
			continue
		}
		flush()
		if t.kind == startToken {
			depth++
		} else if depth--; depth == 0 {
			c.end, c.after = t.start, t.end
			return c, nil
		}
		c.tokens = append(c.tokens, t)
	}
}

// isSegment says whether a start tag marks a segment of 1.2.
func isSegment(t token) bool { return t.name == "mrk" && t.get("mtype") == "seg" }

// segmented are the segments marked within c, not those within another.
func (c content) segmented() []segment {
	var list []segment
	for i := 0; i < len(c.tokens); i++ {
		if t := c.tokens[i]; t.kind == startToken && isSegment(t) {
			end := closing(c.tokens, i)
			inside := content{tag: t, lang: c.lang, tokens: c.tokens[i+1 : end], start: t.end, end: c.tokens[end].start, after: c.tokens[end].end}
			list = append(list, segment{id: t.get("mid"), source: inside})
			i = end
		}
	}
	return list
}

// closing is the place of the end tag that closes the start tag at i.
func closing(ts []token, i int) int {
	depth := 0
	for ; i < len(ts); i++ {
		switch ts[i].kind {
		case startToken:
			depth++
		case endToken:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(ts) - 1 // not reached: the scanner checks that tags match
}

// pair makes the segments of a block of 1.x: those that are marked on both sides, else one of all.
func (b *block) pair() {
	sources, targets := b.cut.segmented(), b.target.segmented()
	if len(sources) == 0 {
		sources = b.source.segmented()
	}
	switch {
	case len(sources) == 0:
		b.whole = len(targets) > 1
		b.segments = []segment{{source: b.source, target: b.target}}
		return
	case len(targets) == 0 && len(sources) == 1:
		sources[0].target = b.target
	case !matched(sources, targets) || len(targets) == 0 && !b.target.blank():
		b.whole = true
		sources = []segment{{source: b.source, target: b.target}}
	default:
		by := map[string]content{}
		for _, t := range targets {
			by[t.id] = t.source
		}
		for i := range sources {
			sources[i].target = by[sources[i].id]
		}
	}
	b.segments = sources
}

// matched says whether each target stands for one source.
func matched(sources, targets []segment) bool {
	seen := map[string]int{}
	for _, s := range sources {
		seen[s.id]++
	}
	for _, t := range targets {
		if seen[t.id] != 1 {
			return false
		}
		seen[t.id] = 0
	}
	return true
}
