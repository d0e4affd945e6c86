package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/spf13/pflag"

	"aztm/tm"
)

// someUnits are the options of commands that go through the memory or a part of it.
type someUnits struct {
	batch    int64
	document string
}

func (o *someUnits) addFlags(f *pflag.FlagSet) {
	f.Int64Var(&o.batch, "batch", 0, "only units of this batch")
	f.StringVar(&o.document, "document", "", "only units whose story or document is named so (part of the `NAME`, or a pattern with *)")
}

func (o someUnits) filter() tm.Filter { return tm.Filter{Batch: o.batch, Story: o.document} }

// units yields the units of m that a filter names, with a progress line.
func (a *app) units(ctx context.Context, m *tm.Memory, f tm.Filter, what string) iter.Seq2[tm.Unit, error] {
	return func(yield func(tm.Unit, error) bool) {
		p := a.progress(what, "units", 0)
		defer p.done()
		last, err := m.LastUnit(ctx)
		if err != nil {
			yield(tm.Unit{}, err)
			return
		}
		for u, err := range m.Units(ctx, f) {
			p.add(1)
			p.at(float64(u.ID) / float64(last))
			if !yield(u, err) {
				return
			}
		}
	}
}

// eachUnit calls do for the units of m that a filter names, with a progress line.
func (a *app) eachUnit(ctx context.Context, m *tm.Memory, f tm.Filter, what string, do func(tm.Unit) error) error {
	for u, err := range a.units(ctx, m, f, what) {
		if err == nil {
			err = do(u)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pageOptions say which part of a list is printed.
type pageOptions struct{ limit, offset int }

func (o *pageOptions) addFlags(f *pflag.FlagSet, what string) {
	f.IntVar(&o.limit, "limit", 20, "most "+what+" shown")
	f.IntVar(&o.offset, "offset", 0, what+" to pass over: the next page")
}

func (o pageOptions) check() error {
	if o.limit < 1 || o.offset < 0 {
		return fmt.Errorf("--limit %d --offset %d: at least 1 and at least 0", o.limit, o.offset)
	}
	return nil
}

// printPage prints a part of a list of things, called one or many, and says what is left of it.
func printPage[T any](a *app, o pageOptions, list []T, one, many string, show func(*app, T), object func(T) any) error {
	a.page()
	from := min(o.offset, len(list))
	to := from + min(o.limit, len(list)-from)
	for i, x := range list[from:to] {
		if a.json {
			if err := a.object(object(x)); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			a.printf("\n")
		}
		show(a, x)
	}
	switch all := plural(len(list), one, many); {
	case to < len(list):
		a.say("%d of %s; --offset %d shows the next", to-from, all, to)
	case from > 0:
		a.say("%d of %s", to-from, all)
	}
	return nil
}
