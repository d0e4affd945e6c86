package words

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kljensen/snowball/russian"
)

// A russianEnding is what an inflection or derivation adds to a Russian word.
type russianEnding struct {
	text    string
	behindA bool // stands only behind а or я
}

// russianEndings holds the endings of one kind by their last byte, in the order in which they are tried.
type russianEndings [256][]russianEnding

// endingsOfRussian holds ru-endings.tsv by kind.
var endingsOfRussian = sync.OnceValue(func() map[string]*russianEndings {
	out := map[string]*russianEndings{}
	for _, r := range rows("ru-endings.tsv") {
		e := &russianEndings{}
		for _, s := range strings.Fields(r[1]) {
			text, behindA := strings.CutSuffix(s, "|")
			last := text[len(text)-1]
			e[last] = append(e[last], russianEnding{text, behindA})
		}
		out[r[0]] = e
	}
	return out
})

// cut cuts the first ending that stands in w[from:] off; if that one wants а or я before it in vain, none is.
func (e *russianEndings) cut(w string, from int) (string, bool) {
	if w == "" {
		return w, false
	}
	for _, x := range e[w[len(w)-1]] {
		stem := len(w) - len(x.text)
		if stem < from || w[stem:] != x.text {
			continue
		}
		if before := w[min(from, stem):stem]; x.behindA && !strings.HasSuffix(before, "а") && !strings.HasSuffix(before, "я") {
			return w, false
		}
		return w[:stem], true
	}
	return w, false
}

// stemRussian returns the stem of a Russian word, the same as Stem of the module, which takes ten times as long.
func stemRussian(word string) string {
	w := strings.ToLower(strings.TrimSpace(word))
	if utf8.RuneCountInString(w) <= 2 || russian.IsStopWord(w) {
		return w
	}
	endings := endingsOfRussian()
	rv, r2 := russianRegions(w)
	w = uninflected(w, rv, endings)
	if len(w) > rv {
		w = strings.TrimSuffix(w, "и")
	}
	w, _ = endings["derivation"].cut(w, r2)
	if strings.HasSuffix(w, "нн") {
		return strings.TrimSuffix(w, "н")
	}
	if s, ok := endings["superlative"].cut(w, 0); ok {
		if strings.HasSuffix(s, "нн") {
			s = strings.TrimSuffix(s, "н")
		}
		return s
	}
	return strings.TrimSuffix(w, "ь")
}

// uninflected cuts the ending of an inflection off, which starts at byte rv or later.
func uninflected(w string, rv int, endings map[string]*russianEndings) string {
	if s, ok := endings["gerund"].cut(w, rv); ok {
		return s
	}
	w, _ = endings["reflexive"].cut(w, rv)
	if s, ok := endings["adjective"].cut(w, rv); ok {
		s, _ = endings["participle"].cut(s, rv)
		return s
	}
	if s, ok := endings["verb"].cut(w, rv); ok {
		return s
	}
	w, _ = endings["noun"].cut(w, rv)
	return w
}

// russianRegions returns the bytes where the regions of a word start: rv behind the first vowel, r2 behind the second
// consonant that follows a vowel (the first and its vowel left out).
func russianRegions(w string) (rv, r2 int) {
	rv, r2 = len(w), len(w)
	vowel, syllables := false, 0
	for i, r := range w {
		v := strings.ContainsRune("аеиоуыэюя", r)
		if v && rv == len(w) {
			rv = i + utf8.RuneLen(r)
		}
		if vowel && !v {
			if syllables++; syllables == 2 {
				return rv, i + utf8.RuneLen(r)
			}
		}
		vowel = v
	}
	return rv, r2
}
