package tmx

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"aztm/tm"
)

// A dtd is what a version of TMX says of each element.
type dtd struct {
	version  string
	elements map[string]*element
}

// An element is what a DTD says of an element.
type element struct {
	name     string
	within   []string          // elements that it may stand in
	attrs    map[string]string // forms of the attributes that it may have, as forms names them; "" for any
	required []string          // attributes that it must have
	text     bool              // it may hold text
}

// versions are those that have a DTD.
var versions = []string{"1.1", "1.2", "1.3", "1.4"}

// Attributes that several elements have.
const (
	made     = "creationdate@date creationid changedate@date changeid"
	textual  = "o-encoding datatype usagecount@count lastusagedate@date creationtool creationtoolversion o-tmf " + made
	required = "creationtool! creationtoolversion! segtype!@segtype o-tmf! adminlang! srclang!@source datatype!"
)

// current is the version that Writer writes.
var current = newDTD("1.4")

// newDTD makes the rules of a version: an attribute is marked by ! if it must stand, and by @ with the form of its value.
func newDTD(version string) dtd {
	d := dtd{version, map[string]*element{}}
	add := func(name, within, attrs string) *element {
		e := &element{name: name, within: strings.Fields(within), attrs: map[string]string{}}
		for _, a := range strings.Fields(attrs) {
			a, form, _ := strings.Cut(a, "@")
			a, must := strings.CutSuffix(a, "!")
			e.attrs[a] = form
			if must {
				e.required = append(e.required, a)
			}
		}
		d.elements[name] = e
		return e
	}
	lang, variantLang, propLang := "xml:lang lang", "xml:lang!@language lang@language", "xml:lang lang"
	running, native, subAttrs := "seg sub hi", "bpt ept it ph ut", "datatype type"
	switch version {
	case "1.1":
		running, native, subAttrs = "seg sub", "seg bpt ept it ph", ""
		lang, variantLang, propLang = "lang", "lang!@language", "lang"
	case "1.2":
		native = "bpt ept it ph"
		lang, variantLang, propLang = "lang", "lang!@language", "lang"
	case "1.3":
		native = "bpt ept it ph"
		propLang = "xml:lang"
	}
	add("tmx", "", "version!@version")
	add("header", "tmx", required+" o-encoding "+made)
	add("body", "tmx", "")
	add("note", "header tu tuv", "o-encoding "+lang).text = true
	add("prop", "header tu tuv", "type! o-encoding "+propLang).text = true
	add("ude", "header", "name! base")
	add("map", "ude", "unicode! code ent subst")
	add("tu", "body", "tuid segtype@segtype srclang@source "+textual)
	add("tuv", "tu", variantLang+" "+textual)
	add("seg", "tuv", "").text = true
	add("bpt", running, "i! x type").text = true
	add("ept", running, "i!").text = true
	add("it", running, "pos!@position x type").text = true
	add("ph", running, "x assoc type").text = true
	add("ut", running, "x").text = true
	add("sub", native, subAttrs).text = true
	if version != "1.1" {
		add("hi", running, "x type").text = true
	}
	return d
}

// A form is what a value may be, and how it should look.
type form struct {
	ok   func(value []byte) bool
	want string
}

// forms names them for newDTD.
var forms = map[string]form{
	"date":     {isDate, "as 20240131T235959Z, in UTC"},
	"count":    {isCount, "as a number"},
	"language": {isLanguage, "as az or en-GB"},
	"source":   {func(v []byte) bool { return string(v) == "*all*" || isLanguage(v) }, "as az or en-GB, or *all*"},
	"segtype":  {oneOf(segtypes...), "as one of " + strings.Join(segtypes, ", ")},
	"position": {oneOf(positions...), "as one of " + strings.Join(positions, ", ")},
	"version":  {oneOf(versions...), "as one of " + strings.Join(versions, ", ")},
}

// Values of the attributes that the DTD lists.
var (
	segtypes  = []string{"block", "paragraph", "sentence", "phrase"}
	positions = []string{"begin", "end"}
)

func oneOf(words ...string) func([]byte) bool {
	return func(v []byte) bool { return slices.Contains(words, string(v)) }
}

// stamp is the form of a date in TMX: ISO 8601, basic, UTC.
const stamp = "20060102T150405Z"

func isDate(v []byte) bool {
	_, err := time.Parse(stamp, string(v))
	return err == nil
}

func isCount(v []byte) bool {
	_, err := strconv.ParseUint(string(v), 10, 64)
	return err == nil
}

