package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type undoOptions struct{ withLater bool }

func newUndo(a *app) *cobra.Command {
	var o undoOptions
	c := &cobra.Command{
		Use:   "undo BATCH",
		Short: "Take a batch back",
		Long: `Undo takes a batch back as if it had never been. It is a batch itself, so it
can be taken back as well.`,
		Example: "  aztm history\n  aztm undo 3",
		Args:    wants(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return runUndo(c.Context(), a, o, args[0]) },
	}
	o.addFlags(c)
	return c
}

func (o *undoOptions) addFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.withLater, "with-later", false, "take back the later batches that touched its units, too")
}

func runUndo(ctx context.Context, a *app, o undoOptions, arg string) error {
	id, err := strconv.ParseInt(arg, 10, 64)
	if err != nil {
		return hint(fmt.Errorf("%q is no batch number", arg), "%s history lists the batches", a.command())
	}
	if m, err := a.openReader(ctx); err != nil { // never makes a memory
		return err
	} else if err := m.Close(); err != nil {
		return err
	}
	p := a.progress("undo", "", 0)
	defer p.done()
	var taken []int64
	info, err := a.writing(ctx, "undo", arg, func(b *tm.Batch) (err error) {
		taken, err = b.Undo(ctx, id, o.withLater)
		return err
	})
	var later *tm.LaterError
	switch {
	case errors.As(err, &later):
		return hint(err, "%s undo --with-later %d takes them back as well", a.command(), id)
	case errors.Is(err, tm.ErrNotFound):
		return hint(err, "%s history lists the batches", a.command())
	case err != nil:
		return err
	}
	if a.json {
		return a.object(map[string]any{"undone": taken, "batch": info.ID})
	}
	for _, t := range taken {
		a.say("batch %d is taken back", t)
	}
	a.say("this is batch %d; %s undo %d brings it back", info.ID, a.command(), info.ID)
	return nil
}
