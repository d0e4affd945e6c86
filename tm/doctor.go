package tm

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
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
	if err := reindex(ctx, tx, m.opts.Progress); err != nil {
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
		{"documents", checkDocuments}, {"batches", checkBatches}, {"index", index}, {"lexicon", checkLearned},
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
	messages, err := checkKeys(ctx, tx)
	if err != nil || len(messages) > 0 {
		return messages, err
	}
	ids, err := sampleIDs(ctx, tx, n)
	if err != nil {
		return nil, err
	}
	want := newPending(cutters{})
	for id := range ids {
		r, err := loadRecord(ctx, tx, id)
		if err != nil {
			return messages, err
		}
		want.unit(r.Unit, true)
		wrong, err := checkHashes(ctx, tx, r, want)
		if messages = append(messages, wrong...); err != nil {
			return messages, err
		}
	}
	more, err := checkSampleTerms(ctx, tx, want, ids)
	if messages = append(messages, more...); err != nil {
		return messages, err
	}
	more, err = checkSampleForms(ctx, tx, want)
	if messages = append(messages, more...); err != nil {
		return messages, err
	}
	more, err = checkSizes(ctx, tx, want)
	return append(messages, more...), err
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

// checkSampleTerms compares the frequencies of the words of sampled units, and which of these units their lists name.
func checkSampleTerms(ctx context.Context, tx *sql.Tx, want *pending, sample map[int64]bool) ([]string, error) {
	var messages []string
	for _, name := range slices.Sorted(maps.Keys(want.postings)) {
		lang, key, _ := strings.Cut(name, "\x00")
		var id, df int64
		err := tx.QueryRowContext(ctx, `SELECT id, df FROM term WHERE lang = ? AND key = ?`, lang, key).Scan(&id, &df)
		if errors.Is(err, sql.ErrNoRows) {
			messages = append(messages, fmt.Sprintf("%s %q is missing", lang, key))
			continue
		}
		if err != nil {
			return messages, err
		}
		all, err := postings(ctx, tx, id)
		if err != nil {
			return messages, err
		}
		n := int64(len(all))
		named := slices.DeleteFunc(all, func(id int64) bool { return !sample[id] })
		units := map[int64]bool{}
		for _, c := range want.postings[name] {
			units[c.unit] = true
		}
		if df != n || len(named) != len(units) || slices.ContainsFunc(named, func(id int64) bool { return !units[id] }) {
			messages = append(messages, fmt.Sprintf("%s %q: frequency %d, %d postings; of %d sampled units it names %d, want %d", lang, key, df, n, len(sample), len(named), len(units)))
		}
	}
	return messages, nil
}

// checkSampleForms sees that the forms of sampled units are stored, each in as many units at least.
func checkSampleForms(ctx context.Context, tx *sql.Tx, want *pending) ([]string, error) {
	var messages []string
	for _, name := range slices.Sorted(maps.Keys(want.counts)) {
		lang, form, _ := strings.Cut(name, "\x00")
		w, c := want.counts[name], formCount{}
		err := tx.QueryRowContext(ctx, `SELECT coalesce(key, form), n FROM form WHERE lang = ? AND form = ?`, lang, form).Scan(&c.key, &c.n)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return messages, err
		}
		if c.key != w.key || c.n < w.n {
			messages = append(messages, fmt.Sprintf("%s form %q: key %q in %d units, want key %q in at least %d", lang, form, c.key, c.n, w.key, w.n))
		}
	}
	return messages, nil
}

// checkTexts compares the index with what the texts of all units give.
func checkTexts(ctx context.Context, tx *sql.Tx) ([]string, error) {
	messages, err := checkKeys(ctx, tx)
	if err != nil || len(messages) > 0 {
		return messages, err
	}
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
	if messages = append(messages, more...); err != nil {
		return messages, err
	}
	more, err = checkSizes(ctx, tx, want)
	return append(messages, more...), err
}

// checkSizes compares the token counts of units.
func checkSizes(ctx context.Context, tx *sql.Tx, want *pending) ([]string, error) {
	var messages []string
	for at, sizes := range want.sizes {
		counts, err := blockSizes(ctx, tx, at.lang, at.n)
		if err != nil {
			return messages, err
		}
		for _, w := range sizes {
			if w.at < len(counts) && counts[w.at] == w.size || w.at >= len(counts) && w.size == 0 {
				continue
			}
			messages = append(messages, fmt.Sprintf("unit %d: the number of its tokens in %s is wrong", at.n*sizeBlock+int64(w.at), at.lang))
		}
	}
	slices.Sort(messages)
	return messages, nil
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
