package check

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// A language is a row of languages.tsv.
type language struct {
	scripts []*unicode.RangeTable
	foreign string // letters that it does not have
	needed  string // a letter that it does not do without
}

var knownLanguages = sync.OnceValue(func() map[string]language {
	out := map[string]language{}
	for _, r := range rows("languages.tsv") {
		l := language{foreign: strings.Trim(r[2], "-"), needed: strings.Trim(r[3], "-")}
		for _, s := range strings.Fields(r[1]) {
			l.scripts = append(l.scripts, unicode.Scripts[s])
		}
		out[r[0]] = l
	}
	return out
})

// checkLanguage reports a text that is in another script or language than it is marked as. Words with a capital count for the
// script alone: names are written like at home.
func checkLanguage(u *unit) {
	for _, t := range u.texts {
		l, known := knownLanguages()[t.base]
		if !known {
			continue
		}
		start, end := trimmed(t.s)
		small := t.small()
		switch like := t.like(l, small); {
		case t.strange(l.scripts):
			u.report(t, start, end, "in another script than %s is written in", t.base)
		case like != "":
			u.report(t, start, end, "reads like %s", like)
		}
	}
}

// small are the words of a text in small letters, of three letters or more, outside addresses; of a long text the first.
func (t *text) small() []string {
	var out []string
	prose := cutter{t.parts}
	for _, s := range t.spans {
		if w := t.word(s); s.Kind == words.Word && !capital(w) && utf8.RuneCountInString(w) > 2 && !prose.inside(s.Start) && len(out) < manyWords {
			out = append(out, w)
		}
	}
	return out
}

const manyWords = 200

// strange tells whether less than a fifth of the letters of a text of three words or more are of the scripts: names are often left in another one.
func (t *text) strange(scripts []*unicode.RangeTable) bool {
	if !t.prose() {
		return false
	}
	in, all := 0, 0
	prose := cutter{t.parts}
	for i, r := range t.s {
		if letter(r) && !prose.inside(i) {
			all++
			if unicode.In(r, scripts...) {
				in++
			}
		}
	}
	return 5*in < all
}

// How surely a text must be in another language.
const (
	foreignWords = 2  // with letters that the language does not have
	unlikeWords  = 12 // without the letter that it needs
	strangeWords = 4  // that another language of the lexicon has and this one has not
)

// like is the language, or "another language", that the small-lettered words of a text are in; "" if they may be in its own.
func (t *text) like(l language, small []string) string {
	if t.base == "az" && cyrillicRussian(small) {
		return "ru"
	}
	foreign, needed, ascii := 0, l.needed == "", true
	for _, w := range small {
		lower := norm.Lower(t.base, w)
		if strings.ContainsAny(lower, l.foreign) {
			foreign++
		}
		needed = needed || strings.ContainsAny(lower, l.needed) || lower[0] >= 0xd0
		ascii = ascii && len(lower) == utf8.RuneCountInString(lower)
	}
	if foreign >= foreignWords || !needed && !ascii && len(small) >= unlikeWords {
		return "another language"
	}
	return t.byWords(small)
}

// cyrillicRussian tells whether words that are marked as Azerbaijani have letters that its Cyrillic alphabet lacks, and none of its own.
func cyrillicRussian(small []string) bool {
	russian := 0
	for _, w := range small {
		if strings.ContainsAny(w, "әҹҝөүғһј") {
			return false
		}
		if strings.ContainsAny(w, "яюэщцьъё") {
			russian++
		}
	}
	return russian >= foreignWords
}

// byWords is the language whose words the lexicon finds in a text in Latin letters at least four times as often as those of its own; "" if
// none is. Most texts show at once that they are in their own.
func (t *text) byWords(small []string) string {
	if !slices.Contains(valued[:], t.base) || len(small) < strangeWords || small[0][0] >= 0xd0 || strings.Contains(t.s, "ə") {
		return ""
	}
	own := known(t.base, small, len(small)/4+1)
	if 4*own > len(small) {
		return ""
	}
	for _, lang := range valued {
		if n := known(lang, small, len(small)); lang != t.base && n >= strangeWords && n >= 4*own && 2*n >= len(small) {
			return lang
		}
	}
	return ""
}

// known counts the words that the lexicon has in a language, up to most.
func known(lang string, list []string, most int) int {
	n := 0
	for _, w := range list {
		if n < most && len(lexicon.Builtin().Links(nil, lang, words.Lemma(lang, w))) > 0 {
			n++
		}
	}
	return n
}
