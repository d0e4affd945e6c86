package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A ValueKind says what a Value is.
type ValueKind uint8

// The kinds of value.
const (
	NumberValue  ValueKind = iota // Text "300000", "3.5": plain decimal; "1/3" where none is exact
	MonthValue                    // Text "10": a month by name, or of a date in digits
	TimeValue                     // Text "15:00"
	WeekdayValue                  // Text "1": Monday
)

// A Value is a number, month, weekday or time of a text by value, whatever way it is written.
type Value struct {
	Start, End int // half-open byte range of the text
	Kind       ValueKind
	Text       string // canonical: equal values have equal Kind and Text in every language
}

// Values returns the numbers, months, weekdays and times of text in order: 300 min, 300 тыс. and
// 300,000 are one value, oktyabr, октября and Oct. too.
//
// Values are evidence that two texts mean the same, so what the languages write in different ways falls together:
//   - An ordinal has the value of its cardinal (3-cü, третий, 3rd), a Roman numeral that of its digits, a decade that
//     of its first year ('90s, 90-е годы).
//   - A date in digits gives day, month and year as three values, like one in words. 10/3/2024 is in English a
//     date of October unless the language is another region's (en-GB) or the month would be past 12.
//   - A sign is left out: 5 degrees of frost is -5 elsewhere. So are units, currencies and per cent.
//   - 1 as a word is none: bir, один and one are articles and pronouns more often than numbers. Birinci is one.
//
// The trap: 1.234 in an Azerbaijani or Russian text is a thousand and more, unless a scale follows (1.234 milyard).
func Values(lang, text string) []Value {
	r := reader{tag: lang, lang: base(lang), text: text}
	r.table = valueTables()[r.lang]
	r.read()
	if len(r.atoms) == 0 {
		return nil
	}
	r.out = make([]Value, 0, len(r.atoms))
	for i := 0; i < len(r.atoms); {
		i = r.emit(i)
	}
	return r.out
}

// A form says how an atom is written.
type form uint8

const (
	digitForm form = iota
	wordForm
	romanForm
	doneForm // a value already: a date or time in digits
)

// An atom is a number in digits or a word of the tables.
type atom struct {
	start, end int
	form       form
	kind       ValueKind // of doneForm
	word       valueWord
	text       string // canonical number of digitForm, romanForm and doneForm
	tail       string // the ending of digits: th in 5th, cü in 3-cü
	gap        gap    // what stands between the atom before and this one
}

// A gap is what parts two atoms.
type gap uint8

const (
	far    gap = iota // more than the others, or nothing before
	glued             // nothing
	space             // one space
	hyphen            // a hyphen
	dash              // an en dash, or a hyphen or dash between spaces
	stop              // the full stop of an abbreviation, and perhaps a space
	and               // "and"
)

// A reader finds the values of one text.
type reader struct {
	tag   string
	lang  string
	text  string
	table *valueTable
	atoms []atom
	out   []Value
}

// read cuts the text into atoms.
func (r *reader) read() {
	for i := 0; i < len(r.text); {
		c := r.text[i]
		switch {
		case '0' <= c && c <= '9':
			i = r.digits(i)
		case wordLength(r.text[i:]) > 0:
			i = r.word(i)
		default:
			i = r.sign(i)
		}
	}
}

// sign passes a character that starts neither word nor number, but ½ is one.
func (r *reader) sign(i int) int {
	c, n := utf8.DecodeRuneInString(r.text[i:])
	if s := vulgar(c); s != "" {
		r.push(atom{start: i, end: i + n, form: digitForm, text: s})
	}
	return i + n
}

// vulgar is the value of a fraction of one character.
func vulgar(c rune) string {
	switch c {
	case '½':
		return "0.5"
	case '¼':
		return "0.25"
	case '¾':
		return "0.75"
	}
	return ""
}

// word reads the word at i, and returns where to go on.
func (r *reader) word(i int) int {
	v, n := r.table.lookup(r.text[i:])
	switch {
	case v.role != noRole && v.role < clock || v.role == midnight:
		r.push(atom{start: i, end: i + n, form: wordForm, word: v})
	case romanLetter(r.text[i:]):
		if s, end := r.roman(i, i+n); s != "" {
			r.push(atom{start: i, end: end, form: romanForm, text: s})
			return end
		}
	}
	return i + n
}

