package tm

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// A Finding is something wrong with a memory.
type Finding struct {
	Check   string // what was looked at: "file", "references", "units", "index", "documents", "batches", "lexicon"
	Message string
}

// maxFindings bounds the findings of one check: a damaged file has thousands that say the same.
const maxFindings = 20

// Doctor checks a memory: SQLite's own checks, units and their segments, batches, and the index against all texts. It changes
// nothing. A healthy memory has no findings. The error is for what kept it from looking.
func (m *Memory) Doctor(ctx context.Context) ([]Finding, error) {
	tx, err := m.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, m.explain(err)
	}
	defer tx.Rollback()
	var all []Finding
	for _, c := range []struct {
		name  string
		check func(context.Context, *sql.Tx) ([]string, error)
	}{
		{"file", checkFile}, {"references", checkReferences}, {"units", checkUnits},
		{"documents", checkDocuments}, {"batches", checkBatches}, {"index", checkTexts}, {"lexicon", checkLearned},
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
		UNION ALL SELECT 'unit ' || id || ' has status number ' || status FROM unit WHERE status NOT BETWEEN 1 AND ?1
		UNION ALL SELECT 'unit ' || id || ' is of story ' || story || ', which is not stored' FROM unit WHERE story IS NOT NULL AND story NOT IN (SELECT id FROM story)
		UNION ALL SELECT 'unit ' || id || ' is beyond the counter' FROM unit WHERE id >= (SELECT value FROM meta WHERE name = 'next unit')`,
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
		UNION ALL SELECT 'story ' || story || ' has two documents in ' || lang FROM document WHERE current = 1 GROUP BY story, lang HAVING count(*) > 1`)
}

func checkBatches(ctx context.Context, tx *sql.Tx) ([]string, error) {
	return list(ctx, tx, `
		SELECT 'unit ' || id || ' is of batch ' || batch || ', which is not in the history' FROM unit WHERE batch NOT IN (SELECT id FROM batch)
		UNION ALL SELECT 'batch ' || id || ' was taken back by batch ' || undone || ', which is not in the history' FROM batch
			WHERE undone <> 0 AND undone NOT IN (SELECT id FROM batch)`)
}

// checkTexts compares the index with what the texts of all units give.
func checkTexts(ctx context.Context, tx *sql.Tx) ([]string, error) {
	stored, err := list(ctx, tx, `SELECT value FROM meta WHERE name = 'keys'`)
	if err != nil || len(stored) != 1 || stored[0] != keys() {
		return []string{fmt.Sprintf("keys of version %s, want %s", strings.Join(stored, ","), keys())}, err
	}
	var messages []string
	want := newPending(cutters{})
	for r, err := range records(ctx, tx, `ORDER BY u.id, v.n`) {
		if err != nil {
			return messages, err
		}
		want.unit(r.Unit, true)
		if len(messages) < maxFindings {
			wrong, err := checkHashes(ctx, tx, r, want)
			if err != nil {
				return messages, err
			}
			messages = append(messages, wrong...)
		}
	}
	more, err := checkTerms(ctx, tx, want)
	messages = append(messages, more...)
	if err != nil {
		return messages, err
	}
	more, err = checkForms(ctx, tx, want)
	return append(messages, more...), err
}

// checkHashes looks for variants that a lookup of their own text would not find.
func checkHashes(ctx context.Context, tx *sql.Tx, r record, p *pending) ([]string, error) {
	var wrong []string
	for n, v := range r.Variants {
		ok, err := list(ctx, tx, `SELECT '' FROM variant WHERE unit = ? AND n = ? AND hash = ?`, r.ID, n, p.hash(v))
		if err != nil {
			return wrong, err
		}
		if len(ok) == 0 {
			wrong = append(wrong, fmt.Sprintf("unit %d: the hash of variant %d (%s) is wrong", r.ID, n, v.Lang))
		}
	}
	return wrong, nil
}

// checkTerms compares frequencies and posting lists.
func checkTerms(ctx context.Context, tx *sql.Tx, want *pending) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT lang, key, id, df FROM term`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var messages []string
	found := 0
	for rows.Next() {
		var lang, key string
		var id, df int64
		if err := rows.Scan(&lang, &key, &id, &df); err != nil {
			return messages, err
		}
		ids, err := postings(ctx, tx, id)
		if err != nil {
			return messages, err
		}
		units := want.postings[lang+"\x00"+key]
		if df != int64(len(ids)) || !slices.EqualFunc(ids, units, func(id int64, c change) bool { return id == c.unit }) {
			messages = append(messages, fmt.Sprintf("%s %q: frequency %d, %d postings, in %d units", lang, key, df, len(ids), len(units)))
		}
		if len(units) > 0 {
			found++
		}
	}
	if n := len(want.postings) - found; n > 0 {
		messages = append(messages, fmt.Sprintf("%d words of the texts are missing", n))
	}
	return messages, rows.Err()
}

// checkForms compares the forms of words.
func checkForms(ctx context.Context, tx *sql.Tx, want *pending) ([]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT lang, form, coalesce(key, form), n FROM form`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var messages []string
	found := 0
	for rows.Next() {
		var lang, form string
		var c formCount
		if err := rows.Scan(&lang, &form, &c.key, &c.n); err != nil {
			return messages, err
		}
		w, ok := want.counts[lang+"\x00"+form]
		if ok {
			found++
		}
		if w != c {
			messages = append(messages, fmt.Sprintf("%s form %q: key %q in %d units, want key %q in %d", lang, form, c.key, c.n, w.key, w.n))
		}
	}
	if n := len(want.counts) - found; n > 0 {
		messages = append(messages, fmt.Sprintf("%d forms of the texts are missing", n))
	}
	return messages, rows.Err()
}
