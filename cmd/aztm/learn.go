package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"aztm/align"
	"aztm/align/lexicon"
	"aztm/corpus/norm"
	"aztm/tm"
)

func newLearn(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "learn",
		Short: "Learn word pairs from the units of the memory",
		Long: `Learn reads the approved units of the memory and the aligned ones that are
likely right, learns which words translate one another, and keeps what the
built-in lexicon lacks: later texts align better by it. Rejected units teach
nothing. Add does the same by itself where 200 units teach or more, whenever
they have grown by a fifth.

--json prints one object: units (how many taught) and pairs, an object for each
two languages: languages, pairs (how many words) and examples, the surest:
words and weight.`,
		Example: "  aztm learn\n  aztm learn --json",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runLearn(c.Context(), a) },
	}
}

// How units teach.
const (
	approvedTimes = 1.5 // an approved unit counts more, but one alone is still chance
	minTeaching   = 200 // of fewer units add learns nothing; learn tries all the same
)

// learnedVersion names what a learned lexicon depends on.
func learnedVersion() string { return fmt.Sprintf("%s.%d", lexicon.Version(), norm.KeyVersion) }

func runLearn(ctx context.Context, a *app) error {
	m, err := a.openWriter(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	l, err := learn(ctx, a, m)
	if err != nil {
		return err
	}
	return printLearned(a, l)
}

// learn makes the lexicon of a memory anew.
func learn(ctx context.Context, a *app, m *tm.Memory) (tm.Learned, error) {
	l := tm.Learned{Version: learnedVersion()}
	n, err := m.CountTeaching(ctx, align.LearnFrom)
	if err != nil {
		return l, err
	}
	p := a.progress("learn", "units", n)
	defer p.done()
	learner := lexicon.Learner{Known: lexicon.Builtin()}
	for u, err := range m.Teaching(ctx, align.LearnFrom) {
		if err != nil {
			return l, err
		}
		p.add(1)
		times := 1.0
		if u.Status == tm.Approved {
			times = approvedTimes
		}
		var texts []lexicon.Text
		for _, v := range u.Variants {
			texts = append(texts, lexicon.Text{Lang: v.Lang, Text: v.Text})
		}
		learner.Add(times, texts...)
		l.Units++
	}
	l.Entries = learner.Entries()
	return l, m.SetLearned(ctx, l)
}

// relearn makes the lexicon anew, and says so, if the units that teach have grown by a fifth since it was made, or if it is of another version.
// A run that stored its units does not fail for it.
func (a *app) relearn(ctx context.Context, m *tm.Memory) {
	l, err := relearn(ctx, a, m)
	switch {
	case err != nil:
		a.warn("no word pairs were learned: %v", err)
	case l.Units > 0:
		a.say("learned %s from %s", plural(len(l.Entries), "word pair", "word pairs"), plural(l.Units, "unit", "units"))
	}
}

// relearn returns what was learned, the zero value if it was not time.
func relearn(ctx context.Context, a *app, m *tm.Memory) (tm.Learned, error) {
	n, err := m.CountTeaching(ctx, align.LearnFrom)
	if err != nil || n < minTeaching {
		return tm.Learned{}, err
	}
	old, err := m.Learned(ctx, learnedVersion())
	if err != nil || !grown(n, old.Units) {
		return tm.Learned{}, err
	}
	return learn(ctx, a, m)
}

// grown tells whether so many units are worth learning from anew, after so many: a fifth more.
func grown(units, before int) bool { return 5*units >= 6*before }

// A learnedPair is what was learned of two languages.
type learnedPair struct {
	langs    [2]string
	pairs    int
	examples []lexicon.Entry // the surest first
}

const shownExamples = 5

// byLanguages groups entries by languages; entries are sorted by them.
func byLanguages(entries []lexicon.Entry) []learnedPair {
	var out []learnedPair
	for len(entries) > 0 {
		n := 1
		for n < len(entries) && entries[n].LangA == entries[0].LangA && entries[n].LangB == entries[0].LangB {
			n++
		}
		best := slices.Clone(entries[:n])
		slices.SortStableFunc(best, func(x, y lexicon.Entry) int {
			switch {
			case x.Weight > y.Weight:
				return -1
			case x.Weight < y.Weight:
				return 1
			}
			return 0
		})
		out = append(out, learnedPair{[2]string{entries[0].LangA, entries[0].LangB}, n, best[:min(n, shownExamples)]})
		entries = entries[n:]
	}
	return out
}

func printLearned(a *app, l tm.Learned) error {
	groups := byLanguages(l.Entries)
	if a.json {
		return a.object(learnedObject(l.Units, groups))
	}
	t := table{right: map[int]bool{1: true}, long: 2}
	t.add("languages", "word pairs", "the surest")
	for _, g := range groups {
		examples := ""
		for i, e := range g.examples {
			if i > 0 {
				examples += ", "
			}
			examples += a.text(e.A + " = " + e.B)
		}
		t.add(a.text(g.langs[0]+"-"+g.langs[1]), fmt.Sprint(g.pairs), examples)
	}
	t.print(a)
	a.say("%s taught; rejected units and unsure ones did not", plural(l.Units, "unit", "units"))
	return nil
}

// learnedObject is what learn --json prints.
func learnedObject(units int, groups []learnedPair) any {
	type example struct {
		Words  [2]string `json:"words"`
		Weight float64   `json:"weight"`
	}
	type pair struct {
		Languages [2]string `json:"languages"`
		Pairs     int       `json:"pairs"`
		Examples  []example `json:"examples"`
	}
	o := struct {
		Units int    `json:"units"`
		Pairs []pair `json:"pairs"`
	}{units, []pair{}}
	for _, g := range groups {
		p := pair{g.langs, g.pairs, nil}
		for _, e := range g.examples {
			p.Examples = append(p.Examples, example{[2]string{e.A, e.B}, float64(int(e.Weight*1000+0.5)) / 1000})
		}
		o.Pairs = append(o.Pairs, p)
	}
	return o
}
