package align

import (
	"math"
	"slices"
	"sync"
)

// A lattice holds the cells that alignment paths of up to three texts may pass, row by row of the first text. A cell
// (i, j, k) stands before segments i, j and k; an absent third text has the one cell number 0.
// Forward and backward passes over it give each bead its probability under the weights: the
// model is a semi-Markov random field over beads (Sarawagi and Cohen 2004), its beads scored independently.
//
// Beads without a side in common may follow one another in any order and mean the same; a gap of twenty segments on
// each side would have billions of paths and win by their number. So only one order counts (see follows).
type lattice struct {
	ab, ac, bc *table       // nil where a text is absent
	alone      [3][]float64 // score of each segment that stands alone
	priors     *priors
	first      int    // row of the first cell
	columns    grid   // cells (i, j)
	depth      []span // k range of each of them
	offset     []int  // index of its first cell
	alpha      []ahead
	beta       []behind
	end        cell // where paths end; open blocks end anywhere in the last row
	open       bool
	total      float64 // log sum over all paths
	edges      []edge
	parted     bool // segments may be parts of sentences
}

// An ahead holds the log sums over paths from the start to a cell: all of them, and those that a single
// segment of each text may follow.
type ahead struct{ all, a, b, c float64 }

// before returns the sum over the paths that a bead of the sides may follow.
func (x *ahead) before(sides int) float64 {
	switch sides {
	case sideA:
		return x.a
	case sideB:
		return x.b
	case sideC:
		return x.c
	}
	return x.all
}

// A behind holds the log sums over paths from a cell to the end: those that start with a bead of two or more
// sides or end here, and those that start with a single segment of each text.
type behind struct{ link, a, b, c float64 }

// after returns the sum over the paths that may follow a bead of the sides.
func (x *behind) after(sides int) float64 {
	s := x.link
	if follows(sides, sideA) {
		s = logAdd(s, x.a)
	}
	if follows(sides, sideB) {
		s = logAdd(s, x.b)
	}
	if follows(sides, sideC) {
		s = logAdd(s, x.c)
	}
	return s
}

// at returns where paths that start with a bead of the sides are summed.
func (x *behind) at(sides int) *float64 {
	switch sides {
	case sideA:
		return &x.a
	case sideB:
		return &x.b
	case sideC:
		return &x.c
	}
	return &x.link
}

type cell struct{ i, j, k int }

// An edge is a bead that has a share in the probability.
type edge struct {
	end   cell
	shape shape3
	prob  float64
}

// newLattice lays out the cells: rows of AB, for each the range of AC, less what BC excludes. rowsAC and rowsBC are nil without a third text.
func newLattice(first int, rowsAB, rowsAC []span, rowsBC func(j int) span) *lattice {
	l := lattices.Get().(*lattice)
	*l = lattice{first: first, columns: newGrid(first, rowsAB),
		depth: l.depth[:0], offset: l.offset[:0], alpha: l.alpha, beta: l.beta, edges: l.edges[:0]}
	n := l.columns.size()
	l.depth, l.offset = slices.Grow(l.depth, n), slices.Grow(l.offset, n+1)
	cells := 0
	for r, cols := range rowsAB {
		for j := cols.lo; j <= cols.hi; j++ {
			d := span{0, 0}
			if rowsAC != nil {
				x, y := rowsAC[r], rowsBC(j)
				d = span{max(x.lo, y.lo), min(x.hi, y.hi)}
			}
			l.depth, l.offset = append(l.depth, d), append(l.offset, cells)
			cells += max(0, d.len())
		}
	}
	l.offset = append(l.offset, cells)
	l.alpha, l.beta = sized(l.alpha, cells), sized(l.beta, cells)
	return l
}

// Lattices, tables and covers that are done are used again, so that a block costs few allocations.
var (
	lattices = sync.Pool{New: func() any { return new(lattice) }}
	tables   = sync.Pool{New: func() any { return new(table) }}
	covers   = sync.Pool{New: func() any { return new(cover) }}
)

// free gives the lattice and its tables up.
func (l *lattice) free() {
	for _, t := range []*table{l.ab, l.ac, l.bc} {
		if t != nil {
			tables.Put(t)
		}
	}
	l.ab, l.ac, l.bc = nil, nil, nil
	lattices.Put(l)
}

// sized returns a slice of n elements, whatever they are: buf if it is large enough.
func sized[T any](buf []T, n int) []T {
	if cap(buf) < n {
		return make([]T, n)
	}
	return buf[:n]
}

