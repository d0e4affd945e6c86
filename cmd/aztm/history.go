package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newHistory(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "history",
		Short: "List the batches: what each run stored",
		Long: `History lists the batches, the last first. Decisions about one story that were
made in review one after the other stand in one line: undo takes their range.

--json prints an object for each batch: batch, time, kind, label, added, changed
and removed (units), undoes (the batches that it took back), undone_by.`,
		Example: "  aztm history\n  aztm undo 3\n  aztm undo 12-40",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runHistory(c.Context(), a) },
	}
}

// A batchRun is a batch, or several decisions of review about one story, one right after the other, summed up.
type batchRun struct {
	tm.BatchInfo       // of the last
	first        int64 // number of the first batch
	decisions    int
}

// batchRuns puts the decisions of review together; the newest batch comes first.
func batchRuns(batches []tm.BatchInfo) []batchRun {
	var list []batchRun
	for _, b := range batches {
		if n := len(list) - 1; n >= 0 && b.Kind == reviewKind && list[n].Kind == reviewKind &&
			b.Label == list[n].Label && b.UndoneBy == list[n].UndoneBy && b.ID == list[n].first-1 {
			r := &list[n]
			r.first, r.decisions = b.ID, r.decisions+1
			r.Added, r.Changed, r.Removed = r.Added+b.Added, r.Changed+b.Changed, r.Removed+b.Removed
			continue
		}
		list = append(list, batchRun{b, b.ID, 1})
	}
	return list
}

// numbers are those of the batches, as undo takes them.
func (r batchRun) numbers() string {
	if r.first == r.ID {
		return fmt.Sprint(r.ID)
	}
	return fmt.Sprintf("%d-%d", r.first, r.ID)
}

// what says what a run is about.
func (r batchRun) what(a *app) string {
	what := a.text(r.Label)
	switch {
	case r.Kind == "undo" && strings.Contains(what, "-"):
		what = "of batches " + what
	case r.Kind == "undo":
		what = "of batch " + what
	case r.decisions > 1:
		what += fmt.Sprintf(", %d decisions", r.decisions)
	}
	if r.UndoneBy != 0 {
		what += fmt.Sprintf(" (taken back by %d)", r.UndoneBy)
	}
	return what
}

func runHistory(ctx context.Context, a *app) error {
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	batches, err := m.History(ctx)
	if err != nil {
		return err
	}
	if a.json {
		return printHistory(a, batches)
	}
	t := table{right: map[int]bool{0: true, 3: true, 4: true, 5: true}, long: 6}
	t.add("batch", "time", "kind", "new", "changed", "removed", "what")
	for _, r := range batchRuns(batches) {
		t.add(r.numbers(), r.Time.Local().Format("2006-01-02 15:04"), r.Kind, dash(r.Added), dash(r.Changed), dash(r.Removed), r.what(a))
	}
	a.page()
	t.print(a)
	return nil
}

// printHistory prints a JSON object for each batch.
func printHistory(a *app, batches []tm.BatchInfo) error {
	for _, b := range batches {
		if err := a.object(struct {
			Batch    int64   `json:"batch"`
			Time     string  `json:"time"`
			Kind     string  `json:"kind"`
			Label    string  `json:"label"`
			Added    int     `json:"added"`
			Changed  int     `json:"changed"`
			Removed  int     `json:"removed"`
			Undoes   []int64 `json:"undoes,omitempty"`
			UndoneBy int64   `json:"undone_by,omitempty"`
		}{b.ID, b.Time.Format(time.RFC3339), b.Kind, b.Label, b.Added, b.Changed, b.Removed, b.Undoes, b.UndoneBy}); err != nil {
			return err
		}
	}
	return nil
}
