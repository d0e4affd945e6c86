package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"aztm/tm"
	"aztm/tm/sheet"
	"aztm/tm/tmx"
	"aztm/tm/xliff"
)

// A unitReader reads the units of a file: io.EOF ends it, a *tm.Refused passes one over.
// One that also has a method Warnings() []tm.Warning is asked for them at the end, one with
// SourceLang() string for the source language of the file.
type unitReader interface{ Next() (tm.Unit, error) }

// A unitWriter writes units to a file. Close writes its end, not closing what is below. One
// that also has a method Warnings() []string is asked for what it left out.
type unitWriter interface {
	Write(tm.Unit) error
	Close() error
}

// A readRule is what the user says of a file to read.
type readRule struct {
	columns []string // languages of the columns of a table without a head row, "-" for one to pass over; nil if it has one
}

// A writeRule is what a writer is told of the units to come.
type writeRule struct {
	source  string   // tag of the source language, "" for any
	langs   []string // languages asked for, source first; nil for all
	columns []string // tags of the units, each as often as one may hold it
	bare    bool     // the file is for another tool: nothing in it that only aztm reads
}

// A format is a kind of file that holds units. One that keeps each language in a file of its own
// (NAME.az, NAME.ru) has readSides and writeSides in place of read and write: a file for each of langs, in its order.
type format struct {
	name       string
	extensions []string // with the dot, the first for new files; each also stands with .gz behind it if the format streams
	zipped     bool     // packed already: .gz is no extension of it
	lastWins   bool     // of units with one text, other tools use the last
	needsPair  bool     // a file has one source and one target language
	table      bool     // a table: it may lack a head row where --columns names its columns
	loses      loss     // what it cannot hold of a unit: all else comes back

	read       func(r io.Reader, o readRule) (unitReader, error)
	write      func(w io.Writer, o writeRule) (unitWriter, error)
	readSides  func(files []io.Reader, langs []string) (unitReader, error)
	writeSides func(files []io.Writer, langs []string) (unitWriter, error)
}

// A loss is a set of what a format cannot hold of a unit.
type loss uint

const (
	losesIDs      loss = 1 << iota // tuid and context
	losesStatus                    // status, confidence, whether it was edited
	losesPlace                     // story and document
	losesDates                     // when it was made and changed
	losesNotes                     // notes
	losesProps                     // props and attributes
	losesCodes                     // inline codes
	losesRepeats                   // further texts of a language
	pairsRepeats                   // several texts of a language stand in a unit each
	losesTags                      // what a tag says beyond the language
	losesLines                     // line breaks: they become spaces
	losesControls                  // characters that XML forbids: they are left out
	refusesLong                    // a text longer than a cell of a spreadsheet: an error

	keepsTexts = losesIDs | losesStatus | losesPlace | losesDates | losesNotes | losesProps | losesCodes // and nothing else
)

// formats lists what aztm reads and writes; a format is added here, and nowhere else.
func formats() []format {
	return []format{
		{name: "tmx", extensions: []string{".tmx"}, lastWins: true, loses: losesControls,
			read:  func(r io.Reader, _ readRule) (unitReader, error) { return tmx.NewReader(r) },
			write: writeTMX},
		{name: "tsv", extensions: []string{".tsv", ".tab"}, table: true,
			read:  func(r io.Reader, o readRule) (unitReader, error) { return sheet.NewReader(r, '\t', o.columns) },
			write: func(w io.Writer, o writeRule) (unitWriter, error) { return sheet.NewWriter(w, '\t', o.columns, o.bare) }},
		{name: "csv", extensions: []string{".csv"}, table: true,
			read:  func(r io.Reader, o readRule) (unitReader, error) { return sheet.NewReader(r, ',', o.columns) },
			write: func(w io.Writer, o writeRule) (unitWriter, error) { return sheet.NewWriter(w, ',', o.columns, o.bare) }},
		{name: "xlsx", extensions: []string{".xlsx"}, table: true, zipped: true, loses: refusesLong,
			read:  func(r io.Reader, o readRule) (unitReader, error) { return sheet.NewBookReader(r, o.columns) },
			write: func(w io.Writer, o writeRule) (unitWriter, error) { return sheet.NewBookWriter(w, o.columns, o.bare) }},
		{name: "jsonl", extensions: []string{".jsonl", ".ndjson"},
			read:  func(r io.Reader, _ readRule) (unitReader, error) { return sheet.NewLineReader(r) },
			write: func(w io.Writer, _ writeRule) (unitWriter, error) { return sheet.NewLineWriter(w), nil }},
		{name: "moses", extensions: []string{".az", ".ru", ".en"}, loses: keepsTexts | losesRepeats | losesTags | losesLines,
			readSides:  func(files []io.Reader, langs []string) (unitReader, error) { return sheet.NewMosesReader(files, langs) },
			writeSides: func(files []io.Writer, langs []string) (unitWriter, error) { return sheet.NewMosesWriter(files, langs) }},
		{name: "xliff", extensions: []string{".xlf", ".xliff"}, needsPair: true, loses: losesControls | pairsRepeats,
			read:  func(r io.Reader, _ readRule) (unitReader, error) { return xliff.NewReader(r) },
			write: func(w io.Writer, o writeRule) (unitWriter, error) { return writeXLIFF(w, xliff.V12, o) }},
		{name: "xliff2", needsPair: true, loses: losesControls | pairsRepeats,
			read:  func(r io.Reader, _ readRule) (unitReader, error) { return xliff.NewReader(r) },
			write: func(w io.Writer, o writeRule) (unitWriter, error) { return writeXLIFF(w, xliff.V21, o) }},
	}
}

