package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// mayWrite says what keeps files from being written: export never replaces a memory, and another file only with force.
func mayWrite(names []string, force bool, memory string) error {
	for _, name := range names {
		if _, err := os.Lstat(name); name == "-" || err != nil {
			continue
		}
		if at, err := os.Stat(name); err == nil && !at.Mode().IsRegular() || ofSystem(name) {
			return hint(fmt.Errorf("%s: this is no file that could be replaced", name), "choose another name; standard output is -")
		}
		if same(name, memory) || isSQLite(name) {
			return hint(fmt.Errorf("%s: a memory lies there: it is never replaced", name), "choose another name")
		}
		if !force {
			return hint(fmt.Errorf("%s: the file exists", name), "--force replaces it")
		}
	}
	return nil
}

// ofSystem reports whether a name is one of the system's, as /dev/stdout is even where that is a file.
func ofSystem(name string) bool {
	path, err := filepath.Abs(name)
	return err == nil && (strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/"))
}

// writeBeside writes files whole or not at all: beside them first, with mode 0600, then renamed.
func writeBeside(names []string, write func([]io.Writer) error) (err error) {
	var files []*os.File
	var buffers []*bufio.Writer
	var ws []io.Writer
	defer func() {
		for _, f := range files {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	for _, name := range names {
		f, err := os.CreateTemp(filepath.Dir(name), ".aztm-export-*") // made with mode 0600
		if err != nil {
			return fileError(name, err)
		}
		b := bufio.NewWriterSize(f, 256<<10)
		files, buffers, ws = append(files, f), append(buffers, b), append(ws, b)
	}
	if err := write(ws); err != nil {
		return withFile(names[0], err)
	}
	for i, f := range files {
		if err := errors.Join(buffers[i].Flush(), f.Sync(), f.Close()); err != nil {
			return fileError(names[i], err)
		}
	}
	for i, f := range files {
		if err := os.Rename(f.Name(), names[i]); err != nil {
			return fileError(names[i], err)
		}
	}
	return nil
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	y, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(x, y)
}

func isSQLite(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 15)
	n, _ := io.ReadFull(f, head)
	return string(head[:n]) == "SQLite format 3"
}
