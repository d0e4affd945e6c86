package lexicon

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/corpus/words"
)

// maxPhrase is the greatest number of words of a phrase.
const maxPhrase = 5

// A phrase is the lemmas of a run of words as numbers, no lemma behind the last.
type phrase [maxPhrase]int32

const (
	noLemma = -1 - iota // behind the last word of a phrase
	parting             // between words that are of no one phrase
)

// inner are the words of grammar that may stand inside a phrase: Ministry of Foreign Affairs.
var inner = map[string][]string{
	"az": {"və", "üzrə"},
	"ru": {"по", "о", "об", "в", "и", "на"},
	"en": {"of", "for", "and", "the", "on", "in"},
}

// outer are words that the built-in list does not have as words of grammar, and that are of no term.
var outer = map[string][]string{
	"az": {"isə", "idi", "ki", "də", "da", "dedi"},
	"ru": {"бы", "же", "ли", "не", "то"},
	"en": {"a", "an", "to", "be", "is", "are", "was", "were", "has", "have", "had", "will", "would", "said", "say", "not"},
}

// A phraseSide is the texts of one language, and what phrases they hold.
type phraseSide struct {
	lang   string
	forms  map[string]int32
	list   []string // forms by number
	lemma  []int32  // of each form; parting if it is of no phrase
	lemmas map[string]int32
	entry  []string       // lemmas by number
	inner  map[int32]bool // lemmas of words of grammar that only stand inside a phrase
	texts  [][]int32      // forms of each text, with partings

	phrases []phrase
	counts  []int32   // texts that hold each phrase
	in      [][]int32 // phrases of each text, ascending
	holders [][]int32 // texts of each phrase, ascending
}

func newPhraseSide(lang string) *phraseSide {
	return &phraseSide{lang: lang, forms: map[string]int32{}, lemmas: map[string]int32{}, inner: map[int32]bool{}}
}

// add takes a text; "" where a unit has none in the language.
func (s *phraseSide) add(text string) {
	var out []int32
	end := 0
	for _, w := range words.AppendSpans(nil, text) {
		if between := text[end:w.Start]; len(out) > 0 && between != " " && between != "-" || w.Kind == words.Number {
			out = append(out, parting)
		}
		word := text[w.Start:w.End]
		if end > 0 && text[end:w.Start] == "-" {
			word = "-" + word
		}
		if end = w.End; w.Kind == words.Word && len(out) < 2*maxWords {
			out = append(out, s.form(word))
		}
	}
	s.texts = append(s.texts, out)
}

// form is the number of a word as it stands; one behind a hyphen has it.
func (s *phraseSide) form(word string) int32 {
	if n, ok := s.forms[word]; ok {
		return n
	}
	n := int32(len(s.list))
	word = strings.Clone(word)
	lemma := words.Lemma(s.lang, strings.TrimPrefix(word, "-"))
	s.forms[word] = n
	s.list = append(s.list, word)
	s.lemma = append(s.lemma, s.number(lemma))
	return n
}

// number is that of a lemma; parting for words of grammar and for Azerbaijani verbs, which are no terms.
func (s *phraseSide) number(lemma string) int32 {
	inside := slices.Contains(inner[s.lang], lemma)
	verb := s.lang == "az" && (strings.HasSuffix(lemma, "maq") || strings.HasSuffix(lemma, "mək"))
	if !inside && (verb || s.grammar(lemma) || utf8.RuneCountInString(lemma) < 2) {
		return parting
	}
	n, ok := s.lemmas[lemma]
	if !ok {
		n = int32(len(s.lemmas))
		s.lemmas[lemma], s.inner[n] = n, inside
		s.entry = append(s.entry, lemma)
	}
	return n
}

// grammar tells whether a lemma is a word of grammar.
func (s *phraseSide) grammar(lemma string) bool {
	return slices.Contains(outer[s.lang], lemma) || slices.ContainsFunc(Builtin().Links(nil, s.lang, lemma), func(l Link) bool { return l.Kind == Function && l.Weight == 1 })
}

// each calls do with the phrases of a text, and where each stands among its forms.
func (s *phraseSide) each(text []int32, do func(p phrase, start, end int)) {
	for i := range text {
		p := phrase{noLemma, noLemma, noLemma, noLemma, noLemma}
		for n := 0; n < maxPhrase && i+n < len(text); n++ {
			f := text[i+n]
			if f == parting || s.lemma[f] == parting || n == 0 && s.inner[s.lemma[f]] {
				break
			}
			p[n] = s.lemma[f]
			if !s.inner[s.lemma[f]] {
				do(p, i, i+n+1)
			}
		}
	}
}

// mine finds the phrases that stand in at least so many texts. It counts twice: by a hash that a few share, then those exactly that may be so many.
func (s *phraseSide) mine(least int) {
	seed := maphash.MakeSeed()
	rough := make([]uint16, 1<<22)
	slot := func(p phrase) *uint16 { return &rough[maphash.Comparable(seed, p)%uint64(len(rough))] }
	for _, t := range s.texts {
		s.each(t, func(p phrase, _, _ int) {
			if n := slot(p); *n < math.MaxUint16 {
				*n++
			}
		})
	}
	ids := map[phrase]int32{}
	s.in = make([][]int32, len(s.texts))
	for i, t := range s.texts {
		s.each(t, func(p phrase, _, _ int) {
			if int(*slot(p)) < min(least, math.MaxUint16) {
				return
			}
			id, ok := ids[p]
			if !ok {
				id = int32(len(s.phrases))
				ids[p] = id
				s.phrases, s.counts = append(s.phrases, p), append(s.counts, 0)
			}
			s.in[i] = append(s.in[i], id)
		})
		slices.Sort(s.in[i])
		s.in[i] = slices.Compact(s.in[i])
		for _, id := range s.in[i] {
			s.counts[id]++
		}
	}
	s.prune(ids, least)
}

// nested is the share of the texts of a phrase in which it stands within a longer one, from which it is no phrase of its own.
const nested = 0.8

// prune leaves out phrases that are too rare or stand almost only within longer ones.
func (s *phraseSide) prune(ids map[phrase]int32, least int) {
	out := make([]bool, len(s.phrases))
	for id, p := range s.phrases {
		n := p.len()
		if int(s.counts[id]) < least {
			out[id] = true
			continue
		}
		for _, part := range [...]phrase{s.trim(p, 0, n-1), s.trim(p, 1, n)} {
			if k, ok := ids[part]; ok && float64(s.counts[id]) >= nested*float64(s.counts[k]) {
				out[k] = true
			}
		}
	}
	s.holders = make([][]int32, len(s.phrases))
	for i, list := range s.in {
		s.in[i] = slices.DeleteFunc(list, func(id int32) bool { return out[id] })
		for _, id := range s.in[i] {
			s.holders[id] = append(s.holders[id], int32(i))
		}
	}
}

// len is the number of words of a phrase.
func (p phrase) len() int {
	n := 0
	for n < maxPhrase && p[n] != noLemma {
		n++
	}
	return n
}

// trim is part of a phrase without the words of grammar at its ends.
func (s *phraseSide) trim(p phrase, start, end int) phrase {
	for start < end && s.inner[p[start]] {
		start++
	}
	for start < end && s.inner[p[end-1]] {
		end--
	}
	out := phrase{noLemma, noLemma, noLemma, noLemma, noLemma}
	copy(out[:], p[start:end])
	return out
}
