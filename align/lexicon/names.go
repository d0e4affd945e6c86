package lexicon

import (
	_ "embed"
	"strings"
)

// nameFile holds the names of languages that CLDR gives in all languages of the built-in list, as golang.org/x/text knows them: code, az, ru,
// en. The package that knows them is not part of the program: its tables would be filled at every start. Of countries it lists none as supported;
// theirs are in places.tsv.
//
//go:embed data/names.txt
var nameFile string

// names are the names of languages.
func names() []line {
	var out []line
	for row := range strings.Lines(nameFile) {
		l := line{kind: Name}
		for i, s := range strings.Split(strings.TrimSuffix(row, "\n"), "\t")[1:] {
			l.cells[i] = []string{s}
		}
		out = append(out, l)
	}
	return out
}

// LanguageName is the name of a language in another ("en", "az", "ru") by its two- or three-letter code; the code, if it is not known.
func LanguageName(code, in string) string {
	for row := range strings.Lines(nameFile) {
		cells := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if cells[0] != code {
			continue
		}
		for i, c := range columns {
			if c == in {
				return cells[1+i]
			}
		}
	}
	return code
}
