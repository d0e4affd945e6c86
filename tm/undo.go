package tm

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// A LaterError says that a batch cannot be taken back because later ones touched what it stored.
type LaterError struct {
	Batch int64
	Later []BatchInfo // oldest first
}

func (e *LaterError) Error() string {
	l := e.Later[0]
	more := ""
	if n := len(e.Later) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("batch %d: batch %d (%s %s)%s changed its units later", e.Batch, l.ID, l.Kind, l.Label, more)
}

// Undo takes a batch back: units, documents and index are as they would be without it. An undo is a batch
// itself and can be taken back.
//
// While later batches that stand touched the same units or documents it returns a *LaterError, or takes them back too if
// withLater is set. It returns the batches that it took back, newest first. The error wraps ErrNotFound for
// an unknown batch.
func (b *Batch) Undo(ctx context.Context, id int64, withLater bool) ([]int64, error) {
	if err := b.usable(); err != nil {
		return nil, err
	}
	if err := b.settle(ctx); err != nil {
		return nil, b.m.explain(err)
	}
	all, err := history(ctx, b.tx)
	if err != nil {
		return nil, b.m.explain(err)
	}
	slices.Reverse(all) // oldest first
	at := slices.IndexFunc(all, func(i BatchInfo) bool { return i.ID == id })
	if at < 0 {
		return nil, b.m.explain(fmt.Errorf("batch %d: %w", id, ErrNotFound))
	}
	if by := all[at].UndoneBy; by != 0 {
		return nil, b.m.explain(fmt.Errorf("batch %d was taken back by batch %d", id, by))
	}
	later, err := b.later(ctx, all[at:])
	if err != nil {
		return nil, b.m.explain(err)
	}
	if len(later) > 0 && !withLater {
		return nil, b.m.explain(&LaterError{id, later})
	}
	targets := []int64{id}
	for _, l := range later {
		targets = append(targets, l.ID)
	}
	slices.SortFunc(targets, func(a, c int64) int { return cmp.Compare(c, a) })
	before := len(b.info.Undoes)
	err = b.undo(ctx, targets)
	return b.info.Undoes[before:], b.fail(err)
}

// UndoRange takes back the batches from first to last, the newest first, as Undo does: those that stand when their turn comes, since to take an
// undo back may bring an older one back.
func (b *Batch) UndoRange(ctx context.Context, first, last int64, withLater bool) ([]int64, error) {
	if err := b.usable(); err != nil {
		return nil, err
	}
	var taken []int64
	for id := min(last, b.info.ID-1); id >= max(first, 1); id-- {
		stands, err := b.stands(ctx, id)
		if err != nil {
			return nil, b.m.explain(err)
		}
		if !stands {
			continue
		}
		some, err := b.Undo(ctx, id, withLater)
		if err != nil {
			return nil, err
		}
		taken = append(taken, some...)
	}
	return taken, nil
}

// stands tells whether there is a batch, and nothing has taken it back.
func (b *Batch) stands(ctx context.Context, id int64) (bool, error) {
	ids, err := b.ids(ctx, `SELECT id FROM batch WHERE id = ? AND undone = 0`, id)
	return len(ids) > 0, err
}

// undo takes batches back, newest first, and writes down that it did. One that a later batch had brought back may be undone again when its turn
// comes.
func (b *Batch) undo(ctx context.Context, targets []int64) error {
	for _, t := range targets {
		stands, err := b.stands(ctx, t)
		if err != nil {
			return err
		}
		if !stands {
			continue
		}
		if err := b.revert(ctx, t); err != nil {
			return fmt.Errorf("undo of batch %d: %w", t, err)
		}
		if err := b.exec(ctx, `INSERT INTO undo (batch, target) VALUES (?, ?)`, b.info.ID, t); err != nil {
			return err
		}
		if err := b.markUndone(ctx, t, b.info.ID); err != nil {
			return err
		}
		b.info.Undoes = append(b.info.Undoes, t)
	}
	return nil
}

// markUndone writes that a batch was taken back, or with by 0 that it stands again. If it was an undo itself, its
// targets stand again, or not any more.
func (b *Batch) markUndone(ctx context.Context, id, by int64) error {
	if err := b.exec(ctx, `UPDATE batch SET undone = ? WHERE id = ?`, by, id); err != nil {
		return err
	}
	targets, err := b.ids(ctx, `SELECT target FROM undo WHERE batch = ? ORDER BY target`, id)
	if err != nil {
		return err
	}
	back := id // the targets are undone by this batch again
	if by != 0 {
		back = 0
	}
	for _, t := range targets {
		if err := b.markUndone(ctx, t, back); err != nil {
			return err
		}
	}
	return nil
}

