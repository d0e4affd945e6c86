package align

// Blocks keep the memory of the search bounded: long texts are searched block by block; the end
// of a block, where what follows is not seen yet, is searched again as the start of the next.
const (
	blockRows = 400
	lookahead = 40
)

// prune is the log of the probability below which a cell of a pair is no cell of the three.
const prune = -12

// maxBeside bounds how far, in segments, the search of three may leave the path of a pair; it matters only where
// the pairs tell nothing.
const maxBeside = 12

// margin is how far, in segments, the search with merges may leave the cells that the search without left.
const margin = 2

// A plan is what a search of a pair leaves for the search of three: the cells worth a look, and a path.
type plan struct {
	rows  []span // for each row, the cells of some probability
	stair []int  // for each row, a column that a connected path passes
}

// A path is a sequence of beads with the cell before the first.
type path struct {
	start cell
	edges []edge
}

// alignPair searches a pair of texts: first with beads of one segment a side, which is cheap and shows where
// the path lies, then with all beads near it.
func alignPair(p *pairing, w *weights) ([]edge, *plan) {
	_, coarse := searchPair(p, p.band(), 1, w)
	return searchPair(p, coarse.widen(len(p.b.segs)), maxSide, w)
}

// searchPair searches a band of a pair, with beads of up to limit segments a side.
func searchPair(p *pairing, band []span, limit int, w *weights) ([]edge, *plan) {
	n, m := len(p.a.segs), len(p.b.segs)
	pl := &plan{rows: make([]span, n+1), stair: make([]int, n+1)}
	for i := range pl.rows {
		pl.rows[i] = span{m + 1, -1}
	}
	pr := newPriors(w, false, limit)
	alone := [3][]float64{p.sa.alone(w), p.sb.alone(w)}
	var out []edge
	for at := (cell{}); at != (cell{n, m, 0}); {
		last := min(at.i+blockRows, n)
		l := newLattice(at.i, clip(band[at.i:last+1], at.j), nil, nil)
		l.ab = p.table(at.i, l.columns.rows, limit, w)
		l.priors, l.alone, l.parted = pr, alone, p.a.parted || p.b.parted
		edges, next := l.search(at, cell{n, m, 0})
		pl.note(l, next.i)
		l.free()
		out, at = append(out, edges...), next
	}
	pl.steps(out)
	return out, pl
}

// widen returns the rows of a plan with room for merges.
func (pl *plan) widen(m int) []span {
	rows := make([]span, len(pl.rows))
	for i := range rows {
		lo, hi := pl.rows[max(0, i-margin)].lo, pl.rows[min(i+margin, len(rows)-1)].hi
		rows[i] = span{max(0, lo-margin), min(m, hi+margin)}
	}
	return rows
}

// clip returns rows whose columns start at lo or later.
func clip(rows []span, lo int) []span {
	out := make([]span, len(rows))
	for i, r := range rows {
		out[i] = span{max(r.lo, lo), r.hi}
	}
	return out
}

// search finds the best path of a block and returns the part that stands, with the cell where it ends.
func (l *lattice) search(start, end cell) ([]edge, cell) {
	last := l.first + len(l.columns.rows) - 1
	l.end, l.open = end, last < end.i
	l.forward(start)
	if l.total == never {
		return nil, start
	}
	l.backward()
	path := l.best(start)
	if !l.open {
		return path, end
	}
	at := start
	for n, e := range path {
		if e.end.i > last-lookahead {
			return path[:n], at
		}
		at = e.end
	}
	return path, at
}

// note widens the rows of the plan by the cells of a block up to row last.
func (pl *plan) note(l *lattice, last int) {
	l.each(false, func(c cell, n int) {
		if c.i <= last && l.share(n) > prune {
			r := &pl.rows[c.i]
			r.lo, r.hi = min(r.lo, c.j), max(r.hi, c.j)
		}
	})
}

