package lexicon

import (
	"cmp"
	_ "embed"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/words"
)

// A Passage is a text and its tokens.
type Passage struct {
	Lang   string // base language
	Text   string
	Tokens []words.Token // as words.Tokens gives them
}

// A Part is a half-open byte range of a text.
type Part struct{ Start, End int }

// Counterparts finds what in a text translates a part of another. It goes by match keys, so that a search need not read
// the texts again, and pairs up the words of whole texts, so that a word that has its counterpart is no candidate for others
// (competitive linking: Melamed 2000, "Models of translational equivalence among words"). The evidence, from the
// surest on: equal numbers and equal words; names by their consonants; words and phrases of the built-in lexicon; what
// the memory has taught or holds together; words alike the ones of the lexicon in their first letters; a third text that both are
// linked to; and at last, for words that have no counterpart yet, where in the sentence they stand. The zero value is ready to use.
type Counterparts struct {
	// Together says how likely two words translate one another by what the memory holds, 0 to 1; may be nil.
	Together func(langA, keyA, langB, keyB string) float64

	// Units counts the units of the memory that hold a word; may be nil.
	Units func(lang, key string) float64
}

// Find returns the parts of each text that translate the given parts of other texts, in order, not overlapping, each of
// whole tokens; nil for the texts that have parts given. parts[i] are of texts[i]. Where nothing is likely nothing is returned.
func (c *Counterparts) Find(texts []Passage, parts [][]Part) [][]Part {
	l := linker{Counterparts: c, sides: make([]*side, len(texts)), links: map[[2]int][]link{}}
	for i := range texts {
		l.sides[i] = newSide(&texts[i], parts[i])
	}
	l.linkAll()
	out := make([][]Part, len(texts))
	for to, s := range l.sides {
		if len(parts[to]) > 0 {
			continue
		}
		var found []run
		for from := range texts {
			if len(parts[from]) > 0 && from != to {
				found = append(found, l.counterparts(from, to)...)
			}
		}
		out[to] = s.parts(found)
	}
	return out
}

// A run is a half-open range of tokens.
type run struct{ start, end int }

func (r run) len() int { return r.end - r.start }

func (r run) holds(i int) bool { return r.start <= i && i < r.end }

// A link pairs runs of two texts.
type link struct {
	a, b   run
	weight float64
}

// A meaning is a sense of a run of tokens.
type meaning struct {
	run
	sense
	weight float64 // 1, less for words that are only alike
}

// A side is a text made ready for linking.
type side struct {
	*Passage
	wanted   bool // has parts given
	marks    []mark
	meanings []meaning
}

// A mark is what is known of a token.
type mark struct {
	asked    bool   // it stands in a part given
	content  bool   // it is no word of grammar
	capital  bool   // it has a capital
	known    bool   // the built-in lexicon has it
	numeral  bool   // the lexicon has it as a number
	verb     bool   // it looks like a verb
	skeleton string // consonants
}

// maxTokens bounds the tokens of a text that are linked; what is longer is no sentence.
const maxTokens = 250

func newSide(p *Passage, parts []Part) *side {
	n := min(len(p.Tokens), maxTokens)
	s := &side{Passage: p, wanted: len(parts) > 0, marks: make([]mark, n), meanings: make([]meaning, 0, 6*n)}
	for i, t := range p.Tokens[:n] {
		for len(parts) > 0 && parts[0].End <= t.Start {
			parts = parts[1:]
		}
		s.marks[i].asked = len(parts) > 0 && parts[0].Start < t.End
		s.token(i, t)
	}
	return s
}

// token fills in what is known of a token.
func (s *side) token(i int, t words.Token) {
	m := &s.marks[i]
	if t.Kind == words.Number {
		m.content = true
		return
	}
	form := s.Text[t.Start:t.End]
	first, size := utf8.DecodeRuneInString(form)
	m.capital = unicode.IsUpper(first)
	m.verb = looksLikeVerb(s.Lang, t)
	m.skeleton = words.Skeleton(s.Lang, stemOf(form, t))
	m.content = !s.addMeanings(i) && size < len(form) && !grammar()[word{s.Lang, t.Loose}]
}

//go:embed data/grammar.txt
var grammarFile string

// A word is a word of a language by its loose key.
type word struct{ lang, loose string }

// grammar are the words that are never linked for their place alone.
var grammar = sync.OnceValue(func() map[word]bool {
	out := map[word]bool{}
	for line := range strings.Lines(grammarFile) {
		if lang, list, ok := strings.Cut(line, "\t"); ok {
			for text := range strings.FieldsSeq(list) {
				out[word{lang, words.Loose(lang, text)}] = true
			}
		}
	}
	return out
})

