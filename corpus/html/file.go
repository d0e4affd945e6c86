package html

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"aztm/corpus/splice"
)

// A File is a page to be translated: all text that it shows, in order, menus and captions too, and its title. Attributes are not read.
//
// Writing it back changes nothing but the text that was edited: tags, attributes, scripts, comments, and the entities and white space of other
// text stay byte for byte. Inline elements stay too, and what their text becomes says package splice: a link keeps its text where
// the translation has it, else stays empty or holds the whole.
type File struct {
	page       string
	paragraphs []*paragraph
}

// A paragraph is the text of a block, or of a part of it between blocks, white space collapsed.
type paragraph struct {
	nodes []splice.Source // a node of text each
	plain bool            // in an element that can hold no tags
}

func (p *paragraph) text() string {
	var b strings.Builder
	for _, n := range p.nodes {
		b.WriteString(n.Text())
	}
	return b.String()
}

// maxAtoms bounds the parts of text of a page: nodes, entities, line breaks. A long page has some thousands.
const maxAtoms = 500_000

// Boundaries of paragraphs beyond those of a news page: a cell is a text of its own.
var boundary = map[atom.Atom]bool{
	atom.Html: true, atom.Head: true, atom.Body: true, atom.Title: true, atom.Td: true, atom.Th: true, atom.Thead: true, atom.Tbody: true,
	atom.Tfoot: true, atom.Caption: true, atom.Legend: true, atom.Fieldset: true, atom.Summary: true, atom.Details: true, atom.Dl: true,
	atom.Optgroup: true, atom.Center: true, atom.Dialog: true, atom.Menu: true, atom.Search: true, atom.Video: true, atom.Audio: true,
}

// Elements whose text is no text of the page, or that hold no tags.
var (
	hidden = map[atom.Atom]bool{
		atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true, atom.Noembed: true,
		atom.Noframes: true, atom.Xmp: true, atom.Plaintext: true,
	}
	tagless = map[atom.Atom]bool{atom.Title: true, atom.Textarea: true, atom.Option: true}
)

// Open reads a page given as UTF-8 text.
func Open(page string) (*File, error) {
	o := opener{file: &File{page: page}}
	z := html.NewTokenizer(strings.NewReader(page))
	for at := 0; ; {
		kind := z.Next()
		start := at
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			o.flush()
			return o.file, o.failed(z.Err())
		case html.TextToken:
			o.text(start, at)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			o.tag(atom.Lookup(name), kind)
		}
		if o.atoms > maxAtoms {
			return nil, fmt.Errorf("HTML: more than %d pieces of text", maxAtoms)
		}
	}
}

func (o *opener) failed(err error) error {
	switch {
	case !errors.Is(err, io.EOF):
		return fmt.Errorf("HTML: %w", err)
	case len(o.file.paragraphs) == 0:
		return errors.New("HTML: no text on the page")
	}
	return nil
}

// An opener walks the tokens of a page.
type opener struct {
	file  *File
	open  *paragraph  // being read, nil between paragraphs
	blank splice.Atom // white space that counts if more text follows; Text is "" if there is none
	node  int         // of the paragraph, that holds blank; len(nodes) for the one to come
	atoms int

	hidden  atom.Atom // element whose text is not read, 0 for none
	depth   int       // of elements of that name
	pre     int       // depth of elements that keep white space
	tagless bool      // the element that was opened last holds no tags
}

func (o *opener) tag(name atom.Atom, kind html.TokenType) {
	end := kind == html.EndTagToken
	switch {
	case o.hidden != 0:
		if name == o.hidden && kind != html.SelfClosingTagToken {
			o.depth += step(end)
		}
		if o.depth == 0 {
			o.hidden = 0
		}
		return
	case hidden[name] && !end && !(name == atom.Svg && kind == html.SelfClosingTagToken):
		o.hidden, o.depth = name, 1
	case block[name], boundary[name]:
		o.flush()
		o.tagless = tagless[name] && !end
	}
	if name == atom.Pre || name == atom.Textarea {
		o.pre = max(0, o.pre+step(end))
	}
}

// step is how an element changes a depth.
func step(end bool) int {
	if end {
		return -1
	}
	return 1
}

// flush ends a paragraph. White space at its end is none of its text.
func (o *opener) flush() {
	if o.open != nil {
		o.file.paragraphs = append(o.file.paragraphs, o.open)
	}
	o.open, o.blank, o.node = nil, splice.Atom{}, 0
}

// entity finds what may be a character reference.
var entity = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`&(?:#[0-9]{1,10};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][0-9A-Za-z]{0,40};?)`)
})

