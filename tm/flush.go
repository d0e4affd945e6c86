package tm

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// spill writes the full chunks of postings.
func (b *Batch) spill(ctx context.Context) error {
	for _, lang := range slices.Sorted(maps.Keys(b.index.langs)) {
		voc := b.index.langs[lang]
		for _, i := range voc.terms.sorted() {
			t := &voc.term[i]
			chunks := t.added.full
			if len(chunks) == 0 {
				continue
			}
			ok, err := b.comesBehind(ctx, t, chunks[0])
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			for _, c := range chunks {
				t.df += int64(c.units)
				b.index.bytes -= len(c.ids) + len(c.places)
			}
			t.added.full = nil
			if err := b.putChunks(ctx, t, chunks); err != nil {
				return fmt.Errorf("index of %s %q: %w", lang, voc.terms.at(i), err)
			}
		}
	}
	return b.settle(ctx)
}

// comesBehind sees whether a chunk begins behind all that is stored of the term.
func (b *Batch) comesBehind(ctx context.Context, t *termState, c chunk) (bool, error) {
	if t.behind || !t.stored {
		t.behind = true
		return true, nil
	}
	last, err := b.lastChunk(ctx, t.id)
	t.behind = err == nil && last.last < c.first
	return t.behind, err
}

// putChunks writes chunks of a term.
func (b *Batch) putChunks(ctx context.Context, t *termState, chunks []chunk) error {
	if t.id == 0 {
		t.id = b.id("term")
	}
	for _, c := range chunks {
		if err := b.put(ctx, "posting", postingColumns, t.id, c.first, c.ids, c.places); err != nil {
			return err
		}
	}
	return nil
}

// flushIndex writes what the batch gathered, in the order of the tables' keys.
func (b *Batch) flushIndex(ctx context.Context) error {
	if err := b.gathered(ctx); err != nil {
		return err
	}
	if err := b.flushSizes(ctx, b.index.sizes); err != nil {
		return err
	}
	if err := b.flushPrints(ctx); err != nil {
		return err
	}
	clear(b.index.sizes)
	gone := false
	for _, lang := range slices.Sorted(maps.Keys(b.index.langs)) {
		some, err := b.flushWords(ctx, b.index.langs[lang])
		if err != nil {
			return fmt.Errorf("index of %s: %w", lang, err)
		}
		gone = gone || some
	}
	b.index.bytes, b.index.ops, b.blank = 0, 0, false
	if gone || b.index.met >= maxWords {
		b.index = newIndex(b)
	}
	return b.settle(ctx)
}

// flushWords writes the terms and forms of a language; gone says that the memory holds some no more.
func (b *Batch) flushWords(ctx context.Context, voc *vocabulary) (gone bool, err error) {
	for _, i := range voc.terms.sorted() {
		t, key := &voc.term[i], voc.terms.at(i)
		if t.added.open.units == 0 && len(t.ops) == 0 && !t.behind {
			continue
		}
		if err := b.flushTerm(ctx, voc.lang, key, t); err != nil {
			return false, fmt.Errorf("%q: %w", key, err)
		}
		gone = gone || t.df == 0
	}
	for _, i := range voc.forms.sorted() {
		f, name := &voc.form[i], voc.forms.at(i)
		if f.uses == 0 && f.known {
			continue
		}
		went, err := b.flushForm(ctx, voc, name, f)
		if err != nil {
			return false, fmt.Errorf("form %q: %w", name, err)
		}
		gone = gone || went
	}
	return gone, nil
}

// flushTerm writes the changes of a term: its postings and its frequency.
func (b *Batch) flushTerm(ctx context.Context, lang, key string, t *termState) error {
	key = strings.Clone(key)
	if err := b.appendPostings(ctx, t); err != nil {
		return err
	}
	if t.id == 0 {
		t.id = b.id("term")
	}
	grown, err := b.mergePostings(ctx, t.id, settle(t.ops))
	if err != nil {
		return err
	}
	t.df += int64(t.added.units() + grown)
	known := t.stored
	t.added, t.ops, t.behind, t.stored = chunker{}, nil, false, true
	switch {
	case t.df == 0 && known:
		return b.exec(ctx, `DELETE FROM term WHERE lang = ? AND key = ?`, lang, key)
	case t.df == 0:
		return nil
	case !known:
		return b.put(ctx, "term", termColumns, lang, key, t.id, t.df, t.forms)
	}
	return b.queue(ctx, `UPDATE term SET df = ?, forms = ? WHERE lang = ? AND key = ?`, t.df, t.forms, lang, key)
}

const (
	termColumns    = "lang, key, id, df, forms"
	postingColumns = "term, first, ids, places"
	formColumns    = "lang, loose, form, term, n, uses"
)

// appendPostings writes the units that came, one after the other: behind the last chunk of the term if they come after it.
func (b *Batch) appendPostings(ctx context.Context, t *termState) error {
	chunks := t.added.chunks()
	if len(chunks) == 0 {
		return nil
	}
	if t.stored && !t.behind {
		last, err := b.lastChunk(ctx, t.id)
		if err != nil {
			return err
		}
		if last.units > 0 && last.last >= chunks[0].first { // an undo gave old units back
			t.ops = append(opsOf(chunks), t.ops...)
			t.added = chunker{}
			return nil
		}
		if joined, ok := last.join(chunks[0]); ok {
			if err := b.queue(ctx, `UPDATE posting SET ids = ?, places = ? WHERE term = ? AND first = ?`, joined.ids, joined.places, t.id, joined.first); err != nil {
				return err
			}
			chunks = chunks[1:]
		}
	}
	return b.putChunks(ctx, t, chunks)
}