// stemOf cuts a printed word down to as many letters as its key has, if the key is its beginning.
func stemOf(form string, t words.Token) string {
	if !strings.HasPrefix(t.Loose, t.Key) {
		return form
	}
	n := utf8.RuneCountInString(t.Key)
	for i := range form {
		if n == 0 {
			return form[:i]
		}
		n--
	}
	return form
}

// addMeanings adds what the word at i and the phrases that begin there stand for. It tells whether the word is one of grammar.
func (s *side) addMeanings(i int) (function bool) {
	var buf [16]sense
	content := false
	for line := range strings.Lines(keyedLines(s.Lang, s.Tokens[i].Key)) {
		_, rest, _ := strings.Cut(line, "\t")
		keys, field, _ := strings.Cut(rest, "\t")
		r, ok := s.runOf(i, keys)
		if !ok {
			continue
		}
		for _, k := range parseSenses(buf[:0], field) {
			s.meanings = append(s.meanings, meaning{r, k, 1})
			if r.len() == 1 {
				s.marks[i].known, s.marks[i].numeral = true, s.marks[i].numeral || k.numeral
				function, content = function || k.function, content || !k.function
			}
		}
	}
	return function && !content
}

// runOf is the run of tokens from i on that has these keys.
func (s *side) runOf(i int, keys string) (run, bool) {
	r := run{i, i}
	for key := range strings.SplitSeq(keys, " ") {
		if r.end >= len(s.marks) || s.Tokens[r.end].Key != key {
			return r, false
		}
		r.end++
	}
	return r, true
}

// How alike words must be.
const (
	alikeLetters = 4   // that they begin with
	alikeShare   = 0.6 // of the longer one
	alikeWeight  = 0.6
	maxAlike     = 40 // lines of the lexicon that are looked at
)

// addAlike adds what words of the lexicon stand for that begin as the word at i.
func (s *side) addAlike(i int) {
	key := s.Tokens[i].Key
	for _, verb := range [...]string{"mek", "maq"} {
		if s.Lang == "az" {
			key = strings.TrimSuffix(key, verb)
		}
	}
	head := key
	if n := max(alikeLetters, int(alikeShare*float64(utf8.RuneCountInString(key))+0.99)); utf8.RuneCountInString(key) > n {
		head = string([]rune(key)[:n])
	}
	if utf8.RuneCountInString(head) < alikeLetters {
		return
	}
	var buf [16]sense
	n := 0
	for line := range strings.Lines(keyedFrom(s.Lang, head)) {
		_, rest, _ := strings.Cut(line, "\t")
		entry, field, _ := strings.Cut(rest, "\t")
		if n++; n > maxAlike || !strings.HasPrefix(entry, head) {
			return
		}
		if entry == s.Tokens[i].Key || strings.Contains(entry, " ") || float64(len(head)) < alikeShare*float64(len(entry)) {
			continue
		}
		for _, k := range parseSenses(buf[:0], field) {
			if !k.function {
				s.meanings = append(s.meanings, meaning{run{i, i + 1}, k, alikeWeight})
			}
		}
	}
}

// A linker links the tokens of some texts.
type linker struct {
	*Counterparts
	sides []*side
	links map[[2]int][]link // of texts i and j, i < j
}

// linkAll links the texts that something was asked of with the others. If that leaves some of it without a link, words
// that are only alike and third texts help.
func (l *linker) linkAll() {
	l.eachPair(func(pair [2]int, a, b *side) {
		if a.wanted != b.wanted {
			l.link(pair, l.candidates(a, b))
		}
	})
	if !l.lacking() {
		return
	}
	for _, s := range l.sides {
		for i := range s.marks {
			if s.marks[i].content && s.Tokens[i].Kind == words.Word {
				s.addAlike(i)
			}
		}
	}
	l.eachPair(func(pair [2]int, a, b *side) {
		candidates := l.candidates(a, b)
		if a.wanted != b.wanted && l.lacksValue(pair) {
			candidates = append(candidates, sameValues(a, b)...)
		}
		l.link(pair, candidates)
	})
	helped := map[[2]int][]link{}
	l.eachPair(func(pair [2]int, a, b *side) {
		if a.wanted != b.wanted {
			helped[pair] = pick(append(l.throughThird(pair), l.links[pair]...))
		}
	})
	maps.Copy(l.links, helped)
}

// eachPair calls do with each two texts.
func (l *linker) eachPair(do func(pair [2]int, a, b *side)) {
	for i := range l.sides {
		for j := i + 1; j < len(l.sides); j++ {
			do([2]int{i, j}, l.sides[i], l.sides[j])
		}
	}
}

