package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show UNIT...",
		Short:   "Print units by number: texts, where they came from, status",
		Example: "  aztm show 12\n  aztm show 12 13 --json",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runShow(c.Context(), a, args) },
	}
}

func runShow(ctx context.Context, a *app, args []string) error {
	ids, err := unitNumbers(args)
	if err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	a.page()
	for i, id := range ids {
		u, err := m.Unit(ctx, id)
		if errors.Is(err, tm.ErrNotFound) {
			return hint(err, "search and lookup print the number below each unit")
		}
		if err != nil {
			return err
		}
		if a.json {
			if err := a.object(unitObjectOf(u)); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			a.printf("\n")
		}
		printUnit(a, u)
	}
	return nil
}

// A unitObject is what show --json prints.
type unitObject struct {
	Unit       int64             `json:"unit"`
	Variants   map[string]string `json:"variants"`
	Status     tm.Status         `json:"status"`
	Confidence *float64          `json:"confidence,omitempty"`
	Edited     bool              `json:"edited,omitempty"`
	Story      string            `json:"story,omitempty"`
	Batch      int64             `json:"batch"`
	Created    string            `json:"created"`
	Changed    string            `json:"changed"`
}

func unitObjectOf(u tm.Unit) unitObject {
	s := unitObject{u.ID, map[string]string{}, u.Status, nil, u.Edited, u.Story, u.Batch, u.Created.Format(time.RFC3339), u.Changed.Format(time.RFC3339)}
	for _, v := range u.Variants {
		s.Variants[v.Lang] = v.Text
	}
	if u.Confidence >= 0 {
		s.Confidence = &u.Confidence
	}
	return s
}

// printText prints what stands behind the code of a language, or below such texts if lang is "".
func (a *app) printText(before, lang, text string) {
	indent := columns(before) + 4
	lang = a.text(lang)
	a.printf("%s\n", a.hang(before+a.paint(bold, lang)+strings.Repeat(" ", max(2, 4-columns(lang)))+text, indent))
}

func printUnit(a *app, u tm.Unit) {
	for _, v := range u.Variants {
		a.printText("", v.Lang, a.text(v.Text))
	}
	a.printText("", "", a.paint(dim, a.text(origin(u, firstSource(u), 1))))
}
