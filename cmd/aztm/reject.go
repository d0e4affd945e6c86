package main

import (
	"context"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newReject(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "reject UNIT...",
		Short:   "Say that units are wrong: they are kept, and never match again",
		Example: "  aztm reject 12\n  aztm reject 12 13 14",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runReject(c.Context(), a, args) },
	}
}

func runReject(ctx context.Context, a *app, args []string) error {
	return decide(ctx, a, "reject", "rejected", args, func(b *tm.Batch, ids []int64) error { return b.SetStatus(ctx, tm.Rejected, ids...) })
}
