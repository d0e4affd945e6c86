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
		{"one piece", "Salam, dünya", []Edit{{Start: 0, End: 5, Text: "Привет"}}, "Привет, dünya"},
		{"the longest of several", "Bu |uzun cümlədir|.", []Edit{{Start: 0, End: all, Text: "Это длинное предложение."}}, "|Это длинное предложение.|"},
		{"a name keeps its piece", "Bunu |Reuters| xəbər verib.", []Edit{{Start: 0, End: all, Text: "Об этом сообщает Reuters сегодня."}}, "Об этом сообщает |Reuters| сегодня."},
		{"not where nothing could hold the rest", "NATO| baş katibi gəlib", []Edit{{Start: 0, End: all, Text: "Генсек NATO прибыл"}}, "|Генсек NATO прибыл"},
		{"nor twice, nor within a word", "NATO| və |ABŞ", []Edit{{Start: 0, End: all, Text: "NATOlu NATO ABŞ ABŞ"}}, "|NATOlu NATO ABŞ ABŞ|"},
		{"words that are known to translate it", "Yeni |körpü| tikilib.", []Edit{{End: all, Text: "Построен новый мост.", Words: []Pair{{0, 4, 17, 27}, {5, 12, 28, 36}, {13, 20, 0, 16}}}}, "Построен новый |мост|."},
		{"not where others stand among them", "Yeni |körpü burada| bu gün tikilib artıq.", []Edit{{End: all, Text: "Построен новый мост там.", Words: []Pair{{0, 4, 17, 27}, {5, 12, 28, 36}, {13, 19, 0, 16}}}}, "||Построен новый мост там."},
		{"fixed pieces stay", "a|!\t|b c", []Edit{{Start: 0, End: 5, Text: "x"}}, "|\t|x"},
		{"only a fixed piece", "a|!\t|b", []Edit{{Start: 1, End: 2, Text: "x"}}, "ax|\t|b"},
		{"a fixed piece at the start", "!\t|b", []Edit{{Start: 0, End: 1, Text: "x"}}, "\t|xb"},
		{"inserted", "a||b", []Edit{{Start: 0, End: 0, Text: "1"}, {Start: 1, End: 1, Text: "2"}, {Start: 2, End: 2, Text: "3"}}, "1a||2b3"},
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

// pairs makes some pairs of words out of numbers, right or not.
func pairs(n ...int) (out []Pair) {
	for i := 0; i+3 < len(n); i++ {
		out = append(out, Pair{n[i], n[i+1], max(0, n[i+2]), max(0, n[i+3])})
	}
	return out
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
	for _, edits := range [][]Edit{{{Start: 1, End: 2, Text: "x"}}, {{Start: 0, End: 99, Text: "x"}}, {{Start: 2, End: 4, Text: "x"}, {Start: 0, End: 2, Text: "y"}}, {{Start: 3, End: 2, Text: "x"}}, {{Start: 0, End: 2, Text: "\xff"}}, {{End: 2, Text: "x", Words: []Pair{{0, 2, 0, 2}}}}} {
		if _, err := Place(parse("Şuşa"), edits); err == nil {
			t.Errorf("%v was taken", edits)
		}
	}
	if _, err := Place(parse("!\t"), []Edit{{Start: 0, End: 0, Text: "x"}}); err == nil {
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
		edits := []Edit{{Start: a, End: b, Text: x, Mark: "95", Words: pairs(a, b, c, d)}, {Start: c, End: d, Text: y, Mark: "95"}}
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
		{"within exact text", []Edit{{Start: 0, End: 1, Text: "x"}}, "  [x] &amp; B\n   &fj; C  "},
		{"an entity", []Edit{{Start: 2, End: 3, Text: "x"}}, "  A [x] B\n   &fj; C  "},
		{"over all", []Edit{{Start: 0, End: 10, Text: "x"}}, "  [x]  "},
		{"a half of an entity, and inserted into it", []Edit{{Start: 5, End: 7, Text: "x"}}, "  A &amp; B[x](j) C  "},
		{"inserted", []Edit{{Start: 0, End: 0, Text: "x"}, {Start: 7, End: 7, Text: "y"}, {Start: 10, End: 10, Text: "z"}}, "  [x]A &amp; B\n   (f)[y](j) C[z]  "},
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
