package words

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
)

// A role says what a word of the tables does to the value of what it stands in or beside.
type role uint8

const (
	noRole   role = iota
	cardinal      // n is the value
	ordinal       // n is the value; it ends a number
	hundred       // multiplies what is below it by a hundred
	scale         // multiplies what is below it by ten to the power of n
	half          // one half, alone or added to the number before
	plus          // one half added to the number before: с половиной
	mixed         // n and a half
	fixed         // n, a number of its own
	part          // one n-th, or as many as the number before says
	fold          // one half with its unit: полгода
	month
	weekday
	clock
	morning
	afternoon
	night
	decade
	century
	before
	uncounted
	midnight
	at
	war
)

// roles are the names of roles in the tables.
var roles = map[string]role{
	"card": cardinal, "ord": ordinal, "hundred": hundred, "scale": scale, "half": half, "plus": plus, "mixed": mixed,
	"fixed": fixed, "part": part, "fold": fold, "clock": clock, "am": morning, "pm": afternoon, "night": night, "decade": decade,
	"century": century, "before": before, "no": uncounted, "midnight": midnight, "at": at, "war": war,
}

// A valueWord is what the tables know of a word or phrase.
type valueWord struct {
	role     role
	n        int64
	last     bool // inflected, so no number goes on after it
	cautious bool // counts only where its surroundings say so
	after    bool // counts only after a number
	more     bool // a longer phrase of the tables starts with it
	small    bool // a name if it has a capital inside a sentence
	exact    bool // stands only with its diacritics
}

// A valueTable holds the words and phrases of one language that make values, by their folded form.
type valueTable struct {
	lang    string
	words   map[string]valueWord
	tails   map[string]bool // endings that stand on digits
	longest int             // bytes of the longest word
}

// valueTables holds the tables of az, ru and en; other languages have none.
var valueTables = sync.OnceValue(func() map[string]*valueTable {
	out := map[string]*valueTable{}
	for _, lang := range []string{"az", "ru", "en"} {
		out[lang] = &valueTable{lang: lang, words: map[string]valueWord{}, tails: map[string]bool{}}
	}
	for _, r := range rows("tails.tsv") {
		for _, t := range strings.Fields(r[1]) {
			out[r[0]].tails[t] = true
			out[r[0]].tails[norm.Loose(r[0], t)] = true
		}
	}
	endings := map[string][]string{}
	for _, r := range rows("paradigms.tsv") {
		endings[r[0]] = strings.Fields(r[1])
	}
	for _, r := range rows("numerals.tsv") {
		addRow(out, endings, valueWord{role: roles[r[0]], n: integer(r[1])}, r[2:])
	}
	for _, r := range rows("months.tsv") {
		addRow(out, endings, valueWord{role: month, n: integer(r[0])}, r[1:])
	}
	for _, r := range rows("weekdays.tsv") {
		addRow(out, endings, valueWord{role: weekday, n: integer(r[0])}, r[1:])
	}
	for _, r := range rows("context.tsv") {
		addRow(out, endings, valueWord{role: roles[r[0]]}, r[1:])
	}
	addCompounds(out, endings)
	for _, t := range out {
		t.addLoose()
	}
	return out
})

// addCompounds adds every first half of compounds.tsv with every second.
func addCompounds(tables map[string]*valueTable, endings map[string][]string) {
	all := rows("compounds.tsv")
	for _, a := range all {
		for _, b := range all {
			if a[0] != "first" || b[0] != "second" {
				continue
			}
			v := valueWord{role: fixed, n: integer(a[1])}
			for i, lang := range []string{"az", "ru"} {
				for _, w := range strings.Split(b[2+i], ";") {
					if a[2+i] != "" && w != "" {
						tables[lang].add(a[2+i]+w, v, endings)
					}
				}
			}
		}
	}
}

func integer(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err) // the tables are embedded
	}
	return n
}

// addRow adds the words of the cells az, ru and en.
func addRow(tables map[string]*valueTable, endings map[string][]string, v valueWord, cells []string) {
	for i, lang := range []string{"az", "ru", "en"} {
		if i >= len(cells) {
			return
		}
		for _, w := range strings.Split(cells[i], ";") {
			if w != "" {
				tables[lang].add(w, v, endings)
			}
		}
	}
}

// add adds a word of a table with its marks and endings.
func (t *valueTable) add(w string, v valueWord, endings map[string][]string) {
	stem, paradigm, inflected := strings.Cut(w, "/")
	exact := strings.Contains(stem, "!")
	v.cautious, v.after, v.small = strings.Contains(stem, "?"), strings.Contains(stem, "~"), strings.Contains(stem, "^")
	v.last = v.role == ordinal
	stem = string(appendFolded(nil, t.lang, strings.Trim(stem, "!?~^")))
	if !inflected {
		t.set(stem, v, exact)
		return
	}
	for _, e := range endings[paradigm] {
		x := v
		x.last = v.last || t.lang == "az" && e != "-"
		t.set(stem+suffixed(stem, e), x, exact)
	}
}

