package xliff

import (
	"slices"
	"strings"
)

// A kind says what an inline element of XLIFF is.
type kind byte

const (
	point  kind = iota + 1 // stands for one code, or for the begin or end of one: empty
	around                 // spans what it holds
	native                 // holds the code of the document
	beside                 // holds a text of its own within native code
)

// A rule is what a version of XLIFF says of an inline element.
type rule struct {
	kind   kind
	must   string   // attribute that must stand; "" for none
	attrs  []string // attributes that may stand
	ctypes string   // what ctype may be, beside x-…
	closed bool     // attributes of other namespaces may not stand
	class  string   // of elements that begin and end a span: their pairs are of one class
	ends   bool     // it ends such a span
}

// What the schema of 1.2 says of ctype.
const (
	delimiters   = "bold italic underlined link"
	placeholders = "image pb lb"
)

// rules1 are the inline elements of 1.2, rules2 those of 2.0 and 2.1, by their schemas.
var (
	rules1 = map[string]rule{
		"g":   {kind: around, ctypes: delimiters, must: "id", attrs: strings.Fields("id ctype clone xid equiv-text")},
		"x":   {kind: point, ctypes: placeholders, must: "id", attrs: strings.Fields("id ctype clone xid equiv-text")},
		"bx":  {kind: point, ctypes: delimiters, must: "id", attrs: strings.Fields("id rid ctype clone xid equiv-text"), class: "x"},
		"ex":  {kind: point, must: "id", attrs: strings.Fields("id rid xid equiv-text"), class: "x", ends: true},
		"bpt": {kind: native, ctypes: delimiters, must: "id", attrs: strings.Fields("id rid ctype crc xid equiv-text"), class: "pt"},
		"ept": {kind: native, must: "id", attrs: strings.Fields("id rid crc xid equiv-text"), class: "pt", ends: true},
		"it":  {kind: native, ctypes: delimiters, must: "pos", attrs: strings.Fields("id pos rid ctype crc xid equiv-text")},
		"ph":  {kind: native, ctypes: placeholders, must: "id", attrs: strings.Fields("id ctype crc assoc xid equiv-text")},
		"sub": {kind: beside, ctypes: delimiters, attrs: strings.Fields("ctype xid"), closed: true},
		"mrk": {kind: around, must: "mtype", attrs: strings.Fields("mtype comment")}, // a mid must stand in a seg-source
	}
	rules2 = map[string]rule{
		"ph": {kind: point, must: "id", attrs: strings.Fields("id type subType canCopy canDelete canReorder copyOf disp equiv dataRef subFlows")},
		"pc": {kind: around, must: "id", attrs: strings.Fields("id type subType canCopy canDelete canReorder copyOf canOverlap dir" +
			" dispStart dispEnd equivStart equivEnd dataRefStart dataRefEnd subFlowsStart subFlowsEnd")},
		"sc": {kind: point, must: "id", attrs: strings.Fields("id type subType canCopy canDelete canReorder copyOf canOverlap dir" +
			" disp equiv dataRef subFlows isolated"), class: "c"},
		"ec": {kind: point, attrs: strings.Fields("id startRef type subType canCopy canDelete canReorder copyOf canOverlap dir" +
			" disp equiv dataRef subFlows isolated"), class: "c", ends: true},
		"mrk": {kind: around, must: "id", attrs: strings.Fields("id translate type ref value")},
		"sm":  {kind: point, must: "id", attrs: strings.Fields("id translate type ref value"), class: "m"},
		"em":  {kind: point, must: "startRef", attrs: []string{"startRef"}, class: "m", ends: true, closed: true},
		"cp":  {kind: point, must: "hex", attrs: []string{"hex"}, closed: true},
	}
)

// rules are the inline elements of a version.
func rules(two bool) map[string]rule {
	if two {
		return rules2
	}
	return rules1
}

// allows says whether an attribute may stand, with its value.
func (r rule) allows(a attr, two bool) bool {
	if a.prefix != "" {
		return !r.closed
	}
	if a.name == "ctype" {
		return r.ctypes != "" && (among(a.value, r.ctypes) || extended(a.value))
	}
	return slices.Contains(r.attrs, a.name) && validValue(a.name, a.value, two)
}

func among(value, list string) bool { return slices.Contains(strings.Fields(list), value) }

// extended says whether a value is one of those that anyone may make up in 1.2.
func extended(value string) bool {
	own, ok := strings.CutPrefix(value, "x-")
	return ok && own != "" && !strings.ContainsAny(value, blanks)
}

// extended2 is extended for 2.x: an authority and a value.
func extended2(value string) bool {
	who, what, ok := strings.Cut(value, ":")
	return ok && who != "" && what != "" && !strings.ContainsAny(what, ":"+blanks) && !strings.ContainsAny(who, blanks)
}

// validValue says whether an inline element's attribute may have a value.
func validValue(name, value string, two bool) bool {
	switch name {
	case "id":
		return !two && value != "" || isToken(value)
	case "rid", "mtype", "copyOf", "startRef", "dataRef", "dataRefStart", "dataRefEnd":
		return isToken(value)
	case "clone", "canCopy", "canDelete", "canOverlap", "isolated", "translate":
		return among(value, "yes no")
	case "canReorder":
		return among(value, "yes firstNo no")
	case "dir":
		return among(value, "ltr rtl auto")
	case "pos":
		return among(value, "open close")
	case "assoc":
		return among(value, "preceding following both")
	case "type":
		return among(value, "fmt ui quote link image other generic comment term") || extended2(value)
	case "subType":
		return extended2(value)
	case "hex":
		return len(value)%2 == 0 && value != "" && strings.Trim(value, "0123456789abcdefABCDEF") == ""
	}
	return true
}