// link links two texts twice: the second time neighbours help.
func (l *linker) link(pair [2]int, candidates []link) {
	l.links[pair] = pick(slices.Clone(candidates))
	l.links[pair] = pick(l.helped(pair, candidates))
}

// shortWord is how many letters an unknown word has that may be a month: окт, Sept.
const shortWord = 4

// lacksValue tells whether something that was asked for has no link yet, and may be a number or date.
func (l *linker) lacksValue(pair [2]int) bool {
	from, to := pair[0], pair[1]
	if l.sides[to].wanted {
		from, to = to, from
	}
	s, links := l.sides[from], l.between(from, to)
	for i, m := range s.marks {
		t := s.Tokens[i]
		if m.asked && linkOf(links, i) < 0 && (m.numeral || t.Kind == words.Number || !m.known && utf8.RuneCountInString(t.Loose) <= shortWord) {
			return true
		}
	}
	return false
}

// sameValues are the links of equal numbers and dates.
func sameValues(a, b *side) []link {
	var out []link
	bs := words.Values(b.Lang, b.Text)
	for _, x := range words.Values(a.Lang, a.Text) {
		for _, y := range bs {
			if x.Kind == y.Kind && x.Text == y.Text {
				if k := (link{a.covers(x), b.covers(y), sameValue}); k.a.len() > 0 && k.b.len() > 0 {
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// covers is the run of tokens that a value covers.
func (s *side) covers(v words.Value) run {
	r := run{}
	for i, t := range s.Tokens[:len(s.marks)] {
		if t.Start < v.End && t.End > v.Start {
			if r.len() == 0 {
				r.start = i
			}
			r.end = i + 1
		}
	}
	return r
}

// lacking tells whether something that was asked for has no link yet.
func (l *linker) lacking() bool {
	lacking := false
	l.eachPair(func(pair [2]int, a, b *side) {
		from, to := pair[0], pair[1]
		if b.wanted {
			from, to = to, from
		}
		links := l.between(from, to)
		for i, m := range l.sides[from].marks {
			lacking = lacking || a.wanted != b.wanted && m.asked && m.content && linkOf(links, i) < 0
		}
	})
	return lacking
}

// between are the links from one text to another.
func (l *linker) between(from, to int) []link {
	if from < to {
		return l.links[[2]int{from, to}]
	}
	list := slices.Clone(l.links[[2]int{to, from}])
	for i := range list {
		list[i].a, list[i].b = list[i].b, list[i].a
	}
	return list
}

// What evidence weighs.
const (
	leastWeight  = 0.3
	phraseBonus  = 0.15 // for each word more
	functionWord = 0.55
	sameWord     = 1.2
	sameValue    = 1.1
	sameName     = 1.1
	nameBegins   = 0.7
	cognate      = 0.6
	inMemory     = 0.9
	distant      = 0.25 // taken off for a whole text between two places
	neighbour    = 0.12
	third        = 0.8
)

// candidates are the links that something speaks for.
func (l *linker) candidates(a, b *side) []link {
	var out []link
	add := func(x, y run, w float64) {
		if w -= distant * math.Abs(a.at(x)-b.at(y)); w >= leastWeight {
			out = append(out, link{x, y, w})
		}
	}
	for _, x := range a.meanings {
		for _, y := range b.meanings {
			if x.concept != y.concept {
				continue
			}
			w := x.weight*y.weight + phraseBonus*float64(x.len()+y.len()-2)
			if x.function {
				w = functionWord
			}
			add(x.run, y.run, w)
		}
	}
	for i := range a.marks {
		for j := range b.marks {
			if a.marks[i].content && b.marks[j].content {
				add(run{i, i + 1}, run{j, j + 1}, l.alone(a, b, i, j))
			}
		}
	}
	return out
}

// at is where a run stands in its text, 0 to 1.
func (s *side) at(r run) float64 { return float64(r.start+r.end) / float64(2*len(s.marks)) }

// alone weighs two tokens without the built-in lexicon.
func (l *linker) alone(a, b *side, i, j int) float64 {
	x, y := a.Tokens[i], b.Tokens[j]
	if x.Kind == words.Number || y.Kind == words.Number {
		if x.Kind == y.Kind && digits(x.Loose) == digits(y.Loose) {
			return sameWord
		}
		return 0
	}
	w := alike(a, b, i, j)
	if l.Together != nil && (a.marks[i].asked || b.marks[j].asked) {
		t := inMemory * l.Together(a.Lang, x.Key, b.Lang, y.Key)
		if a.named(i) != b.named(j) {
			t += oneName
		}
		w = max(w, t)
	}
	return w
}

// named tells whether a token has a capital that is not the first of the text.
func (s *side) named(i int) bool { return s.marks[i].capital && i > 0 }

// digits are those of a number.
func digits(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
}

// alike weighs how alike two words are.
func alike(a, b *side, i, j int) float64 {
	x, y := a.marks[i].skeleton, b.marks[j].skeleton
	switch {
	case a.Tokens[i].Loose == b.Tokens[j].Loose:
		return sameWord
	case a.marks[i].capital && b.marks[j].capital && x == y && len(x) >= 2:
		return sameName
	case a.marks[i].capital && b.marks[j].capital && min(len(x), len(y)) >= 2 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)):
		return nameBegins
	case x == y && len(x) >= 3:
		return cognate
	}
	return 0
}

// pick takes the best link, then the best of those that share no token with it, and so on.
func pick(list []link) []link {
	slices.SortFunc(list, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.a.start, y.a.start), cmp.Compare(x.b.start, y.b.start),
			cmp.Compare(x.a.end, y.a.end), cmp.Compare(x.b.end, y.b.end))
	})
	var as, bs [maxTokens]bool
	var out []link
	for _, k := range list {
		if slices.Contains(as[k.a.start:k.a.end], true) || slices.Contains(bs[k.b.start:k.b.end], true) {
			continue
		}
		for i := k.a.start; i < k.a.end; i++ {
			as[i] = true
		}
		for j := k.b.start; j < k.b.end; j++ {
			bs[j] = true
		}
		out = append(out, k)
	}
	return out
}

