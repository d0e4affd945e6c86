package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

func newReviewApply(a *app) *cobra.Command {
	rest := false
	c := &cobra.Command{
		Use:   "apply FILE...",
		Short: "Store the decisions that a page of review saved",
		Long: `Review apply takes the decisions of FILE into the memory, as one batch, which undo
takes back. Twice is harmless: what is stored already is left alone. If a story
or a unit changed since the page was made, so that a decision no longer fits,
nothing of FILE is stored, and the reason is told; --rest stores the others.

FILE is JSON, and may be written by other programs:
  {"format": "aztm review", "version": 1, "stories": [
    {"id": 3, "story": "talks", "documents": {"az": DIGEST, "ru": DIGEST},
     "decisions": [{"do": "approve", "unit": 12, "status": "aligned",
       "segments": {"az": [4, 5], "ru": [4, 6]},
       "texts": {"az": "…", "ru": "…"}}]}]}
"do" is approve, reject, edit or merge. "status", "segments" (first, and one
behind the last, from 0) and "texts" say what stood on the page. "to" has the
texts that an edit changes, "" takes one out; approve and merge may have it,
too. "with" of merge has the rows that follow: unit (0 for a segment alone),
status, segments, texts.

--json prints an object a file: file, approved, rejected, edited, merged,
before (decisions that were stored already), left_out, batch.`,
		Example: `  aztm review apply aztm-review-2024-10-03-174500.json
  aztm review apply - < decisions.json`,
		Args: wants(1, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runReviewApply(c.Context(), a, rest, args) },
	}
	c.Flags().BoolVar(&rest, "rest", false, "store the decisions that still fit, and list the others")
	return c
}

func runReviewApply(ctx context.Context, a *app, rest bool, files []string) error {
	for _, name := range files {
		if err := applyFile(ctx, a, rest, name); err != nil {
			return err
		}
	}
	return nil
}

// applyFile stores the decisions of one file.
func applyFile(ctx context.Context, a *app, rest bool, name string) error {
	f, err := openDecisions(a, name)
	if err != nil {
		return err
	}
	if name == "-" {
		name = stdinName
	}
	if err := a.wantsMemory(ctx); err != nil {
		return err
	}
	m, err := a.openWriter(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	b, err := m.Begin(ctx, reviewKind, filepath.Base(name))
	if err != nil {
		return err
	}
	defer b.Rollback()
	x := applier{ctx: ctx, a: a, b: b}
	for _, s := range f.Stories {
		if err := x.story(s); err != nil {
			return withFile(name, err)
		}
	}
	if len(x.misfits) > 0 && !rest {
		return hint(fmt.Errorf("%s: %w%s", name, x.misfits[0], andMore(len(x.misfits)-1)),
			"nothing of this file is stored; --rest stores the other decisions, and %s review --html makes the page anew", a.command())
	}
	info, err := b.Commit(ctx)
	if err != nil {
		return err
	}
	if err := x.report(name, info.ID); err != nil {
		return err
	}
	if info.ID != 0 {
		a.relearn(ctx, m)
	}
	return nil
}

func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %s more)", plural(n, "decision", "decisions"))
}

func openDecisions(a *app, name string) (decisionFile, error) {
	var in io.Reader = a.stdin
	if name == "-" {
		a.sayTyping()
		name = stdinName
	} else {
		file, err := os.Open(name)
		if err != nil {
			return decisionFile{}, fileError(name, err)
		}
		defer file.Close()
		in = file
	}
	f, err := readDecisions(in)
	if err != nil {
		err = withFile(name, err)
	}
	return f, err
}

// An applier takes decisions into a batch.
type applier struct {
	ctx     context.Context
	a       *app
	b       *tm.Batch
	done    [4]int // decisions that changed something, by number of their action
	before  int    // those that had nothing to change
	misfits []error
}

// A misfit says why a decision no longer fits what the memory holds.
type misfit struct{ error }

func misfitf(format string, args ...any) error { return misfit{fmt.Errorf(format, args...)} }

