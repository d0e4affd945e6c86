package align

import (
	"maps"
	"strings"
	"testing"
)

func TestBeadType(t *testing.T) {
	r := func(n int) Range { return Range{3, 3 + n} }
	for want, sizes := range map[string][]int{
		"1:1": {1, 1}, "1:2": {1, 2}, "2:1": {2, 1}, "1:0": {1, 0}, "0:1": {0, 1}, "n:m": {2, 2},
		"1:1:1": {1, 1, 1}, "n:m:k": {1, 2, 1}, "0:1:1": {0, 1, 1}, "n:0:m": {1, 0, 2}, "0:0:1": {0, 0, 1},
	} {
		var b Bead
		for _, n := range sizes {
			b.Sides = append(b.Sides, r(n))
		}
		if got := b.Type(); got != want {
			t.Errorf("%v: type %s, want %s", sizes, got, want)
		}
	}
	for _, sizes := range [][2]int{{1, 3}, {3, 1}, {4, 4}} {
		if got := (Bead{Sides: []Range{r(sizes[0]), r(sizes[1])}}).Type(); got != "n:m" {
			t.Errorf("%v: type %s, want n:m", sizes, got)
		}
	}
}

func TestTally(t *testing.T) {
	gold := readText(t, "[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[4]:[2]")
	got := readText(t, "[0]:[0]:0.99\n[1]:[1]:0.7\n[2]:[]:0.6\n[3]:[]:0.4\n[4]:[2]:0.99")
	var a Tally
	a.Add(gold, got)
	want := map[string]Counts{"1:1": {Right: 2, Predicted: 3, Found: 2, Gold: 2}, "2:1": {Gold: 1}, "1:0": {Right: 1, Predicted: 2, Found: 1, Gold: 1}}
	if !maps.Equal(a.Types, want) {
		t.Errorf("types %v, want %v", a.Types, want)
	}
	if a.Documents != 1 || a.Score != Compare(gold, got) {
		t.Errorf("%d documents, score %v", a.Documents, a.Score)
	}
	words := a.Trust.Words
	if words[Good].Right != 2 || words[Good].Beads != 2 || words[Check].Beads != 2 || words[Check].Right != 0 || words[Bad].Right != 1 {
		t.Errorf("by word %v", words)
	}
}

// TestCompareRaw holds the example of the end-to-end scorer: half a line or more is covered, white space counts nothing.
func TestCompareRaw(t *testing.T) {
	az, ru := "Bir. İki.\nÜç.\n", "Раз.  Два. Три.\n"
	linesAz := map[string]Range{"0": {0, 4}, "1": {5, 9}, "2": {10, 13}}
	linesRu := map[string]Range{"0": {0, 4}, "1": {6, 10}, "2": {11, 15}}
	texts := []*RawText{
		NewRawText(az, []Range{{0, 4}, {5, 10}, {11, 17}}, linesAz),
		NewRawText(ru, []Range{{0, 7}, {9, 16}, {17, 24}}, linesRu),
	}
	for _, x := range []struct {
		beads string
		want  RawScore
	}{
		{"[0]:[0]\n[1]:[1]\n[2]:[2]", RawScore{3, 3, 3, 3}},
		{"[0, 1]:[0, 1]\n[2]:[2]", RawScore{2, 2, 3, 3}},
		{"[0]:[0, 1]\n[1, 2]:[2]", RawScore{0, 2, 0, 3}},
		{"[0]:[0]\n[1]:[]\n[]:[1]\n[2]:[]", RawScore{1, 1, 1, 3}},
	} {
		if got := CompareRaw(texts, readText(t, x.beads)); got != x.want {
			t.Errorf("%q: %+v, want %+v", x.beads, got, x.want)
		}
	}
}

// TestCompareRawThree wants a bead without its third side wrong where that side has the line.
func TestCompareRawThree(t *testing.T) {
	x := func(lines map[string]Range) *RawText { return NewRawText("a b", []Range{{0, 1}, {2, 3}}, lines) }
	both, first := map[string]Range{"0": {0, 1}, "1": {2, 3}}, map[string]Range{"0": {0, 1}}
	beads := []Bead{{Sides: []Range{{0, 1}, {0, 1}, {0, 1}}}, {Sides: []Range{{1, 2}, {1, 2}, {}}}}
	if got := CompareRaw([]*RawText{x(both), x(both), x(first)}, beads); got != (RawScore{2, 2, 2, 2}) {
		t.Errorf("third side lacks the line: %+v", got)
	}
	if got := CompareRaw([]*RawText{x(both), x(both), x(both)}, beads); got != (RawScore{1, 2, 1, 2}) {
		t.Errorf("third side has the line: %+v", got)
	}
}

func TestReadGoldErrors(t *testing.T) {
	for text, want := range map[string]string{
		"[0]:[0]\n[0]:[1]": "line 2: side 1: segment 0 in a second bead",
		"\n[0]:[2]":        "line 2: side 2: segment 2 of a text of 2 (the first is 0)",
	} {
		if _, err := ReadGold(strings.NewReader(text), []int{2, 2}); err == nil || err.Error() != want {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}
