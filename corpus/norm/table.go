package norm

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed data
var data embed.FS

// An entry says what a key makes of one code point: the low 24 bits hold up to three bytes of output,
// bits 24–27 their number, bits 28–31 the kind.
type entry uint32

const (
	plain      = entry(iota) << 28
	space      // one blank for a run of them, none at either end
	stop       // , . ; : ! ? …: takes away a blank before it
	apostrophe // a quotation mark unless it stands inside a word
	mark       // combining mark (U+0300–U+036F), control or format character: its neighbours do not see it
	kinds      = entry(0xF) << 28
)

func newEntry(kind entry, output string) entry {
	e := kind | entry(len(output))<<24
	for i := range len(output) {
		e |= entry(output[i]) << (8 * i)
	}
	return e
}

func (e entry) kind() entry { return e & kinds }
func (e entry) size() int   { return int(e >> 24 & 0xF) }

func (e entry) appendTo(dst []byte) []byte {
	for n := e.size(); n > 0; n-- {
		dst = append(dst, byte(e))
		e >>= 8
	}
	return dst
}

const (
	lowEnd           = 0x600  // Latin, Greek, Cyrillic and Armenian letters
	punctuationStart = 0x2000 // General Punctuation
	punctuationEnd   = 0x2070
)

// A table is one kind of key of one kind of language.
type table struct {
	script  script
	loose   bool
	special map[rune]string // letters that Unicode does not decompose
	low     [lowEnd]entry
	general [punctuationEnd - punctuationStart]entry
}

var tables = sync.OnceValue(func() (t struct{ exact, loose [turkish + 1]*table }) {
	plainExact, plainLoose := newTable(other, false), newTable(other, true)
	for s := range turkish + 1 {
		t.exact[s], t.loose[s] = plainExact, plainLoose
	}
	t.exact[azerbaijani] = newTable(azerbaijani, false)
	t.exact[turkish] = t.exact[azerbaijani]
	t.loose[azerbaijani] = newTable(azerbaijani, true)
	return t
})

func newTable(s script, loose bool) *table {
	t := &table{script: s, loose: loose}
	if loose {
		t.special = specialLetters(s)
	}
	for r := range rune(lowEnd) {
		t.low[r] = t.compute(r)
	}
	for r := range rune(len(t.general)) {
		t.general[r] = t.compute(punctuationStart + r)
	}
	return t
}

// specialLetters reads the letters that fold by list; for Azerbaijani Cyrillic becomes folded Latin.
func specialLetters(s script) map[rune]string {
	special := map[rune]string{}
	rows("fold.tsv", func(from rune, to, lang string) {
		if lang == "" || s == azerbaijani {
			special[from] = to
		}
	})
	if s == azerbaijani {
		rows("az-cyrillic.tsv", func(from rune, to, _ string) { special[from] = to })
		for from, to := range special {
			special[from] = stripped(to, special)
		}
	}
	return special
}

// stripped folds Latin letters without a table, which is what a table is made with.
func stripped(latin string, special map[rune]string) string {
	var b strings.Builder
	for _, r := range latin {
		if to, ok := special[r]; ok {
			b.WriteString(to)
		} else {
			b.WriteRune(base(r))
		}
	}
	return b.String()
}

// base is the first code point of the canonical decomposition.
func base(r rune) rune {
	r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return r
}

// rows calls f for each row of a data file: a letter, what it becomes, and the rest.
func rows(name string, f func(from rune, to, rest string)) {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded: a slip of the build
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		letter, to, _ := strings.Cut(line, "\t")
		to, rest, _ := strings.Cut(to, "\t")
		from, _ := utf8.DecodeRuneInString(letter)
		f(from, to, rest)
	}
}

// entry looks r up. Only a letter with a long compatibility form has more than three bytes of output; they are
// in more.
func (t *table) entry(r rune) (e entry, more string) {
	switch {
	case r < lowEnd:
		return t.low[r], ""
	case punctuationStart <= r && r < punctuationEnd:
		return t.general[r-punctuationStart], ""
	}
	if 0xFF01 <= r && r <= 0xFF5E && t.loose { // full-width ASCII
		return t.low[r-0xFEE0], ""
	}
	kind, output := t.rule(r)
	if len(output) > 3 {
		return kind, output
	}
	return newEntry(kind, output), ""
}

func (t *table) compute(r rune) entry { return newEntry(t.rule(r)) }

// rule is the slow and whole definition of a key for one code point.
func (t *table) rule(r rune) (kind entry, output string) {
	switch {
	case r == 0x85 || unicode.IsSpace(r):
		return space, " "
	case strings.ContainsRune(doubleQuotes, r):
		return plain, `"`
	case strings.ContainsRune(singleQuotes, r):
		return apostrophe, "'"
	case strings.ContainsRune(dashes, r):
		return plain, "-"
	case r == '…' && t.loose:
		return stop, "..."
	case strings.ContainsRune(stops, r):
		return stop, string(r)
	case 0x300 <= r && r <= 0x36F && t.loose:
		return mark, ""
	case 0x300 <= r && r <= 0x36F:
		return mark, string(r)
	case unicode.In(r, unicode.Cc, unicode.Cf) && t.loose:
		return mark, ""
	case unicode.In(r, unicode.Cc, unicode.Cf):
		return mark, string(r)
	}
	return plain, t.letter(r)
}

const (
	doubleQuotes = "\"«»“”„‟″‶‹›〝〞＂"
	singleQuotes = "'‘’‚‛`´ʹʻʼʽ′‵＇"
	dashes       = "-‐‑‒–—―−﹘﹣－"
	stops        = ",.;:!?…，．；：！？"
)

// letter folds case and, in a loose key, diacritics and compatibility forms of Latin letters and digits.
// Symbols stay what they are: NFKC would turn № into No and ½ into 1⁄2.
func (t *table) letter(r rune) string {
	r = t.script.lower(r)
	if !t.loose {
		return string(r)
	}
	if to, ok := t.special[r]; ok {
		return to
	}
	if !unicode.In(r, unicode.Latin) && !unicode.In(r, unicode.No) {
		return string(r)
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		d = t.script.lower(d)
		if to, ok := t.special[d]; ok {
			b.WriteString(to)
		} else if unicode.IsLetter(d) && unicode.In(d, unicode.Latin) || unicode.IsDigit(d) {
			b.WriteRune(d)
		} else if d > 0x36F || d < 0x300 {
			return string(r)
		}
	}
	return b.String()
}
