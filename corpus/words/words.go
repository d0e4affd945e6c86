// Package words finds the words, numbers, dates and names of a text, and what they are
// matched by. Strings in, values out; no files but its own embedded tables.
//
// A token is a word or a number. An inflection behind a hyphen belongs to its word
// (ABŞ-ın, 2024-cü, 3-го), an apostrophe inside a word too (Lukashenko's); the halves of
// a compound (sosial-iqtisadi) are tokens of their own.
//
// A lemma is the word of a dictionary that a form belongs to: nazirliyinin is of nazirlik, ağzından of ağız, gedirlər of
// getmək. For Azerbaijani an analyser finds it; for Russian and English the Snowball stem stands for it. A match key is a
// function of a word's loose key alone, so that a query typed without diacritics has the same ones: the same analyser over
// loose letters, one reading of those there are. So əlin and elin differ by lemma and agree by key, oldu and öldü too.
//
// The analyser knows all ways to take a form apart. A table of states and endings (data/az-endings.tsv) says what may stand
// behind what: plural, possession, case, -ki and predicates behind nouns; negation, tense, person, participles, verbal
// nouns and converbs behind verbs. A form is walked from its end through the states to each stem that may stand
// there, as long as vowels are in harmony and letters between vowels are as they must be; a stem that sounds another
// way before vowels (uşağ-, ged-, ağz-) is given its own letters back. Each ending has a cost, a stem too: none if the word list
// (data/az-words.tsv) has it, more if it is a derivation of a listed word (müstəqil-lik), most if it is unknown. The cheapest
// reading is the lemma, and of equal ones the longer stem; Lemmas gives those that cost little more. What endings derive (-lıq, -çı, the
// passive) belongs to the lemma: a derived word is one of its own. Pronouns and a few forms that frequency reads
// otherwise than the table are listed as they are (data/az-forms.tsv).
//
// The trap: greedy stripping of endings turns Azerbaijani words into stumps (balda and balıqda are of two words, yoldaş
// is not of yol, at-ın is not of ata), and so does a word list with short junk in it. So a stem of one to three letters costs
// extra, a name counts in small letters only where nothing else fits, and the list is reviewed.
//
// Limits. One form may be of two words (almanın: of alma, an apple, or of alman, a German), and the text around is not asked. Where an unknown
// name ends is a guess by how listed words end (finals.go): Makronun may be of Makron or of Makro. Such a guess goes wrong now with
// one form of a name, now with another, so that the match key of an unknown stem is its first six letters.
package words

import (
	"bufio"
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
)

//go:embed data
var data embed.FS

// KeyVersion changes whenever Tokens or MatchKey would give some text other match keys.
const KeyVersion = 2

// A Kind says what a token is.
type Kind uint8

// The kinds of token.
const (
	Word Kind = iota
	Number
)

// NumberKey is the match key that all numbers share.
const NumberKey = "#"

// A Token is a word or a number of a text; punctuation is no token.
type Token struct {
	Start, End int // half-open byte range of the text
	Kind       Kind
	Loose      string // loose key of the token (norm.Loose)
	Key        string // match key: a function of Loose and the language alone; NumberKey for numbers
}

// A Span is the place of a token.
type Span struct {
	Start, End int // half-open byte range of the text
	Kind       Kind
}

// AppendSpans appends the places of the tokens of text, in order, to dst and returns it: Tokens without keys, at a tenth of the time.
func AppendSpans(dst []Span, text string) []Span {
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		digit := unicode.IsDigit(r)
		if !digit && !unicode.IsLetter(r) {
			i += n
			continue
		}
		s := Span{Start: i, End: tokenEnd(text, i)}
		if digit {
			s.Kind = Number
		}
		dst = append(dst, s)
		i = s.End
	}
	return dst
}

// Loose returns the loose key of a token (norm.Loose).
func Loose(lang, token string) string { return norm.Loose(lang, token) }

