package tm

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// A Finding is something wrong with a memory.
type Finding struct {
	Check   string // what was looked at: "file", "references", "units", "index", "documents", "batches", "lexicon"
	Message string
}

// maxFindings bounds the findings of one check: a damaged file has thousands that say the same.
const maxFindings = 20

// A check returns what is wrong, a message each.
type check func(ctx context.Context, tx *sql.Tx) ([]string, error)

// Doctor checks a memory: SQLite's own checks, units and their segments, batches, and the index against all texts. It changes
// nothing. A healthy memory has no findings. The error is for what kept it from looking.
func (m *Memory) Doctor(ctx context.Context) ([]Finding, error) {
	return m.doctor(ctx, checkTexts)
}

// DoctorSample is Doctor, but of the index it compares only what about n units spread over the memory give.
func (m *Memory) DoctorSample(ctx context.Context, n int) ([]Finding, error) {
	return m.doctor(ctx, func(ctx context.Context, tx *sql.Tx) ([]string, error) { return checkSample(ctx, tx, n) })
}

// Reindex makes the index anew from the units, in one transaction: words, frequencies, hashes and SQLite's own indexes.
func (m *Memory) Reindex(ctx context.Context) error {
	if m.w == nil {
		return m.explain(fmt.Errorf("%w: it was opened for reading", ErrReadOnly))
	}
	return m.explain(m.reindexAll(ctx))
}

