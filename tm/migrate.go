package tm

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID stands in the header of every memory ("aztm"), so that no other program's database is taken for one.
const applicationID = 0x617A746D

// indexVersion changes whenever the index would hold other keys for the same text for a reason other than
// norm.KeyVersion and words.KeyVersion.
const indexVersion = 2

// keys names the version of the keys that this program makes: of letters, of words, of the index.
func keys() string {
	return fmt.Sprintf("%d.%d.%d", norm.KeyVersion, words.KeyVersion, indexVersion)
}

// steps lists the migrations in order.
func steps(files fs.FS) []string {
	names, err := fs.Glob(files, "migrations/*.sql") // sorted; the pattern is right
	if err != nil || len(names) == 0 {
		panic("tm: no migrations embedded")
	}
	return names
}

// A state is what the header of a memory says.
type state struct {
	application, version, tables int
	keys                         string
	latest                       int // the version of this program
}

// readState reads the state of a database; of one that is no memory of ours, no keys.
func (m *Memory) readState(ctx context.Context, db queryer) (state, error) {
	s := state{latest: len(steps(m.opts.migrations))}
	err := db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)`).Scan(&s.application, &s.version, &s.tables)
	if err != nil || s.application != applicationID || s.version == 0 || s.version > s.latest {
		return s, err
	}
	err = db.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'keys'`).Scan(&s.keys)
	if errors.Is(err, sql.ErrNoRows) {
		return s, nil
	}
	return s, err
}

func (s state) blank() bool { return s.application == 0 && s.version == 0 && s.tables == 0 }
func (s state) fresh() bool { return s.version == s.latest && s.keys == keys() }

func (s state) check() error {
	switch {
	case s.blank():
		return nil
	case s.application != applicationID:
		return fmt.Errorf("%w: it is another program's SQLite database", ErrNotMemory)
	case s.version > s.latest:
		return fmt.Errorf("%w (format %d, this one reads up to %d)", ErrNewer, s.version, s.latest)
	}
	return nil
}

// upgrade brings the memory to this program's schema and keys, in one transaction, after a backup if it holds anything: a run that is
// killed, or whose disk is full, leaves the memory that the older program wrote.
func (m *Memory) upgrade(ctx context.Context) error {
	tx, err := m.beginTx(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s, err := m.readState(ctx, tx) // again: another process may have been faster
	if err != nil {
		return err
	}
	if err := s.check(); err != nil || s.fresh() {
		return err
	}
	if !s.blank() && s.version < s.latest {
		if err := m.backup(ctx, fmt.Sprintf("%s.v%d-backup", m.path, s.version), true); err != nil {
			return fmt.Errorf("backup before migration: %w", err)
		}
	}
	if err := m.migrate(ctx, tx, s.version); err != nil {
		return err
	}
	if err := m.rekey(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// migrate runs the steps after version.
func (m *Memory) migrate(ctx context.Context, tx *sql.Tx, version int) error {
	files := m.opts.migrations
	for i, name := range steps(files) {
		if i < version {
			continue
		}
		query, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("%s; PRAGMA user_version = %d; PRAGMA application_id = %d", query, i+1, applicationID))
		if err != nil {
			return fmt.Errorf("migration %s: %w", strings.TrimPrefix(name, "migrations/"), err)
		}
	}
	return nil
}

// beginTx begins a writing transaction as soon as no other process holds one.
func (m *Memory) beginTx(ctx context.Context) (tx *sql.Tx, err error) {
	err = m.retry(ctx, func() error {
		tx, err = m.w.BeginTx(ctx, nil)
		return err
	})
	return tx, err
}

// rekey makes the index anew where it holds keys of another version.
func (m *Memory) rekey(ctx context.Context, tx *sql.Tx) error {
	var stored string
	err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'keys'`).Scan(&stored)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || stored == keys() {
		return err
	}
	if err := newBatch(m, tx).reindex(ctx, m.opts.Progress); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta (name, value) VALUES ('keys', ?)`, keys())
	return err
}
