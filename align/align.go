// Package align aligns two or three texts of segments into beads: which segments of one text translate
// which of the others. It reads no files, and only an Aligner remembers anything: a bounded number of words, and beads to learn from.
//
// # How it works
//
// Each segment is reduced to what its translation should share with it: words by lemma with their concepts in
// the lexicon, names by the skeleton of their consonants, numbers and dates by value, length, and marks. For a pair of texts,
// each word of a segment looks for its best counterpart in a range of segments of the other text; what is
// found counts for the bead, the more the rarer it is, and what is not found counts against it. So a merge pays only if
// it explains more on both sides.
//
// The score of a bead is a weighted sum of such features (weights.go), and a random field over all paths of beads turns
// scores into probabilities (lattice.go). Weights are trained on beads set by hand, by likelihood. The result is the path
// with the greatest sum of bead probabilities above one half each, which expects the most right beads; the
// confidence of a bead is its probability, calibrated by the lengths and the number of its segments (calibration.go).
//
// Three texts are aligned jointly: a bead of three is one decision on one lattice, scored by its three pairs, with
// any side missing. The pairs are searched first, one by one, to leave only cells worth a look. Long texts are first
// anchored by rare words, and searched in blocks, so that time and memory grow linearly.
//
// AlignAndCut also cuts segments that the splitter left whole, where their parts belong to different beads: a headline glued
// to its sentence, sentences joined by a semicolon (cut.go).
//
// An Aligner learns word pairs from the beads that it is shown (Observe, Learned); the lexicon of what it learned, with that which
// it had, makes the next Aligner. Languages of which the lexicon knows nothing have weights of their own (plain.go), and their texts
// teach themselves: they are aligned twice.
//
// # Limits
//
// Alignment is monotone: a translator who moves a sentence across its neighbours leaves two segments
// alone. A side of a bead has no more than four segments. What was learned is held in memory; others store it.
//
// # A trap
//
// In "Lukaşenko qeyd edib" after every quotation, the name and the verb stand in each segment of the story and tell
// nothing of which belongs to which, though they are right translations. That is why evidence weighs by its rarity in the text.
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
	Fixed      bool  // AlignAndCut leaves its segments as they are

	joints []joint // of each segment; nil if all stand apart
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

// An Aligner aligns texts by a lexicon, and learns one from what it aligned. It remembers the words of some texts, so that one
// aligner for many is faster than one for each. Its methods may be called by several goroutines at once.
type Aligner struct {
	lex   *lexicon.Lexicon
	words glossary
	seen  observer
}

// New returns an aligner that uses lex; nil is the built-in lexicon.
func New(lex *lexicon.Lexicon) *Aligner {
	if lex == nil {
		lex = lexicon.Builtin()
	}
	al := &Aligner{lex: lex, words: glossary{lex: lex}}
	al.seen.learner.Known = lex
	return al
}

// Align aligns by the built-in lexicon; see Aligner.Align.
func Align(texts []Text) ([]Bead, error) { return New(nil).Align(texts) }

// Align returns the beads of two or three texts: each segment stands in exactly one bead, in order. A bead
// that is missing two of three sides, or one of two, has one segment. Texts of languages that the lexicon does not know are aligned
// twice, unless they have next to no beads: the first time teaches.
func (al *Aligner) Align(texts []Text) ([]Bead, error) {
	if len(texts) != 2 && len(texts) != 3 {
		return nil, fmt.Errorf("alignment: want 2 or 3 texts, have %d", len(texts))
	}
	got, known := al.align(texts)
	if known || len(got) < minTeaching || len(got) > maxTeaching {
		return got, nil
	}
	first := New(al.lex)
	first.Observe(texts, got)
	got, _ = first.Taught().align(texts)
	return got, nil
}

// align searches once, and tells whether the lexicon knows the languages.
func (al *Aligner) align(texts []Text) (got []Bead, known bool) {
	order := byLength(texts)
	sides, totals := make([]*side, len(texts)), make([]*sums, len(texts))
	for i, n := range order {
		an := analyser{words: &al.words}
		sides[i] = an.side(texts[n])
		totals[i] = newSums(sides[i])
	}
	pairW, jointW := weightsFor(sides)
	known = pairW == &pairWeights
	pairings := []*pairing{newPairing(sides[0], sides[1], totals[0], totals[1])}
	var edges []edge
	if len(texts) == 2 {
		edges, _ = alignPair(pairings[0], pairW)
	} else {
		pairings = append(pairings, newPairing(sides[0], sides[2], totals[0], totals[2]), newPairing(sides[1], sides[2], totals[1], totals[2]))
		edges = alignThree(pairings[0], pairings[1], pairings[2], pairW, jointW)
	}
	if known {
		calibrate(edges, pairings)
	}
	return beads(edges, order), known
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

// confidence keeps a probability in its bounds against rounding.
func confidence(p float64) float64 { return max(0, min(1, p)) }
