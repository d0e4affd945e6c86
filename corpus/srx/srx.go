// Package srx splits text into segments by the rules of an SRX 2.0 file (Segmentation Rules
// eXchange, LISA OSCAR, 7 April 2008), the format in which CAT tools share such rules.
//
// # Rules
//
// A file holds named lists of rules and maps from language tags to them; with cascade="yes" a
// language gets the lists of all maps that match its tag, in the order of the maps, else only the
// first. A rule is a pair of regular expressions. At each position of a text the rules are asked in
// order: the first one whose beforebreak matches some text that ends there and whose afterbreak
// matches text that begins there decides, break or no break; without such a rule there is no
// break. Exceptions therefore stand before the general rules.
//
// The built-in rules for az, ru and en, and for any other language, are one such file
// (default.srx, printed by Source). It keeps to what java.util.regex, ICU, .NET and RE2 read alike
// (no \b, \w or \d, no look-around, no flags; the blank belongs to afterbreak), so that
// a CAT tool cuts as aztm does; TestOracle holds it to that. Abbreviations are data of that file.
//
// # How patterns are read
//
// The trap is \b, \w, \d and \s: in RE2 they know ASCII only, and a rule like \bг\. would load and
// then never match in "в г. Баку". Patterns are rewritten when they are read, from the flavours of
// java.util.regex and ICU, with the Unicode meaning of the classes (see translate). What RE2 reads
// then runs on automata of this package, in linear time, all rules of a language at once (see
// automaton). A rule with look-around, atomic groups, possessive quantifiers or, after the break,
// backreferences goes to dlclark/regexp2, with a time limit; a rule that cannot be read is an error
// of Parse that names it by number. None is dropped.
//
// # Limits
//
// A newline (LF, CR, VT, FF, NEL, U+2028, U+2029) is always a boundary: each line is a text of its
// own, whose edges ^ and $ match. A rule sees 500 code points to either side of a position, so that
// a line of 100 MB without a stop takes linear time; Java's loomchild bounds * and + before the
// break to 100. A regexp2 question takes at most 0.1 s (SplitStrict). Language patterns match whole
// tags in any letter case, as tags have none (BCP 47, section 2.1.1). Inline codes are not looked for: how a file wants them handled is kept as data
// (Header) for readers of formats that have them.
//
// # Promises
//
// Segments are byte ranges in order, without white space at their edges; between them is only
// white space. By the built-in rules, splitting a segment again changes nothing. Invalid
// UTF-8 is kept and never matches but as U+FFFD.
package srx

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"sync"
)

//go:embed default.srx
var source []byte

// Source returns the SRX file of the built-in rules.
func Source() []byte { return slices.Clone(source) }

var builtin = sync.OnceValue(func() *Rules {
	r, err := read(bytes.NewReader(source))
	if err != nil {
		panic(err) // the file is embedded and parsed by a test
	}
	return r
})

// Default returns the built-in rules for az, ru and en; other languages get the general ones.
// Only the rules of a language that is asked for are compiled.
func Default() *Rules { return builtin() }

// Rules are the rules of an SRX file. Their methods may be called concurrently.
type Rules struct {
	header Header
	lists  map[string][]rule
	maps   []languageMap

	mu         sync.Mutex
	segmenters map[string]*Segmenter // by the numbers of the maps that match
}

// A Header holds what a file says about itself. The includes say on which side of a break an inline
// code lands: true for the left segment.
type Header struct {
	SegmentSubflows bool // footnotes and index marks are segmented, too; default true
	Cascade         bool // all matching language maps count, not only the first; default false
	IncludeStart    bool // opening codes; default false
	IncludeEnd      bool // closing codes; default true
	IncludeIsolated bool // codes without content; default false
}

// Header returns the header of the file.
func (r *Rules) Header() Header { return r.header }

// Languages returns the language patterns of the file, in its order: regular expressions that
// match whole language tags.
func (r *Rules) Languages() []string {
	out := make([]string, len(r.maps))
	for i, m := range r.maps {
		out[i] = m.text
	}
	return out
}

// Segmenter returns the segmenter for lang (BCP 47), safe for concurrent use. A language that no
// map matches has no rules: its text is cut at newlines only.
func (r *Rules) Segmenter(lang string) *Segmenter {
	var key []byte
	var rules []rule
	for i, m := range r.maps {
		if !m.pattern.MatchString(lang) {
			continue
		}
		key = fmt.Append(key, i, " ")
		rules = append(rules, r.lists[m.list]...)
		if !r.header.Cascade {
			break
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.segmenters[string(key)]
	if s == nil {
		s = newSegmenter(rules)
		r.segmenters[string(key)] = s
	}
	return s
}
