package corpus

import "testing"

func TestDateLine(t *testing.T) {
	for _, c := range []struct{ lang, line, want string }{
		{"az", "3 oktyabr 2024, 14:20", "2024-10-03T14:20"},
		{"ru", "03.10.2024 9:05", "2024-10-03T09:05"},
		{"en", "Jan. 21, 2025, 2:05 p.m.", "2025-01-21T14:05"},
		{"en", "Jan. 21, 2025, 12:05 p.m.", "2025-01-21T12:05"},
		{"en", "Jan. 21, 2025, 12:05 a.m.", "2025-01-21T00:05"},
		{"en", "10/3/2024", "2024-10-03"},
		{"en", "10/21/2024", "2024-10-21"},
		{"en", "21/10/2024", "2024-10-21"},
		{"az", "10/3/2024", "2024-03-10"},
		{"en", "2024-02-29", "2024-02-29"},
		{"en", "2025-02-29", ""},
		{"az", "31.11.2024", ""},
		{"az", "Körpü 3 oktyabr 2024-cü ildə açılıb.", ""},
	} {
		if got := dateLine(c.lang, c.line); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.line, got, c.want)
		}
	}
}
