package align

import (
	"strings"
	"testing"
)

// TestCompare holds the counts of vecalign's own example: five predicted, three strictly right, one more laxly.
func TestCompare(t *testing.T) {
	gold := readText(t, "[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[4]:[2]")
	got := readText(t, "[0]:[0]:0.9\n[1]:[1]\n[2]:[]\n[3]:[]\n[4]:[2]")
	s := Compare(gold, got)
	if s.Strict != (Counts{Right: 3, Predicted: 5, Found: 2, Gold: 3}) {
		t.Errorf("strict %+v", s.Strict)
	}
	if s.Lax != (Counts{Right: 4, Predicted: 5, Found: 3, Gold: 3}) {
		t.Errorf("lax %+v", s.Lax)
	}
	if f := Compare(gold, gold).Strict.F1(); f != 1 {
		t.Errorf("gold against itself: F1 %v", f)
	}
	if f := Compare(nil, nil).Strict.F1(); f != 0 {
		t.Errorf("nothing: F1 %v", f)
	}
}

func readText(t *testing.T, s string) []Bead {
	t.Helper()
	b, err := ReadBeads(strings.NewReader(s), 2)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestReadBeadsErrors(t *testing.T) {
	for _, s := range []string{"[0]", "[0]:[1]:x", "0:1", "[0]:[a]", "[0]:[1,3]", "[0]:[-1]", "[0]:[0]:[0]:[0]:1"} {
		if _, err := ReadBeads(strings.NewReader("\n"+s), 2); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
			t.Errorf("%q: error %v", s, err)
		}
	}
}
