package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newDoctor(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Check that the memory is sound",
		Long: `Doctor checks the file as SQLite does, the index against the units and the
version of the keys. It changes nothing. Exit code 2 says that something is
damaged.`,
		Example: "  aztm doctor",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runDoctor(c.Context(), a) },
	}
}

func runDoctor(ctx context.Context, a *app) error {
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	findings, err := m.Doctor(ctx)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if a.json {
			if err := a.object(map[string]string{"check": f.Check, "message": f.Message}); err != nil {
				return err
			}
			continue
		}
		a.printf("%s: %s\n", f.Check, visible(f.Message))
	}
	if len(findings) > 0 {
		return hint(fmt.Errorf("memory %s: %s", m.Path(), plural(len(findings), "fault", "faults")),
			"keep the file; a backup, or aztm export --format jsonl into a new memory, saves the units")
	}
	if !a.json {
		a.printf("%s: sound\n", a.text(m.Path()))
	}
	return nil
}