// Tokens returns the tokens of text in order.
func Tokens(lang, text string) []Token {
	var buf [64]Span
	var out []Token
	for _, s := range AppendSpans(buf[:0], text) {
		out = append(out, token(lang, text, s))
	}
	return out
}

func token(lang, text string, s Span) Token {
	t := Token{Start: s.Start, End: s.End, Kind: s.Kind, Loose: Loose(lang, text[s.Start:s.End]), Key: NumberKey}
	if s.Kind == Word {
		t.Key = MatchKey(lang, t.Loose)
	}
	return t
}

// tokenEnd returns where the token that starts at byte i ends.
func tokenEnd(s string, i int) int {
	prev := rune(0)
	number := false
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case unicode.IsDigit(r):
			number = number || j == i
		case unicode.IsLetter(r), unicode.Is(unicode.Mn, r) && j > i:
			if number && unicode.IsLetter(r) && unicode.IsDigit(prev) && !ordinalTail(s[j:]) {
				return j
			}
		case strings.ContainsRune("'’ʼ", r):
			if next, _ := utf8.DecodeRuneInString(s[j+n:]); !unicode.IsLetter(next) || !unicode.IsLetter(prev) {
				return j
			}
		case r == '-' || r == '‑':
			if !inflection(s[j+n:]) {
				return j
			}
		case number && (r == '.' || r == ',' || r == ':'):
			if next, _ := utf8.DecodeRuneInString(s[j+n:]); !unicode.IsDigit(next) {
				return j
			}
		case number && (r == ' ' || r == '\u00a0' || r == '\u202f'):
			if !threeDigits(s[j+n:]) || !groupBefore(s[i:j]) {
				return j
			}
		default:
			return j
		}
		prev = r
		j += n
	}
	return len(s)
}

// ordinalTail says whether letters glued to a number are an ending (1st, 21st, 90s) and not a unit.
func ordinalTail(s string) bool {
	for _, t := range []string{"st", "nd", "rd", "th", "s"} {
		if rest, ok := strings.CutPrefix(s, t); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return !unicode.IsLetter(r)
		}
	}
	return false
}

// threeDigits says whether s starts with a group of exactly three digits.
func threeDigits(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

// groupBefore says whether a number so far may be followed by a group of three: 1 to 3
// digits, or groups of three.
func groupBefore(s string) bool {
	n := 0
	for i := len(s) - 1; i >= 0 && s[i] >= '0' && s[i] <= '9'; i-- {
		n++
	}
	return n >= 1 && n <= 3
}

// tails are the endings that a hyphen joins to a word or number.
var tails = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`ın in un ün nın nin nun nün ı i u ü a ə nı ni nu nü ya yə na nə da də dan dən
		la lə lar lər ları ləri ların lərin larda lərdə dakı dəki si sı su sü sinin sının sində sında sindən
		cı ci cu cü inci ıncı uncu üncü cısı cisi cusu cüsü dır dir dur dür dək lik lıq luq lük li lı lu lü
		nci ncı ncu ncü yə yi yı sinə sına
		й я е го му ом ой ю ый ая ое ые ых ым ти м х летие летний летняя летнего летней
		st nd rd th`) {
		m[s] = true
		m[norm.Loose("az", s)] = true
	}
	return m
})

// inflection says whether s starts with a word that is only an ending.
func inflection(s string) bool {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if i < 0 {
		i = len(s)
	}
	return i > 0 && i <= 16 && tails()[s[:i]]
}

func base(lang string) string {
	if i := strings.IndexAny(lang, "-_"); i >= 0 {
		lang = lang[:i]
	}
	return strings.ToLower(lang)
}

// rows reads a table of the embedded data: fields parted by tabs, # starts a comment line.
func rows(name string) [][]string {
	f, err := data.Open("data/" + name)
	if err != nil {
		panic(err) // the file is embedded
	}
	defer f.Close()
	var out [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}
