package tm

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Batch is what one run stores: one transaction, kept whole or not at all. It is not safe for concurrent use.
// Every Begin needs a Commit or a Rollback; a Rollback after a Commit does nothing.
type Batch struct {
	m    *Memory
	tx   *sql.Tx
	now  time.Time
	info BatchInfo

	stmts   map[string]*sql.Stmt
	stmtsMu sync.Mutex
	bulks   map[string]*bulk
	writer  worker // of rows

	next    map[string]int64 // next id by entity
	index   *index
	indexer worker
	waiting []indexJob // not yet given to the indexer
	blank   bool       // the tables of the index are empty
	seq     int
	run     entry          // insertions not yet in the journal
	met     map[int64]bool // units that stood in the memory and were given to it again by this batch
	changed map[int64]bool // units that existed before and were counted as changed
	failed  error          // a half-done change must never be committed
	done    bool
}

// A BatchInfo describes a stored batch.
type BatchInfo struct {
	ID        int64
	Kind      string // "add", "import", "put", "approve", "undo", …
	Label     string // what it was about: paths, a file, a batch
	Time      time.Time
	Added     int     // units
	Changed   int     // units
	Removed   int     // units
	Documents int     // documents stored
	Undoes    []int64 // batches that it took back
	UndoneBy  int64   // batch that took it back, 0 while it stands
}

// Begin begins a batch. It waits while another process writes and returns an error that wraps ErrBusy when
// that takes too long, ErrReadOnly for a memory that cannot be written.
func (m *Memory) Begin(ctx context.Context, kind, label string) (*Batch, error) {
	if m.w == nil {
		return nil, m.explain(fmt.Errorf("%w: it was opened for reading", ErrReadOnly))
	}
	tx, err := m.beginTx(ctx)
	if err != nil {
		return nil, m.explain(err)
	}
	b := newBatch(m, tx)
	if err := b.readCounters(ctx); err != nil {
		tx.Rollback()
		return nil, m.explain(err)
	}
	b.info = BatchInfo{ID: b.next["batch"], Kind: kind, Label: label, Time: b.now}
	return b, nil
}

func newBatch(m *Memory, tx *sql.Tx) *Batch {
	return &Batch{m: m, tx: tx, now: m.opts.Now().UTC().Truncate(time.Second), stmts: map[string]*sql.Stmt{}, bulks: map[string]*bulk{},
		next: map[string]int64{}, met: map[int64]bool{}, changed: map[int64]bool{}}
}

func (b *Batch) readCounters(ctx context.Context) error {
	rows, err := b.tx.QueryContext(ctx, `SELECT substr(name, 6), value FROM meta WHERE name LIKE 'next %'`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var n int64
		if err := rows.Scan(&name, &n); err != nil {
			return err
		}
		b.next[name] = n
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := b.tx.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM print)`).Scan(&b.blank); err != nil {
		return err
	}
	b.index = newIndex(b)
	return nil
}

// ID returns the number that the batch will have if it changes anything.
func (b *Batch) ID() int64 { return b.info.ID }

// Commit stores the batch and says what it did. A batch that changed nothing is not kept: its ID is 0.
func (b *Batch) Commit(ctx context.Context) (BatchInfo, error) {
	if b.done {
		return BatchInfo{}, b.m.explain(errBatchOver)
	}
	if err := b.flushRun(ctx); err != nil {
		b.failed = err
	}
	if b.failed != nil || b.seq == 0 {
		err := b.failed
		b.Rollback()
		return BatchInfo{Kind: b.info.Kind, Label: b.info.Label, Time: b.now}, b.m.explain(err)
	}
	if err := b.finish(ctx); err != nil {
		b.Rollback()
		return BatchInfo{}, b.m.explain(err)
	}
	b.done = true
	if err := b.tx.Commit(); err != nil {
		b.tx.Rollback()
		return BatchInfo{}, b.m.explain(err)
	}
	return b.info, nil
}

// finish writes the batch's own row, the index and the counters.
func (b *Batch) finish(ctx context.Context) error {
	if err := b.flushIndex(ctx); err != nil {
		return err
	}
	i := b.info
	b.next["batch"]++
	err := b.exec(ctx, `INSERT INTO batch (id, kind, label, time, added, changed, removed, documents) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		i.ID, i.Kind, i.Label, i.Time.Unix(), i.Added, i.Changed, i.Removed, i.Documents)
	if err != nil {
		return err
	}
	for name, n := range b.next {
		if err := b.exec(ctx, `UPDATE meta SET value = ? WHERE name = ?`, n, "next "+name); err != nil {
			return err
		}
	}
	return b.settle(ctx)
}

