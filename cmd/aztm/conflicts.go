package main

import (
	"cmp"
	"context"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus/norm"
	"aztm/tm"
)

type conflictsOptions struct {
	some     someUnits
	from, to string
	pageOptions
}

func newConflicts(a *app) *cobra.Command {
	var o conflictsOptions
	c := &cobra.Command{
		Use:   "conflicts",
		Short: "List texts that stand with several translations",
		Long: `Conflicts lists each text that stands in several units with different
translations, those with the most first: in all languages and both directions,
or in those of --from and --to. Texts that differ only in case, quotes and
blanks count as one. Rejected units do not count. Exit code 1 says that there
are none.

With --json a text is an object: from, to, text and translations, each with
text, unit (the first that has it), count (how many have it) and status.`,
		Example: `  aztm conflicts --from az --to ru
  aztm conflicts --from ru --to az          the reverse: one translation of several texts
  aztm conflicts --batch 3
  aztm reject 12; aztm edit 45 --ru "…"     what settles one`,
		Args: wants(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return runConflicts(c.Context(), a, o) },
	}
	o.addFlags(c)
	return c
}

func (o *conflictsOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.from, "from", "", "the language of the one text: `LANG` (default: any)")
	f.StringVar(&o.to, "to", "", "the language of its translations: `LANG` (default: any)")
	o.some.addFlags(f)
	o.pageOptions.addFlags(f, "texts")
}

// A conflict is a text with its translations.
type conflict struct {
	from, to     string // base languages
	text         string
	translations []translation // by unit
}

type translation struct {
	text   string
	unit   tm.Unit // the first that has it
	source tm.Variant
	count  int
}

func runConflicts(ctx context.Context, a *app, o conflictsOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	t := newTally(o)
	f := o.some.filter()
	f.Statuses = matching
	if err := a.eachUnit(ctx, m, f, "conflicts", t.add); err != nil {
		return err
	}
	list, err := t.conflicts(ctx, m)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		a.say("no text has several translations")
		return errNothing
	}
	return printPage(a, o.pageOptions, list, "text", "texts", printConflict, conflictObject)
}

// matching are the statuses of units that lookup answers with.
var matching = []tm.Status{tm.Aligned, tm.Approved, tm.Imported, tm.Outdated}

// A tally counts the translations of texts. Of texts with one translation it keeps but a few bytes, so that a large memory has room.
type tally struct {
	from, to string
	seed     maphash.Seed
	single   map[uint64]counted            // by text and languages: the first translation
	several  map[uint64]map[uint64]counted // the same, where there are more: by translation
}

// counted says of a translation which unit has it first, and how many have it.
type counted struct {
	translation uint64
	unit        int64
	from, to    int32 // places of the variants in the unit
	count       int
}

func newTally(o conflictsOptions) *tally {
	return &tally{from: o.from, to: o.to, seed: maphash.MakeSeed(), single: map[uint64]counted{}, several: map[uint64]map[uint64]counted{}}
}

// add counts the texts of a unit.
func (t *tally) add(u tm.Unit) error {
	for i, v := range u.Variants {
		for j, w := range u.Variants {
			from, to := tm.Base(v.Lang), tm.Base(w.Lang)
			if from == to || t.from != "" && tm.Base(t.from) != from || t.to != "" && tm.Base(t.to) != to {
				continue
			}
			text := maphash.String(t.seed, from+"\x00"+to+"\x00"+norm.Exact(from, v.Text))
			t.count(text, counted{maphash.String(t.seed, norm.Exact(to, w.Text)), u.ID, int32(i), int32(j), 1})
		}
	}
	return nil
}

func (t *tally) count(text uint64, c counted) {
	first, known := t.single[text]
	switch several := t.several[text]; {
	case !known:
		t.single[text] = c
	case several == nil && first.translation == c.translation:
		first.count++
		t.single[text] = first
	case several == nil:
		t.several[text] = map[uint64]counted{first.translation: first, c.translation: c}
	default:
		if old, ok := several[c.translation]; ok {
			c = old
			c.count++
		}
		several[c.translation] = c
	}
}

// conflicts reads the units of the texts that have several translations.
func (t *tally) conflicts(ctx context.Context, m *tm.Memory) ([]conflict, error) {
	var list []conflict
	for _, several := range t.several {
		var c conflict
		for _, x := range slices.SortedFunc(maps.Values(several), func(x, y counted) int { return cmp.Compare(x.unit, y.unit) }) {
			u, err := m.Unit(ctx, x.unit)
			if err != nil {
				return nil, err
			}
			v, w := u.Variants[x.from], u.Variants[x.to]
			c.translations = append(c.translations, translation{w.Text, u, v, x.count})
			c.from, c.to, c.text = tm.Base(v.Lang), tm.Base(w.Lang), cmp.Or(c.text, v.Text)
		}
		list = append(list, c)
	}
	slices.SortFunc(list, func(x, y conflict) int {
		return cmp.Or(cmp.Compare(len(y.translations), len(x.translations)), cmp.Compare(x.translations[0].unit.ID, y.translations[0].unit.ID),
			strings.Compare(x.from, y.from), strings.Compare(x.to, y.to))
	})
	return list, nil
}

func printConflict(a *app, c conflict) {
	a.printText("", c.from, a.text(c.text))
	for _, t := range c.translations {
		a.printText("    ", c.to, a.text(t.text))
		a.printText("    ", "", a.paint(dim, a.text(origin(t.unit, t.source, t.count))))
	}
}

func conflictObject(c conflict) any {
	type object struct {
		Text   string    `json:"text"`
		Unit   int64     `json:"unit"`
		Count  int       `json:"count"`
		Status tm.Status `json:"status"`
	}
	var list []object
	for _, t := range c.translations {
		list = append(list, object{t.text, t.unit.ID, t.count, t.unit.Status})
	}
	return struct {
		From         string   `json:"from"`
		To           string   `json:"to"`
		Text         string   `json:"text"`
		Translations []object `json:"translations"`
	}{c.from, c.to, c.text, list}
}
