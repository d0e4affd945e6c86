package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
)

// reviewKind is the kind of the batches of review.
const reviewKind = "review"

type reviewOptions struct {
	html  string
	batch int64
	force bool
}

func newReview(a *app) *cobra.Command {
	var o reviewOptions
	c := &cobra.Command{
		Use:   "review [STORY...]",
		Short: "Look at what the aligner made, story by story",
		Long: `Review --html FILE writes a page to decide on: one file, which any browser opens
without a network. It shows the stories that are named (part of the name, or a
pattern with *), else all, in columns, with the words that belong together lit
and a plot of the alignment. Keys approve, reject, edit and merge; ? lists them.
Its decisions are saved as a small file, and review apply FILE stores them.`,
		Example: `  aztm review --html page.html
  aztm review --html page.html talks 'economy*'`,
		Args: wants(0, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runReview(c.Context(), a, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.html, "html", "", "write a page to decide on to `FILE`")
	f.Int64Var(&o.batch, "batch", 0, "only stories of which this batch stored units")
	f.BoolVar(&o.force, "force", false, "replace FILE if it exists")
	c.AddCommand(newReviewApply(a))
	return c
}

func runReview(ctx context.Context, a *app, o reviewOptions, args []string) error {
	if o.html == "" {
		return hint(errors.New("review wants a file for its page"), "%s review --html page.html", a.command())
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	stories, err := storiesNamed(ctx, m, o.batch, args)
	if err != nil {
		return err
	}
	return writePage(ctx, a, m, stories, o.html, o.force)
}
