package corpus

import (
	"errors"
	"reflect"
	"testing"
)

// measured is a Measure out of shares and aligned parts of the pairs 0 1, 0 2 and 1 2.
func measured(shares, aligned [3]float64) Measure {
	at := func(x [3]float64, a, b int) float64 { return x[a+b-1] }
	return Measure{
		Share:   func(a, b int) float64 { return at(shares, a, b) },
		Aligned: func(a, b int) (float64, error) { return at(aligned, a, b), nil },
	}
}

func TestSplit(t *testing.T) {
	none := [3]float64{}
	for _, c := range []struct {
		name            string
		judge           Judge
		docs            []int
		shares, aligned [3]float64
		kin, strangers  []int
	}{
		{"two by share alone", ByName, []int{0, 1}, [3]float64{0.3}, none, []int{0, 1}, nil},
		{"two by alignment", ByName, []int{0, 1}, [3]float64{0.05}, [3]float64{0.6}, []int{0, 1}, nil},
		{"no translations", ByName, []int{0, 1}, [3]float64{0.05}, [3]float64{0.1}, nil, []int{0, 1}},
		{"three", ByName, []int{0, 1, 2}, [3]float64{0.4, 0.4, 0.4}, none, []int{0, 1, 2}, nil},
		{"three in a chain", ByName, []int{0, 1, 2}, [3]float64{0.4, 0.01, 0.4}, none, []int{0, 1, 2}, nil},
		{"a stranger first", ByName, []int{0, 1, 2}, [3]float64{0.01, 0.01, 0.4}, none, []int{1, 2}, []int{0}},
		{"a stranger last", ByName, []int{0, 1, 2}, [3]float64{0.4, 0.01, 0.01}, none, []int{0, 1}, []int{2}},
		{"three strangers", ByName, []int{0, 1, 2}, none, none, nil, []int{0, 1, 2}},
		{"a third of the same event", ByContent, []int{0, 1, 2}, [3]float64{0.25, 0.4, 0.25}, [3]float64{0.38, 0.9, 0.38}, []int{0, 2}, []int{1}},
		{"a third that left much out", ByContent, []int{0, 1, 2}, [3]float64{0.25, 0.4, 0.25}, [3]float64{0.6, 0.9, 0.6}, []int{0, 1, 2}, nil},
	} {
		kin, strangers, _, err := c.judge.Split(c.docs, measured(c.shares, c.aligned))
		if err != nil || !reflect.DeepEqual(kin, c.kin) || !reflect.DeepEqual(strangers, c.strangers) {
			t.Errorf("%s: kin %v strangers %v (%v), want %v %v", c.name, kin, strangers, err, c.kin, c.strangers)
		}
	}
}

func TestSplitNearest(t *testing.T) {
	_, _, nearest, _ := ByName.Split([]int{0, 1, 2}, measured([3]float64{0.4, 0.03, 0.01}, [3]float64{0, 0.05, 0.1}))
	if got, want := nearest.String(), "3% of names, numbers and words shared, 5% of the text aligned"; got != want {
		t.Errorf("nearest of the stranger: %s, want %s", got, want)
	}
	m := measured([3]float64{}, [3]float64{})
	m.Aligned = func(int, int) (float64, error) { return 0, errors.New("no aligner") }
	if _, _, _, err := ByName.Split([]int{0, 1}, m); err == nil {
		t.Error("no error of the aligner")
	}
}
