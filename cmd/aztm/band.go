package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A band is a row of an analysis: segments that cost a translator about the same.
type band struct {
	name     string // stable: in JSON, CSV and --weights
	shown    string // in the table
	low      int    // lowest score, 0 where no score says it
	internal bool   // of matches within the job
	like     string // the band whose weight counts where this one has none
}

// bands in the order of the table. A segment counts in one of them.
var bands = []band{
	{name: "101", shown: "101 in context", low: 101, like: "100"},
	{name: "100", shown: "100 equal", low: 100},
	{name: "repetitions", shown: "repetitions"},
	{name: "cross-file", shown: "cross-file repetitions", like: "repetitions"},
	{name: "95-99", shown: "95–99", low: 95},
	{name: "internal 95-99", shown: "95–99 internal", low: 95, internal: true, like: "95-99"},
	{name: "85-94", shown: "85–94", low: 85},
	{name: "internal 85-94", shown: "85–94 internal", low: 85, internal: true, like: "85-94"},
	{name: "75-84", shown: "75–84", low: 75},
	{name: "internal 75-84", shown: "75–84 internal", low: 75, internal: true, like: "75-84"},
	{name: "50-74", shown: "50–74", low: 50},
	{name: "internal 50-74", shown: "50–74 internal", low: 50, internal: true, like: "50-74"},
	{name: "none", shown: "none"},
}

// bandNamed is the number of the band of a name.
func bandNamed(name string) int {
	for i, b := range bands {
		if b.name == name {
			return i
		}
	}
	return -1
}

// bandOf is the number of the band of a score, with a match of the memory or within the job.
func bandOf(score int, internal bool) int {
	for i, b := range bands {
		if b.low > 0 && b.low <= score && b.internal == internal {
			return i
		}
	}
	return len(bands) - 1
}

// A size is how much text there is. Words are what stands between white space and holds a letter or digit (sosial-iqtisadi and 2024-cü are
// one each, a dash is none), characters are code points.
type size struct {
	Segments   int `json:"segments"`
	Words      int `json:"words"`
	Characters int `json:"characters"`
	Nonspace   int `json:"nonspace"` // characters without white space
}

// sizeOf is the size of one segment.
func sizeOf(text string) size {
	s := size{Segments: 1, Characters: utf8.RuneCountInString(text)}
	for w := range strings.FieldsSeq(text) {
		s.Nonspace += utf8.RuneCountInString(w)
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			s.Words++
		}
	}
	return s
}

func (s *size) add(o size) {
	s.Segments += o.Segments
	s.Words += o.Words
	s.Characters += o.Characters
	s.Nonspace += o.Nonspace
}

// Weights say what a word of each band counts.
type weights []float64

// readWeights reads "100=0.3,95-99=0.4,none=1", or a file that has such lines. A band may be named by its lowest score; "internal" stands
// for all internal bands. A band without a weight counts whole; but 101 like 100, cross-file like repetitions, an internal one like that of the memory.
func readWeights(s string) (weights, error) {
	from := "--weights"
	if !strings.Contains(s, "=") {
		data, err := os.ReadFile(s)
		if err != nil {
			return nil, hint(fileError(s, err), "--weights takes a file or a list: --weights 100=0.3,95=0.4,repetitions=0.1")
		}
		s, from = string(data), s
	}
	out := make(weights, len(bands))
	said := make([]bool, len(bands))
	for _, item := range weightItems(s) {
		name, value, _ := strings.Cut(item, "=")
		w, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(w >= 0 && w <= 100) {
			return nil, hint(fmt.Errorf("%s: %q is no weight", from, item), "a band and a number: 95-99=0.4")
		}
		which := bandsNamed(strings.TrimSpace(name))
		if len(which) == 0 {
			return nil, hint(fmt.Errorf("%s: no band %q", from, strings.TrimSpace(name)), "bands: %s, internal", bandNames())
		}
		for _, i := range which {
			out[i], said[i] = w, true
		}
	}
	for i, b := range bands {
		if like := bandNamed(b.like); !said[i] && like >= 0 && said[like] {
			out[i] = out[like]
		} else if !said[i] {
			out[i] = 1
		}
	}
	return out, nil
}

// weightItems parts a list of weights; # begins a comment.
func weightItems(s string) (items []string) {
	for line := range strings.Lines(s) {
		line, _, _ = strings.Cut(line, "#")
		for item := range strings.SplitSeq(line, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
	}
	return items
}

// bandsNamed are the numbers of the bands that a name of --weights stands for.
func bandsNamed(name string) (out []int) {
	for i, b := range bands {
		short, _, _ := strings.Cut(b.name, "-")
		if name == b.name || b.low > 0 && name == short || b.internal && name == "internal" {
			out = append(out, i)
		}
	}
	return out
}

func bandNames() string {
	var names []string
	for _, b := range bands {
		names = append(names, b.name)
	}
	return strings.Join(names, ", ")
}
