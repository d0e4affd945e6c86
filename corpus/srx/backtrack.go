package srx

import "github.com/dlclark/regexp2"

// A backtracker runs a pattern that RE2 cannot read.
type backtracker struct{ re *regexp2.Regexp }

// newBacktracker compiles a pattern; reason is why RE2 cannot read it, if so.
func newBacktracker(pattern string, reason error) (*backtracker, error) {
	re, err := regexp2.Compile(pattern, regexp2.None)
	if err != nil {
		return nil, err
	}
	re.MatchTimeout = slowLimit
	return &backtracker{re}, nil
}

// match says whether the pattern, which begins with \G, matches at the code point at of text; the
// error tells of a match that takes longer than slowLimit.
func (b *backtracker) match(text []rune, at int) (bool, error) {
	m, err := b.re.FindRunesMatchStartingAt(text, at)
	return m != nil, err
}
