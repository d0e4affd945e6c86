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

// TestAppendSpans wants the places of Tokens, behind what was there.
func TestAppendSpans(t *testing.T) {
	text := "ABŞ-ın 5 mln. «Lukashenko's» kəndi, 2024-cü il: 1 000 000"
	spans := AppendSpans([]Span{{Start: -1}}, text)
	tokens := Tokens("az", text)
	if len(tokens) < 7 || len(spans) != len(tokens)+1 || spans[0].Start != -1 {
		t.Fatalf("%d tokens, spans %v", len(tokens), spans)
	}
	for i, k := range tokens {
		if want := (Span{k.Start, k.End, k.Kind}); spans[i+1] != want {
			t.Errorf("%q: span %v, want %v", text[k.Start:k.End], spans[i+1], want)
		}
	}
}
