package lexicon

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// names are the names of countries, regions and languages that CLDR gives in all languages of the built-in list.
func names() []line {
	var out []line
	add := func(name func(language.Tag) string) {
		l := line{kind: Name}
		for i, c := range columns {
			s := name(language.Make(c))
			if s == "" {
				return
			}
			l.cells[i] = []string{s}
		}
		out = append(out, l)
	}
	for _, r := range display.Supported.Regions() {
		add(func(l language.Tag) string { return display.Regions(l).Name(r) })
	}
	for _, b := range display.Supported.BaseLanguages() {
		add(func(l language.Tag) string { return display.Languages(l).Name(b) })
	}
	return out
}
