package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus/norm"
	"aztm/tm"
)

type putOptions struct{ az, ru, en string }

func newPut(a *app) *cobra.Command {
	var o putOptions
	c := &cobra.Command{
		Use:     "put --az TEXT --ru TEXT [--en TEXT]",
		Short:   "Store one approved unit: what was just translated",
		Example: `  aztm put --az "Görüş baş tutub." --ru "Встреча состоялась."`,
		Args:    wants(0, 0),
		RunE:    func(c *cobra.Command, _ []string) error { return runPut(c.Context(), a, o) },
	}
	o.addFlags(c)
	return c
}

func (o *putOptions) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.az, "az", "", "the Azerbaijani `TEXT`")
	c.Flags().StringVar(&o.ru, "ru", "", "the Russian `TEXT`")
	c.Flags().StringVar(&o.en, "en", "", "the English `TEXT`")
}

func runPut(ctx context.Context, a *app, o putOptions) error {
	u := tm.Unit{Status: tm.Approved, Confidence: tm.NoConfidence}
	for _, v := range [][2]string{{"az", o.az}, {"ru", o.ru}, {"en", o.en}} {
		if text, _ := norm.Repair(v[0], strings.TrimSpace(v[1])); text != "" {
			u.Variants = append(u.Variants, tm.Variant{Lang: v[0], Text: text})
		}
	}
	if len(u.Variants) < 2 {
		return hint(errors.New("put wants the text in two languages or more"), `aztm put --az "Görüş baş tutub." --ru "Встреча состоялась."`)
	}
	var id int64
	info, err := a.writing(ctx, "put", u.Variants[0].Text, func(b *tm.Batch) (err error) {
		id, err = b.Put(ctx, u)
		return err
	})
	if err != nil {
		return err
	}
	if a.json {
		return a.object(map[string]int64{"unit": id, "batch": info.ID})
	}
	a.say("stored as unit %d, batch %d", id, info.ID)
	return nil
}
