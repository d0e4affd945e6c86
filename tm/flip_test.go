package tm

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// everything is every row of every table, as text.
func everything(ctx context.Context, m *Memory) (string, error) {
	names := map[string]int{}
	if err := tally(ctx, m.read, names, `SELECT name, 0 FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(names)) {
		rows, err := m.read.QueryContext(ctx, `SELECT * FROM "`+name+`"`)
		if err != nil {
			return "", err
		}
		if err := writeRows(&b, name, rows); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func writeRows(b *strings.Builder, name string, rows *sql.Rows) error {
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	vals, ptrs := make([]any, len(cols)), make([]any, len(cols))
	for i := range vals {
		ptrs[i] = &vals[i]
	}
	for rows.Next() {
		if err := rows.Scan(ptrs...); err != nil {
			return err
		}
		fmt.Fprintf(b, "%s %q\n", name, vals)
	}
	return rows.Err()
}

// plain are the tables that hold what nothing else in a memory tells: dates, names, texts that were aligned with none, how units were before.
var plain = []string{"unit", "document", "segment", "story", "batch", "undo", "journal", "learned"}

// TestDoctorFindsFlippedBits flips bits of a memory until AZTM_FLIPS of them, or some, changed what it holds: the doctor notices, but for
// changes in plain tables that leave what is sensible.
func TestDoctorFindsFlippedBits(t *testing.T) {
	skipShort(t)
	m := undoMemory(t)
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		for _, u := range benchUnits(60) {
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
	for _, kind := range []string{"import", "put", "edit", "approve", "reject", "add", "forget"} {
		do(t, m, kind, kinds[kind])
	}
	m.Close()
	whole := read(t, m.Path())
	want, noticed := diagnose(t, whole)
	if noticed {
		t.Fatal("the memory is not sound")
	}
	random := rand.New(rand.NewPCG(1, 5))
	changed, seen, tries := 0, 0, 0
	missed := map[string]int{}
	for n := amount(t, "AZTM_FLIPS", 20); changed < n; tries++ {
		broken := bytes.Clone(whole)
		at := random.IntN(len(broken))
		broken[at] ^= 1 << random.IntN(8)
		got, noticed := diagnose(t, broken)
		if got == want {
			continue
		}
		changed++
		if noticed {
			seen++
			continue
		}
		table := strings.Fields(diff(want, got))[2]
		missed[table]++
		if !slices.Contains(plain, table) {
			t.Errorf("byte %d: the doctor does not notice a change in %s", at, table)
		}
	}
	t.Logf("of %d flipped bits %d changed what the memory holds; %d of these were noticed; not noticed, by table: %v", tries, changed, seen, missed)
}

// diagnose returns what a file holds, "" if it cannot be read, and whether the doctor finds anything.
func diagnose(t *testing.T, file []byte) (got string, noticed bool) {
	path := filepath.Join(t.TempDir(), "memory.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	m, err := Open(ctx, path, Options{})
	if err != nil {
		return "", true
	}
	defer m.Close()
	findings, err := m.Doctor(ctx)
	if ctx.Err() != nil {
		t.Error("the doctor took a minute")
	}
	got, readErr := everything(ctx, m)
	return got, err != nil || len(findings) > 0 || readErr != nil
}
