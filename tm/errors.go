package tm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
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
	ErrRefused   = errors.New("the disk or its file system refused to read or write")
	ErrNoLocks   = errors.New("its file system has no file locks or no shared memory")
	ErrLeftLog   = errors.New("holds batches in a write-ahead log beside it that cannot be read here")
	ErrNotFound  = errors.New("not found") // no such unit or batch
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
	if lockless(err) {
		return fmt.Errorf("%w: %w", ErrNoLocks, err)
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
	}
	return err
}

// code returns SQLite's primary result code, 0 for other errors.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// lockless reports whether SQLite met a file system that cannot lock a file or share its memory.
func lockless(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() {
	case sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
		sqlite3.SQLITE_IOERR_SHMLOCK, sqlite3.SQLITE_IOERR_SHMMAP:
		return true
	}
	return false
}

func busy(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED
}

func unwritable(err error) bool {
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
