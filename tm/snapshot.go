package tm

import (
	"context"
	"database/sql"
)

// A snapshot is one state of the memory, whatever is written meanwhile. It prepares each query once.
type snapshot struct {
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
}

func (m *Memory) snapshot(ctx context.Context) (snapshot, error) {
	// Ctrl-C stops the queries. The transaction ends in close: by ctx it would end on a goroutine of its own, perhaps after the memory
	// was closed, and leave its files behind.
	tx, err := m.read.BeginTx(context.WithoutCancel(ctx), nil)
	return snapshot{tx, map[string]*sql.Stmt{}}, err
}

func (s snapshot) close() { s.tx.Rollback() }

func (s snapshot) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := s.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, query)
	if err == nil {
		s.stmts[query] = stmt
	}
	return stmt, err
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
