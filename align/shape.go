package align

// A shape3 is how many segments of each text a bead takes.
type shape3 [3]uint8

// The sides of a bead as bits.
const (
	sideA = 1 << iota
	sideB
	sideC
)

// follows tells whether a bead of the sides next may stand right after one of the sides prev. Of beads that could change
// places, single segments come before others, in the order of the texts.
func follows(prev, next int) bool {
	switch next {
	case sideA:
		return prev != sideB && prev != sideC && prev != sideB|sideC
	case sideB:
		return prev != sideC && prev != sideA|sideC
	case sideC:
		return prev != sideA|sideB
	}
	return true
}

// priors are the scores of beads by shape.
type priors struct {
	shapes []shape3 // all shapes, of beads of one side, two and three
	masks  []int    // their sides
	score  [maxSide + 1][maxSide + 1][maxSide + 1]float64
}

// newPriors lists the shapes that texts may have and scores them.
func newPriors(w *weights, third bool, limit int) *priors {
	p := &priors{}
	for a := range uint8(limit + 1) {
		for b := range uint8(limit + 1) {
			for c := range uint8(limit + 1) {
				s := shape3{a, b, c}
				if c > 0 && !third || !s.valid() {
					continue
				}
				p.shapes, p.masks = append(p.shapes, s), append(p.masks, s.mask())
				p.score[a][b][c] = s.prior(w, third)
			}
		}
	}
	return p
}

// sides counts the sides that are not missing.
func (s shape3) sides() int {
	n := 0
	for _, x := range s {
		if x > 0 {
			n++
		}
	}
	return n
}

// mask returns the sides that are not missing, as bits.
func (s shape3) mask() int {
	n := 0
	for i, x := range s {
		if x > 0 {
			n |= 1 << i
		}
	}
	return n
}

// valid tells whether beads may have the shape: segments without counterpart stand alone.
func (s shape3) valid() bool {
	n := s.sides()
	return n > 1 || n == 1 && s[0]+s[1]+s[2] == 1
}

func (s shape3) prior(w *weights, third bool) float64 {
	switch {
	case s.sides() == 1:
		return 0 // see lattice.alone
	case s.sides() == 2 && third:
		return w[t2]
	case s.sides() == 3 && s != shape3{1, 1, 1}:
		return w[t3] + w[t3Split]
	case s.sides() == 3:
		return w[t3]
	}
	return 0
}
