package srx

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf16"
)

const (
	namespace = "http://www.lisa.org/srx20"
	maxFile   = 16 << 20 // bytes; the largest file seen has 0.6 MB
	maxRules  = 100_000
)

// A rule is kept as text until a language that has it is asked for.
type rule struct {
	number        int // 1-based, in the order of the file
	list          string
	breaks        bool
	before, after string
}

type languageMap struct {
	text    string
	pattern *regexp.Regexp
	list    string
}

// Parse reads an SRX 2.0 file of at most 16 MB, in UTF-8 or UTF-16. Elements of other namespaces
// are skipped. The error names a rule or a language map that cannot be used by its 1-based number in the file,
// and a broken place by its line.
func Parse(r io.Reader) (*Rules, error) {
	rules, err := read(r)
	if err != nil {
		return nil, err
	}
	for _, list := range rules.lists {
		for _, u := range list {
			if _, err := compile(u); err != nil {
				return nil, err
			}
		}
	}
	return rules, nil
}

// read parses the file and leaves the patterns of rules unread.
func read(r io.Reader) (*Rules, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("SRX: %w", err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("SRX: file larger than %d MB", maxFile>>20)
	}
	f := &reader{rules: &Rules{
		header:     Header{SegmentSubflows: true, IncludeEnd: true},
		lists:      map[string][]rule{},
		segmenters: map[string]*Segmenter{},
	}}
	f.xml = xml.NewDecoder(bytes.NewReader(utf8Text(data)))
	f.xml.CharsetReader = charset
	if err := f.file(); err != nil {
		line, _ := f.xml.InputPos()
		return nil, fmt.Errorf("SRX line %d: %w", line, err)
	}
	return f.rules, f.check()
}

// utf8Text turns UTF-16 with a byte order mark into UTF-8.
func utf8Text(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\uFEFF"))
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

var utf16Label = regexp.MustCompile(`(?i)^utf-?16`)

func charset(label string, in io.Reader) (io.Reader, error) {
	if utf16Label.MatchString(label) { // utf8Text was there before
		return in, nil
	}
	return nil, fmt.Errorf("charset %q: an SRX file is in UTF-8 or UTF-16", label)
}

type reader struct {
	xml    *xml.Decoder
	rules  *Rules
	number int
}

// children calls f for each element of SRX up to the end of the present one, and skips others.
func (f *reader) children(known map[string]func(xml.StartElement) error) error {
	for {
		t, err := f.xml.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			read := known[t.Name.Local]
			if read == nil || !ours(t.Name) {
				err = f.xml.Skip()
			} else {
				err = read(t)
			}
			if err != nil {
				return err
			}
		}
	}
}

func ours(n xml.Name) bool { return n.Space == namespace || n.Space == "" }

func (f *reader) file() error {
	for {
		t, err := f.xml.Token()
		if errors.Is(err, io.EOF) {
			return errors.New("no srx element")
		} else if err != nil {
			return err
		}
		root, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "srx" || !ours(root.Name) {
			return fmt.Errorf("root element %q of %q is not srx 2.0", root.Name.Local, root.Name.Space)
		}
		if v := attr(root, "version"); v != "2.0" {
			return fmt.Errorf("version %q of SRX is not read, only 2.0", v)
		}
		return f.children(map[string]func(xml.StartElement) error{"header": f.header, "body": f.body})
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// yesNo reads an attribute of two values.
func yesNo(e xml.StartElement, name string, to *bool) error {
	switch v := attr(e, name); v {
	case "":
	case "yes", "no":
		*to = v == "yes"
	default:
		return fmt.Errorf("%s=%q is neither yes nor no", name, v)
	}
	return nil
}

func (f *reader) header(e xml.StartElement) error {
	h := &f.rules.header
	if err := yesNo(e, "segmentsubflows", &h.SegmentSubflows); err != nil {
		return err
	}
	if err := yesNo(e, "cascade", &h.Cascade); err != nil {
		return err
	}
	return f.children(map[string]func(xml.StartElement) error{"formathandle": f.formatHandle})
}

func (f *reader) formatHandle(e xml.StartElement) error {
	h := &f.rules.header
	to := map[string]*bool{"start": &h.IncludeStart, "end": &h.IncludeEnd, "isolated": &h.IncludeIsolated}[attr(e, "type")]
	if to == nil {
		return fmt.Errorf("formathandle of unknown type %q", attr(e, "type"))
	}
	if err := yesNo(e, "include", to); err != nil {
		return err
	}
	return f.xml.Skip()
}

func (f *reader) body(xml.StartElement) error {
	lists := func(xml.StartElement) error {
		return f.children(map[string]func(xml.StartElement) error{"languagerule": f.list})
	}
	maps := func(xml.StartElement) error {
		return f.children(map[string]func(xml.StartElement) error{"languagemap": f.languageMap})
	}
	return f.children(map[string]func(xml.StartElement) error{"languagerules": lists, "maprules": maps})
}

func (f *reader) list(e xml.StartElement) error {
	name := attr(e, "languagerulename")
	if _, twice := f.rules.lists[name]; twice {
		return fmt.Errorf("two lists of rules are named %q", name)
	}
	f.rules.lists[name] = []rule{}
	return f.children(map[string]func(xml.StartElement) error{"rule": func(e xml.StartElement) error {
		u, err := f.rule(e)
		u.list = name
		f.rules.lists[name] = append(f.rules.lists[name], u)
		return err
	}})
}

func (f *reader) rule(e xml.StartElement) (rule, error) {
	f.number++
	u := rule{number: f.number, breaks: true}
	if f.number > maxRules {
		return u, fmt.Errorf("more than %d rules", maxRules)
	}
	if err := yesNo(e, "break", &u.breaks); err != nil {
		return u, fmt.Errorf("rule %d: %w", u.number, err)
	}
	text := func(to *string) func(xml.StartElement) error {
		return func(xml.StartElement) (err error) {
			*to, err = f.text()
			return err
		}
	}
	return u, f.children(map[string]func(xml.StartElement) error{
		"beforebreak": text(&u.before), "afterbreak": text(&u.after),
	})
}

// text returns the text of the present element, without that of elements inside.
func (f *reader) text() (string, error) {
	var b bytes.Buffer
	for {
		t, err := f.xml.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			if err := f.xml.Skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

func (f *reader) languageMap(e xml.StartElement) error {
	m := languageMap{text: attr(e, "languagepattern"), list: attr(e, "languagerulename")}
	n := len(f.rules.maps) + 1
	if n > maxRules {
		return fmt.Errorf("more than %d language maps", maxRules)
	}
	t, err := translate(m.text)
	if err != nil {
		return fmt.Errorf("language map %d: pattern %q: %w", n, m.text, err)
	}
	if m.pattern, err = regexp.Compile(`^(?i:` + t + `)$`); err != nil {
		return fmt.Errorf("language map %d: pattern %q: %w", n, m.text, err)
	}
	f.rules.maps = append(f.rules.maps, m)
	return f.xml.Skip()
}

func (f *reader) check() error {
	for i, m := range f.rules.maps {
		if f.rules.lists[m.list] == nil {
			return fmt.Errorf("SRX language map %d (%q): no rules named %q", i+1, m.text, m.list)
		}
	}
	if len(f.rules.maps) == 0 {
		return errors.New("SRX: no language maps")
	}
	return nil
}
