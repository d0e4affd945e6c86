package align

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"aztm/align/lexicon"
)

// A match links a type of one text to a type of another.
type match struct {
	to       int32
	kind     feature // fValue … fCognate
	strength float32 // 0 to 1 times the lesser rarity of both
}

// matches holds the matches of each type of a text with those of another, strongest first.
type matches [][]match

// maxBucket bounds the types that share one key, so that a text of a million made-up words stays linear; in real
// texts no key has so many.
const maxBucket = 64

// A matcher collects matches of one pair of texts.
type matcher struct {
	a, b *side
	out  matches
}

// matchTypes finds what the types of a and b have in common. Each kind of evidence looks its candidates up by a key.
func matchTypes(a, b *side) matches {
	m := &matcher{a: a, b: b, out: make(matches, len(a.types))}
	m.byKey(fValue, 1, valueKey)
	m.byKey(fIdentical, 1, identicalKey)
	m.byConcept()
	m.byKey(fName, 1, nameKey)
	m.byKey(fCognate, 0.8, cognateKey)
	for _, l := range m.out {
		sortMatches(l)
	}
	return m.out
}

// sortMatches puts the strongest first.
func sortMatches(l []match) {
	slices.SortFunc(l, func(x, y match) int {
		return cmp.Or(cmp.Compare(y.strength, x.strength), cmp.Compare(x.to, y.to))
	})
}

// transpose turns matches of a with b into those of b with a, which has n types.
func (ms matches) transpose(n int) matches {
	counts := make([]int32, n)
	all := 0
	for _, l := range ms {
		for _, m := range l {
			counts[m.to]++
		}
		all += len(l)
	}
	out, room := make(matches, n), make([]match, all)
	for i, c := range counts {
		out[i], room = room[:0:c], room[c:]
	}
	for a, l := range ms {
		for _, m := range l {
			out[m.to] = append(out[m.to], match{int32(a), m.kind, m.strength})
		}
	}
	return out
}

// add notes a match, or makes the one that stands there stronger.
func (m *matcher) add(a, b int32, kind feature, weight float32) {
	s := weight * min(m.a.types[a].rarity, m.b.types[b].rarity)
	l := m.out[a]
	for i := range l {
		if l[i].to == b {
			if s > l[i].strength {
				l[i] = match{b, kind, s}
			}
			return
		}
	}
	m.out[a] = append(l, match{b, kind, s})
}

// A chained is an index of what is added to it by key, in chains: newest first, and no slice for each key.
type chained[K comparable] struct {
	first map[K]int32 // place of the newest in next, plus 1
	next  []int32     // place of the one before with the same key, plus 1
}

func newChained[K comparable](size int) *chained[K] {
	return &chained[K]{make(map[K]int32, size), make([]int32, 0, size)}
}

// add adds what has the next number.
func (c *chained[K]) add(key K) {
	c.next = append(c.next, c.first[key])
	c.first[key] = int32(len(c.next))
}

// byKey matches types whose keys are equal and not empty.
func (m *matcher) byKey(kind feature, weight float32, key func(*wordType) string) {
	index := newChained[string](len(m.b.types))
	for i := range m.b.types {
		index.add(key(&m.b.types[len(m.b.types)-1-i]))
	}
	for i := range m.a.types {
		k := key(&m.a.types[i])
		if k == "" {
			continue
		}
		n := 0
		for x := index.first[k]; x > 0 && n < maxBucket; x = index.next[x-1] {
			m.add(int32(i), int32(len(m.b.types))-x, kind, weight)
			n++
		}
	}
}

func valueKey(w *wordType) string {
	if w.class == value {
		return w.text
	}
	return ""
}

// identicalKey is the loose key of a word of two letters or more.
func identicalKey(w *wordType) string {
	if w.class == value || w.class == functionWord || utf8.RuneCountInString(w.loose) < 2 {
		return ""
	}
	return w.loose
}

func nameKey(w *wordType) string {
	if w.capital && len(w.skeleton) >= 2 {
		return w.skeleton
	}
	return ""
}

// cognateKey is the skeleton of a word of three consonants or more, capitalised or not: prokuror, прокурор, prosecutor.
func cognateKey(w *wordType) string {
	if w.class == functionWord || len(w.skeleton) < 3 {
		return ""
	}
	return w.skeleton
}

// byConcept matches types that share a concept of the lexicon.
func (m *matcher) byConcept() {
	type holder struct {
		typ    int32
		weight float32
	}
	var holders []holder
	index := newChained[uint32](2 * len(m.b.types))
	for i := len(m.b.types) - 1; i >= 0; i-- {
		for _, l := range m.b.types[i].links {
			holders = append(holders, holder{int32(i), l.Weight})
			index.add(l.Concept)
		}
	}
	for i := range m.a.types {
		for _, l := range m.a.types[i].links {
			n := 0
			for x := index.first[l.Concept]; x > 0 && n < maxBucket; x = index.next[x-1] {
				h := holders[x-1]
				kind := conceptFeature(&m.a.types[i], &m.b.types[h.typ])
				if l.Kind == lexicon.Learned {
					kind = fLearned
				}
				m.add(int32(i), h.typ, kind, l.Weight*h.weight)
				n++
			}
		}
	}
}

func conceptFeature(a, b *wordType) feature {
	if a.class == functionWord || b.class == functionWord {
		return fFunction
	}
	return fLexicon
}
