package xliff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// A writing turns what a variant holds into the inside of a source or target: reading.variant backwards, and for codes that came
// from elsewhere bpt, ept, it and ph in 1.2, sc, ec and ph with the code as disp in 2.x.
type writing struct {
	two    bool
	prefix string                // of XLIFF in the file, with the colon
	data   func(ref string) bool // whether there is original data of that name; nil for none

	b     strings.Builder
	known map[string]bool // ids that stand in the markup
	used  map[string]bool // ids of 2.x, rids of 1.2 with the class, that are taken
	begun map[int]begun   // by place
	last  int             // number of the last id made up
}

// A begun is the begin of a pair, as it was written.
type begun struct{ id, rid string }

// inside is a variant's text, with its codes if the markup is sound.
func (w *writing) inside(text, markup string) string {
	if markup == "" {
		return escapeText(text)
	}
	list, err := marks(markup, w.two)
	if err != nil {
		return escapeText(text)
	}
	w.b.Reset()
	w.known, w.used, w.begun, w.last = map[string]bool{}, map[string]bool{}, map[int]begun{}, 0
	for _, m := range list {
		w.known[m.tag.get("x")] = true
		for _, t := range m.xliff {
			w.known[t.get("id")] = true
			w.used[t.get("id")] = w.two
		}
	}
	for i, m := range list {
		switch {
		case m.element == "":
			w.b.WriteString(escapeText(m.text))
		case m.element == "hi":
			w.highlight(m)
		case m.xliff != nil:
			w.own(list, i)
		case w.two:
			w.code2(list, i)
		default:
			w.code1(list, i)
		}
	}
	return w.b.String()
}

// newID makes an id up that stands nowhere in the markup.
func (w *writing) newID() string {
	for w.last++; w.known[strconv.Itoa(w.last)]; w.last++ {
	}
	return strconv.Itoa(w.last)
}

// tag writes a start tag; attributes come as name and value, those that are "" are left out.
func (w *writing) tag(name string, attrs ...string) {
	w.b.WriteString("<" + w.prefix + name)
	for i := 0; i < len(attrs); i += 2 {
		writeAttr(&w.b, " "+attrs[i], attrs[i+1])
	}
}

func (w *writing) endTag(name string) { w.b.WriteString("</" + w.prefix + name + ">") }

// highlight writes a tag of a hi.
func (w *writing) highlight(m mark) {
	switch {
	case m.end:
		w.endTag("mrk")
		return
	case w.two:
		w.tag("mrk", "id", w.newID(), "type", "tmx:hi")
	default:
		w.tag("mrk", "mtype", "x-hi")
	}
	w.b.WriteByte('>')
}

// code1 writes native code as 1.2 has it.
func (w *writing) code1(list []mark, i int) {
	m := list[i]
	id, key := m.tag.get("x"), m.tag.get("i")
	element, pos, rid := "ph", "", ""
	switch {
	case m.element == "bpt" && m.partner >= 0:
		element = "bpt"
		if id == "" && !w.known[key] {
			id = key
		}
		id = cmp.Or(id, w.newID())
		if name := "pt " + key; key != id && isToken(key) && !w.used[name] {
			rid, w.used[name] = key, true
		}
		w.begun[i] = begun{id, rid}
	case m.element == "ept" && m.partner >= 0:
		element, id, rid = "ept", w.begun[m.partner].id, w.begun[m.partner].rid
	case m.element == "bpt", m.element == "it" && m.tag.get("pos") != "end":
		element, pos = "it", "open"
	case m.element == "ept", m.element == "it":
		element, pos = "it", "close"
	}
	if id == "" {
		id = w.newID()
	}
	w.tag(element, "id", id, "rid", rid, "pos", pos, "ctype", ctype(m.tag.get("type"), rules1[element]))
	w.b.WriteString(">" + escapeText(m.text))
	w.endTag(element)
}

// ctype is a type of TMX as XLIFF 1.2 takes it.
func ctype(kind string, r rule) string {
	words := strings.Join(strings.Fields(kind), "-")
	switch {
	case words == "" || r.ctypes == "":
		return ""
	case among(kind, r.ctypes) || extended(kind):
		return kind
	}
	return "x-" + words
}

