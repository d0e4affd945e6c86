// Package html reads the main text of a news page: headline, date of publication, blocks.
//
// go-readability finds the part of the page that is the article; the walk here turns it
// into blocks, one for each paragraph, heading, list item or table row. A page that
// readability makes nothing of is walked whole, without its scripts, menus and forms.
package html

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Page is what a news page says.
type Page struct {
	Headline string  // "" if the page names none
	Date     string  // of publication, ISO 8601, "" if not stated
	DateText string  // the first date that the page marks as one, in its own words; "" if none
	Blocks   []Block // of the story, white space collapsed; without the headline
	Left     []Block // what is no part of the story: menus, teasers, captions, forms
}

// A Block is text that the page shows.
type Block struct {
	Number int // 1-based, among all blocks of the page; 0 for text that readability put together anew
	Text   string
}

// maxDepth bounds how deep elements may be nested.
const maxDepth = 2000

// charsetLabel finds the label of a meta element or XML declaration.
var charsetLabel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)<(?:meta[^>]*charset|\?xml[^>]*encoding)\s*=\s*["']?\s*([\w:.-]+)`)
})

// Declared returns the charset that a page declares in its first 4096 bytes, in lower case, "" if it declares none.
func Declared(page []byte) string {
	m := charsetLabel().FindSubmatch(page[:min(len(page), 4096)])
	if m == nil {
		return ""
	}
	return strings.ToLower(string(m[1]))
}

// Read reads a page given as UTF-8 text.
func Read(page string) (Page, error) {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return Page{}, fmt.Errorf("HTML: %w", err)
	}
	if tooDeep(doc) {
		return Page{}, fmt.Errorf("HTML: elements nested deeper than %d", maxDepth)
	}
	p := Page{Headline: headline(doc), Date: date(doc), DateText: dateText(doc)}
	story, shown := blocks(doc, true), blocks(doc, false)
	parser := readability.NewParser()
	article, err := parser.ParseDocument(doc, nil)
	if err == nil && article.Node != nil {
		if main := blocks(article.Node, true); length(main) >= 200 || length(main) >= length(story)/2 {
			story = main
		}
		if t, terr := article.PublishedTime(); terr == nil && p.Date == "" {
			p.Date = t.Format("2006-01-02")
		}
	}
	if len(story) == 0 && p.Headline == "" {
		return p, errors.New("HTML: no text on the page")
	}
	if p.Headline != "" && len(story) > 0 && story[0] == p.Headline {
		story = story[1:]
	}
	p.part(story, shown)
	return p, nil
}

// part fills Blocks with the story and Left with what is shown beside it: neither the headline nor in the story, whole or
// as a part of some length.
func (p *Page) part(story, shown []string) {
	at := map[string][]int{} // the story's blocks by text, in order
	for i, b := range story {
		p.Blocks = append(p.Blocks, Block{0, b})
		at[b] = append(at[b], i)
	}
	for i, b := range shown {
		if len(at[b]) > 0 {
			p.Blocks[at[b][0]].Number = i + 1
			at[b] = at[b][1:]
		} else if b != p.Headline {
			p.Left = append(p.Left, Block{i + 1, b})
		}
	}
	anew := ""
	for _, b := range p.Blocks {
		if b.Number == 0 && len(anew) < maxAnew {
			anew += b.Text + "\n"
		}
	}
	p.Left = slices.DeleteFunc(p.Left, func(b Block) bool { return len(b.Text) >= partLength && strings.Contains(anew, b.Text) })
}

// maxAnew bounds, in bytes, the text put together anew that is searched for parts.
const maxAnew = 64 << 10

// partLength is the length in bytes from which a text that also stands in the story is taken for a part of it.
const partLength = 40

func tooDeep(doc *html.Node) bool {
	depth := 0
	for n := doc; n != nil; {
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
			if depth++; depth > maxDepth {
				return true
			}
		default:
			for n != nil && n.NextSibling == nil {
				n = n.Parent
				depth--
			}
			if n != nil {
				n = n.NextSibling
			}
		}
	}
	return false
}

