package align

import (
	"math"

	"aztm/align/lexicon"
)

// A sample is a story prepared for training: its lattice as a list of beads with features.
type sample struct {
	doc    string
	name   string // folder and languages
	latent bool   // gold beads may be right in smaller parts
	story  story
	pairs  []*pairing // ab, or ab, ac, bc
	order  []int
	edges  []trainEdge // by end, ascending
	nodes  int
	first  int
	last   int
}

type trainEdge struct {
	from, to int
	index    []uint8
	value    []float32
	gold     bool
	mask     int // sides
}

// prepare makes the evidence of a story.
func prepare(s story, name string) *sample { return prepareWith(s, name, lexicon.Builtin()) }

func prepareWith(s story, name string, lex *lexicon.Lexicon) *sample {
	al := New(lex)
	x := &sample{doc: s.name, name: name, story: s, order: byLength(s.texts)}
	var sides []*side
	var totals []*sums
	for _, n := range x.order {
		an := analyser{words: &al.words}
		sd := an.side(s.texts[n])
		sides, totals = append(sides, sd), append(totals, newSums(sd))
	}
	x.pairs = []*pairing{newPairing(sides[0], sides[1], totals[0], totals[1])}
	if len(sides) == 3 {
		x.pairs = append(x.pairs, newPairing(sides[0], sides[2], totals[0], totals[2]), newPairing(sides[1], sides[2], totals[1], totals[2]))
	}
	return x
}

// predict aligns the story of a sample.
func (x *sample) predict(pairW, jointW *weights) []Bead {
	return beads(x.search(pairW, jointW), x.order)
}

// search returns the beads with their probabilities, not calibrated.
func (x *sample) search(pairW, jointW *weights) []edge {
	if len(x.pairs) == 1 {
		e, _ := alignPair(x.pairs[0], pairW)
		return e
	}
	return alignThree(x.pairs[0], x.pairs[1], x.pairs[2], pairW, jointW)
}

// lattice builds the lattice of a story that fits one block.
func (x *sample) lattice(w *weights) *lattice {
	p := x.pairs[0]
	n, m := len(p.a.segs), len(p.b.segs)
	if len(x.pairs) == 1 {
		l := newLattice(0, p.band(), nil, nil)
		l.end = cell{n, m, 0}
		return l
	}
	_, ab := alignPair(x.pairs[0], w)
	_, ac := alignPair(x.pairs[1], w)
	_, bc := alignPair(x.pairs[2], w)
	joinPlans(ab, ac, bc)
	l := newLattice(0, ab.rows, ac.rows, func(j int) span { return bc.rows[j] })
	l.end = cell{n, m, len(x.pairs[2].b.segs)}
	l.ab, l.ac, l.bc = &table{grid: l.columns}, &table{grid: newGrid(0, ac.rows)}, &table{grid: newGrid(0, bc.rows)}
	return l
}

// fill puts the tables for weights into a lattice.
func (x *sample) fill(l *lattice, w *weights) {
	l.priors = newPriors(w, len(x.pairs) == 3, maxSide)
	l.alone = [3][]float64{x.pairs[0].sa.alone(w), x.pairs[0].sb.alone(w)}
	if len(x.pairs) == 3 {
		l.alone[2] = x.pairs[2].sb.alone(w)
	}
	if len(x.pairs) == 1 {
		l.ab = x.pairs[0].table(0, l.columns.rows, maxSide, w)
		return
	}
	l.ab = x.pairs[0].table(0, l.columns.rows, maxSide, w)
	l.ac = x.pairs[1].table(0, l.ac.rows, maxSide, w)
	l.bc = x.pairs[2].table(0, l.bc.rows, maxSide, w)
}

// expand lists the beads of a sample that count under w, with their features.
func (x *sample) expand(pairW, w *weights) {
	l := x.lattice(pairW)
	x.fill(l, w)
	l.forward(cell{})
	l.backward()
	gold := x.isGold()
	var list []edge
	for i := len(l.edges) - 1; i >= 0; i-- {
		if e := l.edges[i]; e.prob > 1e-4 || gold(e) {
			list = append(list, e)
		}
	}
	x.edges = make([]trainEdge, len(list))
	x.nodes, x.first, x.last = len(l.alpha), l.at(cell{}), l.at(l.end)
	for i, e := range list {
		x.edges[i] = trainEdge{from: l.at(e.end.minus(e.shape)), to: l.at(e.end), gold: gold(e), mask: e.shape.mask()}
	}
	for f := range features {
		var unit weights
		unit[f] = 1
		x.fill(l, &unit)
		for i, e := range list {
			c := l.corner(e.end)
			if v := l.bead(&c, e.shape); v != 0 {
				x.edges[i].index = append(x.edges[i].index, uint8(f))
				x.edges[i].value = append(x.edges[i].value, float32(v))
			}
		}
	}
}

