package xliff

import (
	"io"
	"strings"
)

// fragment cuts a piece of XML into tokens.
func fragment(xml string) ([]token, error) {
	s := newScanner(nil)
	s.buf, s.done = []byte("<x>"+xml+"</x>"), true
	var ts []token
	for {
		t, err := s.next()
		if err == io.EOF {
			return ts[1 : len(ts)-1], nil
		}
		if err != nil {
			return nil, err
		}
		ts = append(ts, t)
	}
}

// parseCode reads native code that is itself a code of XLIFF: a whole element, or the start or end tag of a span. It is
// nil for other code.
func parseCode(code string, two bool) []token {
	name, start := strings.CutPrefix(code, "<")
	if !start || !strings.HasSuffix(code, ">") {
		return nil
	}
	name, end := strings.CutPrefix(name, "/")
	name = name[:strings.IndexAny(name, blanks+"/>")]
	rule, known := rules(two)[name]
	switch {
	case !known:
		return nil
	case end && rule.kind == around && code == "</"+name+">":
		return []token{{kind: endToken, name: name}}
	case !end && rule.kind == around:
		ts, err := fragment(code + "</" + name + ">")
		if err != nil || len(ts) != 2 || ts[0].empty || !two && isSegment(ts[0]) || !rule.complete(ts[0], two) {
			return nil
		}
		return ts[:1]
	}
	ts, err := fragment(code)
	if err != nil || closing(ts, 0) != len(ts)-1 || ts[0].empty != (rule.kind == point) || !fits(ts, two) {
		return nil
	}
	return ts
}

// complete says whether a tag has what it must have.
func (r rule) complete(t token, two bool) bool {
	return t.prefix == "" && (r.must == "" || validValue(r.must, t.get(r.must), two) && t.get(r.must) != "")
}

// fits says whether each element in a code may stand where it does.
func fits(ts []token, two bool) bool {
	var within []kind
	for _, t := range ts {
		in := around
		if len(within) > 0 {
			in = within[len(within)-1]
		}
		switch t.kind {
		case startToken:
			rule, known := rules(two)[t.name]
			if !known || !rule.complete(t, two) || in == point || (in == native) != (rule.kind == beside) {
				return false
			}
			within = append(within, rule.kind)
		case endToken:
			within = within[:len(within)-1]
		case textToken:
			if in == point {
				return false
			}
		}
	}
	return true
}

// A mark is a text, a code, or a tag of a span, as they stand in markup.
type mark struct {
	element string  // of TMX; "" for a text
	end     bool    // it is the end tag of a hi
	tag     token   // start tag
	text    string  // the text, or the native code
	xliff   []token // the native code, if it is one of XLIFF
	partner int     // place of the other tag of its pair, -1 if it is alone
}

// spans says whether the native code is a tag of a span of XLIFF, which must not stand alone.
func (m mark) spans(two bool) bool {
	return len(m.xliff) == 1 && rules(two)[m.xliff[0].name].kind == around
}

// marks cuts markup into marks.
func marks(markup string, two bool) ([]mark, error) {
	ts, err := fragment(markup)
	if err != nil {
		return nil, err
	}
	var list []mark
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		m := mark{tag: t, element: t.name, text: t.text, partner: -1}
		switch {
		case t.kind == textToken:
		case t.name == "hi":
			m.end = t.kind == endToken
		default:
			end := closing(ts, i)
			m.text = content{tokens: ts[i:end]}.text()
			m.xliff = parseCode(m.text, two)
			i = end
		}
		list = append(list, m)
	}
	nest(list, two)
	pair(list, two)
	return list, nil
}

// nest joins the tags of spans, and of hi, that stand properly within one another. Tags of spans that do not are ordinary code.
func nest(list []mark, two bool) {
	var open []int
	for i := range list {
		m := &list[i]
		starts := m.element == "hi" && !m.end || m.spans(two) && m.xliff[0].kind == startToken
		switch {
		case starts:
			open = append(open, i)
		case m.element == "hi":
			for list[open[len(open)-1]].element != "hi" {
				open = open[:len(open)-1]
			}
			m.partner, list[open[len(open)-1]].partner = open[len(open)-1], i
			open = open[:len(open)-1]
		case m.spans(two) && len(open) > 0:
			top := &list[open[len(open)-1]]
			if top.spans(two) && top.xliff[0].name == m.xliff[0].name {
				m.partner, top.partner = open[len(open)-1], i
				open = open[:len(open)-1]
			}
		}
	}
	for i := range list {
		if m := &list[i]; m.spans(two) && m.partner < 0 {
			m.xliff = nil
		}
	}
}

// pair joins bpt and ept by their i, if they are codes of one class.
func pair(list []mark, two bool) {
	begins := map[string]int{}
	for i := range list {
		m := &list[i]
		key := m.class(two) + " " + m.tag.get("i")
		at, known := begins[key]
		switch {
		case m.class(two) == "" || m.partner >= 0:
		case m.element == "bpt" && !known:
			begins[key] = i
		case m.element == "ept" && known && list[at].partner < 0:
			m.partner, list[at].partner = at, i
		}
	}
}

// class is the class of codes that a bpt or ept is written as, "" for a code that belongs to no other.
func (m mark) class(two bool) string {
	switch {
	case m.element != "bpt" && m.element != "ept":
		return ""
	case m.xliff == nil && two:
		return "c"
	case m.xliff == nil:
		return "pt"
	}
	if r := rules(two)[m.xliff[0].name]; r.ends == (m.element == "ept") {
		return r.class
	}
	return ""
}
