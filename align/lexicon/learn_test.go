package lexicon

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

var homes = [][2]string{{"das haus ist rot", "la maison est rouge"}, {"das haus brennt", "la maison brûle"},
	{"das buch ist rot", "le livre est rouge"}, {"ein buch", "un livre"}, {"ein haus", "une maison"}, {"ein buch brennt", "un livre brûle"}}

// teach adds text pairs so many times.
func teach(l *Learner, langA, langB string, pairs [][2]string, repeat int) {
	for range repeat {
		for _, p := range pairs {
			l.Add(1, Text{langA, p[0]}, Text{langB, p[1]})
		}
	}
}

func TestLearn(t *testing.T) {
	var l Learner
	teach(&l, "de", "fr", homes, 3)
	lex := FromEntries(l.Entries())
	for _, x := range [][2]string{{"haus", "maison"}, {"buch", "livre"}, {"brennt", "brûle"}} {
		if w := lex.Weight("de", x[0], "fr", x[1]); w < 2*minWeight {
			t.Errorf("%v: weight %v of %v", x, w, l.Entries())
		}
	}
	if w, v := lex.Weight("de", "haus", "fr", "livre"), lex.Weight("de", "haus", "fr", "maison"); w >= v {
		t.Errorf("haus: livre %v, maison %v", w, v)
	}
}

// TestLearnInflected wants forms of a language without a stemmer to meet in their first letters.
func TestLearnInflected(t *testing.T) {
	var l Learner
	teach(&l, "pl", "cs", [][2]string{{"premiera dzisiaj", "premiéra dnes"}, {"budynków nie", "budov ne"}, {"budynki tak", "budovy ano"},
		{"budynkiem tam", "budovou tam"}, {"premierą wtedy", "premiérou tehdy"}, {"budynku nie", "budově ne"}}, 2)
	if w := FromEntries(l.Entries()).Weight("pl", "budynkach", "cs", "budovách"); w < minWeight {
		t.Errorf("budynkach, budovách: %v of %v", w, l.Entries())
	}
}

// TestLearnLaws holds what any texts must keep: weights within bounds, entries in order, no pair twice, languages in order, the
// same result for the same texts.
func TestLearnLaws(t *testing.T) {
	for seed := range uint64(20) {
		var a, b Learner
		for i, s := range synthetic(seed, 60) {
			langs := [][2]string{{"xx", "yy"}, {"yy", "xx"}, {"zz", "xx"}}[i%3]
			for _, l := range []*Learner{&a, &b} {
				l.Add(1+float64(i%2)/2, Text{langs[0], s[0]}, Text{langs[1], s[1]})
			}
		}
		entries := a.Entries()
		if len(entries) == 0 {
			t.Errorf("seed %d: nothing learned", seed)
		}
		for i, e := range entries {
			if e.Weight < minWeight || e.Weight > 1 || e.LangA >= e.LangB || e.A == "" || e.B == "" {
				t.Errorf("seed %d: entry %v", seed, e)
			}
			if i > 0 && compareEntries(entries[i-1], e) >= 0 {
				t.Errorf("seed %d: %v stands before %v", seed, entries[i-1], e)
			}
		}
		if again := a.Entries(); !reflect.DeepEqual(entries, again) || !reflect.DeepEqual(entries, b.Entries()) {
			t.Errorf("seed %d: the same texts teach something else", seed)
		}
	}
}

// TestLearnBeyond wants what is known left out.
func TestLearnBeyond(t *testing.T) {
	var l Learner
	teach(&l, "de", "fr", homes, 3)
	all := l.Entries()
	if len(all) < 4 {
		t.Errorf("only %v", all)
	}
	more := Learner{Known: FromEntries([]Entry{{"de", "haus", "fr", "maiso", 1}})}
	teach(&more, "de", "fr", homes, 3)
	for _, e := range more.Entries() {
		if e.A == "haus" || e.B == "maiso" {
			t.Errorf("%v was learned, though known", e)
		}
	}
}

// TestLearnNothing wants no word pairs where there is nothing to learn from.
func TestLearnNothing(t *testing.T) {
	for name, texts := range map[string][]Text{
		"none":              nil,
		"one language":      {{"de", "haus"}, {"de-AT", "haus"}},
		"an empty side":     {{"de", "haus"}, {"fr", ""}},
		"numbers and marks": {{"de", "1, 2!"}, {"fr", "1; 2?"}},
		"seen once":         {{"de", "das haus"}, {"fr", "la maison"}},
	} {
		var l Learner
		l.Add(1, texts...)
		if e := l.Entries(); len(e) > 0 {
			t.Errorf("%s: %v", name, e)
		}
	}
}

// TestLearnBounded wants the newest text pairs to push the oldest out.
func TestLearnBounded(t *testing.T) {
	var l Learner
	for i := range maxPairs + 10 {
		l.Add(1, Text{"de", fmt.Sprint("wort w", i%7)}, Text{"fr", fmt.Sprint("mot m", i%7)})
	}
	if n := l.Pairs(); n != maxPairs {
		t.Errorf("%d pairs kept, want %d", n, maxPairs)
	}
	c := l.corpora[0]
	if c.next != 10 {
		t.Errorf("%d pairs replaced, want 10", c.next)
	}
}

// synthetic makes text pairs of made-up words whose frequencies fall as in real texts: word n of one language is word n of the other, in
// another order, with some words of its own.
func synthetic(seed uint64, n int) [][2]string {
	r := rand.New(rand.NewPCG(seed, 1))
	z := rand.NewZipf(r, 1.1, 8, 60000)
	var out [][2]string
	for range n {
		var a, b []string
		for range 18 {
			k := z.Uint64()
			a, b = append(a, letters(k)), append(b, letters(k+1))
			if k%5 == 0 {
				b[len(b)-1] = letters(z.Uint64())
			}
		}
		r.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		out = append(out, [2]string{strings.Join(a, " "), strings.Join(b, " ")})
	}
	return out
}

// letters writes a number as a word.
func letters(n uint64) string {
	s := "w"
	for ; n > 0; n /= 26 {
		s += string(rune('a' + n%26))
	}
	return s
}

// BenchmarkLearn learns from 50,000 pairs of texts of 18 words.
func BenchmarkLearn(b *testing.B) {
	pairs := synthetic(1, maxPairs)
	b.ReportAllocs()
	for b.Loop() {
		var l Learner
		teach(&l, "xx", "yy", pairs, 1)
		b.ReportMetric(float64(len(l.Entries())), "entries")
	}
}
