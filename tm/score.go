package tm

import (
	"aztm/corpus/words"
)

// Costs of an edit. A token that is inserted or deleted costs as much as one that is replaced by a strange one.
const (
	costGap    = 20 // insert, delete, or substitute by another word
	costKey    = 8  // substitute a word with the same match key
	costNumber = 5  // substitute a number by another
)

// A Kind says what a match is, beside its score.
type Kind string

const (
	Context Kind = "context" // 101: equal, and both neighbours equal too
	Exact   Kind = "exact"   // 100: equal
	Near    Kind = "variant" // 99: equal but for case, diacritics, punctuation
	Numbers Kind = "number"  // only numbers differ
	Fuzzy   Kind = "fuzzy"
)

// An OpKind says what an edit does to a token of the first text.
type OpKind uint8

const (
	Keep    OpKind = iota // loose keys are equal
	Number                // another number
	Inflect               // another word with the same match key
	Replace               // another word
	Insert                // only the second text has it
	Delete                // only the first text has it
)

// An Op is one step of an edit script: a run of tokens [AStart,AEnd) of the first text becomes the run [BStart,BEnd) of
// the second. Neighbouring steps of one kind are one Op.
type Op struct {
	Kind                       OpKind
	AStart, AEnd, BStart, BEnd int // token numbers
}

func substitute(a, b words.Token) (int, OpKind) {
	switch {
	case a.Loose == b.Loose:
		return 0, Keep
	case a.Kind == words.Number && b.Kind == words.Number:
		return costNumber, Number
	case a.Kind == words.Word && b.Kind == words.Word && a.Key == b.Key:
		return costKey, Inflect
	}
	return costGap, Replace
}

// maxCells bounds the work of one comparison, in cells of the table. Two texts of up to 5,000 tokens are compared
// whatever they are; longer ones match only if they differ by little: by fewer than maxCells over their length tokens.
const maxCells = 25_000_000

// Distance returns the cost of the cheapest edit script from a to b, if it is at most limit.
//
// It is the weighted edit distance of Wagner and Fischer (1974), computed in a band that is doubled until it is wide
// enough (Ukkonen 1985), in memory linear in the length of a and b.
func Distance(a, b []words.Token, limit int) (int, bool) {
	a, b, _ = trim(a, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	limit = min(limit, costGap*len(b), costGap*(maxCells/(len(b)+1)))
	for band := 4; ; band *= 2 {
		bound := min(limit, band*costGap)
		if d := banded(a, b, bound); d <= bound {
			return d, true
		}
		if bound == limit {
			return 0, false
		}
	}
}

// trim cuts off the equal tokens at both ends; head is their number at the start.
func trim(a, b []words.Token) (x, y []words.Token, head int) {
	for head < len(a) && head < len(b) && a[head].Loose == b[head].Loose {
		head++
	}
	a, b = a[head:], b[head:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].Loose == b[len(b)-1].Loose {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b, head
}

// banded returns the distance if it is at most bound, else something greater. len(a) ≤ len(b). A script of that cost has
// at most bound/costGap gaps, so it strays no further from the diagonal.
func banded(a, b []words.Token, bound int) int {
	width := bound / costGap
	if len(b)-len(a) > width {
		return bound + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * costGap
	}
	for i := 1; i <= len(a); i++ {
		lo, hi := max(1, i-width), min(len(b), i+width)
		diagonal := row[lo-1]
		left := bound + 1
		if lo == 1 {
			left = i * costGap
		}
		row[lo-1] = left
		best := left
		for j := lo; j <= hi; j++ {
			up := bound + 1 // beyond the band
			if j < i+width {
				up = row[j]
			}
			cost, _ := substitute(a[i-1], b[j-1])
			left = min(diagonal+cost, min(up, left)+costGap)
			diagonal = row[j]
			row[j] = left
			best = min(best, left)
		}
		if best > bound {
			return bound + 1
		}
	}
	return row[len(b)]
}

// Score compares a query q with a stored text c by the score of a lookup, from 0 to 100, and says what kind of match it is.
// It reports false where the score is below min, or where the two cannot match: a text without tokens
// matches only its equal, a query of numbers alone only at 99 and above.
//
// Tokens are words and numbers in order. With d the cheapest edit script (insert, delete 20; substitute 0 if
// loose keys are equal, 5 if both are numbers, 8 if match keys are equal, else 20) and m the longer
// token count, the score is 100 × (20m − d) div 20m, at most 98 for d > 0; for d = 0 it is 99, for equal stored text 100.
//
// Two texts of more than 5,000 tokens whose distance is beyond a bound on the work do not match.
func (q Text) Score(c Text, min int) (int, Kind, bool) {
	if q.Stored == c.Stored {
		return 100, Exact, min <= 100
	}
	m := max(len(q.Tokens), len(c.Tokens))
	if len(q.Tokens) == 0 || len(c.Tokens) == 0 {
		return 0, "", false
	}
	d, ok := Distance(q.Tokens, c.Tokens, limit(m, min))
	switch {
	case !ok:
		return 0, "", false
	case d == 0:
		return 99, Near, min <= 99
	case q.numbersOnly():
		return 0, "", false
	}
	s := score(m, d)
	if s < min {
		return 0, "", false
	}
	if onlyNumbersDiffer(q.Tokens, c.Tokens) {
		return s, Numbers, true
	}
	return s, Fuzzy, true
}

// score is the score of distance d > 0 between texts of which the longer has m tokens.
func score(m, d int) int { return min(98, 100*(costGap*m-d)/(costGap*m)) }

// limit is the greatest distance that scores at least min.
func limit(m, min int) int {
	if min > 98 {
		return 0
	}
	return costGap * m * (100 - min) / 100
}

func (t Text) numbersOnly() bool {
	for _, k := range t.Tokens {
		if k.Kind != words.Number {
			return false
		}
	}
	return true
}

func onlyNumbersDiffer(a, b []words.Token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if _, kind := substitute(a[i], b[i]); kind != Keep && kind != Number {
			return false
		}
	}
	return true
}
