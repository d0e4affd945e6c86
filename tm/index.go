package tm

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// pending gathers what a batch changes in the index, so that it is written in the order of the tables.
type pending struct {
	postings map[string][]change // by language, NUL, match key
	counts   map[string]formCount
	sizes    map[block][]sizeChange
	size     int             // changes gathered
	texts    map[string]Text // of the variants being stored: each is cut into tokens once
	cut      cutters
}

// A change adds a unit to a posting list or takes it out. The last change of a unit counts.
type change struct {
	unit int64
	add  bool
}

type formCount struct {
	n   int
	key string
}

// flushSize bounds the memory of a batch: so many changes are gathered before they are written.
const flushSize = 4 << 20

func newPending(cut cutters) *pending {
	return &pending{postings: map[string][]change{}, counts: map[string]formCount{}, sizes: map[block][]sizeChange{}, texts: map[string]Text{}, cut: cut}
}

// text cuts a variant into tokens.
func (p *pending) text(v Variant) Text {
	key := v.Lang + "\x00" + v.Text
	if t, ok := p.texts[key]; ok {
		return t
	}
	if len(p.texts) >= 16 {
		clear(p.texts)
	}
	t := p.cut.text(v.Lang, v.Text)
	p.texts[key] = t
	return t
}

func (p *pending) hash(v Variant) int64 { return p.text(v).hash() }

// unit gathers the changes of a unit that comes or goes.
func (p *pending) unit(u Unit, add bool) {
	step := 1
	if !add {
		step = -1
	}
	p.setSizes(u, add)
	seen := map[string]bool{}
	for f := range p.forms(u) {
		term := f.lang + "\x00" + f.key
		if !seen[term] {
			seen[term] = true
			p.postings[term] = append(p.postings[term], change{u.ID, add})
			p.size++
		}
		if f.loose != "" {
			name := f.lang + "\x00" + f.loose
			p.counts[name] = formCount{p.counts[name].n + step, f.key}
		}
	}
}

// flushFull writes the gathered changes when they are many.
func (b *Batch) flushFull(ctx context.Context) error {
	if b.terms.size < flushSize {
		return nil
	}
	return b.flushIndex(ctx)
}

// flushIndex writes the gathered changes, in the order of the tables' keys.
func (b *Batch) flushIndex(ctx context.Context) error {
	p := b.terms
	b.terms = newPending(p.cut)
	if err := b.flushSizes(ctx, p.sizes); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(p.postings)) {
		lang, key, _ := strings.Cut(name, "\x00")
		if err := b.flushTerm(ctx, lang, key, p.postings[name]); err != nil {
			return fmt.Errorf("index of %s %q: %w", lang, key, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.counts)) {
		lang, loose, _ := strings.Cut(name, "\x00")
		if err := b.flushForm(ctx, lang, loose, p.counts[name]); err != nil {
			return fmt.Errorf("index of %s %q: %w", lang, loose, err)
		}
	}
	return nil
}

// flushTerm writes one term's changes: its frequency and its postings.
func (b *Batch) flushTerm(ctx context.Context, lang, key string, changes []change) error {
	var id, df int64
	known, err := b.row(ctx, `SELECT id, df FROM term WHERE lang = ? AND key = ?`, []any{lang, key}, &id, &df)
	if err != nil {
		return err
	}
	if !known {
		id = b.id("term")
	}
	change, err := b.mergePostings(ctx, id, known, settle(changes))
	if err != nil {
		return err
	}
	switch df += int64(change); {
	case df == 0 && known:
		return b.exec(ctx, `DELETE FROM term WHERE lang = ? AND key = ?`, lang, key)
	case df == 0:
		return nil
	case !known:
		return b.exec(ctx, `INSERT INTO term (lang, key, id, df) VALUES (?, ?, ?, ?)`, lang, key, id, df)
	}
	return b.exec(ctx, `UPDATE term SET df = ? WHERE lang = ? AND key = ?`, df, lang, key)
}

// settle sorts changes by unit and keeps the last of each.
func settle(changes []change) []change {
	slices.SortStableFunc(changes, func(a, b change) int { return int(a.unit - b.unit) })
	kept := changes[:0]
	for i, c := range changes {
		if i+1 == len(changes) || changes[i+1].unit != c.unit {
			kept = append(kept, c)
		}
	}
	return kept
}

// mergePostings applies sorted changes to a term's chunks and returns by how many units the list grew.
func (b *Batch) mergePostings(ctx context.Context, term int64, known bool, changes []change) (grown int, err error) {
	for len(changes) > 0 {
		c, err := b.chunkFor(ctx, term, known, changes[0].unit)
		if err != nil {
			return 0, err
		}
		n := 0
		for n < len(changes) && (c.limit == 0 || changes[n].unit < c.limit) {
			n++
		}
		ids := apply(c.ids, changes[:n])
		grown += len(ids) - len(c.ids)
		if err := b.writeChunks(ctx, term, c, ids); err != nil {
			return 0, err
		}
		changes = changes[n:]
	}
	return grown, nil
}

