package align

import "math"

// A Grade is a confidence in one word, for readers.
type Grade uint8

// The grades, best first.
const (
	Good  Grade = iota // right but for about one in a hundred
	Check              // worth a look
	Bad                // more likely wrong than right
)

// Grades lists all grades, best first.
var Grades = [...]Grade{Good, Check, Bad}

// String returns the word.
func (g Grade) String() string { return [...]string{"good", "check", "bad"}[g] }

// The least confidence of the grades; README has the precision measured behind each.
const (
	goodFrom  = 0.95
	checkFrom = 0.5
)

// GradeOf returns the grade of a confidence.
func GradeOf(confidence float64) Grade {
	switch {
	case confidence >= goodFrom:
		return Good
	case confidence >= checkFrom:
		return Check
	}
	return Bad
}

// bins is how many bins of equal width a calibration has.
const bins = 20

// A Bin counts beads of about one confidence.
type Bin struct {
	Beads, Right int
	sum          float64 // of their confidences
}

// Mean is the mean confidence of the beads.
func (b Bin) Mean() float64 { return b.sum / max(1, float64(b.Beads)) }

// Precision is the share of the beads that are right.
func (b Bin) Precision() float64 { return ratio(b.Right, b.Beads) }

func (b *Bin) observe(confidence float64, right bool) {
	b.Beads++
	b.sum += confidence
	if right {
		b.Right++
	}
}

// A Calibration compares confidences with how often they hold: a bead of confidence 0.8 should be right four times in five.
type Calibration struct {
	Bins  [bins]Bin // bin n holds confidences from n/20 up to (n+1)/20
	Words [len(Grades)]Bin
}

// Observe counts one bead.
func (c *Calibration) Observe(confidence float64, right bool) {
	c.Bins[min(bins-1, int(confidence*bins))].observe(confidence, right)
	c.Words[GradeOf(confidence)].observe(confidence, right)
}

// Error returns the expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean, over beads, of the distance
// between the mean confidence of a bin and the share of it that is right. It is 0 without beads.
func (c *Calibration) Error() float64 {
	n, sum := 0, 0.0
	for _, b := range c.Bins {
		n += b.Beads
		sum += math.Abs(b.sum - float64(b.Right))
	}
	return sum / max(1, float64(n))
}

// A trust turns the probability that a bead has in its lattice into the confidence that it makes a right unit: a logistic
// regression (Platt 1999) with two inputs more. The lattice knows only whether segments belong together; a headline that the
// splitter left glued to its sentence on one side belongs, and spoils the unit. Its length gives it away, however sure the lattice
// is: so odd lengths also take weight from the probability.
type trust struct {
	bias       float64
	logOdds    float64 // of the probability, damped by the deviation
	deviations float64 // of the lengths from usual, in standard deviations up to 6: the pair of sides where it is most
	merged     float64 // segments beyond one a side, by pair of sides
}

// beadTrust was fitted to the news with held-out weights: TestTrain leaves samples in the file AZTM_TRUST (AZTM_TRAIN=pair, then
// =joint, AZTM_FOLDS=1), TestTrust fits.
var beadTrust = trust{bias: 0.524, logOdds: 1.048, deviations: -0.014, merged: -0.294}

// dampFrom is the deviation at which the log-odds count half.
const dampFrom = 2.5

// calibrate replaces the probabilities of beads of two or three sides by confidences. pairs are those of the texts: AB, or AB, AC
// and BC. A segment that stands alone keeps its probability.
func calibrate(edges []edge, pairs []*pairing) {
	for n := range edges {
		if e := &edges[n]; e.shape.sides() > 1 {
			e.prob = beadTrust.confidence(trustInputs(e, pairs))
		}
	}
}

// trustInputs returns the inputs of a trust, in the order of its fields, for a bead of at least two sides.
func trustInputs(e *edge, pairs []*pairing) [4]float64 {
	p := max(1e-4, min(1-1e-4, e.prob))
	x := [4]float64{1, math.Log(p / (1 - p)), 0, 0}
	end := [3]int{e.end.i, e.end.j, e.end.k}
	linked := 0
	for n, sides := range [][2]int{{0, 1}, {0, 2}, {1, 2}}[:len(pairs)] {
		a, b := sides[0], sides[1]
		if e.shape[a] == 0 || e.shape[b] == 0 {
			continue
		}
		ra, rb := Range{end[a] - int(e.shape[a]), end[a]}, Range{end[b] - int(e.shape[b]), end[b]}
		linked++
		x[2] = max(x[2], min(6, pairs[n].deviations(ra, rb)))
		x[3] += float64(ra.Len() + rb.Len() - 2)
	}
	x[1] /= 1 + x[2]*x[2]/(dampFrom*dampFrom)
	x[3] /= float64(linked)
	return x
}

func (t trust) confidence(x [4]float64) float64 {
	s := t.bias*x[0] + t.logOdds*x[1] + t.deviations*x[2] + t.merged*x[3]
	return 1 / (1 + math.Exp(-s))
}

// deviations is how far the lengths of two ranges are from usual, in standard deviations.
func (p *pairing) deviations(a, b Range) float64 {
	square, far := p.length(p.sa.chars[a.End]-p.sa.chars[a.Start], p.sb.chars[b.End]-p.sb.chars[b.Start])
	return math.Sqrt(square) + far
}
