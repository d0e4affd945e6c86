package tm

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"

	"aztm/corpus/words"
)

// A Search asks for units that hold words.
type Search struct {
	// Query holds words, in any order and any form; "phrases", whose words stand one after the other; -words that
	// the unit must not hold; the beginnings of words (naz*); and sides (az: iclas ru: заседание), each
	// of which holds until the next. Words without a side all stand in one variant, of whatever language.
	Query        string
	Regex        bool     // Query is a regular expression (RE2) over stored texts; every unit is read, in order of id
	ExactLetters bool     // words match letter for letter but for case, without other forms
	Langs        []string // search only variants of these languages; none means all
	Limit        int      // 20 if 0, all if negative
	Offset       int
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
}

// A Hit is a half-open byte range of a variant's text.
type Hit struct{ Start, End int }

// Search finds units: those with the words as they were typed before those with other forms, then
// those where the words stand close together, then approved ones, newer ones, and by id. Rejected units are left out.
func (m *Memory) Search(ctx context.Context, s Search) (Results, error) {
	s.Limit = cmp.Or(s.Limit, 20)
	f, err := newFinder(s)
	if err != nil {
		return Results{}, err
	}
	if f.tx, err = m.read.BeginTx(ctx, nil); err != nil {
		return Results{}, m.explain(err)
	}
	defer f.tx.Rollback()
	r, err := f.run(ctx)
	return r, m.explain(err)
}

type finder struct {
	tx      *sql.Tx
	search  Search
	cut     cutters
	clauses []clause
	re      *regexp.Regexp
	ready   map[string][]ready // clauses made ready, by language
	absent  map[absence]bool   // what the index says cannot be found
}

// An absence is a clause whose words no unit holds in a language.
type absence struct {
	clause *clause
	lang   string
}

func newFinder(s Search) (finder, error) {
	f := finder{search: s, cut: cutters{}, ready: map[string][]ready{}, absent: map[absence]bool{}}
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

// ranked is a unit found, with what orders it.
type ranked struct {
	unit     int64
	far      int // sum over words: how far the best form is from what was typed
	span     int // tokens from the first to the last of the words
	approved bool
	changed  int64
}

func (f *finder) compare(a, b ranked) int {
	if f.re != nil {
		return cmp.Compare(a.unit, b.unit)
	}
	return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.span, b.span), compareBool(a.approved, b.approved),
		cmp.Compare(b.changed, a.changed), cmp.Compare(a.unit, b.unit))
}

func (f *finder) run(ctx context.Context) (Results, error) {
	var found []ranked
	collect := func(u Unit, status int, changed int64) {
		if r, _, ok := f.match(u); ok && status != statusNumber(Rejected) {
			r.unit, r.approved, r.changed = u.ID, status == statusNumber(Approved), changed
			found = append(found, r)
		}
	}
	if err := f.scan(ctx, collect); err != nil {
		return Results{}, err
	}
	slices.SortFunc(found, f.compare)
	res := Results{Total: len(found)}
	found = found[min(f.search.Offset, len(found)):]
	if f.search.Limit >= 0 {
		found = found[:min(f.search.Limit, len(found))]
	}
	var err error
	res.Units, err = f.page(ctx, found)
	return res, err
}

// scan hands over the candidates: id and texts of each.
func (f *finder) scan(ctx context.Context, fn func(u Unit, status int, changed int64)) error {
	if f.re != nil {
		return f.texts(ctx, `variant v`, fn)
	}
	ids, err := f.candidates(ctx)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 500) {
		if err := f.texts(ctx, `json_each(?) j CROSS JOIN variant v ON v.unit = j.value`, fn, jsonIDs(part)); err != nil {
			return err
		}
	}
	return nil
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

// page loads the units of a page and finds their hits again.
func (f *finder) page(ctx context.Context, found []ranked) ([]Found, error) {
	hits := make([]hit, len(found))
	for i, r := range found {
		hits[i].unit = r.unit
	}
	units, err := loadAll(ctx, f.tx, hits)
	if err != nil {
		return nil, err
	}
	var list []Found
	for _, r := range found {
		u := units[r.unit]
		_, lit, _ := f.match(u)
		list = append(list, Found{u, lit})
	}
	return list, nil
}

// candidates returns the units that can match, sorted: for each clause those with all its words in one language.
func (f *finder) candidates(ctx context.Context) ([]int64, error) {
	langs, err := indexedLangs(ctx, f.tx)
	if err != nil {
		return nil, err
	}
	var all []int64
	first := true
	for i := range f.clauses {
		c := &f.clauses[i]
		if len(c.want) == 0 {
			continue
		}
		var ids []int64
		for _, lang := range langs {
			if c.lang != "" && c.lang != lang || !f.wants(lang) {
				continue
			}
			some, err := f.clauseUnits(ctx, *c, lang)
			if err != nil {
				return nil, err
			}
			ids = append(ids, some...)
			f.absent[absence{c, lang}] = len(some) == 0
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		if !first {
			ids = intersect(all, ids)
		}
		all, first = ids, false
	}
	return all, nil
}

// clauseUnits returns the units that hold all words of a clause in a language, in some form.
func (f *finder) clauseUnits(ctx context.Context, c clause, lang string) ([]int64, error) {
	var lists [][]term
	for _, it := range c.want {
		for _, p := range it.patterns(lang) {
			terms, err := f.patternTerms(ctx, p, lang)
			if err != nil || len(terms) == 0 {
				return nil, err
			}
			lists = append(lists, terms)
		}
	}
	size := func(terms []term) (n int64) {
		for _, t := range terms {
			n += t.df
		}
		return n
	}
	slices.SortStableFunc(lists, func(a, b []term) int { return cmp.Compare(size(a), size(b)) })
	var all []int64
	for i, terms := range lists {
		var ids []int64
		for _, t := range terms {
			some, err := postings(ctx, f.tx, t.id)
			if err != nil {
				return nil, err
			}
			ids = append(ids, some...)
		}
		if len(terms) > 1 {
			slices.Sort(ids)
			ids = slices.Compact(ids)
		}
		if i > 0 {
			ids = intersect(all, ids)
		}
		if all = ids; len(all) == 0 {
			break
		}
	}
	return all, nil
}

// patternTerms returns the terms under which a word may stand.
func (f *finder) patternTerms(ctx context.Context, p pattern, lang string) ([]term, error) {
	keys := []string{p.Key}
	switch {
	case p.prefix:
		var err error
		if keys, err = f.prefixKeys(ctx, p.Loose, lang); err != nil {
			return nil, err
		}
	case p.Kind == words.Number:
		keys[0] = numberTerm(p.Loose)
	}
	var terms []term
	for _, key := range keys {
		t, err := findTerm(ctx, f.tx, lang, key)
		if err != nil {
			return nil, err
		}
		if t.df > 0 {
			terms = append(terms, t)
		}
	}
	return terms, nil
}

// prefixKeys returns the keys of the words that begin with a prefix.
func (f *finder) prefixKeys(ctx context.Context, prefix, lang string) ([]string, error) {
	rows, err := f.tx.QueryContext(ctx, `SELECT form, coalesce(key, form) FROM form
		WHERE lang = ?1 AND form >= ?2 AND form < ?2 || char(1114111)`, lang, prefix)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []string
	for rows.Next() {
		var form, key string
		if err := rows.Scan(&form, &key); err != nil {
			return nil, err
		}
		if key == words.NumberKey {
			key = numberTerm(form)
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys), rows.Err()
}

// intersect returns what stands in both of two sorted lists.
func intersect(a, b []int64) []int64 {
	var out []int64
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return out
}