// text reads the text at the bytes [start,end) of the page.
func (o *opener) text(start, end int) {
	if o.hidden != 0 {
		return
	}
	if o.open != nil {
		o.open.nodes = append(o.open.nodes, nil)
		o.atoms++
	}
	raw := o.file.page[start:end]
	at := 0
	for _, m := range entity().FindAllStringIndex(raw, -1) {
		if n, text := reference(raw[m[0]:m[1]]); n > 0 {
			o.exact(start+at, start+m[0])
			o.add(splice.Atom{Text: text, Start: start + m[0], End: start + m[0] + n})
			at = m[0] + n
		}
	}
	o.exact(start+at, end)
}

// reference is the length of the character reference that s begins with, 0 if that is none, and what it stands for.
func reference(s string) (int, string) {
	text := html.UnescapeString(s)
	if text == s {
		return 0, ""
	}
	for n := 2; n < len(s); n++ { // a name without its semicolon may be the beginning of s
		if t := html.UnescapeString(s[:n]); t != s[:n] && t+s[n:] == text {
			return n, t
		}
	}
	return len(s), text
}

// exact reads text without references.
func (o *opener) exact(start, end int) {
	for start < end {
		s := o.file.page[start:end]
		n := strings.IndexFunc(s, isBlank)
		for n > 0 && s[n] == ' ' && n+1 < len(s) && !isBlank(rune(s[n+1])) { // one blank between words stands as it reads
			next := strings.IndexFunc(s[n+1:], isBlank)
			if next < 0 {
				n = len(s)
				break
			}
			n += 1 + next
		}
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			o.add(splice.Atom{Text: s[:n], Start: start, End: start + n, Exact: true})
			start += n
			continue
		}
		n = len(s) - len(strings.TrimLeftFunc(s, isBlank))
		o.white(start, start+n)
		start += n
	}
}

// isBlank says whether a page shows r as a blank that falls together with others.
func isBlank(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }

// white reads white space: a blank, or in preformatted text a line break, if text stands on both sides.
func (o *opener) white(start, end int) {
	lineBreak := o.pre > 0 && strings.ContainsAny(o.file.page[start:end], "\n\r")
	if o.open == nil || o.blank.Text != "" && !lineBreak {
		return
	}
	o.blank = splice.Atom{Text: " ", Start: start, End: end}
	if lineBreak {
		o.blank.Text = "\n"
	}
	o.node = len(o.open.nodes) - 1
}

// add adds an atom to the paragraph, and the white space before it.
func (o *opener) add(a splice.Atom) {
	if o.open == nil {
		o.open = &paragraph{nodes: make([]splice.Source, 1), plain: o.tagless}
	}
	p := o.open
	if o.blank.Text != "" {
		p.nodes[o.node] = append(p.nodes[o.node], o.blank)
		o.blank = splice.Atom{}
		o.atoms++
	}
	last := len(p.nodes) - 1
	p.nodes[last] = append(p.nodes[last], a)
	o.atoms++
}

// Paragraphs returns the text of the page's paragraphs.
func (f *File) Paragraphs() []string {
	out := make([]string, len(f.paragraphs))
	for i, p := range f.paragraphs {
		out[i] = p.text()
	}
	return out
}

// Write writes the page with edits, by paragraph number; the edits of a paragraph ascend and do not overlap. A mark becomes an
// element <mark class="aztm-95" title="NOTE">, but not in the title of the page nor in a form's options and texts, which hold no elements.
func (f *File) Write(w io.Writer, edits map[int][]splice.Edit) error {
	var all []splice.Splice
	for n, e := range edits {
		if n < 0 || n >= len(f.paragraphs) {
			return fmt.Errorf("HTML: paragraph %d of %d", n, len(f.paragraphs))
		}
		s, err := f.paragraphs[n].splices(e)
		if err != nil {
			return fmt.Errorf("HTML: paragraph %d: %w", n, err)
		}
		all = append(all, s...)
	}
	_, err := w.Write(splice.Apply([]byte(f.page), all))
	return err
}

// splices turns edits of a paragraph into those of the page.
func (p *paragraph) splices(edits []splice.Edit) ([]splice.Splice, error) {
	pieces := make([]splice.Piece, len(p.nodes))
	for i, n := range p.nodes {
		pieces[i].Text = n.Text()
		pieces[i].Fixed = len(n) == 0
	}
	placed, err := splice.Place(pieces, edits)
	if err != nil {
		return nil, err
	}
	var out []splice.Splice
	for i, n := range p.nodes {
		out = append(out, n.Splices(placed[i], p.write, escaper.Replace)...)
	}
	return out, nil
}

var (
	escaper   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;")
)

// write is an edit's text as it stands in the page.
func (p *paragraph) write(e splice.Edit) string {
	text := escaper.Replace(e.Text)
	if e.Mark == "" || p.plain {
		return text
	}
	open := `<mark class="aztm-` + attribute.Replace(e.Mark) + `"`
	if e.Note != "" {
		open += ` title="` + attribute.Replace(e.Note) + `"`
	}
	return open + ">" + text + "</mark>"
}
