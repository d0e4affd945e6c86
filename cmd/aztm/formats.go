package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"aztm/tm"
	"aztm/tm/sheet"
	"aztm/tm/tmx"
)

// A unitReader reads the units of a file: io.EOF ends it, a *tm.Refused passes one over.
type unitReader interface{ Next() (tm.Unit, error) }

// A unitWriter writes units to a file. Close writes its end, not closing what is below.
type unitWriter interface {
	Write(tm.Unit) error
	Close() error
}

var formats = []string{"tmx", "tsv", "csv", "jsonl"}

// formatOf is the format that was said, or that a file's name tells.
func formatOf(said, name string) (string, error) {
	f := said
	if f == "" {
		f = strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), ".")
	}
	if f == "" || name == "-" && said == "" {
		return "", hint(fmt.Errorf("no format for %s", name), "--format %s", strings.Join(formats, ", --format "))
	}
	if !slices.Contains(formats, f) {
		return "", hint(fmt.Errorf("%s: unknown format %q", name, f), "aztm knows %s; --format names one", strings.Join(formats, ", "))
	}
	return f, nil
}

func newUnitReader(format string, r io.Reader) (unitReader, error) {
	switch format {
	case "tmx":
		return tmx.NewReader(r)
	case "tsv":
		return sheet.NewReader(r, '\t')
	case "csv":
		return sheet.NewReader(r, ',')
	}
	return sheet.NewLineReader(r), nil
}

// newUnitWriter makes a writer; langs are the columns of a table, srclang the source language of a TMX.
func newUnitWriter(format string, w io.Writer, srclang string, langs []string) (unitWriter, error) {
	switch format {
	case "tmx":
		return tmx.NewWriter(w, srclang, version), nil
	case "tsv":
		return sheet.NewWriter(w, '\t', langs)
	case "csv":
		return sheet.NewWriter(w, ',', langs)
	}
	return sheet.NewLineWriter(w), nil
}
