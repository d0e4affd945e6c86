package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

// reviewKind is the kind of the batches of review.
const reviewKind = "review"

type reviewOptions struct {
	batch  int64
	search string
	below  float64
	html   string
	force  bool
}

func newReview(a *app) *cobra.Command {
	var o reviewOptions
	c := &cobra.Command{
		Use:   "review [STORY...]",
		Short: "Go through what needs eyes, story by story, and put it right",
		Long: `Review fills the terminal with a story, its languages side by side, and goes
through the units that the aligner made and was not sure of: bad ones first, then
those to check, each story once, the worst ahead. Names of stories (or a part,
or a pattern with *) show these stories, whatever needs eyes, from the top down.

Names, numbers and known words that stand on several sides are lit; names and
numbers without a counterpart have a colour of their own. a approves and goes
on, r rejects, m and M join with the row below or above, s splits, < and > move
a sentence to the row above or below, x sets a side apart that is no translation
of the others, e edits, u takes the last decision back, n leaves it for later, q
quits. ? shows all keys.

Each decision is stored at once, as a batch of its own. What is decided is not
asked again, so review can be left at any time. What is joined, split, moved or
edited is approved by that. What was approved teaches the aligner words.

With --html FILE it writes a page to decide on instead: one file, which any
browser opens without a network, of all stories or those that are named. What
was decided there is saved as a small file, which review apply takes.`,
		Example: `  aztm review
  aztm review talks                        a story from the top down
  aztm review --batch 3                    what this run of add stored
  aztm review --search "az:danışıqlar"
  aztm review --below 0.5                  bad ones alone
  aztm review --html page.html             in a browser; then:
  aztm review apply page.json`,
		Args: wants(0, anyNumber),
	}
	c.RunE = func(c *cobra.Command, args []string) error { return runReview(c.Context(), a, o, args) }
	o.addFlags(c)
	c.AddCommand(newReviewApply(a))
	return c
}

func (o *reviewOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.Int64Var(&o.batch, "batch", 0, "only units of this batch")
	f.StringVar(&o.search, "search", "", "only units that this `QUERY` of search finds")
	f.Float64Var(&o.below, "below", reviewBelow, "what needs eyes: a confidence below this; 0.95 is what is not good, 0.5 what is bad")
	f.StringVar(&o.html, "html", "", "write a page to decide on to `FILE`")
	f.BoolVar(&o.force, "force", false, "replace the FILE of --html if it exists")
}

// reviewBelow is the confidence from which on a unit is called good.
const reviewBelow = 0.95

const reviewGuide = `Keys of review

  a                 approve: the sides say the same; on to the next that needs eyes
  r                 reject: kept, and never found again; on to the next
  m  M              join the row with the one below, above
  s                 split the row: ↑ ↓ move the cut, Tab changes the side, Enter splits, Esc leaves
  Tab ← →           choose a side (its language has a *) for the next three
  >                 move its last sentence to the row below
  <                 move its first sentence to the row above
  x                 set it apart: it is no translation of the others
  e                 edit the texts: Enter stores, Tab goes to the next, Esc leaves
  u                 undo the last decision of this session; again the one before
  n  Space          leave it for later: on to the next that needs eyes
  p                 back to the one before
  ↑ ↓ PgUp PgDn     the rows of the story
  [  ]              the story before, the next story
  q                 quit; Ctrl-C does so everywhere

Each decision is stored at once; aztm history lists them. What is joined, split, moved or edited is approved by that. After a and r review goes on by itself; after the others the row stays, so that you see what became of it.

What is lit in the row: names and numbers that stand on several sides (in [brackets] without colours), known words and their translations. Names and numbers that stand on one side alone have another colour (and stand in {braces}): look at them first.

How sure the aligner was: good is right but for about one in a hundred, check is worth a look, bad is more likely wrong than right. Sentences without a counterpart stand in rows of their own, "alone": m joins them with what belongs to them.

The keys work with the Russian layout on, too.`

func runReview(ctx context.Context, a *app, o reviewOptions, names []string) error {
	if !(o.below > 0 && o.below <= 1) {
		return hint(fmt.Errorf("--below %v: a confidence is above 0 and at most 1", o.below), "0.95 is what is not good, 0.5 what is bad")
	}
	if o.html != "" {
		return runReviewPage(ctx, a, o, names)
	}
	c := a.command()
	if err := a.canFill("review", c+" review --html FILE writes a page to decide on; show prints units, and approve, reject, edit and forget take their numbers"); err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	q, err := makeQueue(ctx, a, m, o, names)
	if err != nil {
		return err
	}
	if len(q.stories) == 0 {
		a.say("nothing needs eyes; %s review STORY shows a story all the same", c)
		return nil
	}
	al, err := memoryAligner(ctx, m)
	if err != nil {
		return err
	}
	screen, stop := context.WithCancel(ctx)
	r := newReviewer(screen, a, m, al, q)
	err = a.fill(screen, "review", r)
	stop()
	r.work.Wait()
	if err = errors.Join(err, m.Close()); err != nil {
		return err
	}
	a.sayReviewed(len(r.decided), q.left(), o.again(names))
	if len(r.decided) > 0 {
		return a.learnReviewed(ctx)
	}
	return nil
}

// runReviewPage writes the page.
func runReviewPage(ctx context.Context, a *app, o reviewOptions, names []string) error {
	if o.search != "" || o.below != reviewBelow {
		return hint(errors.New("the page of --html holds whole stories, of all grades: --search and --below do not go with it"),
			"name stories, or --batch; on the page itself filters choose")
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	stories, err := storiesNamed(ctx, a, m, o, names)
	if err != nil {
		return err
	}
	return writePage(ctx, a, m, stories, o.html, o.force)
}

// sayReviewed says what was done, and how it goes on.
func (a *app) sayReviewed(decided, left int, again string) {
	done := "nothing decided"
	if decided > 0 {
		done = fmt.Sprintf("%d decided", decided)
	}
	if left == 0 {
		a.say("%s, nothing is left that needs eyes", done)
		return
	}
	a.say("%s, %d left; %s %s goes on", done, left, a.command(), again)
}

// again is the command that goes through the same once more.
func (o reviewOptions) again(names []string) string {
	words := []string{"review"}
	if o.batch != 0 {
		words = append(words, fmt.Sprintf("--batch %d", o.batch))
	}
	if o.search != "" {
		words = append(words, "--search "+shellQuote(o.search))
	}
	if o.below != reviewBelow {
		words = append(words, fmt.Sprintf("--below %v", o.below))
	}
	for _, name := range names {
		words = append(words, shellQuote(name))
	}
	return strings.Join(words, " ")
}

// learnReviewed lets the lexicon learn from what was approved, if that is enough.
func (a *app) learnReviewed(ctx context.Context) error {
	m, err := a.openWriter(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	a.relearn(ctx, m)
	return nil
}

// reviewLabel is what the batches of a story's decisions are about.
func reviewLabel(s tm.StoredStory) string {
	if s.Name == "" && len(s.Rows) > 0 {
		return fmt.Sprintf("unit %d", s.Rows[0].Unit.ID)
	}
	return strings.TrimSpace(s.Name)
}
