package words

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

// newFinals counts the stems of a list that take the endings of nouns.
func newFinals(entries map[string]entry) *finals {
	f := &finals{}
	size := 1
	for n := range f.all {
		size *= finalLetters
		f.all[n], f.last[n] = make([]int32, size), make([]int32, size)
	}
	for stem, e := range entries {
		if e.noun == "" || e.fixed {
			continue
		}
		for end := 1; end <= len(stem); end++ {
			for n := 1; n <= 3 && n <= end; n++ {
				i := finalIndex(stem[end-n : end])
				f.all[n-1][i]++
				if end == len(stem) {
					f.last[n-1][i]++
				}
			}
		}
	}
	return f
}

// finalIndex numbers one to three letters.
func finalIndex(letters string) int {
	i := 0
	for _, c := range []byte(letters) {
		i = i*finalLetters + int(c)&(finalLetters-1)
	}
	return i
}

// cost is what it costs to end a stem here: a unit for each time that it is rarer by finalStep.
func (f *finals) cost(stem []byte) int16 {
	all, last := int64(20), int64(4)
	for n := 1; n <= 3 && n <= len(stem); n++ {
		i := finalIndex(string(stem[len(stem)-n:]))
		// the shorter letters count as finalSmoothing sightings
		last = int64(f.last[n-1][i])*1000 + 1000*finalSmoothing*last/all
		all = int64(f.all[n-1][i])*1000 + 1000*finalSmoothing
	}
	c := int16(0)
	for r := all * 100 / max(last, 1); r > 100 && c < 12; r = r * 10 / finalStep {
		c++
	}
	return c
}
