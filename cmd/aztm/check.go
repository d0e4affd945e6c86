package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check FILE.tmx...",
		Short: "Say what is wrong in TMX files, without importing them",
		Long: `Check reads TMX files as import does and prints what is wrong in them, each
with its line, the id of the unit, the cause and what to do about it; then how
many units a file holds, and texts by language. Nothing is stored.

Exit code 0 says that import would take the file, be it with warnings; 2 that
it would refuse it.`,
		Example: "  aztm check client.tmx\n  aztm check --json *.tmx",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runCheck(c.Context(), a, args) },
	}
}

func runCheck(ctx context.Context, a *app, args []string) error {
	var err error
	for _, name := range args {
		fileErr := checkTMX(ctx, a, name)
		if ctx.Err() != nil {
			return fileErr
		}
		if fileErr != nil && err != nil {
			a.complain(err)
		}
		if fileErr != nil {
			err = fileErr
		}
	}
	return err
}
