package tm

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// clock is the time of tests; each batch is a minute later than the one before.
func clock() func() time.Time {
	now := time.Date(2024, 10, 3, 14, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Minute)
		return now
	}
}

func open(t testing.TB, path string, o Options) *Memory {
	t.Helper()
	if o.Now == nil {
		o.Now = clock()
	}
	m, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

func create(t testing.TB) *Memory {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "memory.db"), Options{Create: true})
}

// do runs f as a batch.
func do(t testing.TB, m *Memory, kind string, f func(ctx context.Context, b *Batch) error) BatchInfo {
	t.Helper()
	ctx := context.Background()
	b, err := m.Begin(ctx, kind, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Rollback()
	if err := f(ctx, b); err != nil {
		t.Fatal(err)
	}
	info, err := b.Commit(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func pair(az, ru string) Unit {
	return Unit{Variants: []Variant{{Lang: "az", Text: az}, {Lang: "ru", Text: ru}}}
}

func put(t testing.TB, m *Memory, u Unit) int64 {
	t.Helper()
	var id int64
	do(t, m, "put", func(ctx context.Context, b *Batch) (err error) {
		id, err = b.Put(ctx, u)
		return err
	})
	return id
}

func TestPathsAreLiteral(t *testing.T) {
	for _, name := range []string{"a b.db", "q?mode=memory.db", "h#x.db", "p%20.db", "yaddaş ə.db", "a&b=c;d.db", "-", `back\slash.db`} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "alt qovluq", name)
			m := open(t, path, Options{Create: true})
			put(t, m, pair("Salam.", "Привет."))
			r := open(t, path, Options{ReadOnly: true})
			if _, err := r.Unit(context.Background(), 1); err != nil {
				t.Fatal(err)
			}
			for _, m := range []*Memory{m, r} {
				if err := m.Close(); err != nil {
					t.Fatal(err)
				}
			}
			onlyFile(t, path)
		})
	}
}

// onlyFile checks that path stands alone in its folder, with mode 0600.
func onlyFile(t *testing.T, path string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Name() != filepath.Base(path) {
		t.Fatalf("folder holds %v, want only %s", list, path)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o, want 600", info.Mode().Perm())
	}
}

func TestReaderLeavesOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory.db")
	open(t, path, Options{Create: true}).Close()
	r := open(t, path, Options{ReadOnly: true})
	if _, err := r.History(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	onlyFile(t, path)
}

func TestPragmasTakeEffect(t *testing.T) {
	m := create(t)
	for _, c := range []struct {
		db           *sql.DB
		pragma, want string
	}{
		{m.w, "journal_mode", "wal"}, {m.w, "foreign_keys", "1"}, {m.w, "synchronous", "2"}, {m.w, "busy_timeout", "100"},
		{m.w, "cache_size", "-65536"}, {m.w, "trusted_schema", "0"}, {m.w, "application_id", "1635415149"},
		{m.read, "query_only", "1"}, {m.read, "busy_timeout", "10000"}, {m.read, "foreign_keys", "1"},
	} {
		var got string
		if err := c.db.QueryRow("PRAGMA " + c.pragma).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s = %q, %v, want %q", c.pragma, got, err, c.want)
		}
	}
	if _, err := m.read.Exec("DELETE FROM meta"); err == nil {
		t.Error("the reading side could write")
	}
}

func TestOpenRefuses(t *testing.T) {
	foreign := func(query string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", dsn(path, "mode=rwc"))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(query); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name string
		make func(t *testing.T, path string)
		want error
	}{
		{"absent", func(*testing.T, string) {}, fs.ErrNotExist},
		{"a folder", func(t *testing.T, path string) { os.Mkdir(path, 0o700) }, ErrNotMemory},
		{"a text", func(t *testing.T, path string) { os.WriteFile(path, []byte("Salam, dünya!\n"), 0o600) }, ErrNotMemory},
		{"a long text", func(t *testing.T, path string) { os.WriteFile(path, make([]byte, 5000), 0o600) }, ErrNotMemory},
		{"a cut header", func(t *testing.T, path string) {
			os.WriteFile(path, append([]byte("SQLite format 3\x00"), make([]byte, 500)...), 0o600)
		}, ErrNotMemory},
		{"another program's", foreign(`CREATE TABLE t (x); PRAGMA user_version = 1`), ErrNotMemory},
		{"another application's", foreign(`PRAGMA application_id = 77; CREATE TABLE t (x)`), ErrNotMemory},
		{"a newer one", foreign(`PRAGMA application_id = 0x617A746D; PRAGMA user_version = 9999; CREATE TABLE t (x)`), ErrNewer},
	} {
		for _, o := range []Options{{}, {ReadOnly: true}} {
			t.Run(c.name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "memory.db")
				c.make(t, path)
				before, _ := os.ReadFile(path)
				m, err := Open(context.Background(), path, o)
				if err == nil {
					m.Close()
				}
				if !errors.Is(err, c.want) {
					t.Fatalf("error %v, want %v", err, c.want)
				}
				after, _ := os.ReadFile(path)
				if string(before) != string(after) {
					t.Error("the file was changed")
				}
			})
		}
	}
}

func TestEmptyFileBecomesMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m := open(t, path, Options{})
	put(t, m, pair("Salam.", "Привет."))
}

func TestSecondWriterWaits(t *testing.T) {
	m := create(t)
	ctx := context.Background()
	b, err := m.Begin(ctx, "add", "")
	if err != nil {
		t.Fatal(err)
	}
	waited := 0
	second := open(t, m.Path(), Options{Wait: 300 * time.Millisecond, Waiting: func() { waited++ }})
	if _, err := second.Begin(ctx, "add", ""); !errors.Is(err, ErrBusy) || waited != 1 {
		t.Fatalf("error %v after %d notices, want ErrBusy after 1", err, waited)
	}
	if _, err := second.History(ctx); err != nil { // a reader does not wait
		t.Fatal(err)
	}
	if err := b.Rollback(); err != nil {
		t.Fatal(err)
	}
	b, err = second.Begin(ctx, "add", "")
	if err != nil {
		t.Fatal(err)
	}
	b.Rollback()
}

func TestReadOnlyMemoryRefusesBatches(t *testing.T) {
	path := create(t).Path()
	r := open(t, path, Options{ReadOnly: true})
	if _, err := r.Begin(context.Background(), "add", ""); !errors.Is(err, ErrReadOnly) {
		t.Fatalf("error %v, want ErrReadOnly", err)
	}
}
