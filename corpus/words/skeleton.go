package words

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// maxSkeleton is the number of classes that Skeleton keeps, so that most inflected forms of a name have its skeleton.
const maxSkeleton = 4

// Skeleton returns the consonant skeleton of a name: Lukaşenko, Лукашенко and Lukashenko
// have the same one, also inflected, since no more than four classes are kept. "" if it has none.
// Sounds that change on the way between the languages fall into one class: h, г, q, x and k; c, ж, j, з and z.
// The classes and the spellings of each language stand in sounds.tsv.
//
// The trap: a name of one or two consonants grows by its endings (Bakıda), and many others share its skeleton. Take the
// skeleton of the lemma, and find short names by a list.
func Skeleton(lang, word string) string {
	lang = base(lang)
	if i := strings.IndexByte(word, '-'); i > 0 && lang == "az" {
		word = word[:i]
	}
	if s, ok := cutPossessive(word); ok && lang == "en" {
		word = s
	}
	var buf [64]byte
	w := appendFolded(buf[:0], lang, word)
	var out [maxSkeleton + 1]byte
	n := 0
	prev := byte(0)
	for i := 0; i < len(w) && n < maxSkeleton; {
		class, size := sound(lang, w, i)
		i += size
		if class == "" {
			prev = 0
		}
		for k := range len(class) {
			if class[k] != prev {
				out[n], n = class[k], n+1
			}
			prev = class[k]
		}
	}
	return string(out[:min(n, maxSkeleton)])
}

// cutPossessive cuts the English 's off.
func cutPossessive(word string) (string, bool) {
	if s, ok := strings.CutSuffix(word, "'s"); ok {
		return s, true
	}
	return strings.CutSuffix(word, "’s")
}

// A spelling says what classes some letters stand for.
type spelling struct {
	letters    string
	start, end bool   // only there in a word
	next       string // one of these letters must follow; "" for any
	classes    string // "" for silent letters
}

// fits tells whether the spelling stands at byte i of a folded word.
func (p *spelling) fits(w []byte, i int) bool {
	rest := w[i:]
	if len(rest) < len(p.letters) || string(rest[:len(p.letters)]) != p.letters || p.start && i > 0 {
		return false
	}
	rest = rest[len(p.letters):]
	if p.next == "" {
		return !p.end || len(rest) == 0
	}
	r, _ := utf8.DecodeRune(rest)
	return len(rest) > 0 && strings.ContainsRune(p.next, r)
}

// sound returns the classes of the letters at byte i of a folded word, "" for vowels, and their length in bytes.
func sound(lang string, w []byte, i int) (string, int) {
	r, n := utf8.DecodeRune(w[i:])
	t := &sounds().latin
	switch {
	case r >= 'Ѐ' && r <= 'ӿ':
		t = &sounds().cyrillic
	case lang == "az":
		t = &sounds().az
	}
	list := t.others[r]
	if r < utf8.RuneSelf {
		list = t.ascii[r]
	}
	for k := range list {
		if list[k].fits(w, i) {
			return list[k].classes, len(list[k].letters)
		}
	}
	return "", n
}

// A soundTable holds the spellings of a script or language by their first letter, the longest first.
type soundTable struct {
	ascii  [utf8.RuneSelf][]spelling
	others map[rune][]spelling
}

type soundTables struct{ az, cyrillic, latin soundTable }

var sounds = sync.OnceValue(func() *soundTables {
	var out soundTables
	for _, r := range rows("sounds.tsv") {
		t := map[string]*soundTable{"az": &out.az, "cyrillic": &out.cyrillic, "latin": &out.latin}[r[0]]
		for _, p := range strings.Fields(r[2]) {
			t.add(parseSpelling(p, strings.Trim(r[1], "-")))
		}
	}
	return &out
})

// parseSpelling reads a pattern of sounds.tsv.
func parseSpelling(pattern, classes string) spelling {
	p := spelling{classes: classes}
	pattern, p.start = strings.CutPrefix(pattern, "^")
	pattern, p.end = strings.CutSuffix(pattern, "$")
	p.letters, p.next, _ = strings.Cut(strings.TrimSuffix(pattern, ")"), "(")
	return p
}

func (t *soundTable) add(p spelling) {
	r, _ := utf8.DecodeRuneInString(p.letters)
	if t.others == nil {
		t.others = map[rune][]spelling{}
	}
	list := append(t.others[r], p)
	slices.SortStableFunc(list, func(a, b spelling) int {
		return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), b.context()-a.context())
	})
	t.others[r] = list
	if r < utf8.RuneSelf {
		t.ascii[r] = list
	}
}

// context counts what the spelling asks of its surroundings; the more, the earlier it is tried.
func (p *spelling) context() int {
	return count(p.start) + count(p.end) + count(p.next != "")
}
