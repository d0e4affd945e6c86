package tm

import (
	"context"
	"slices"
)

// A ConflictPolicy says what becomes of a unit to import where the memory has it with other text.
type ConflictPolicy string

const (
	ReplaceByTUID ConflictPolicy = ""        // the same tuid is replaced, the same source stands beside the other
	KeepOld       ConflictPolicy = "keep"    // the memory's unit stands, the file's is passed over
	ReplaceOld    ConflictPolicy = "replace" // the file's text takes the place of the memory's
	AddBeside     ConflictPolicy = "add"     // both stand
)

// A ConflictRule is a policy and what it needs to know of the file.
//
// A unit is in conflict with one of the memory that an earlier batch stored if both have the same tuid, or the same
// source text and in another language that both have other text. A tuid that is a mere number counts only where some
// variant is the same. Of several units the newest counts.
type ConflictRule struct {
	Policy ConflictPolicy
	Source string // source language of the file; "" or one that a unit lacks: that of its first variant
}

// conflicting finds the unit of the memory that u is in conflict with; its ID is 0 if there is none.
func (b *Batch) conflicting(ctx context.Context, u Unit, rule ConflictRule) (record, error) {
	if rule.Policy == AddBeside {
		return record{}, nil
	}
	old, err := b.byTUID(ctx, u)
	if err != nil || old.ID != 0 || rule.Policy == ReplaceByTUID {
		return old, err
	}
	return b.bySource(ctx, u, rule.source(u))
}

// source is the variant of u in the source language of the file.
func (r ConflictRule) source(u Unit) Variant {
	i := slices.IndexFunc(u.Variants, func(v Variant) bool { return r.Source != "" && Base(v.Lang) == Base(r.Source) })
	return u.Variants[max(i, 0)]
}

// sourceTries bounds how many units with one source text bySource looks at: a heading may stand a hundred thousand times.
const sourceTries = 64

// bySource finds the newest unit of an earlier batch with the same source text and other text in another language.
func (b *Batch) bySource(ctx context.Context, u Unit, source Variant) (record, error) {
	if err := b.gathered(ctx); err != nil {
		return record{}, err
	}
	ids, err := b.withHash(ctx, &b.index.texts, NewText(source.Lang, source.Text).hash())
	for _, id := range slices.Backward(ids[max(0, len(ids)-sourceTries):]) {
		r, err := b.record(ctx, id)
		if err != nil {
			return r, err
		}
		if r.Batch != b.info.ID && !b.changed[id] && translatesOtherwise(r.Unit, u, source) { // else it came with the file
			return r, nil
		}
	}
	return record{}, err
}

// translatesOtherwise says whether a and b have the source text in common, and other text in another language that both have.
func translatesOtherwise(a, b Unit, source Variant) bool {
	same, other := false, false
	for _, v := range a.Variants {
		if Base(v.Lang) == Base(source.Lang) {
			same = same || v.Text == source.Text
			continue
		}
		for _, w := range b.Variants {
			other = other || Base(v.Lang) == Base(w.Lang) && v.Text != w.Text
		}
	}
	return same && other
}
