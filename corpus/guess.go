package corpus

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"aztm/corpus/norm"
)

// Guess says which of az, ru and en a text is in, and whether that is sure. It goes by
// letters first and by frequent words where letters don't tell; text without diacritics
// and without English words is taken for Azerbaijani typed plainly, unsurely.
func Guess(text string) (lang string, sure bool) {
	var cyr, lat, azCyr, azLat int
	for _, r := range text {
		switch {
		case strings.ContainsRune("әҹҝөүғһјӘҸҜӨҮҒҺЈ", r):
			azCyr++
		case strings.ContainsRune("əƏığĞİşŞ", r):
			azLat++
		case unicode.Is(unicode.Cyrillic, r):
			cyr++
		case unicode.Is(unicode.Latin, r):
			lat++
		}
	}
	switch {
	case azCyr > 0 && azCyr*10 > cyr:
		return "az", true
	case cyr > lat && cyrillicAz(text):
		return "az", false
	case cyr > lat:
		return "ru", true
	case azLat*50 > lat && azLat > 0:
		return "az", true
	case lat == 0:
		return "", false
	}
	return guessLatin(text)
}

// azCyrillic are words of Azerbaijani in Cyrillic letters that Russian has too; azEnding is what Russian never writes, ы behind
// к, г or х at the end of a word (Бакы, Бакыда, Газахын).
var (
	azCyrillic = wordSet(`бу бир олан олуб едиб олду сонра`)
	azEnding   = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\p{L}{2}[кгх]ы(н|ны|нын|на|да|дан|дыр|лар|ла)?$`)
	})
)

// cyrillicAz says whether a short text in Cyrillic letters may be Azerbaijani though it has none of the letters that Russian lacks: it
// has a word or an ending of it, and no letter that the alphabet of 1958 lacks.
func cyrillicAz(text string) bool {
	text = strings.ToLower(text)
	if strings.ContainsAny(text, "яюйэщцьъё") {
		return false
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if azCyrillic[w] || azEnding().MatchString(w) {
			return true
		}
	}
	return false
}

var azWords = wordSet(`ve bu ile bir ucun olan da de ki ne o edib deyib olub haqqinda kimi daha azerbaycan ise sonra
	her biz siz onlar baki bildirib isə çox üçün və`)

var enWords = wordSet(`the of and to in is that for on was with as by at from are has have be it an not this said will
	were which who its his her their a i we you they`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func guessLatin(text string) (string, bool) {
	az, en, all := 0, 0, 0
	for _, w := range strings.FieldsFunc(norm.Loose("en", text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		all++
		if azWords[w] {
			az++
		}
		if enWords[w] {
			en++
		}
	}
	switch {
	case en > az:
		return "en", en*20 >= all || en >= 3
	case az > en:
		return "az", az*20 >= all
	}
	return "az", false
}
