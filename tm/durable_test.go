package tm

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

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
		{"documents", `UPDATE segment SET text = 'Başqa.' WHERE n = 2`},
		{"batches", `PRAGMA foreign_keys = 0; DELETE FROM batch`},
		{"batches", `UPDATE journal SET before = '{' WHERE before IS NOT NULL`},
		{"batches", `UPDATE journal SET before = replace(before, 'Text', 'Taxt')`},
		{"batches", `UPDATE journal SET before = replace(before, '"ID":4', '"ID":5')`},
		{"batches", `UPDATE journal SET entity = 'verse'`},
		{"batches", `UPDATE journal SET last = first - 1 WHERE before IS NULL`},
		{"batches", `DELETE FROM journal WHERE seq = 1`},
		{"units", `UPDATE meta SET value = 1 WHERE name = 'next story'`},
	} {
		m := create(t)
		addDocs(t, m, azDoc, ruDoc)
		do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 4) })
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

// TestMigratedOnce opens an old memory several times at once: one of them migrates it, and the backup is the old one.
func TestMigratedOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "memory.db")
	makeOldest(t, path)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			m, err := Open(context.Background(), path, Options{ReadOnly: i%2 == 0})
			if err != nil {
				t.Error(err)
				return
			}
			checkSound(t, m)
			if err := m.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	checkFolder(t, path, `(\.v1-backup)?`)
	var version int
	db, err := sql.Open("sqlite", dsn(path+".v1-backup", "mode=ro"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`PRAGMA user_version`).Scan(&version); err != nil || version != 1 {
		t.Errorf("the backup has format %d, %v; want 1", version, err)
	}
}

// TestOpenedTwiceByOneProcess opens a memory a second time and closes it, while another process writes and ends. A process loses all its locks
// on a file when it closes the file once: the other would take the log away under the first one's feet.
func TestOpenedTwiceByOneProcess(t *testing.T) {
	m := create(t)
	put(t, m, pair("Salam.", "Привет."))
	open(t, m.Path(), Options{ReadOnly: true}).Close()
	if err := startJob(t, "import", m.Path()).wait(); err != nil {
		t.Fatal(err)
	}
	id := put(t, m, pair("Sağ ol.", "Спасибо."))
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m = open(t, m.Path(), Options{})
	if _, err := m.Unit(context.Background(), id); err != nil {
		t.Error(err)
	}
	checkSound(t, m)
}
