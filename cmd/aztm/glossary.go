package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus/norm"
	"aztm/tm"
	"aztm/tm/check"
)

func newTermsImport(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take the entries of files into the glossary",
		Long: `Import adds the entries of files (` + formatList() + `)
to the glossary: a row or unit an entry, its terms by language; of several
divided by ; the first is the one to use. Columns that name no language are
passed over, so that a table of aztm terms or terms list is taken as it is.
Entries that the glossary has are not added twice.`,
		Example: "  aztm terms import terms.tsv\n  aztm terms import --columns az,ru - < pairs.tsv",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runTermsImport(c.Context(), a, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "", strings.Join(formatNames(), ", ")+" (default: by the file's extension)")
	f.StringSliceVar(&o.columns, "columns", nil, "the languages of the columns of a table without a head row, - for one to pass over")
	return c
}

func newTermsList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "Print the glossary as a table (TSV)",
		Example: "  aztm terms list\n  aztm terms list --json",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runTermsList(c.Context(), a) },
	}
}

func newTermsRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove ENTRY...",
		Short:   "Remove entries of the glossary by number",
		Example: "  aztm terms list\n  aztm terms remove 7",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runTermsRemove(c.Context(), a, args) },
	}
}

// An importedTerms is what terms import --json prints of a file.
type importedTerms struct {
	File       string `json:"file"`
	Read       int    `json:"read"`
	New        int    `json:"new"`
	Duplicates int    `json:"duplicates"`
	Skipped    int    `json:"skipped"`
	Batch      int64  `json:"batch,omitempty"`
}

func runTermsImport(ctx context.Context, a *app, o importOptions, args []string) error {
	sources, err := importSources(o, args)
	if err != nil {
		return err
	}
	for _, s := range sources {
		out := importedTerms{File: s.name}
		info, err := a.writing(ctx, "terms", s.name, func(b *tm.Batch) error { return out.take(ctx, a, b, s, o.columns) })
		if err != nil {
			return err
		}
		out.Batch = info.ID
		if err := out.say(a); err != nil {
			return err
		}
	}
	return nil
}

// take adds the entries of a file.
func (r *importedTerms) take(ctx context.Context, a *app, b *tm.Batch, s importSource, columns []string) error {
	return eachUnit(ctx, a, s, columns, func(u tm.Unit) error {
		r.Read++
		e := entryOf(u)
		if len(e.Terms) < 2 {
			r.Skipped++
			return nil
		}
		_, added, err := b.AddTerms(ctx, e)
		if added {
			r.New++
		} else {
			r.Duplicates++
		}
		return err
	}, func(no *tm.Refused) {
		r.Read++
		r.Skipped++
		a.warn("%s: %s", s.name, visible(no.Error()))
	})
}

// entryOf makes an entry of a unit: the terms of each text, which ; divides.
func entryOf(u tm.Unit) tm.GlossaryEntry {
	e := tm.GlossaryEntry{Terms: map[string][]string{}}
	for _, v := range u.Variants {
		lang := tm.Base(v.Lang)
		for t := range strings.SplitSeq(v.Text, ";") {
			t, _ = norm.Repair(lang, strings.TrimSpace(t))
			if t != "" && !slices.Contains(e.Terms[lang], t) {
				e.Terms[lang] = append(e.Terms[lang], t)
			}
		}
	}
	return e
}

func (r *importedTerms) say(a *app) error {
	if a.json {
		return a.object(r)
	}
	a.printf("%s: %s read: %d new, %d duplicates, %d skipped\n", a.text(r.File), plural(r.Read, "entry", "entries"), r.New, r.Duplicates, r.Skipped)
	switch {
	case r.Read == 0:
		a.warn("%s: no entries in it", r.File)
	case r.Skipped == r.Read:
		return hint(fmt.Errorf("%s: none of its entries could be used: each wants terms in two languages", r.File), "the first row names the columns: az, ru, en; or say --columns az,ru")
	case r.Batch != 0:
		a.say("stored as batch %d; %s undo %d takes it back", r.Batch, a.command(), r.Batch)
	}
	return nil
}

