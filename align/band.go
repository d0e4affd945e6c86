package align

import (
	"slices"
	"sort"
)

// Band parameters, in segments.
const (
	fullCells    = 40000 // texts whose grid is no larger are searched whole
	minHalfWidth = 24    // of a band beside an anchor
	maxHalfWidth = 60    // of a band between anchors far apart
	maxAnchorUse = 10    // segments that may hold a type for it to anchor
	maxAnchors   = 12    // candidates per segment
	minAnchor    = 3.5   // evidence that makes a candidate
	maxWeights   = 1000  // pairs of a segment that share rare types, for their map to be used again
)

// An anchor is a pair of segments that share rare types.
type anchor struct {
	i, j   int
	weight float64
}

// band returns, for each cell row i of a, the columns of b worth a look. The band is
// connected and its size grows linearly with the texts.
func (p *pairing) band() []span {
	n, m := len(p.a.segs), len(p.b.segs)
	rows := make([]span, n+1)
	if (n+1)*(m+1) <= fullCells {
		for i := range rows {
			rows[i] = span{0, m}
		}
		return rows
	}
	chain := p.chain()
	chain = append(chain, anchor{i: n, j: m})
	prev := anchor{}
	for _, x := range chain {
		fillBand(rows, prev, x, m)
		prev = x
	}
	rows[0].lo, rows[n].hi = 0, m
	connect(rows)
	return rows
}

// fillBand lays a band along the line from anchor x to anchor y.
func fillBand(rows []span, x, y anchor, m int) {
	di, dj := y.i-x.i, y.j-x.j
	w := min(minHalfWidth+max(di, dj)/2, maxHalfWidth)
	for i := x.i; i <= y.i; i++ {
		lo, hi := y.j, y.j
		if di > 0 {
			lo, hi = x.j+dj*(i-x.i)/di, x.j+dj*(min(i+1, y.i)-x.i)/di
		}
		r := span{max(0, lo-w), min(m, hi+w)}
		if i == x.i && i > 0 {
			r = span{min(rows[i].lo, r.lo), max(rows[i].hi, r.hi)}
		}
		rows[i] = r
	}
}

// connect makes both edges of a band grow with the rows and neighbouring rows overlap, so that a path leads through.
func connect(rows []span) {
	for i := 1; i < len(rows); i++ {
		rows[i].hi = max(rows[i].hi, rows[i-1].hi)
	}
	for i := len(rows) - 2; i >= 0; i-- {
		rows[i].lo = min(rows[i].lo, rows[i+1].lo)
	}
	for i := 1; i < len(rows); i++ {
		rows[i-1].hi = max(rows[i-1].hi, rows[i].lo)
	}
}

// chain returns the anchors of greatest weight that rise together.
func (p *pairing) chain() []anchor {
	cands := p.anchors()
	value, from := make([]float64, len(cands)), make([]int, len(cands))
	best := newMaxTree(len(p.b.segs))
	for lo := 0; lo < len(cands); {
		hi := lo
		for hi < len(cands) && cands[hi].i == cands[lo].i {
			v, at := best.before(cands[hi].j)
			value[hi], from[hi] = v+cands[hi].weight, at
			hi++
		}
		for ; lo < hi; lo++ { // after all of a row, which may not follow one another
			best.raise(cands[lo].j, value[lo], lo)
		}
	}
	_, at := best.before(len(p.b.segs))
	var out []anchor
	for ; at >= 0; at = from[at] {
		out = append(out, cands[at])
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// anchors returns the candidates in order of a's segments.
func (p *pairing) anchors() []anchor {
	places := postings(p.b)
	weights := map[int32]float64{}
	var out []anchor
	for i, g := range p.a.segs {
		if len(weights) > maxWeights { // clearing takes as long as the map is large
			weights = map[int32]float64{}
		}
		clear(weights)
		for _, x := range slices.Sorted(slices.Values(g.items)) {
			if p.a.types[x].df > maxAnchorUse {
				continue
			}
			for _, m := range p.ab[x] {
				for _, j := range places[m.to] {
					weights[j] += float64(m.strength)
				}
			}
		}
		out = append(out, strongest(i, weights)...)
	}
	return out
}

// strongest returns the best candidates of segment i, ordered by column.
func strongest(i int, weights map[int32]float64) []anchor {
	var out []anchor
	for j, w := range weights {
		if w >= minAnchor {
			out = append(out, anchor{i, int(j), w})
		}
	}
	sort.Slice(out, func(x, y int) bool {
		if out[x].weight != out[y].weight {
			return out[x].weight > out[y].weight
		}
		return out[x].j < out[y].j
	})
	out = out[:min(len(out), maxAnchors)]
	sort.Slice(out, func(x, y int) bool { return out[x].j < out[y].j })
	return out
}

// postings returns the segments that hold each rare type; nil for the others.
func postings(s *side) [][]int32 {
	out := make([][]int32, len(s.types))
	for i, g := range s.segs {
		for _, x := range g.items {
			if s.types[x].df <= maxAnchorUse {
				out[x] = append(out[x], int32(i))
			}
		}
	}
	return out
}

// A maxTree answers for the greatest value among columns before one (a Fenwick tree).
type maxTree struct {
	value []float64
	from  []int
}

func newMaxTree(n int) *maxTree {
	t := &maxTree{make([]float64, n+1), make([]int, n+1)}
	for i := range t.from {
		t.from[i] = -1
	}
	return t
}

func (t *maxTree) raise(j int, v float64, at int) {
	for j++; j < len(t.value); j += j & -j {
		if v > t.value[j] {
			t.value[j], t.from[j] = v, at
		}
	}
}

func (t *maxTree) before(j int) (float64, int) {
	v, at := 0.0, -1
	for ; j > 0; j -= j & -j {
		if t.value[j] > v {
			v, at = t.value[j], t.from[j]
		}
	}
	return v, at
}
