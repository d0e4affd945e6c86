package norm

import "testing"

// News sentences of our own, clean, in the three languages.
var sentences = map[string]string{
	"az": "Danışıqlar zamanı tərəflər ticarətin genişləndirilməsini və “Şərq–Qərb” dəhlizini müzakirə ediblər, – deyə nazirlik bildirib.",
	"ru": "В ходе переговоров стороны обсудили расширение торговли и коридор «Восток – Запад», — сообщили в министерстве 3 октября.",
	"en": "During the talks the sides discussed wider trade and the “East–West” corridor, the ministry’s press service said on Oct. 3.",
}

func benchmark(b *testing.B, f func(lang, text string)) {
	for _, lang := range []string{"az", "ru", "en"} {
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(sentences[lang])))
			b.ReportAllocs()
			for b.Loop() {
				f(lang, sentences[lang])
			}
		})
	}
}

func BenchmarkLower(b *testing.B) { benchmark(b, func(lang, text string) { Lower(lang, text) }) }
func BenchmarkExact(b *testing.B) { benchmark(b, func(lang, text string) { Exact(lang, text) }) }
func BenchmarkLoose(b *testing.B) { benchmark(b, func(lang, text string) { Loose(lang, text) }) }
func BenchmarkFoldLoose(b *testing.B) {
	benchmark(b, func(lang, text string) { FoldLoose(lang, text) })
}
func BenchmarkRepair(b *testing.B) { benchmark(b, func(lang, text string) { Repair(lang, text) }) }

func BenchmarkRepairMojibake(b *testing.B) {
	bad := map[string]string{}
	for lang, text := range sentences {
		bad[lang] = misread(codepages()[0], text)
	}
	for lang, text := range bad {
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Repair(lang, text)
			}
		})
	}
}
