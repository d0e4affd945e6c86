package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type doctorOptions struct{ full, reindex bool }

func newDoctor(a *app) *cobra.Command {
	var o doctorOptions
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Check that the memory is sound",
		Long: `Doctor checks the file as SQLite does, what refers to what, the version of
the keys, and the index against a sample of the units; --full: against all of
them. It changes nothing, unless --reindex asks it to make the index anew from
the units. Exit code 2 says that something is damaged.`,
		Example: "  aztm doctor\n  aztm doctor --full\n  aztm doctor --reindex",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runDoctor(c.Context(), a, o) },
	}
	o.addFlags(c)
	return c
}

func (o *doctorOptions) addFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.full, "full", false, "compare the index with every unit, not with a sample")
	c.Flags().BoolVar(&o.reindex, "reindex", false, "make the index anew from the units, then check all of it")
}

// doctorSample is how many units doctor compares the index with.
const doctorSample = 1000

func runDoctor(ctx context.Context, a *app, o doctorOptions) error {
	if n := tm.LeftLog(a.memoryPath()); n > 0 {
		a.say("%s-wal: %s of batches that a running aztm, or a killed one, left there; it is part of the memory, keep both together", visible(a.memoryPath()), megabytes(n))
	}
	m, err := a.openReader(ctx)
	if errors.Is(err, tm.ErrDamaged) {
		return hint(err, restore)
	}
	if err != nil {
		return err
	}
	defer m.Close()
	if o.reindex {
		if err := reindexMemory(ctx, a); err != nil {
			return err
		}
	}
	p := a.progress("doctor", "", 0)
	defer p.done()
	var findings []tm.Finding
	if o.full || o.reindex {
		findings, err = m.Doctor(ctx)
	} else {
		findings, err = m.DoctorSample(ctx, doctorSample)
	}
	p.done()
	if err != nil {
		return err
	}
	return sayFindings(a, m.Path(), findings)
}

// reindexMemory makes the index anew; the memory exists.
func reindexMemory(ctx context.Context, a *app) error {
	m, err := a.openWriter(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	p := a.progress("doctor: index", "", 0)
	defer p.done()
	if err := m.Reindex(ctx); err != nil {
		return err
	}
	a.say("the index is made anew")
	return nil
}

const restore = "move the memory and its -wal file away and copy a backup to its place; without one, aztm export memory.jsonl saves what can be read"

func sayFindings(a *app, path string, findings []tm.Finding) error {
	index := 0
	for _, f := range findings {
		if f.Check == "index" {
			index++
		}
		if a.json {
			if err := a.object(map[string]string{"check": f.Check, "message": f.Message}); err != nil {
				return err
			}
			continue
		}
		a.printf("%s: %s\n", f.Check, visible(f.Message))
	}
	err := fmt.Errorf("memory %s: %s", path, plural(len(findings), "fault", "faults"))
	switch {
	case len(findings) == 0 && !a.json:
		a.printf("%s: sound\n", a.text(path))
	case len(findings) > 0 && index == len(findings):
		return hint(err, "the units are sound; %s doctor --reindex makes the index anew from them", a.command())
	case len(findings) > 0:
		return hint(err, restore)
	}
	return nil
}