// at returns the index of a cell, -1 if it is outside.
func (l *lattice) at(c cell) int {
	p := l.columns.at(c.i, c.j)
	if p < 0 {
		return -1
	}
	d := l.depth[p]
	if c.k < d.lo || c.k > d.hi {
		return -1
	}
	return l.offset[p] + c.k - d.lo
}

// each calls f for all cells in order, or in reverse order.
func (l *lattice) each(reverse bool, f func(c cell, index int)) {
	rows := l.columns.rows
	for r := range rows {
		if reverse {
			r = len(rows) - 1 - r
		}
		for n := range max(0, rows[r].len()) {
			j := rows[r].lo + n
			if reverse {
				j = rows[r].hi - n
			}
			p := l.columns.offset[r] + j - rows[r].lo
			d := l.depth[p]
			for m := range max(0, d.len()) {
				k := d.lo + m
				if reverse {
					k = d.hi - m
				}
				f(cell{l.first + r, j, k}, l.offset[p]+k-d.lo)
			}
		}
	}
}

// A corner holds the scores of the pairs of a cell where beads end.
type corner struct {
	cell
	ab, ac, bc *[maxSide][maxSide]float32
}

func (l *lattice) corner(c cell) corner {
	x := corner{cell: c}
	x.ab = l.ab.cornerAt(c.i, c.j)
	if l.ac != nil {
		x.ac, x.bc = l.ac.cornerAt(c.i, c.k), l.bc.cornerAt(c.j, c.k)
	}
	return x
}

var noScores = func() *[maxSide][maxSide]float32 {
	var t [maxSide][maxSide]float32
	for i := range t {
		for j := range t[i] {
			t[i][j] = outside
		}
	}
	return &t
}()

func (t *table) cornerAt(i, j int) *[maxSide][maxSide]float32 {
	if n := t.at(i, j); n >= 0 {
		return &t.score[n]
	}
	return noScores
}

// bead scores a bead that ends at a corner.
func (l *lattice) bead(x *corner, s shape3) float64 {
	switch s.mask() {
	case sideA:
		return l.alone[0][x.i-1]
	case sideB:
		return l.alone[1][x.j-1]
	case sideC:
		return l.alone[2][x.k-1]
	}
	v := l.priors.score[s[0]][s[1]][s[2]]
	if s[0] > 0 && s[1] > 0 {
		v += float64(x.ab[s[0]-1][s[1]-1])
	}
	if s[2] > 0 {
		if s[0] > 0 {
			v += float64(x.ac[s[0]-1][s[2]-1])
		}
		if s[1] > 0 {
			v += float64(x.bc[s[1]-1][s[2]-1])
		}
	}
	return v
}

func (c cell) minus(s shape3) cell { return cell{c.i - int(s[0]), c.j - int(s[1]), c.k - int(s[2])} }

// negligible is the log of a share in a sum that is left out.
const negligible = -18

var never = math.Inf(-1)

// forward computes alpha from the start.
func (l *lattice) forward(start cell) {
	var in incoming
	l.each(false, func(c cell, n int) {
		if c == start {
			l.alpha[n] = ahead{} // one path, which any bead may follow
			return
		}
		in.reset()
		x := l.corner(c)
		for i, s := range l.priors.shapes {
			if p := l.at(c.minus(s)); p >= 0 {
				m := l.priors.masks[i]
				in.add(m, l.alpha[p].before(m)+l.bead(&x, s))
			}
		}
		l.alpha[n] = in.sum()
	})
	l.total = l.sumEnds()
}

// An incoming collects the log scores of the paths into a cell by the sides of their last bead.
type incoming struct {
	values []float64
	masks  []int
	top    float64
}

func (in *incoming) reset() { in.values, in.masks, in.top = in.values[:0], in.masks[:0], never }

func (in *incoming) add(mask int, v float64) {
	in.values, in.masks, in.top = append(in.values, v), append(in.masks, mask), max(in.top, v)
}

// sum adds the paths up.
func (in *incoming) sum() ahead {
	if in.top == never {
		return ahead{never, never, never, never}
	}
	var sums [8]float64
	for i, v := range in.values {
		if v-in.top > negligible {
			sums[in.masks[i]] += math.Exp(v - in.top)
		}
	}
	out := [4]float64{}
	for prev, v := range sums {
		out[0] += v
		for i := range 3 {
			if follows(prev, 1<<i) {
				out[1+i] += v
			}
		}
	}
	return ahead{in.top + math.Log(out[0]), in.top + math.Log(out[1]), in.top + math.Log(out[2]), in.top + math.Log(out[3])}
}

