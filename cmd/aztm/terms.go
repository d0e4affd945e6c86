package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/align/lexicon"
	"aztm/tm"
	"aztm/tm/check"
)

type termsOptions struct {
	langs  []string
	min    int
	all    bool
	export exportOptions // of which the filter counts
}

func newTerms(a *app) *cobra.Command {
	var o termsOptions
	c := &cobra.Command{
		Use:   "terms",
		Short: "Find terms in the units, and keep a glossary",
		Long: `Terms finds the words and phrases of up to five words that translate one
another in the units of the memory, and prints them as a table (TSV): the terms
by language, how many units hold all, a score from 0 to 1, a unit and its text
as an example. What the glossary has already is left out.

Read the table, delete what is wrong, and take the rest in with terms import:
lookup and search show the entries of the glossary, check holds them.

--json prints an object a term: terms (by language), units, score, unit and
examples (by language).`,
		Example: `  aztm terms > terms.tsv
  aztm terms --langs az,ru --min-count 5 --batch 3
  aztm terms import terms.tsv
  aztm terms list
  aztm terms remove 7`,
		Args: wants(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return runTerms(c.Context(), a, o) },
	}
	o.addFlags(c)
	c.AddCommand(newTermsImport(a), newTermsList(a), newTermsRemove(a))
	return c
}

func (o *termsOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.langs, "langs", languages, "the languages of the terms, in the order of the columns")
	f.IntVar(&o.min, "min-count", 3, "units that must hold a term with its translation")
	f.BoolVar(&o.all, "all", false, "also what the glossary has")
	o.export.addFilterFlags(c)
}

// maxTermUnits bounds the units that terms are looked for in: their words are held in memory.
const maxTermUnits = 200_000

func runTerms(ctx context.Context, a *app, o termsOptions) error {
	if len(o.langs) < 2 {
		return hint(fmt.Errorf("--langs %s: terms want two languages or more", strings.Join(o.langs, ",")), "--langs az,ru")
	}
	if o.min < 2 {
		return fmt.Errorf("--min-count %d: at least 2", o.min)
	}
	f, err := o.export.filter()
	if err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	terms, ids, err := findTerms(ctx, a, m, f, o)
	if err != nil {
		return err
	}
	known, err := m.Glossary(ctx)
	if err != nil {
		return err
	}
	if !o.all {
		g := glossaryOf(known)
		terms = slices.DeleteFunc(terms, func(t lexicon.Term) bool { return inGlossary(g, o.langs, t) })
	}
	if len(terms) == 0 {
		a.say("no terms found in %s; --min-count 2 asks for less", plural(len(ids), "unit", "units"))
		return errNothing
	}
	return writeTerms(ctx, a, m, o.langs, terms, ids)
}

// findTerms looks for terms in the units that a filter names. ids are the numbers of these units.
func findTerms(ctx context.Context, a *app, m *tm.Memory, f tm.Filter, o termsOptions) (terms []lexicon.Term, ids []int64, err error) {
	finder := lexicon.NewTermFinder(o.langs...)
	for u, err := range a.units(ctx, m, f, "terms") {
		if err != nil {
			return nil, nil, err
		}
		if len(ids) == maxTermUnits {
			a.warn("the first %d units are read; --batch, --document or --since names others", maxTermUnits)
			break
		}
		var texts []lexicon.Text
		for _, v := range u.Variants {
			texts = append(texts, lexicon.Text{Lang: tm.Base(v.Lang), Text: v.Text})
		}
		finder.Add(texts...)
		ids = append(ids, u.ID)
	}
	return finder.Terms(o.min), ids, nil
}

// inGlossary tells whether one entry of a glossary has all words of a term.
func inGlossary(g *check.Glossary, langs []string, t lexicon.Term) bool {
	if g == nil {
		return false
	}
	count := map[int]int{}
	full := 0
	for i, w := range t.Words {
		if w == "" {
			continue
		}
		full++
		for _, use := range g.Uses(langs[i], w) {
			if use.Start == 0 && use.End == len(w) {
				count[use.Entry]++
			}
		}
	}
	return slices.Contains(slices.Collect(maps.Values(count)), full)
}

func writeTerms(ctx context.Context, a *app, m *tm.Memory, langs []string, terms []lexicon.Term, ids []int64) error {
	if !a.json {
		a.printf("%s\tunits\tscore\tunit\texample\n", strings.Join(langs, "\t"))
	}
	for _, t := range terms {
		u, err := m.Unit(ctx, ids[t.Unit])
		if err != nil {
			return err
		}
		if a.json {
			err = a.object(termObject(langs, t, u))
		} else {
			for _, w := range t.Words {
				a.printf("%s\t", a.cell(w))
			}
			a.printf("%d\t%.2f\t%d\t%s\n", t.Together, t.Score, u.ID, a.cell(exampleOf(u, langs, t)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// exampleOf is the text of a unit in the first language that a term has.
func exampleOf(u tm.Unit, langs []string, t lexicon.Term) string {
	i := slices.IndexFunc(t.Words, func(w string) bool { return w != "" })
	for _, v := range u.Variants {
		if tm.Base(v.Lang) == tm.Base(langs[i]) {
			return v.Text
		}
	}
	return ""
}

func termObject(langs []string, t lexicon.Term, u tm.Unit) any {
	terms, examples := map[string]string{}, map[string]string{}
	for i, w := range t.Words {
		if w != "" {
			terms[langs[i]] = w
		}
	}
	for _, v := range u.Variants {
		examples[v.Lang] = v.Text
	}
	return struct {
		Terms    map[string]string `json:"terms"`
		Units    int               `json:"units"`
		Score    float64           `json:"score"`
		Unit     int64             `json:"unit"`
		Examples map[string]string `json:"examples"`
	}{terms, t.Together, float64(int(t.Score*1000+0.5)) / 1000, u.ID, examples}
}
