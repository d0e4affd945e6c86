//go:build !regexp2

package srx

import (
	"strings"
	"testing"
)

// TestLookAroundNamed holds that rules RE2 cannot read are named in a build without regexp2.
func TestLookAroundNamed(t *testing.T) {
	for _, pattern := range []string{`(?<=x)a`, `a(?!b)`, `(a)\1`, `(?>a)`, `a*+`} {
		for _, side := range []string{"beforebreak", "afterbreak"} {
			file := testFile("no", "", breakRule+"<rule><"+side+">"+escapeXML(pattern)+"</"+side+"></rule>")
			_, err := Parse(strings.NewReader(file))
			if err == nil || !strings.Contains(err.Error(), "rule 2") || !strings.Contains(err.Error(), side) {
				t.Errorf("%s in %s: %v, want an error that names rule 2", pattern, side, err)
			}
		}
	}
}
