package words

import (
	"strings"
	"sync"
)

// An entry is what the word list says of a stem.
type entry struct {
	noun  string // lemma as a noun, adjective or name; "" if it is none
	verb  string // infinitive; "" if it is no verb
	extra int16  // what it costs as a name in small letters
	fixed bool   // a word that seldom takes endings
}

// A wordList holds the stems of the word list, coded, in one alphabet.
type wordList struct {
	entries map[string]entry
	oblique map[bool]map[string]string // by verb or not, a stem that only endings follow (ağz, ged) → lemma (ağız, getmək)
	forms   map[string]string          // irregular forms → lemma
	finals  *finals
}

// An analyser analyses words of one alphabet.
type analyser struct {
	*grammar
	*wordList
	vowels *[256]harmony
	loose  bool
}

var (
	arcs = sync.OnceValue(func() *table {
		a, states := readArcs("az-endings.tsv")
		return &table{a, states}
	})
	strict = sync.OnceValue(func() *analyser {
		return &analyser{newGrammar(arcs().arcs, arcs().states, false), readWords(false), &strictVowels, false}
	})
	loose = sync.OnceValue(func() *analyser {
		return &analyser{newGrammar(arcs().arcs, arcs().states, true), readWords(true), &looseVowels, true}
	})
)

type table struct {
	arcs   []arc
	states map[string]uint8
}

// readWords reads the word list and the irregular forms; for the loose alphabet all in loose letters. Where two
// words have one loose key the first in the list stays.
func readWords(loose bool) *wordList {
	list := &wordList{map[string]entry{}, map[bool]map[string]string{false: {}, true: {}}, map[string]string{}, nil}
	for _, r := range rows("az-words.tsv") {
		list.add(r, loose)
	}
	list.finals = newFinals(list.entries)
	for _, r := range rows("az-forms.tsv") {
		form, lemma := code(r[0], loose), shown(r[1], loose)
		if _, ok := list.forms[form]; !ok {
			list.forms[form] = lemma
		}
	}
	return list
}

// add adds a row: lemma, class (n, name, v, other), and the oblique stem of a noun if it has one.
func (l *wordList) add(r []string, loose bool) {
	stem := r[0]
	if r[1] == "v" {
		stem = strings.TrimSuffix(strings.TrimSuffix(stem, "maq"), "mək")
	}
	c := code(stem, loose)
	e, lemma := l.entries[c], shown(r[0], loose)
	switch {
	case r[1] == "v" && e.verb == "":
		e.verb = lemma
	case r[1] != "v" && e.noun == "":
		e.noun, e.fixed = lemma, r[1] == "other"
		if r[1] == "name" && loose {
			e.extra = costLooseName
		} else if r[1] == "name" {
			e.extra = costSmallName
		}
	}
	l.entries[c] = e
	if len(r) > 2 {
		l.oblique[r[1] == "v"][code(r[2], loose)] = lemma
	}
}

// code is the code of a lower-case word of the embedded list.
func code(word string, loose bool) string {
	b, _ := encode(make([]byte, 0, len(word)), word)
	if loose {
		for i, c := range b {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// shown is a lemma in the letters of the alphabet.
func shown(lemma string, loose bool) string {
	if loose {
		return code(lemma, true)
	}
	return lemma
}
