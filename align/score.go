package align

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Score counts right beads, strictly and laxly, as vecalign's score.py does (after Sennrich and Volk 2011,
// W11-4624): a bead is right if gold has the same one; laxly, if some bead of gold shares a segment of each side with it.
// Precision counts all predicted beads, those of one side too; recall leaves those out.
// Counts of several documents are added up before dividing.
type Score struct {
	Strict, Lax Counts
}

// Counts holds what precision and recall are made of.
type Counts struct {
	Right, Predicted int // beads
	Found, Gold      int // beads with all sides, for two texts; with at least two, for three
}

// Precision is the share of predicted beads that are right.
func (c Counts) Precision() float64 { return ratio(c.Right, c.Predicted) }

// Recall is the share of gold beads that were found.
func (c Counts) Recall() float64 { return ratio(c.Found, c.Gold) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c *Counts) add(d Counts) {
	c.Right += d.Right
	c.Predicted += d.Predicted
	c.Found += d.Found
	c.Gold += d.Gold
}

// Add adds the counts of another document.
func (s *Score) Add(t Score) {
	s.Strict.add(t.Strict)
	s.Lax.add(t.Lax)
}

// Compare scores predicted beads against gold.
func Compare(gold, predicted []Bead) Score {
	g, p := distinct(gold), distinct(predicted)
	var s Score
	s.Strict.Right, s.Lax.Right = agree(p, g)
	s.Strict.Predicted, s.Lax.Predicted = len(p), len(p)
	g2, p2 := linked(g), linked(p)
	s.Strict.Found, s.Lax.Found = agree(g2, p2)
	s.Strict.Gold, s.Lax.Gold = len(g2), len(g2)
	return s
}

// distinct returns the beads, each once, without those that are empty on all sides.
func distinct(beads []Bead) []Bead {
	seen := map[string]bool{}
	var out []Bead
	for _, b := range beads {
		if k := b.key(); sidesOf(b) > 0 && !seen[k] {
			seen[k] = true
			out = append(out, b)
		}
	}
	return out
}

// linked returns the beads of at least two sides.
func linked(beads []Bead) []Bead {
	var out []Bead
	for _, b := range beads {
		if sidesOf(b) > 1 {
			out = append(out, b)
		}
	}
	return out
}

// Linked tells whether the bead has two sides or more.
func (b Bead) Linked() bool { return sidesOf(b) > 1 }

func sidesOf(b Bead) int {
	n := 0
	for _, r := range b.Sides {
		if r.Len() > 0 {
			n++
		}
	}
	return n
}

// key is a string that equal beads share, wherever their empty sides lie.
func (b Bead) key() string {
	var s strings.Builder
	for _, r := range b.Sides {
		if r.Len() > 0 {
			fmt.Fprintf(&s, "%d-%d", r.Start, r.End)
		}
		s.WriteByte(':')
	}
	return s.String()
}

// agree counts the beads that stand among others too, and those that share a segment of each of two sides with one.
func agree(beads, others []Bead) (strict, lax int) {
	same := map[string]bool{}
	near := map[[4]int]bool{}
	for _, b := range others {
		same[b.key()] = true
		for k := range crossings(b) {
			near[k] = true
		}
	}
	for _, b := range beads {
		if same[b.key()] {
			strict++
			lax++
			continue
		}
		for k := range crossings(b) {
			if near[k] {
				lax++
				break
			}
		}
	}
	return strict, lax
}

// crossings returns the pairs of segments that a bead links: side, segment, side, segment.
func crossings(b Bead) map[[4]int]bool {
	out := map[[4]int]bool{}
	for x := range b.Sides {
		for y := x + 1; y < len(b.Sides); y++ {
			for i := b.Sides[x].Start; i < b.Sides[x].End; i++ {
				for j := b.Sides[y].Start; j < b.Sides[y].End; j++ {
					out[[4]int{x, i, y, j}] = true
				}
			}
		}
	}
	return out
}

// ReadBeads reads beads as "aztm align --format beads" writes them: a bead a line, "[0]:[0, 1]:0.97", "[]" for a
// missing side; the confidence may be left out. sides is 2 or 3. Errors name the line.
func ReadBeads(r io.Reader, sides int) ([]Bead, error) {
	var out []Bead
	err := eachBead(r, sides, func(b Bead) error {
		out = append(out, b)
		return nil
	})
	return out, err
}

// ReadGold reads beads of texts that have so many segments; a segment that no text has, or that stands in two beads, is an error.
func ReadGold(r io.Reader, sizes []int) ([]Bead, error) {
	var out []Bead
	taken := map[[2]int]bool{}
	err := eachBead(r, len(sizes), func(b Bead) error {
		for i, r := range b.Sides {
			for n := r.Start; n < r.End; n++ {
				if n >= sizes[i] {
					return fmt.Errorf("side %d: segment %d of a text of %d (the first is 0)", i+1, n, sizes[i])
				}
				if taken[[2]int{i, n}] {
					return fmt.Errorf("side %d: segment %d in a second bead", i+1, n)
				}
				taken[[2]int{i, n}] = true
			}
		}
		out = append(out, b)
		return nil
	})
	return out, err
}

// eachBead calls do for the bead of each line that is not blank.
func eachBead(r io.Reader, sides int, do func(Bead) error) error {
	sc := bufio.NewScanner(r)
	n := 1
	for ; sc.Scan(); n++ {
		text := strings.TrimSpace(sc.Text())
		if text == "" {
			continue
		}
		b, err := parseBead(text, sides)
		if err == nil {
			err = do(b)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n, err)
	}
	return nil
}

func parseBead(text string, sides int) (Bead, error) {
	fields := strings.Split(text, ":")
	if len(fields) != sides && len(fields) != sides+1 {
		return Bead{}, fmt.Errorf("bead %q: want %d sides", text, sides)
	}
	b := Bead{Confidence: 1}
	for _, f := range fields[:sides] {
		r, err := parseSide(f)
		if err != nil {
			return Bead{}, fmt.Errorf("bead %q: %w", text, err)
		}
		b.Sides = append(b.Sides, r)
	}
	if len(fields) > sides {
		c, err := strconv.ParseFloat(fields[sides], 64)
		if err != nil {
			return Bead{}, fmt.Errorf("bead %q: confidence: %w", text, err)
		}
		b.Confidence = c
	}
	return b, nil
}

func parseSide(f string) (Range, error) {
	f = strings.TrimSpace(f)
	if !strings.HasPrefix(f, "[") || !strings.HasSuffix(f, "]") {
		return Range{}, fmt.Errorf("side %q: no brackets", f)
	}
	inner := strings.TrimSpace(f[1 : len(f)-1])
	if inner == "" {
		return Range{}, nil
	}
	var nums []int
	for _, s := range strings.Split(inner, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 0 {
			return Range{}, fmt.Errorf("side %q: %q is no segment number", f, s)
		}
		nums = append(nums, n)
	}
	slices.Sort(nums)
	r := Range{nums[0], nums[len(nums)-1] + 1}
	if r.Len() != len(nums) {
		return Range{}, fmt.Errorf("side %q: not in one piece", f)
	}
	return r, nil
}