// isLanguage says whether v looks like a tag of BCP 47: two or three letters (x and i too), then subtags of letters and digits, all
// parted by hyphens. The longer first subtags that the standard leaves room for do not exist; names of languages are taken for such.
func isLanguage(v []byte) bool {
	first, rest, more := bytes.Cut(v, []byte("-"))
	short := len(first) == 1 && more && (first[0]|0x20 == 'x' || first[0]|0x20 == 'i')
	if !short && len(first) != 2 && len(first) != 3 || bytes.ContainsFunc(first, func(r rune) bool { return !isLetter(r) }) {
		return false
	}
	for more {
		var sub []byte
		sub, rest, more = bytes.Cut(rest, []byte("-"))
		if len(sub) == 0 || len(sub) > 8 || bytes.ContainsFunc(sub, func(r rune) bool { return !isLetter(r) && (r < '0' || r > '9') }) {
			return false
		}
	}
	return true
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// checkTag warns of a start tag that the version does not allow, or not there.
func (t *Reader) checkTag() {
	s := t.s
	e, parent := t.dtd.elements[string(s.name)], s.inner(1)
	switch {
	case e == nil && t.inSeg:
		t.warn("<%s> is not in TMX %s: it is kept as an inline code; write it as <ph> or <hi>", short(string(s.name)), t.dtd.version)
		return
	case e == nil:
		t.warn("<%s> is not in TMX %s: it is passed over with all that it holds", short(string(s.name)), t.dtd.version)
		return
	case len(parent) > 0 && !slices.Contains(e.within, string(parent)):
		t.warn("<%s> may not stand in <%s> in TMX %s: put it where it belongs", s.name, short(string(parent)), t.dtd.version)
	}
	for _, a := range s.attrs {
		t.checkAttr(e, a)
	}
	var missing []string
	for _, name := range e.required {
		if !t.has(name) {
			missing = append(missing, name)
		}
	}
	if missing != nil && (e.name != "tuv" || t.has("lang") || t.has("xml:lang")) { // the unit of a tuv without any is refused
		t.warn("<%s> lacks what TMX %s asks for: add %s", s.name, t.dtd.version, strings.Join(missing, ", "))
	}
}

func (t *Reader) checkAttr(e *element, a attr) {
	want, known := e.attrs[string(a.name)]
	if !known {
		if string(a.name) != "xml:space" { // of XML itself
			t.warn("the attribute %s of <%s> is not in TMX %s: other tools may refuse it", short(string(a.name)), e.name, t.dtd.version)
		}
		return
	}
	if f, ok := forms[want]; ok && !f.ok(a.value) {
		t.warn("%s=%q of <%s>: write it %s", a.name, short(string(a.value)), e.name, f.want)
	}
}

// checkText warns of text where none may stand.
func (t *Reader) checkText() {
	e := t.dtd.elements[string(t.s.inner(0))]
	if e == nil || e.text {
		return
	}
	text := t.s.text
	if blanks := len(text) - len(bytes.TrimLeft(text, " \t\n")); blanks < len(text) {
		t.warnAt(t.s.at+bytes.Count(text[:blanks], []byte("\n")), "text in <"+e.name+">, outside <seg>: it is passed over")
	}
}

// Bounds of the warnings that are kept of a file: of those alike, and of all.
const (
	maxAlike    = 20
	maxWarnings = 5000
)

// warn notes what is wrong at the last token.
func (t *Reader) warn(format string, args ...any) {
	t.warnAt(t.s.at, fmt.Sprintf(format, args...))
}

func (t *Reader) warnAt(line int, message string) {
	n, known := t.alike[message]
	switch {
	case n < maxAlike && len(t.warnings) < maxWarnings:
		t.warnings = append(t.warnings, tm.Warning{Line: line, Unit: t.tuid, Message: message})
	case !known:
		t.untold++
		return
	}
	t.alike[message] = n + 1
}

// sumWarnings adds what was only counted.
func (t *Reader) sumWarnings() {
	for _, w := range t.warnings {
		t.alike[w.Message]--
	}
	for _, w := range t.warnings {
		if n := t.alike[w.Message]; n > 0 {
			t.warnings = append(t.warnings, tm.Warning{Message: fmt.Sprintf("%d more times: %s", n, w.Message)})
			delete(t.alike, w.Message)
		}
	}
	if t.untold > 0 {
		t.warnings = append(t.warnings, tm.Warning{Message: fmt.Sprintf("%d more warnings", t.untold)})
	}
}
