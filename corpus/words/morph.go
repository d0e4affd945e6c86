package words

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Azerbaijani words are analysed in an alphabet of one byte a letter: the letters of ASCII stand for themselves, and
// capitals for ə ı ö ü ş ç ğ. So the loose key of a coded word is its lower case.
const (
	azLetters = "əEıIöOüUşSçCğG"
	maxWord   = 40 // letters; longer words are not analysed
)

// codeOf is the code of a small letter, 0 of a letter that the Latin alphabet and Azerbaijani lack. What else stands in a table is itself.
func codeOf(r rune) byte {
	switch r {
	case 'ə':
		return 'E'
	case 'ı':
		return 'I'
	case 'ö':
		return 'O'
	case 'ü':
		return 'U'
	case 'ş':
		return 'S'
	case 'ç':
		return 'C'
	case 'ğ':
		return 'G'
	}
	if r < utf8.RuneSelf {
		return byte(r)
	}
	return 0
}

// encode appends the code of a lower-case word to dst; false if it has other letters, or signs.
func encode(dst []byte, word string) ([]byte, bool) {
	for _, r := range word {
		c := codeOf(r)
		if c|0x20 < 'a' || c|0x20 > 'z' || c == byte(r) && c < 'a' {
			return dst, false
		}
		dst = append(dst, c)
	}
	return dst, true
}

var decoder = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for rest := azLetters; rest != ""; rest = rest[3:] {
		pairs = append(pairs, rest[2:3], rest[:2])
	}
	return strings.NewReplacer(pairs...)
})

// A harmony is a set of vowel classes: what the last vowel of a word may be, or what an ending asks for.
type harmony uint8

const (
	backPlain harmony = 1 << iota // a ı
	frontPlain
	backRound
	frontRound
	anyHarmony = backPlain | frontPlain | backRound | frontRound
)

// vowels gives the classes of the coded vowels, strict and loose; 0 for consonants. A loose letter may be two vowels.
var (
	strictVowels = [256]harmony{'a': backPlain, 'I': backPlain, 'e': frontPlain, 'E': frontPlain, 'i': frontPlain,
		'o': backRound, 'u': backRound, 'O': frontRound, 'U': frontRound}
	looseVowels = [256]harmony{'a': backPlain, 'e': frontPlain, 'i': backPlain | frontPlain,
		'o': backRound | frontRound, 'u': backRound | frontRound}
)

// A place is what an ending asks of the letter before it or after it.
type place uint8

const (
	anywhere place = iota
	afterVowel
	afterConsonant
)

// A suffix is one way an ending is written between two states.
type suffix struct {
	text  string  // coded
	needs harmony // of the vowel before it
	after place
	next  place // afterVowel: a vowel must follow it (ğ, y); afterConsonant: none may (q, k)
	from  uint8
	owns  bool // a possessive: names seldom have one
	cost  int16
}

// A grammar is the table of endings, compiled for walking words from their ends.
type grammar struct {
	into  []*[128][]suffix // by state and last letter: what may stand before it
	roots [][]stemAt       // by state: the stems that may stand right before it
	ends  uint8
	noun  uint8
	verb  uint8
}

// A stemAt is a kind of stem that reaches a state without an ending.
type stemAt struct {
	state uint8
	cost  int16
}

// An arc is a row of the table.
type arc struct {
	from, to uint8
	ending   string
	cost     int16
	owns     bool // it makes a stem a possession
}

// A table holds the rows and the numbers of its states.
type table struct {
	arcs   []arc
	states map[string]uint8
}

// azEndings is the table of endings.
var azEndings = sync.OnceValue(func() *table {
	t := &table{states: map[string]uint8{}}
	for _, r := range rows("az-endings.tsv") {
		cost, err := strconv.Atoi(r[3])
		if err != nil {
			panic("az-endings.tsv: " + err.Error()) // the file is embedded
		}
		owns := r[0] == "noun" && strings.HasPrefix(r[2], "poss")
		t.arcs = append(t.arcs, arc{t.state(r[0]), t.state(r[2]), r[1], int16(cost), owns})
	}
	return t
})

// state numbers a state.
func (t *table) state(name string) uint8 {
	n, ok := t.states[name]
	if !ok {
		n = uint8(len(t.states))
		t.states[name] = n
	}
	return n
}