// code2 writes native code as 2.x has it.
func (w *writing) code2(list []mark, i int) {
	m := list[i]
	if m.element == "ept" && m.partner >= 0 {
		w.tag("ec", "startRef", w.begun[m.partner].id, "disp", m.text)
		w.b.WriteString("/>")
		return
	}
	id := m.tag.get("x")
	if !isToken(id) || w.used[id] {
		id = w.newID()
	}
	switch {
	case m.element == "bpt" && m.partner >= 0:
		w.begun[i] = begun{id: id}
		w.tag("sc", "id", id, "disp", m.text)
	case m.element == "bpt", m.element == "it" && m.tag.get("pos") != "end":
		w.tag("sc", "id", id, "isolated", "yes", "disp", m.text)
	case m.element == "ept", m.element == "it":
		w.tag("ec", "id", id, "isolated", "yes", "disp", m.text)
	default:
		w.tag("ph", "id", id, "disp", m.text)
	}
	w.used[id] = true
	w.b.WriteString("/>")
}

// own writes a code that came from XLIFF as it came, but for attributes that the schema forbids.
func (w *writing) own(list []mark, i int) {
	for j, t := range list[i].xliff {
		r := rules(w.two)[t.name]
		switch {
		case t.kind == textToken:
			w.b.WriteString(escapeText(t.text))
		case t.kind == endToken && r.kind == point:
		case t.kind == endToken:
			w.endTag(t.name)
		default:
			w.tag(t.name)
			for _, a := range w.attrs(list, i, t, r, j == 0) {
				w.b.WriteString(" " + a.qualified() + `="` + escapeAttr(a.value) + `"`)
			}
			if r.kind == point {
				w.b.WriteByte('/')
			}
			w.b.WriteByte('>')
		}
	}
}

// attrs are the attributes of a tag of own; first says whether the code begins with it.
func (w *writing) attrs(list []mark, i int, t token, r rule, first bool) []attr {
	var attrs []attr
	for _, a := range t.attrs {
		if r.allows(a, w.two) && (!strings.HasPrefix(a.name, "dataRef") || w.data != nil && w.data(a.value)) {
			attrs = append(attrs, a)
		}
	}
	switch {
	case !first || r.class == "":
	case w.two:
		attrs = w.joined2(list[i], r, attrs)
		w.begun[i] = begun{id: t.get("id")}
	default:
		attrs = w.joined1(list[i], r, attrs)
		w.begun[i] = begun{t.get("id"), token{attrs: attrs}.get("rid")}
	}
	return attrs
}

// joined1 takes a rid off that its schema forbids: a begin has its own, an end that of its begin.
func (w *writing) joined1(m mark, r rule, attrs []attr) []attr {
	rid := token{attrs: attrs}.get("rid")
	name := r.class + " " + rid
	if r.ends && (m.partner < 0 || w.begun[m.partner].rid != rid) || !r.ends && w.used[name] {
		return slices.DeleteFunc(attrs, func(a attr) bool { return a.name == "rid" })
	}
	w.used[name] = true
	return attrs
}

// joined2 makes an end refer to its begin, and marks halves of pairs as such.
func (w *writing) joined2(m mark, r rule, attrs []attr) []attr {
	all := token{attrs: attrs}
	set := func(name, value string) {
		i := slices.IndexFunc(attrs, func(a attr) bool { return a.prefix == "" && a.name == name })
		switch {
		case i < 0:
			attrs = append(attrs, attr{name: name, value: value})
		case value == "":
			attrs = slices.Delete(attrs, i, i+1)
		default:
			attrs[i].value = value
		}
	}
	begin := ""
	if m.partner >= 0 {
		begin = w.begun[m.partner].id
	}
	switch {
	case r.ends && begin != "" && begin != all.get("startRef"):
		set("startRef", begin)
	case r.class != "c" || m.partner >= 0:
	case r.ends && all.get("startRef") != "":
		set("id", cmp.Or(all.get("id"), all.get("startRef")))
		set("startRef", "")
		set("isolated", "yes")
	default:
		set("isolated", "yes")
	}
	return attrs
}
