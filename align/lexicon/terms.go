package lexicon

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"aztm/corpus/words"
)

// A TermFinder gathers texts that translate one another and finds which words and phrases of theirs do. It is not safe for concurrent use.
//
// Phrases are runs of up to five words between words of grammar and marks, by lemma. Two are linked if they stand in
// the same units, by the Dice coefficient of the units that hold them, and no other phrase of either
// language goes better with them; the log-likelihood ratio G² of the two must be beyond chance.
type TermFinder struct {
	langs []string
	sides []*phraseSide
}

// A Term is words or phrases of several languages that translate one another.
type Term struct {
	Words    []string // in the order of the languages, "" where there is none
	Together int      // units that hold all
	Score    float64  // 0 to 1: the least Dice coefficient of two of them
	Unit     int      // 0-based number of the first unit that holds all
}

// NewTermFinder returns a finder of terms in two languages or more.
func NewTermFinder(langs ...string) *TermFinder {
	f := &TermFinder{langs: langs}
	for _, l := range langs {
		f.sides = append(f.sides, newPhraseSide(Base(l)))
	}
	return f
}

// Add takes a unit: texts that translate one another. Of two in one language the first counts.
func (f *TermFinder) Add(texts ...Text) {
	for _, s := range f.sides {
		i := slices.IndexFunc(texts, func(t Text) bool { return Base(t.Lang) == s.lang })
		if i < 0 {
			s.add("")
		} else {
			s.add(texts[i].Text)
		}
	}
}

// What makes a link.
const (
	leastDice = 0.5
	leastG    = 10.8 // one in a thousand by chance
)

// A termLink says how phrases of two languages stand together.
type termLink struct {
	a, b     int32
	together int
	dice     float64
}

// Terms returns the terms that stand together in at least so many units, the surest and most frequent first.
func (f *TermFinder) Terms(least int) []Term {
	for _, s := range f.sides {
		s.mine(least)
	}
	to := make([][]map[int32]termLink, len(f.sides)) // to[i][j] links phrases of language i to those of j
	for i := range f.sides {
		to[i] = make([]map[int32]termLink, len(f.sides))
		for j := range i {
			to[j][i], to[i][j] = bothWays(best(links(f.sides[j], f.sides[i], least)))
		}
	}
	var out []Term
	for i := range f.sides {
		out = append(out, f.rows(i, to, least)...)
	}
	slices.SortStableFunc(out, func(x, y Term) int {
		return cmp.Or(cmp.Compare(y.rank(), x.rank()), strings.Compare(strings.Join(x.Words, "\t"), strings.Join(y.Words, "\t")))
	})
	return out
}

// rank weighs how sure a term is by how often it was seen.
func (t Term) rank() float64 { return t.Score * math.Log1p(float64(t.Together)) }

// links finds the phrases of two languages that stand together in at least so many units, beyond chance.
func links(a, b *phraseSide, least int) []termLink {
	both := 0 // units that have both languages
	for i := range a.texts {
		if len(a.texts[i]) > 0 && len(b.texts[i]) > 0 {
			both++
		}
	}
	var out []termLink
	together := make([]int, len(b.phrases))
	for x, units := range a.holders {
		var touched []int32
		for _, u := range units {
			for _, y := range b.in[u] {
				if together[y]++; together[y] == least {
					touched = append(touched, y)
				}
			}
		}
		for _, y := range touched {
			n, na, nb := float64(together[y]), float64(a.counts[x]), float64(b.counts[y])
			if dice := 2 * n / (na + nb); dice >= leastDice && gSquared(n, na, nb, float64(both)) >= leastG {
				out = append(out, termLink{int32(x), y, together[y], dice})
			}
		}
		for _, u := range units {
			for _, y := range b.in[u] {
				together[y] = 0
			}
		}
	}
	return out
}

