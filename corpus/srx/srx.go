// Package srx splits text into segments by SRX 2.0 rules.
//
// At each position of a text the rules of its language are asked in order: the first one
// whose beforebreak matches what ends there and whose afterbreak matches what begins there
// decides, break or no break; without such a rule there is no break. Exceptions therefore
// stand before the general rules. The built-in rules for az, ru and en are one SRX file
// (default.srx, printed by Source), written in the subset of regular expressions that
// java.util.regex, ICU, .NET and RE2 read alike, so that a CAT tool cuts as aztm does.
//
// Rules are read by RE2, so that no text takes more than linear time. What RE2 cannot read
// (look-around, backreferences) is an error that names the rule, never a rule dropped.
//
// The trap is \b, \w and \s: in Go they are ASCII only, and a rule with \bг\. silently
// never matches after a blank. They are rewritten when a file is read.
package srx

import (
	_ "embed"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed default.srx
var source []byte

// Source returns the SRX file of the built-in rules.
func Source() []byte { return source }

// Rules are the rules of an SRX file.
type Rules struct {
	cascade bool
	groups  map[string][]rule
	maps    []languageMap
}

type languageMap struct {
	pattern *regexp.Regexp
	group   string
}

// A rule is kept as text until a language that has it is asked for.
type rule struct {
	number        int // 1-based, in the order of the file
	breaks        bool
	before, after string
}

// Default returns the built-in rules for az, ru and en; other languages get the general ones.
var Default = sync.OnceValue(func() *Rules {
	r, err := Parse(strings.NewReader(string(source)))
	if err != nil {
		panic(err) // the file is embedded
	}
	return r
})

type srxFile struct {
	XMLName xml.Name `xml:"srx"`
	Header  struct {
		Cascade string `xml:"cascade,attr"`
	} `xml:"header"`
	Groups []struct {
		Name  string `xml:"languagerulename,attr"`
		Rules []struct {
			Break  string `xml:"break,attr"`
			Before string `xml:"beforebreak"`
			After  string `xml:"afterbreak"`
		} `xml:"rule"`
	} `xml:"body>languagerules>languagerule"`
	Maps []struct {
		Pattern string `xml:"languagepattern,attr"`
		Name    string `xml:"languagerulename,attr"`
	} `xml:"body>maprules>languagemap"`
}

// maxFile is the largest SRX file that is read, in bytes.
const maxFile = 16 << 20

// Parse reads an SRX 2.0 file. A rule or a language pattern that cannot be used is an error that names it.
func Parse(r io.Reader) (*Rules, error) {
	var f srxFile
	if err := xml.NewDecoder(io.LimitReader(r, maxFile)).Decode(&f); err != nil {
		return nil, fmt.Errorf("SRX: %w", err)
	}
	rules := &Rules{cascade: f.Header.Cascade == "yes", groups: map[string][]rule{}}
	n := 0
	for _, g := range f.Groups {
		for _, x := range g.Rules {
			n++
			u := rule{n, x.Break != "no", x.Before, x.After}
			if _, err := compile([]rule{u}); err != nil {
				return nil, err
			}
			rules.groups[g.Name] = append(rules.groups[g.Name], u)
		}
	}
	for _, m := range f.Maps {
		p, err := regexp.Compile(`^(?:` + m.Pattern + `)$`)
		if err != nil {
			return nil, fmt.Errorf("SRX language map %q: %w", m.Pattern, err)
		}
		if rules.groups[m.Name] == nil {
			return nil, fmt.Errorf("SRX language map %q: no rules named %q", m.Pattern, m.Name)
		}
		rules.maps = append(rules.maps, languageMap{p, m.Name})
	}
	if len(rules.maps) == 0 {
		return nil, fmt.Errorf("SRX: no language maps")
	}
	return rules, nil
}

// Segmenter returns the segmenter for lang (BCP 47), safe for concurrent use.
func (r *Rules) Segmenter(lang string) *Segmenter {
	var rs []rule
	for _, m := range r.maps {
		if m.pattern.MatchString(lang) {
			rs = append(rs, r.groups[m.group]...)
			if !r.cascade {
				break
			}
		}
	}
	s, err := compile(rs)
	if err != nil {
		panic(err) // each rule was compiled by Parse
	}
	return s
}

// A Segmenter splits text of one language.
type Segmenter struct{ rules []compiled }

type compiled struct {
	breaks        bool
	before, after *regexp.Regexp // nil matches anywhere
}

func compile(rs []rule) (*Segmenter, error) {
	s := &Segmenter{}
	for _, r := range rs {
		c := compiled{breaks: r.breaks}
		var err error
		if c.before, err = pattern(r.before, `(?:%s)$`); err != nil {
			return nil, fmt.Errorf("SRX rule %d: beforebreak %q: %w", r.number, r.before, err)
		}
		if c.after, err = pattern(r.after, `^(?:%s)`); err != nil {
			return nil, fmt.Errorf("SRX rule %d: afterbreak %q: %w", r.number, r.after, err)
		}
		s.rules = append(s.rules, c)
	}
	return s, nil
}

func pattern(p, frame string) (*regexp.Regexp, error) {
	if p == "" {
		return nil, nil
	}
	return regexp.Compile(fmt.Sprintf(frame, rewrite(p)))
}

var hexEscape = regexp.MustCompile(`\\u([0-9A-Fa-f]{4})`)

// rewrite gives the classes that Go reads as ASCII their Unicode meaning.
func rewrite(p string) string {
	p = hexEscape.ReplaceAllString(p, `\x{$1}`)
	var b strings.Builder
	class := false
	for i := 0; i < len(p); i++ {
		c := p[i]
		switch {
		case c == '\\' && i+1 < len(p):
			i++
			b.WriteString(escape(p[i], class))
			continue
		case c == '[':
			class = true
		case c == ']':
			class = false
		}
		b.WriteByte(c)
	}
	return b.String()
}

func escape(c byte, class bool) string {
	inside := map[byte]string{
		'w': `\pL\pM\p{Nd}_`, 'd': `\p{Nd}`, 's': `\s\x{85}\pZ`, 'h': `\t\p{Zs}`, 'v': `\n\x0b\f\r\x{85}\x{2028}\x{2029}`,
	}
	if s, ok := inside[c]; ok && class {
		return s
	} else if ok {
		return "[" + s + "]"
	}
	if s, ok := inside[c+'a'-'A']; ok && c != 'V' && c != 'H' && !class {
		return "[^" + s + "]"
	}
	return `\` + string(c)
}

// A Span is a half-open byte range.
type Span struct{ Start, End int }

// window is how far a rule looks to either side of a position, in bytes.
const window = 120

// Split returns the spans of the segments of text, in order, without white space at their edges;
// between them is only white space. A newline is always a boundary.
func (s *Segmenter) Split(text string) []Span {
	var out []Span
	for start := 0; start < len(text); {
		end := strings.IndexByte(text[start:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += start
		}
		out = s.splitLine(text, start, end, out)
		start = end + 1
	}
	return out
}

func (s *Segmenter) splitLine(text string, start, end int, out []Span) []Span {
	line := text[start:end]
	from := 0
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		if unicode.IsSpace(r) && i > from && candidate(line[:i]) && s.breaksAt(line, i) {
			out = appendTrimmed(out, text, start+from, start+i)
			from = i
			for i < len(line) { // a blank after the break belongs to it
				r, n = utf8.DecodeRuneInString(line[i:])
				if !unicode.IsSpace(r) {
					break
				}
				i += n
			}
			from = i
			continue
		}
		i += n
	}
	return appendTrimmed(out, text, start+from, end)
}

// candidate says whether a segment may end here: after a mark of sentence end, a closing
// quote or bracket, or an emoji. It saves asking the rules at every blank.
func candidate(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != ',' && !unicode.IsSpace(r)
}

func (s *Segmenter) breaksAt(line string, i int) bool {
	lo, hi := max(0, i-window), min(len(line), i+window)
	for lo > 0 && lo < i && !utf8.RuneStart(line[lo]) {
		lo++
	}
	before, after := line[lo:i], line[i:hi]
	for _, r := range s.rules {
		if (r.after == nil || r.after.MatchString(after)) && (r.before == nil || r.before.MatchString(before)) {
			return r.breaks
		}
	}
	return false
}

func appendTrimmed(out []Span, text string, start, end int) []Span {
	s := text[start:end]
	start += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	end -= len(s) - len(strings.TrimRightFunc(s, unicode.IsSpace))
	if start < end {
		out = append(out, Span{start, end})
	}
	return out
}
