package check

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// spacings are the marks of a rule by language.
var spacings = sync.OnceValue(func() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range rows("spacing.tsv") {
		if out[r[1]] == nil {
			out[r[1]] = map[string]string{}
		}
		out[r[1]][r[0]] = strings.ReplaceAll(r[2], " ", "")
	}
	return out
})

// checkSpacing reports blanks that are too many or too few. Where a text has several lines, or all texts of a unit have blanks in a row,
// these lay it out.
func checkSpacing(u *unit) {
	rows := 0
	for _, t := range u.texts {
		rows += count(strings.Contains(t.s, "  "))
	}
	for _, t := range u.texts {
		start, end := trimmed(t.s)
		before, after, inside := ofLang(spacings()["before"], t.base), ofLang(spacings()["after"], t.base), ofLang(spacings()["inside"], t.base)
		laidOut := strings.ContainsAny(t.s, "\n\t") || rows > 1 && rows == len(u.texts)
		prose := cutter{t.parts}
		for i, r := range t.s[start:end] {
			i += start
			switch {
			case prose.inside(i):
			case blank(r):
				u.blank(t, i, before, inside, laidOut)
			case strings.ContainsRune(after, r):
				u.glued(t, i, r)
			case r == '.' || r == '!' || r == '?':
				u.gluedSentence(t, i, r)
			}
		}
	}
}

// blank looks at the first of the blanks from byte i on.
func (u *unit) blank(t *text, i int, before, inside string, laidOut bool) {
	prev := t.before(i)
	if blank(prev) {
		return
	}
	end := i + len(t.s[i:]) - len(strings.TrimLeftFunc(t.s[i:], blank))
	next := t.after(end)
	follows := t.after(end + utf8.RuneLen(next))
	switch {
	case unicode.IsSpace(next) || unicode.IsSpace(prev) || t.codes: // the end of a line, or the place of a code
	case strings.ContainsRune(before, next) && (follows == 0 || closer(follows)) && !strings.ContainsRune(".…:;([", prev):
		u.mend(t, i, end, "", "blank before %c", next)
	case side(inside, prev) == 0 && letter(next):
		u.mend(t, i, end, "", "blank behind %c", prev)
	case side(inside, next) == 1 && letter(prev) && !letter(follows):
		u.mend(t, i, end, "", "blank before %c", next)
	case t.base == "en" && t.s[i:end] == "  " && strings.ContainsRune(".!?:\"'”", prev): // between sentences, as on a typewriter
	case utf8.RuneCountInString(t.s[i:end]) > 1 && !laidOut:
		u.mend(t, i, end, " ", "%d blanks in a row", utf8.RuneCountInString(t.s[i:end]))
	}
}

// side is the place of a mark in its pair, 0 or 1; -1 if it is of none.
func side(pairs string, r rune) int {
	n := 0
	for _, p := range pairs {
		if p == r {
			return n % 2
		}
		n++
	}
	return -1
}

// glued reports a comma or semicolon at byte i with letters on both sides.
func (u *unit) glued(t *text, i int, r rune) {
	behind := i + utf8.RuneLen(r)
	if letter(t.before(i)) && letter(t.after(behind)) && (letter(t.beforeLetter(i)) || letter(t.afterLetter(behind))) {
		u.mend(t, i, behind, string(r)+" ", "no blank behind %c", r)
	}
}

// beforeLetter is the code point before the one that ends at byte i, afterLetter the one behind that which starts there.
func (t *text) beforeLetter(i int) rune { return t.before(i - utf8.RuneLen(t.before(i))) }
func (t *text) afterLetter(i int) rune  { return t.after(i + utf8.RuneLen(t.after(i))) }

// gluedSentence reports the end of a sentence at byte i, between a word and one with a capital. Words of three letters with a capital are
// abbreviations.
func (u *unit) gluedSentence(t *text, i int, r rune) {
	behind := i + 1
	word := t.s[max(0, i-4*utf8.UTFMax):i]
	word = word[len(strings.TrimRightFunc(word, letter)):]
	long := utf8.RuneCountInString(word) > 3 || utf8.RuneCountInString(word) > 1 && !capital(word)
	if long && unicode.IsLower(t.before(i)) && unicode.IsUpper(t.after(behind)) && unicode.IsLower(t.afterLetter(behind)) {
		u.report(t, i, behind, "no blank behind %c", r)
	}
}
