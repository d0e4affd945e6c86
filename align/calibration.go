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

// The least confidence of the grades. Good is chosen so that 99 in 100 units of news end to end are right, and
// four fifths of its lines stand in such units; below checkFrom more units are wrong than right.
const (
	goodFrom  = 0.9
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