// story takes the decisions about a story. What no longer fits is put down in misfits; the error is another.
func (x *applier) story(d storyDecisions) error {
	s, err := x.b.StoredStory(x.ctx, d.ID)
	switch {
	case errors.Is(err, tm.ErrNotFound):
		err = misfitf("story %s: it is not in this memory", d.Story)
	case err == nil:
		err = d.fits(s)
	}
	if x.misfit(err) {
		return nil
	}
	for _, one := range d.Decisions {
		if err == nil {
			err = x.decision(s, one)
		}
		if err != nil {
			err = fmt.Errorf("story %s, %s: %w", d.Story, one.name(), err)
		}
		if x.misfit(err) {
			err = nil
		}
	}
	return err
}

// misfit puts an error down that is one.
func (x *applier) misfit(err error) bool {
	var m misfit
	if !errors.As(err, &m) {
		return false
	}
	x.misfits = append(x.misfits, err)
	return true
}

// decision takes one decision into the batch.
func (x *applier) decision(s tm.StoredStory, d pageDecision) error {
	var row tm.Row
	var changed bool
	var err error
	if d.Do == doMerge {
		row, changed, err = x.merge(s, d)
	} else {
		row, err = d.row(s, d.want())
	}
	if err != nil {
		return err
	}
	edited, err := x.edit(row.Unit, d)
	if err != nil {
		return err
	}
	changed = changed || edited
	if want := d.want(); want != "" && d.Do != doMerge && row.Unit.Status != want {
		changed = true
		if err := x.b.SetStatus(x.ctx, want, row.Unit.ID); err != nil {
			return err
		}
	}
	if changed {
		x.done[d.Do]++
	} else {
		x.before++
	}
	return nil
}

// merge makes one unit of the rows of a decision, and returns its row.
func (x *applier) merge(s tm.StoredStory, d pageDecision) (row tm.Row, changed bool, err error) {
	if r, ok := d.merged(s); ok {
		return r, false, d.fitsStatus(r.Unit.Status, tm.Approved)
	}
	first := -1
	for n, r := range d.rows() {
		at, err := r.find(s, tm.Approved)
		if err != nil && n > 0 {
			err = fmt.Errorf("%s beside it: %w", r.name(), err)
		}
		if err != nil {
			return row, false, err
		}
		if first < 0 {
			first = at
		}
		if at != first+n {
			return row, false, misfitf("the rows to be merged no longer follow one another")
		}
	}
	last := first + 1 + len(d.With)
	if err := x.b.Realign(x.ctx, s, first, last, tm.Merge(s.Rows[first:last]...)); err != nil {
		return row, false, err
	}
	after, err := x.b.StoredStory(x.ctx, s.ID)
	if err != nil {
		return row, false, err
	}
	row, ok := d.merged(after)
	if !ok {
		return row, false, errors.New("the merged row was not found again")
	}
	return row, true, nil
}

// edit gives a unit the texts of a decision, if it does not have them.
func (x *applier) edit(u tm.Unit, d pageDecision) (changed bool, err error) {
	if len(d.To) == 0 {
		return false, nil
	}
	variants, missing, err := d.edited(u)
	if err != nil || !missing {
		return false, err
	}
	if err := x.b.Edit(x.ctx, u.ID, variants); err != nil {
		return false, err
	}
	x.a.warnLostCodes(u, variants)
	return true, nil
}

// report says what became of the decisions of a file.
func (x *applier) report(name string, batch int64) error {
	for _, err := range x.misfits {
		x.a.warn("left out: %s", visible(err.Error()))
	}
	if x.a.json {
		return x.a.object(struct {
			File     string `json:"file"`
			Approved int    `json:"approved"`
			Rejected int    `json:"rejected"`
			Edited   int    `json:"edited"`
			Merged   int    `json:"merged"`
			Before   int    `json:"before"`
			LeftOut  int    `json:"left_out"`
			Batch    int64  `json:"batch,omitempty"`
		}{name, x.done[doApprove], x.done[doReject], x.done[doEdit], x.done[doMerge], x.before, len(x.misfits), batch})
	}
	var parts []string
	for do, n := range x.done {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, action(do).past()))
		}
	}
	before := ""
	if x.before > 0 {
		before = fmt.Sprintf("; %d stored before", x.before)
	}
	if batch == 0 {
		x.a.say("%s: nothing to do%s", name, before)
		return nil
	}
	x.a.say("%s: %s as batch %d%s; %s undo %d takes it back", name, strings.Join(parts, ", "), batch, before, x.a.command(), batch)
	return nil
}

func readAllLimited(r io.Reader, limit int64) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("larger than %d MB: no file that a page of review saved", limit>>20)
	}
	return b, err
}