// Rollback gives the batch up; the memory is as it was.
func (b *Batch) Rollback() error {
	if b.done {
		return nil
	}
	b.done = true
	b.stop()
	return b.m.explain(b.tx.Rollback())
}

// id takes the next number for an entity.
func (b *Batch) id(entity string) int64 {
	n := b.next[entity]
	b.next[entity]++
	return n
}

// usable refuses to go on with a batch that is over, or in which a change failed half way: after some errors (a full disk)
// SQLite has rolled back by itself, and every further change would stand alone.
func (b *Batch) usable() error {
	switch {
	case b.failed != nil:
		return b.m.explain(fmt.Errorf("batch: given up: %w", b.failed))
	case b.done:
		return b.m.explain(errBatchOver)
	}
	return nil
}

var errBatchOver = errors.New("batch: committed or rolled back before")

// fail marks the batch as broken, so that half a change is never committed.
func (b *Batch) fail(err error) error {
	if err != nil && b.failed == nil {
		b.failed = err
	}
	return b.m.explain(err)
}

// An entry is a line of the journal: the entities first to last were inserted, or one was changed or
// removed and looked like before.
type entry struct {
	seq         int
	entity      string
	first, last int64
	before      []byte
}

// inserted writes an insertion to the journal; neighbours share one entry.
func (b *Batch) inserted(ctx context.Context, entity string, id int64) error {
	if b.run.entity == entity {
		switch id {
		case b.run.last + 1:
			b.run.last = id
			return nil
		case b.run.first - 1: // an undo goes backwards
			b.run.first = id
			return nil
		}
	}
	if err := b.flushRun(ctx); err != nil {
		return err
	}
	b.run = entry{entity: entity, first: id, last: id}
	return nil
}

// was writes to the journal how an entity looked before it was changed or removed.
func (b *Batch) was(ctx context.Context, entity string, id int64, before any) error {
	if err := b.flushRun(ctx); err != nil {
		return err
	}
	text, err := json.Marshal(before)
	if err != nil {
		return err
	}
	return b.log(ctx, entry{entity: entity, first: id, last: id, before: text})
}

func (b *Batch) flushRun(ctx context.Context) error {
	if b.run.entity == "" {
		return nil
	}
	e := b.run
	b.run = entry{}
	return b.log(ctx, e)
}

func (b *Batch) log(ctx context.Context, e entry) error {
	b.seq++
	var before any
	if e.before != nil {
		before = string(e.before)
	}
	return b.exec(ctx, `INSERT INTO journal (batch, seq, entity, first, last, before) VALUES (?, ?, ?, ?, ?, ?)`,
		b.info.ID, b.seq, e.entity, e.first, e.last, before)
}

// History returns all batches, the newest first.
func (m *Memory) History(ctx context.Context) ([]BatchInfo, error) {
	h, err := history(ctx, m.read)
	return h, m.explain(err)
}

// queryer is a database or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func history(ctx context.Context, q queryer) ([]BatchInfo, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, kind, label, time, added, changed, removed, documents, undone,
		(SELECT json_group_array(target) FROM undo WHERE undo.batch = batch.id) FROM batch ORDER BY id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []BatchInfo
	for rows.Next() {
		var i BatchInfo
		var at int64
		var undoes []byte
		if err := rows.Scan(&i.ID, &i.Kind, &i.Label, &at, &i.Added, &i.Changed, &i.Removed, &i.Documents, &i.UndoneBy, &undoes); err != nil {
			return nil, err
		}
		i.Time = time.Unix(at, 0).UTC()
		if err := json.Unmarshal(undoes, &i.Undoes); err != nil {
			return nil, err
		}
		list = append(list, i)
	}
	return list, rows.Err()
}
