package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

// errands are command lines that take a moment, in a folder that makeFolder fills. What they leave beside the memory is product.
var errands = map[string][]string{
	"add":    {"add", "--force", "news"},
	"import": {"import", "more.tsv"},
	"undo":   {"undo", "1"},
	"export": {"export", "product.tmx"},
	"backup": {"backup", "product.db"},
	"lookup": {"lookup"},
}

// makeFolder fills a folder with a memory of a batch, news, a table and queries.
func makeFolder(t *testing.T) string {
	dir := t.TempDir()
	var table, queries strings.Builder
	table.WriteString("az\tru\n")
	for i := range 800 {
		fmt.Fprintf(&table, "Nazirlik %d saylı qərarı %d günə açıqlayıb.\tМинистерство объявило решение номер %d за %d дней.\n", i, i%97, i, i%97)
		if i >= 60 {
			continue
		}
		fmt.Fprintf(&queries, "Nazirlik %d saylı qərarı %d günə açıqlayıb.\n", i+1, i%89)
	}
	files := map[string]string{"first.tsv": table.String(), "more.tsv": strings.ReplaceAll(table.String(), "saylı", "nömrəli"), "queries": queries.String()}
	for i := range 10 {
		var az, ru strings.Builder
		for j := range 20 {
			fmt.Fprintf(&az, "Şəhər %d yeni məktəb üçün %d manat ayırıb.\n\n", i+2, 1000*i+j)
			fmt.Fprintf(&ru, "Город %d выделил %d манатов на новую школу.\n\n", i+2, 1000*i+j)
		}
		files[fmt.Sprintf("news/%d.az.txt", i)], files[fmt.Sprintf("news/%d.ru.txt", i)] = az.String(), ru.String()
	}
	if err := os.Mkdir(filepath.Join(dir, "news"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := program(t, dir, "import", "first.tsv").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

// program is aztm, as a process of its own, in a folder with its memory.
func program(t *testing.T, dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("aztm", args...) // TestMain put it into the path
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "AZTM_MEMORY="+filepath.Join(dir, "memory.db"))
	if args[0] == "lookup" {
		stdin, err := os.Open(filepath.Join(dir, "queries"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { stdin.Close() })
		cmd.Stdin = stdin
	}
	return cmd
}

// TestStopped stops each errand by Ctrl-C and by a kill, at AZTM_CRASHES moments spread over the run, or few: the memory is the old one or
// the new one, what is written beside it is whole or not there, and Ctrl-C leaves nothing else and exits 130.
func TestStopped(t *testing.T) {
	if testing.Short() {
		t.Skip("not in a short run")
	}
	folder := makeFolder(t)
	n := 2
	if said := os.Getenv("AZTM_CRASHES"); said != "" {
		var err error
		if n, err = strconv.Atoi(said); err != nil {
			t.Fatal(err)
		}
	}
	for name := range errands {
		t.Run(name, func(t *testing.T) {
			s := newStopper(t, name, folder)
			for i := range n {
				at := (float64(i) + s.random.Float64()) / float64(n)
				s.stop(os.Interrupt, at)
				s.stop(os.Kill, at)
			}
			t.Logf("of runs of %v: %v", s.long.Round(time.Millisecond), s.seen)
			for i := 0; i < 20 && s.seen["exit 130"] == 0; i++ { // runs are shorter than the one that was measured, or longer
				s.stop(os.Interrupt, float64(1+i%10)/10)
			}
			if s.seen["exit 130"] == 0 {
				t.Error("no run was interrupted before it was done")
			}
		})
	}
}

// A stopper stops an errand again and again.
type stopper struct {
	t        *testing.T
	args     []string
	from     string // the folder that the errand finds
	old, new string // what the memory may hold
	product  []byte // of export
	long     time.Duration
	seen     map[string]int
	random   *rand.Rand
}

func newStopper(t *testing.T, name, from string) *stopper {
	s := &stopper{t: t, args: errands[name], from: from, seen: map[string]int{}, random: rand.New(rand.NewPCG(1, uint64(name[0])))}
	dir := s.copy()
	s.old = s.holds(filepath.Join(dir, "memory.db"))
	start := time.Now()
	if out, err := program(t, dir, s.args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.long = time.Since(start)
	s.new = s.holds(filepath.Join(dir, "memory.db"))
	s.product, _ = os.ReadFile(filepath.Join(dir, "product.tmx"))
	return s
}

func (s *stopper) copy() string {
	dir := filepath.Join(s.t.TempDir(), "work")
	if err := os.CopyFS(dir, os.DirFS(s.from)); err != nil {
		s.t.Fatal(err)
	}
	return dir
}

// holds tells what a memory holds, and sees that it is sound.
func (s *stopper) holds(path string) string {
	ctx := context.Background()
	m, err := tm.Open(ctx, path, tm.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer m.Close()
	if f, err := m.Doctor(ctx); err != nil || len(f) > 0 {
		s.t.Errorf("doctor: %v, %v", f, err)
	}
	h, err := m.History(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	var b strings.Builder
	for _, i := range h {
		fmt.Fprintln(&b, i.ID, i.Kind, i.Added, i.Changed, i.Removed, i.Undoes, i.UndoneBy)
	}
	for u, err := range m.Units(ctx, tm.Filter{}) {
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintln(&b, u.ID, u.Status, u.Variants[0].Text, u.Variants[1].Text)
	}
	return b.String()
}

// stop stops the errand when a share of the run is over, and looks at what is left.
func (s *stopper) stop(how os.Signal, at float64) {
	dir := s.copy()
	cmd := program(s.t, dir, s.args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	time.Sleep(time.Duration(at * float64(s.long)))
	cmd.Process.Signal(how)
	err := cmd.Wait()
	left := `product\.(tmx|db)`
	if how == os.Kill {
		left += `|memory\.db-(wal|shm)|product\.db\.part.*|\.aztm-export-.*`
	} else {
		s.wantInterrupted(err, errs.String())
	}
	s.wantFolder(dir, left)
	switch s.holds(filepath.Join(dir, "memory.db")) {
	case s.new:
	case s.old:
	default:
		s.t.Errorf("%v: neither the old memory nor the new one", how)
	}
	s.wantProduct(dir)
	s.wantFolder(dir, strings.ReplaceAll(left, `memory\.db-(wal|shm)|`, ``))
}

// exitCode is that of a process that ended so: -1 if a signal ended it.
func exitCode(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return 0
}

// wantInterrupted checks how a run ended that was asked to stop: at once by the system where it had not begun.
func (s *stopper) wantInterrupted(err error, errs string) {
	switch code := exitCode(err); {
	case code == 0:
		s.seen["done before"]++
	case code == -1:
		s.seen["not begun"]++
	case code == 130 && strings.HasSuffix(errs, "aztm: interrupted\n"):
		s.seen["exit 130"]++
	default:
		s.t.Errorf("%v: %s; want exit 130", err, errs)
	}
}

// wantFolder checks that a folder holds what it held before, and files of this pattern.
func (s *stopper) wantFolder(dir, left string) {
	s.t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	allowed := regexp.MustCompile("^(" + left + ")$")
	for _, f := range list {
		if _, err := os.Stat(filepath.Join(s.from, f.Name())); err != nil && !allowed.MatchString(f.Name()) {
			s.t.Errorf("%s was left", f.Name())
		}
	}
}

// wantProduct checks that what is written beside the memory is whole, if it is there.
func (s *stopper) wantProduct(dir string) {
	s.t.Helper()
	if got, err := os.ReadFile(filepath.Join(dir, "product.tmx")); err == nil && !bytes.Equal(got, s.product) {
		s.t.Errorf("the exported file has %d bytes, want %d or none", len(got), len(s.product))
	}
	if path := filepath.Join(dir, "product.db"); s.args[0] == "backup" {
		if _, err := os.Stat(path); err == nil && s.holds(path) != s.old {
			s.t.Error("the backup is not the memory")
		}
	}
}
