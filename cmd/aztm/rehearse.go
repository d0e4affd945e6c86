package main

import (
	"context"
	"fmt"

	"aztm/align"
	"aztm/align/lexicon"
	"aztm/tm"
)

// minRehearsal is how many stories a run has that is worth aligning twice.
const minRehearsal = 12

// remember lets the ingester align by the built-in lexicon and what the memory learned.
func (in *ingester) remember(ctx context.Context, m *tm.Memory) (err error) {
	in.learned, err = m.Learned(ctx, learnedVersion())
	in.aligner = align.New(lexicon.Builtin().With(lexicon.FromEntries(in.learned.Entries)))
	return err
}

// rehearse aligns the new stories of a long run once before any is stored, so that each is aligned by what all of them teach. On 63
// stories of news, strict F1 of az-ru rose by 0.001 to 0.006 and of all three languages by up to 0.009; az-en and ru-en stayed within
// 0.003. Shorter runs, and those that add little to what the memory learned from, are left alone.
func (in *ingester) rehearse(ctx context.Context, a *app, stories []*addStory, find findStory) error {
	if len(stories) < minRehearsal {
		return nil
	}
	p := a.progress("add: learning", "stories", len(stories))
	defer p.done()
	for _, s := range stories {
		p.add(1)
		if s.status != "" {
			continue
		}
		if err := in.observe(ctx, s, find); err != nil {
			return fmt.Errorf("story %s: %w", s.name, err)
		}
	}
	if n := in.aligner.Observed(); n >= minTeaching && grown(n+in.learned.Units, in.learned.Units) {
		in.aligner = in.aligner.Taught()
	}
	return nil
}

// observe aligns a story, unless the memory knows it, for the aligner to learn from.
func (in *ingester) observe(ctx context.Context, s *addStory, find findStory) error {
	docs, err := in.documents(s.docs)
	if err != nil || docs == nil {
		return err
	}
	known, err := find(ctx, docs)
	if err != nil || known.State == tm.StoryUnchanged {
		return err
	}
	t := texts(known.Docs)
	beads, err := in.aligner.Align(t)
	if err == nil {
		in.aligner.Observe(t, beads)
	}
	return err
}
