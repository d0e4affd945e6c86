package tm

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestFull lets the memory grow by no more than some pages, which SQLite tells as a full disk, while jobs with a small cache write
// pages long before they commit: the error names the memory and the cause, the memory is
// as it was, and with room the same job is done.
func TestFull(t *testing.T) {
	skipShort(t)
	for job, work := range map[string]func(context.Context, *Memory) error{"add": addStories, "import": importUnits, "undo": undoLast} {
		t.Run(job, func(t *testing.T) {
			from := t.TempDir() + "/memory.db"
			makeOld[job](t, from)
			want := content(t, from)
			before, after := pagesOf(t, from), pagesOf(t, worked(t, job, from))
			n := amount(t, "AZTM_CRASHES", 3)
			for i := range n {
				room := before + (after-before)*i/n
				m := open(t, copyTo(t, from), Options{})
				if _, err := m.w.Exec(fmt.Sprintf(`PRAGMA cache_size = 10; PRAGMA max_page_count = %d`, room)); err != nil {
					t.Fatal(err)
				}
				err := work(context.Background(), m)
				if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), m.Path()) {
					t.Errorf("room for %d of %d pages: error %v, want ErrFull with the path", room, after, err)
				}
				checkSound(t, m)
				if got := content(t, m.Path()); got != want {
					t.Errorf("room for %d of %d pages: the memory is not as it was: %s", room, after, diff(want, got))
				}
				if _, err := m.w.Exec(fmt.Sprintf(`PRAGMA max_page_count = %d`, 2*after)); err != nil {
					t.Fatal(err)
				}
				if err := work(context.Background(), m); err != nil {
					t.Errorf("room for %d of %d pages, then for all: %v", room, after, err)
				}
				m.Close()
			}
		})
	}
}

// worked is a copy of a memory with which a job has done its work.
func worked(t *testing.T, job, from string) string {
	t.Helper()
	path := copyTo(t, from)
	if err := startJob(t, job, path).wait(); err != nil {
		t.Fatalf("%s: %v", job, err)
	}
	return path
}

func pagesOf(t *testing.T, path string) (n int) {
	t.Helper()
	m := open(t, path, Options{ReadOnly: true})
	defer m.Close()
	if err := m.read.QueryRow(`PRAGMA page_count`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// checkSound lets the doctor look.
func checkSound(t testing.TB, m *Memory) {
	t.Helper()
	if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
		t.Errorf("doctor: %v, %v", f, err)
	}
}
