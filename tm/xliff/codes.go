package xliff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// An item is a text, a whole code, or the start or end tag of a span, as they stand in a source or target.
type item struct {
	kind    itemKind
	tokens  []token // of a code all, else one
	rule    rule
	partner int    // place of the other tag of its pair, -1 if it is alone
	pair    string // what the pair is called in TMX
}

type itemKind byte

const (
	textItem itemKind = iota
	codeItem
	openItem
	closeItem
)

// A reading turns the inside of a source or target into what a variant holds.
type reading struct {
	two   bool
	space string // namespace of XLIFF in the file
}

// items cuts tokens into items. Marks of segments are left out.
func (r reading) items(ts []token) []item {
	var list []item
	var open []int // items of the open spans, -1 for a mark of a segment
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		n := item{tokens: ts[i : i+1], partner: -1}
		if t.space == r.space {
			n.rule = rules(r.two)[t.name]
		}
		switch {
		case t.kind == textToken:
		case t.kind == endToken:
			n.kind, n.partner = closeItem, open[len(open)-1]
			open = open[:len(open)-1]
			if n.partner < 0 {
				continue
			}
			list[n.partner].partner = len(list)
		case !r.two && t.space == r.space && isSegment(t):
			open = append(open, -1)
			continue
		case n.rule.kind == around:
			n.kind = openItem
			open = append(open, len(list))
		default:
			n.kind = codeItem
			end := closing(ts, i)
			n.tokens = ts[i : end+1]
			i = end
		}
		list = append(list, n)
	}
	r.join(list)
	call(list)
	return list
}

// join finds the codes that begin and end a span together. A key counts once.
func (r reading) join(list []item) {
	begins := map[string]int{}
	for i := range list {
		n := &list[i]
		key := r.key(n.tokens[0], n.rule)
		if n.kind != codeItem || n.rule.class == "" || key == "" {
			continue
		}
		name := n.rule.class + " " + key
		at, known := begins[name]
		if !n.rule.ends && !known {
			begins[name] = i
		}
		if n.rule.ends && known && list[at].partner < 0 {
			n.partner, list[at].partner = at, i
		}
	}
}

// key is what the begin and the end of a span have in common.
func (r reading) key(t token, rule rule) string {
	switch {
	case !r.two:
		return cmp.Or(t.get("rid"), t.get("id"))
	case rule.ends:
		return t.get("startRef")
	}
	return t.get("id")
}

// call gives the pairs names: bpt and ept of 1.2 their key, the others numbers.
func call(list []item) {
	taken := map[string]bool{}
	for i := range list {
		if n := &list[i]; n.rule.class == "pt" && n.partner > i {
			t := n.tokens[0]
			n.pair = cmp.Or(t.get("rid"), t.get("id"))
			taken[n.pair] = true
		}
	}
	number := 0
	for i := range list {
		n := &list[i]
		switch {
		case n.partner >= 0 && n.partner < i:
			n.pair = list[n.partner].pair
		case n.partner > i && n.pair == "":
			for number++; taken[strconv.Itoa(number)]; number++ {
			}
			n.pair = strconv.Itoa(number)
		}
	}
}

// variant is the text without codes and, where there are any, the markup: what would stand in the seg of a TMX file.
//
// A bpt, ept, it or ph of 1.2 becomes the element of TMX that has the same name. Of all others the XLIFF itself is the
// native code: <x id="1"/> becomes <ph x="1">&lt;x id="1"/&gt;</ph>, and <g id="2">a</g> becomes
// <bpt i="1" x="2">&lt;g id="2"&gt;</bpt>a<ept i="1">&lt;/g&gt;</ept>. Half a pair becomes an it. So nothing is lost, and TMX holds it.
func (r reading) variant(ts []token) (text, markup string) {
	if !slices.ContainsFunc(ts, func(t token) bool { return t.kind != textToken }) {
		return content{tokens: ts}.text(), ""
	}
	var plain, full strings.Builder
	list := r.items(ts)
	coded := false
	for i, n := range list {
		if n.kind == textItem {
			plain.WriteString(n.tokens[0].text)
			full.WriteString(escapeText(n.tokens[0].text))
			continue
		}
		coded = true
		r.code(&full, list, i)
	}
	if !coded {
		return plain.String(), ""
	}
	return plain.String(), full.String()
}

