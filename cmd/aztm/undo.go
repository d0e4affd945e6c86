package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type undoOptions struct{ withLater bool }

func newUndo(a *app) *cobra.Command {
	var o undoOptions
	c := &cobra.Command{
		Use:   "undo BATCH",
		Short: "Take a batch back, or a range of them",
		Long: `Undo takes a batch back as if it had never been. It is a batch itself, so it
can be taken back as well. A range, 12-40 or 12..40, takes back all batches from
the first to the last, the newest first, as one batch.`,
		Example: "  aztm history\n  aztm undo 3\n  aztm undo 12-40",
		Args:    wants(1, 1),
		RunE:    func(c *cobra.Command, args []string) error { return runUndo(c.Context(), a, o, args[0]) },
	}
	o.addFlags(c)
	return c
}

func (o *undoOptions) addFlags(c *cobra.Command) {
	c.Flags().BoolVar(&o.withLater, "with-later", false, "take back the later batches that touched its units, too")
}

// A batchRange is what undo takes back: the batches from first to last.
type batchRange struct{ first, last int64 }

// readBatches reads the number of a batch, or a range: 12-40, 12..40.
func readBatches(arg string) (batchRange, bool) {
	from, to, ranged := strings.Cut(arg, "..")
	if !ranged {
		from, to, ranged = strings.Cut(arg, "-")
	}
	if !ranged {
		to = from
	}
	first, err := strconv.ParseInt(from, 10, 64)
	last, err2 := strconv.ParseInt(to, 10, 64)
	return batchRange{first, last}, err == nil && err2 == nil && first <= last
}

func (r batchRange) String() string {
	if r.first == r.last {
		return fmt.Sprint(r.first)
	}
	return fmt.Sprintf("%d-%d", r.first, r.last)
}

// adviseLater says of the error that later batches touched what a batch stored how they are taken back as well: by undoing the range that was
// asked for, or if that is the zero value the batch. Other errors stay as they are.
func (a *app) adviseLater(err error, asked batchRange) error {
	var later *tm.LaterError
	if !errors.As(err, &later) {
		return err
	}
	if asked == (batchRange{}) {
		asked = batchRange{later.Batch, later.Batch}
	}
	return hint(err, "%s undo --with-later %s takes them back as well", a.command(), asked)
}

func runUndo(ctx context.Context, a *app, o undoOptions, arg string) error {
	r, ok := readBatches(arg)
	if !ok {
		return hint(fmt.Errorf("%q is no batch number, and no range of them", arg), "%s history lists the batches", a.command())
	}
	if err := a.wantsMemory(ctx); err != nil {
		return err
	}
	p := a.progress("undo", "", 0)
	defer p.done()
	var taken []int64
	info, err := a.writing(ctx, "undo", r.String(), func(b *tm.Batch) (err error) {
		if r.first == r.last {
			taken, err = b.Undo(ctx, r.first, o.withLater)
			return err
		}
		if taken, err = b.UndoRange(ctx, r.first, r.last, o.withLater); err == nil && len(taken) == 0 {
			err = hint(fmt.Errorf("batches %s: none of them stands", r), "%s history lists the batches", a.command())
		}
		return err
	})
	if errors.Is(err, tm.ErrNotFound) {
		return hint(err, "%s history lists the batches", a.command())
	}
	if err != nil {
		return a.adviseLater(err, r)
	}
	if a.json {
		return a.object(map[string]any{"undone": taken, "batch": info.ID})
	}
	if r.first < r.last {
		a.say("%s of %s taken back", plural(len(taken), "batch", "batches"), r)
	} else {
		for _, t := range taken {
			a.say("batch %d is taken back", t)
		}
	}
	a.say("this is batch %d; %s undo %d brings it back", info.ID, a.command(), info.ID)
	return nil
}