func runTermsList(ctx context.Context, a *app) error {
	list, err := a.storedGlossary(ctx, false)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		a.say("the glossary is empty; %s terms finds candidates, %s terms import takes them in", a.command(), a.command())
		return errNothing
	}
	langs := glossaryLangs(list)
	if !a.json {
		a.printf("entry\t%s\n", strings.Join(langs, "\t"))
	}
	for _, e := range list {
		if a.json {
			if err := a.object(struct {
				Entry int64               `json:"entry"`
				Terms map[string][]string `json:"terms"`
			}{e.ID, e.Terms}); err != nil {
				return err
			}
			continue
		}
		a.printf("%d", e.ID)
		for _, l := range langs {
			a.printf("\t%s", a.cell(strings.Join(e.Terms[l], "; ")))
		}
		a.printf("\n")
	}
	return nil
}

// glossaryLangs are the languages of entries: az, ru, en first.
func glossaryLangs(list []tm.GlossaryEntry) []string {
	seen := map[string]bool{}
	for _, e := range list {
		for l := range e.Terms {
			seen[l] = true
		}
	}
	all := slices.Sorted(maps.Keys(seen))
	slices.SortStableFunc(all, func(x, y string) int { return rankOf(x) - rankOf(y) })
	return all
}

// rankOf is the place of a language in the order az, ru, en, others.
func rankOf(lang string) int {
	if i := slices.Index(languages, lang); i >= 0 {
		return i
	}
	return len(languages)
}

func runTermsRemove(ctx context.Context, a *app, args []string) error {
	ids, err := entryNumbers(args)
	if err != nil {
		return err
	}
	if err := a.wantsMemory(ctx); err != nil {
		return err
	}
	info, err := a.writing(ctx, "terms", "remove "+strings.Join(args, " "), func(b *tm.Batch) error { return b.RemoveTerms(ctx, ids...) })
	if errors.Is(err, tm.ErrNotFound) {
		return hint(err, "nothing is removed; %s terms list shows the numbers of entries", a.command())
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.object(map[string]int64{"entries": int64(len(ids)), "batch": info.ID})
	}
	a.say("%s removed as batch %d; %s undo %d takes it back", plural(len(ids), "entry", "entries"), info.ID, a.command(), info.ID)
	return nil
}

// entryNumbers reads the numbers of entries.
func entryNumbers(args []string) ([]int64, error) {
	ids, err := unitNumbers(args)
	if err != nil {
		return nil, hint(errors.New(strings.Replace(err.Error(), "unit number", "entry number", 1)), "aztm terms list shows the numbers of entries")
	}
	return slices.Compact(slices.Sorted(slices.Values(ids))), nil
}

// glossaryOf makes entries of the memory ready for finding their terms; nil without any.
func glossaryOf(entries []tm.GlossaryEntry) *check.Glossary {
	if len(entries) == 0 {
		return nil
	}
	var list []check.Entry
	for _, e := range entries {
		list = append(list, e.Terms)
	}
	return check.NewGlossary(list)
}

// storedGlossary reads the glossary of the memory; where optional is set, a memory that is not there has none.
func (a *app) storedGlossary(ctx context.Context, optional bool) ([]tm.GlossaryEntry, error) {
	m, err := a.openReader(ctx)
	if optional && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer m.Close()
	return m.Glossary(ctx)
}

// printTerms prints the entries of the glossary whose terms stand in a text, whatever its language: "glossary: nazirlik = министерство".
// With --json it prints none: each object there is a match.
func (a *app) printTerms(ctx context.Context, m *tm.Memory, text string) error {
	if a.json {
		return nil
	}
	entries, err := m.Glossary(ctx)
	g := glossaryOf(entries)
	if err != nil || g == nil {
		return err
	}
	shown := map[int]bool{}
	for _, lang := range glossaryLangs(entries) {
		for _, use := range g.Uses(lang, text) {
			if !shown[use.Entry] {
				shown[use.Entry] = true
				a.printf("%s %s\n", a.paint(dim, "glossary:"), a.text(entryLine(entries[use.Entry])))
			}
		}
	}
	return nil
}

// entryLine is an entry in a line: nazirlik = министерство; ведомство = ministry.
func entryLine(e tm.GlossaryEntry) string {
	var parts []string
	for _, l := range glossaryLangs([]tm.GlossaryEntry{e}) {
		parts = append(parts, strings.Join(e.Terms[l], "; "))
	}
	return strings.Join(parts, " = ")
}
