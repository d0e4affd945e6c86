package lexicon

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// TestNames sees that names.txt is what golang.org/x/text knows.
func TestNames(t *testing.T) {
	var b strings.Builder
	for _, l := range display.Supported.BaseLanguages() {
		cells := []string{l.String()}
		for _, c := range columns {
			if name := display.Languages(language.Make(c)).Name(l); name != "" {
				cells = append(cells, name)
			}
		}
		if len(cells) == 1+len(columns) {
			fmt.Fprintln(&b, strings.Join(cells, "\t"))
		}
	}
	if *update {
		if err := os.WriteFile("data/names.txt", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if b.String() != nameFile {
		t.Error("data/names.txt is not what x/text knows: go test ./align/lexicon -run TestNames -update")
	}
}

func TestLanguageName(t *testing.T) {
	for _, c := range []struct{ code, in, want string }{
		{"az", "en", "Azerbaijani"}, {"ru", "ru", "русский"}, {"en", "az", "ingilis"}, {"xx", "en", "xx"}, {"de", "fr", "de"},
	} {
		if got := LanguageName(c.code, c.in); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.code, c.in, got, c.want)
		}
	}
}
