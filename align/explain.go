package align

import (
	"cmp"
	"math"
	"slices"
)

// An Evidence says what two sides of a bead have in common, as the score saw it.
type Evidence struct {
	Texts       [2]int // numbers of the texts
	Matches     []Match
	Unexplained [2][]string // words and values of each side without counterpart, as printed; function words are left out
	Lone        [2][]Place  // where those stand that are not common in their text
	Marks       []string    // kinds of marks that differ: "quote", "question", …
	Letters     [2]int      // letters and digits of each side
	Usual       float64     // usual length of the second side over the first
	Deviations  float64     // how far the lengths are from usual, in standard deviations
}

// A Match is a word or value of one side and its counterpart on the other, as printed.
type Match struct {
	Kind   string // one of MatchKinds
	A, B   string
	Weight float64    // how much it counts: 0 to 1 for the kind, times the rarity of the word
	Places [2][]Place // all places of A and of B in the bead
}

// A Place is where a word or value stands in a text.
type Place struct {
	Segment    int // 0-based
	Start, End int // half-open range of bytes of the segment
}

// MatchKinds lists the kinds of matches: names by their consonants, numbers and dates by value, words of the built-in and of the
// learned lexicon, words alike letter for letter, words with the same consonants, function words.
var MatchKinds = [...]string{"name", "number", "lexicon", "learned", "identical", "cognate", "function"}

// matchKind names the features of matches.
var matchKind = map[feature]string{fName: "name", fValue: "number", fLexicon: "lexicon", fLearned: "learned",
	fIdentical: "identical", fCognate: "cognate", fFunction: "function"}

// markNames names the marks, in the order of the constants.
var markNames = [marks]string{"question", "exclamation", "quote", "colon", "bracket", "dash", "digit"}

// Explain returns the evidence of each bead, for each pair of sides that it has, in the order of the texts. It looks at the
// matches that Align scores by; the beads are of the same texts.
func (al *Aligner) Explain(texts []Text, beads []Bead) [][]Evidence {
	x := explainer{texts: texts, words: &al.words}
	var totals []*sums
	for _, t := range texts {
		an := analyser{words: &al.words}
		x.sides = append(x.sides, an.side(t))
		totals = append(totals, newSums(x.sides[len(x.sides)-1]))
	}
	for i := range texts {
		for j := i + 1; j < len(texts); j++ {
			x.pairs = append(x.pairs, newPairing(x.sides[i], x.sides[j], totals[i], totals[j]))
			x.numbers = append(x.numbers, [2]int{i, j})
		}
	}
	out := make([][]Evidence, len(beads))
	for n, b := range beads {
		out[n] = x.bead(b)
	}
	return out
}

// An explainer holds the evidence of all pairs of texts.
type explainer struct {
	texts   []Text
	words   *glossary
	sides   []*side
	pairs   []*pairing
	numbers [][2]int // texts of each pair
}

func (x *explainer) bead(b Bead) []Evidence {
	var out []Evidence
	for n, p := range x.pairs {
		i, j := x.numbers[n][0], x.numbers[n][1]
		if b.Sides[i].Len() > 0 && b.Sides[j].Len() > 0 {
			e := Evidence{Texts: x.numbers[n]}
			x.matches(&e, p, b.Sides[i], b.Sides[j])
			p.measures(&e, b.Sides[i], b.Sides[j])
			out = append(out, e)
		}
	}
	return out
}

// matches fills in the matches and what is left.
func (x *explainer) matches(e *Evidence, p *pairing, ra, rb Range) {
	a, b := p.a.typesOf(ra), p.b.typesOf(rb)
	formA, formB := x.forms(e.Texts[0], ra), x.forms(e.Texts[1], rb)
	seen := map[[2]int32]bool{}
	note := func(i, j int32, m match) {
		if !seen[[2]int32{i, j}] {
			seen[[2]int32{i, j}] = true
			a, b := formA[p.a.types[i].text], formB[p.b.types[j].text]
			e.Matches = append(e.Matches, Match{matchKind[m.kind], a.text, b.text, float64(m.strength), [2][]Place{a.places, b.places}})
		}
	}
	lone := func(n int, t *wordType, f printed) {
		e.Unexplained[n] = append(e.Unexplained[n], f.text)
		if t.df == 1 || t.rarity > commonRarity {
			e.Lone[n] = append(e.Lone[n], f.places...)
		}
	}
	for _, i := range a {
		if m, ok := bestAmong(p.ab[i], b); ok {
			note(i, m.to, m)
		} else if p.a.types[i].class != functionWord {
			lone(0, &p.a.types[i], formA[p.a.types[i].text])
		}
	}
	for _, j := range b {
		if m, ok := bestAmong(p.ba[j], a); ok {
			note(m.to, j, m)
		} else if p.b.types[j].class != functionWord {
			lone(1, &p.b.types[j], formB[p.b.types[j].text])
		}
	}
	slices.SortStableFunc(e.Matches, func(x, y Match) int { return cmp.Compare(y.Weight, x.Weight) })
}

// commonRarity is that of a word in a third of the segments. English the has no counterpart, and tells nothing by that.
const commonRarity = 1.2

// typesOf returns the types of a range, each once, in order.
func (s *side) typesOf(r Range) []int32 {
	var out []int32
	for _, g := range s.segs[r.Start:r.End] {
		for _, t := range g.items {
			if !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// bestAmong returns the strongest match with one of the types, which is the one that counts.
func bestAmong(list []match, types []int32) (best match, ok bool) {
	for _, m := range list {
		if slices.Contains(types, m.to) && (!ok || m.strength > best.strength) {
			best, ok = m, true
		}
	}
	return best, ok
}

// A printed type is how it stands first in a range, and where.
type printed struct {
	text   string
	places []Place
}

// forms returns how the types of a range are printed there.
func (x *explainer) forms(text int, r Range) map[string]printed {
	t := x.texts[text]
	an := analyser{words: x.words, places: map[int32][]Place{}}
	out := map[string]printed{}
	for n, w := range an.side(Text{Lang: t.Lang, Segments: t.Segments[r.Start:r.End]}).types {
		places := an.places[int32(n)]
		for i := range places {
			places[i].Segment += r.Start
		}
		out[w.text] = printed{w.form, places}
	}
	return out
}

// measures fills in what does not depend on words.
func (p *pairing) measures(e *Evidence, ra, rb Range) {
	x, y := p.sa.chars[ra.End]-p.sa.chars[ra.Start], p.sb.chars[rb.End]-p.sb.chars[rb.Start]
	e.Letters, e.Usual, e.Deviations = [2]int{int(x), int(y)}, math.Exp(p.ratio), p.deviations(ra, rb)
	for k := range int(marks) {
		if markDifference(k, p.sa.marks[ra.End][k]-p.sa.marks[ra.Start][k], p.sb.marks[rb.End][k]-p.sb.marks[rb.Start][k]) > 0 {
			e.Marks = append(e.Marks, markNames[k])
		}
	}
}
