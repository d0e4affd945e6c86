package docx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"aztm/corpus/splice"
)

// colours are the highlights of marks: what can stand as it is is green, what needs the most work red.
var colours = map[string]string{"101": "green", "100": "green", "95": "cyan", "85": "yellow", "75": "magenta", "50": "red"}

// edited returns the part's bytes with edits in some of its paragraphs.
func (p *part) edited(edits map[int][]splice.Edit) ([]byte, error) {
	var all []splice.Splice
	for n, e := range edits {
		s, err := p.splices(p.paragraphs[n], e)
		if err != nil {
			return nil, fmt.Errorf("paragraph %d: %w", n, err)
		}
		all = append(all, s...)
	}
	return splice.Apply(p.data, all), nil
}

// splices turns edits of the paragraph's text into those of the part.
func (p *part) splices(g *paragraph, edits []splice.Edit) ([]splice.Splice, error) {
	pieces := make([]splice.Piece, len(g.pieces))
	for i, c := range g.pieces {
		pieces[i] = splice.Piece{Text: c.text, Fixed: c.fixed}
	}
	placed, err := splice.Place(pieces, edits)
	if err != nil {
		return nil, err
	}
	var out []splice.Splice
	for i, c := range g.pieces {
		if len(placed[i]) == 0 {
			continue
		}
		parts := chunks(c.text, placed[i], c.run.prefix != "") // without a prefix no property can have a value
		out = append(out, p.rewrite(c, parts)...)
	}
	return out, nil
}

// A chunk is text of a piece that has one highlight, "" for none.
type chunk struct{ text, colour string }

// chunks parts the edited text of a piece by highlight, if there are any; the first chunk has none and may be empty.
func chunks(text string, edits []splice.Edit, lit bool) []chunk {
	out := []chunk{{}}
	add := func(s, colour string) {
		last := &out[len(out)-1]
		switch {
		case s == "":
		case last.colour == colour:
			last.text += s
		default:
			out = append(out, chunk{s, colour})
		}
	}
	at := 0
	for _, e := range edits {
		add(text[at:e.Start], "")
		colour := ""
		if lit {
			colour = colours[e.Mark]
		}
		add(e.Text, colour)
		at = e.End
	}
	add(text[at:], "")
	return out
}

// rewrite puts chunks in the place of a piece's text. A highlight over all of a run becomes a property of it; else the run is parted.
func (p *part) rewrite(c piece, parts []chunk) []splice.Splice {
	run := c.run
	if len(parts) == 2 && parts[0].text == "" && run.texts == 1 {
		lit := splice.Splice{Start: run.start, End: run.end, Text: p.properties(run, parts[1].colour)}
		return append([]splice.Splice{lit}, c.splice(parts[1].text, "")...)
	}
	var more strings.Builder
	for _, k := range parts[1:] {
		more.WriteString(p.next(run, k))
	}
	if parts[len(parts)-1].colour != "" && run.texts > 1 { // what follows in the run has no highlight
		more.WriteString(p.next(run, chunk{}))
	}
	return c.splice(parts[0].text, more.String())
}

// next ends a run within its text and begins another like it, up to the end of a text.
func (p *part) next(r *run, k chunk) string {
	properties := string(p.data[r.start:r.end])
	if k.colour != "" {
		properties = p.properties(r, k.colour)
	}
	w := r.prefix
	return "</" + w + "t></" + w + "r><" + w + "r>" + properties + "<" + w + `t xml:space="preserve">` + escape(k.text)
}

// properties are those of a run, with a highlight.
func (p *part) properties(r *run, colour string) string {
	lit := fmt.Sprintf(`<%shighlight %[1]sval="%s"/>`, r.prefix, colour)
	switch {
	case r.insert == 0:
		return fmt.Sprintf("<%srPr>%s</%[1]srPr>", r.prefix, lit)
	case r.dark > 0:
		return string(p.data[r.start:r.lit]) + lit + string(p.data[r.dark:r.end])
	}
	return string(p.data[r.start:r.insert]) + lit + string(p.data[r.insert:r.end])
}

// splice puts a new text in the piece's place, and behind it what is XML already. Blanks at the edges of a text count only
// where the tag says so.
func (c piece) splice(text, more string) []splice.Splice {
	out := []splice.Splice{{Start: c.start, End: c.end, Text: escape(text) + more}}
	if text != strings.TrimSpace(text) && !c.preserved {
		out = append(out, splice.Splice{Start: c.tag, End: c.tag, Text: ` xml:space="preserve"`})
	}
	return out
}

func escape(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // a Builder never fails
	return b.String()
}
