package tm

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A Query asks for the best matches of a whole segment.
type Query struct {
	Text       string
	From       string   // language of Text; "" asks every language of the memory
	To         []string // languages wanted; none means all others
	Min        int      // lowest score, 70 if 0; below 50 every unit is read
	Limit      int      // 5 if 0, all if negative
	Neighbours *Neighbours
	Exhaustive bool // read every unit instead of the index; the answer is the same
}

// Neighbours are the segments before and after a query in its document; "" at the document's edge.
type Neighbours struct{ Prev, Next string }

// A Match is a unit with a variant like the query.
type Match struct {
	Score   int // 101 down to Query.Min
	Kind    Kind
	Unit    Unit
	Variant int      // index of the variant that matches in Unit.Variants
	Targets []Target // never empty
	Count   int      // units with the same source and targets, this one included
}

// Source returns the variant that matches.
func (m Match) Source() Variant { return m.Unit.Variants[m.Variant] }

// A Target is a suggestion.
type Target struct {
	Lang    string
	Text    string // the variant's text; with the query's numbers where Swapped is set
	Swapped bool
	Variant int // index in Unit.Variants
}

// Lookup returns the best matches: by score, approved ones first among equals, then newer ones, then by id. Units with the same
// source and targets are shown once. Rejected units and those without a wanted target are left out.
func (m *Memory) Lookup(ctx context.Context, q Query) ([]Match, error) {
	q.Min = cmp.Or(q.Min, 70)
	q.Limit = cmp.Or(q.Limit, 5)
	tx, err := m.snapshot(ctx)
	if err != nil {
		return nil, m.explain(err)
	}
	defer tx.close()
	l := lookup{tx: tx, query: q, cut: cutters{}}
	found, err := l.run(ctx)
	return found, m.explain(err)
}

type lookup struct {
	tx    snapshot
	query Query
	cut   cutters
	hits  []hit
}

// A hit is a variant that scores high enough.
type hit struct {
	unit    int64
	n       int
	score   int
	kind    Kind
	status  int
	changed int64
}

func (l *lookup) run(ctx context.Context) ([]Match, error) {
	langs := []string{Base(l.query.From)}
	if l.query.From == "" {
		var err error
		if langs, err = indexedLangs(ctx, l.tx); err != nil {
			return nil, err
		}
	}
	for _, lang := range langs {
		if err := l.find(ctx, NewText(lang, l.query.Text)); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(l.hits, compareHits)
	seen := map[int64]bool{}
	l.hits = slices.DeleteFunc(l.hits, func(h hit) bool { // the best variant of each unit
		again := seen[h.unit]
		seen[h.unit] = true
		return again
	})
	return l.matches(ctx)
}

func compareHits(a, b hit) int {
	approved := statusNumber(Approved)
	return cmp.Or(cmp.Compare(b.score, a.score), compareBool(a.status == approved, b.status == approved),
		cmp.Compare(b.changed, a.changed), cmp.Compare(a.unit, b.unit), cmp.Compare(a.n, b.n))
}

// compareBool puts true first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// find scores the candidates for a query in one language.
func (l *lookup) find(ctx context.Context, q Text) error {
	if l.query.Exhaustive || l.query.Min < 50 && len(q.Tokens) > 0 {
		return l.verify(ctx, q, `variant v`)
	}
	ids, err := candidates(ctx, l.tx, q, l.query.Min)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 500) {
		if err := l.verify(ctx, q, `json_each(?) j CROSS JOIN variant v ON v.unit = j.value`, jsonIDs(part)); err != nil {
			return err
		}
	}
	return nil
}

// jsonIDs packs ids into one argument of a query.
func jsonIDs(ids []int64) string {
	text, err := json.Marshal(ids)
	if err != nil {
		panic(err) // numbers can always be written
	}
	return string(text)
}

// verify scores the variants of a table expression in the query's language.
func (l *lookup) verify(ctx context.Context, q Text, from string, args ...any) error {
	rows, err := l.tx.QueryContext(ctx, `SELECT v.unit, v.n, v.lang, v.text, coalesce(v.document, 0), coalesce(v.first, 0), coalesce(v.last, 0), u.status, u.changed
		FROM `+from+` CROSS JOIN unit u ON u.id = v.unit`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var h hit
		var lang string
		var text sql.RawBytes
		var s Source
		if err := rows.Scan(&h.unit, &h.n, &lang, &text, &s.Document, &s.First, &s.End, &h.status, &h.changed); err != nil {
			return err
		}
		if h.status == statusNumber(Rejected) || Base(lang) != q.Lang {
			continue
		}
		if err := l.score(ctx, q, h, string(text), s); err != nil {
			return err
		}
	}
	return rows.Err()
}

