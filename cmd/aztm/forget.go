package main

import (
	"context"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newForget(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "forget UNIT...",
		Short: "Remove units by number",
		Long: `Forget removes units from the memory. It is a batch, so undo brings them back.
Lookup, search and show print the number below each unit. A wrong pair that
would come again with the next add is better rejected.`,
		Example: "  aztm forget 12\n  aztm forget 12 13 14",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runForget(c.Context(), a, args) },
	}
}

func runForget(ctx context.Context, a *app, args []string) error {
	return decide(ctx, a, "forget", "forgotten", args, func(b *tm.Batch, ids []int64) error { return b.Forget(ctx, ids...) })
}
