package tm

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
)

// Backup copies the memory to path, mode 0600, while others read and write: it holds what the memory held at one moment.
//
// The copy is written beside path, checked (SQLite's integrity check; every table has as many rows as it had in the
// memory at that moment) and renamed, so that a whole one stands there or none. The error wraps fs.ErrExist if path exists and
// replace is not set, or if path is this memory or has a write-ahead log beside it: some program has it open.
func (m *Memory) Backup(ctx context.Context, path string, replace bool) error {
	if err := m.backup(ctx, path, replace); err != nil {
		return m.explain(fmt.Errorf("backup %s: %w", path, known(cause(err))))
	}
	return nil
}

func (m *Memory) backup(ctx context.Context, path string, replace bool) error {
	if err := m.mayReplace(path, replace); err != nil {
		return err
	}
	part := path + ".part"
	for _, left := range []string{part, part + "-journal"} { // of a run that was killed
		if err := os.Remove(left); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	if err := f.Close(); err != nil {
		return err
	}
	rows, err := m.copyTo(ctx, part)
	if err != nil {
		return err
	}
	if err := verifyCopy(ctx, part, rows); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// mayReplace refuses a path that a backup must not take.
func (m *Memory) mayReplace(path string, replace bool) error {
	there, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	own, err := os.Stat(m.path)
	if err != nil {
		return err
	}
	switch log, err := os.Stat(path + "-wal"); {
	case os.SameFile(own, there):
		return fmt.Errorf("%w: it is the memory itself", fs.ErrExist)
	case !replace:
		return fs.ErrExist
	case err == nil && log.Size() > 0:
		return fmt.Errorf("%w: it is a memory in use, or one that a killed run left", fs.ErrExist)
	}
	return nil
}

// pagesAStep is how many pages are copied between two looks at the context.
const pagesAStep = 4096

// copyTo copies what the memory holds at one moment into an empty file, and returns the number of rows of each table.
func (m *Memory) copyTo(ctx context.Context, part string) (rows map[string]int, err error) {
	abs, err := filepath.Abs(part)
	if err != nil {
		return nil, err
	}
	conn, err := m.read.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	// A reading transaction holds the moment: SQLite's backup takes the one that its connection is in.
	if _, err := conn.ExecContext(ctx, `BEGIN`); err != nil {
		return nil, err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
	if rows, err = countRows(ctx, conn); err != nil {
		return nil, err
	}
	return rows, conn.Raw(func(driver any) error { return copyPages(ctx, driver, dsn(abs, "mode=rw")) })
}

func copyPages(ctx context.Context, driver any, target string) error {
	b, err := driver.(interface {
		NewBackup(string) (*sqlite.Backup, error)
	}).NewBackup(target)
	if err != nil {
		return err
	}
	for more := true; more && err == nil; {
		if more, err = b.Step(pagesAStep); err == nil {
			err = ctx.Err()
		}
	}
	return errors.Join(err, b.Finish())
}

// countRows counts the rows of each table of a memory of any version.
func countRows(ctx context.Context, q queryer) (map[string]int, error) {
	names := map[string]int{}
	if err := tally(ctx, q, names, `SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`); err != nil {
		return nil, err
	}
	for name := range names {
		var n int
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM "`+name+`"`).Scan(&n); err != nil {
			return nil, err
		}
		names[name] = n
	}
	return names, nil
}

// verifyCopy lets SQLite check a copy that nobody else has open, counts its rows, and sees that it is on the disk.
func verifyCopy(ctx context.Context, path string, want map[string]int) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite", dsn(abs, "immutable=1"))
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	rows, err := countRows(ctx, db)
	if err == nil && !maps.Equal(rows, want) {
		err = fmt.Errorf("%w: the copy has %v rows, the memory %v", ErrDamaged, rows, want)
	}
	return err
}

// syncFolder sees that a renamed file is found after a power loss.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	d.Sync() // some file systems know no such thing
	return d.Close()
}