// steps fills the stair from the path and makes the rows connected.
func (pl *plan) steps(edges []edge) {
	row := 0
	for _, e := range edges {
		for ; row < e.end.i; row++ {
			pl.stair[row] = e.end.j - int(e.shape[1])
		}
	}
	for last := len(pl.stair) - 1; row <= last; row++ {
		pl.stair[row] = 0
		if len(edges) > 0 {
			pl.stair[row] = edges[len(edges)-1].end.j
		}
	}
	for i := range pl.rows {
		r := &pl.rows[i]
		r.lo, r.hi = min(r.lo, pl.stair[i]), max(r.hi, pl.stair[min(i+1, len(pl.stair)-1)])
	}
	connect(pl.rows)
}

// narrow keeps the rows near the path.
func (pl *plan) narrow() {
	for i := range pl.rows {
		r := &pl.rows[i]
		r.lo = max(r.lo, pl.stair[i]-maxBeside)
		r.hi = min(r.hi, pl.stair[min(i+1, len(pl.stair)-1)]+maxBeside)
	}
	connect(pl.rows)
}

// alignThree searches three texts jointly, within what their pairs leave.
func alignThree(ab, ac, bc *pairing, pairW, w *weights) []edge {
	_, planAB := alignPair(ab, pairW)
	_, planAC := alignPair(ac, pairW)
	_, planBC := alignPair(bc, pairW)
	for _, pl := range []*plan{planAB, planAC, planBC} {
		pl.narrow()
	}
	joinPlans(planAB, planAC, planBC)
	end := cell{len(ab.a.segs), len(ab.b.segs), len(bc.b.segs)}
	pr := newPriors(w, true, maxSide)
	alone := [3][]float64{ab.sa.alone(w), ab.sb.alone(w), bc.sb.alone(w)}
	var out []edge
	for at := (cell{}); at != end; {
		last := min(at.i+blockRows, end.i)
		rowsAB, rowsAC := clip(planAB.rows[at.i:last+1], at.j), clip(planAC.rows[at.i:last+1], at.k)
		rowsBC := clip(planBC.rows[at.j:rowsAB[len(rowsAB)-1].hi+1], at.k)
		l := newLattice(at.i, rowsAB, rowsAC, func(j int) span { return rowsBC[j-at.j] })
		l.priors, l.alone, l.parted = pr, alone, ab.a.parted || ab.b.parted || bc.b.parted
		l.ab, l.ac, l.bc = ab.table(at.i, rowsAB, maxSide, w), ac.table(at.i, rowsAC, maxSide, w), bc.table(at.j, rowsBC, maxSide, w)
		edges, next := l.search(at, end)
		l.free()
		if next == at {
			edges, next = separate(at, cell{last, rowsAB[last-at.i].hi, rowsAC[last-at.i].hi})
		}
		out, at = append(out, edges...), next
	}
	return out
}

// joinPlans opens the cells of BC that the stairs of AB and AC lead through, so that a path of all three exists.
func joinPlans(ab, ac, bc *plan) {
	open := func(j, k int) {
		r := &bc.rows[j]
		r.lo, r.hi = min(r.lo, k), max(r.hi, k)
	}
	last := len(ab.stair) - 1
	for i := 0; i <= last; i++ {
		j, k := ab.stair[i], ac.stair[i]
		nextJ, nextK := len(bc.rows)-1, bc.stair[len(bc.stair)-1]
		if i < last {
			nextJ, nextK = ab.stair[i+1], ac.stair[i+1]
		}
		for ; j <= nextJ; j++ {
			open(j, k)
		}
		open(nextJ, nextK)
	}
	connect(bc.rows)
}

// separate returns beads of one segment each from one cell to another: the way out where texts have no path in common.
func separate(from, to cell) ([]edge, cell) {
	var out []edge
	for from != to {
		var s shape3
		switch {
		case from.i < to.i:
			s[0], from.i = 1, from.i+1
		case from.j < to.j:
			s[1], from.j = 1, from.j+1
		default:
			s[2], from.k = 1, from.k+1
		}
		out = append(out, edge{end: from, shape: s, prob: 0})
	}
	return out, to
}
