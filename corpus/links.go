package corpus

import (
	"cmp"
	"slices"
)

// A link is what two documents of different languages share.
type link struct {
	a, b   int
	share  float64
	margin float64 // by how much each is nearer to the other than to any third, summed; below zero if they are not mutually nearest
}

// Bounds of the search for candidates: a trait that more documents have does not bring documents together, and of the documents of a
// language only the most promising are compared in full.
const (
	maxHolders    = 120
	maxCandidates = 12
)

// links compares each document with its candidates.
func (k *Kin) links() []link {
	shares := map[[2]int]float64{}
	for a, found := range k.candidates() {
		for _, b := range found {
			key := [2]int{min(a, b), max(a, b)}
			if _, ok := shares[key]; !ok {
				shares[key] = k.Share(key[0], key[1])
			}
		}
	}
	var out []link
	for key, s := range shares {
		out = append(out, link{a: key[0], b: key[1], share: s})
	}
	return out
}

// rival is the two greatest shares of a document with those of one language.
type rival struct {
	best, second float64
	with         int
}

// weighMargins sets the margins of links and puts the surest first.
func weighMargins(k *Kin, links []link) {
	rivals := map[string][]rival{}
	at := func(d, other int) *rival {
		lang := k.docs[other].lang
		if rivals[lang] == nil {
			rivals[lang] = make([]rival, len(k.docs))
		}
		return &rivals[lang][d]
	}
	for _, l := range links {
		for _, d := range [][2]int{{l.a, l.b}, {l.b, l.a}} {
			switch r := at(d[0], d[1]); {
			case l.share > r.best:
				r.best, r.second, r.with = l.share, r.best, d[1]
			case l.share > r.second:
				r.second = l.share
			}
		}
	}
	for i := range links {
		l := &links[i]
		for _, d := range [][2]int{{l.a, l.b}, {l.b, l.a}} {
			r := at(d[0], d[1])
			if r.with == d[1] {
				l.margin += l.share - r.second
			} else {
				l.margin += l.share - r.best
			}
		}
	}
	slices.SortFunc(links, func(x, y link) int {
		return cmp.Or(cmp.Compare(y.margin, x.margin), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
}

// candidates are, for each document, those of other languages with which it shares the most by rare traits.
func (k *Kin) candidates() [][]int {
	holders := make([][]int32, len(k.kind))
	for d := range k.docs {
		for _, h := range k.docs[d].traits {
			if k.df[h.trait] <= maxHolders {
				holders[h.trait] = append(holders[h.trait], int32(d))
			}
		}
	}
	out := make([][]int, len(k.docs))
	score := make([]float64, len(k.docs))
	for a := range k.docs {
		var seen []int
		for _, h := range k.docs[a].traits {
			for _, b := range holders[h.trait] {
				if k.docs[b].lang == k.docs[a].lang {
					continue
				}
				if score[b] == 0 {
					seen = append(seen, int(b))
				}
				score[b] += k.rarity(h.trait)
			}
		}
		out[a] = k.best(seen, score)
		for _, b := range seen {
			score[b] = 0
		}
	}
	return out
}

// best keeps the documents with the greatest scores, some of each language.
func (k *Kin) best(docs []int, score []float64) []int {
	order := func(a, b int) int { return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(a, b)) }
	byLang := map[string][]int{}
	for _, d := range docs {
		top := byLang[k.docs[d].lang]
		if len(top) == maxCandidates && order(d, top[maxCandidates-1]) > 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(top, d, order)
		top = slices.Insert(top, i, d)
		byLang[k.docs[d].lang] = top[:min(len(top), maxCandidates)]
	}
	var out []int
	for _, top := range byLang {
		out = append(out, top...)
	}
	return out
}
