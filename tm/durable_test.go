package tm

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// withStep is this program's migrations and another one.
func withStep(t *testing.T, query string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range steps(migrations) {
		data, err := fs.ReadFile(migrations, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	files[fmt.Sprintf("migrations/%04d_next.sql", len(files)+1)] = &fstest.MapFile{Data: []byte(query)}
	return files
}

func TestMigrationBacksUpFirst(t *testing.T) {
	m := create(t)
	put(t, m, pair("Salam.", "Привет."))
	m.Close()
	latest := len(steps(migrations))
	newer := open(t, m.Path(), Options{migrations: withStep(t, `ALTER TABLE unit ADD COLUMN mood TEXT`)})
	if u, err := newer.Unit(context.Background(), 1); err != nil || u.Variants[0].Text != "Salam." {
		t.Errorf("%+v, %v", u, err)
	}
	newer.Close()
	if _, err := Open(context.Background(), m.Path(), Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("error %v, want ErrNewer", err)
	}
	backup := fmt.Sprintf("%s.v%d-backup", m.Path(), latest)
	old := open(t, backup, Options{ReadOnly: true})
	if _, err := old.Unit(context.Background(), 1); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestBrokenMigrationChangesNothing(t *testing.T) {
	m := create(t)
	put(t, m, pair("Salam.", "Привет."))
	before := dump(t, m)
	m.Close()
	_, err := Open(context.Background(), m.Path(), Options{migrations: withStep(t, `DELETE FROM variant; DELETE FROM unit; SELECT nonsense FROM nowhere`)})
	if err == nil || !strings.Contains(err.Error(), "_next.sql") {
		t.Fatalf("error %v, want the migration named", err)
	}
	if after := dump(t, open(t, m.Path(), Options{})); after != before {
		t.Error(diff(before, after))
	}
}

func TestKeysNameEveryVersion(t *testing.T) {
	if want := fmt.Sprintf("%d.%d.%d", norm.KeyVersion, words.KeyVersion, indexVersion); keys() != want {
		t.Errorf("keys %q, want %q", keys(), want)
	}
}

func TestOldKeysAreMadeAnew(t *testing.T) {
	m := create(t)
	put(t, m, pair("Salam.", "Привет."))
	before := dump(t, m)
	if _, err := m.w.Exec(`UPDATE meta SET value = '0.0' WHERE name = 'keys'; DELETE FROM posting; UPDATE term SET key = key || 'x'; DELETE FROM print`); err != nil {
		t.Fatal(err)
	}
	m.Close()
	r := open(t, m.Path(), Options{ReadOnly: true}) // a reader mends it too
	if after := dump(t, r); after != before {
		t.Error(diff(before, after))
	}
}

func TestBackup(t *testing.T) {
	m := create(t)
	put(t, m, pair("Salam.", "Привет."))
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ehtiyat nüsxə.db")
	if err := m.Backup(ctx, path, false); err != nil {
		t.Fatal(err)
	}
	onlyFile(t, path)
	if err := m.Backup(ctx, path, false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want fs.ErrExist", err)
	}
	if err := m.Backup(ctx, path, true); err != nil {
		t.Error(err)
	}
	if a, b := dump(t, m), dump(t, open(t, path, Options{ReadOnly: true})); a != b {
		t.Error(diff(a, b))
	}
}

func TestDoctorFindsDamage(t *testing.T) {
	for _, c := range []struct{ check, query string }{
		{"index", `DELETE FROM posting WHERE term = 1`},
		{"index", `UPDATE term SET df = df + 1`},
		{"index", `DELETE FROM term WHERE id = 1`},
		{"index", `UPDATE form SET n = 7`},
		{"index", `UPDATE form SET uses = 7`},
		{"index", `UPDATE posting SET places = x'0009' WHERE length(places) = 2`},
		{"index", `DELETE FROM form`},
		{"index", `DELETE FROM print WHERE bucket = (SELECT min(bucket) FROM print)`},
		{"index", `UPDATE print SET prints = x'0000000001'`},
		{"index", `UPDATE variant SET text = 'Başqa.' WHERE unit = 2 AND n = 0`},
		{"index", `UPDATE meta SET value = 'x' WHERE name = 'keys'`},
		{"index", `UPDATE posting SET ids = x'ff'`},
		{"units", `PRAGMA foreign_keys = 0; DELETE FROM variant WHERE unit = 1`},
		{"units", `UPDATE unit SET status = 9`},
		{"units", `PRAGMA foreign_keys = 0; DELETE FROM unit WHERE id = 1`},
		{"documents", `DELETE FROM segment WHERE n = 3`},
		{"documents", `DELETE FROM segment WHERE n = 1`},
		{"documents", `PRAGMA foreign_keys = 0; DELETE FROM document`},
		{"batches", `PRAGMA foreign_keys = 0; DELETE FROM batch`},
	} {
		m := create(t)
		addDocs(t, m, azDoc, ruDoc)
		if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
			t.Fatalf("healthy: %v, %v", f, err)
		}
		if _, err := m.w.Exec(c.query); err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		found, err := m.Doctor(context.Background())
		names := map[string]bool{}
		for _, f := range found {
			names[f.Check] = true
		}
		if err != nil || !names[c.check] {
			t.Errorf("%s: %v, %v; want a finding of %s", c.query, found, err, c.check)
		}
		m.Close()
	}
}

// TestDoctorFindsBrokenPages overwrites one page after the other.
func TestDoctorFindsBrokenPages(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	m.Close()
	whole, err := os.ReadFile(m.Path())
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for at := page; at < len(whole); at += page {
		broken := append([]byte{}, whole...)
		for i := range page {
			broken[at+i] = 0x5a
		}
		path := filepath.Join(t.TempDir(), "memory.db")
		if err := os.WriteFile(path, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		m, err := Open(context.Background(), path, Options{ReadOnly: true})
		if err != nil {
			continue
		}
		if f, err := m.Doctor(context.Background()); err == nil && len(f) == 0 {
			t.Errorf("page %d is broken, and nothing was found", at/page+1)
		}
		m.Close()
	}
}

// TestKilled kills an import at several moments: the memory is the old one or the new one.
func TestKilled(t *testing.T) {
	if path := os.Getenv("TM_KILLED"); path != "" {
		importMany(t, path)
		return
	}
	seen := map[int]bool{}
	for wait := time.Millisecond; wait < 300*time.Millisecond; wait *= 2 {
		path := filepath.Join(t.TempDir(), "memory.db")
		m := open(t, path, Options{Create: true})
		put(t, m, pair("Salam.", "Привет."))
		m.Close()
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "TM_KILLED="+path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		cmd.Process.Kill()
		cmd.Wait() // killed, or done before
		m = open(t, path, Options{})
		n := len(units(t, m, Filter{}))
		seen[n] = true
		if n != 1 && n != 1001 {
			t.Errorf("killed after %v: %d units", wait, n)
		}
		if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
			t.Errorf("killed after %v: %v, %v", wait, f, err)
		}
	}
	if !seen[1] {
		t.Error("no import was killed")
	}
}

func importMany(t *testing.T, path string) {
	m := open(t, path, Options{})
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		for i := range 1000 {
			if _, err := b.Import(ctx, pair(fmt.Sprintf("Cümlə %d.", i), fmt.Sprintf("Предложение %d.", i))); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestReadersSeeOneState reads while batches of two units each come and go.
func TestReadersSeeOneState(t *testing.T) {
	m := create(t)
	ctx := context.Background()
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Add(1)
		go func() {
			defer readers.Done()
			for {
				select {
				case <-done:
					return
				default:
				}
				r, err := m.Lookup(ctx, Query{Text: "Yeni nazir gəldi.", From: "az", Limit: -1})
				if err != nil || len(r)%2 != 0 {
					t.Errorf("%d matches, %v: half a batch", len(r), err)
					return
				}
			}
		}()
	}
	for i := range 30 {
		info := do(t, m, "import", func(ctx context.Context, b *Batch) error {
			for j := range 2 {
				if _, err := b.Import(ctx, pair("Yeni nazir gəldi.", fmt.Sprintf("Приехал %d министр %d.", i, j))); err != nil {
					return err
				}
			}
			return nil
		})
		if i%3 == 0 {
			do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, info.ID, false); return err })
		}
	}
	close(done)
	readers.Wait()
}