// A goldBox is a bead of gold; in a latent one, smaller beads of the same sides are right too.
type goldBox struct {
	from, to cell
	sides    shape3 // 1 for each side it has
	latent   bool
	parts    [3][]joint // a smaller bead may not begin inside a segment
}

// isGold tells whether a path of gold may take a bead: one of its own, or a segment that gold leaves alone,
// wherever in the gap.
func (x *sample) isGold() func(e edge) bool {
	var boxes []goldBox
	var joints [3][]joint
	for i, n := range x.order {
		joints[i] = x.story.texts[n].joints
	}
	var alone [3]map[int]bool
	for i := range alone {
		alone[i] = map[int]bool{}
	}
	for _, b := range x.story.gold {
		g := goldBox{latent: x.latent, parts: joints}
		var from, to [3]int
		for i, n := range x.order {
			from[i], to[i] = b.Sides[n].Start, b.Sides[n].End
			if b.Sides[n].Len() > 0 {
				g.sides[i] = 1
			}
		}
		g.from, g.to = cell{from[0], from[1], from[2]}, cell{to[0], to[1], to[2]}
		if sidesOf(b) > 1 {
			boxes = append(boxes, g)
			continue
		}
		for i := range from {
			for n := from[i]; n < to[i]; n++ {
				alone[i][n] = true
			}
		}
	}
	return func(e edge) bool {
		if e.shape.sides() == 1 {
			return e.shape[0] > 0 && alone[0][e.end.i-1] || e.shape[1] > 0 && alone[1][e.end.j-1] || e.shape[2] > 0 && alone[2][e.end.k-1]
		}
		for n := range boxes {
			if boxes[n].sidesOnly(e) {
				return true
			}
		}
		return false
	}
}

// sidesOnly is allows, of the sides the box has: the cell of a missing side is free.
func (g *goldBox) sidesOnly(e edge) bool {
	start := e.end.minus(e.shape)
	from, to := [3]int{g.from.i, g.from.j, g.from.k}, [3]int{g.to.i, g.to.j, g.to.k}
	a, z := [3]int{start.i, start.j, start.k}, [3]int{e.end.i, e.end.j, e.end.k}
	for n, x := range g.sides {
		if (e.shape[n] > 0) != (x > 0) {
			return false
		}
		if x == 0 {
			continue
		}
		if !g.latent && (a[n] != from[n] || z[n] != to[n]) || a[n] < from[n] || z[n] > to[n] ||
			a[n] > from[n] && g.parts[n] != nil && g.parts[n][a[n]] != apart {
			return false
		}
	}
	return true
}

// gradient adds the gradient of the log likelihood of gold and returns the likelihood; a story whose
// gold is outside the lattice counts nothing.
func (x *sample) gradient(w *weights, g *weights) float64 {
	score := make([]float64, len(x.edges))
	for i := range x.edges {
		e := &x.edges[i]
		for n, f := range e.index {
			score[i] += w[f] * float64(e.value[n])
		}
	}
	gold, goldProb := x.marginals(score, true)
	all, prob := x.marginals(score, false)
	if gold == never || all == never {
		return 0
	}
	for i := range x.edges {
		e := &x.edges[i]
		d := goldProb[i] - prob[i]
		for n, f := range e.index {
			g[f] += d * float64(e.value[n])
		}
	}
	return gold - all
}

// marginals returns the log sum over all paths, or those of gold, and the share of each bead.
func (x *sample) marginals(score []float64, gold bool) (float64, []float64) {
	alpha, beta := make([]ahead, x.nodes), make([]behind, x.nodes)
	for i := range alpha {
		alpha[i], beta[i] = ahead{never, never, never, never}, behind{never, never, never, never}
	}
	alpha[x.first], beta[x.last].link = ahead{}, 0
	for i := range x.edges {
		e := &x.edges[i]
		if a := alpha[e.from].before(e.mask); a > never && (e.gold || !gold) {
			alpha[e.to].add(e.mask, a+score[i])
		}
	}
	total := alpha[x.last].all
	prob := make([]float64, len(x.edges))
	for i := len(x.edges) - 1; i >= 0; i-- {
		e := &x.edges[i]
		a, after := alpha[e.from].before(e.mask), beta[e.to].after(e.mask)
		if gold && !e.gold || after == never || a == never {
			continue
		}
		b := beta[e.from].at(e.mask)
		*b = logAdd(*b, score[i]+after)
		prob[i] = math.Exp(a + score[i] + after - total)
	}
	return total, prob
}

// add adds a path whose last bead has the sides.
func (x *ahead) add(sides int, v float64) {
	x.all = logAdd(x.all, v)
	for i, s := range []*float64{&x.a, &x.b, &x.c} {
		if follows(sides, 1<<i) {
			*s = logAdd(*s, v)
		}
	}
}
