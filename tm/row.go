package tm

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// A StoredStory is a story as the memory holds it.
type StoredStory struct {
	ID   int64
	Name string
	Docs []Document // ordered az, ru, en, others by tag; replaced versions left out
	Rows []Row      // in the order of the text
}

// A Row is what stands side by side in a stored story: a unit, or a segment that belongs to none. Every segment stands in a row, and in
// one, but for those of a forgotten unit that was brought back after they were given to another.
type Row struct {
	Unit   Unit             // its ID is 0 for a lone segment; outdated units have no row
	Ranges map[string]Range // segments by language of their document
}

// StoredStory returns a story with its documents and units. The error wraps ErrNotFound if there is none.
func (m *Memory) StoredStory(ctx context.Context, id int64) (StoredStory, error) {
	tx, err := m.snapshot(ctx)
	if err != nil {
		return StoredStory{}, m.explain(err)
	}
	defer tx.close()
	s, _, err := storedStory(ctx, tx, id)
	return s, m.explain(err)
}

// StoredStory returns a story as the batch sees it: nobody else can change it before the batch is over.
func (b *Batch) StoredStory(ctx context.Context, id int64) (StoredStory, error) {
	if err := b.usable(); err != nil {
		return StoredStory{}, err
	}
	if err := b.settle(ctx); err != nil {
		return StoredStory{}, b.m.explain(err)
	}
	s, _, err := storedStory(ctx, b.tx, id)
	return s, b.m.explain(err)
}

// storedStory reads a story, and the records of its rows, the zero value for a lone segment.
func storedStory(ctx context.Context, q queryer, id int64) (StoredStory, []record, error) {
	s := StoredStory{ID: id}
	switch err := q.QueryRowContext(ctx, `SELECT name FROM story WHERE id = ?`, id).Scan(&s.Name); {
	case errors.Is(err, sql.ErrNoRows):
		return s, nil, fmt.Errorf("story %d: %w", id, ErrNotFound)
	case err != nil:
		return s, nil, err
	}
	docs, err := loadDocs(ctx, q, id, false)
	if err != nil {
		return s, nil, err
	}
	for _, d := range docs {
		s.Docs = append(s.Docs, d.Document)
	}
	slices.SortFunc(s.Docs, compareDocs)
	units := map[int64]record{}
	var rows []Row
	for r, err := range records(ctx, q, `WHERE u.story = ? AND u.status <> ? ORDER BY u.position, u.id, v.n`, id, statusNumber(Outdated)) {
		if err != nil {
			return s, nil, err
		}
		units[r.ID] = r
		rows = append(rows, Row{r.Unit, rangesOf(r.Unit, s.Docs)})
	}
	slices.SortStableFunc(rows, compareRows)
	s.Rows = withLone(rows, s.Docs)
	list := make([]record, len(s.Rows))
	for i, row := range s.Rows {
		list[i] = units[row.Unit.ID]
	}
	return s, list, nil
}

// rangesOf are the segments of documents that a unit was made of.
func rangesOf(u Unit, docs []Document) map[string]Range {
	ranges := map[string]Range{}
	for _, v := range u.Variants {
		i := slices.IndexFunc(docs, func(d Document) bool { return d.ID == v.Source.Document && d.Lang == v.Lang })
		if i >= 0 && 0 <= v.Source.First && v.Source.First < v.Source.End && v.Source.End <= len(docs[i].Segments) {
			ranges[v.Lang] = Range{v.Source.First, v.Source.End}
		}
	}
	return ranges
}

// compareRows orders units of a story: the halves of one that was split have one position, and are told apart by their segments.
func compareRows(a, b Row) int {
	if a.Unit.Position != b.Unit.Position {
		return cmp.Compare(a.Unit.Position, b.Unit.Position)
	}
	for _, v := range a.Unit.Variants {
		x, in := a.Ranges[v.Lang]
		y, both := b.Ranges[v.Lang]
		if in && both {
			return cmp.Compare(x.First, y.First)
		}
	}
	return 0
}

// withLone puts the segments that no unit has between the rows of units.
func withLone(units []Row, docs []Document) []Row {
	taken := map[string][]bool{}
	for _, d := range docs {
		taken[d.Lang] = make([]bool, len(d.Segments))
	}
	for _, row := range units {
		for lang, r := range row.Ranges {
			for n := r.First; n < r.End; n++ {
				taken[lang][n] = true
			}
		}
	}
	var rows []Row
	next := map[string]int{}
	upTo := func(lang string, end int) {
		for ; next[lang] < end; next[lang]++ {
			if n := next[lang]; !taken[lang][n] {
				rows = append(rows, Row{Ranges: map[string]Range{lang: {n, n + 1}}})
			}
		}
	}
	for _, row := range units {
		for _, d := range docs {
			if r, ok := row.Ranges[d.Lang]; ok {
				upTo(d.Lang, r.First)
			}
		}
		rows = append(rows, row)
	}
	for _, d := range docs {
		upTo(d.Lang, len(d.Segments))
	}
	return rows
}

// Text is the text of a row in a language: that of its unit, which may have been edited, else its segments joined by one space; "" if it
// has none.
func (s StoredStory) Text(r Row, lang string) string {
	for _, v := range r.Unit.Variants {
		if v.Lang == lang {
			return v.Text
		}
	}
	return s.printed(lang, r.Ranges[lang])
}

// printed is the text of segments as their document has it.
func (s StoredStory) printed(lang string, r Range) string {
	i := slices.IndexFunc(s.Docs, func(d Document) bool { return d.Lang == lang })
	if i < 0 {
		return ""
	}
	return join(s.Docs[i].Segments, r.First, r.End)
}
