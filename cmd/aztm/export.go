package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type exportOptions struct {
	format   string
	langs    []string
	batch    int64
	document string
	since    string
	until    string
	status   []string
	min      float64
	force    bool
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Hand units to a CAT tool: TMX, TSV, CSV, JSON lines",
		Long: `Export writes the units of the memory to FILE, in the format its name tells,
or to standard output with --format. The file is written beside and renamed,
so that it is whole or not there. Rejected units stay out unless --status asks
for them.`,
		Example: `  aztm export memory.tmx
  aztm export az-ru.tmx --langs az,ru    units that have both, only those texts
  aztm export --format tsv --batch 3 > batch3.tsv`,
		Args: wants(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return runExport(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *exportOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.format, "format", "", strings.Join(formatNames(), ", ")+" (default: by the file's extension)")
	f.StringSliceVar(&o.langs, "langs", nil, "only units that have all these languages, and only these texts")
	f.Int64Var(&o.batch, "batch", 0, "only units of this batch")
	f.StringVar(&o.document, "document", "", "only units whose story or document is named so (part of the name, or a pattern with *)")
	f.StringVar(&o.since, "since", "", "only units of this `DATE` or later: of the news, if it has one, else of the last change (2024-10-03, 2024-10, 2024)")
	f.StringVar(&o.until, "until", "", "only units of this `DATE` or earlier")
	f.StringSliceVar(&o.status, "status", nil, "only units with one of these: aligned, approved, rejected, imported, outdated")
	f.Float64Var(&o.min, "min-confidence", 0, "only units at least so sure, 0 to 1")
	f.BoolVar(&o.force, "force", false, "replace FILE if it exists")
}

func (o exportOptions) filter() (tm.Filter, error) {
	f := tm.Filter{Batch: o.batch, Story: o.document, From: o.since, To: o.until, MinConfidence: o.min, Langs: o.langs}
	if o.min < 0 || o.min > 1 {
		return f, fmt.Errorf("--min-confidence %v: a confidence is 0 to 1", o.min)
	}
	for _, x := range [][2]string{{"--since", o.since}, {"--until", o.until}} {
		if !calendarDate(x[1]) {
			return f, hint(fmt.Errorf("%s %q: no date", x[0], x[1]), "2024-10-03, 2024-10 or 2024")
		}
	}
	for _, s := range o.status {
		if !tm.Status(s).Valid() {
			return f, hint(fmt.Errorf("--status %q: no such status", s), "aligned, approved, rejected, imported or outdated")
		}
		f.Statuses = append(f.Statuses, tm.Status(s))
	}
	if len(f.Statuses) == 0 {
		f.Statuses = []tm.Status{tm.Aligned, tm.Approved, tm.Imported, tm.Outdated}
	}
	return f, nil
}

// calendarDate says whether s is a day, also with the time, a month or a year, or "".
func calendarDate(s string) bool {
	for _, layout := range []string{"", "2006-01-02T15:04", time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func runExport(ctx context.Context, a *app, o exportOptions, args []string) error {
	name := "-"
	if len(args) == 1 {
		name = args[0]
	}
	format, err := formatOf(o.format, name)
	if err != nil {
		return err
	}
	filter, err := o.filter()
	if err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	write := func(w io.Writer) (int, error) {
		w, end := format.packing(name, w)
		n, err := writeUnits(ctx, a, m, filter, o, format, w)
		return n, errors.Join(err, end())
	}
	var n int
	if name == "-" {
		n, err = write(a.stdout)
	} else {
		n, err = writeBeside(name, o.force, m.Path(), write)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		a.warn("no units match: the file is empty")
	} else if name != "-" {
		a.say("%s written to %s", plural(n, "unit", "units"), name)
	}
	return nil
}

// writeUnits writes the units that a filter names and returns how many.
func writeUnits(ctx context.Context, a *app, m *tm.Memory, filter tm.Filter, o exportOptions, how format, w io.Writer) (int, error) {
	rule := writeRule{langs: o.langs, columns: o.langs}
	if len(o.langs) > 0 {
		rule.source = o.langs[0]
	} else if how.needsColumns {
		var err error
		if rule.columns, err = columnsOf(ctx, m, filter); err != nil {
			return 0, err
		}
	}
	out, err := how.write(w, rule)
	if err != nil {
		return 0, err
	}
	n := 0
	for u, err := range m.Units(ctx, filter) {
		if err != nil {
			return n, err
		}
		if err := out.Write(only(u, o.langs)); err != nil {
			return n, err
		}
		n++
	}
	err = out.Close()
	if x, ok := out.(interface{ Warnings() []string }); ok {
		for _, w := range x.Warnings() {
			a.warn("%s", w)
		}
	}
	return n, err
}

// only drops the variants in other languages than langs; no langs keep all.
func only(u tm.Unit, langs []string) tm.Unit {
	if len(langs) == 0 {
		return u
	}
	var kept []tm.Variant
	for _, l := range langs {
		for _, v := range u.Variants {
			if tm.Base(v.Lang) == tm.Base(l) {
				kept = append(kept, v)
			}
		}
	}
	u.Variants = kept
	return u
}

// columnsOf lists the languages of the units, each as often as a unit may hold it: az, ru, en first.
func columnsOf(ctx context.Context, m *tm.Memory, filter tm.Filter) ([]string, error) {
	most := map[string]int{}
	for u, err := range m.Units(ctx, filter) {
		if err != nil {
			return nil, err
		}
		n := map[string]int{}
		for _, v := range u.Variants {
			n[v.Lang]++
			most[v.Lang] = max(most[v.Lang], n[v.Lang])
		}
	}
	var langs []string
	for l, n := range most {
		for range n {
			langs = append(langs, l)
		}
	}
	rank := func(l string) int { return (slices.Index(languages, l) + 4) % 4 }
	order := map[int]int{0: 1, 1: 2, 2: 3, 3: 9}
	slices.SortFunc(langs, func(x, y string) int {
		if d := order[rank(x)] - order[rank(y)]; d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	return langs, nil
}

// writeBeside writes a file whole or not at all: beside it first, then renamed. It never
// replaces a memory, and another file only with force.
func writeBeside(name string, force bool, memory string, write func(io.Writer) (int, error)) (n int, err error) {
	if _, err := os.Lstat(name); err == nil {
		if same(name, memory) || isSQLite(name) {
			return 0, hint(fmt.Errorf("%s: a memory lies there: export never replaces one", name), "choose another name")
		}
		if !force {
			return 0, hint(fmt.Errorf("%s: the file exists", name), "--force replaces it")
		}
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".aztm-export-*") // made with mode 0600
	if err != nil {
		return 0, fileError(name, err)
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriterSize(f, 256<<10)
	n, err = write(w)
	err = errors.Join(err, w.Flush(), f.Sync(), f.Close())
	if err != nil {
		return n, fmt.Errorf("%s: %w", name, err)
	}
	return n, os.Rename(f.Name(), name)
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

func isSQLite(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 15)
	n, _ := io.ReadFull(f, head)
	return string(head[:n]) == "SQLite format 3"
}
