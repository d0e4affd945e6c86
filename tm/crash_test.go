package tm

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// skipShort leaves out a test that starts many processes where only a short run is asked for.
func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("not in a short run")
	}
}

// amount is how many times a test does what it does: as many as the environment variable says, else few.
func amount(t *testing.T, variable string, few int) int {
	t.Helper()
	said := os.Getenv(variable)
	if said == "" {
		return few
	}
	n, err := strconv.Atoi(said)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q, want a number", variable, said)
	}
	return n
}

// TestKilled kills jobs at AZTM_CRASHES moments each, half of them spread over the whole run and half from the commit on: the memory
// is the old one or the new one, and whoever opens and closes it leaves one file.
func TestKilled(t *testing.T) {
	skipShort(t)
	for _, job := range []string{"add", "import", "undo", "migrate"} {
		t.Run(job, func(t *testing.T) {
			from := filepath.Join(t.TempDir(), "old.db")
			makeOld[job](t, from)
			k := newKiller(t, job, from)
			n := amount(t, "AZTM_CRASHES", 4)
			for i := range n {
				k.kill(i, (float64(i)+k.random.Float64())/float64(n))
			}
			t.Logf("of runs of %v, the commit at %v: %v", k.all.Round(time.Millisecond), k.commit.Round(time.Millisecond), k.seen)
			for i := 0; i < 10 && k.seen["killed, old"] == 0; i++ { // runs are shorter than the ones that were measured
				k.kill(0, 0.5/float64(i+1))
			}
			if k.seen["killed, old"] == 0 {
				t.Error("no job was killed before it was done")
			}
		})
	}
}

// makeOld makes the memory that a job finds.
var makeOld = map[string]func(t *testing.T, path string){
	"add":     makeSmall,
	"import":  makeSmall,
	"undo":    makeImported,
	"migrate": makeOldest,
}

func makeSmall(t *testing.T, path string) {
	m := open(t, path, Options{Create: true})
	addDocs(t, m, azDoc, ruDoc)
	put(t, m, pair("Salam.", "Привет."))
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
}

func makeImported(t *testing.T, path string) {
	makeSmall(t, path)
	if err := startJob(t, "import", path).wait(); err != nil {
		t.Fatal(err)
	}
}

// makeOldest makes a memory of the first released schema, with units enough for a migration that takes time.
func makeOldest(t *testing.T, path string) {
	data, err := os.ReadFile("testdata/v1.memory")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn(path, "mode=rw")+"&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := growOldest(db); err != nil {
		t.Fatal(err)
	}
}

// growOldest writes units as the first schema had them, without the hashes and the index, which the migration makes anew.
func growOldest(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	const from = 100
	for i, u := range benchUnits(jobUnits()) {
		_, err := tx.Exec(`INSERT INTO unit (id, tuid, status, prior, confidence, edited, position, context, batch, created, changed, digest)
			VALUES (?, ?, ?, 0, -1, 0, 0, '', 1, 0, 0, 0)`, from+i, fmt.Sprint("g", i), statusNumber(Imported))
		if err != nil {
			return err
		}
		for n, v := range u.Variants {
			if _, err := tx.Exec(`INSERT INTO variant (unit, n, lang, text, hash) VALUES (?, ?, ?, ?, 0)`, from+i, n, v.Lang, v.Text); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Exec(`UPDATE meta SET value = ? WHERE name = 'next unit'`, from+jobUnits()); err != nil {
		return err
	}
	return tx.Commit()
}

// A killer kills a job again and again.
type killer struct {
	t           *testing.T
	job         string
	from        string         // the memory that the job finds
	old, new    string         // what a memory may hold; whoever opens the one that a migration finds makes the new one of it
	commit, all time.Duration  // how long a run takes until it commits, and until its end
	seen        map[string]int // how it ended and what was found: killed or done, old or new
	random      *rand.Rand
}

func newKiller(t *testing.T, job, from string) *killer {
	k := &killer{t: t, job: job, from: from, seen: map[string]int{}, random: rand.New(rand.NewPCG(1, uint64(len(job))))}
	if job != "migrate" {
		k.old = content(t, copyTo(t, from))
	}
	for range 2 { // the first run finds nothing in the caches
		k.new = content(t, k.measure())
	}
	return k
}

// measure lets the job run to its end, and returns where its memory is.
func (k *killer) measure() string {
	path := copyTo(k.t, k.from)
	start := time.Now()
	r := startJob(k.t, k.job, path)
	<-r.said
	k.commit = time.Since(start)
	if err := r.wait(); err != nil {
		k.t.Fatalf("%s: %v", k.job, err)
	}
	k.all = time.Since(start)
	return path
}

// copyTo copies a memory's file into a folder of its own.
func copyTo(t *testing.T, from string) string {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "memory.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// content is all that a memory holds, with its history.
func content(t *testing.T, path string) string {
	t.Helper()
	m := open(t, path, Options{})
	defer m.Close()
	return contentOf(t, m)
}

func contentOf(t *testing.T, m *Memory) string {
	t.Helper()
	h, err := m.History(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%+v\n%s", h, dump(t, m))
}

// kill kills the job when a share of its run is over, or for odd i of what comes from the commit on, and looks at what is left.
func (k *killer) kill(i int, at float64) {
	path := copyTo(k.t, k.from)
	r := startJob(k.t, k.job, path)
	moment := k.all
	if i%2 == 1 {
		<-r.said
		moment -= k.commit
	}
	time.Sleep(time.Duration(at * float64(moment)))
	r.cmd.Process.Kill()
	end := "killed, "
	if err := r.wait(); err == nil {
		end = "done, "
	}
	k.seen[end+k.look(path)]++
}

// look sees that a memory is the old one or the new one, sound, and alone in its folder when it is closed.
func (k *killer) look(path string) (what string) {
	checkFolder(k.t, path, `(-wal|-shm|-journal|\.v1-backup(\.part(-journal)?)?)?`)
	redone := false
	m := open(k.t, path, Options{Progress: func(string, int, int) { redone = true }})
	checkSound(k.t, m)
	m.Close()
	checkFolder(k.t, path, `(\.v1-backup)?`)
	got := content(k.t, path)
	if got != k.old && got != k.new {
		k.t.Errorf("neither the old memory nor the new one: %s", diff(k.new, got))
	}
	if _, err := os.Stat(path + ".v1-backup"); err == nil {
		if got := content(k.t, copyTo(k.t, path+".v1-backup")); got != k.new {
			k.t.Errorf("migrated, the backup is not the new memory: %s", diff(k.new, got))
		}
	}
	if got == k.old || redone {
		return "old"
	}
	return "new"
}

// checkFolder checks that the folder of a memory holds nothing but files with its name and endings of this pattern.
func checkFolder(t *testing.T, path, endings string) {
	t.Helper()
	list, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	allowed := regexp.MustCompile("^" + regexp.QuoteMeta(filepath.Base(path)) + endings + "$")
	for _, f := range list {
		if !allowed.MatchString(f.Name()) {
			t.Errorf("%s was left in the folder", f.Name())
		}
	}
}
