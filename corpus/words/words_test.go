package words

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"az", "ABŞ-ın 2024-cü ildə bir-birinə", "ABŞ-ın|2024-cü|ildə|bir|birinə"},
		{"ru", "3-го октября, в 15:00", "3-го|октября|в|15:00"},
		{"en", "Lukashenko's 300,000 (3.5%) on the 21st.", "Lukashenko's|300,000|3.5|on|the|21st"},
		{"az", "10 000 manat", "10 000|manat"},
		{"az", "«…»", ""},
	} {
		var got []string
		for _, k := range Tokens(c.lang, c.text) {
			got = append(got, c.text[k.Start:k.End])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("Tokens(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestValuesAgree(t *testing.T) {
	for _, group := range [][][2]string{
		{{"az", "300 min"}, {"ru", "300 тыс."}, {"en", "300,000"}, {"ru", "300 тысяч"}},
		{{"az", "2,5 milyon"}, {"ru", "2,5 млн"}, {"en", "2.5 million"}, {"ru", "2,5 миллиона"}},
		{{"az", "oktyabrın 3-də"}, {"az", "oktyabrın 3-ü"}},
		{{"az", "3 oktyabr"}, {"ru", "3 октября"}, {"en", "3 Oct."}},
		{{"az", "saat 15:00"}, {"ru", "в 15:00"}},
		{{"az", "XXI əsr"}, {"ru", "21 век"}, {"en", "21st century"}},
		{{"az", "üç"}, {"ru", "три"}, {"en", "three"}},
	} {
		want := valueTexts(group[0][0], group[0][1])
		for _, g := range group {
			if got := valueTexts(g[0], g[1]); got != want || got == "" {
				t.Errorf("Values(%s, %q) = %q, want %q", g[0], g[1], got, want)
			}
		}
	}
}

func valueTexts(lang, s string) string {
	var out []string
	for _, v := range Values(lang, s) {
		out = append(out, v.Text)
	}
	return strings.Join(out, " ")
}

func TestSkeletonsAgree(t *testing.T) {
	for _, g := range [][3]string{
		{"Lukaşenkonun", "Лукашенко", "Lukashenko"}, {"Əliyevin", "Алиева", "Aliyev"},
		{"Vaşinqtonda", "Вашингтоне", "Washington"}, {"Qolovçenko", "Головченко", "Golovchenko"},
	} {
		az, ru, en := Skeleton("az", g[0]), Skeleton("ru", g[1]), Skeleton("en", g[2])
		n := min(3, len(ru))
		if n < 2 || !strings.HasPrefix(az, ru[:n]) || !strings.HasPrefix(en, ru[:n]) {
			t.Errorf("skeletons of %v: %q %q %q", g, az, ru, en)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"ABŞ-ın 2024-cü", "10 000,5%", "\xff-a'b", "1:2:3.", "a\u0301b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, k := range Tokens("az", s) {
			if k.Start < last || k.End <= k.Start || k.End > len(s) {
				t.Fatalf("token %+v of %q out of order", k, s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[k.Start:k.End]) {
				t.Fatalf("token %+v of %q cuts a rune", k, s)
			}
			last = k.End
		}
		Values("ru", s)
		Skeleton("az", s)
	})
}

func BenchmarkTokens(b *testing.B) {
	s := "Danışıqlar zamanı tərəflər ticarətin genişləndirilməsini müzakirə ediblər."
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Tokens("az", s)
	}
}
