package align

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"aztm/align/lexicon"
)

// TestGlossary wants a glossary to say what analyse says, to stay bounded, and to serve several goroutines.
func TestGlossary(t *testing.T) {
	lex := lexicon.Builtin()
	g := &glossary{lex: lex}
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for n := range maxForms + maxForms/4 {
				g.form("xx", fmt.Sprint("söz", n))
			}
			for _, f := range []string{"nazirliyinin", "Bakıda", "nazirliyinin", "NATO"} {
				if got, want := g.form("az", f), analyse(lex, "az", f); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %+v, want %+v", f, got, want)
				}
			}
		})
	}
	all.Wait()
	if n := len(g.forms["xx"]); n > maxForms {
		t.Errorf("%d forms are kept, want at most %d", n, maxForms)
	}
}
