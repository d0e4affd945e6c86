// Package langid tells of a collection of texts that is said to be in Azerbaijani, Russian or English whether it surely is in
// another language, and in which. It is for files from elsewhere: a memory of Norwegian texts that a slip marks as Russian
// spoils every lookup.
//
// It goes by script, by letters that no text of a language does without (ə, ы) and by frequent words. Only words that the two
// languages at issue do not share count, so that Turkish is told from Azerbaijani (için, üçün) also where ə is typed e. The trap is
// the true file that looks odd: product names, part numbers, Azerbaijani typed without its letters or in Cyrillic or Arabic ones.
// So a text is only doubted where another language shows itself by several words of its own; what shows none is believed.
package langid

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed languages.tsv
var file string

// A language is one row of languages.tsv.
type language struct {
	code    string
	letters string // of which some prove the language
	words   map[string]bool
}

var languages = sync.OnceValue(func() (list []language) {
	for line := range strings.Lines(file) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		l := language{cells[0], strings.Trim(cells[1], "-"), map[string]bool{}}
		for _, w := range strings.Fields(cells[2]) {
			l.words[w] = true
		}
		list = append(list, l)
	}
	return list
})

// known are the words of all languages.
var known = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, l := range languages() {
		for w := range l.words {
			all[w] = true
		}
	}
	return all
})

// scripts that only one language, or a family of them, is written in, with the one to name.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Latin, ""}, {unicode.Cyrillic, ""}, {unicode.Arabic, "ar"}, {unicode.Greek, "el"}, {unicode.Georgian, "ka"}, {unicode.Armenian, "hy"},
	{unicode.Hebrew, "he"}, {unicode.Hangul, "ko"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Han, "zh"}, {unicode.Devanagari, "hi"}, {unicode.Thai, "th"},
}

// own are the scripts that a language may be written in, by number in scripts.
var own = map[string][]int{"az": {0, 1, 2}, "ru": {1}, "en": {0}}

// A Sample is what was seen of texts that are said to be in one language. The zero value has seen none.
type Sample struct {
	words   map[string]int
	tokens  int
	letters int
	script  [13]int
	special map[rune]int // letters beyond ASCII
}

// enough tokens have been seen for any verdict; later texts are passed over.
const enough = 200_000

// Add takes up one text.
func (s *Sample) Add(text string) {
	if s.tokens > enough {
		return
	}
	if s.words == nil {
		s.words, s.special = map[string]int{}, map[rune]int{}
	}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != 'ʻ' }) {
		s.tokens++
		for _, r := range word {
			s.letter(r)
		}
		if w := strings.ToLower(word); known()[w] {
			s.words[w]++
		}
	}
}

func (s *Sample) letter(r rune) {
	s.letters++
	if r < unicode.MaxASCII {
		s.script[0]++
		return
	}
	s.special[unicode.ToLower(r)]++
	for i, k := range scripts {
		if unicode.Is(k.table, r) {
			s.script[i]++
			return
		}
	}
}

// What a verdict needs.
const (
	leastLetters = 200
	leastTokens  = 40
	foreign      = 0.05 // share of letters in scripts of the language below which it isn't written in them
	proof        = 0.01 // share of letters that prove the language from which nothing speaks against it
	wordShare    = 0.05 // share of words that only the other language has
	wordRatio    = 4    // how many times as many they must be as those that only the said language has
	wordKinds    = 5    // how many different ones
)

// Other returns the language that texts said to be in lang (az, ru or en) surely are in instead, "" if they may be in lang.
func (s *Sample) Other(lang string) string {
	if own[lang] == nil || s.letters < leastLetters || s.tokens < leastTokens {
		return ""
	}
	in := 0
	for _, i := range own[lang] {
		in += s.script[i]
	}
	if float64(in) < foreign*float64(s.letters) {
		for i, k := range scripts {
			if k.code != "" && 2*s.script[i] > s.letters {
				return k.code
			}
		}
	}
	var said language
	for _, l := range languages() {
		if l.code == lang {
			said = l
		}
	}
	if s.share(said.letters) >= proof && !s.strange(said) {
		return ""
	}
	return s.rival(said)
}

// strange says whether letters that prove another language are so many that those of the said one prove nothing.
func (s *Sample) strange(said language) bool {
	for _, l := range languages() {
		if l.code != said.code && s.share(l.letters) >= 2*proof {
			return true
		}
	}
	return false
}

func (s *Sample) share(letters string) float64 {
	n := 0
	for _, r := range letters {
		n += s.special[r]
	}
	return float64(n) / float64(s.letters)
}

// rival is the language with the most words of its own that outdoes the one that was said, "" if none does.
func (s *Sample) rival(said language) string {
	best, code := 0, ""
	for _, l := range languages() {
		if l.code == said.code {
			continue
		}
		theirs, kinds, ours, all := 0, 0, 0, 0
		for w, n := range s.words {
			switch {
			case l.words[w] && !said.words[w]:
				theirs, kinds, all = theirs+n, kinds+1, all+n
			case l.words[w]:
				all += n
			case said.words[w]:
				ours += n
			}
		}
		if kinds >= wordKinds && theirs >= wordRatio*ours && float64(theirs) >= wordShare*float64(s.tokens) && all > best {
			best, code = all, l.code
		}
	}
	return code
}
