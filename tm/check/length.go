package check

import (
	"math"
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"
)

// How far the length of a translation strays, as the variance of the logarithm of the ratio of lengths. Measured on news
// in az, ru and en the standard deviation was 0.3 at 30 characters, 0.24 at 60, 0.18 at 120, 0.15 at 300 and more.
const (
	longVariance  = 0.02 // of long texts
	shortVariance = 2.1  // what short texts add, divided by their characters
	farLength     = 4    // standard deviations
	leastLength   = 20   // characters of the longer text
)

// usualLengths are the characters for one of English, by language.
var usualLengths = sync.OnceValue(func() map[string]float64 {
	out := map[string]float64{}
	for _, r := range rows("length.tsv") {
		n, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			panic(err) // the table is embedded
		}
		out[r[0]] = n
	}
	return out
})

// checkLength reports a text whose length fits that of no other text; of two texts the second.
func checkLength(u *unit) {
	full := slices.DeleteFunc(u.full(), func(t *text) bool { return usualLengths()[t.base] == 0 })
	for i, t := range full {
		var x *text // the nearest
		least := math.Inf(1)
		for _, other := range full {
			if d := math.Abs(deviation(t, other)); other != t && d < least {
				x, least = other, d
			}
		}
		if x == nil || least < farLength || i == 0 && len(full) == 2 {
			continue
		}
		how := "long"
		if deviation(t, x) < 0 {
			how = "short"
		}
		start, end := trimmed(t.s)
		u.report(t, start, end, "too %s: %d characters for %d in %s", how, t.length(), x.length(), x.lang)
	}
}

// full are the texts that are not blank, of those that are compared.
func (u *unit) full() []*text {
	var out []*text
	for _, t := range u.texts[:min(len(u.texts), maxCompared)] {
		if start, end := trimmed(t.s); end > start {
			out = append(out, t)
		}
	}
	return out
}

// length is the number of characters of a text without white ends.
func (t *text) length() int {
	start, end := trimmed(t.s)
	return utf8.RuneCountInString(t.s[start:end])
}

// deviation is how many standard deviations text a is longer than b lets expect.
func deviation(a, b *text) float64 {
	x, y := float64(a.length())/usualLengths()[a.base], float64(b.length())/usualLengths()[b.base]
	if max(a.length(), b.length()) < leastLength {
		return 0
	}
	return math.Log(x/y) / math.Sqrt(longVariance+shortVariance*2/(x+y))
}