// newGrammar compiles the table for the strict or the loose alphabet.
func newGrammar(t *table, loose bool) *grammar {
	arcs, states := t.arcs, t.states
	g := &grammar{ends: states["end"], noun: states["noun"], verb: states["verb"]}
	direct := make([][]suffix, len(states))
	for _, a := range arcs {
		if a.ending != "-" {
			direct[a.to] = append(direct[a.to], spell(a, loose)...)
		}
	}
	g.into = make([]*[128][]suffix, len(states))
	g.roots = make([][]stemAt, len(states))
	for s := range states {
		g.close(states[s], states[s], 0, arcs, direct)
	}
	g.sort()
	return g
}

// sort puts the cheapest suffixes first, the longer of two equal ones.
func (g *grammar) sort() {
	for _, byLetter := range g.into {
		if byLetter == nil {
			continue
		}
		for _, list := range byLetter {
			slices.SortFunc(list, func(a, b suffix) int {
				return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text), cmp.Compare(a.from, b.from))
			})
		}
	}
}

// close adds to state what leads into via, and by rows without an ending to what comes before via.
func (g *grammar) close(state, via uint8, cost int16, arcs []arc, direct [][]suffix) {
	if via == g.noun || via == g.verb {
		g.roots[state] = append(g.roots[state], stemAt{via, cost})
		if state != via {
			return // derivation begins at the stem itself
		}
	}
	if g.into[state] == nil {
		g.into[state] = new([128][]suffix)
	}
	for _, s := range direct[via] {
		s.cost += cost
		last := s.text[len(s.text)-1]
		g.into[state][last] = append(g.into[state][last], s)
	}
	for _, a := range arcs {
		if a.to == via && a.ending == "-" {
			g.close(state, a.from, cost+a.cost, arcs, direct)
		}
	}
}

// spell lists the ways to write the ending of a row, each with what it asks of its neighbours.
func spell(a arc, loose bool) []suffix {
	var out []suffix
	seen := map[suffix]int{}
	for _, v := range buffers(a.ending) {
		for class := backPlain; class <= frontRound; class <<= 1 {
			for _, soft := range []bool{false, true} {
				s := suffix{after: v.after, from: a.from, owns: a.owns, cost: a.cost}
				s.text, s.next = harmonise(v.ending, class, soft)
				if soft && s.next != afterVowel {
					continue
				}
				if loose {
					s.text = strings.ToLower(s.text)
				}
				if i, ok := seen[s]; ok {
					out[i].needs |= class
					continue
				}
				seen[s] = len(out)
				s2 := s
				s2.needs = class
				out = append(out, s2)
			}
		}
	}
	return out
}

// A variant is an ending with its bracket opened.
type variant struct {
	ending string
	after  place
}

// buffers opens the bracket of an ending: (y)A is yA after vowels and A after consonants.
func buffers(ending string) []variant {
	if ending[0] != '(' {
		if strings.ContainsRune("AIaəıiuü", rune(ending[0])) {
			return []variant{{ending, afterConsonant}}
		}
		return []variant{{ending, anywhere}}
	}
	with, without := ending[1:2]+ending[3:], ending[3:]
	if ending[1] == 'I' {
		return []variant{{with, afterConsonant}, {without, afterVowel}}
	}
	return []variant{{with, afterVowel}, {without, afterConsonant}}
}

// harmonise writes an ending, coded, for a class of the vowel before it. K at its end is q or k, T is t, or softened; next
// says which of the two it is, anywhere if there is none.
func harmonise(ending string, class harmony, soft bool) (string, place) {
	var b []byte
	next := anywhere
	front := class&(frontPlain|frontRound) != 0
	for i, r := range ending {
		switch {
		case r == 'A' && front:
			b, class = append(b, 'E'), frontPlain
		case r == 'A':
			b, class = append(b, 'a'), backPlain
		case r == 'I':
			b = append(b, map[harmony]byte{backPlain: 'I', frontPlain: 'i', backRound: 'u', frontRound: 'U'}[class])
		case r == 'K', r == 'T':
			soft := soft && i == len(ending)-1
			b = append(b, lastLetter(r, front, soft))
			if soft {
				next = afterVowel
			} else if i == len(ending)-1 {
				next = afterConsonant
			}
		default:
			b, _ = encode(b, string(r))
		}
	}
	return string(b), next
}

// lastLetter writes K or T.
func lastLetter(r rune, front, soft bool) byte {
	switch {
	case r == 'T' && soft:
		return 'd'
	case r == 'T':
		return 't'
	case front && soft:
		return 'y'
	case front:
		return 'k'
	case soft:
		return 'G'
	}
	return 'q'
}
