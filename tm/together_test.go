package tm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// generation is how many units every batch of a writer replaces: a reader finds all of them of one generation.
const generation = 12

// writeGeneration replaces all units in a batch, and takes every third such batch back again.
func writeGeneration(ctx context.Context, m *Memory, number int) error {
	b, err := m.Begin(ctx, "import", "generation")
	if err != nil {
		return err
	}
	defer b.Rollback()
	for i := range generation {
		u := pair(fmt.Sprintf("yığıncaq nömrə %d bənd %d", number, i), fmt.Sprintf("заседание номер %d пункт %d", number, i))
		u.TUID = fmt.Sprint("g", i)
		if _, err := b.Import(ctx, u); err != nil {
			return err
		}
	}
	info, err := b.Commit(ctx)
	if err != nil || number%3 > 0 {
		return err
	}
	if b, err = m.Begin(ctx, "undo", ""); err != nil {
		return err
	}
	defer b.Rollback()
	var later *LaterError
	if _, err := b.Undo(ctx, info.ID, false); errors.As(err, &later) { // the other writer was faster
		return nil
	} else if err != nil {
		return err
	}
	_, err = b.Commit(ctx)
	return err
}

// readGeneration lists, looks up and searches all units, and returns the generations found.
func readGeneration(ctx context.Context, m *Memory) (map[string]bool, error) {
	seen := map[string]bool{}
	listed := map[string]int{}
	for u, err := range m.Units(ctx, Filter{}) {
		if err != nil {
			return nil, err
		}
		countUnit(listed, u)
	}
	matches, err := m.Lookup(ctx, Query{Text: "yığıncaq nömrə 0 bənd 0", From: "az", Min: 50, Limit: -1})
	if err != nil {
		return nil, err
	}
	matched := map[string]int{}
	for _, x := range matches {
		countUnit(matched, x.Unit)
	}
	results, err := m.Search(ctx, Search{Query: "yığıncaq ru:пункт", Limit: -1})
	if err != nil {
		return nil, err
	}
	found := map[string]int{}
	for _, f := range results.Units {
		countUnit(found, f.Unit)
	}
	for how, counts := range map[string]map[string]int{"listed": listed, "matched": matched, "found": found} {
		for number, n := range counts {
			if len(counts) != 1 || n != generation {
				return nil, fmt.Errorf("%s: units by generation %v, want %d of one", how, counts, generation)
			}
			seen[number] = true
		}
		if len(counts) == 0 {
			return nil, fmt.Errorf("%s: no units", how)
		}
	}
	return seen, nil
}

// countUnit counts a unit by its generation: the third word of each of its texts.
func countUnit(into map[string]int, u Unit) {
	number := strings.Fields(u.Variants[0].Text)[2]
	if other := strings.Fields(u.Variants[1].Text)[2]; other != number {
		number += " and " + other
	}
	into[number]++
}

// A visitor reads or writes generations again and again, and counts.
type visitor struct {
	Rounds int
	Waited int             // rounds in which it gave up waiting for the other writer
	Seen   map[string]bool // generations read
	number int             // of the last generation written
}

func (v *visitor) read(ctx context.Context, m *Memory) error {
	seen, err := readGeneration(ctx, m)
	maps.Copy(v.Seen, seen)
	v.Rounds++
	return err
}

func (v *visitor) write(ctx context.Context, m *Memory) error {
	v.number++
	v.Rounds++
	err := writeGeneration(ctx, m, v.number)
	if errors.Is(err, ErrBusy) {
		v.Waited++
		return nil
	}
	return err
}

