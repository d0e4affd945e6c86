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
