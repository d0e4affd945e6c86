package sheet

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// languagesTSV names languages: a code, then other codes and names, as people write them above a column. The codes source
// and target stand for words that say which side a column is, and not in what language.
//
//go:embed languages.tsv
var languagesTSV string

// languageNames are the codes of languagesTSV by folded name.
var languageNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(languagesTSV) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		for _, name := range cells {
			names[foldName(name)] = cells[0]
		}
	}
	return names
})

var (
	sameLetters = strings.NewReplacer("İ", "i", "I", "i", "ı", "i", "Ə", "e", "ə", "e", "Ё", "е", "ё", "е")
	sayLanguage = []string{" dili", " language", " язык", " dilində", " mətni"}
)

// foldName makes spellings of a name equal: case, also of İ and ı, ə for e, and a word for "language" behind it.
func foldName(s string) string {
	s = strings.ToLower(sameLetters.Replace(strings.Join(strings.Fields(s), " ")))
	for _, word := range sayLanguage {
		s = strings.TrimSuffix(s, strings.ToLower(sameLetters.Replace(word)))
	}
	return s
}

// longCode matches a language tag that says more than the language.
var longCode = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})+$`) })

// headLanguage is the language that the head of a column names: a tag as it stands there ("az", "az_AZ", "AZE"), or the code of
// a name ("Azərbaycan dili", "Русский", "English (US)"); "source" or "target" for a word that says only that; "" for any other.
//
// Nearly every short word is the code of some language (no, id, num, key), so a code of two letters counts but for those
// that are usual heads of other columns, and one of three only if languages.tsv has it.
func headLanguage(s string) string {
	if code := nameOrCode(s); code != "" {
		return code
	}
	before, within, ok := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	if !ok {
		return ""
	}
	code := nameOrCode(strings.TrimSpace(before))
	if inner := nameOrCode(strings.TrimSpace(within)); code == "" || isSide(code) && inner != "" {
		return inner
	}
	return code
}

func nameOrCode(s string) string {
	switch strings.ToLower(s) {
	case "", "no", "id", "nr":
		return ""
	}
	code := languageNames()[foldName(s)]
	isCode := len(s) == 2 || len(s) == 3 && s[0] < 0x80 || longCode().MatchString(s)
	switch {
	case isSide(code):
		return code
	case isCode && (code != "" || len(s) != 3) && isTag(s):
		return s
	}
	return code
}

// isSide says whether a head tells the side of a column and no language.
func isSide(code string) bool { return code == "source" || code == "target" }

// isTag says whether s is a language tag, also one with _ for -.
func isTag(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}

// ownColumn says whether a table that aztm writes has a column for a tag: one that cannot be told from other columns has
// none, and its texts stand in the column aztm.
func ownColumn(tag string) bool {
	switch tag {
	case "document", "date", "status", "aztm":
		return false
	}
	return strings.TrimSpace(tag) == tag && isTag(tag)
}