// code writes the item at i, which is no text, as TMX.
func (r reading) code(b *strings.Builder, list []item, i int) {
	n, t := list[i], list[i].tokens[0]
	ends := n.kind == closeItem || n.rule.ends || t.name == "it" && t.get("pos") == "close"
	element := "ph"
	switch {
	case n.partner >= 0 && ends:
		element = "ept"
		writeAttr(b, "<ept i", n.pair)
	case n.partner >= 0:
		element = "bpt"
		writeAttr(b, "<bpt i", n.pair)
	case ends:
		element = "it"
		b.WriteString(`<it pos="end"`)
	case n.rule.class != "" || t.name == "it" && n.rule.kind == native:
		element = "it"
		b.WriteString(`<it pos="begin"`)
	default:
		b.WriteString("<ph")
	}
	if element != "ept" {
		writeAttr(b, " x", cmp.Or(t.get("id"), t.get("mid")))
		writeAttr(b, " type", t.get("ctype"))
	}
	b.WriteByte('>')
	if t.name == element && r.plain(list, i) {
		b.WriteString(escapeText(content{tokens: n.tokens}.text()))
	} else {
		b.WriteString(escapeText(r.verbatim(n.tokens)))
	}
	b.WriteString("</" + element + ">")
}

// writeAttr writes an attribute that is not "".
func writeAttr(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(name + `="` + escapeAttr(value) + `"`)
	}
}

// text is the text within c, codes and all.
func (c content) text() string {
	var b strings.Builder
	for _, t := range c.tokens {
		b.WriteString(t.text)
	}
	return b.String()
}

// plain says whether the native code at i can stand in TMX as it is, and then comes back the same.
func (r reading) plain(list []item, i int) bool {
	n, t := list[i], list[i].tokens[0]
	id := t.get("id")
	if n.rule.kind != native || id == "" {
		return false
	}
	for _, a := range t.attrs {
		if !slices.Contains(mapped[t.name], a.qualified()) || !n.rule.allows(a, false) {
			return false
		}
	}
	for _, t := range n.tokens[1 : len(n.tokens)-1] {
		if t.kind != textToken { // a sub
			return false
		}
	}
	if t.name == "ept" && list[n.partner].tokens[0].get("id") != id { // TMX has an id for both
		return false
	}
	return parseCode(content{tokens: n.tokens}.text(), false) == nil
}

// mapped are the attributes of native code in 1.2 that TMX has too.
var mapped = map[string][]string{"bpt": {"id", "rid", "ctype"}, "ept": {"id", "rid"}, "it": {"id", "pos", "ctype"}, "ph": {"id", "ctype"}}

// verbatim is a code as XML that stands for itself: names of XLIFF without a prefix, other prefixes declared.
func (r reading) verbatim(ts []token) string {
	var b strings.Builder
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		own := t.space == r.space
		if own {
			t.prefix = ""
		}
		switch t.kind {
		case textToken:
			b.WriteString(escapeText(t.text))
		case endToken:
			b.WriteString("</" + t.qualified() + ">")
		case startToken:
			b.WriteString("<" + t.qualified())
			for _, a := range declared(t, own) {
				b.WriteString(" " + a.qualified() + `="` + escapeAttr(a.value) + `"`)
			}
			if i+1 < len(ts) && ts[i+1].kind == endToken && !(own && rules(r.two)[t.name].kind == native) {
				b.WriteByte('/')
				i++
			}
			b.WriteByte('>')
		}
	}
	return b.String()
}

// declared are the attributes of a tag, and declarations of the prefixes that it takes from outside. An element of XLIFF has none
// of its own namespace.
func declared(t token, own bool) []attr {
	var list []attr
	need := []attr{{name: t.prefix, space: t.space}}
	for _, a := range t.attrs {
		if !(own && a.prefix == "" && a.name == "xmlns") {
			list = append(list, a)
		}
		need = append(need, attr{name: a.prefix, space: a.space})
	}
	for _, n := range need {
		has := func(a attr) bool { return a.prefix == "xmlns" && a.name == n.name }
		if n.name != "" && n.name != "xml" && n.name != "xmlns" && !slices.ContainsFunc(list, has) {
			list = append(list, attr{name: n.name, prefix: "xmlns", space: "xmlns", value: n.space})
		}
	}
	return list
}
