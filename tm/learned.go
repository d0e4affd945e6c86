package tm

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"aztm/align/lexicon"
)

// Learned is the lexicon that the units of a memory taught.
type Learned struct {
	Version string // of the learner and of the lemmas; a caller's own
	Units   int    // how many units taught
	Entries []lexicon.Entry
}

// Learned returns the stored lexicon, in the order of languages and lemmas. The zero value says that there is none, or none of this version.
func (m *Memory) Learned(ctx context.Context, version string) (Learned, error) {
	l, err := m.learned(ctx, version)
	return l, m.explain(err)
}

func (m *Memory) learned(ctx context.Context, version string) (Learned, error) {
	tx, err := m.read.BeginTx(ctx, nil)
	if err != nil {
		return Learned{}, err
	}
	defer tx.Rollback()
	l, err := learnedHead(ctx, tx)
	if err != nil || l.Version != version {
		return Learned{}, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT lang_a, lemma_a, lang_b, lemma_b, weight FROM learned ORDER BY lang_a, lang_b, lemma_a, lemma_b`)
	if err != nil {
		return Learned{}, err
	}
	defer rows.Close()
	for rows.Next() {
		var e lexicon.Entry
		if err := rows.Scan(&e.LangA, &e.A, &e.LangB, &e.B, &e.Weight); err != nil {
			return Learned{}, err
		}
		l.Entries = append(l.Entries, e)
	}
	return l, rows.Err()
}

// learnedHead reads all but the entries.
func learnedHead(ctx context.Context, q queryer) (Learned, error) {
	var l Learned
	err := q.QueryRowContext(ctx, `SELECT v.value, u.value FROM meta v, meta u
		WHERE v.name = 'learned version' AND u.name = 'learned units'`).Scan(&l.Version, &l.Units)
	if errors.Is(err, sql.ErrNoRows) {
		return Learned{}, nil
	}
	return l, err
}

// SetLearned puts a lexicon in the place of the stored one, in one transaction: readers see the old one or the new one. It is no batch:
// the units stay as they are, and undo does not take it back.
func (m *Memory) SetLearned(ctx context.Context, l Learned) error {
	if m.w == nil {
		return m.explain(fmt.Errorf("%w: it was opened for reading", ErrReadOnly))
	}
	return m.explain(m.setLearned(ctx, l))
}

func (m *Memory) setLearned(ctx context.Context, l Learned) error {
	tx, err := m.beginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `DELETE FROM learned`); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, `INSERT INTO learned (lang_a, lemma_a, lang_b, lemma_b, weight) VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, e := range l.Entries {
		if _, err := insert.ExecContext(ctx, e.LangA, e.A, e.LangB, e.B, e.Weight); err != nil {
			return fmt.Errorf("word pair %s %s, %s %s: %w", e.LangA, e.A, e.LangB, e.B, err)
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta (name, value) VALUES ('learned version', ?), ('learned units', ?)`, l.Version, l.Units)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// teaching names the units that teach word pairs: approved ones, and aligned ones of some confidence. Rejected ones never do.
const teaching = `WHERE u.status = ?1 OR u.status = ?2 AND u.confidence >= ?3`

// CountTeaching counts the units that Teaching yields.
func (m *Memory) CountTeaching(ctx context.Context, confidence float64) (int, error) {
	n := 0
	err := m.read.QueryRowContext(ctx, `SELECT count(*) FROM unit u `+teaching,
		statusNumber(Approved), statusNumber(Aligned), confidence).Scan(&n)
	return n, m.explain(err)
}

// Teaching yields the units that may teach word pairs, by id: all approved ones, and the aligned ones of at least the given
// confidence. It reads one state of the memory, whatever is written meanwhile.
func (m *Memory) Teaching(ctx context.Context, confidence float64) iter.Seq2[Unit, error] {
	return func(yield func(Unit, error) bool) {
		for r, err := range records(ctx, m.read, teaching+` ORDER BY u.id, v.n`, statusNumber(Approved), statusNumber(Aligned), confidence) {
			if err != nil {
				yield(Unit{}, m.explain(err))
				return
			}
			if !yield(r.Unit, nil) {
				return
			}
		}
	}
}

// checkLearned looks at the lexicon.
func checkLearned(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `
		SELECT 'word pair ' || lang_a || ' ' || lemma_a || ', ' || lang_b || ' ' || lemma_b || ' has weight ' || weight FROM learned
			WHERE NOT (weight > 0 AND weight <= 1)
		UNION ALL SELECT count(*) || ' word pairs, and nothing says who learned them' FROM learned
			WHERE (SELECT count(*) FROM meta WHERE name IN ('learned version', 'learned units')) < 2 HAVING count(*) > 0`)
}
