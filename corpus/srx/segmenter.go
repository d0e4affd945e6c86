package srx

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Span is a half-open byte range.
type Span struct{ Start, End int }

// window is how many code points a rule sees to either side of a position.
const window = 500

// A Segmenter splits text of one language. It is safe for concurrent use.
type Segmenter struct {
	fast          []compiled // the rules of the automata, in order, by their number there
	slow          []slowRule
	before, after program
	table         edgeTable

	mu   sync.Mutex
	free []*scanner
}

// A slowRule stands before the fast rule of the number next.
type slowRule struct {
	compiled
	next int
}

// newSegmenter panics if a rule was not checked by Parse.
func newSegmenter(rules []rule) *Segmenter {
	s := &Segmenter{}
	breaks := 0
	for _, u := range rules {
		c, err := compile(u)
		if err == nil {
			err = s.add(c, &breaks)
		}
		if err != nil {
			panic(err)
		}
	}
	return s
}

func (s *Segmenter) add(c compiled, breaks *int) error {
	before, after := []rune{0, utf8.MaxRune}, []rune{0, utf8.MaxRune}
	if c.before == nil {
		s.slow = append(s.slow, slowRule{c, len(s.fast)})
	} else {
		if err := s.before.add(c.before); err != nil {
			return err
		}
		if err := s.after.add(c.after); err != nil {
			return err
		}
		s.fast = append(s.fast, c)
	}
	if !c.breaks {
		return nil
	}
	if c.before != nil {
		var err error
		if before, err = firstRunes(c.before); err != nil {
			return err
		}
		if after, err = firstRunes(c.after); err != nil {
			return err
		}
	}
	s.table.add(*breaks, before, after)
	*breaks++
	return nil
}

// Split returns the spans of the segments of text, in order, without white space at their edges;
// between them is only white space. A newline is always a boundary. It takes linear time. A question
// to a rule with look-around that takes longer than 0.1 s counts as no match; SplitStrict tells of it.
func (s *Segmenter) Split(text string) []Span {
	spans, _ := s.SplitStrict(text)
	return spans
}

// SplitStrict is Split that returns, with the spans, the first error of a rule that took too long.
// Such a rule is not asked again in this text.
func (s *Segmenter) SplitStrict(text string) ([]Span, error) {
	c := s.scanner()
	defer s.release(c)
	c.text, c.spans, c.err, c.tired = text, nil, nil, nil
	c.split()
	spans, err := c.spans, c.err
	c.text, c.spans = "", nil
	return spans, err
}

// maxFree is how many scanners are kept for later calls.
const maxFree = 16

func (s *Segmenter) scanner() *scanner {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.free); n > 0 {
		c := s.free[n-1]
		s.free = s.free[:n-1]
		return c
	}
	return &scanner{
		seg: s, before: newAutomaton(&s.before), after: newAutomaton(&s.after), matched: make([]uint32, len(s.fast)),
	}
}

func (s *Segmenter) release(c *scanner) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.free) < maxFree {
		s.free = append(s.free, c)
	}
}

// A scanner splits one text at a time.
type scanner struct {
	seg           *Segmenter
	before, after *automaton
	matched       []uint32 // by fast rule: the question at which its before matched
	question      uint32

	text  string
	spans []Span
	err   error
	tired map[int]bool // slow rules that took too long
}

func (c *scanner) split() {
	table := &c.seg.table
	line, from := 0, 0 // where the line and the segment begin
	text := c.text
	for i := 0; i < len(text); i++ {
		b := text[i]
		if n := lineBreak(text, i); n > 0 {
			c.span(from, i)
			line, from = i+n, i+n
			i += n - 1
			continue
		}
		if table.after[b] == 0 || i == line || table.before[text[i-1]]&table.after[b] == 0 {
			continue
		}
		if boundary(text, i) && c.breaks(line, i) {
			c.span(from, i)
			from = i
		}
	}
	c.span(from, len(text))
}

// lineBreak returns the length in bytes of the line break at i, or 0.
func lineBreak(text string, i int) int {
	switch b := text[i]; {
	case b >= '\n' && b <= '\r':
		return 1
	case b == 0xC2 && strings.HasPrefix(text[i:], "\u0085"):
		return 2
	case b == 0xE2 && (strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029")):
		return 3
	}
	return 0
}

// boundary says whether i stands between two code points.
func boundary(text string, i int) bool {
	if utf8.RuneStart(text[i]) {
		return true
	}
	for j := i - 1; j >= 0 && j > i-utf8.UTFMax; j-- {
		if utf8.RuneStart(text[j]) {
			_, n := utf8.DecodeRuneInString(text[j:])
			return j+n <= i
		}
	}
	return true
}

// span adds a segment without white space at its edges.
func (c *scanner) span(start, end int) {
	s := c.text[start:end]
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	end = start + len(s)
	start = end - len(strings.TrimLeftFunc(s, unicode.IsSpace))
	if start < end {
		c.spans = append(c.spans, Span{start, end})
	}
}

// breaks asks the rules about the position i of the line that begins at line.
func (c *scanner) breaks(line, i int) bool {
	first := c.firstFast(line, i)
	for k := range c.seg.slow {
		if u := &c.seg.slow[k]; u.next > first {
			break
		} else if c.slowMatch(k, line, i) {
			return u.breaks
		}
	}
	return first < len(c.seg.fast) && c.seg.fast[first].breaks
}

// firstFast returns the number of the first rule of the automata that matches at i.
func (c *scanner) firstFast(line, i int) int {
	if c.question++; c.question == 0 {
		clear(c.matched)
		c.question = 1
	}
	last, _ := utf8.DecodeLastRuneInString(c.text[line:i])
	next, _ := utf8.DecodeRuneInString(c.text[i:])
	s := c.before.begin(next)
	for at, n := i, 0; n <= window && len(s.insts) > 0; n++ {
		r, size := edge, 0
		if at > line {
			r, size = utf8.DecodeLastRuneInString(c.text[line:at])
		}
		at -= size
		s = c.before.next(s, r)
		for _, m := range s.matched {
			c.matched[m] = c.question
		}
	}
	first := len(c.seg.fast)
	s = c.after.begin(last)
	for at, n := i, 0; n <= window && len(s.insts) > 0; n++ {
		r, size := edge, 0
		if at < len(c.text) && lineBreak(c.text, at) == 0 {
			r, size = utf8.DecodeRuneInString(c.text[at:])
		}
		at += size
		s = c.after.next(s, r)
		for _, m := range s.matched {
			if c.matched[m] == c.question && int(m) < first {
				first = int(m)
			}
		}
	}
	return first
}
