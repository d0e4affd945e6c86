package tmx

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// A fitter writes inner XML of a seg as the DTD wants it.
type fitter struct {
	out  strings.Builder
	open []openTag
	same bool
}

type openTag struct {
	name string // as it stands in the markup
	as   string // as it is written; "" if its tags are left out
}

// fit makes markup valid as the content of a seg: what may not stand where it does is written as ph, or without its tags within
// native code; attributes that may not stand are left out, missing ones set. same says that nothing had to be changed:
// out is the markup byte for byte then. The error is for what is no XML.
func fit(markup string) (out string, same bool, err error) {
	f := fitter{same: true}
	for s := markup; s != ""; {
		text, rest, tag := strings.Cut(s, "<")
		if !wellFormedText(text) {
			return "", false, errors.New("markup: a stray & or ]]>")
		}
		f.out.WriteString(text)
		if !tag {
			break
		}
		var t string
		if t, s, err = cutTag(rest); err != nil {
			return "", false, err
		}
		if err := f.tag(t); err != nil {
			return "", false, err
		}
	}
	if len(f.open) > 0 {
		return "", false, errors.New("markup: <" + f.open[0].name + "> is not closed")
	}
	if f.same {
		return markup, true, nil
	}
	return f.out.String(), false, nil
}

// cutTag cuts the inside of a tag off, up to the > that is not quoted.
func cutTag(s string) (tag, rest string, err error) {
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return s[:i], s[i+1:], nil
		}
	}
	return "", "", errors.New("markup: a tag is not closed")
}

func (f *fitter) tag(t string) error {
	if name, end := strings.CutPrefix(t, "/"); end {
		return f.end(strings.TrimRight(name, " \t\r\n"))
	}
	t, empty := strings.CutSuffix(t, "/")
	name, rest := t, ""
	if i := strings.IndexAny(t, " \t\r\n"); i >= 0 {
		name, rest = t[:i], t[i:]
	}
	if !isName(name) {
		return errors.New("markup: <" + name + "> is no element")
	}
	attrs, err := attributes(rest)
	if err != nil {
		return err
	}
	f.start(name, attrs, empty)
	return nil
}

func (f *fitter) start(name string, attrs []attribute, empty bool) {
	parent := "seg"
	for _, o := range slices.Backward(f.open) {
		if o.as != "" {
			parent = o.as
			break
		}
	}
	as, rule := name, current.elements[name]
	if rule == nil || !slices.Contains(rule.within, parent) {
		as, rule, attrs = "", &element{}, nil
		if slices.Contains(current.elements["ph"].within, parent) {
			as = "ph"
		}
		f.same = false
	}
	if as != "" {
		f.out.WriteString("<" + as)
		f.attrs(rule, attrs)
		if empty {
			f.out.WriteByte('/')
		}
		f.out.WriteByte('>')
	}
	if !empty {
		f.open = append(f.open, openTag{name, as})
	}
}

func (f *fitter) attrs(rule *element, attrs []attribute) {
	missing := slices.Clone(rule.required)
	for i, a := range attrs {
		twice := slices.ContainsFunc(attrs[:i], func(b attribute) bool { return a.name == b.name })
		form, known := rule.attrs[a.name]
		if twice || !known || form == "position" && !slices.Contains(positions, a.quoted[1:len(a.quoted)-1]) {
			f.same = false
			continue
		}
		missing = slices.DeleteFunc(missing, func(name string) bool { return name == a.name })
		f.out.WriteString(" " + a.name + "=" + a.quoted)
	}
	for _, name := range missing {
		f.same = false
		value := "1"
		if rule.attrs[name] == "position" {
			value = positions[0]
		}
		f.out.WriteString(" " + name + `="` + value + `"`)
	}
}

func (f *fitter) end(name string) error {
	n := len(f.open) - 1
	if n < 0 || f.open[n].name != name {
		return errors.New("markup: </" + name + "> closes nothing")
	}
	if as := f.open[n].as; as != "" {
		f.out.WriteString("</" + as + ">")
	}
	f.open = f.open[:n]
	return nil
}

// An attribute is a name and its value in quotation marks, escaped as it came.
type attribute struct{ name, quoted string }

// attributes reads the attributes of a tag; each must stand behind white space.
func attributes(s string) (list []attribute, err error) {
	s = " " + s
	for {
		t := strings.TrimLeft(s, " \t\r\n")
		if t == "" {
			return list, nil
		}
		name, rest, ok := strings.Cut(t, "=")
		name, rest = strings.TrimRight(name, " \t\r\n"), strings.TrimLeft(rest, " \t\r\n")
		if !ok || len(t) == len(s) || !isName(name) || rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return list, errors.New("markup: attributes that are none: " + strconv.Quote(s))
		}
		end := strings.IndexByte(rest[1:], rest[0]) + 1
		if end == 0 || strings.Contains(rest[1:end], "<") || !wellFormedText(rest[1:end]) {
			return list, errors.New("markup: a value that is none: " + strconv.Quote(rest))
		}
		list = append(list, attribute{name, rest[:end+1]})
		s = rest[end+1:]
	}
}

// isName says whether s is a name in XML.
func isName(s string) bool { return s != "" && nameEnd([]byte(s), 0) == len(s) }

// wellFormedText says whether every & begins a reference that needs no declaration, and ]]> does not stand.
func wellFormedText(s string) bool {
	if strings.Contains(s, "]]>") {
		return false
	}
	for {
		_, rest, found := strings.Cut(s, "&")
		if !found {
			return true
		}
		ref, after, ok := strings.Cut(rest, ";")
		if !ok || !reference(ref) {
			return false
		}
		s = after
	}
}

func reference(ref string) bool {
	if number, ok := strings.CutPrefix(ref, "#"); ok {
		_, ok = charRef(number)
		return ok
	}
	return predefined[ref] != ""
}
