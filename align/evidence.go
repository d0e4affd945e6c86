package align

import "math"

// maxSide is the greatest number of segments that a side of a bead may have.
const maxSide = 4

// A span is a closed range of segment or cell numbers, 0-based.
type span struct{ lo, hi int }

func (s span) len() int { return s.hi - s.lo + 1 }

// A grid holds one number per row and column inside a band of spans.
type grid struct {
	rows   []span
	offset []int
	first  int // number of the first row
}

func newGrid(first int, rows []span) grid {
	g := grid{rows: rows, offset: make([]int, len(rows)+1), first: first}
	for i, r := range rows {
		g.offset[i+1] = g.offset[i] + max(r.len(), 0)
	}
	return g
}

func (g *grid) size() int { return g.offset[len(g.rows)] }

// at returns the index of (i, j), -1 if it is outside.
func (g *grid) at(i, j int) int {
	i -= g.first
	if i < 0 || i >= len(g.rows) || j < g.rows[i].lo || j > g.rows[i].hi {
		return -1
	}
	return g.offset[i] + j - g.rows[i].lo
}

// A cover says how well ranges of segments of one text explain single segments of another: the score of
// explained and unexplained tokens of segment j, given the segments i … i+n-1, for n = 1 to maxSide; and the weight of
// the content words explained.
type cover struct {
	grid
	score  [][maxSide]float32
	weight [][maxSide]float32
}

// newCover computes a cover of b's segments by a's, for segments i of a and j of b inside the band.
func newCover(a, b *side, ms matches, g grid, limit int, sc *scratch, w *weights) *cover {
	c := covers.Get().(*cover)
	*c = cover{grid: g, score: sized(c.score, g.size()), weight: sized(c.weight, g.size())}
	sc.weigh(w)
	for r, cols := range g.rows {
		for n := 0; n < limit && g.first+r+n < len(a.segs); n++ {
			for _, x := range a.segs[g.first+r+n].items {
				for _, m := range ms[x] {
					sc.explain(m)
				}
			}
			for j := cols.lo; j <= cols.hi; j++ {
				at := g.offset[r] + j - cols.lo
				c.score[at][n], c.weight[at][n] = sc.segment(&b.segs[j])
			}
		}
		sc.clear()
	}
	return c
}

// A scratch holds what each type of a text scores, given the segments of the other text that were seen.
type scratch struct {
	of      *side
	w       *weights
	types   []explained
	changed []int32 // the types that were explained
}

// An explained is the state of one type.
type explained struct {
	score  float64
	best   float32 // strength of its best match
	weight float32 // the same of a content word
}

func newScratch(s *side) *scratch { return &scratch{of: s, types: make([]explained, len(s.types))} }

// weigh readies the scratch for other weights.
func (sc *scratch) weigh(w *weights) {
	if sc.w == w {
		return
	}
	sc.w = w
	for i := range sc.types {
		sc.types[i] = sc.lacking(int32(i))
	}
}

// lacking is the state of a type without a match.
func (sc *scratch) lacking(typ int32) explained {
	return explained{score: sc.w[unexplained[sc.of.types[typ].class]]}
}

// explain takes note of a match of a type, which counts if there is no better one.
func (sc *scratch) explain(m match) {
	x := &sc.types[m.to]
	if m.strength <= x.best {
		return
	}
	if x.best == 0 {
		sc.changed = append(sc.changed, m.to)
	}
	t := &sc.of.types[m.to]
	x.score, x.best = t.explain(m, sc.w), m.strength
	if t.class != functionWord {
		x.weight = m.strength
	}
}

// segment returns the score of a segment, and the weight of its content words that are explained.
func (sc *scratch) segment(g *segment) (score, weight float32) {
	s := 0.0
	for _, y := range g.items {
		x := &sc.types[y]
		s += x.score
		weight += x.weight
	}
	return float32(s), weight
}

// clear forgets all matches.
func (sc *scratch) clear() {
	for _, y := range sc.changed {
		sc.types[y] = sc.lacking(y)
	}
	sc.changed = sc.changed[:0]
}

