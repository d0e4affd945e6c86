package norm

import (
	"strings"
	"testing"
)

func TestEntities(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Bak&#305; &amp; G&#x259;nc&#X259;", "Bakı & Gəncə"},
		{"&laquo;S&uuml;lh&raquo;&nbsp;&ndash; &copy", "«Sülh»\u00a0– ©"},
		{"&amp;#601; &amp;amp;", "&#601; &amp;"},
		{"&#601", "ə"},
		{"&#150;&#x80;", "–€"},
		{"&#0;&#xD800;&#1114112;&#99999999999999999999;", "\ufffd\ufffd\ufffd\ufffd"},
		{"?a=1&copy=2&section=3&lt=4", "?a=1&copy=2&section=3&lt=4"},
		{"A&B, S&P; AT&T, R&D&", "A&B, S&P; AT&T, R&D&"},
		{"&notit; &ampfoo; &semi; &;&#;&#x;", "&notit; &ampfoo; ; &;&#;&#x;"},
		{"&amp &lt", "& <"},
		{"&CounterClockwiseContourIntegral;", "∳"},
		{"", ""},
	} {
		if got := Entities(c.text); got != c.want {
			t.Errorf("Entities(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzEntities(f *testing.F) {
	f.Add("&#601;&amp;x&")
	f.Fuzz(func(t *testing.T, text string) {
		escaped := strings.ReplaceAll(text, "&", "&amp;")
		if got := Entities(escaped); got != text {
			t.Errorf("Entities(%q) = %q, want %q", escaped, got, text)
		}
		Entities(text)
	})
}