func (r *reader) push(a atom) {
	if n := len(r.atoms); n == 0 {
		r.atoms = make([]atom, 0, 8)
	} else {
		a.gap = gapOf(r.text[r.atoms[n-1].end:a.start])
	}
	r.atoms = append(r.atoms, a)
}

func gapOf(s string) gap {
	switch s {
	case "":
		return glued
	case " ", "\u00a0", "\u202f", "\u2009":
		return space
	case "-", "‑":
		return hyphen
	case "–", "—", " – ", " — ", " - ":
		return dash
	case ".", ". ", ".\u00a0":
		return stop
	case " and ":
		return and
	}
	return far
}

// near tells whether atom i stands right behind the one before it.
func (r *reader) near(i int) bool {
	return i > 0 && i < len(r.atoms) && (r.atoms[i].gap == space || r.atoms[i].gap == glued || r.atoms[i].gap == hyphen)
}

// emit writes the value that starts at atom i, and returns the atom after it.
func (r *reader) emit(i int) int {
	a := &r.atoms[i]
	switch {
	case a.form == doneForm:
		r.value(a.start, a.end, a.kind, a.text)
	case a.form == digitForm:
		return r.number(i)
	case a.form == romanForm:
		r.value(a.start, a.end, NumberValue, a.text)
	case a.word.role == month || a.word.role == weekday:
		r.name(i)
	case a.word.role == midnight:
		r.value(a.start, a.end, TimeValue, "00:00")
	default:
		return r.numeral(i)
	}
	return i + 1
}

func (r *reader) value(start, end int, kind ValueKind, text string) {
	r.out = append(r.out, Value{start, end, kind, text})
}

// name writes the value of a month or weekday.
func (r *reader) name(i int) {
	a := &r.atoms[i]
	if r.lang == "en" && !isUpper(r.text[a.start:]) {
		return
	}
	if a.word.role == weekday {
		r.value(a.start, a.end, WeekdayValue, itoa(a.word.n))
		return
	}
	if !r.besideNumber(i) && (a.word.cautious && r.wordBefore(a.start).role != before || a.word.small && r.insideCapital(a)) {
		return
	}
	r.value(a.start, a.end, MonthValue, itoa(a.word.n))
}

// insideCapital tells whether a word has a capital inside a sentence.
func (r *reader) insideCapital(a *atom) bool {
	if !isUpper(r.text[a.start:]) {
		return false
	}
	before, ok := strings.CutSuffix(r.text[:a.start], " ")
	c, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(c)
}

// besideNumber tells whether a number in digits stands right before or behind atom i.
func (r *reader) besideNumber(i int) bool {
	if i > 0 && r.atoms[i-1].form == digitForm && r.atoms[i].gap != far {
		return true
	}
	return i+1 < len(r.atoms) && r.atoms[i+1].form == digitForm && r.atoms[i+1].gap != far
}

func isUpper(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(c)
}

// wordBefore looks up the word that stands, but for a space or hyphen, right before byte i.
func (r *reader) wordBefore(i int) valueWord {
	if start := r.startBefore(i); start < i {
		return r.tableAt(start)
	}
	return valueWord{}
}

// tableAt looks up the word or phrase at byte i.
func (r *reader) tableAt(i int) valueWord {
	v, _ := r.table.lookup(r.text[i:])
	return v
}

// startBefore is where the word right before byte i starts; i if there is none.
func (r *reader) startBefore(i int) int {
	s := r.text[:i]
	for _, p := range [...]string{" ", "-", "\u00a0"} {
		if t, ok := strings.CutSuffix(s, p); ok {
			s = t
			break
		}
	}
	start := len(s)
	for start > 0 {
		c, n := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsLetter(c) {
			break
		}
		start -= n
	}
	if start == len(s) {
		return i
	}
	return start
}

// wordAfter looks up the word or phrase that stands, but for a space, right behind byte i; end is its end.
func (r *reader) wordAfter(i int) (v valueWord, end int) {
	i += spaceLength(r.text[i:])
	v, n := r.table.lookup(r.text[i:])
	return v, i + n
}
