// Package words finds the words, numbers, dates and names of a text. STUB: the docstrings below are the contract.
package words

// A Kind says what a token is.
type Kind uint8

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
	Key        string // match key: a function of Loose (and lang) alone; NumberKey for numbers
}

// Tokens returns the tokens of text in order.
func Tokens(lang, text string) []Token { return nil }

// MatchKey returns the match key of a word given by its loose key: one fixed lemma among its candidates.
func MatchKey(lang, loose string) string { return loose }

// Lemma returns the most likely lemma of a word of a text, lower-case, diacritics kept.
func Lemma(lang, word string) string { return word }

// Lemmas returns all lemmas that word may have, most likely first.
func Lemmas(lang, word string) []string { return []string{word} }

// A ValueKind says what a Value is.
type ValueKind uint8

const (
	NumberValue  ValueKind = iota // Text "300000", "3.5": plain decimal
	PercentValue                  // Text "5"
	DateValue                     // Text "2024-10-03", "2024-05", "--10-03", "--05" (a month), as ISO 8601
	TimeValue                     // Text "15:00"
	OrdinalValue                  // Text "21": 21-ci, XXI, 21st
)

// A Value is a number, date or time of a text by value, whatever way it is written.
type Value struct {
	Start, End int // half-open byte range of the text
	Kind       ValueKind
	Text       string // canonical: equal values have equal Kind and Text in every language
}

// Values returns the numbers, dates and times of text in order.
func Values(lang, text string) []Value { return nil }

// Skeleton returns the consonant skeleton of a name: Lukaşenko, Лукашенко and Lukashenko have the same one. "" if it has none.
func Skeleton(lang, word string) string { return "" }
