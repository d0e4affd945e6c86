package check

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// checkNumbers reports numbers in digits that another text has neither in digits nor in words, and those in words in the place of which
// another text has another number.
func checkNumbers(u *unit) {
	u.compare(u.gaps(numbers, excusedNumber))
}

// checkDates reports months, weekdays and times in the place of which another text has another one. One that is left out is no
// finding: "on Friday" is often plain from the context.
func checkDates(u *unit) {
	u.compare(u.gaps(dates, excusedTime))
}

func numbers(t *text) []claim {
	return t.claims(func(v words.Value) bool { return v.Kind == words.NumberValue })
}

func dates(t *text) []claim {
	return t.claims(func(v words.Value) bool { return v.Kind != words.NumberValue })
}

// claims are the wanted values of a text. A number in words is an idiom too often to be missed, and 1 is an article in two languages of three.
func (t *text) claims(wanted func(words.Value) bool) []claim {
	var out []claim
	for _, v := range t.values() {
		if !wanted(v) {
			continue
		}
		c := claim{start: v.Start, end: v.End, kind: int(v.Kind), key: v.Text, must: true}
		if _, age := t.age(v); v.Kind == words.NumberValue {
			c.alone = strings.ContainsAny(t.s[v.Start:v.End], "0123456789")
			c.must = v.Text != "1" && !age && (c.alone || !strings.Contains(v.Text, "/"))
		}
		out = append(out, c)
	}
	return out
}

// values are the numbers, months, weekdays and times of a text, but for those in addresses.
func (t *text) values() []words.Value {
	if t.read {
		return t.vals
	}
	t.read, t.said = true, map[claimKey]bool{}
	prose := cutter{t.parts}
	for _, v := range words.Values(t.base, t.s) {
		if prose.inside(v.Start) {
			continue
		}
		t.vals = append(t.vals, v)
		t.said[claimKey{int(v.Kind), v.Text}] = true
		switch v.Kind {
		case words.TimeValue:
			t.said[claimKey{hour, v.Text[:2]}] = true
		case words.NumberValue:
			t.said[claimKey{digits, plain(v.Text)}] = true
			if age, ok := t.age(v); ok {
				t.said[claimKey{int(v.Kind), age}] = true
			}
		}
	}
	return t.vals
}

// age is what an ordinal says that counts the years of a life: who dies in the 88th year of it is 87.
func (t *text) age(v words.Value) (string, bool) {
	n, err := strconv.Atoi(v.Text)
	if err != nil || t.base != "ru" || !strings.HasPrefix(t.s[v.End:], " году жизни") {
		return "", false
	}
	return strconv.Itoa(n - 1), true
}

// Kinds of keys beside those of words.Value.
const (
	hour   = -1 - iota // of a time: 15
	digits             // of a number, without its stop: 1234 of 1.234
)

func plain(number string) string { return strings.ReplaceAll(number, ".", "") }

// has tells whether a text has a value, or what says the same.
func (t *text) has(kind int, key string) bool {
	t.values()
	return t.said[claimKey{kind, key}]
}

// excusedNumber tells whether a text needs not have a number of another.
func excusedNumber(c claim, of, in *text) bool {
	n, err := strconv.Atoi(c.key)
	small := err == nil && n <= 24
	switch {
	case small && (in.has(hour, pad(n)) || in.has(hour, pad(n+12))): // 6 p.m.
		return true
	case grouped(c.key) && in.has(digits, plain(c.key)), !grouped(c.key) && in.has(int(words.NumberValue), stopped(c.key)): // 1.234
		return true
	case !slices.Contains(valued[:], in.base) && (small || in.has(digits, plain(c.key))): // its number words are not known
		return true
	}
	return in.hasWord(otherWords()[in.base][c.key]) || converted(c, of, in)
}

// valued are the languages that words.Values reads number words of.
var valued = [...]string{"az", "ru", "en"}

// grouped tells whether a number has three decimals, which may be a group of thousands in another language.
func grouped(number string) bool { return strings.IndexByte(number, '.') == len(number)-4 }

// stopped is a whole number with its last three digits as decimals.
func stopped(number string) string {
	if len(number) < 4 {
		return number
	}
	return number[:len(number)-3] + "." + number[len(number)-3:]
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// excusedTime tells whether a text has the same time on a clock of twelve hours, or the bare hour.
func excusedTime(c claim, _, in *text) bool {
	if c.kind != int(words.TimeValue) {
		return false
	}
	h, _ := strconv.Atoi(c.key[:2])
	minutes := c.key[2:]
	return in.has(c.kind, pad((h+12)%24)+minutes) || in.has(int(words.NumberValue), strconv.Itoa(h)) || in.has(int(words.NumberValue), strconv.Itoa(h%12))
}

// otherWords are the words that say a number, by language and number.
var otherWords = sync.OnceValue(func() map[string]map[string]beginnings {
	out := map[string]map[string]beginnings{}
	for _, r := range rows("numbers.tsv") {
		if out[r[0]] == nil {
			out[r[0]] = map[string]beginnings{}
		}
		for _, n := range strings.Fields(r[1]) {
			out[r[0]][n] = strings.Fields(r[2])
		}
	}
	return out
})

// measures are the words of units of measurement by system and language.
var measures = sync.OnceValue(func() map[string]map[string]beginnings {
	out := map[string]map[string]beginnings{"imperial": {}, "metric": {}}
	for _, r := range rows("units.tsv") {
		out[r[0]][r[1]] = strings.Fields(r[2])
	}
	return out
})

// converted tells whether a number is of a unit of measurement, and another text has units of the other system.
func converted(c claim, of, in *text) bool {
	unit := of.wordBehind(c.end)
	for _, systems := range [...][2]string{{"imperial", "metric"}, {"metric", "imperial"}} {
		if measures()[systems[0]][of.base].match(of.base, unit) {
			return in.hasWord(measures()[systems[1]][in.base])
		}
	}
	return false
}

// wordBehind is the word that starts at byte i or after one blank or hyphen.
func (t *text) wordBehind(i int) string {
	rest := strings.TrimLeft(t.s[i:], " -\u00a0")
	if len(t.s)-i-len(rest) > 2 {
		return ""
	}
	for n, r := range rest {
		if !letter(r) {
			return rest[:n]
		}
	}
	return rest
}

// beginnings are words; one that ends in - is the beginning of words.
type beginnings []string

func (b beginnings) match(lang, word string) bool {
	if len(b) == 0 || word == "" {
		return false
	}
	word = norm.Lower(lang, word)
	return slices.ContainsFunc(b, func(s string) bool {
		start, open := strings.CutSuffix(s, "-")
		return word == start || open && strings.HasPrefix(word, start)
	})
}

// hasWord tells whether one of the words stands in a text.
func (t *text) hasWord(b beginnings) bool {
	return len(b) > 0 && slices.ContainsFunc(t.spans, func(s words.Span) bool { return b.match(t.base, t.word(s)) })
}
