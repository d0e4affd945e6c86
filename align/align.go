// Package align aligns two or three texts of segments into beads. (Essay to come.)
package align

import (
	"fmt"
	"sort"

	"aztm/align/lexicon"
)

// A Text is one side of an alignment.
type Text struct {
	Lang       string
	Segments   []string
	Paragraphs []int // paragraph number of each segment; nil if unknown
}

// A Range is a half-open range of segment numbers, 0-based; empty where a side is missing.
type Range struct{ Start, End int }

// Len counts the segments of r.
func (r Range) Len() int { return r.End - r.Start }

// A Bead links a range of segments of each text, in the order of the texts.
type Bead struct {
	Sides      []Range
	Confidence float64 // 0 to 1
}

// An Aligner aligns texts by a lexicon. Its methods may be called by several goroutines at once.
type Aligner struct {
	lex  *lexicon.Lexicon
	seen observer
}

// New returns an aligner that uses lex; nil is the built-in lexicon.
func New(lex *lexicon.Lexicon) *Aligner {
	if lex == nil {
		lex = lexicon.Builtin()
	}
	return &Aligner{lex: lex}
}

// Align aligns by the built-in lexicon; see Aligner.Align.
func Align(texts []Text) ([]Bead, error) { return New(nil).Align(texts) }

// Align returns the beads of two or three texts: each segment stands in exactly one bead, in order. A bead
// that is missing two of three sides, or one of two, has one segment.
func (al *Aligner) Align(texts []Text) ([]Bead, error) {
	if len(texts) != 2 && len(texts) != 3 {
		return nil, fmt.Errorf("alignment: want 2 or 3 texts, have %d", len(texts))
	}
	order := byLength(texts)
	sides, totals := make([]*side, len(texts)), make([]*sums, len(texts))
	for i, n := range order {
		an := analyser{lex: al.lex}
		sides[i] = an.side(texts[n])
		totals[i] = newSums(sides[i])
	}
	ab := newPairing(sides[0], sides[1], totals[0], totals[1])
	if len(texts) == 2 {
		edges, _ := alignPair(ab, &pairWeights)
		return beads(edges, order), nil
	}
	ac := newPairing(sides[0], sides[2], totals[0], totals[2])
	bc := newPairing(sides[1], sides[2], totals[1], totals[2])
	return beads(alignThree(ab, ac, bc, &pairWeights, &jointWeights), order), nil
}

// byLength returns the numbers of the texts, longest first: the search goes row by row of the first.
func byLength(texts []Text) []int {
	order := make([]int, len(texts))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(x, y int) bool {
		return len(texts[order[x]].Segments) > len(texts[order[y]].Segments)
	})
	return order
}

// beads turns a path into beads with the sides in the order of the texts.
func beads(edges []edge, order []int) []Bead {
	out := make([]Bead, len(edges))
	for n, e := range edges {
		end := [3]int{e.end.i, e.end.j, e.end.k}
		sides := make([]Range, len(order))
		for i, t := range order {
			sides[t] = Range{end[i] - int(e.shape[i]), end[i]}
		}
		out[n] = Bead{Sides: sides, Confidence: confidence(e.prob)}
	}
	return out
}

func confidence(p float64) float64 { return min(1, p) }
