package align

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// A class says what kind of evidence the absence of a type's counterpart is.
type class uint8

const (
	unknownWord  class = iota // no link in the lexicon, never capitalised
	functionWord              // frequent in any text
	knownWord                 // has links in the lexicon
	nameWord                  // capitalised and without links
	value                     // a number, date or time
	classes
)

// A wordType is a lemma or a value of one text; it stands for all its tokens there.
type wordType struct {
	text     string // lower-case lemma, or the canonical text of a value
	form     string // as it stands first in the text
	loose    string // loose key of its first token, for identical words
	skeleton string // "" if too short
	links    []lexicon.Link
	class    class
	capital  bool // stands capitalised inside a sentence, or at the start of one without being known
	df       int32
	rarity   float32
}

// The punctuation marks that are counted.
const (
	questionMark = iota
	exclamationMark
	quoteMark
	colonMark
	bracketMark
	dashMark
	digitMark
	marks
)

// A segment is what the evidence needs of one segment.
type segment struct {
	items  []int32 // numbers of its types, each once, in order of their first token
	chars  float64 // letters and digits, in code points
	breaks float64 // places inside where a sentence might end: ". X", "; "
	marks  [marks]uint8
	opens  bool // starts with a quotation mark
	ends   bool // ends like a sentence
	joint  joint
}

// A side is a text made ready for alignment.
type side struct {
	lang  string
	segs  []segment
	types []wordType

	parted bool // its segments may be parts of sentences
}

// maxItems bounds the types of one segment that count; longer segments are no sentences.
const maxItems = 400

// An analyser turns texts into sides.
type analyser struct {
	words *glossary
	forms map[string]formType // by word form
	index map[string]int32    // number of each type by its text
	spans []words.Span        // of the current segment
	items []int32             // of the current segment

	at     int               // number of the current segment
	places map[int32][]Place // of each type, where they are asked for; nil otherwise
}

// A formType says what type a word form has.
type formType struct {
	typ     int32
	capital bool
	linked  bool // in the lexicon, so that a capital at the start of a sentence tells nothing
}

func (an *analyser) side(t Text) *side {
	an.forms, an.index = map[string]formType{}, map[string]int32{}
	s := &side{lang: lexicon.Base(t.Lang), segs: make([]segment, len(t.Segments)), parted: t.joints != nil}
	for i, text := range t.Segments {
		s.segs[i], an.at = measure(text), i
		if t.joints != nil {
			s.segs[i].joint = t.joints[i]
		}
		an.segment(s, text)
		s.segs[i].items = slices.Clone(an.items)
	}
	s.weigh()
	return s
}

// segment finds the types of a segment.
func (an *analyser) segment(s *side, text string) {
	an.items = an.items[:0]
	values := words.Values(s.lang, text)
	for _, v := range values {
		key := "\x00" + string(rune('0'+v.Kind)) + v.Text
		an.add(s, an.number(s, wordType{text: key, form: text[v.Start:v.End], class: value}), v.Start, v.End)
	}
	an.spans = words.AppendSpans(an.spans[:0], text)
	v := 0
	for _, t := range an.spans {
		for v < len(values) && values[v].End <= t.Start {
			v++
		}
		if t.Kind != words.Word || v < len(values) && t.Start >= values[v].Start {
			continue
		}
		if len(an.items) >= maxItems {
			return
		}
		an.word(s, text, t)
	}
}

// word adds the type of one word token.
func (an *analyser) word(s *side, text string, t words.Span) {
	form := text[t.Start:t.End]
	f, ok := an.forms[form]
	if !ok {
		w := an.words.form(s.lang, form)
		f.capital, f.linked = w.capital, len(w.links) > 0
		w.capital = false
		f.typ = an.number(s, w)
		an.forms[form] = f
	}
	if f.capital && (!f.linked || !startsSentence(text[:t.Start])) {
		s.types[f.typ].capital = true
	}
	an.add(s, f.typ, t.Start, t.End)
}

