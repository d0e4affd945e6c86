package splice

import (
	"slices"
	"strings"
	"testing"
)

// all stands for the end of the paragraph.
const all = -1

func TestPlace(t *testing.T) {
	tests := []struct {
		name   string
		pieces string // parted by |, a fixed one begins with !
		edits  []Edit
		want   string
	}{
		{"one piece", "Salam, dünya", []Edit{{0, 5, "Привет", "", ""}}, "Привет, dünya"},
		{"the longest of several", "Bu |uzun cümlədir|.", []Edit{{0, all, "Это длинное предложение.", "", ""}}, "|Это длинное предложение.|"},
		{"a name keeps its piece", "Bunu |Reuters| xəbər verib.", []Edit{{0, all, "Об этом сообщает Reuters сегодня.", "", ""}}, "Об этом сообщает |Reuters| сегодня."},
		{"not where nothing could hold the rest", "NATO| baş katibi gəlib", []Edit{{0, all, "Генсек NATO прибыл", "", ""}}, "|Генсек NATO прибыл"},
		{"nor twice, nor within a word", "NATO| və |ABŞ", []Edit{{0, all, "NATOlu NATO ABŞ ABŞ", "", ""}}, "|NATOlu NATO ABŞ ABŞ|"},
		{"fixed pieces stay", "a|!\t|b c", []Edit{{0, 5, "x", "", ""}}, "|\t|x"},
		{"only a fixed piece", "a|!\t|b", []Edit{{1, 2, "x", "", ""}}, "ax|\t|b"},
		{"a fixed piece at the start", "!\t|b", []Edit{{0, 1, "x", "", ""}}, "\t|xb"},
		{"inserted", "a||b", []Edit{{0, 0, "1", "", ""}, {1, 1, "2", "", ""}, {2, 2, "3", "", ""}}, "1a||2b3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pieces := parse(tt.pieces)
			if tt.edits[0].End == all {
				tt.edits[0].End = len(strings.NewReplacer("!", "", "|", "").Replace(tt.pieces))
			}
			out, err := Place(pieces, tt.edits)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, p := range pieces {
				got = append(got, apply(p.Text, out[i]))
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

func parse(s string) (pieces []Piece) {
	for p := range strings.SplitSeq(s, "|") {
		text, fixed := strings.CutPrefix(p, "!")
		pieces = append(pieces, Piece{text, fixed})
	}
	return pieces
}

// apply is what edits make of a text.
func apply(text string, edits []Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start] + e.Text)
		at = e.End
	}
	return b.String() + text[at:]
}

func TestPlaceRefuses(t *testing.T) {
	for _, edits := range [][]Edit{{{1, 2, "x", "", ""}}, {{0, 99, "x", "", ""}}, {{2, 4, "x", "", ""}, {0, 2, "y", "", ""}}, {{3, 2, "x", "", ""}}, {{0, 2, "\xff", "", ""}}} {
		if _, err := Place(parse("Şuşa"), edits); err == nil {
			t.Errorf("%v was taken", edits)
		}
	}
	if _, err := Place(parse("!\t"), []Edit{{0, 0, "x", "", ""}}); err == nil {
		t.Error("a text was placed nowhere")
	}
}

// FuzzPlace: the pieces of an edited paragraph say what the edited paragraph says.
func FuzzPlace(f *testing.F) {
	f.Add("Bunu |Reuters| xəbər verib.", 0, 12, "Reuters пишет", 14, 20, "x")
	f.Add("a||b", 1, 1, "2", 1, 2, "")
	f.Fuzz(func(t *testing.T, s string, a, b int, x string, c, d int, y string) {
		pieces := parse(strings.ReplaceAll(s, "!", ""))
		text := strings.NewReplacer("!", "", "|", "").Replace(s)
		edits := []Edit{{a, b, x, "95", ""}, {c, d, y, "95", ""}}
		out, err := Place(pieces, edits)
		if err != nil {
			return
		}
		got := ""
		for i, p := range pieces {
			if slices.ContainsFunc(out[i], func(e Edit) bool { return (e.Mark != "") != (e.Text != "") }) {
				t.Errorf("%q: a text without its mark, or a mark without a text: %v", s, out[i])
			}
			got += apply(p.Text, out[i])
		}
		if want := apply(text, edits); got != want {
			t.Errorf("%q with %v: %q, want %q", s, edits, got, want)
		}
	})
}

func TestSource(t *testing.T) {
	file := "  A &amp; B\n   &fj; C  "
	s := Source{{"A ", 2, 4, true}, {"&", 4, 9, false}, {" B", 9, 11, true}, {" ", 11, 15, false}, {"fj", 15, 19, false}, {" C", 19, 21, true}}
	for _, tt := range []struct {
		name  string
		edits []Edit
		want  string
	}{
		{"none", nil, file},
		{"within exact text", []Edit{{0, 1, "x", "", ""}}, "  [x] &amp; B\n   &fj; C  "},
		{"an entity", []Edit{{2, 3, "x", "", ""}}, "  A [x] B\n   &fj; C  "},
		{"over all", []Edit{{0, 10, "x", "", ""}}, "  [x]  "},
		{"a half of an entity, and inserted into it", []Edit{{5, 7, "x", "", ""}}, "  A &amp; B[x](j) C  "},
		{"inserted", []Edit{{0, 0, "x", "", ""}, {7, 7, "y", "", ""}, {10, 10, "z", "", ""}}, "  [x]A &amp; B\n   (f)[y](j) C[z]  "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wrap := func(e Edit) string { return "[" + e.Text + "]" }
			rest := func(s string) string {
				if s == "" {
					return ""
				}
				return "(" + s + ")"
			}
			if got := string(Apply([]byte(file), s.Splices(tt.edits, wrap, rest))); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if s.Text() != "A & B fj C" {
		t.Errorf("text %q", s.Text())
	}
}
