package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"aztm/tm/xliff"
)

// isXLIFF says whether a file is XLIFF, by its name: .xlf, .xliff, .sdlxliff, .mxliff …
func isXLIFF(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".xlf" || strings.HasSuffix(ext, "xliff")
}

// openXLIFF opens an XLIFF file. Its segments are those that may be translated. One that has a target is done, unless that is the source
// again, as tools put it there, and nobody approved it.
func openXLIFF(name, from string) (*jobFile, error) {
	r, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer r.Close()
	data, err := readSome(r)
	if err != nil {
		return nil, fileError(name, err)
	}
	file, err := xliff.Open(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f := &jobFile{path: name, lang: from, close: func() error { return nil }}
	var open []int // numbers of the units that are segments
	for i, u := range file.Units() {
		if u.Locked {
			continue
		}
		if f.lang == "" {
			f.lang = u.Source.Lang
		}
		if f.to == "" {
			f.to = u.Target.Lang
		}
		open = append(open, i)
		f.segments = append(f.segments, jobSegment{text: u.Source.Text, done: u.Target.Text != "" && (u.Approved || u.Target.Text != u.Source.Text)})
	}
	if f.lang == "" && len(open) > 0 {
		return nil, hint(fmt.Errorf("%s: no source language", name), "--from names it")
	}
	f.write = func(w io.Writer, to string, fills map[int]fill) (string, error) {
		out, err := fillXLIFF(file, open, to, fills)
		if err == nil {
			_, err = w.Write(out)
		}
		return "", err
	}
	return f, nil
}

// fillXLIFF fills segments, by their number among the open units. What is not equal, or lost the codes of its source, is to be reviewed.
func fillXLIFF(file *xliff.File, open []int, to string, fills map[int]fill) ([]byte, error) {
	by := map[int]xliff.Fill{}
	for i, x := range fills {
		u := file.Units()[open[i]]
		by[open[i]] = xliff.Fill{Text: x.text, Review: x.score < 100 || u.Source.Markup != ""}
	}
	return file.Fill(to, by)
}
