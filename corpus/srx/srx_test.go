package srx

import (
	"strings"
	"testing"
	"unicode"
)

func split(lang, text string) []string {
	var out []string
	for _, s := range Default().Segmenter(lang).Split(text) {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestSplit(t *testing.T) {
	for _, c := range []struct{ lang, want string }{ // | marks a boundary
		{"az", "Görüş 2024-cü ilin mayında keçirilib.|Tərəflər sənəd imzalayıb."},
		{"az", "“Yol açıqdır”, deyə Ə. Quliyev bildirib.|“Gedirik!”"},
		{"az", "Prof. Əliyev və s. alimlər gəlib.|Onlar 3-də qayıdacaq."},
		{"ru", "«Мы готовы», — сказал А. Г. Петров.|Он живет в г. Гянджа."},
		{"ru", "Завод дал 3 тыс. т. продукции в 2024 г., сообщили в им. Низами музее.|Далее."},
		{"ru", "«Когда?» — спросил он.|Ответа нет."},
		{"en", "Mr. Smith met the U.N. envoy on Oct. 3 at 5 p.m. in Baku.|They left."},
		{"en", "\"We won!\" he said.|\"We will win again.\""},
		{"en", "It cost 3.5 million.|(See p. 4.)"},
	} {
		want := strings.Split(c.want, "|")
		text := strings.Join(want, " ")
		if got := split(c.lang, text); strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q\n got %q", c.lang, text, got)
		}
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
