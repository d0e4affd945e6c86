package tm

import (
	"context"
	"database/sql"
)

// A snapshot is one state of the memory, whatever is written meanwhile. Each of its queries is prepared once for the memory.
type snapshot struct {
	m  *Memory
	tx *sql.Tx
}

func (m *Memory) snapshot(ctx context.Context) (snapshot, error) {
	tx, err := m.read.BeginTx(ctx, nil)
	return snapshot{m, tx}, err
}

func (s snapshot) close() { s.tx.Rollback() }

func (s snapshot) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	stmt, ok := s.m.prepared.Load(query)
	if !ok {
		p, err := s.m.read.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		if other, raced := s.m.prepared.LoadOrStore(query, p); raced {
			p.Close()
			stmt = other
		} else {
			stmt = p
		}
	}
	return s.tx.StmtContext(ctx, stmt.(*sql.Stmt)), nil
}

func (s snapshot) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

func (s snapshot) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := s.stmt(ctx, query)
	if err != nil {
		return s.tx.QueryRowContext(ctx, query, args...) // it fails the same way
	}
	return stmt.QueryRowContext(ctx, args...)
}