func (m *Memory) reindexAll(ctx context.Context) error {
	tx, err := m.beginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `REINDEX`); err != nil {
		return err
	}
	if err := newBatch(m, tx).reindex(ctx, m.opts.Progress); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta (name, value) VALUES ('keys', ?)`, keys()); err != nil {
		return err
	}
	return tx.Commit()
}

// LeftLog returns the size in bytes of a write-ahead log beside the file at path, 0 where there is none: batches of a run
// that goes on, or that was killed. They are part of the memory; whoever opens and closes it last takes them in.
func LeftLog(path string) int64 { return (&Memory{path: path}).leftLog() }

func (m *Memory) doctor(ctx context.Context, index check) ([]Finding, error) {
	tx, err := m.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, m.explain(err)
	}
	defer tx.Rollback()
	var all []Finding
	for _, c := range []struct {
		name  string
		check check
	}{
		{"file", checkFile}, {"references", checkReferences}, {"units", checkUnits},
		{"documents", checkDocuments}, {"batches", checkBatches}, {"batches", checkJournal}, {"index", index}, {"lexicon", checkLearned},
	} {
		messages, err := c.check(ctx, tx)
		if err != nil && ctx.Err() != nil {
			return all, m.explain(err)
		}
		if err != nil { // a damaged file may answer no query
			messages = append(messages, known(err).Error())
		}
		for _, msg := range messages[:min(len(messages), maxFindings)] {
			all = append(all, Finding{c.name, msg})
		}
	}
	return all, nil
}

// list returns the first column of a query, which is a message a row.
func list(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var messages []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return messages, err
		}
		messages = append(messages, s)
	}
	return messages, rows.Err()
}

func checkFile(ctx context.Context, tx *sql.Tx) ([]string, error) {
	messages, err := list(ctx, tx, `PRAGMA integrity_check(20)`)
	return slices.DeleteFunc(messages, func(s string) bool { return s == "ok" }), err
}

func checkReferences(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `SELECT 'row ' || coalesce(rowid, '?') || ' of ' || "table" || ' refers to no ' || parent FROM pragma_foreign_key_check`)
}

func checkUnits(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `
		SELECT 'unit ' || id || ' has no variants' FROM unit WHERE NOT EXISTS (SELECT 1 FROM variant WHERE unit = unit.id)
		UNION ALL SELECT 'variant ' || n || ' of unit ' || unit || ' belongs to no unit' FROM variant WHERE NOT EXISTS (SELECT 1 FROM unit WHERE id = variant.unit)
		UNION ALL SELECT 'unit ' || id || ' has status number ' || status FROM unit WHERE status NOT BETWEEN 1 AND ?1
		UNION ALL SELECT 'unit ' || id || ' is of story ' || story || ', which is not stored' FROM unit WHERE story IS NOT NULL AND story NOT IN (SELECT id FROM story)
		UNION ALL SELECT x.entity || ' ' || x.last || ' is beyond the counter' FROM (
			SELECT 'unit' AS entity, max(id) AS last FROM unit UNION ALL SELECT 'story', max(id) FROM story
			UNION ALL SELECT 'document', max(id) FROM document UNION ALL SELECT 'batch', max(id) FROM batch) x
			WHERE last >= (SELECT value FROM meta WHERE name = 'next ' || x.entity)`,
		len(statuses)-1)
}

func checkDocuments(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `
		SELECT 'unit ' || v.unit || ' refers to document ' || v.document || ', which is not stored' FROM variant v
			WHERE v.document IS NOT NULL AND v.document NOT IN (SELECT id FROM document)
		UNION ALL SELECT 'unit ' || v.unit || ' refers to segments ' || v.first || ' to ' || v.last || ' of document ' || v.document || ', which has ' || s.count
			FROM variant v JOIN (SELECT document, count(*) AS count FROM segment GROUP BY document) s ON s.document = v.document
			WHERE v.first < 0 OR v.first >= v.last OR v.last > s.count
		UNION ALL SELECT 'document ' || document || ' lacks segments: ' || count(*) || ' of ' || (max(n) + 1) FROM segment
			GROUP BY document HAVING count(*) <> max(n) + 1
		UNION ALL SELECT 'story ' || story || ' has two documents in ' || lang FROM document WHERE current = 1 GROUP BY story, lang HAVING count(*) > 1
		UNION ALL SELECT 'unit ' || v.unit || ': its text in ' || v.lang || ' is not that of its segments' FROM unit u JOIN variant v ON v.unit = u.id
			WHERE u.edited = 0 AND v.document IS NOT NULL AND v.text <> (SELECT group_concat(text, ' ') FROM
				(SELECT text FROM segment WHERE document = v.document AND n >= v.first AND n < v.last ORDER BY n))`)
}

func checkBatches(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `
		SELECT 'unit ' || id || ' is of batch ' || batch || ', which is not in the history' FROM unit WHERE batch NOT IN (SELECT id FROM batch)
		UNION ALL SELECT 'batch ' || id || ' was taken back by batch ' || undone || ', which is not in the history' FROM batch
			WHERE undone <> 0 AND undone NOT IN (SELECT id FROM batch)`)
}

// checkJournal reads what every batch needs to be taken back.
func checkJournal(ctx context.Context, tx *sql.Tx) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT batch, seq, entity, first, last, before FROM journal ORDER BY batch, seq`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var messages []string
	var last, seq int64
	for rows.Next() {
		var batch int64
		var e entry
		if err := rows.Scan(&batch, &e.seq, &e.entity, &e.first, &e.last, &e.before); err != nil {
			return messages, err
		}
		if batch != last {
			last, seq = batch, 0
		}
		if seq++; int64(e.seq) != seq {
			messages = append(messages, fmt.Sprintf("batch %d: entry %d of its journal is missing", batch, seq))
			seq = int64(e.seq)
		}
		if err := e.check(); err != nil {
			messages = append(messages, fmt.Sprintf("batch %d: entry %d of its journal: %v", batch, e.seq, err))
		}
	}
	return messages, rows.Err()
}

// check says what keeps an entry from being taken back.
func (e entry) check() error {
	if e.before == nil && e.first <= e.last && slices.Contains([]string{"unit", "document", "story", "glossary"}, e.entity) {
		return nil
	}
	id, err := e.entityBefore()
	switch {
	case err != nil:
		return fmt.Errorf("%s %d: %w", e.entity, e.first, err)
	case e.first != e.last || id != e.first || !utf8.Valid(e.before):
		return fmt.Errorf("%s %d to %d: how it was before is damaged", e.entity, e.first, e.last)
	}
	return nil
}

// entityBefore reads how an entity was before, and returns its id.
func (e entry) entityBefore() (int64, error) {
	d := json.NewDecoder(bytes.NewReader(e.before))
	d.DisallowUnknownFields()
	switch e.entity {
	case "unit":
		var r record
		if err := d.Decode(&r); err != nil {
			return 0, err
		}
		return r.ID, r.valid()
	case "document":
		var r docRecord
		err := d.Decode(&r)
		return r.ID, err
	case "story":
		var r storyRecord
		err := d.Decode(&r)
		return r.ID, err
	case "glossary":
		var e GlossaryEntry
		if err := d.Decode(&e); err != nil {
			return 0, err
		}
		return e.ID, e.valid()
	}
	return 0, errors.New("no such entity")
}
