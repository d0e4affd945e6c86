package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/corpus/norm"
)

// checkLetters reports letters that norm.Repair puts right, but for look-alikes, which checkMixed tells of.
func checkLetters(u *unit) {
	for _, t := range u.texts {
		repaired, fixes := norm.Repair(t.base, t.s)
		var names []string
		for _, f := range fixes {
			if f.Name != norm.FixLookAlike && (f.Name != norm.FixSchwa || strings.ContainsAny(t.s, "ǝƎ")) {
				names = append(names, f.Name)
			}
		}
		if len(names) > 0 {
			start, end, fix := difference(t.s, repaired)
			u.mend(t, start, end, fix, "damaged letters (%s)", strings.Join(names, ", "))
		}
		if n := norm.Lost(t.base, t.s); n > 0 {
			start, end := lostLetter(t.s)
			u.report(t, start, end, "%d lost beyond repair", n)
		}
	}
}

// lostLetter is the place of the first letter that norm.Lost counts.
func lostLetter(s string) (start, end int) {
	for i := range s {
		r, n := utf8.DecodeRuneInString(s[i:])
		if next, _ := utf8.DecodeRuneInString(s[i+n:]); r == utf8.RuneError && n > 1 || r == 0x1a || r == '?' && unicode.IsLower(next) {
			return i, i + n
		}
	}
	return 0, 0
}

// difference is the least range of a in the place of which fix makes b of it.
func difference(a, b string) (start, end int, fix string) {
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	for start > 0 && !(utf8.RuneStart(at(a, start)) && utf8.RuneStart(at(b, start))) {
		start--
	}
	n := 0
	for n < min(len(a), len(b))-start && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !(utf8.RuneStart(a[len(a)-n]) && utf8.RuneStart(b[len(b)-n])) {
		n--
	}
	return start, len(a) - n, b[start : len(b)-n]
}

// at is byte i of s; the end starts a code point.
func at(s string, i int) byte {
	if i == len(s) {
		return 0
	}
	return s[i]
}

// checkMixed reports words of Latin and Cyrillic letters, but for an abbreviation with an ending (СССРdə).
func checkMixed(u *unit) {
	for _, t := range u.texts {
		prose := cutter{t.parts}
		for _, s := range t.spans {
			word := t.word(s)
			if !mixed(word) || prose.inside(s.Start) {
				continue
			}
			fix, _ := norm.Repair(t.base, word)
			if !mixed(fix) {
				u.mend(t, s.Start, s.End, fix, "Latin and Cyrillic letters in %s", short(word))
			} else if !ending(word) {
				u.report(t, s.Start, s.End, "Latin and Cyrillic letters in %s", short(word))
			}
		}
	}
}

// mixed tells whether a run of letters has some of both scripts; a hyphen, an apostrophe or a digit parts runs.
func mixed(word string) bool {
	latin, cyrillic := false, false
	for _, r := range word {
		switch {
		case !letter(r):
			latin, cyrillic = false, false
		case r < 0x250 || unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic = true
		}
		if latin && cyrillic {
			return true
		}
	}
	return false
}

// ending tells whether a word is an abbreviation in the capitals of one script with an ending in the small letters of the other.
func ending(word string) bool {
	small := strings.IndexFunc(word, unicode.IsLower)
	return small > 0 && !mixed(word[:small]) && !mixed(word[small:]) && !strings.ContainsFunc(word[small:], unicode.IsUpper)
}