// best takes the best link of all, then the best of those that share no phrase with it, and so on.
func best(all []termLink) []termLink {
	slices.SortFunc(all, func(x, y termLink) int {
		return cmp.Or(cmp.Compare(y.dice, x.dice), y.together-x.together, cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	as, bs := map[int32]bool{}, map[int32]bool{}
	return slices.DeleteFunc(all, func(l termLink) bool {
		taken := as[l.a] || bs[l.b]
		as[l.a], bs[l.b] = true, true
		return taken
	})
}

// bothWays indexes links by either phrase.
func bothWays(list []termLink) (there, back map[int32]termLink) {
	there, back = map[int32]termLink{}, map[int32]termLink{}
	for _, l := range list {
		there[l.a] = l
		back[l.b] = termLink{l.b, l.a, l.together, l.dice}
	}
	return there, back
}

// rows are the terms of which language i is the first that has one. A third language joins where it is linked to both others, or where
// it is linked to the first and nothing speaks against it.
func (f *TermFinder) rows(i int, to [][]map[int32]termLink, least int) []Term {
	var out []Term
	for x := range f.sides[i].phrases {
		ids := make([]int32, len(f.sides))
		for j := range ids {
			ids[j] = noLemma
		}
		ids[i] = int32(x)
		score := 1.0
		for j := range f.sides {
			l, ok := to[i][j][int32(x)]
			if !ok || j == i {
				continue
			}
			if j < i { // the row of language j has it
				score = 0
				break
			}
			if f.agrees(ids, to, i, j, l.b) {
				ids[j], score = l.b, min(score, l.dice)
			}
		}
		if t, ok := f.term(ids, score, least); ok {
			out = append(out, t)
		}
	}
	return out
}

// agrees tells whether phrase y of language j goes with those that a row has between i and j already.
func (f *TermFinder) agrees(ids []int32, to [][]map[int32]termLink, i, j int, y int32) bool {
	for k := i + 1; k < j; k++ {
		if ids[k] == noLemma {
			continue
		}
		there, ok := to[k][j][ids[k]]
		back, okBack := to[j][k][y]
		if ok && there.b != y || okBack && back.b != ids[k] {
			return false
		}
	}
	return true
}

// term makes a row of phrases of two languages or more, if they stand together often enough.
func (f *TermFinder) term(ids []int32, score float64, least int) (Term, bool) {
	t := Term{Words: make([]string, len(ids)), Score: score, Unit: -1}
	full := 0
	for _, id := range ids {
		if id != noLemma {
			full++
		}
	}
	if full < 2 || score == 0 {
		return t, false
	}
	first := slices.IndexFunc(ids, func(id int32) bool { return id != noLemma })
	for _, u := range f.sides[first].holders[ids[first]] {
		if f.holds(int(u), ids) {
			if t.Together++; t.Unit < 0 {
				t.Unit = int(u)
			}
		}
	}
	for j, id := range ids {
		if id != noLemma {
			t.Words[j] = f.sides[j].headword(id)
		}
	}
	return t, t.Together >= least
}

// holds tells whether a unit has all phrases of a row.
func (f *TermFinder) holds(u int, ids []int32) bool {
	for j, id := range ids {
		if id == noLemma {
			continue
		}
		if _, ok := slices.BinarySearch(f.sides[j].in[u], id); !ok {
			return false
		}
	}
	return true
}

// headword is how a phrase is entered in a glossary: a word by its lemma, or in Russian and English as the built-in list has it;
// others in a form that was seen. It has capitals if it hardly ever stands without.
func (s *phraseSide) headword(id int32) string {
	lower := cases.Lower(language.Make(s.lang))
	printed, forms, small, all := map[string]int{}, map[string]int{}, 0, 0
	for _, text := range s.surfaces(id) {
		printed[text]++
		low := lower.String(text)
		forms[low]++
		if r, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(r) {
			small++
		}
		all++
	}
	p := s.phrases[id]
	word := ""
	if p.len() == 1 {
		word = dictionaryForm(s.lang, s.entry[p[0]], forms)
	}
	if word == "" {
		word = baseForm(s.lang, forms)
	}
	if 5*small >= all {
		return word
	}
	same := map[string]int{} // the same form as it is printed
	for text, n := range printed {
		if lower.String(text) == word {
			same[text] += n
		}
	}
	if len(same) > 0 {
		return mostFrequent(same)
	}
	return cases.Title(language.Make(s.lang), cases.NoLower).String(word)
}

// baseForm guesses which of the forms of a phrase, in small letters, a dictionary would have: the shortest, and of Russian words what
// their endings tell: an adjective's -ый, the -а of a word that has -ой too. Russian phrases are inflected in all their words: the most frequent form.
func baseForm(lang string, forms map[string]int) string {
	if lang != "ru" {
		return strings.TrimSuffix(strings.TrimSuffix(shortest(forms), "'s"), "’s")
	}
	word := shortest(forms)
	if strings.Contains(word, " ") {
		return mostFrequent(forms)
	}
	for _, f := range slices.Sorted(maps.Keys(forms)) {
		if strings.HasSuffix(f, "ый") || strings.HasSuffix(f, "ий") {
			return f
		}
	}
	switch {
	case forms[word+"а"] > 0 && forms[word+"ой"] > 0:
		return word + "а"
	case forms[word+"о"] > 0:
		return word + "о"
	}
	return word
}

func shortest(forms map[string]int) string {
	return slices.MinFunc(slices.Sorted(maps.Keys(forms)), func(a, b string) int { return len(a) - len(b) })
}

// surfaces are the places of a phrase as they are printed.
func (s *phraseSide) surfaces(id int32) []string {
	var out []string
	for _, i := range s.holders[id] {
		s.each(s.texts[i], func(p phrase, start, end int) {
			if p != s.phrases[id] {
				return
			}
			var b strings.Builder
			for _, n := range s.texts[i][start:end] {
				if w := s.list[n]; b.Len() > 0 && w[0] != '-' {
					b.WriteByte(' ')
				}
				b.WriteString(s.list[n])
			}
			out = append(out, strings.TrimPrefix(b.String(), "-"))
		})
	}
	return out
}

// mostFrequent is the text counted most; of equal ones the shortest.
func mostFrequent(counts map[string]int) string {
	best := ""
	for text, n := range counts {
		if m := counts[best]; best == "" || n > m || n == m && (len(text) < len(best) || len(text) == len(best) && text < best) {
			best = text
		}
	}
	return best
}

// dictionary are the words of the built-in list by language and lemma.
var dictionary = sync.OnceValue(func() map[string]map[string][]string {
	out := map[string]map[string][]string{}
	for i, lang := range columns {
		out[lang] = map[string][]string{}
		for _, l := range lines() {
			for _, word := range l.cells[i] {
				if lemma := words.Lemma(lang, word); !strings.Contains(word, " ") {
					out[lang][lemma] = append(out[lang][lemma], word)
				}
			}
		}
	}
	return out
})

// dictionaryForm is the word that a lemma stands for, in small letters: an Azerbaijani lemma itself, of the built-in words with a stem the one
// that was seen most, else in Russian the first. "" if none is known.
func dictionaryForm(lang, lemma string, forms map[string]int) string {
	if lang == "az" {
		return lemma
	}
	best := ""
	for _, word := range dictionary()[lang][lemma] {
		if low := strings.ToLower(word); forms[low] > forms[best] || best == "" && lang == "ru" {
			best = low
		}
	}
	return best
}
