package main

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"aztm/tm"
)

// openWriter opens the memory for writing and makes it if there is none.
func (a *app) openWriter(ctx context.Context) (*tm.Memory, error) {
	return tm.Open(ctx, a.memoryPath(), tm.Options{Create: true, Waiting: func() {
		a.warnless("aztm: another aztm is writing to %s; waiting up to %v", a.memoryPath(), 10*time.Second)
	}})
}

// openReader opens the memory for reading.
func (a *app) openReader(ctx context.Context) (*tm.Memory, error) {
	m, err := tm.Open(ctx, a.memoryPath(), tm.Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hint(err, "%s add news/ makes one; --memory FILE names another", a.command())
	}
	return m, err
}

// wantsMemory is the error of a command that changes what a memory holds, and must not make an empty one, where there is none.
func (a *app) wantsMemory(ctx context.Context) error {
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	return m.Close()
}

// writing runs do in a batch of its own and stores it, if it changed anything.
func (a *app) writing(ctx context.Context, kind, label string, do func(*tm.Batch) error) (tm.BatchInfo, error) {
	m, err := a.openWriter(ctx)
	if err != nil {
		return tm.BatchInfo{}, err
	}
	defer m.Close()
	b, err := m.Begin(ctx, kind, label)
	if err != nil {
		return tm.BatchInfo{}, err
	}
	defer b.Rollback()
	if err := do(b); err != nil {
		return tm.BatchInfo{}, err
	}
	return b.Commit(ctx)
}

// memoryAdvice says what to do about what is wrong with the memory, "" of other errors.
func (a *app) memoryAdvice(err error) string {
	for _, x := range []struct {
		cause  error
		advice string
	}{
		{tm.ErrBusy, "run it again when the other has ended; nothing is stored twice"},
		{tm.ErrNewer, "it is left as it is: read it with the newer aztm, or name another by --memory FILE"},
		{tm.ErrOlder, "it is left as it is: --memory FILE names another"},
		{tm.ErrFull, "nothing of this run is stored, the memory is as it was: make room and run it again"},
		{tm.ErrDisk, "the memory is as it was: look after the disk, or a limit on the size of files (ulimit -f)"},
		{tm.ErrNoLocks, "it must lie on a disk of this machine: --memory FILE names one there"},
		{tm.ErrLeftLog, "copy the memory and the files beside it, -wal and -shm, to a folder that you may write to"},
		{tm.ErrReadOnly, "nothing is changed: --memory FILE names one that you may write to"},
		{tm.ErrDamaged, a.command() + " doctor says what is wrong; a backup may hold what it lost"},
		{tm.ErrNotMemory, "it is left as it is: --memory FILE names a memory, or a new file"},
	} {
		if errors.Is(err, x.cause) {
			return x.advice
		}
	}
	return ""
}