// analyse returns the type of a word form.
func analyse(lex *lexicon.Lexicon, lang, form string) wordType {
	w := wordType{form: form, loose: words.Loose(lang, form)}
	for i, l := range words.Lemmas(lang, form) {
		if i == 0 {
			w.text = l
		}
		if w.links = lex.Links(nil, lang, l); w.links != nil {
			w.text = l
			break
		}
	}
	if utf8.RuneCountInString(w.text) >= 3 {
		w.skeleton = words.Skeleton(lang, w.text)
	}
	first, _ := utf8.DecodeRuneInString(form)
	w.capital = unicode.IsUpper(first)
	return w
}

// number returns the number of a type, which is new if its text is.
func (an *analyser) number(s *side, w wordType) int32 {
	n, ok := an.index[w.text]
	if !ok {
		n = int32(len(s.types))
		an.index[w.text] = n
		s.types = append(s.types, w)
	}
	return n
}

// add notes that the current segment holds a type, in a range of bytes.
func (an *analyser) add(s *side, typ int32, start, end int) {
	if an.places != nil {
		an.places[typ] = append(an.places[typ], Place{an.at, start, end})
	}
	if !slices.Contains(an.items, typ) {
		an.items = append(an.items, typ)
		s.types[typ].df++
	}
}

// maxRarity is the rarity of a type that stands once in 30 segments; more segments make it no rarer, since what competes with a
// bead are its neighbours.
var maxRarity = math.Log(31)

// minRarity is that of a type in every segment, so that having it still counts against lacking it.
const minRarity = 0.1

// weigh sets the class and the rarity of each type.
func (s *side) weigh() {
	for i := range s.types {
		w := &s.types[i]
		w.rarity = float32(min(maxRarity, minRarity+math.Log((float64(len(s.segs))+1)/float64(w.df))))
		switch {
		case w.class == value:
		case hasFunction(w.links):
			w.class = functionWord
		case isKnown(w.links):
			w.class = knownWord
		case w.capital:
			w.class = nameWord
		}
	}
}

// isKnown tells whether one of the links is not merely learned.
func isKnown(links []lexicon.Link) bool {
	for _, l := range links {
		if l.Kind != lexicon.Learned {
			return true
		}
	}
	return false
}

func hasFunction(links []lexicon.Link) bool {
	for _, l := range links {
		if l.Kind == lexicon.Function && l.Weight == 1 {
			return true
		}
	}
	return false
}

// startsSentence tells whether what follows before starts a sentence: nothing, or a sentence end, stands there.
func startsSentence(before string) bool {
	before = strings.TrimRight(before, " \t\"'«„“”‘’([—–-")
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".!?…:;", r)
}

// measure counts letters, marks and breaks of a segment.
func measure(text string) segment {
	var g segment
	prev, end := ' ', ' ' // the last character; the last that is no space, quote or bracket
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			g.chars++
		}
		switch r {
		case '?':
			g.count(questionMark)
		case '!':
			g.count(exclamationMark)
		case '"', '«', '»', '“', '”', '„':
			g.count(quoteMark)
			g.opens = g.opens || i == 0
		case ':':
			g.count(colonMark)
		case '(', '[':
			g.count(bracketMark)
		case '—', '–':
			g.count(dashMark)
		}
		if unicode.IsDigit(r) {
			g.count(digitMark)
		}
		if prev == ' ' && (end == ';' || (unicode.IsUpper(r) || unicode.IsDigit(r)) && strings.ContainsRune(".!?…", end)) {
			g.breaks++
			end = ' '
		}
		prev = r
		if !unicode.IsSpace(r) && !strings.ContainsRune("\"«»“”„‘’'()[]", r) {
			end = r
		}
	}
	g.ends = strings.ContainsRune(".!?…;", end)
	return g
}

func (g *segment) count(mark int) {
	if g.marks[mark] < 255 {
		g.marks[mark]++
	}
}
