package tm

import (
	"context"
	"os"
)

// Stats says how much a memory holds.
type Stats struct {
	Units     int
	Variants  map[string]int // by tag, as it came
	Status    map[Status]int // units by status; none with 0
	Stories   int
	Documents int            // replaced versions left out
	Segments  map[string]int // by language, of those documents, aligned or not
	Batches   int
	Bytes     int64 // of the file
}

// Stats counts what the memory holds.
func (m *Memory) Stats(ctx context.Context) (Stats, error) {
	s, err := m.stats(ctx)
	return s, m.explain(err)
}

func (m *Memory) stats(ctx context.Context) (Stats, error) {
	s := Stats{Variants: map[string]int{}, Status: map[Status]int{}, Segments: map[string]int{}}
	tx, err := m.read.BeginTx(ctx, nil)
	if err != nil {
		return s, err
	}
	defer tx.Rollback()
	err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM unit), (SELECT count(*) FROM story),
		(SELECT count(*) FROM document WHERE current = 1), (SELECT count(*) FROM batch)`).Scan(&s.Units, &s.Stories, &s.Documents, &s.Batches)
	if err != nil {
		return s, err
	}
	if err := tally(ctx, tx, s.Variants, `SELECT lang, count(*) FROM variant GROUP BY lang`); err != nil {
		return s, err
	}
	if err := tally(ctx, tx, s.Segments, `SELECT d.lang, count(*) FROM segment s JOIN document d ON d.id = s.document WHERE d.current = 1 GROUP BY d.lang`); err != nil {
		return s, err
	}
	byNumber := map[int]int{}
	if err := tally(ctx, tx, byNumber, `SELECT status, count(*) FROM unit GROUP BY status`); err != nil {
		return s, err
	}
	for n, status := range statuses {
		if byNumber[n] > 0 {
			s.Status[status] = byNumber[n]
		}
	}
	info, err := os.Stat(m.path)
	if err != nil {
		return s, cause(err)
	}
	s.Bytes = info.Size()
	return s, nil
}

// tally fills a map with the rows of a query.
func tally[K comparable](ctx context.Context, q queryer, into map[K]int, query string) error {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k K
		var n int
		if err := rows.Scan(&k, &n); err != nil {
			return err
		}
		into[k] = n
	}
	return rows.Err()
}