func writeTMX(w io.Writer, o writeRule) (unitWriter, error) {
	t := tmx.NewWriter(w, o.source, version)
	if o.bare {
		t.Bare()
	}
	return t, nil
}

func writeXLIFF(w io.Writer, v xliff.Version, o writeRule) (unitWriter, error) {
	if len(o.langs) != 2 {
		return nil, hint(fmt.Errorf("XLIFF holds a pair of languages, not %s", cmp.Or(strings.Join(o.langs, ", "), "none")), "--langs az,ru names one")
	}
	target := o.langs[1]
	if i := slices.IndexFunc(o.columns, func(tag string) bool { return tm.Base(tag) == tm.Base(target) }); i >= 0 {
		target = o.columns[i]
	}
	x := xliff.NewWriter(w, v, o.source, target, version)
	if o.bare {
		x.Bare()
	}
	return x, nil
}

// sides says whether the format keeps each language in a file of its own.
func (f format) sides() bool { return f.readSides != nil }

// formatNames lists the names of all formats.
func formatNames() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// formatList is formatNames for a sentence: TMX, TSV, CSV.
func formatList() string { return strings.ToUpper(strings.Join(formatNames(), ", ")) }

// wholeList names the formats that hold all of a unit, for a sentence.
func wholeList() string {
	var names []string
	for _, f := range formats() {
		if f.loses&keepsTexts == 0 {
			names = append(names, strings.ToUpper(f.name))
		}
	}
	return strings.Join(names, ", ")
}

// cutExtension parts a name before its extension, .gz with what stands before it.
func cutExtension(name string) (stem, ext string) {
	plain, gz := name, ""
	if e := filepath.Ext(name); strings.EqualFold(e, ".gz") {
		plain, gz = strings.TrimSuffix(name, e), e
	}
	e := filepath.Ext(plain)
	return strings.TrimSuffix(plain, e), e + gz
}

// formatOf is the format that was said, or that a file's name tells.
func formatOf(said, name string) (format, error) {
	all := formats()
	known := strings.Join(formatNames(), ", ")
	if said != "" {
		i := slices.IndexFunc(all, func(f format) bool { return f.name == strings.ToLower(said) })
		if i < 0 {
			return format{}, hint(fmt.Errorf("unknown format %q", said), "aztm knows %s", known)
		}
		return all[i], nil
	}
	if name == "-" {
		return format{}, hint(fmt.Errorf("no format for %s", name), "--format names one of %s", known)
	}
	base := strings.ToLower(filepath.Base(name))
	plain, packed := strings.CutSuffix(base, ".gz")
	for _, f := range all {
		if slices.Contains(f.extensions, filepath.Ext(plain)) && !(packed && f.zipped) {
			return f, nil
		}
	}
	if ext := filepath.Ext(base); ext != "" {
		return format{}, hint(fmt.Errorf("%s: unknown format %q", name, ext[1:]), "aztm knows %s; --format names one", known)
	}
	return format{}, hint(fmt.Errorf("no format for %s", name), "--format names one of %s", known)
}

// packing is w, through gzip if the name of the file says so; end writes the end of that.
func (f format) packing(name string, w io.Writer) (out io.Writer, end func() error) {
	if f.zipped || !strings.HasSuffix(strings.ToLower(name), ".gz") {
		return w, func() error { return nil }
	}
	z := gzip.NewWriter(w)
	return z, z.Close
}

// unpacked reads what gzip packed, whatever the file is called; other data as it is.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	if head, _ := b.Peek(3); string(head) != "\x1f\x8b\x08" {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, fmt.Errorf("gzip: %w", err)
	}
	return z, nil
}
