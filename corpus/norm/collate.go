package norm

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator returns a comparison of texts in the order of lang's alphabet (az: a b c ç d e ə … h x ı i …), negative, 0 or positive. Texts
// that the alphabet does not tell apart are ordered by their bytes, so that every list has one order. A tag that is none gives
// Unicode's root order. The comparison is not for use by several goroutines at once.
func Collator(lang string) func(a, b string) int {
	c := collate.New(language.Make(lang))
	return func(a, b string) int {
		return cmp.Or(c.CompareString(a, b), cmp.Compare(a, b))
	}
}

// Sort sorts items in place as Collator orders them.
func Sort(lang string, items []string) { slices.SortFunc(items, Collator(lang)) }