// score adds a hit if the text is like the query.
func (l *lookup) score(ctx context.Context, q Text, h hit, text string, s Source) (err error) {
	var ok bool
	h.score, h.kind, ok = q.Score(l.cut.text(q.Lang, text), min(l.query.Min, 100))
	if !ok {
		return nil
	}
	if h.score == 100 && l.query.Neighbours != nil && s.Document != 0 {
		if ok, err = l.inContext(ctx, s); err != nil {
			return err
		}
		if ok {
			h.score, h.kind = 101, Context
		}
	}
	if h.score >= l.query.Min {
		l.hits = append(l.hits, h)
	}
	return nil
}

// inContext reports whether the segments around a variant are the query's neighbours.
func (l *lookup) inContext(ctx context.Context, s Source) (bool, error) {
	var prev, next string
	err := l.tx.QueryRowContext(ctx, `SELECT coalesce((SELECT text FROM segment WHERE document = ?1 AND n = ?2), ''),
		coalesce((SELECT text FROM segment WHERE document = ?1 AND n = ?3), '')`, s.Document, s.First-1, s.End).Scan(&prev, &next)
	n := l.query.Neighbours
	return prev == n.Prev && next == n.Next, err
}

// matches loads the best hits, and puts those with the same source and targets together. A group's members all have one score,
// or 100 and 101; so it stops at the first change of score after enough groups.
func (l *lookup) matches(ctx context.Context) ([]Match, error) {
	var found []Match
	groups := map[string]int{}
	for at := 0; at < len(l.hits) && (l.query.Limit < 0 || len(found) < l.query.Limit); {
		end := at + 1
		for end < len(l.hits) && min(l.hits[end].score, 100) == min(l.hits[at].score, 100) {
			end++
		}
		for part := range slices.Chunk(l.hits[at:end], 500) {
			units, err := loadAll(ctx, l.tx, part)
			if err != nil {
				return nil, err
			}
			for _, h := range part {
				m := l.match(h, units[h.unit])
				if len(m.Targets) == 0 {
					continue
				}
				key := m.key()
				if i, ok := groups[key]; ok {
					found[i].Count++
					continue
				}
				groups[key] = len(found)
				found = append(found, m)
			}
		}
		at = end
	}
	if l.query.Limit >= 0 && len(found) > l.query.Limit {
		found = found[:l.query.Limit]
	}
	return found, nil
}

func loadAll(ctx context.Context, q queryer, hits []hit) (map[int64]Unit, error) {
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.unit
	}
	units := map[int64]Unit{}
	for r, err := range records(ctx, q, `WHERE u.id IN (SELECT value FROM json_each(?)) ORDER BY u.id, v.n`, jsonIDs(ids)) {
		if err != nil {
			return nil, err
		}
		units[r.ID] = r.Unit
	}
	return units, nil
}

// match makes the answer of a hit.
func (l *lookup) match(h hit, u Unit) Match {
	m := Match{Score: h.score, Kind: h.kind, Unit: u, Variant: h.n, Count: 1}
	source := m.Source()
	for i, v := range u.Variants {
		if i != h.n && l.wanted(source.Lang, v.Lang) {
			m.Targets = append(m.Targets, Target{Lang: v.Lang, Text: v.Text, Variant: i})
		}
	}
	if h.kind == Numbers {
		q, c := NewText(source.Lang, l.query.Text), NewText(source.Lang, source.Text)
		for i := range m.Targets {
			m.Targets[i].swap(q, c)
		}
	}
	return m
}

// wanted reports whether a variant is an answer: in a language asked for, or in any other than the source's.
func (l *lookup) wanted(source, lang string) bool {
	if len(l.query.To) == 0 {
		return lang != source
	}
	return slices.ContainsFunc(l.query.To, func(to string) bool { return Base(to) == Base(lang) })
}

// key is equal for matches with the same source and targets.
func (m Match) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q", m.Source().Text)
	for _, t := range m.Targets {
		fmt.Fprintf(&b, " %q %q", t.Lang, t.Text)
	}
	return b.String()
}

// indexedLangs lists the base languages that the memory holds words of, sorted.
func indexedLangs(ctx context.Context, q queryer) ([]string, error) {
	// Hops from language to language: DISTINCT would read the whole table.
	rows, err := q.QueryContext(ctx, `WITH RECURSIVE l(lang) AS (SELECT min(lang) FROM term WHERE lang > ?
		UNION ALL SELECT (SELECT min(lang) FROM term WHERE term.lang > l.lang) FROM l WHERE l.lang IS NOT NULL)
		SELECT lang FROM l WHERE lang IS NOT NULL`, noLang)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var langs []string
	for rows.Next() {
		var lang string
		if err := rows.Scan(&lang); err != nil {
			return nil, err
		}
		langs = append(langs, lang)
	}
	return langs, rows.Err()
}
