package words

import (
	"strings"
	"testing"
	"unicode/utf8"

	"aztm/corpus/norm"
)

// benchWords are the words of a news text of our own, as they come in reading.
var benchWords = strings.Fields(`Azərbaycan Respublikasının Xarici İşlər Nazirliyi bildirib ki tərəflər ticarətin genişləndirilməsini və nəqliyyat
	dəhlizinin inkişafını müzakirə ediblər Görüşdə Prezident Administrasiyasının rəsmiləri də iştirak edirdilər Danışıqlardan sonra
	jurnalistlərin suallarını cavablandıran nazir müqavilənin gələn ay imzalanacağını vurğulayıb Layihəyə əsasən yeni körpünün
	tikintisi iki il çəkəcək Lukaşenkonun sözlərinə görə ölkələrimizin iqtisadi əməkdaşlığı üçün geniş imkanlar var Vaşinqtonda
	keçirilən toplantıda Zelenskinin təklifləri dəstəklənmədi`)

// fiveLetters is the stem that the analyser replaced: endings off while four letters stay, five letters at most. It
// is kept as the measure of speed.
func fiveLetters(w string) string {
	for again := true; again; {
		again = false
		for _, s := range fiveLetterEndings {
			if strings.HasSuffix(w, s) && utf8.RuneCountInString(w)-len(s) >= 4 {
				w, again = w[:len(w)-len(s)], true
				break
			}
		}
	}
	n := 0
	for i := range w {
		if n++; n > 5 {
			return w[:i]
		}
	}
	return w
}

var fiveLetterEndings = strings.Fields(`imizin inizin umuzun larin lerin sinin sunun imiz umuz dir dur lar ler nin nun dan den nda nde sin
	sun mis mus da de la le na ne ni nu si su ya ye yi yu in un im um di du ib ub ir ur an en i u a e`)

func looseWords() []string {
	var out []string
	for _, w := range benchWords {
		out = append(out, norm.Loose("az", w))
	}
	return out
}

func benchmarkWords(b *testing.B, list []string, f func(string)) {
	f(list[0])
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		f(list[i])
		if i++; i == len(list) {
			i = 0
		}
	}
}

func BenchmarkFiveLetters(b *testing.B) {
	benchmarkWords(b, looseWords(), func(w string) { fiveLetters(w) })
}
func BenchmarkMatchKey(b *testing.B) {
	benchmarkWords(b, looseWords(), func(w string) { MatchKey("az", w) })
}
func BenchmarkLemma(b *testing.B)  { benchmarkWords(b, benchWords, func(w string) { Lemma("az", w) }) }
func BenchmarkLemmas(b *testing.B) { benchmarkWords(b, benchWords, func(w string) { Lemmas("az", w) }) }

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newFinals()
		for _, a := range []*analyser{newAnalyser(false, &strictVowels), newAnalyser(true, &looseVowels)} {
			for c := range byte(firstLetters) {
				a.of([]byte{c})
			}
		}
	}
}

func BenchmarkLoadGrammar(b *testing.B) {
	for b.Loop() {
		newGrammar(azEndings(), false)
	}
}
func BenchmarkLoadFinals(b *testing.B) {
	for b.Loop() {
		newFinals()
	}
}
