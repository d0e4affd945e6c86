package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"aztm/align"
)

func printEval(a *app, results []*evalResult) error {
	if a.json {
		for _, r := range results {
			if err := a.object(r.object()); err != nil {
				return err
			}
		}
		return nil
	}
	printSegmented(a, results)
	printRaw(a, results)
	printTypes(a, results)
	printTrust(a, results)
	return nil
}

// evalTable starts a table whose columns after the second are numbers.
func evalTable(columns ...string) *table {
	t := &table{right: map[int]bool{}}
	t.add(columns...)
	for i := 2; i < len(columns); i++ {
		t.right[i] = true
	}
	return t
}

// printOther prints a table, if it has more than its header, after a blank line.
func printOther(a *app, t *table, blank bool) {
	if len(t.rows) < 2 {
		return
	}
	if blank {
		a.printf("\n")
	}
	t.print(a)
}

func share4(x float64) string { return fmt.Sprintf("%.4f", x) }

// precisionText is a share of n, "-" of none.
func precisionText(x float64, n int) string {
	if n == 0 {
		return "-"
	}
	return share4(x)
}

func printSegmented(a *app, results []*evalResult) {
	t := evalTable("folder", "languages", "stories", "strict precision", "recall", "F1", "lax precision", "recall", "F1")
	for _, r := range results {
		if !r.raw {
			s, l := r.tally.Score.Strict, r.tally.Score.Lax
			t.add(a.text(r.dir), r.name(), fmt.Sprint(len(r.ids)), share4(s.Precision()), share4(s.Recall()), share4(s.F1()),
				share4(l.Precision()), share4(l.Recall()), share4(l.F1()))
		}
	}
	printOther(a, t, false)
}

func printRaw(a *app, results []*evalResult) {
	t := evalTable("folder", "languages", "stories", "precision", "coverage", "F1", "units", "right", "lines", "covered", "good precision", "coverage")
	for _, r := range results {
		if r.raw {
			s := r.score
			t.add(a.text(r.dir), r.name(), fmt.Sprint(len(r.ids)), share4(s.Precision()), share4(s.Coverage()), share4(r.f1()),
				fmt.Sprint(s.Pairs), fmt.Sprint(s.Right), fmt.Sprint(s.Lines), fmt.Sprint(s.Covered), precisionText(r.good.Precision(), r.good.Pairs), share4(r.good.Coverage()))
		}
	}
	printOther(a, t, !results[0].raw)
}

func printTypes(a *app, results []*evalResult) {
	t := evalTable("folder", "languages", "bead", "gold", "found", "recall", "predicted", "right", "precision")
	for _, r := range results {
		for _, k := range r.types() {
			c := r.tally.Types[k]
			t.add(a.text(r.dir), r.name(), k, fmt.Sprint(c.Gold), fmt.Sprint(c.Found), precisionText(c.Recall(), c.Gold), fmt.Sprint(c.Predicted),
				fmt.Sprint(c.Right), precisionText(c.Precision(), c.Predicted))
		}
	}
	printOther(a, t, true)
}

// types returns the types of beads in gold or predicted: of all sides first, single segments before others.
func (r *evalResult) types() []string {
	missing := func(k string) int { return strings.Count(k, "0") }
	out := slices.Sorted(maps.Keys(r.tally.Types))
	slices.SortStableFunc(out, func(x, y string) int { return missing(x) - missing(y) })
	return out
}

func printTrust(a *app, results []*evalResult) {
	t := evalTable("folder", "languages", "calibration error", "good", "precision", "check", "precision", "bad", "precision")
	for _, r := range results {
		row := []string{a.text(r.dir), r.name(), share4(r.trust.Error())}
		for _, b := range r.trust.Words {
			row = append(row, fmt.Sprint(b.Beads), precisionText(b.Precision(), b.Beads))
		}
		t.add(row...)
	}
	printOther(a, t, true)
}

func (r *evalResult) object() object {
	o := object{{"dir", r.dir}, {"langs", r.langs}, {"stories", len(r.ids)}}
	if r.raw {
		s := r.score
		o.add("raw", object{{"precision", s.Precision()}, {"coverage", s.Coverage()}, {"f1", r.f1()},
			{"units", s.Pairs}, {"right", s.Right}, {"lines", s.Lines}, {"covered", s.Covered},
			{"good", object{{"precision", r.good.Precision()}, {"coverage", r.good.Coverage()}}}})
	} else {
		o.add("strict", countsObject(r.tally.Score.Strict))
		o.add("lax", countsObject(r.tally.Score.Lax))
		types := []object{}
		for _, k := range r.types() {
			c := r.tally.Types[k]
			types = append(types, object{{"type", k}, {"gold", c.Gold}, {"found", c.Found}, {"predicted", c.Predicted}, {"right", c.Right}})
		}
		o.add("types", types)
	}
	o.add("confidence", trustObject(r.trust))
	return o
}

func countsObject(c align.Counts) object {
	return object{{"precision", c.Precision()}, {"recall", c.Recall()}, {"f1", c.F1()}}
}

func trustObject(c align.Calibration) object {
	words, list := []object{}, []object{}
	for _, g := range align.Grades {
		b := c.Words[g]
		words = append(words, object{{"word", g.String()}, {"beads", b.Beads}, {"right", b.Right}, {"precision", b.Precision()}})
	}
	for n, b := range c.Bins {
		if b.Beads > 0 {
			from := float64(n) / float64(len(c.Bins))
			list = append(list, object{{"from", from}, {"beads", b.Beads}, {"mean", b.Mean()}, {"precision", b.Precision()}})
		}
	}
	return object{{"error", c.Error()}, {"words", words}, {"bins", list}}
}
