package tm

import (
	"context"
	"slices"

	"aztm/corpus/words"
)

// Browse is Search among the units that a filter names. A search without a query finds all units, the last stored first, and rejected
// ones, too. It looks no further than the page needs: if more is set there are others behind it, and Total counts only those up to it.
func (m *Memory) Browse(ctx context.Context, s Search, only Filter) (r Results, more bool, err error) {
	tx, err := m.snapshot(ctx)
	if err != nil {
		return Results{}, false, m.explain(err)
	}
	defer tx.close()
	want := s.Offset + s.Limit
	var passed []int64
	take := func(ids []int64) (bool, error) {
		units, err := named(ctx, tx, only, ids)
		passed = append(passed, units...)
		return len(passed) <= want, err
	}
	f := finder{search: s, cut: cutters{}, ready: map[string][]ready{}}
	if s.Query == "" {
		err = newestFirst(ctx, tx, take)
	} else if f, err = newFinder(s); err == nil {
		f.tx, f.search.Limit, f.search.Offset = tx, -1, 0
		err = f.ranked(ctx, take)
	}
	if err != nil {
		return Results{}, false, m.explain(err)
	}
	f.tx = tx
	more = len(passed) > want
	passed = passed[:min(want, len(passed))]
	r.Total = len(passed)
	r.Units, err = f.page(ctx, passed[min(s.Offset, len(passed)):])
	return r, more, m.explain(err)
}

// How many units are read at once while a filter looks for those it names.
const (
	leastBrowsed = 100
	mostBrowsed  = 5000
)

// ranked hands what was found to take in parts, the best first, until that wants no more.
func (f *finder) ranked(ctx context.Context, take func([]int64) (bool, error)) error {
	ids, _, err := f.rank(ctx)
	for n := leastBrowsed; err == nil && len(ids) > 0; n = min(2*n, mostBrowsed) {
		var on bool
		if on, err = take(ids[:min(n, len(ids))]); !on {
			break
		}
		ids = ids[min(n, len(ids)):]
	}
	return err
}

// newestFirst hands the ids of all units to take in parts, the highest first, until that wants no more.
func newestFirst(ctx context.Context, q queryer, take func([]int64) (bool, error)) error {
	var last int64
	err := q.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM unit`).Scan(&last)
	for n := int64(leastBrowsed); err == nil && last > 0; n = min(2*n, mostBrowsed) {
		var ids []int64
		for ; last > 0 && int64(len(ids)) < n; last-- {
			ids = append(ids, last)
		}
		var on bool
		if on, err = take(ids); !on {
			break
		}
	}
	return err
}

// named returns those of ids whose units a filter names, in their order.
func named(ctx context.Context, q queryer, only Filter, ids []int64) ([]int64, error) {
	ids, err := withStatuses(ctx, q, only.Statuses, ids)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	only.IDs = ids
	where, args := only.where()
	found := map[int64]bool{}
	for r, err := range records(ctx, q, where+` ORDER BY u.id, v.n`, args...) {
		if err != nil {
			return nil, err
		}
		found[r.ID] = only.passes(r.Unit)
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !found[id] }), nil
}

// withStatuses returns those of ids whose units have one of some statuses, in their order. It reads no texts, as named does.
func withStatuses(ctx context.Context, q queryer, statuses []Status, ids []int64) ([]int64, error) {
	if len(statuses) == 0 {
		return ids, nil
	}
	var numbers []int64
	for _, s := range statuses {
		numbers = append(numbers, int64(statusNumber(s)))
	}
	rows, err := q.QueryContext(ctx, `SELECT u.id FROM json_each(?) j CROSS JOIN unit u ON u.id = j.value WHERE u.status IN (SELECT value FROM json_each(?)) ORDER BY j.key`,
		jsonIDs(ids), jsonIDs(numbers))
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}

// PrefixUses counts in how many units the words that begin with a prefix stand, all languages and words added up. It stops counting
// past most.
func (m *Memory) PrefixUses(ctx context.Context, prefix string, most int) (int, error) {
	n, err := prefixUses(ctx, m.read, prefix, most)
	return n, m.explain(err)
}

func prefixUses(ctx context.Context, q queryer, prefix string, most int) (n int, err error) {
	langs, err := indexedLangs(ctx, q)
	if err != nil {
		return 0, err
	}
	for _, lang := range langs {
		tokens := words.Tokens(lang, prefix)
		if len(tokens) == 0 {
			continue
		}
		rows, err := q.QueryContext(ctx, `SELECT uses FROM form WHERE lang = ?1 AND loose >= ?2 AND loose < ?2 || char(1114111)`, lang, tokens[len(tokens)-1].Loose)
		if err != nil {
			return 0, err
		}
		for n <= most && rows.Next() {
			var uses int
			if err := rows.Scan(&uses); err != nil {
				rows.Close()
				return 0, err
			}
			n += uses
		}
		if err := rows.Close(); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// StoryUnits returns the units of a stored story in their order, rejected and outdated ones too.
func (m *Memory) StoryUnits(ctx context.Context, story int64) ([]Unit, error) {
	var units []Unit
	for r, err := range records(ctx, m.read, `WHERE u.story = ? ORDER BY u.position, u.id, v.n`, story) {
		if err != nil {
			return nil, m.explain(err)
		}
		units = append(units, r.Unit)
	}
	return units, nil
}

// StoryDocuments returns the documents of a stored story with their segments, replaced versions left out.
func (m *Memory) StoryDocuments(ctx context.Context, story int64) ([]Document, error) {
	stored, err := loadDocs(ctx, m.read, story, false)
	var docs []Document
	for _, d := range stored {
		docs = append(docs, d.Document)
	}
	slices.SortFunc(docs, compareDocs)
	return docs, m.explain(err)
}
