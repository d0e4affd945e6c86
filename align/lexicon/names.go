package lexicon

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// addNames adds the names of countries, regions and languages that CLDR gives in all languages of the built-in list.
func (t *table) addNames() {
	for _, r := range display.Supported.Regions() {
		t.addNamed(func(l language.Tag) string { return display.Regions(l).Name(r) })
	}
	for _, b := range display.Supported.BaseLanguages() {
		t.addNamed(func(l language.Tag) string { return display.Languages(l).Name(b) })
	}
}

// addNamed adds one concept by its name in each language, if all have one.
func (t *table) addNamed(name func(language.Tag) string) {
	var cells [len(columns)][]string
	for i, c := range columns {
		s := name(language.Make(c))
		if s == "" {
			return
		}
		cells[i] = []string{s}
	}
	t.addLine(cells, Name)
}
