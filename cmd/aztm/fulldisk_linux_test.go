package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk fills a small file system: each command that writes says in one line what is full, exits 2 and leaves nothing.
func TestFullDisk(t *testing.T) {
	folder := makeFolder(t)
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("no file system may be mounted here (root may): %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "filler"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	memory := filepath.Join(dir, "memory.db")
	for _, c := range []struct {
		args []string
		want string
	}{
		{errands["add"], "memory " + memory + ": the disk is full"},
		{errands["import"], "memory " + memory + ": the disk is full"},
		{errands["undo"], "memory " + memory + ": the disk is full"},
		{errands["export"], "product.tmx: no space left on device"},
		{errands["backup"], "memory " + memory + ": backup product.db: the disk is full"},
	} {
		before, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		fillDisk(t, filepath.Join(dir, "filler"), 100<<10)
		out, err := program(t, dir, c.args...).CombinedOutput()
		if code := exitCode(err); code != 2 || !strings.Contains(string(out), "aztm: error: "+c.want) {
			t.Errorf("%v: exit code %d: %s; want %q", c.args, code, out, c.want)
		}
		if after, err := os.ReadDir(dir); err != nil || len(after) != len(before) {
			t.Errorf("%v: the folder holds %v, want %v", c.args, after, before)
		}
	}
	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}
	if out, err := program(t, dir, "undo", "1").CombinedOutput(); err != nil {
		t.Errorf("with room again: %v: %s", err, out)
	}
}

// fill lets a file take all the room of its file system but some bytes.
func fillDisk(t *testing.T, path string, but int64) {
	t.Helper()
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, int64(s.Bavail)*s.Bsize-but), 0o600); err != nil {
		t.Fatal(err)
	}
}
