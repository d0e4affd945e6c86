package tm

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
)

// jobs are what tests let a process of its own do with the memory at a path, so that it can be killed, starved or run beside others.
var jobs = map[string]func(path string) error{
	"add":     onMemory(addStories),
	"import":  onMemory(importUnits),
	"undo":    onMemory(undoLast),
	"migrate": migrateOld,
	"read":    readUnits,
	"reader":  visitOf((*visitor).read),
	"writer":  visitOf((*visitor).write),
}

// TestMain is a job's process where TM_JOB names one, else it runs the tests.
func TestMain(m *testing.M) {
	job, ok := jobs[os.Getenv("TM_JOB")]
	if !ok {
		os.Exit(m.Run())
	}
	if err := job(os.Getenv("TM_MEMORY")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// jobCommand is the process of a job.
func jobCommand(job, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TM_JOB="+job, "TM_MEMORY="+path)
	return cmd
}

// A run is a job's process. said is closed when it says that it commits, and when it ends.
type run struct {
	cmd  *exec.Cmd
	said chan struct{}
	once sync.Once
	over chan struct{}
	err  error
}

func startJob(t *testing.T, job, path string) *run {
	t.Helper()
	r := &run{cmd: jobCommand(job, path), said: make(chan struct{}), over: make(chan struct{})}
	r.cmd.Stdout, r.cmd.Stderr = r, os.Stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		r.err = r.cmd.Wait()
		r.Write(nil)
		close(r.over)
	}()
	return r
}

func (r *run) Write(p []byte) (int, error) {
	r.once.Do(func() { close(r.said) })
	return len(p), nil
}

func (r *run) wait() error {
	<-r.over
	return r.err
}

// onMemory makes a job of work on an open memory.
func onMemory(work func(ctx context.Context, m *Memory) error) func(path string) error {
	return func(path string) error {
		ctx := context.Background()
		m, err := Open(ctx, path, Options{Now: clock()})
		if err != nil {
			return err
		}
		return errors.Join(work(ctx, m), m.Close())
	}
}

// sayCommit tells the parent that the job is about to commit.
func sayCommit() { fmt.Println("commit") }

// inBatch runs f as a batch.
func inBatch(ctx context.Context, m *Memory, kind string, f func(b *Batch) error) error {
	b, err := m.Begin(ctx, kind, "job")
	if err != nil {
		return err
	}
	defer b.Rollback()
	if err := f(b); err != nil {
		return err
	}
	sayCommit()
	_, err = b.Commit(ctx)
	return err
}

// jobUnits is how many units the jobs store: as many as AZTM_UNITS says, which the jobs inherit, else few.
func jobUnits() int {
	if n, err := strconv.Atoi(os.Getenv("AZTM_UNITS")); err == nil {
		return n
	}
	return 300
}

func importUnits(ctx context.Context, m *Memory) error {
	return inBatch(ctx, m, "import", func(b *Batch) error {
		for _, u := range benchUnits(jobUnits()) {
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
}

func undoLast(ctx context.Context, m *Memory) error {
	h, err := m.History(ctx)
	if err != nil {
		return err
	}
	return inBatch(ctx, m, "undo", func(b *Batch) error {
		_, err := b.Undo(ctx, h[0].ID, false)
		return err
	})
}

// addStories adds stories of ten segments; the first of them is a new version of the one that azDoc and ruDoc make.
func addStories(ctx context.Context, m *Memory) error {
	return inBatch(ctx, m, "add", func(b *Batch) error {
		for i, lines := range storyLines(jobUnits() / 10) {
			docs := []Document{doc("az", azDoc.Path, lines["az"]...), doc("ru", ruDoc.Path, lines["ru"]...)}
			if i > 0 {
				docs[0].Path, docs[1].Path = fmt.Sprintf("/news/%d.az.txt", i), fmt.Sprintf("/news/%d.ru.txt", i)
			}
			if _, _, err := addAligned(ctx, b, "xəbər "+strconv.Itoa(i), docs); err != nil {
				return err
			}
		}
		return nil
	})
}

func storyLines(n int) []map[string][]string {
	list := make([]map[string][]string, n)
	for i, u := range benchUnits(10 * n) {
		if list[i/10] == nil {
			list[i/10] = map[string][]string{}
		}
		for _, v := range u.Variants {
			list[i/10][v.Lang] = append(list[i/10][v.Lang], v.Text)
		}
	}
	return list
}

// migrateOld opens a memory that an older program wrote.
func migrateOld(path string) error {
	m, err := Open(context.Background(), path, Options{Now: clock(), Progress: func(_ string, done, total int) {
		if done == total {
			sayCommit()
		}
	}})
	if err != nil {
		return err
	}
	return m.Close()
}

// readUnits prints the units of a memory.
func readUnits(path string) error {
	m, err := Open(context.Background(), path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	for u, err := range m.Units(context.Background(), Filter{}) {
		if err != nil {
			return err
		}
		fmt.Println(u)
	}
	return m.Close()
}