// helped adds to candidates what neighbours that are linked speak for them.
func (l *linker) helped(pair [2]int, list []link) []link {
	out := slices.Clone(list)
	for i := range out {
		for _, k := range l.links[pair] {
			near := max(gapBetween(k.a, out[i].a), gapBetween(k.b, out[i].b))
			if k.a != out[i].a && k.b != out[i].b && near <= 2 {
				out[i].weight += neighbour / float64(1+near)
			}
		}
	}
	return out
}

// gapBetween counts the tokens between two runs.
func gapBetween(x, y run) int { return max(0, x.start-y.end, y.start-x.end) }

// throughThird are the links of two texts by way of another.
func (l *linker) throughThird(pair [2]int) []link {
	var out []link
	for via := range l.sides {
		if via == pair[0] || via == pair[1] {
			continue
		}
		for _, x := range l.between(pair[0], via) {
			for _, y := range l.between(via, pair[1]) {
				if w := third * min(x.weight, y.weight, 1); x.b == y.a && w >= leastWeight {
					out = append(out, link{x.a, y.b, w})
				}
			}
		}
	}
	return out
}

// counterparts are the runs of a text that translate what was asked for in another.
func (l *linker) counterparts(from, to int) []run {
	a, b := l.sides[from], l.sides[to]
	links := l.between(from, to)
	var rest *leftOver
	var out []run
	for i, m := range a.marks {
		at := linkOf(links, i)
		switch {
		case !m.asked:
		case at >= 0:
			out = append(out, within(a, b, i, links[at]))
		case m.content && !a.linkedElsewhere(i, links):
			if rest == nil {
				rest = l.leftOver(from, to, links)
			}
			if j, ok := rest.counterpart(i); ok {
				out = append(out, run{j, j + 1})
			}
		}
	}
	return out
}

// linkedElsewhere tells whether another token with the key of token i has a link.
func (s *side) linkedElsewhere(i int, links []link) bool {
	return slices.ContainsFunc(links, func(k link) bool { return k.a.len() == 1 && s.Tokens[k.a.start].Key == s.Tokens[i].Key })
}

// linkOf finds the link of token i of the first text; -1 if it has none.
func linkOf(links []link, i int) int {
	return slices.IndexFunc(links, func(k link) bool { return k.a.holds(i) })
}

// within is what of a link translates one of its words.
func within(a, b *side, i int, k link) run {
	if k.b.len() == 1 || k.a.len() == 1 {
		return k.b
	}
	for _, x := range a.meanings {
		if x.run != (run{i, i + 1}) || x.weight < 1 {
			continue
		}
		for _, y := range b.meanings {
			if x.concept == y.concept && y.weight == 1 && y.len() == 1 && k.b.holds(y.start) {
				return y.run
			}
		}
	}
	return k.b
}

// parts are the byte ranges of runs.
func (s *side) parts(runs []run) []Part {
	slices.SortFunc(runs, func(x, y run) int { return cmp.Or(x.start-y.start, y.end-x.end) })
	var out []Part
	end := 0
	for _, r := range runs {
		if r.start = max(r.start, end); r.start >= r.end {
			continue
		}
		out = append(out, Part{s.Tokens[r.start].Start, s.Tokens[r.end-1].End})
		end = r.end
	}
	return out
}
