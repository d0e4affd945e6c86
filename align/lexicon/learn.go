package lexicon

import (
	"cmp"
	"math"
	"slices"

	"aztm/corpus/words"
)

// A Pair is two texts that translate one another.
type Pair struct{ A, B string }

// Learning parameters. IBM model 1 converges within few rounds on small data; a pair seen once is chance.
const (
	rounds    = 5
	minCount  = 2    // expected times a word pair stood together
	minWeight = 0.15 // geometric mean of both directions
	maxWords  = 200  // of one text; longer ones teach little and cost their square
)

// Learn finds word pairs in texts that translate one another: IBM model 1 (Brown et al. 1993, "The mathematics of
// statistical machine translation") in both directions; a pair's weight is the geometric mean of both probabilities, so
// that a frequent word, which goes with everything one way, is left out by the other.
func Learn(langA, langB string, pairs []Pair) *Lexicon {
	return FromEntries(LearnEntries(langA, langB, pairs))
}

// LearnEntries is Learn for callers that store the result: entries sorted by lemma.
func LearnEntries(langA, langB string, pairs []Pair) []Entry {
	va, vb := vocabulary{lang: langA}, vocabulary{lang: langB}
	as, bs := make([][]int32, len(pairs)), make([][]int32, len(pairs))
	for i, p := range pairs {
		as[i], bs[i] = va.ids(p.A), vb.ids(p.B)
	}
	ab, counts := model1(as, bs)
	ba, _ := model1(bs, as)
	var out []Entry
	for k, p := range ab {
		w := math.Sqrt(p * ba[[2]int32{k[1], k[0]}])
		if w >= minWeight && counts[k] >= minCount {
			out = append(out, Entry{Base(langA), va.list[k[0]], Base(langB), vb.list[k[1]], w})
		}
	}
	slices.SortFunc(out, func(x, y Entry) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

// FromEntries returns the lexicon of stored entries.
func FromEntries(entries []Entry) *Lexicon {
	t := newTable()
	for _, e := range entries {
		c := t.concept()
		t.link(Base(e.LangA), e.A, Link{Concept: c, Weight: 1, Kind: Learned})
		t.link(Base(e.LangB), e.B, Link{Concept: c, Weight: float32(e.Weight), Kind: Learned})
	}
	return t.lexicon()
}

// A vocabulary numbers the lemmas of one language.
type vocabulary struct {
	lang string
	num  map[string]int32
	list []string
}

// ids returns the numbers of the lemmas of text, each once, no more than maxWords.
func (v *vocabulary) ids(text string) []int32 {
	if v.num == nil {
		v.num = map[string]int32{}
	}
	var out []int32
	for _, t := range words.Tokens(v.lang, text) {
		if t.Kind != words.Word {
			continue
		}
		lemma := words.Lemma(v.lang, text[t.Start:t.End])
		n, ok := v.num[lemma]
		if !ok {
			n = int32(len(v.list))
			v.num[lemma] = n
			v.list = append(v.list, lemma)
		}
		if len(out) < maxWords && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// model1 returns p(b|a) and the expected number of times a was translated by b, after a few rounds of IBM model 1
// with a null word.
func model1(as, bs [][]int32) (prob, count map[[2]int32]float64) {
	const null = -1
	withNull := make([][]int32, len(as))
	for i, a := range as {
		withNull[i] = append(slices.Clone(a), null)
	}
	for range rounds {
		next := map[[2]int32]float64{}
		total := map[int32]float64{}
		for i, a := range withNull {
			expect(a, bs[i], prob, next, total)
		}
		prob, count = make(map[[2]int32]float64, len(next)), next
		for k, c := range next {
			prob[k] = c / total[k[0]]
		}
	}
	return prob, count
}

// expect adds the expected counts of one pair of texts; a nil prob is uniform.
func expect(a, b []int32, prob, next map[[2]int32]float64, total map[int32]float64) {
	for _, y := range b {
		sum := 0.0
		for _, x := range a {
			sum += probability(prob, x, y)
		}
		if sum == 0 {
			continue
		}
		for _, x := range a {
			c := probability(prob, x, y) / sum
			next[[2]int32{x, y}] += c
			total[x] += c
		}
	}
}

func probability(prob map[[2]int32]float64, x, y int32) float64 {
	if prob == nil {
		return 1
	}
	return prob[[2]int32{x, y}]
}
