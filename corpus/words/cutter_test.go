package words

import (
	"reflect"
	"testing"
)

// FuzzCutter: a cutter gives the tokens that Tokens gives, also of words it met before.
func FuzzCutter(f *testing.F) {
	f.Add("az", "Nazirlər Kabineti 2024-cü ildə ABŞ-ın", "Nazirlər nazirlər 15")
	f.Add("ru", "Министерства, 3-го и ещё", "министерства ЕЩЁ")
	f.Add("en", "Lukashenko's 3.5 per cent", "PER per")
	f.Fuzz(func(t *testing.T, lang, a, b string) {
		c := NewCutter(lang)
		for _, text := range []string{a, b, a} {
			if got, want := c.Tokens(text), Tokens(lang, text); !reflect.DeepEqual(got, want) {
				t.Fatalf("%q: got %v, want %v", text, got, want)
			}
		}
	})
}

func BenchmarkCutter(b *testing.B) {
	const text = "Nazirlər Kabinetinin iclasında 2024-cü ilin büdcəsi və iqtisadiyyatın şaxələndirilməsi məsələləri müzakirə edilib."
	b.Run("tokens", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Tokens("az", text)
		}
	})
	b.Run("cutter", func(b *testing.B) {
		c := NewCutter("az")
		b.ReportAllocs()
		for b.Loop() {
			c.Tokens(text)
		}
	})
}
