package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newStats(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "stats",
		Short:   "Say what the memory holds",
		Example: "  aztm stats\n  aztm stats --json",
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runStats(c.Context(), a) },
	}
}

func runStats(ctx context.Context, a *app) error {
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	s, err := m.Stats(ctx)
	if err != nil {
		return err
	}
	if a.json {
		return a.object(struct {
			Units     int               `json:"units"`
			Variants  map[string]int    `json:"variants"`
			Status    map[tm.Status]int `json:"status"`
			Stories   int               `json:"stories"`
			Documents int               `json:"documents"`
			Segments  map[string]int    `json:"segments"`
			Batches   int               `json:"batches"`
			Bytes     int64             `json:"bytes"`
		}(s))
	}
	var langs []string
	for _, l := range slices.Sorted(maps.Keys(s.Variants)) {
		langs = append(langs, fmt.Sprintf("%s %d", a.text(l), s.Variants[l]))
	}
	t := table{long: 1}
	t.add("memory", a.text(m.Path()))
	t.add("units", fmt.Sprint(s.Units))
	t.add("variants", strings.Join(langs, ", "))
	t.add("stories", fmt.Sprint(s.Stories))
	t.add("documents", fmt.Sprint(s.Documents))
	t.add("batches", fmt.Sprint(s.Batches))
	t.add("size", fmt.Sprintf("%.1f MB", float64(s.Bytes)/1e6))
	t.print(a)
	return nil
}
