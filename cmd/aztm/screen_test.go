package main

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"
)

// TestColoursReadOnBothGrounds holds that each colour has a contrast of 4 or more to black and to white, by the formula of WCAG 2.2.
func TestColoursReadOnBothGrounds(t *testing.T) {
	found := 0
	for _, code := range painted {
		for part := range strings.SplitSeq(code, "38;5;") {
			n, err := strconv.Atoi(part)
			if err != nil || n < 16 {
				continue
			}
			found++
			l := luminance(n)
			if white, black := 1.05/(l+0.05), (l+0.05)/0.05; white < 4 || black < 4 {
				t.Errorf("colour %d: contrast %.2f to white, %.2f to black", n, white, black)
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d colours", found)
	}
}

// luminance is the relative luminance of a colour of the 6×6×6 cube or of the greys of a terminal.
func luminance(n int) float64 {
	levels := []int{0, 95, 135, 175, 215, 255}
	rgb := []int{8 + 10*(n-232), 8 + 10*(n-232), 8 + 10*(n-232)}
	if n < 232 {
		n -= 16
		rgb = []int{levels[n/36], levels[n/6%6], levels[n%6]}
	}
	l := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(rgb[i]) / 255
		if v <= 0.04045 {
			l += weight * v / 12.92
		} else {
			l += weight * math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return l
}

func TestTable(t *testing.T) {
	rows := [][]string{{"batch", "what"}, {"1", "bir iki üç dörd beş"}, {"12", "söz"}}
	for _, c := range []struct {
		name  string
		width string
		long  int
		wide  int // further columns of numbers
		want  string
	}{
		{"fits", "80", 1, 0, "batch  what\n    1  bir iki üç dörd beş\n   12  söz\n"},
		{"cut", "20", 1, 0, "batch  what\n    1  bir iki üç d…\n   12  söz\n"},
		{"below", "15", 1, 0, "batch\n    1\n       bir iki\n       üç dörd\n       beş\n   12\n       söz\n"},
		{"rows", "15", 0, 0, "batch  1\nwhat   bir iki\n       üç dörd\n       beş\n\nbatch  12\nwhat   söz\n"},
	} {
		t.Setenv("COLUMNS", c.width)
		t.Setenv("NO_COLOR", "1")
		var out bytes.Buffer
		a := newApp(nil, nil, nil)
		a.setTerminals(&out, &out, true, true)
		tab := table{rows: rows, right: map[int]bool{0: true}, long: c.long}
		tab.print(a)
		a.stdout.Flush()
		if out.String() != c.want {
			t.Errorf("%s:\n%swant:\n%s", c.name, &out, c.want)
		}
	}
}

func TestFitMessage(t *testing.T) {
	const text = "aztm: hint: bir iki üç\nnext:\n  aztm lookup bir iki üç dörd\n"
	if got, want := fitMessage(text, 16), "aztm: hint: bir\n  iki üç\nnext:\n  aztm lookup bir iki üç dörd\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
