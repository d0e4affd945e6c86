package corpus

import (
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// codes are the ways a language is written in a file's name.
var codes = map[string]string{"az": "az", "aze": "az", "azj": "az", "ru": "ru", "rus": "ru", "en": "en", "eng": "en"}

// tagged is a name with a language at its end: talks.az, talks_RU, en.
var tagged = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:(.+)[._-])?(azj|aze|az|rus|ru|eng|en)$`) })

// located is a name with a language and its script or country at its end: talks.az-AZ, talks_en_GB, az-Latn.
var located = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:(.+)([._-]))?(azj|aze|az|rus|ru|eng|en)([_-])([a-z]{4}|[a-z]{2})$`)
})

// NameLang reads the language out of a file's name: NAME.az.txt, NAME_az.txt, NAME-az.txt, NAME.az-AZ.txt,
// az/NAME.txt or NAME/az.txt, in any case, also by aze, rus and eng. It returns the path without extension and
// language, by which the files of a story meet, and the language, "" if the name tells none.
func NameLang(path string) (stem, lang string) {
	parts := split(filepath.Clean(path))
	return nameLang(parts, len(parts)-2)
}

// nameLang is NameLang for a path in parts. Folders before parts[from] say no language.
func nameLang(parts []string, from int) (stem, lang string) {
	n := len(parts) - 1
	name, lang := cutLang(strings.TrimSuffix(parts[n], filepath.Ext(parts[n])))
	folders := parts[:n:n]
	for i := n - 1; i >= max(from, 0); i-- {
		l := codes[strings.ToLower(parts[i])]
		if l != "" && (lang == "" || l == lang) {
			folders, lang = append(parts[:i:i], parts[i+1:n]...), l
			break
		}
	}
	if name != "" {
		folders = append(folders, norm.NFC.String(name)) // some systems store ö as o and two dots
	}
	return strings.Join(folders, string(filepath.Separator)), lang
}

func split(path string) []string { return strings.Split(path, string(filepath.Separator)) }

// cutLang takes the language off the end of a name.
func cutLang(name string) (rest, lang string) {
	if m := located().FindStringSubmatch(name); m != nil {
		lang, tail := codes[strings.ToLower(m[3])], m[5]
		// made-in-us is a name; talks.en-us and talks-en-US are English. talks-az-ru is the Russian side of talks-az.
		plain := m[2] == m[4] && tail == strings.ToLower(tail)
		if own := codes[strings.ToLower(tail)]; own == lang || own == "" && !plain && isPlace(lang, tail) {
			return m[1], lang
		}
	}
	if m := tagged().FindStringSubmatch(name); m != nil {
		return m[1], codes[strings.ToLower(m[2])]
	}
	return name, ""
}

// isPlace says whether a script or country is one that can stand behind a language.
func isPlace(lang, tail string) bool {
	_, err := language.Parse(lang + "-" + tail)
	return err == nil
}
