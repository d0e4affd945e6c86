package lexicon

import (
	"math"
	"slices"
	"strings"

	"aztm/corpus/words"
)

// What speaks for two words that are left over when all others are linked.
const (
	besideLinks = 0.5  // of neighbours that are linked
	atEnds      = 0.25 // of both texts
	bothNames   = 0.3
	oneName     = -0.4
	bothKnown   = -0.15 // to the lexicon, but not as counterparts
	bothVerbs   = 0.15
	oneVerb     = -0.2
	sameSounds  = 0.25 // begin with the same two consonants
	rarer       = 0.12 // for each time that one is e times rarer
	mostRarer   = 0.4
	thirdLeft   = 0.1
	leastLeft   = 0.3
	clearly     = 0.06 // better than with any other word
)

// A leftOver holds the words of two texts that have no counterpart, and what each two weigh once that was asked for.
type leftOver struct {
	l        *linker
	from, to int
	links    []link
	rows     []int // tokens of the first text
	columns  []int
	weights  map[[2]int]float64
}

func (l *linker) leftOver(from, to int, links []link) *leftOver {
	o := &leftOver{l: l, from: from, to: to, links: links, weights: map[[2]int]float64{}}
	for i, m := range l.sides[from].marks {
		if m.content && linkOf(links, i) < 0 {
			o.rows = append(o.rows, i)
		}
	}
	for j, m := range l.sides[to].marks {
		if m.content && !slices.ContainsFunc(links, func(k link) bool { return k.b.holds(j) }) {
			o.columns = append(o.columns, j)
		}
	}
	return o
}

// counterpart finds the word that goes clearly best with a word of the first text: no other word does nearly as well, but
// for those that go better with others.
func (o *leftOver) counterpart(i int) (best int, ok bool) {
	w := leastLeft
	for _, j := range o.columns {
		if x := o.weight(i, j); x >= w && !o.claimed(i, j, x+clearly) {
			best, w, ok = j, x, true
		}
	}
	if !ok {
		return 0, false
	}
	for _, j := range o.columns {
		if x := o.weight(i, j); j != best && x > w-clearly && !o.claimed(i, j, x+clearly) {
			return 0, false
		}
	}
	for _, k := range o.rows {
		x := o.weight(k, best)
		if k != i && x > w-clearly && !slices.ContainsFunc(o.columns, func(j int) bool { return o.weight(k, j) > x+clearly }) {
			return 0, false
		}
	}
	return best, true
}

// claimed tells whether a word of the second text goes with another than i by more than a weight.
func (o *leftOver) claimed(i, j int, w float64) bool {
	return slices.ContainsFunc(o.rows, func(k int) bool { return k != i && o.weight(k, j) > w })
}

// weight weighs two words; where the first has a link to a third text, from there too.
func (o *leftOver) weight(i, j int) float64 {
	if w, ok := o.weights[[2]int{i, j}]; ok {
		return w
	}
	a, b := o.l.sides[o.from], o.l.sides[o.to]
	w := leftWeight(a, b, i, j, o.links)
	for via := range o.l.sides {
		if via == o.from || via == o.to {
			continue
		}
		there := o.l.between(o.from, via)
		if at := linkOf(there, i); at >= 0 && there[at].b.len() == 1 {
			w = thirdLeft + (w+leftWeight(o.l.sides[via], b, there[at].b.start, j, o.l.between(via, o.to)))/2
		}
	}
	if o.l.Units != nil && w >= leastLeft {
		x, y := o.l.Units(a.Lang, a.Tokens[i].Key), o.l.Units(b.Lang, b.Tokens[j].Key)
		w -= min(mostRarer, rarer*math.Abs(math.Log((x+1)/(y+1))))
	}
	o.weights[[2]int{i, j}] = w
	return w
}

// leftWeight weighs two words that are left over by their places and looks.
func leftWeight(a, b *side, i, j int, links []link) float64 {
	x, y := run{i, i + 1}, run{j, j + 1}
	w := 0.0
	for _, k := range links {
		w += besideLinks * halved(gapBetween(k.a, x)+gapBetween(k.b, y))
	}
	w += atEnds * (halved(i+j) + halved(len(a.marks)-i+len(b.marks)-j-2))
	w -= distant * math.Abs(a.at(x)-b.at(y))
	switch {
	case a.Tokens[i].Kind == words.Number || b.Tokens[j].Kind == words.Number:
		return 0
	case a.marks[i].capital && b.marks[j].capital:
		w += bothNames
	case a.named(i) || b.named(j):
		w += oneName
	}
	m, n := a.marks[i], b.marks[j]
	if m.known && n.known {
		w += bothKnown
	}
	if m.verb && n.verb {
		w += bothVerbs
	} else if m.verb != n.verb {
		w += oneVerb
	}
	if u, v := m.skeleton, n.skeleton; min(len(u), len(v)) >= 2 && u[:2] == v[:2] {
		w += sameSounds
	}
	return w
}

// halved is 1 halved n times.
func halved(n int) float64 {
	if n > 30 {
		return 0
	}
	return 1 / float64(int(1)<<n)
}

// verbEndings are endings of word forms by which verbs are told from other words; of Azerbaijani ones those of keys.
var verbEndings = map[string][]string{
	"az": {"mek", "maq"},
	"ru": {"ть", "ться", "ти", "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ет", "ит", "ют", "ут", "ят", "ат", "ется", "ится", "ются", "ятся", "ем", "вший", "ущий", "ющий"},
	"en": {"ed", "ing"},
}

// looksLikeVerb tells it by the ending.
func looksLikeVerb(lang string, t words.Token) bool {
	form := t.Loose
	if lang == "az" {
		form = t.Key
	}
	return slices.ContainsFunc(verbEndings[lang], func(end string) bool { return len(form) > len(end)+2 && strings.HasSuffix(form, end) })
}
