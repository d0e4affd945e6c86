package fit

import (
	"slices"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// A Pair is a word of a text and the word of another text that translates it, in bytes.
type Pair struct{ AStart, AEnd, BStart, BEnd int }

// Pairs returns the words of two texts that surely translate one another: words that share a meaning of the built-in lexicon, and equal
// numbers, where no other word of either text does.
func Pairs(langA, a, langB, b string) (out []Pair) {
	x, y := meanings(langA, a), meanings(langB, b)
	partner := func(w meaning, among []meaning) int {
		found := -1
		for i, o := range among {
			if w.shares(o) {
				if found >= 0 {
					return -1
				}
				found = i
			}
		}
		return found
	}
	for i, w := range x {
		if k := partner(w, y); k >= 0 && partner(y[k], x) == i {
			out = append(out, Pair{w.start, w.end, y[k].start, y[k].end})
		}
	}
	return out
}

// A meaning is a word of a text with what it may mean.
type meaning struct {
	start, end int
	number     string
	concepts   []uint32
}

func (m meaning) shares(o meaning) bool {
	if m.number != "" || o.number != "" {
		return m.number == o.number
	}
	return slices.ContainsFunc(m.concepts, func(c uint32) bool { return slices.Contains(o.concepts, c) })
}

func meanings(lang, text string) (out []meaning) {
	for _, k := range words.Tokens(lang, text) {
		m := meaning{start: k.Start, end: k.End}
		if k.Kind == words.Number {
			start, end := digits(text, k)
			m.number = text[start:end]
		} else {
			m.concepts = lexicon.Builtin().Meanings(lang, text[k.Start:k.End])
		}
		out = append(out, m)
	}
	return out
}
