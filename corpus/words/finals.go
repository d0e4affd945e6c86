package words

import (
	"strings"
	"sync"
)

// Finals tell where an unknown stem may end: how often the last letters of a stem are the last of a word of the list,
// of all the times that they stand in one (-ron, -qrad, -ski often; -kro, -qra, -sk seldom). Counted by up to three letters, the longer
// smoothed by the shorter.
type finals struct {
	all, last [3][]int32 // by one, two and three letters
}

// finalLetters is how many letters are told apart, the loose ones; finalSmoothing, how many sightings the shorter letters weigh;
// finalStep, in tenths, how much rarer costs a unit.
const (
	finalLetters   = 32
	finalSmoothing = 3
	finalStep      = 30 // tenths
)

var listFinals = sync.OnceValue(newFinals)

// newFinals counts the nouns and names of the word list.
func newFinals() *finals {
	f := &finals{}
	size := 1
	for n := range f.all {
		size *= finalLetters
		f.all[n], f.last[n] = make([]int32, size), make([]int32, size)
	}
	var stem []byte
	for line := range strings.Lines(wordFile()) {
		word, class, _ := strings.Cut(line, "\t")
		if !strings.HasPrefix(class, "n") {
			continue
		}
		stem = stem[:0]
		for _, r := range word {
			stem = append(stem, codeOf(r))
		}
		f.count(stem)
	}
	return f
}

// count counts a stem.
func (f *finals) count(stem []byte) {
	for end := 1; end <= len(stem); end++ {
		i, unit := 0, 1
		for n := 0; n < len(f.all) && n < end; n++ {
			i += unit * (int(stem[end-1-n]) & (finalLetters - 1))
			unit *= finalLetters
			f.all[n][i]++
			if end == len(stem) {
				f.last[n][i]++
			}
		}
	}
}

// cost is what it costs to end a stem here: a unit for each time that it is rarer by finalStep.
func (f *finals) cost(stem []byte) int16 {
	all, last := int64(20), int64(4)
	i, unit := 0, 1
	for n := 0; n < len(f.all) && n < len(stem); n++ {
		i += unit * (int(stem[len(stem)-1-n]) & (finalLetters - 1))
		unit *= finalLetters
		last = int64(f.last[n][i])*1000 + 1000*finalSmoothing*last/all
		all = int64(f.all[n][i])*1000 + 1000*finalSmoothing
	}
	c := int16(0)
	for r := all * 100 / max(last, 1); r > 100 && c < 12; r = r * 10 / finalStep {
		c++
	}
	return c
}
