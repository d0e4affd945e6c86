package tm

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A GlossaryEntry is one concept and the terms for it.
type GlossaryEntry struct {
	ID    int64               // 1-based, never used again
	Terms map[string][]string // by language; of several the one to use first
}

// valid says what keeps e from being stored.
func (e GlossaryEntry) valid() error {
	if len(e.Terms) < 2 {
		return errors.New("glossary: a term in two languages or more is wanted")
	}
	for _, lang := range slices.Sorted(maps.Keys(e.Terms)) {
		if len(e.Terms[lang]) == 0 {
			return fmt.Errorf("glossary: no term in %s", lang)
		}
		for _, t := range e.Terms[lang] {
			if strings.TrimSpace(t) == "" || !utf8.ValidString(t) {
				return fmt.Errorf("glossary: %q is no term", t)
			}
		}
	}
	return nil
}

// Glossary returns the entries of the glossary, by id.
func (m *Memory) Glossary(ctx context.Context) ([]GlossaryEntry, error) {
	list, err := glossary(ctx, m.read, `ORDER BY id`)
	return list, m.explain(err)
}

func glossary(ctx context.Context, q queryer, rest string, args ...any) ([]GlossaryEntry, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, terms FROM glossary `+rest, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []GlossaryEntry
	for rows.Next() {
		var e GlossaryEntry
		var terms sql.RawBytes
		if err := rows.Scan(&e.ID, &terms); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(terms, &e.Terms); err != nil {
			return nil, fmt.Errorf("glossary entry %d: %w: %w", e.ID, ErrDamaged, err)
		}
		list = append(list, e)
	}
	return list, rows.Err()
}

// AddTerms stores an entry of the glossary, unless one with the same terms is there. It returns the entry's id, and whether it is new.
func (b *Batch) AddTerms(ctx context.Context, e GlossaryEntry) (id int64, added bool, err error) {
	if err := b.usable(); err != nil {
		return 0, false, err
	}
	if err := e.valid(); err != nil {
		return 0, false, b.m.explain(err)
	}
	terms, err := json.Marshal(e.Terms)
	if err != nil {
		return 0, false, b.m.explain(err)
	}
	same, err := b.ids(ctx, `SELECT id FROM glossary WHERE terms = ?`, string(terms))
	if err != nil {
		return 0, false, b.fail(err)
	}
	if len(same) > 0 {
		return same[0], false, nil
	}
	e.ID = b.id("glossary")
	return e.ID, true, b.fail(b.insertTerms(ctx, e))
}

func (b *Batch) insertTerms(ctx context.Context, e GlossaryEntry) error {
	terms, err := json.Marshal(e.Terms)
	if err != nil {
		return err
	}
	if err := b.inserted(ctx, "glossary", e.ID); err != nil {
		return err
	}
	return b.exec(ctx, `INSERT INTO glossary (id, terms) VALUES (?, ?)`, e.ID, string(terms))
}

// RemoveTerms removes entries of the glossary. The error wraps ErrNotFound for an unknown one; nothing is removed then.
func (b *Batch) RemoveTerms(ctx context.Context, ids ...int64) error {
	if err := b.usable(); err != nil {
		return err
	}
	list, err := glossary(ctx, b.tx, `WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`, jsonIDs(ids))
	if err != nil {
		return b.m.explain(err)
	}
	for _, id := range ids {
		if !slices.ContainsFunc(list, func(e GlossaryEntry) bool { return e.ID == id }) {
			return b.m.explain(fmt.Errorf("glossary entry %d: %w", id, ErrNotFound))
		}
	}
	for _, e := range list {
		if err := b.removeTerms(ctx, e); err != nil {
			return b.fail(err)
		}
	}
	return nil
}

func (b *Batch) removeTerms(ctx context.Context, e GlossaryEntry) error {
	if err := b.was(ctx, "glossary", e.ID, e); err != nil {
		return err
	}
	return b.exec(ctx, `DELETE FROM glossary WHERE id = ?`, e.ID)
}

// revertTerms makes an entry of the glossary come or go; it never changes.
func (b *Batch) revertTerms(ctx context.Context, id int64, before []byte) error {
	if before != nil {
		var e GlossaryEntry
		if err := json.Unmarshal(before, &e); err != nil {
			return err
		}
		return b.insertTerms(ctx, e)
	}
	list, err := glossary(ctx, b.tx, `WHERE id = ?`, id)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return ErrNotFound
	}
	return b.removeTerms(ctx, list[0])
}
