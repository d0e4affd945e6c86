package lexicon

import (
	"cmp"
	"math"
	"slices"
)

// Learning parameters, set on the dev half of the shared news by strict F1 and likelihood of stories that did not teach.
const (
	rounds      = 4
	minTogether = 2    // text pairs that hold both words
	minG        = 5    // association below is chance
	sureG       = 10   // at this association a pair has 1 - 1/e of its weight
	null        = 0.01 // probability that nothing else explains a word
	unseen      = 0.5  // added to the count of a word, so that rare ones are less sure
	minWeight   = 0.15 // geometric mean of both directions
)

// A trainer finds word pairs in three steps. Candidates are the pairs of words that stand together more often than chance, by
// the log-likelihood ratio G² (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence"); they are few.
// IBM model 1 (Brown et al. 1993) in both directions explains the words of each text by candidates in its counterpart, and both directions
// learn from the product of their links (Liang, Taskar and Klein 2006, "Alignment by agreement"), which keeps a frequent word from
// going with everything. The weight is the geometric mean of both probabilities, less where the association is weak.
type trainer struct {
	*corpus
	row    []int32   // candidates of word a: row[a] to row[a+1]
	col    []int32   // word b of a candidate
	g      []float32 // G² of a candidate
	ab, ba []float32 // probability of b given a, of a given b
	na, nb []float32 // text pairs that hold a word

	at     []int32 // 1 + place of word b in the text at hand
	links  []wordLink
	sa, sb []float32 // sum over the links of each word of the texts at hand
}

// A wordLink is a candidate whose words stand in the texts at hand, at i and j.
type wordLink struct{ candidate, i, j int32 }

// entries learns from a corpus.
func (c *corpus) entries() []Entry {
	t := &trainer{corpus: c, na: make([]float32, len(c.a.list)), nb: make([]float32, len(c.b.list)), at: make([]int32, len(c.b.list))}
	t.findCandidates()
	for range rounds {
		t.round()
	}
	var out []Entry
	for a := range t.na {
		for k := t.row[a]; k < t.row[a+1]; k++ {
			w := math.Sqrt(float64(t.ab[k])*float64(t.ba[k])) * (1 - math.Exp(-float64(t.g[k])/sureG))
			if w >= minWeight {
				out = append(out, Entry{c.a.lang, c.a.list[a], c.b.lang, c.b.list[t.col[k]], float64(float32(min(w, 1)))})
			}
		}
	}
	return out
}

func compareEntries(x, y Entry) int {
	return cmp.Or(cmp.Compare(x.LangA, y.LangA), cmp.Compare(x.LangB, y.LangB), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
}

// findCandidates counts, word by word of a, what stands in the counterparts of its texts: one row of the table at a time.
func (t *trainer) findCandidates() {
	holders := make([][]int32, len(t.na))
	total := float32(0)
	for i, as := range t.as {
		n := t.times[i]
		total += n
		for _, a := range as {
			holders[a] = append(holders[a], int32(i))
			t.na[a] += n
		}
		for _, b := range t.bs[i] {
			t.nb[b] += n
		}
	}
	together := make([]float32, len(t.nb))
	var touched []int32
	t.row = make([]int32, len(t.na)+1)
	for a, list := range holders {
		touched = touched[:0]
		for _, i := range list {
			for _, b := range t.bs[i] {
				if together[b] == 0 {
					touched = append(touched, b)
				}
				together[b] += t.times[i]
			}
		}
		slices.Sort(touched)
		for _, b := range touched {
			t.addCandidate(together[b], int32(a), b, total)
			together[b] = 0
		}
		t.row[a+1] = int32(len(t.col))
	}
}

// addCandidate keeps a pair that stood together so often out of n text pairs, if that is no chance. The first
// probabilities are the pair's Dice coefficient.
func (t *trainer) addCandidate(together float32, a, b int32, n float32) {
	na, nb := t.na[a], t.nb[b]
	if together < minTogether || together*n <= na*nb {
		return
	}
	g := gSquared(float64(together), float64(na), float64(nb), float64(n))
	if g < minG {
		return
	}
	dice := 2 * together / (na + nb)
	t.col, t.g = append(t.col, b), append(t.g, float32(g))
	t.ab, t.ba = append(t.ab, dice), append(t.ba, dice)
}

// gSquared is the log-likelihood ratio of two words that stand in a and b of n texts, together in c.
func gSquared(c, a, b, n float64) float64 {
	return 2 * (xlogx(c) + xlogx(a-c) + xlogx(b-c) + xlogx(n-a-b+c) - xlogx(a) - xlogx(n-a) - xlogx(b) - xlogx(n-b) + xlogx(n))
}

func xlogx(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return x * math.Log(x)
}

// round reads all text pairs once and sets the probabilities anew.
func (t *trainer) round() {
	count := make([]float32, len(t.col))
	for i := range t.as {
		t.link(t.as[i], t.bs[i])
		for _, l := range t.links {
			k := l.candidate
			count[k] += t.times[i] * t.ba[k] / (t.sa[l.i] + null) * t.ab[k] / (t.sb[l.j] + null)
		}
	}
	for a := range t.na {
		for k := t.row[a]; k < t.row[a+1]; k++ {
			t.ab[k] = count[k] / (t.na[a] + unseen)
			t.ba[k] = count[k] / (t.nb[t.col[k]] + unseen)
		}
	}
}

// link finds the candidates in a text pair and adds up their probabilities for each word.
func (t *trainer) link(as, bs []int32) {
	for j, b := range bs {
		t.at[b] = int32(j + 1)
	}
	t.links = t.links[:0]
	t.sa, t.sb = zeros(t.sa, len(as)), zeros(t.sb, len(bs))
	for i, a := range as {
		for k := t.row[a]; k < t.row[a+1]; k++ {
			if j := t.at[t.col[k]] - 1; j >= 0 {
				t.links = append(t.links, wordLink{k, int32(i), j})
				t.sa[i] += t.ba[k]
				t.sb[j] += t.ab[k]
			}
		}
	}
	for _, b := range bs {
		t.at[b] = 0
	}
}

// zeros returns n zeros in s, or a longer slice.
func zeros(s []float32, n int) []float32 {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}
