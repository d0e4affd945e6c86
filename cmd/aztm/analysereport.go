package main

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// An analysis is how much of a file, or of the job, falls into each band.
type analysis struct {
	name  string
	lang  string
	bands []size
}

func newAnalysis(name, lang string) *analysis { return &analysis{name, lang, make([]size, len(bands))} }

// all stands for all bands together.
const all = -1

// size is how much falls into band i.
func (n *analysis) size(i int) (sum size) {
	for k, s := range n.bands {
		if i == k || i == all {
			sum.add(s)
		}
	}
	return sum
}

// weighted is the number of weighted words of band i, 0 without weights.
func (n *analysis) weighted(w weights, i int) (sum float64) {
	for k, s := range n.bands {
		if w != nil && (i == k || i == all) {
			sum += w[k] * float64(s.Words)
		}
	}
	return sum
}

// figures names the figures of a row, and row gives those of band i.
func figures(w weights) []string {
	names := []string{"segments", "words", "characters", "nonspace"}
	if w != nil {
		names = append(names, "weighted")
	}
	return names
}

func (n *analysis) row(w weights, i int) []string {
	s := n.size(i)
	cells := []string{fmt.Sprint(s.Segments), fmt.Sprint(s.Words), fmt.Sprint(s.Characters), fmt.Sprint(s.Nonspace)}
	if w != nil {
		cells = append(cells, fmt.Sprintf("%.2f", n.weighted(w, i)))
	}
	return cells
}

func printAnalysis(a *app, o analyseOptions, w weights, files []*analysis) error {
	whole := newAnalysis("all", "")
	for _, f := range files {
		for i, s := range f.bands {
			whole.bands[i].add(s)
		}
	}
	switch {
	case a.json:
		return printAnalysisObjects(a, o, w, files, whole)
	case o.csv:
		return printAnalysisCSV(a, w, files, whole)
	}
	printBands(a, w, whole, len(files) > 1)
	if len(files) > 1 {
		a.printf("\n")
		printFiles(a, w, files)
	}
	return nil
}

// flushRight sets the columns of figures, which begin at column first.
func flushRight(first int) map[int]bool {
	right := map[int]bool{}
	for i := range 6 {
		right[first+i] = true
	}
	return right
}

// printBands prints a row for each band. Internal ones without a segment, and repetitions over files where there is one, are left out.
func printBands(a *app, w weights, n *analysis, several bool) {
	t := table{right: flushRight(1)}
	row := func(name string, i int) {
		share := "–"
		if words := n.size(all).Words; words > 0 {
			share = fmt.Sprintf("%.1f%%", 100*float64(n.size(i).Words)/float64(words))
		}
		t.add(append(append([]string{name}, n.row(w, i)...), share)...)
	}
	t.add(append(append([]string{"band"}, figures(w)...), "share")...)
	for i, b := range bands {
		if n.bands[i].Segments > 0 || !b.internal && (several || b.name != "cross-file") {
			row(b.shown, i)
		}
	}
	row("all", all)
	t.print(a)
}

// printFiles prints a row for each file.
func printFiles(a *app, w weights, files []*analysis) {
	t := table{right: flushRight(2)}
	t.add(append([]string{"file", "from"}, figures(w)...)...)
	for _, f := range files {
		t.add(append([]string{a.text(f.name), f.lang}, f.row(w, all)...)...)
	}
	t.print(a)
}

// A bandObject is a band of analyse --json.
type bandObject struct {
	Band string `json:"band"`
	size
	Weighted *float64 `json:"weighted,omitempty"`
}

func (n *analysis) object(name string, w weights, i int) bandObject {
	x := bandObject{Band: name, size: n.size(i)}
	if w != nil {
		sum := n.weighted(w, i)
		x.Weighted = &sum
	}
	return x
}

func printAnalysisObjects(a *app, o analyseOptions, w weights, files []*analysis, whole *analysis) error {
	for _, n := range append(files, whole) {
		x := object{}
		if n == whole {
			x.add("files", len(files))
		} else {
			x.add("file", n.name)
			x.add("from", n.lang)
		}
		if len(o.to) > 0 {
			x.add("to", o.to)
		}
		var list []bandObject
		for i, b := range bands {
			list = append(list, n.object(b.name, w, i))
		}
		x.add("bands", list)
		x.add("total", n.object("all", w, all))
		if err := a.object(x); err != nil {
			return err
		}
	}
	return nil
}

// printAnalysisCSV prints a row for each band of each file and, with "all" for the file, of the job.
func printAnalysisCSV(a *app, w weights, files []*analysis, whole *analysis) error {
	rows := [][]string{append([]string{"file", "band"}, figures(w)...)}
	for _, n := range append(files, whole) {
		name := plainCell(a.text(n.name))
		for i, b := range bands {
			rows = append(rows, append([]string{name, b.name}, n.row(w, i)...))
		}
		rows = append(rows, append([]string{name, "all"}, n.row(w, all)...))
	}
	return csv.NewWriter(a.stdout).WriteAll(rows)
}

// plainCell is the name of a file for a spreadsheet, which must not take it for a formula.
func plainCell(name string) string {
	if name != "" && strings.ContainsRune("=+-@", rune(name[0])) {
		return "./" + name
	}
	return name
}
