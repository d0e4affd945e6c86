package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aztm/tm"
)

// TestRoundTrip imports TMX files, exports them, imports that into another memory and exports it again: the units are
// equal and the second export is the first, byte for byte. Every other format keeps of them what it promises. The files
// are those written for it and, where AZTM_DATA names the shared data, every valid one there.
func TestRoundTrip(t *testing.T) {
	own, _ := filepath.Glob(filepath.Join("testdata", "tmx", "*"))
	if len(own) == 0 {
		t.Fatal("no files of its own")
	}
	files := own
	if dir := os.Getenv("AZTM_DATA"); dir != "" {
		zoo, _ := filepath.Glob(filepath.Join(dir, "tmx", "valid", "*"))
		if len(zoo) == 0 {
			t.Fatal("no files in the shared data")
		}
		files = append(files, zoo...)
	}
	units := 0
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) { units += roundTrip(t, name) })
	}
	t.Logf("%d files, %d units", len(files), units)
}

// roundTrip makes the round of one file and returns how many units it has.
func roundTrip(t *testing.T, name string) int {
	dir := t.TempDir()
	one, two := filepath.Join(dir, "one.tmx"), filepath.Join(dir, "two.tmx")
	first, second := filepath.Join(dir, "one.db"), filepath.Join(dir, "two.db")
	if code, messages := command("--memory", first, "import", "--format", "tmx", name); code != 0 {
		if !strings.Contains(messages, "could be used: ") { // a file of units without a text is valid, and of no use
			t.Fatal(messages)
		}
		return 0
	}
	want := unitsOf(t, first)
	if len(want) == 0 {
		return 0
	}
	aztm(t, "--memory", first, "export", one)
	aztm(t, "--memory", second, "import", one)
	aztm(t, "--memory", second, "export", two)
	got := unitsOf(t, second)
	if len(got) != len(want) {
		t.Errorf("%d units, want %d", len(got), len(want))
	}
	for _, f := range formats() {
		t.Run(f.name, func(t *testing.T) { conform(t, f, want) })
	}
	for i := range min(len(got), len(want)) {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("unit %d:\n%+v\nwant\n%+v", i, got[i], want[i])
			break
		}
	}
	a, err := os.ReadFile(one)
	b, err2 := os.ReadFile(two)
	if err != nil || err2 != nil || !bytes.Equal(a, b) {
		t.Errorf("the second export is not the first: %v, %v", err, err2)
	}
	return len(want)
}

// aztm runs a command line that must not fail.
func aztm(t *testing.T, args ...string) {
	t.Helper()
	if code, messages := command(args...); code != 0 {
		t.Fatalf("aztm %s: exit %d\n%s", strings.Join(args, " "), code, messages)
	}
}

// command runs a command line and returns its exit code and messages.
func command(args ...string) (code int, messages string) {
	var out, err bytes.Buffer
	code = run(context.Background(), newApp(strings.NewReader(""), &out, &err), args)
	return code, err.String()
}

// unitsOf are the units of a memory in an order of their content, without what says where they are stored.
func unitsOf(t *testing.T, memory string) []tm.Unit {
	t.Helper()
	ctx := context.Background()
	m, err := tm.Open(ctx, memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	var list []tm.Unit
	for u, err := range m.Units(ctx, tm.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		u.ID, u.Batch = 0, 0
		u.Attrs = sortedFields(u.Attrs)
		for i := range u.Variants {
			u.Variants[i].Attrs = sortedFields(u.Variants[i].Attrs)
		}
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b tm.Unit) int { return strings.Compare(asText(a), asText(b)) })
	return list
}

// sortedFields puts attributes into one order: XML gives them none.
func sortedFields(fs []tm.Field) []tm.Field {
	slices.SortFunc(fs, func(a, b tm.Field) int { return strings.Compare(a.Name, b.Name) })
	return fs
}

func asText(u tm.Unit) string {
	var b strings.Builder
	for _, v := range u.Variants {
		b.WriteString(v.Lang + "\t" + v.Text + "\t" + v.Markup + "\n")
	}
	return b.String() + u.TUID + u.Created.String() + u.Changed.String()
}