// visit calls f for as many seconds as AZTM_SECONDS says, or not long, but for some rounds at least.
func (v *visitor) visit(f func() error) error {
	long := 1500 * time.Millisecond
	if n, err := strconv.Atoi(os.Getenv("AZTM_SECONDS")); err == nil {
		long = time.Duration(n) * time.Second
	}
	end := time.Now().Add(long)
	for last := end.Add(20 * time.Second); time.Now().Before(end) || v.Rounds < 4 || len(v.Seen) == 1 && time.Now().Before(last); { // the writers may begin late
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// visitOf makes a job of a visitor who opens the memory for a few rounds at a time, and prints what it counted.
func visitOf(round func(v *visitor, ctx context.Context, m *Memory) error) func(path string) error {
	return func(path string) error {
		ctx := context.Background()
		v := &visitor{Seen: map[string]bool{}, number: os.Getpid() * 1000}
		err := v.visit(func() error {
			m, err := Open(ctx, path, Options{})
			if err != nil {
				return err
			}
			for i := 0; i < 5 && err == nil; i++ {
				err = round(v, ctx, m)
			}
			return errors.Join(err, m.Close())
		})
		return errors.Join(err, json.NewEncoder(os.Stdout).Encode(v))
	}
}

// makeGeneration makes a memory that holds a generation.
func makeGeneration(t *testing.T) *Memory {
	m := create(t)
	if err := writeGeneration(context.Background(), m, 1); err != nil {
		t.Fatal(err)
	}
	return m
}

// wantVisits checks that readers saw what writers wrote while they read.
func wantVisits(t *testing.T, m *Memory, readers, writers []*visitor) {
	t.Helper()
	var read, written, waited int
	seen := map[string]bool{}
	for _, v := range readers {
		read += v.Rounds
		maps.Copy(seen, v.Seen)
	}
	for _, v := range writers {
		written += v.Rounds
		waited += v.Waited
	}
	t.Logf("%d readings of %d generations, %d written, %d times in vain", read, len(seen), written-waited, waited)
	if len(seen) < 2 || written-waited < 3 {
		t.Error("too few to say anything")
	}
	checkSound(t, m)
	m.Close()
	checkFolder(t, m.Path(), ``)
}

// TestTogether lets eight readers and two writers share a memory, as goroutines.
func TestTogether(t *testing.T) {
	m := makeGeneration(t)
	ctx := context.Background()
	var all sync.WaitGroup
	run := func(round func(v *visitor, ctx context.Context, m *Memory) error, n int) (list []*visitor) {
		for i := range n {
			v := &visitor{Seen: map[string]bool{}, number: (i + 1) * 1e6}
			list = append(list, v)
			all.Go(func() {
				if err := v.visit(func() error { return round(v, ctx, m) }); err != nil {
					t.Error(err)
				}
			})
		}
		return list
	}
	readers, writers := run((*visitor).read, 8), run((*visitor).write, 2)
	all.Wait()
	wantVisits(t, m, readers, writers)
}

// TestTogetherAsProcesses lets them be processes that open and close the memory all the time.
func TestTogetherAsProcesses(t *testing.T) {
	skipShort(t)
	m := makeGeneration(t)
	m.Close()
	var all sync.WaitGroup
	run := func(job string, n int) (list []*visitor) {
		for range n {
			v := &visitor{}
			list = append(list, v)
			all.Go(func() {
				cmd := jobCommand(job, m.Path())
				if job == "writer" && os.Getenv("AZTM_SECONDS") == "" { // readers that start late see it write all the same
					cmd.Env = append(cmd.Env, "AZTM_SECONDS=5")
				}
				out, err := cmd.CombinedOutput()
				if err := errors.Join(err, json.NewDecoder(bytes.NewReader(out)).Decode(v)); err != nil {
					t.Errorf("%s: %v\n%s", job, err, out)
				}
			})
		}
		return list
	}
	readers, writers := run("reader", 8), run("writer", 2)
	all.Wait()
	wantVisits(t, open(t, m.Path(), Options{}), readers, writers)
}

// TestBackupWhileWriting backs a memory up again and again while a process writes to it: each backup holds one generation, and nothing but it is left.
func TestBackupWhileWriting(t *testing.T) {
	m := makeGeneration(t)
	ctx := context.Background()
	writer := startJob(t, "writer", m.Path())
	dir := t.TempDir()
	seen := map[string]bool{}
	for i := 0; ; i++ {
		path := filepath.Join(dir, fmt.Sprint(i, ".db"))
		if err := m.Backup(ctx, path, false); err != nil {
			t.Fatal(err)
		}
		onlyFile(t, path)
		b := open(t, path, Options{ReadOnly: true})
		generation, err := readGeneration(ctx, b)
		if err != nil {
			t.Fatal(err)
		}
		checkSound(t, b)
		b.Close()
		maps.Copy(seen, generation)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		select {
		case <-writer.over:
			if writer.err != nil {
				t.Fatal(writer.err)
			}
			if len(seen) < 2 {
				t.Errorf("%d backups of generations %v: too few to say anything", i+1, seen)
			}
			return
		default:
		}
	}
}