// sumEnds returns the log sum over all complete paths.
func (l *lattice) sumEnds() float64 {
	if !l.open {
		return l.alpha[l.at(l.end)].all
	}
	total := never
	last := l.first + len(l.columns.rows) - 1
	l.each(false, func(c cell, n int) {
		if c.i == last {
			total = logAdd(total, l.alpha[n].all)
		}
	})
	return total
}

// backward computes beta and keeps the beads whose probability counts, in reverse order of their end.
func (l *lattice) backward() {
	last := l.first + len(l.columns.rows) - 1
	for n := range l.beta {
		l.beta[n] = behind{never, never, never, never}
	}
	l.each(true, func(c cell, n int) {
		if l.open && c.i == last || !l.open && c == l.end {
			l.beta[n].link = logAdd(l.beta[n].link, 0)
		}
		if l.share(n) < negligible {
			return
		}
		l.spread(c, n)
	})
}

// share returns the log of at least the probability that the path passes a cell.
func (l *lattice) share(n int) float64 { return l.alpha[n].all + l.beta[n].after(0) - l.total }

// spread adds what a cell leads to, to the cells where the beads into it start.
func (l *lattice) spread(c cell, n int) {
	var after [8]float64
	for m := range after {
		after[m] = l.beta[n].after(m)
	}
	x := l.corner(c)
	for i, s := range l.priors.shapes {
		p := l.at(c.minus(s))
		if p < 0 {
			continue
		}
		m := l.priors.masks[i]
		v := l.bead(&x, s) + after[m]
		share := l.alpha[p].before(m) + v - l.total
		if share < negligible {
			continue
		}
		b := l.beta[p].at(m)
		*b = logAdd(*b, v)
		l.edges = append(l.edges, edge{c, s, math.Exp(share)})
	}
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if b-a < 2*negligible || b == never {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// A bead of several sides gains its probability less a cost, one of one side aloneGain times its probability: tuned for F1 on
// the training stories, and where sentences may be cut, for precision first.
const linkCost, cutLinkCost, aloneGain = 0.2, 0.4, 0.1

// gain is what a bead adds to the value of a path.
func (l *lattice) gain(e *edge) float64 {
	switch {
	case e.shape.sides() == 1:
		return aloneGain * e.prob
	case l.parted:
		return e.prob - cutLinkCost
	}
	return e.prob - linkCost
}

// best returns the path of the greatest gain. It expects the most right beads, which the path of the greatest
// probability does not.
func (l *lattice) best(start cell) []edge {
	value := make([]float64, len(l.alpha))
	from := make([]int32, len(l.alpha))
	for n := range value {
		value[n], from[n] = never, -1
	}
	value[l.at(start)] = 0
	l.gather()
	for e := len(l.edges) - 1; e >= 0; e-- {
		x := l.edges[e]
		n := l.at(x.end)
		if v := value[l.at(x.end.minus(x.shape))] + l.gain(&x); v > value[n] {
			value[n], from[n] = v, int32(e)
		}
	}
	return l.walk(l.bestEnd(value), from)
}

// A place is where a bead stands, wherever it stands among the segments of its missing sides, whose numbers are -1.
type place struct {
	i, j, k int32
	shape   shape3
}

func (e *edge) place() place {
	p := place{int32(e.end.i), int32(e.end.j), int32(e.end.k), e.shape}
	for n, x := range [...]*int32{&p.i, &p.j, &p.k} {
		if e.shape[n] == 0 {
			*x = -1
		}
	}
	return p
}

// gather gives each bead that misses a side the probability of all its places.
func (l *lattice) gather() {
	all := 3
	if l.ac == nil {
		all = 2
	}
	sum := map[place]float64{}
	for n := range l.edges {
		if e := &l.edges[n]; e.shape.sides() < all {
			sum[e.place()] += e.prob
		}
	}
	for n := range l.edges {
		if e := &l.edges[n]; e.shape.sides() < all {
			e.prob = sum[e.place()]
		}
	}
}

// bestEnd returns the cell where the best path ends.
func (l *lattice) bestEnd(value []float64) cell {
	if !l.open {
		return l.end
	}
	best, top := l.end, never
	last := l.first + len(l.columns.rows) - 1
	l.each(false, func(c cell, n int) {
		if c.i == last && value[n] > top {
			best, top = c, value[n]
		}
	})
	return best
}

// walk follows the path back from its end; the beads come in order.
func (l *lattice) walk(c cell, from []int32) []edge {
	var out []edge
	for {
		e := from[l.at(c)]
		if e < 0 {
			break
		}
		out = append(out, l.edges[e])
		c = c.minus(l.edges[e].shape)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