// unexplained is the feature of a token of each class without counterpart.
var unexplained = [classes]feature{uUnknown, uFunction, uKnown, uName, uValue}

// explain scores a token by its best counterpart.
func (t *wordType) explain(m match, w *weights) float64 {
	u := w[unexplained[t.class]]
	return w[m.kind]*float64(m.strength) + u*float64(1-min(1, m.strength/t.rarity))
}

// sums holds running totals over the segments of a text, for ranges.
type sums struct {
	of     *side
	chars  []float64
	breaks []float64
	weight []float64 // rarity of the content words
	whole  []int     // segments that are no mere parts
	marks  [][marks]int32
}

func newSums(s *side) *sums {
	n := len(s.segs) + 1
	t := &sums{s, make([]float64, n), make([]float64, n), make([]float64, n), make([]int, n), make([][marks]int32, n)}
	for i, g := range s.segs {
		t.chars[i+1] = t.chars[i] + g.chars
		t.breaks[i+1], t.whole[i+1] = t.breaks[i]+g.breaks, t.whole[i]
		if g.joint == apart || g.joint == semicolon {
			t.breaks[i+1]++
		}
		if g.joint == apart {
			t.whole[i+1]++
		}
		t.weight[i+1] = t.weight[i] + s.content(&g)
		for m := range marks {
			t.marks[i+1][m] = t.marks[i][m] + int32(g.marks[m])
		}
	}
	return t
}

// alone scores each segment as one that has no counterpart.
func (t *sums) alone(w *weights) []float64 {
	out := make([]float64, len(t.chars)-1)
	for i := range out {
		if t.of.segs[i].joint != apart {
			out[i] = w[n1Part] + w[n1Words]*(t.weight[i+1]-t.weight[i])
			continue
		}
		out[i] = w[n1] + w[n1Length]*math.Log(1+t.chars[i+1]-t.chars[i]) + w[n1Words]*(t.weight[i+1]-t.weight[i])
	}
	return out
}

// content adds up the rarity of the content words of a segment.
func (s *side) content(g *segment) float64 {
	sum := 0.0
	for _, x := range g.items {
		if t := &s.types[x]; t.class != functionWord {
			sum += float64(t.rarity)
		}
	}
	return sum
}

// A pairing holds the evidence of a pair of texts.
type pairing struct {
	a, b   *side
	sa, sb *sums
	ab, ba matches
	ratio  float64 // expected log of b's length over a's
	ta, tb *scratch
}

func newPairing(a, b *side, sa, sb *sums) *pairing {
	p := &pairing{a: a, b: b, sa: sa, sb: sb, ta: newScratch(a), tb: newScratch(b)}
	p.ab = matchTypes(a, b)
	p.ba = p.ab.transpose(len(b.types))
	p.ratio = lengthRatio(a, b, sa, sb)
	return p
}

// relativeLength is the length of a text in letters and digits, relative to English: averages of news.
var relativeLength = map[string]float64{"az": 1.07, "ru": 1.09, "en": 1}

// lengthRatio returns the expected log ratio of lengths, b over a: that of the languages if known, else half
// that of the texts, which may lack parts.
func lengthRatio(a, b *side, sa, sb *sums) float64 {
	x, y := relativeLength[a.lang], relativeLength[b.lang]
	if x > 0 && y > 0 {
		return math.Log(y / x)
	}
	r := math.Log((sb.chars[len(b.segs)] + 10) / (sa.chars[len(a.segs)] + 10))
	return max(-0.7, min(0.7, r/2))
}

// length returns the features of the lengths x and y in letters: the squared deviation of their log ratio in
// standard deviations, capped at 9, and the part of the deviation beyond 3. The variance falls with length:
// a short heading may double in translation, a long sentence hardly grows by a third.
func (p *pairing) length(x, y float64) (square, far float64) {
	d := math.Log((y+3)/(x+3)) - p.ratio
	z := math.Abs(d) / math.Sqrt(0.015+2.5/(x+y+6))
	if z <= 3 {
		return z * z, 0
	}
	return 9, z - 3
}

