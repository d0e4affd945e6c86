package lexicon

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
)

// keyed is the built-in lexicon by match keys, made from the data files by TestKeys -update: to read it costs a search nothing,
// to make it a tenth of a second. A line is a language, the match keys of a word or phrase and the numbers of its concepts,
// those of words of grammar with a minus, those of numerals with a #; the lines are in the order of their bytes.
//
//go:embed data/keys.txt
var keyed string

// A sense is a concept that a word or phrase may stand for.
type sense struct {
	concept  uint32
	function bool // of a word of grammar
	numeral  bool
}

// keyedLines are the lines of keyed for a word and for the phrases that begin with it.
func keyedLines(lang, key string) string {
	prefix := lang + "\t" + key
	rest := keyedFrom(lang, key)
	end := 0
	for strings.HasPrefix(rest[end:], prefix) && (rest[end+len(prefix)] == '\t' || rest[end+len(prefix)] == ' ') {
		end += strings.IndexByte(rest[end:], '\n') + 1
	}
	return rest[:end]
}

// keyedFrom are the lines of keyed from the first that begins with a language and some letters, or would stand behind those.
func keyedFrom(lang, letters string) string {
	prefix := lang + "\t" + letters
	return lineAt(sort.Search(len(keyed), func(i int) bool { return lineAt(i) >= prefix }))
}

// lineAt is the first line of keyed that begins at byte i or behind it, with all that follows.
func lineAt(i int) string {
	if i == 0 {
		return keyed
	}
	n := strings.IndexByte(keyed[i-1:], '\n')
	return keyed[i+n:] // the file ends in one
}

// parseSenses reads the last field of a line.
func parseSenses(dst []sense, field string) []sense {
	for number := range strings.FieldsSeq(field) {
		n, _ := strconv.ParseUint(strings.TrimLeft(number, "-#"), 10, 32) // the test has read it
		dst = append(dst, sense{uint32(n), number[0] == '-', number[0] == '#'})
	}
	return dst
}
