package words

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"aztm/corpus/norm"
)

func TestDev(t *testing.T) {
	for _, w := range strings.Fields(os.Getenv("W")) {
		word := norm.Lower("az", w)
		b, ok := encode(nil, word)
		if !ok {
			continue
		}
		s := search{analyser: strict(), word: b, slack: slack}
		for _, r := range s.readings() {
			fmt.Print(s.text(&r), " ", r.cost, " ", r.base, "; ")
		}
		fmt.Println("|", w, Lemmas("az", w), MatchKey("az", norm.Loose("az", w)))
	}
}
