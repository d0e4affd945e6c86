package words

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// An entry is what the word list says of a stem.
type entry struct {
	noun  string // lemma as a noun, adjective or name; "" if it is none
	verb  string // infinitive; "" if it is no verb
	extra int16  // what it costs as a name in small letters
	fixed bool   // a word that seldom takes endings
}

// A wordList holds the stems of the word list, coded, in one alphabet. Those of a first letter are read when one is first asked for: a lookup of
// a sentence needs few of them, and a list read as a whole would take longer than all the rest of its start.
type wordList struct {
	loose   bool
	reading sync.Mutex
	letters [firstLetters]atomic.Pointer[stems]
	forms   map[string]string // irregular forms → lemma
}

// firstLetters is how many first letters are told apart, by their codes; those of ş and s are one.
const firstLetters = 32

// Stems are those that begin with one letter.
type stems struct {
	entries     map[string]entry
	obliqueNoun map[string]string // a stem that only endings follow (ağz) → lemma (ağız)
	obliqueVerb map[string]string // the same of verbs (ged) → infinitive (getmək)
}

// of returns the stems that may be equal to stem, which is not empty.
func (l *wordList) of(stem []byte) *stems {
	n := stem[0] % firstLetters
	if s := l.letters[n].Load(); s != nil {
		return s
	}
	return l.read(n)
}

func (l *wordList) read(n byte) *stems {
	l.reading.Lock()
	defer l.reading.Unlock()
	s := l.letters[n].Load()
	if s == nil {
		s = readStems(wordRuns()[n], l.loose)
		l.letters[n].Store(s)
	}
	return s
}

// An analyser analyses words of one alphabet.
type analyser struct {
	*grammar
	*wordList
	vowels *[256]harmony
}

// The two analysers are read when they are first asked, and shared.
var (
	strict = sync.OnceValue(func() *analyser { return newAnalyser(false, &strictVowels) })
	loose  = sync.OnceValue(func() *analyser { return newAnalyser(true, &looseVowels) })
)

func newAnalyser(loose bool, vowels *[256]harmony) *analyser {
	return &analyser{newGrammar(azEndings(), loose), &wordList{loose: loose, forms: readForms(loose)}, vowels}
}

// wordRuns are the lines of the list by the code of their first letter, in its order: lines that follow one another are one run.
var wordRuns = sync.OnceValue(func() (runs [firstLetters][]string) {
	list, before := wordFile(), -1
	for at := 0; at < len(list); {
		end := at + strings.IndexByte(list[at:], '\n') + 1
		if first := firstLetter(list[at:end]); first >= 0 {
			if first != before {
				runs[first] = append(runs[first], list[at:at])
			}
			last := &runs[first][len(runs[first])-1]
			*last = list[at-len(*last) : end]
			before = first
		}
		at = end
	}
	return runs
})

// firstLetter numbers the first letter of a line, -1 for a line without a word.
func firstLetter(line string) int {
	if line[0] == '#' || line[0] == '\n' {
		return -1
	}
	r, _ := utf8.DecodeRuneInString(line)
	return int(codeOf(r)) % firstLetters
}

// wordFile is the word list; every line of it has an end.
var wordFile = sync.OnceValue(func() string {
	list, err := data.ReadFile("data/az-words.tsv")
	if err != nil {
		panic(err) // the file is embedded
	}
	return string(list)
})

// readForms reads the irregular forms; for the loose alphabet in loose letters, of which the first in the list stays.
func readForms(loose bool) map[string]string {
	forms := map[string]string{}
	for _, r := range rows("az-forms.tsv") {
		form, lemma := code(r[0], loose), r[1]
		if loose {
			lemma = code(lemma, true)
		}
		if _, ok := forms[form]; !ok {
			forms[form] = lemma
		}
	}
	return forms
}

// readStems reads lines of the list; for the loose alphabet all in loose letters. Where two words have one loose key the first in the list stays.
func readStems(runs []string, loose bool) *stems {
	lines := 0
	for _, r := range runs {
		lines += strings.Count(r, "\n")
	}
	l := &stems{make(map[string]entry, lines), map[string]string{}, map[string]string{}}
	for _, shown := range runs {
		coded := code(shown, loose)
		if loose {
			shown = coded
		}
		for coded != "" {
			var c, s string
			c, coded, _ = strings.Cut(coded, "\n")
			s, shown, _ = strings.Cut(shown, "\n")
			l.add(c, s, loose)
		}
	}
	return l
}

// add adds a line, coded and as it is shown: lemma, class (n, name, v, other), and the oblique stem if there is one.
func (l *stems) add(coded, shown string, loose bool) {
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

// code is the code of lower-case text of the embedded tables.
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
