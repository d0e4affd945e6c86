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

func TestInflectedEntries(t *testing.T) {
	if os.Getenv("INFL") == "" {
		t.Skip()
	}
	a := strict()
	forms := a.forms
	a.forms = nil
	defer func() { a.forms = forms }()
	for _, r := range rows("az-words.tsv") {
		if r[1] == "v" {
			continue
		}
		c := code(r[0], false)
		e := a.entries[c]
		saved := e
		e.noun = ""
		a.entries[c] = e
		s, _ := a.begin(r[0], false, slack)
		if f := s.readings(); len(f) > 0 && f[0].lemma != "" && f[0].cost <= 8 {
			fmt.Printf("%s:%s→%s:%d ", r[1], r[0], f[0].lemma, f[0].cost)
		}
		a.entries[c] = saved
	}
	fmt.Println()
}
