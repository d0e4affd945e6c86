package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

func newHistory(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "history",
		Short:   "List the batches: what each run stored",
		Example: "  aztm history\n  aztm undo 3",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runHistory(c.Context(), a) },
	}
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
	t := table{right: map[int]bool{0: true, 3: true, 4: true, 5: true}, long: 6}
	t.add("batch", "time", "kind", "new", "changed", "removed", "what")
	for _, b := range batches {
		if a.json {
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
			continue
		}
		what := a.text(b.Label)
		if b.Kind == "undo" {
			what = "of batch " + what
		}
		if b.UndoneBy != 0 {
			what += fmt.Sprintf(" (taken back by %d)", b.UndoneBy)
		}
		t.add(fmt.Sprint(b.ID), b.Time.Local().Format("2006-01-02 15:04"), b.Kind, dash(b.Added), dash(b.Changed), dash(b.Removed), what)
	}
	if !a.json {
		a.page()
		t.print(a)
	}
	return nil
}
