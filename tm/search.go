package tm

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
)

// A Search asks for units that hold words.
type Search struct {
	// Query holds words, in any order and any form; "phrases", whose words stand one after the other; -words that
	// the unit must not hold; the beginnings of words (naz*); and sides (az: iclas ru: заседание), each
	// of which holds until the next. Words without a side all stand in one variant, of whatever language.
	Query        string
	Regex        bool     // Query is a regular expression (RE2) over stored texts; found in order of id
	ExactLetters bool     // words match letter for letter but for case, without other forms
	Langs        []string // search only variants of these languages; none means all
	Limit        int      // 20 if 0, all if negative
	Offset       int

	// Reading is called before the texts of so many units are read for a regular expression: of all, unless words in it narrow the
	// search. What it returns is called with how many were read. It may be nil.
	Reading func(units int, narrowed bool) (read func(units int))

	Learned string // version of the learned lexicon by which counterparts are lit too; "" for none
}

// Results are a page of what was found.
type Results struct {
	Total int // units found, on all pages
	Units []Found
}

// Found is a unit that a search found.
type Found struct {
	Unit Unit
	Hits [][]Hit // by variant, in order, not overlapping; nil for a variant without hits

	// Counterparts are what most likely translates the hits, in the variants without any; nil where nothing is likely.
	Counterparts [][]Hit
}

// A Hit is a half-open byte range of a variant's text.
type Hit struct{ Start, End int }

// Search finds units: those with the words as they were typed before those with other forms, then those where the words stand
// close together, then approved ones, then those stored last. Rejected units are left out.
func (m *Memory) Search(ctx context.Context, s Search) (Results, error) {
	s.Limit = cmp.Or(s.Limit, 20)
	f, err := newFinder(s)
	if err != nil {
		return Results{}, err
	}
	if f.tx, err = m.snapshot(ctx); err != nil {
		return Results{}, m.explain(err)
	}
	defer f.tx.close()
	r, err := f.run(ctx)
	return r, m.explain(err)
}

type finder struct {
	tx      snapshot
	search  Search
	cut     cutters
	clauses []clause
	re      *regexp.Regexp
	ready   map[string][]ready // clauses made ready, by language
}

func newFinder(s Search) (finder, error) {
	f := finder{search: s, cut: cutters{}, ready: map[string][]ready{}}
	var err error
	if s.Regex {
		if f.re, err = regexp.Compile(s.Query); err != nil {
			return f, fmt.Errorf("search: %w", err)
		}
		return f, nil
	}
	f.clauses, err = parseQuery(s.Query)
	return f, err
}

// wants reports whether variants of a language are searched.
func (f *finder) wants(lang string) bool {
	return len(f.search.Langs) == 0 || slices.ContainsFunc(f.search.Langs, func(l string) bool { return Base(l) == lang })
}

// A nearness is how near a unit is to what was asked for: less is nearer.
type nearness struct {
	far  int32 // sum over words: how far the best form is from what was typed
	span int32 // tokens from the first to the last of the words
}

func (n nearness) compare(m nearness) int {
	return cmp.Or(cmp.Compare(n.far, m.far), cmp.Compare(n.span, m.span))
}

func (f *finder) run(ctx context.Context) (Results, error) {
	find := f.rank
	if f.re != nil {
		find = f.scan
	}
	found, total, err := find(ctx)
	if err != nil {
		return Results{}, err
	}
	res := Results{Total: total}
	found = found[min(f.search.Offset, len(found)):]
	if f.search.Limit >= 0 {
		found = found[:min(f.search.Limit, len(found))]
	}
	res.Units, err = f.page(ctx, found)
	return res, err
}

// texts reads the units of a table expression, without what a match does not need.
func (f *finder) texts(ctx context.Context, from string, fn func(u Unit, status int, changed int64), args ...any) error {
	rows, err := f.tx.QueryContext(ctx, `SELECT v.unit, v.lang, v.text, u.status, u.changed FROM `+from+` CROSS JOIN unit u ON u.id = v.unit ORDER BY v.unit, v.n`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var cur Unit
	var curStatus int
	var curChanged int64
	for rows.Next() {
		var id, changed int64
		var v Variant
		var status int
		if err := rows.Scan(&id, &v.Lang, &v.Text, &status, &changed); err != nil {
			return err
		}
		if id != cur.ID {
			if cur.ID != 0 {
				fn(cur, curStatus, curChanged)
			}
			cur, curStatus, curChanged = Unit{ID: id}, status, changed
		}
		cur.Variants = append(cur.Variants, v)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if cur.ID != 0 {
		fn(cur, curStatus, curChanged)
	}
	return nil
}

// page loads the units of a page and finds their hits in the texts.
func (f *finder) page(ctx context.Context, found []int64) ([]Found, error) {
	hits := make([]hit, len(found))
	for i, id := range found {
		hits[i].unit = id
	}
	units, err := loadAll(ctx, f.tx, hits)
	if err != nil {
		return nil, err
	}
	list, texts := make([]Found, len(found)), make([][]Text, len(found))
	for i, id := range found {
		u := units[id]
		list[i].Unit, texts[i] = u, f.cutAll(u)
		if f.re != nil {
			list[i].Hits, _ = f.matchRegexp(u)
		} else {
			list[i].Hits, _ = f.match(texts[i])
		}
	}
	return list, f.lightCounterparts(ctx, list, texts)
}
