//go:build !regexp2

package srx

// A backtracker would run a pattern that RE2 cannot read. This build has none: such a rule is
// an error of Parse.
type backtracker struct{}

// newBacktracker returns reason: why RE2 cannot read the pattern, if so.
func newBacktracker(_ string, reason error) (*backtracker, error) { return nil, reason }

func (*backtracker) match([]rune, int) (bool, error) { return false, nil }
