package align

// A Dot says how much a segment of one text and a segment of another have in common.
type Dot struct {
	A, B     int     // 0-based numbers of the segments
	Strength float64 // minDot to 1: the share of the words of both, weighed by rarity, that have a counterpart in the other; the lesser of both shares
}

// minDot is the strength below which two segments have but chance in common.
const minDot = 0.12

// Dots compares the segments of two texts, each with each, by the matches that Align scores by: the points of a dot plot. Time and memory of
// long texts grow linearly: of each segment those worth a look are compared. They are sorted by A, then by B.
func (al *Aligner) Dots(a, b Text) []Dot {
	if len(a.Segments) == 0 || len(b.Segments) == 0 {
		return nil
	}
	var sides []*side
	for _, t := range []Text{a, b} {
		an := analyser{words: &al.words}
		sides = append(sides, an.side(t))
	}
	w, _ := weightsFor(sides)
	p := newPairing(sides[0], sides[1], newSums(sides[0]), newSums(sides[1]))
	ga, gb := segmentGrids(0, p.band(), len(p.a.segs), len(p.b.segs))
	ca := newCover(p.a, p.b, p.ab, ga, 1, p.tb, w)
	cb := newCover(p.b, p.a, p.ba, gb, 1, p.ta, w)
	defer covers.Put(ca)
	defer covers.Put(cb)
	var out []Dot
	for i, cols := range ga.rows {
		for j := cols.lo; j <= cols.hi; j++ {
			x := dotShare(cb.weight[cb.at(j, i)][0], p.sa.weight[i+1]-p.sa.weight[i])
			y := dotShare(ca.weight[ca.at(i, j)][0], p.sb.weight[j+1]-p.sb.weight[j])
			if s := min(x, y); s >= minDot {
				out = append(out, Dot{i, j, s})
			}
		}
	}
	return out
}

// dotShare is the share of a weight that is explained; of a few words it takes all to make a strong dot.
func dotShare(explained float32, total float64) float64 { return float64(explained) / (total + 1) }