func length(blocks []string) (n int) {
	for _, b := range blocks {
		n += len(b)
	}
	return n
}

// headline is the text of the only h1, else of og:title, else of title without the outlet's name.
func headline(doc *html.Node) string {
	var h1 []string
	title, og := "", ""
	each(doc, func(n *html.Node) {
		switch {
		case n.DataAtom == atom.H1:
			h1 = append(h1, collapse(inner(n)))
		case n.DataAtom == atom.Title && title == "":
			title = collapse(inner(n))
		case n.DataAtom == atom.Meta && value(n, "property") == "og:title":
			og = collapse(value(n, "content"))
		}
	})
	for _, h := range h1 {
		if h != "" && (len(h1) == 1 || strings.HasPrefix(title, h) || strings.HasPrefix(og, h)) {
			return h
		}
	}
	if og != "" {
		return og
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: "} {
		if i := strings.LastIndex(title, sep); i > 0 {
			return title[:i]
		}
	}
	return title
}

// date is what the page's metadata say of its publication.
func date(doc *html.Node) string {
	out := ""
	each(doc, func(n *html.Node) {
		s := ""
		switch {
		case n.DataAtom == atom.Meta && (value(n, "property") == "article:published_time" || value(n, "itemprop") == "datePublished"):
			s = value(n, "content")
		case n.DataAtom == atom.Time && value(n, "datetime") != "":
			s = value(n, "datetime")
		}
		if out == "" && len(s) >= 10 && s[4] == '-' && s[7] == '-' {
			out = s[:10]
			if len(s) >= 16 && s[10] == 'T' {
				out = s[:16]
			}
		}
	})
	return out
}

// dateText is what the first time element says that has no machine-readable date.
func dateText(doc *html.Node) string {
	out := ""
	each(doc, func(n *html.Node) {
		if out == "" && n.DataAtom == atom.Time && value(n, "datetime") == "" {
			out = strings.Join(strings.Fields(inner(n)), " ")
		}
	})
	return out
}

func each(n *html.Node, do func(*html.Node)) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			do(d)
		}
	}
}

func value(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func inner(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// block elements begin and end a block of text.
var block = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Table: true, atom.Blockquote: true, atom.Article: true,
	atom.Section: true, atom.Main: true, atom.Header: true, atom.Figure: true, atom.Figcaption: true, atom.Dd: true, atom.Dt: true,
	atom.Br: true, atom.Hr: true, atom.Pre: true, atom.Address: true, atom.Form: true, atom.Nav: true, atom.Aside: true, atom.Footer: true,
	atom.Button: true, atom.Select: true, atom.Option: true, atom.Textarea: true, atom.Label: true,
}

// unseen elements show no text of the page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true, atom.Head: true,
}

// silent elements hold no text of the story. A form may: some systems put the whole page into one.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true, atom.Head: true,
	atom.Nav: true, atom.Aside: true, atom.Footer: true, atom.Figcaption: true,
	atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Label: true,
}

// stamp says whether n is a time of publication: a time element without text beside it. In a sentence it is a part of that.
func stamp(n *html.Node) bool {
	if n.DataAtom != atom.Time {
		return false
	}
	for c := range n.Parent.ChildNodes() {
		if c != n && c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return false
		}
	}
	return true
}

// blocks collects the text of the blocks below n: of the story alone, or all that is seen.
func blocks(n *html.Node, story bool) []string {
	not := unseen
	if story {
		not = silent
	}
	var out []string
	var b bytes.Buffer
	end := func() {
		if s := collapse(b.String()); s != "" {
			out = append(out, s)
		}
		b.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) { // depth is bounded by tooDeep
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode || not[c.DataAtom]:
			case story && stamp(c):
			case block[c.DataAtom] || stamp(c):
				end()
				walk(c)
				end()
			default:
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					b.WriteByte(' ')
				}
				walk(c)
			}
		}
	}
	walk(n)
	end()
	return out
}

// collapse makes each run of white space but no-break spaces one blank.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}), " ")
}
