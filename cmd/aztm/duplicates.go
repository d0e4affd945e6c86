package main

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type duplicatesOptions struct {
	some someUnits
	min  int
	pageOptions
}

func newDuplicates(a *app) *cobra.Command {
	var o duplicatesOptions
	c := &cobra.Command{
		Use:   "duplicates",
		Short: "List units that say nearly the same in all their languages",
		Long: `Duplicates lists groups of units whose texts are alike in every language that
they share, at least as alike as --min says, by the score of lookup. Equal units
are left out: lookup shows them once; and so are those in which only numbers
differ. What a unit has otherwise than the first of its group is marked as in
lookup. It looks every unit up, some hundred to a thousand in a second. Exit
code 1 says that there are none.

With --json a group is an object: units, each as in show --json.`,
		Example: `  aztm duplicates
  aztm duplicates --min 80 --document talks
  aztm duplicates --batch 3                 units of a batch that the memory nearly had
  aztm forget 17                            takes one away; undo brings it back`,
		Args: wants(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return runDuplicates(c.Context(), a, o) },
	}
	o.addFlags(c)
	return c
}

func (o *duplicatesOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&o.min, "min", 90, "lowest score in each language, 50 to 99")
	o.some.addFlags(f)
	o.pageOptions.addFlags(f, "groups")
}

func runDuplicates(ctx context.Context, a *app, o duplicatesOptions) error {
	if o.min < 50 || o.min > 99 {
		return fmt.Errorf("--min %d: 50 to 99", o.min)
	}
	if err := o.check(); err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	groups, err := findDuplicates(ctx, a, m, o)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		a.say("no units at %d or above; --min 50 is the least", o.min)
		return errNothing
	}
	return printPage(a, o.pageOptions, groups, "group", "groups", printGroup, groupObject)
}

// findDuplicates groups the units that are alike, the largest group first.
func findDuplicates(ctx context.Context, a *app, m *tm.Memory, o duplicatesOptions) ([][]tm.Unit, error) {
	f := o.some.filter()
	f.Statuses = matching
	units, leader := map[int64]tm.Unit{}, map[int64]int64{}
	seed, seen := maphash.MakeSeed(), map[uint64]bool{}
	err := a.eachUnit(ctx, m, f, "duplicates", func(u tm.Unit) error {
		key := ""
		for _, v := range u.Variants {
			key += v.Lang + "\x00" + v.Text + "\x00"
		}
		h := maphash.String(seed, key)
		if seen[h] {
			return nil
		}
		seen[h] = true
		like, err := alike(ctx, m, u, o.min)
		for _, x := range like {
			units[u.ID], units[x.ID] = u, x
			join(leader, u.ID, x.ID)
		}
		return err
	})
	byLeader := map[int64][]tm.Unit{}
	for _, id := range slices.Sorted(maps.Keys(units)) {
		l := leaderOf(leader, id)
		byLeader[l] = append(byLeader[l], units[id])
	}
	return slices.SortedFunc(maps.Values(byLeader), func(x, y []tm.Unit) int {
		return cmp.Or(cmp.Compare(len(y), len(x)), cmp.Compare(x[0].ID, y[0].ID))
	}), err
}

// alike finds the units whose texts are like those of u in every language that both have.
func alike(ctx context.Context, m *tm.Memory, u tm.Unit, least int) ([]tm.Unit, error) {
	v := u.Variants[0]
	matches, err := m.Lookup(ctx, tm.Query{Text: v.Text, From: tm.Base(v.Lang), Min: least, Limit: -1})
	var list []tm.Unit
	for _, x := range matches {
		if x.Unit.ID != u.ID && nearlyEqual(u, x.Unit, least) {
			list = append(list, x.Unit)
		}
	}
	return list, err
}

// nearlyEqual tells whether two units share two languages or more, are alike in each of them, not equal in all, and differ in more than
// numbers.
func nearlyEqual(u, x tm.Unit, least int) bool {
	shared, equal, numbers := 0, 0, false
	for _, v := range u.Variants {
		i := slices.IndexFunc(x.Variants, func(w tm.Variant) bool { return tm.Base(w.Lang) == tm.Base(v.Lang) })
		if i < 0 {
			continue
		}
		score, kind, ok := tm.NewText(v.Lang, v.Text).Score(tm.NewText(v.Lang, x.Variants[i].Text), least)
		if !ok {
			return false
		}
		shared++
		if score == 100 {
			equal++
		}
		numbers = numbers || kind == tm.Numbers
	}
	return shared > 1 && equal < shared && !numbers
}

// join puts two units into one group.
func join(leader map[int64]int64, a, b int64) {
	a, b = leaderOf(leader, a), leaderOf(leader, b)
	leader[max(a, b)] = min(a, b)
}

// leaderOf is the first unit of the group that a unit is in.
func leaderOf(leader map[int64]int64, id int64) int64 {
	for {
		next, ok := leader[id]
		if !ok || next == id {
			return id
		}
		id = next
	}
}

// printGroup prints the first unit of a group, and the others with what they have otherwise marked.
func printGroup(a *app, group []tm.Unit) {
	first := group[0]
	printUnit(a, first)
	for _, u := range group[1:] {
		for _, v := range u.Variants {
			text := a.text(v.Text)
			if i := slices.IndexFunc(first.Variants, func(w tm.Variant) bool { return tm.Base(w.Lang) == tm.Base(v.Lang) }); i >= 0 {
				text = marked(a, v.Lang, first.Variants[i].Text, v)
			}
			a.printText("", v.Lang, text)
		}
		a.printText("", "", a.paint(dim, a.text(origin(u, firstSource(u), 1))))
	}
}

func groupObject(group []tm.Unit) any {
	var list []unitObject
	for _, u := range group {
		list = append(list, unitObjectOf(u))
	}
	return map[string]any{"units": list}
}
