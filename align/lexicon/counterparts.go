package lexicon

import (
	"cmp"
	_ "embed"
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
// surest on: words and phrases of the built-in lexicon; equal numbers and equal words; names by their consonants; the
// learned lexicon; what stands together in the memory; words alike the ones of the lexicon in their first letters; a third text that both are
// linked to; and at last, for words that have no counterpart yet, where in the sentence they stand. The zero value is ready to use.
type Counterparts struct {
	Learned *Lexicon // may be nil

	// Together says how much two words stand together beyond chance, 0 to 1; may be nil.
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
	asked    []bool // tokens in the parts given
	content  []bool // tokens that are no words of grammar
	capital  []bool
	known    []bool // tokens that the built-in lexicon has
	skeleton []string
	meanings []meaning
}

// maxTokens bounds the tokens of a text that are linked; what is longer is no sentence.
const maxTokens = 250

func newSide(p *Passage, parts []Part) *side {
	n := min(len(p.Tokens), maxTokens)
	s := &side{Passage: p, asked: make([]bool, n), content: make([]bool, n), capital: make([]bool, n), known: make([]bool, n), skeleton: make([]string, n)}
	for i, t := range p.Tokens[:n] {
		for len(parts) > 0 && parts[0].End <= t.Start {
			parts = parts[1:]
		}
		s.asked[i] = len(parts) > 0 && parts[0].Start < t.End
		s.token(i, t)
	}
	return s
}

// token fills in what is known of a token.
func (s *side) token(i int, t words.Token) {
	s.content[i] = true
	if t.Kind == words.Number {
		return
	}
	form := s.Text[t.Start:t.End]
	first, size := utf8.DecodeRuneInString(form)
	s.capital[i] = unicode.IsUpper(first)
	s.skeleton[i] = words.Skeleton(s.Lang, stemOf(form, t))
	s.content[i] = !s.addMeanings(i) && size < len(form) && !grammar()[word{s.Lang, strings.ToLower(form)}]
	if s.content[i] {
		s.addAlike(i)
	}
}

//go:embed data/grammar.txt
var grammarFile string

// A word is a word of a language.
type word struct{ lang, text string }

// grammar are the words that are never linked for their place alone.
var grammar = sync.OnceValue(func() map[word]bool {
	out := map[word]bool{}
	for line := range strings.Lines(grammarFile) {
		if lang, list, ok := strings.Cut(line, "\t"); ok {
			for text := range strings.FieldsSeq(list) {
				out[word{lang, text}] = true
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
				s.known[i] = true
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
		if r.end >= len(s.asked) || s.Tokens[r.end].Key != key {
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
		word, field, _ := strings.Cut(rest, "\t")
		if n++; n > maxAlike || !strings.HasPrefix(word, head) {
			return
		}
		if word == s.Tokens[i].Key || strings.Contains(word, " ") || float64(len(head)) < alikeShare*float64(len(word)) {
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

// linkAll links each two texts twice: the second time neighbours and third texts help.
func (l *linker) linkAll() {
	candidates := map[[2]int][]link{}
	for i := range l.sides {
		for j := i + 1; j < len(l.sides); j++ {
			pair := [2]int{i, j}
			candidates[pair] = l.candidates(l.sides[i], l.sides[j])
			l.links[pair] = pick(candidates[pair])
		}
	}
	better := map[[2]int][]link{}
	for pair, list := range candidates {
		better[pair] = pick(append(l.helped(pair, list), l.throughThird(pair)...))
	}
	l.links = better
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
	sameWord     = 0.95
	sameName     = 0.9
	nameBegins   = 0.7
	cognate      = 0.6
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
	for i := range a.content {
		for j := range b.content {
			if a.content[i] && b.content[j] {
				add(run{i, i + 1}, run{j, j + 1}, l.alone(a, b, i, j))
			}
		}
	}
	return out
}

// at is where a run stands in its text, 0 to 1.
func (s *side) at(r run) float64 { return float64(r.start+r.end) / float64(2*len(s.asked)) }

// alone weighs two tokens without the built-in lexicon.
func (l *linker) alone(a, b *side, i, j int) float64 {
	x, y := a.Tokens[i], b.Tokens[j]
	if x.Kind == words.Number || y.Kind == words.Number {
		if x.Kind == y.Kind && digits(x.Loose) == digits(y.Loose) {
			return 1
		}
		return 0
	}
	w := alike(a, b, i, j)
	if l.Learned != nil {
		w = max(w, l.Learned.Weight(a.Lang, x.Key, b.Lang, y.Key))
	}
	if l.Together != nil && (a.asked[i] || b.asked[j]) {
		w = max(w, l.Together(a.Lang, x.Key, b.Lang, y.Key))
	}
	return w
}

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
	x, y := a.skeleton[i], b.skeleton[j]
	switch {
	case a.Tokens[i].Loose == b.Tokens[j].Loose:
		return sameWord
	case a.capital[i] && b.capital[j] && x == y && len(x) >= 2:
		return sameName
	case a.capital[i] && b.capital[j] && min(len(x), len(y)) >= 2 && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x)):
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
	lacking := false
	for i, asked := range a.asked {
		lacking = lacking || asked && a.content[i] && linkOf(links, i) < 0
	}
	if lacking {
		links = append(links, l.leftOver(from, to, links)...)
	}
	var out []run
	for i, asked := range a.asked {
		if at := linkOf(links, i); asked && at >= 0 {
			out = append(out, within(a, b, i, links[at]))
		}
	}
	return out
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

// What speaks for two words that are left over when all others are linked.
const (
	besideLinks = 0.5  // of neighbours that are linked
	atEnds      = 0.25 // of both texts
	bothNames   = 0.3
	oneName     = -0.4
	bothKnown   = -0.15 // to the lexicon, but not as counterparts
	bothVerbs   = 0.15
	oneVerb     = -0.2
	sameSounds  = 0.25 // begin with the same two consonants
	rarer       = 0.12 // for each time that one is e times rarer
	mostRarer   = 0.4
	thirdLeft   = 0.1
	leastLeft   = 0.2
	clearly     = 0.06 // better than with any other word
)

// leftOver links words that have no counterpart, where a word goes clearly best with another.
func (l *linker) leftOver(from, to int, links []link) []link {
	a, b := l.sides[from], l.sides[to]
	var list []link
	for i := range a.content {
		if !a.content[i] || linkOf(links, i) >= 0 {
			continue
		}
		for j := range b.content {
			if b.content[j] && !slices.ContainsFunc(links, func(k link) bool { return k.b.holds(j) }) {
				list = append(list, link{run{i, i + 1}, run{j, j + 1}, l.left(from, to, i, j, links)})
			}
		}
	}
	best := pick(slices.Clone(list))
	rival := func(k, o link) bool { // o would do nearly as well as k, and nothing better speaks against it
		return o != k && (o.a == k.a || o.b == k.b) && o.weight > k.weight-clearly && !slices.ContainsFunc(best, func(p link) bool {
			return p != k && (p.a == o.a || p.b == o.b) && p.weight > o.weight+clearly
		})
	}
	return slices.DeleteFunc(slices.Clone(best), func(k link) bool {
		return k.weight < leastLeft || slices.ContainsFunc(list, func(o link) bool { return rival(k, o) })
	})
}

// left weighs two words that are left over; where the first has a link to a third text, from there too.
func (l *linker) left(from, to, i, j int, links []link) float64 {
	w := leftWeight(l.sides[from], l.sides[to], i, j, links)
	if l.Units != nil {
		a, b := l.sides[from], l.sides[to]
		x, y := l.Units(a.Lang, a.Tokens[i].Key), l.Units(b.Lang, b.Tokens[j].Key)
		w -= min(mostRarer, rarer*math.Abs(math.Log((x+1)/(y+1))))
	}
	for via := range l.sides {
		if via == from || via == to {
			continue
		}
		there := l.between(from, via)
		if at := linkOf(there, i); at >= 0 && there[at].b.len() == 1 {
			w = thirdLeft + (w+leftWeight(l.sides[via], l.sides[to], there[at].b.start, j, l.between(via, to)))/2
		}
	}
	return w
}

// leftWeight weighs two words that are left over by their places and looks.
func leftWeight(a, b *side, i, j int, links []link) float64 {
	x, y := run{i, i + 1}, run{j, j + 1}
	w := 0.0
	for _, k := range links {
		w += besideLinks * math.Exp2(-float64(gapBetween(k.a, x)+gapBetween(k.b, y)))
	}
	w += atEnds * (math.Exp2(-float64(i+j)) + math.Exp2(-float64(len(a.asked)-i+len(b.asked)-j-2)))
	w -= distant * math.Abs(a.at(x)-b.at(y))
	switch {
	case a.Tokens[i].Kind == words.Number || b.Tokens[j].Kind == words.Number:
		return 0
	case a.capital[i] && b.capital[j]:
		w += bothNames
	case a.capital[i] && i > 0 || b.capital[j] && j > 0:
		w += oneName
	}
	if a.known[i] && b.known[j] {
		w += bothKnown
	}
	if u, v := a.verb(i), b.verb(j); u && v {
		w += bothVerbs
	} else if u != v {
		w += oneVerb
	}
	if u, v := a.skeleton[i], b.skeleton[j]; min(len(u), len(v)) >= 2 && u[:2] == v[:2] {
		w += sameSounds
	}
	return w
}

// verbEndings are endings of word forms by which verbs are told from other words; of Azerbaijani ones those of keys.
var verbEndings = map[string][]string{
	"az": {"mek", "maq"},
	"ru": {"ть", "ться", "ти", "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит", "ют", "ут", "ят", "ат", "ется", "ится", "ются", "ятся", "ем", "вший", "ущий", "ющий"},
	"en": {"ed", "ing"},
}

// verb tells whether a token looks like a verb.
func (s *side) verb(i int) bool {
	form := s.Tokens[i].Loose
	if s.Lang == "az" {
		form = s.Tokens[i].Key
	}
	return slices.ContainsFunc(verbEndings[s.Lang], func(end string) bool { return len(form) > len(end)+2 && strings.HasSuffix(form, end) })
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