// settle sorts ops by unit and keeps the last of each.
func settle(ops []op) []op {
	slices.SortStableFunc(ops, func(a, b op) int { return cmp.Compare(a.unit, b.unit) })
	kept := ops[:0]
	for i, c := range ops {
		if i+1 == len(ops) || ops[i+1].unit != c.unit {
			kept = append(kept, c)
		}
	}
	return kept
}

// opsOf turns chunks that were made by this program back into ops.
func opsOf(chunks []chunk) []op {
	var l postings
	for _, c := range chunks {
		if err := l.decode(c.first, c.ids, c.places); err != nil {
			panic(err)
		}
	}
	ops := make([]op, len(l.units))
	for i, u := range l.units {
		ops[i] = op{u, l.of(i)}
	}
	return ops
}

// mergePostings applies sorted ops to a term's chunks and returns by how many units the list grew.
func (b *Batch) mergePostings(ctx context.Context, term int64, ops []op) (grown int, err error) {
	for len(ops) > 0 {
		old, limit, err := b.chunkFor(ctx, term, ops[0].unit)
		if err != nil {
			return 0, err
		}
		n := 0
		for n < len(ops) && (limit == 0 || ops[n].unit < limit) {
			n++
		}
		fresh := merge(old, ops[:n])
		grown += len(fresh.units) - len(old.units)
		if err := b.replaceChunk(ctx, term, old, fresh); err != nil {
			return 0, err
		}
		ops = ops[n:]
	}
	return grown, nil
}

// lastChunk reads the last chunk of a term.
func (b *Batch) lastChunk(ctx context.Context, term int64) (chunk, error) {
	var c chunk
	_, err := b.peek(ctx, `SELECT first, ids, places FROM posting WHERE term = ? ORDER BY first DESC LIMIT 1`, []any{term}, &c.first, &c.ids, &c.places)
	if err != nil || c.first == 0 {
		return c, err
	}
	ids, err := decodeIDs(nil, c.first, c.ids)
	if err != nil {
		return c, err
	}
	c.units, c.last = len(ids), ids[len(ids)-1]
	return c, nil
}

// chunkFor reads the chunk that a unit belongs to, the last that begins at or before it, or the first; and where the next one begins, 0 for
// none.
func (b *Batch) chunkFor(ctx context.Context, term, unit int64) (l postings, limit int64, err error) {
	var first int64
	var ids, places []byte
	ok, err := b.row(ctx, `SELECT first, ids, places FROM posting WHERE term = ? AND first <= ? ORDER BY first DESC LIMIT 1`, []any{term, unit}, &first, &ids, &places)
	if err == nil && !ok {
		ok, err = b.row(ctx, `SELECT first, ids, places FROM posting WHERE term = ? ORDER BY first LIMIT 1`, []any{term}, &first, &ids, &places)
	}
	if err != nil || !ok {
		return l, 0, err
	}
	if err := l.decode(first, ids, places); err != nil {
		return l, 0, err
	}
	_, err = b.row(ctx, `SELECT first FROM posting WHERE term = ? AND first > ? ORDER BY first LIMIT 1`, []any{term, first}, &limit)
	return l, limit, err
}

// merge applies sorted ops to a list.
func merge(l postings, ops []op) postings {
	var out postings
	i := 0
	for _, o := range ops {
		for ; i < len(l.units) && l.units[i] < o.unit; i++ {
			out.add(l.units[i], l.of(i))
		}
		if i < len(l.units) && l.units[i] == o.unit {
			i++
		}
		if len(o.places) > 0 {
			out.add(o.unit, o.places)
		}
	}
	for ; i < len(l.units); i++ {
		out.add(l.units[i], l.of(i))
	}
	return out
}

// replaceChunk puts a list in the place of a chunk, cut into as many as it needs.
func (b *Batch) replaceChunk(ctx context.Context, term int64, old, fresh postings) error {
	if len(old.units) > 0 {
		if err := b.exec(ctx, `DELETE FROM posting WHERE term = ? AND first = ?`, term, old.units[0]); err != nil {
			return err
		}
	}
	for _, c := range chunksOf(&fresh) {
		if err := b.put(ctx, "posting", postingColumns, term, c.first, c.ids, c.places); err != nil {
			return err
		}
	}
	return nil
}

// flushForm writes by how many places more or fewer hold a form; gone says that none does.
func (b *Batch) flushForm(ctx context.Context, voc *vocabulary, name string, f *formState) (gone bool, err error) {
	loose, lower := cutName(strings.Clone(name))
	lower = formColumn(loose, lower)
	uses := f.uses
	f.uses = 0
	switch {
	case !f.known && uses == 0: // it came and went
		return true, nil
	case !f.known:
		f.known = true
		return false, b.put(ctx, "form", formColumns, voc.lang, loose, lower, voc.term[f.term].id, f.n, uses)
	case uses > 0:
		return false, b.queue(ctx, `UPDATE form SET uses = uses + ? WHERE lang = ? AND loose = ? AND form = ?`, uses, voc.lang, loose, lower)
	}
	var left int64
	_, err = b.row(ctx, `UPDATE form SET uses = uses + ? WHERE lang = ? AND loose = ? AND form = ? RETURNING uses`, []any{uses, voc.lang, loose, lower}, &left)
	if err != nil || left != 0 {
		return false, err
	}
	return true, b.exec(ctx, `DELETE FROM form WHERE lang = ? AND loose = ? AND form = ?`, voc.lang, loose, lower)
}
