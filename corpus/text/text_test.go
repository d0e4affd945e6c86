package text

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	const wrapped = "The ministers met in the port city on Tuesday and talked about the new\nrailway line, which is to carry goods from the eastern border to the\nsea by the end of the coming year.\n\n"
	for _, c := range []struct {
		name, in string
		want     int
		joined   bool
	}{
		{"a paragraph a line", "Bir.\nİki.\r\nÜç.\n", 3, false},
		{"blank lines between", "Bir.\n\n\nİki.\n", 2, false},
		{"hard-wrapped copy", wrapped + wrapped, 2, true},
		{"nothing", "\n \n", 0, false},
	} {
		got, joined := Read(c.in)
		if len(got) != c.want || joined != c.joined {
			t.Errorf("%s: %d paragraphs, joined %v; want %d, %v", c.name, len(got), joined, c.want, c.joined)
		}
	}
}

func TestJoinAtSoftHyphen(t *testing.T) {
	if got := sourceOf(split("rail\u00ad\nway")).Text(); got != "railway" {
		t.Errorf("joined: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Bir.\nİki.\n")
	f.Fuzz(func(t *testing.T, s string) {
		ps, _ := Read(s)
		var all strings.Builder
		for _, p := range ps {
			all.WriteString(p.Text)
		}
		letters := func(s string) int { return strings.Count(s, "a") }
		if letters(all.String()) != letters(s) {
			t.Errorf("%q: letters lost: %q", s, all.String())
		}
	})
}
