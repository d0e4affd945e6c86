package tm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Causes that callers tell apart with errors.Is. Every error of this package names the memory's path.
var (
	ErrNotMemory = errors.New("not an aztm memory")
	ErrNewer     = errors.New("written by a newer aztm")
	ErrOlder     = errors.New("written by an older aztm, and cannot be migrated here")
	ErrBusy      = errors.New("another aztm is writing to it")
	ErrReadOnly  = errors.New("cannot be written")
	ErrDamaged   = errors.New("damaged")
	ErrFull      = errors.New("the disk is full")
	ErrDisk      = errors.New("reading or writing failed: a broken disk, or a limit on the size of files")
	ErrNoLocks   = errors.New("its file system has no file locks or no shared memory")
	ErrLeftLog   = errors.New("holds batches in a write-ahead log beside it that cannot be read here")
	ErrNotFound  = errors.New("not found") // no such unit, batch or story
	ErrChanged   = errors.New("changed by somebody else meanwhile: nothing is stored")
)

// explain puts the memory's path and a known cause before an error.
func (m *Memory) explain(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("memory %s: %w", m.path, known(err))
}

// known turns SQLite's result codes into causes of this package.
func known(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	switch extendedCode(err) {
	case sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
		sqlite3.SQLITE_IOERR_SHMLOCK, sqlite3.SQLITE_IOERR_SHMMAP:
		return fmt.Errorf("%w: %w", ErrNoLocks, err)
	case sqlite3.SQLITE_IOERR_SHMSIZE: // the file of the shared memory could not grow
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	switch code(err) {
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: it is no SQLite file", ErrNotMemory)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("%w: the file or its folder is read-only", ErrReadOnly)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: %w", ErrDisk, err)
	}
	return err
}

// code returns SQLite's primary result code, 0 for other errors.
func code(err error) int { return extendedCode(err) & 0xff }

func extendedCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func busy(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED
}

func unwritable(err error) bool {
	if errors.Is(err, ErrNoLocks) {
		return true
	}
	switch code(err) {
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL:
		return true
	}
	return false
}

// cause strips the path that package os puts before an error: explain names it already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// retry runs f until it meets no other writer, or the time to wait is over.
func (m *Memory) retry(ctx context.Context, f func() error) error {
	start := time.Now() // not the memory's clock, which may stand still
	for told := false; ; {
		err := f()
		if !busy(err) || time.Since(start) >= m.opts.Wait {
			return err
		}
		if !told && time.Since(start) > m.opts.Wait/50 {
			if !canLock(filepath.Dir(m.path)) {
				return ErrNoLocks
			}
			m.opts.Waiting()
			told = true
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}
