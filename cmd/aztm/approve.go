package main

import (
	"context"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newApprove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "approve UNIT...",
		Short:   "Say that units are right: they stand before others of equal score",
		Example: "  aztm approve 12\n  aztm approve 12 13 14",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runApprove(c.Context(), a, args) },
	}
}

func runApprove(ctx context.Context, a *app, args []string) error {
	return decide(ctx, a, "approve", "approved", args, func(b *tm.Batch, ids []int64) error { return b.SetStatus(ctx, tm.Approved, ids...) })
}