// sentences counts the sentences of which the n segments before i hold a part.
func (t *sums) sentences(i, n int) int {
	x := t.whole[i] - t.whole[i-n]
	if t.of.segs[i-n].joint != apart {
		x++
	}
	return x
}

// shape gives the prior feature of n:m.
func shape(n, m int) feature {
	if n > m {
		n, m = m, n
	}
	switch {
	case n == 1:
		return p11 + feature(m-1)
	case n == 2 && m == 2:
		return p22
	case n == 2 && m == 3:
		return p23
	}
	return pLarge
}

// form adds up what does not depend on words for a's segments [i-n, i) and b's [j-m, j).
func (p *pairing) form(i, n, j, m int, w *weights) float64 {
	sq, far := p.length(p.sa.chars[i]-p.sa.chars[i-n], p.sb.chars[j]-p.sb.chars[j-m])
	s := w[shape(p.sa.sentences(i, n), p.sb.sentences(j, m))] + w[lSquare]*sq + w[lFar]*far
	ma, na, mb, nb := &p.sa.marks[i], &p.sa.marks[i-n], &p.sb.marks[j], &p.sb.marks[j-m]
	for k := range int(marks) {
		if x, y := ma[k]-na[k], mb[k]-nb[k]; x != y {
			s += w[mQuestion+feature(k)] * markDifference(k, x, y)
		}
	}
	s += w[mBreaks] * math.Abs(p.sa.breaks[i]-p.sa.breaks[i-n]-p.sb.breaks[j]+p.sb.breaks[j-m])
	return s + p.edges(i, n, j, m, w)
}

// markDifference is 1 if only one side has the mark; for marks that are counted, the difference up to 3.
func markDifference(mark int, x, y int32) float64 {
	if mark == quoteMark || mark == digitMark || mark == dashMark {
		if (x > 0) != (y > 0) {
			return 1
		}
		return 0
	}
	return math.Min(3, math.Abs(float64(x-y)))
}

// edges compares how the ranges start and end.
func (p *pairing) edges(i, n, j, m int, w *weights) float64 {
	s := 0.0
	if p.a.segs[i-n].opens != p.b.segs[j-m].opens {
		s += w[mOpen]
	}
	if p.a.segs[i-1].ends != p.b.segs[j-1].ends {
		s += w[mEnd]
	}
	for _, k := range [2]joint{p.a.segs[i-n].joint, p.b.segs[j-m].joint} {
		if k != apart {
			s += w[cut+feature(k-1)]
		}
	}
	return s
}

// A table holds the scores of all beads of a pair inside a band, by the cell where the bead ends.
type table struct {
	grid
	score [][maxSide][maxSide]float32
}

var outside = float32(math.Inf(-1))

// table scores the beads of no more than limit segments a side that end in the cells of rows first … of the band (cell (i, j) stands before segments i and j).
func (p *pairing) table(first int, rows []span, limit int, w *weights) *table {
	g := newGrid(first, rows)
	t := tables.Get().(*table)
	*t = table{grid: g, score: sized(t.score, g.size())}
	ga, gb := segmentGrids(first, rows, len(p.a.segs), len(p.b.segs))
	ca := newCover(p.a, p.b, p.ab, ga, limit, p.tb, w)
	cb := newCover(p.b, p.a, p.ba, gb, limit, p.ta, w)
	for r, cols := range rows {
		for j := cols.lo; j <= cols.hi; j++ {
			p.beads(t, ca, cb, first+r, j, limit, w)
		}
	}
	covers.Put(ca)
	covers.Put(cb)
	return t
}