// set enters a folded word or phrase, and the beginnings of a phrase. The first of two rows that share a word keeps it.
func (t *valueTable) set(w string, v valueWord, exact bool) {
	if old, ok := t.words[w]; !ok || old.role == noRole {
		v.more, v.exact = old.more, exact
		t.words[w] = v
	}
	t.longest = max(t.longest, len(w))
	for i := range len(w) {
		if w[i] == ' ' {
			head := t.words[w[:i]]
			head.more = true
			t.words[w[:i]] = head
		}
	}
}

// addLoose adds each word also without diacritics, unless it is exact or the letters make another word of the table.
func (t *valueTable) addLoose() {
	plain := map[string]valueWord{}
	for w, v := range t.words {
		if k := norm.Loose(t.lang, w); k != w && !v.exact {
			plain[k] = v
		}
	}
	for k, v := range plain {
		if _, ok := t.words[k]; !ok {
			t.words[k] = v
		}
	}
}

// suffixed spells an ending of paradigms.tsv as it stands behind a stem.
func suffixed(stem, ending string) string {
	if ending == "-" {
		return ""
	}
	back, round, open := lastVowel(stem)
	var b strings.Builder
	for i := 0; i < len(ending); i++ {
		c := ending[i]
		if c == '(' {
			vowel := ending[i+1] == 'I' || ending[i+1] == 'A'
			if vowel == open {
				i += 2 // a buffer that is not needed
			}
			continue
		}
		switch c {
		case ')':
		case 'I':
			b.WriteString([...]string{"i", "ü", "ı", "u"}[2*count(back)+count(round)])
		case 'A':
			b.WriteString([...]string{"ə", "a"}[count(back)])
			round = false
		case 'K':
			b.WriteByte("kq"[count(back)])
		case 'G':
			b.WriteString([...]string{"y", "ğ"}[count(back)])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// lastVowel tells whether the last vowel of an Azerbaijani word is back, whether it is round, and whether the word ends in it.
func lastVowel(w string) (back, round, open bool) {
	for i, r := range w {
		if strings.ContainsRune("aıouəieöü", r) {
			back, round = strings.ContainsRune("aıou", r), strings.ContainsRune("ouöü", r)
			open = i+utf8.RuneLen(r) == len(w)
		}
	}
	return back, round, open
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// appendFolded appends word in lower case to dst, ё as е, without combining marks.
func appendFolded(dst []byte, lang, word string) []byte {
	for i, r := range word {
		switch {
		case r < utf8.RuneSelf && r != 'I':
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			dst = append(dst, byte(r))
			continue
		case r >= 'а' && r <= 'я':
		case r >= 'А' && r <= 'Я':
			r += 'а' - 'А'
		case r == 'I' && lang == "az" && !strings.HasPrefix(word[i+1:], "\u0307"):
			r = 'ı'
		case r == 'I', r == 'İ':
			r = 'i'
		case r == 'ё', r == 'Ё':
			r = 'е'
		case r == '\u0307', unicode.Is(unicode.Mn, r):
			continue
		default:
			r = unicode.ToLower(r)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// lookup finds the longest word or phrase of the table at the start of s. n is its length in bytes, or that of the first
// word if the table has none.
func (t *valueTable) lookup(s string) (v valueWord, n int) {
	n = wordLength(s)
	if t == nil || n == 0 || n > 2*t.longest {
		return valueWord{}, n
	}
	var buf [64]byte
	key := appendFolded(buf[:0], t.lang, s[:n])
	v = t.words[string(key)]
	if v.role == noRole && !v.more && t.lang == "az" && s[0] >= 0xd0 && s[0] <= 0xd3 {
		key = appendFolded(buf[:0], t.lang, norm.FromCyrillic(s[:n]))
		v = t.words[string(key)]
	}
	best := v
	for end := n; v.more; {
		gap := spaceLength(s[end:])
		next := wordLength(s[end+gap:])
		if gap == 0 || next == 0 || len(key)+1+next > 2*t.longest {
			break
		}
		key = appendFolded(append(key, ' '), t.lang, s[end+gap:end+gap+next])
		v, end = t.words[string(key)], end+gap+next
		if v.role != noRole {
			best, n = v, end
		}
	}
	return best, n
}

// spaceLength is the length of the one space that s starts with, 0 if it starts with none.
func spaceLength(s string) int {
	for _, p := range [...]string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(s, p) {
			return len(p)
		}
	}
	return 0
}

// wordLength is the length in bytes of the letters, with digits behind them, that s starts with.
func wordLength(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || i > 0 && '0' <= c && c <= '9') {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !(r >= 'А' && r <= 'я') && !unicode.IsLetter(r) && !(i > 0 && unicode.Is(unicode.Mn, r)) {
			return i
		}
		i += n
	}
	return i
}
