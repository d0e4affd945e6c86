package tm

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// bulkRows is how many rows go into one statement: each costs as much as a row to run.
const bulkRows = 64

// A bulk gathers rows of one table, to be inserted together.
type bulk struct {
	table, columns string
	width          int
	args           []any
}

// put inserts a row, soon: at the latest before the batch runs another statement.
func (b *Batch) put(ctx context.Context, table, columns string, row ...any) error {
	name := table + " " + columns
	r := b.bulks[name]
	if r == nil {
		r = &bulk{table: table, columns: columns, width: len(row)}
		b.bulks[name] = r
	}
	r.args = append(r.args, row...)
	if len(r.args) < bulkRows*r.width {
		return nil
	}
	args := r.args
	r.args = nil
	return b.writer.do(func() error { return b.run1(ctx, r.insert(bulkRows), args) })
}

// queue runs a statement after those before it, while the caller goes on.
func (b *Batch) queue(ctx context.Context, query string, args ...any) error {
	return b.writer.do(func() error { return b.run1(ctx, query, args) })
}

// insert is the statement for so many rows.
func (r *bulk) insert(rows int) string {
	one := "(" + strings.Repeat("?, ", r.width-1) + "?)"
	return "INSERT INTO " + r.table + " (" + r.columns + ") VALUES " + strings.Repeat(one+", ", rows-1) + one
}

// settle waits until all rows stand in their tables.
func (b *Batch) settle(ctx context.Context) error {
	if err := b.writer.wait(); err != nil {
		return err
	}
	for _, r := range b.bulks {
		if len(r.args) == 0 {
			continue
		}
		query := r.insert(1)
		for args := r.args; len(args) > 0; args = args[r.width:] {
			if err := b.run1(ctx, query, args[:r.width]); err != nil {
				return err
			}
		}
		r.args = r.args[:0]
	}
	return nil
}

// stop ends the batch's goroutines.
func (b *Batch) stop() {
	b.indexer.wait()
	b.writer.wait()
}

// stmt prepares a query once for the batch.
func (b *Batch) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	b.stmtsMu.Lock()
	defer b.stmtsMu.Unlock()
	if s := b.stmts[query]; s != nil {
		return s, nil
	}
	s, err := b.tx.PrepareContext(ctx, query)
	if err == nil {
		b.stmts[query] = s
	}
	return s, err
}

// run1 runs a statement without waiting for the rows before it.
func (b *Batch) run1(ctx context.Context, query string, args []any) error {
	s, err := b.stmt(ctx, query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, args...)
	return err
}

func (b *Batch) exec(ctx context.Context, query string, args ...any) error {
	if err := b.settle(ctx); err != nil {
		return err
	}
	return b.run1(ctx, query, args)
}

// row runs a query for one row; it reports whether there was one.
func (b *Batch) row(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	if err := b.settle(ctx); err != nil {
		return false, err
	}
	return b.peek(ctx, query, args, dest...)
}

// peek is row for tables that put does not write to: it does not wait for its rows.
func (b *Batch) peek(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	s, err := b.stmt(ctx, query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// ids runs a query for ids.
func (b *Batch) ids(ctx context.Context, query string, args ...any) ([]int64, error) {
	if err := b.settle(ctx); err != nil {
		return nil, err
	}
	s, err := b.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return nil, err
	}
	return scanIDs(rows)
}