// later returns the batches after the first of list that have to be taken back before it: those that stand and touched
// what it, or another of them, touched. An undo of a later batch left things as they were, and counts for nothing.
func (b *Batch) later(ctx context.Context, list []BatchInfo) ([]BatchInfo, error) {
	touched, err := b.needed(ctx, list[0].ID, spans{})
	if err != nil {
		return nil, err
	}
	var found []BatchInfo
	for _, l := range list[1:] {
		if l.UndoneBy != 0 || len(l.Undoes) > 0 && slices.Min(l.Undoes) > list[0].ID {
			continue
		}
		own, err := b.touched(ctx, l.ID, spans{})
		if err != nil {
			return nil, err
		}
		if touched.meet(own) {
			found = append(found, l)
			if touched, err = b.needed(ctx, l.ID, touched); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// spans are ranges of ids by entity, sorted by their first, not overlapping.
type spans map[string][]span

type span struct{ first, last int64 }

// touched adds what a batch touched to more.
func (b *Batch) touched(ctx context.Context, id int64, more spans) (spans, error) {
	rows, err := b.tx.QueryContext(ctx, `SELECT entity, first, last FROM journal WHERE batch = ?`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var entity string
		var s span
		if err := rows.Scan(&entity, &s.first, &s.last); err != nil {
			return nil, err
		}
		more[entity] = append(more[entity], s)
	}
	for entity, list := range more {
		more[entity] = mergeSpans(list)
	}
	return more, rows.Err()
}

// needed adds to more what a batch touched, and what has to be as it was for it to be taken back: the documents of the units as they were before,
// and the stories of those that it removed, whose segments may have become those of another unit.
func (b *Batch) needed(ctx context.Context, id int64, more spans) (spans, error) {
	for entity, query := range map[string]string{
		"document": `SELECT DISTINCT v.value ->> '$.Source.Document' FROM journal j, json_each(j.before, '$.Variants') v WHERE j.batch = ? AND j.entity = 'unit'`,
		"story": `SELECT DISTINCT j.before ->> '$.StoryID' FROM journal j WHERE j.batch = ? AND j.entity = 'unit' AND j.before IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM unit WHERE id = j.first)`,
	} {
		ids, err := b.ids(ctx, query, id)
		if err != nil {
			return nil, err
		}
		for _, n := range ids {
			if n != 0 {
				more[entity] = append(more[entity], span{n, n})
			}
		}
	}
	return b.touched(ctx, id, more)
}

func mergeSpans(list []span) []span {
	slices.SortFunc(list, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	merged := list[:0]
	for _, s := range list {
		if n := len(merged); n > 0 && s.first <= merged[n-1].last+1 {
			merged[n-1].last = max(merged[n-1].last, s.last)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// meet reports whether some id stands in both.
func (a spans) meet(b spans) bool {
	for entity, x := range a {
		y := b[entity]
		for len(x) > 0 && len(y) > 0 {
			switch {
			case x[0].last < y[0].first:
				x = x[1:]
			case y[0].last < x[0].first:
				y = y[1:]
			default:
				return true
			}
		}
	}
	return false
}

// revert undoes what a batch's journal says, last entry first.
func (b *Batch) revert(ctx context.Context, id int64) error {
	seqs, err := b.ids(ctx, `SELECT seq FROM journal WHERE batch = ? ORDER BY seq DESC`, id)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		var e entry
		_, err := b.row(ctx, `SELECT entity, first, last, before FROM journal WHERE batch = ? AND seq = ?`, []any{id, seq}, &e.entity, &e.first, &e.last, &e.before)
		if err != nil {
			return err
		}
		if err := b.revertEntry(ctx, e); err != nil {
			return fmt.Errorf("%s %d: %w", e.entity, e.first, err)
		}
	}
	return nil
}

func (b *Batch) revertEntry(ctx context.Context, e entry) error {
	for id := e.first; id <= e.last; id++ {
		var err error
		switch e.entity {
		case "unit":
			err = b.revertUnit(ctx, id, e.before)
		case "document":
			err = b.revertDocument(ctx, id, e.before)
		case "story":
			err = b.revertStory(ctx, id, e.before)
		case "glossary":
			err = b.revertTerms(ctx, id, e.before)
		default:
			err = fmt.Errorf("%w: journal of %q", ErrDamaged, e.entity)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// revertUnit makes a unit look as it did before: absent if before is nil.
func (b *Batch) revertUnit(ctx context.Context, id int64, before []byte) error {
	ids, err := b.ids(ctx, `SELECT id FROM unit WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if before == nil {
		cur, err := b.record(ctx, id)
		if err != nil {
			return err
		}
		return b.remove(ctx, cur)
	}
	var r record
	if err := json.Unmarshal(before, &r); err != nil {
		return err
	}
	if len(ids) == 0 {
		return b.insert(ctx, &r)
	}
	cur, err := b.record(ctx, id)
	if err != nil {
		return err
	}
	return b.replace(ctx, cur, r)
}