// beads scores the beads that end at (i, j) and start in a cell of the table.
func (p *pairing) beads(t *table, ca, cb *cover, i, j, limit int, w *weights) {
	out := &t.score[t.at(i, j)]
	*out = *noScores
	for n := 1; n <= min(limit, i); n++ {
		for m := 1; m <= min(limit, j); m++ {
			if t.at(i-n, j-m) < 0 || p.a.segs[i-n].joint != apart && p.b.segs[j-m].joint != apart { // both sentences may stay whole
				continue
			}
			if s, ok := p.wordScore(ca, cb, i, n, j, m, w); ok {
				out[n-1][m-1] = float32(s + p.form(i, n, j, m, w))
			}
		}
	}
}

// wordScore scores a bead by the covers of both sides; ok is false if the bead leaves the band.
func (p *pairing) wordScore(ca, cb *cover, i, n, j, m int, w *weights) (s float64, ok bool) {
	var ea, eb float64 // weight explained on each side
	weakest := 1.0
	for y := j - m; y < j; y++ {
		k := ca.at(i-n, y)
		if k < 0 {
			return 0, false
		}
		e := float64(ca.weight[k][n-1])
		s, eb = s+float64(ca.score[k][n-1]), eb+e
		weakest = min(weakest, share(e, p.sb.weight[y+1]-p.sb.weight[y]))
	}
	for x := i - n; x < i; x++ {
		k := cb.at(j-m, x)
		if k < 0 {
			return 0, false
		}
		e := float64(cb.weight[k][m-1])
		s, ea = s+float64(cb.score[k][m-1]), ea+e
		weakest = min(weakest, share(e, p.sa.weight[x+1]-p.sa.weight[x]))
	}
	ta, tb := p.sa.weight[i]-p.sa.weight[i-n], p.sb.weight[j]-p.sb.weight[j-m]
	s += hat(w[cShare:], min(share(ea, ta), share(eb, tb)))
	s += hat(w[cBoth:], share(ea+eb, ta+tb))
	if n+m > 2 {
		s += hat(w[cWeakest:], weakest)
	}
	return s, true
}

// share returns the share of a weight that is explained; a side of few words is no evidence either way.
func share(explained, total float64) float64 { return (explained + 0.5) / (total + 2.5) }

// knots are the shares at which the weight of a share is learned; between them it is interpolated.
var knots = [...]float64{0.03, 0.1, 0.18, 0.28, 0.4, 0.55}

// hat interpolates weights at the knots.
func hat(w []float64, x float64) float64 {
	last := len(knots) - 1
	if x <= knots[0] {
		return w[0]
	}
	for i := 1; i <= last; i++ {
		if x < knots[i] {
			f := (x - knots[i-1]) / (knots[i] - knots[i-1])
			return w[i-1]*(1-f) + w[i]*f
		}
	}
	return w[last]
}

// segmentGrids returns the grids of segments that beads between the cells of a band need, for both directions.
func segmentGrids(first int, rows []span, na, nb int) (ga, gb grid) {
	var ra, rb []span
	last := min(first+len(rows)-1, na) // cell rows first … last use segments first … last-1
	lo, hi := nb, -1
	for i := first; i < last; i++ {
		r := segmentSpan(rows, i-first, nb)
		ra = append(ra, r)
		lo, hi = min(lo, r.lo), max(hi, r.hi)
	}
	ga = newGrid(first, ra)
	for j := lo; j <= hi; j++ {
		rb = append(rb, span{last, first - 1})
	}
	for k, r := range ra {
		for j := r.lo; j <= r.hi; j++ {
			c := &rb[j-lo]
			c.lo, c.hi = min(c.lo, first+k), max(c.hi, first+k)
		}
	}
	return ga, newGrid(lo, rb)
}

// segmentSpan returns the segments of the other text that beads over the segment after cell row r may take.
func segmentSpan(rows []span, r, nb int) span {
	s := span{nb, -1}
	for n := max(0, r-maxSide+1); n <= min(r+maxSide, len(rows)-1); n++ {
		if n <= r {
			s.lo = min(s.lo, rows[n].lo)
		}
		if n > r {
			s.hi = max(s.hi, rows[n].hi-1)
		}
	}
	s.hi = min(s.hi, nb-1)
	return s
}
