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
	entries     map[string]entry
	obliqueNoun map[string]string // a stem that only endings follow (ağz) → lemma (ağız)
	obliqueVerb map[string]string // the same of verbs (ged) → infinitive (getmək)
	forms       map[string]string // irregular forms → lemma
	finals      *finals
}

// An analyser analyses words of one alphabet.
type analyser struct {
	*grammar
	*wordList
	vowels *[256]harmony
	loose  bool
}

// The two analysers are read when they are first asked, and shared.
var (
	strict = sync.OnceValue(func() *analyser { return newAnalyser(false, &strictVowels) })
	loose  = sync.OnceValue(func() *analyser { return newAnalyser(true, &looseVowels) })
)

func newAnalyser(loose bool, vowels *[256]harmony) *analyser {
	return &analyser{newGrammar(azEndings(), loose), readWords(loose), vowels, loose}
}

// A codedList is the word list as it is shown and, line by line the same, in codes.
type codedList struct {
	shown, coded, loose string
	finals              *finals
}

var codedWords = sync.OnceValue(func() *codedList {
	list, err := data.ReadFile("data/az-words.tsv")
	if err != nil {
		panic(err) // the file is embedded
	}
	shown := string(list)
	coded := make([]byte, 0, len(shown))
	for _, r := range shown {
		coded = append(coded, codeOf(r))
	}
	l := &codedList{shown: shown, coded: string(coded), loose: strings.ToLower(string(coded))}
	l.finals = newFinals(l.loose)
	return l
})

// readWords reads the word list and the irregular forms; for the loose alphabet all in loose letters. Where two
// words have one loose key the first in the list stays.
func readWords(loose bool) *wordList {
	coded, shown := codedWords().coded, codedWords().shown
	if loose {
		coded, shown = codedWords().loose, codedWords().loose
	}
	l := &wordList{entries: make(map[string]entry, strings.Count(coded, "\n")), obliqueNoun: map[string]string{},
		obliqueVerb: map[string]string{}, forms: map[string]string{}, finals: codedWords().finals}
	for coded != "" {
		var c, s string
		c, coded, _ = strings.Cut(coded, "\n")
		s, shown, _ = strings.Cut(shown, "\n")
		if c != "" && c[0] != '#' {
			l.add(c, s, loose)
		}
	}
	for _, r := range rows("az-forms.tsv") {
		form, lemma := code(r[0], loose), r[1]
		if loose {
			lemma = code(lemma, true)
		}
		if _, ok := l.forms[form]; !ok {
			l.forms[form] = lemma
		}
	}
	return l
}

// add adds a line, coded and as it is shown: lemma, class (n, name, v, other), and the oblique stem if there is one.
func (l *wordList) add(coded, shown string, loose bool) {
	stem, rest, _ := strings.Cut(coded, "\t")
	class, oblique, _ := strings.Cut(rest, "\t")
	lemma, _, _ := strings.Cut(shown, "\t")
	obliques := l.obliqueNoun
	if class == "v" {
		stem, obliques = stem[:len(stem)-len("maq")], l.obliqueVerb
	}
	e := l.entries[stem]
	switch {
	case class == "v" && e.verb == "":
		e.verb = lemma
	case class != "v" && e.noun == "":
		e.noun, e.fixed = lemma, class == "other"
		if class == "name" && loose {
			e.extra = costLooseName
		} else if class == "name" {
			e.extra = costSmallName
		}
	}
	l.entries[stem] = e
	if oblique != "" {
		obliques[oblique] = lemma
	}
}

// code is the code of a lower-case word of the embedded tables.
func code(word string, loose bool) string {
	b := make([]byte, 0, len(word))
	for _, r := range word {
		b = append(b, codeOf(r))
	}
	if loose {
		return strings.ToLower(string(b))
	}
	return string(b)
}
