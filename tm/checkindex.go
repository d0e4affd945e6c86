package tm

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aztm/corpus/words"
)

// checkKeys compares the version of the index's keys.
func checkKeys(ctx context.Context, tx *sql.Tx) ([]string, error) {
	stored, err := list(ctx, tx, `SELECT value FROM meta WHERE name = 'keys'`)
	if err != nil || len(stored) != 1 || stored[0] != keys() {
		return []string{fmt.Sprintf("keys of version %s, want %s", strings.Join(stored, ","), keys())}, err
	}
	return nil, nil
}

// checkSample compares the index with what the texts of about n units give.
func checkSample(ctx context.Context, tx *sql.Tx, n int) ([]string, error) {
	ids, err := sampleIDs(ctx, tx, n)
	if err != nil {
		return nil, err
	}
	return checkIndex(ctx, tx, ids, `WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.id, v.n`, jsonIDs(slices.Collect(maps.Keys(ids))))
}

// checkTexts compares the index with what the texts of all units give.
func checkTexts(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return checkIndex(ctx, tx, nil, `ORDER BY u.id, v.n`)
}

// sampleIDs picks units at even steps. Where it starts changes with the history, so that all are looked at in time.
func sampleIDs(ctx context.Context, tx *sql.Tx, n int) (map[int64]bool, error) {
	var last, batch int64
	err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0), (SELECT count(*) FROM batch) FROM unit`).Scan(&last, &batch)
	if err != nil {
		return nil, err
	}
	step := max(1, last/int64(max(1, n)))
	ids := map[int64]bool{}
	for at := 1 + batch*7919%step; at <= last; at += step {
		var id int64
		if err := tx.QueryRowContext(ctx, `SELECT id FROM unit WHERE id >= ? ORDER BY id LIMIT 1`, at).Scan(&id); err != nil {
			return nil, err
		}
		ids[id] = true
	}
	return ids, nil
}

// checkIndex makes an index of the units that the rest of unitQuery names and compares the stored one with it: all of it, or
// what it says of a sample.
func checkIndex(ctx context.Context, tx *sql.Tx, sample map[int64]bool, rest string, args ...any) ([]string, error) {
	messages, err := checkKeys(ctx, tx)
	if err != nil || len(messages) > 0 {
		return messages, err
	}
	c := indexCheck{tx: tx, want: newIndex(nil), sample: sample}
	for r, err := range records(ctx, tx, rest, args...) {
		if err != nil {
			return nil, err
		}
		c.want.changeWhole(r.Unit, true)
		if err := c.want.take(ctx, newIndexJob(r.Unit, true)); err != nil {
			return nil, err
		}
	}
	err = c.run(ctx)
	return c.messages, err
}

// An indexCheck compares the stored index with one made of texts.
type indexCheck struct {
	tx       *sql.Tx
	want     *index
	sample   map[int64]bool // units that want knows; nil for all
	buckets  int            // of hashes in want
	messages []string
}

func (c *indexCheck) wrong(format string, args ...any) {
	c.messages = append(c.messages, fmt.Sprintf(format, args...))
}

func (c *indexCheck) run(ctx context.Context) error {
	terms, forms := 0, 0
	for _, lang := range slices.Sorted(maps.Keys(c.want.langs)) {
		voc := c.want.langs[lang]
		names, err := c.checkForms(ctx, voc)
		if err != nil {
			return err
		}
		for _, i := range voc.terms.sorted() {
			if err := c.checkTerm(ctx, lang, voc.terms.at(i), &voc.term[i], names); err != nil {
				return err
			}
		}
		terms += voc.terms.len()
		forms += voc.forms.len()
	}
	if err := c.checkPrints(ctx); err != nil {
		return err
	}
	if err := c.checkSizes(ctx); err != nil || c.sample != nil {
		return err
	}
	return c.checkCounts(ctx, terms, forms)
}

// A numbered form is one by its term and number.
type numbered struct {
	term int64
	n    int
}

// checkForms compares the forms of a language, and returns the number in want of each that is stored.
func (c *indexCheck) checkForms(ctx context.Context, voc *vocabulary) (map[numbered]int, error) {
	names := map[numbered]int{}
	for _, i := range voc.forms.sorted() {
		f := &voc.form[i]
		loose, lower := cutName(voc.forms.at(i))
		var at numbered
		var uses int64
		ok, err := one(ctx, c.tx, `SELECT term, n, uses FROM form WHERE lang = ? AND loose = ? AND form = ?`, []any{voc.lang, loose, formColumn(loose, lower)}, &at.term, &at.n, &uses)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			c.wrong("%s form %q is missing", voc.lang, lower)
		case uses < f.uses || c.sample == nil && uses != f.uses:
			c.wrong("%s form %q: %d places, want %d", voc.lang, lower, uses, f.uses)
		}
		names[at] = f.n
	}
	return names, nil
}

// checkTerm compares a term's frequency and postings.
func (c *indexCheck) checkTerm(ctx context.Context, lang, key string, t *termState, names map[numbered]int) error {
	var id, df int64
	ok, err := one(ctx, c.tx, `SELECT id, df FROM term WHERE lang = ? AND key = ?`, []any{lang, key}, &id, &df)
	if err != nil {
		return err
	}
	if !ok {
		c.wrong("%s %q is missing", lang, key)
		return nil
	}
	l, err := places(ctx, c.tx, id)
	if err != nil {
		return err
	}
	var got []op
	for i, u := range l.units {
		if c.sample == nil || c.sample[u] {
			got = append(got, op{u, c.renumbered(numbered{term: id}, lang, key, l.of(i), names)})
		}
	}
	want := opsOf(t.added.chunks())
	same := func(a, b op) bool { return a.unit == b.unit && slices.Equal(a.places, b.places) }
	if df != int64(len(l.units)) || !slices.EqualFunc(got, want, same) {
		c.wrong("%s %q: frequency %d, %d postings; of the units looked at it names %d, want %d", lang, key, df, len(l.units), len(got), len(want))
	}
	return nil
}

// renumbered gives places the numbers of the forms in want: those that are not there a number that is not either.
func (c *indexCheck) renumbered(at numbered, lang, key string, places []place, names map[numbered]int) []place {
	out := slices.Clone(places)
	if lang == noLang || key == words.NumberKey { // they have no forms
		return out
	}
	for i, p := range out {
		at.n = p.form
		n, ok := names[at]
		if !ok {
			n = -1
		}
		out[i].form = n
	}
	return out
}

// checkPrints looks for units that their hashes do not find, and in the whole index for hashes of none.
func (c *indexCheck) checkPrints(ctx context.Context) error {
	for i := range buckets {
		at := uint16(i)
		want := append(c.want.whole.in(at), c.want.texts.in(at)...)
		if len(want) == 0 {
			continue
		}
		c.buckets++
		var blob []byte
		if _, err := one(ctx, c.tx, `SELECT prints FROM print WHERE bucket = ?`, []any{at}, &blob); err != nil {
			return err
		}
		got, err := mergePrints(blob, at, nil)
		if err != nil {
			return err
		}
		with, err := mergePrints(blob, at, want)
		if err != nil {
			return err
		}
		only, err := mergePrints(nil, at, want)
		if err != nil {
			return err
		}
		if !slices.Equal(got, with) || c.sample == nil && !slices.Equal(got, only) {
			c.wrong("hashes of bucket %d: they do not find what they should, as unit %d", at, want[0].unit)
		}
	}
	return nil
}

// checkSizes compares the token counts of units.
func (c *indexCheck) checkSizes(ctx context.Context) error {
	order := func(x, y block) int { return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.n, y.n)) }
	for _, at := range slices.SortedFunc(maps.Keys(c.want.sizes), order) {
		counts, err := blockSizes(ctx, c.tx, at.lang, at.n)
		if err != nil {
			return err
		}
		for _, w := range c.want.sizes[at] {
			if w.at < len(counts) && counts[w.at] == w.size || w.at >= len(counts) && w.size == 0 {
				continue
			}
			c.wrong("unit %d: the number of its tokens in %s is wrong", at.n*sizeBlock+int64(w.at), at.lang)
		}
	}
	return nil
}

// checkCounts looks for what the index holds beyond the texts.
func (c *indexCheck) checkCounts(ctx context.Context, terms, forms int) error {
	for _, t := range []struct {
		what, query string
		want        int
	}{
		{"words", `SELECT count(*) FROM term`, terms},
		{"forms", `SELECT count(*) FROM form`, forms},
		{"buckets of hashes", `SELECT count(*) FROM print`, c.buckets},
		{"lists without a word", `SELECT count(*) FROM posting WHERE term NOT IN (SELECT id FROM term)`, 0},
	} {
		var n int
		if err := c.tx.QueryRowContext(ctx, t.query).Scan(&n); err != nil {
			return err
		}
		if n != t.want {
			c.wrong("%d %s, want %d", n, t.what, t.want)
		}
	}
	return nil
}

// one runs a query for one row; it reports whether there was one.
func one(ctx context.Context, q queryer, query string, args []any, dest ...any) (bool, error) {
	err := q.QueryRowContext(ctx, query, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