// A chunk is a part of a posting list.
type chunk struct {
	ids   []int64 // nil for a chunk that is not stored yet
	limit int64   // where the next chunk begins, 0 for the last one
}

// chunkFor reads the chunk that a unit belongs to: the last that begins at or before it, or the first.
func (b *Batch) chunkFor(ctx context.Context, term int64, known bool, unit int64) (chunk, error) {
	var c chunk
	if !known {
		return c, nil
	}
	var first int64
	var blob []byte
	ok, err := b.row(ctx, `SELECT first, ids FROM posting WHERE term = ? AND first <= ? ORDER BY first DESC LIMIT 1`, []any{term, unit}, &first, &blob)
	if err == nil && !ok {
		ok, err = b.row(ctx, `SELECT first, ids FROM posting WHERE term = ? ORDER BY first LIMIT 1`, []any{term}, &first, &blob)
	}
	if err != nil || !ok {
		return c, err
	}
	if c.ids, err = decodeChunk(nil, first, blob); err != nil {
		return c, err
	}
	_, err = b.row(ctx, `SELECT first FROM posting WHERE term = ? AND first > ? ORDER BY first LIMIT 1`, []any{term, first}, &c.limit)
	return c, err
}

// apply merges sorted changes into sorted ids.
func apply(ids []int64, changes []change) []int64 {
	out := make([]int64, 0, len(ids)+len(changes))
	for _, c := range changes {
		n, found := slices.BinarySearch(ids, c.unit)
		out = append(out, ids[:n]...)
		if c.add {
			out = append(out, c.unit)
		}
		if found {
			n++
		}
		ids = ids[n:]
	}
	return append(out, ids...)
}

// writeChunks puts ids in the place of the chunk c, cut into as many chunks as they need.
func (b *Batch) writeChunks(ctx context.Context, term int64, c chunk, ids []int64) error {
	if len(c.ids) > 0 && (len(ids) == 0 || ids[0] != c.ids[0]) {
		if err := b.exec(ctx, `DELETE FROM posting WHERE term = ? AND first = ?`, term, c.ids[0]); err != nil {
			return err
		}
	}
	for len(ids) > 0 {
		blob, n := encodeChunk(ids)
		err := b.exec(ctx, `INSERT INTO posting (term, first, ids) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET ids = excluded.ids`, term, ids[0], blob)
		if err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// flushForm writes how many more or fewer units hold a form.
func (b *Batch) flushForm(ctx context.Context, lang, loose string, c formCount) error {
	var key any
	if c.key != loose {
		key = c.key
	}
	if c.n == 0 {
		return nil
	}
	if c.n > 0 {
		return b.exec(ctx, `INSERT INTO form (lang, form, key, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`, lang, loose, key, c.n)
	}
	if err := b.exec(ctx, `UPDATE form SET n = n + ? WHERE lang = ? AND form = ?`, c.n, lang, loose); err != nil {
		return err
	}
	return b.exec(ctx, `DELETE FROM form WHERE lang = ? AND form = ? AND n = 0`, lang, loose)
}

// reindex makes the whole index anew from the stored texts.
func reindex(ctx context.Context, tx *sql.Tx, progress func(what string, done, total int)) error {
	var total int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM unit`).Scan(&total); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM term; DELETE FROM posting; DELETE FROM form; DELETE FROM size`); err != nil {
		return err
	}
	b := &Batch{tx: tx, stmts: map[string]*sql.Stmt{}, next: map[string]int64{"term": 1}, terms: newPending(cutters{})}
	done, last := 0, int64(0)
	for {
		ids, err := b.reindexSome(ctx, last)
		if err != nil {
			return err
		}
		if ids == 0 {
			break
		}
		last = ids
		done = min(done+reindexStep, total)
		progress("index", done, total)
	}
	if err := b.flushIndex(ctx); err != nil {
		return err
	}
	return b.exec(ctx, `UPDATE meta SET value = ? WHERE name = 'next term'`, b.next["term"])
}

const reindexStep = 1000

// reindexSome indexes the next units after an id and returns the last one's id, 0 when there are none.
func (b *Batch) reindexSome(ctx context.Context, after int64) (int64, error) {
	var units []record
	for r, err := range records(ctx, b.tx, `WHERE u.id IN (SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?) ORDER BY u.id, v.n`, after, reindexStep) {
		if err != nil {
			return 0, err
		}
		units = append(units, r)
	}
	for _, r := range units {
		after = r.ID
		b.terms.unit(r.Unit, true)
		for n, v := range r.Variants {
			if err := b.exec(ctx, `UPDATE variant SET hash = ? WHERE unit = ? AND n = ?`, b.terms.hash(v), r.ID, n); err != nil {
				return 0, err
			}
		}
	}
	if len(units) == 0 {
		return 0, nil
	}
	return after, b.flushFull(ctx)
}
