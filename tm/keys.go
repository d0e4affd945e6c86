package tm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/words"

	"golang.org/x/text/language"
)

// bases remembers the base of each tag met; there are few.
var bases sync.Map

// Base returns the base language of a BCP 47 tag as the index uses it: "az" for az-AZ, az_Latn, aze and AZ. Of a tag
// that names no known language it returns what stands before the first hyphen, lower-case; "und" for "".
func Base(tag string) string {
	if len(tag) == 2 && tag == strings.ToLower(tag) {
		return tag
	}
	if base, ok := bases.Load(tag); ok {
		return base.(string)
	}
	base := parseBase(tag)
	if len(tag) <= 35 { // longer ones are not remembered: a hostile file has many
		bases.Store(tag, base)
	}
	return base
}

func parseBase(tag string) string {
	head := tag
	if i := strings.IndexAny(tag, "-_ "); i >= 0 {
		head = tag[:i]
	}
	head = strings.ToLower(head)
	if b, err := language.ParseBase(head); err == nil {
		return b.String()
	}
	if head == "" {
		return "und"
	}
	return head
}

// A Text is a text made ready for scoring.
type Text struct {
	Lang   string // base language
	Stored string
	Tokens []words.Token
}

// NewText cuts a text into tokens.
func NewText(lang, text string) Text {
	base := Base(lang)
	return Text{base, text, words.Tokens(base, text)}
}

// cutters cut many texts, by base language. They are not safe for concurrent use.
type cutters map[string]*words.Cutter

// text is NewText for many texts.
func (c cutters) text(lang, text string) Text {
	base := Base(lang)
	if c[base] == nil {
		c[base] = words.NewCutter(base)
	}
	return Text{base, text, c[base].Tokens(text)}
}

// numberTerm is the key under which the index finds a number whatever its ending (2024, 2024-cü); words.NumberKey finds
// them all.
func numberTerm(loose string) string { return words.NumberKey + core(loose) }

// core cuts a number down to what stands from its first digit to its last: 2024 of 2024-cü.
func core(number string) string {
	start, end := coreRange(number)
	return number[start:end]
}

func coreRange(number string) (start, end int) {
	start = strings.IndexFunc(number, unicode.IsDigit)
	last := strings.LastIndexFunc(number, unicode.IsDigit)
	if start < 0 {
		return 0, len(number)
	}
	_, size := utf8.DecodeRuneInString(number[last:])
	return start, last + size
}
