package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type importOptions struct {
	format     string
	columns    []string
	onConflict string
	langMap    []string
	force      bool
}

func newImport(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take in units of other tools: " + formatList(),
		Long: `Import stores the units of each file as a batch of its own, also of a file that
gzip packed. A unit that the memory has already, with the same texts, is counted
as a duplicate and not stored twice. Blank texts are left out, and a unit with
only one text beside them is skipped: it would be offered as a translation.

A table (TSV, CSV, XLSX) needs a first row that names its language columns, by
codes or in words (az, ru-RU, Azərbaycan dili, Русский, English), or --columns
az,ru,-,en that names them from the left, - for one to pass over. A CSV may have
semicolons, a TSV be in UTF-16; cells that hold a number or date in some format
are refused. Of Moses files, which hold a language each, name all.

A unit is in conflict with one of the memory if both have the same id, or the
same source text and another translation. --on-conflict says what happens then:
  keep     the memory's unit stands, the file's is skipped
  replace  the file's texts take the place of the memory's
  add      both stand
Without it the same id replaces, and the same source is added. An id that is a
mere number counts only where a text is the same. All of it can be undone.

Texts marked az, ru or en that surely are in another language refuse the file.`,
		Example: `  aztm import client.tmx
  aztm import --on-conflict keep old.tmx
  aztm import --lang-map aze=az,rus=ru agency.tmx
  aztm import --columns az,ru,-,en glossary.xlsx
  aztm import corpus.az corpus.ru
  aztm import --format tsv --columns az,ru - < glossary.txt`,
		Args: wants(1, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runImport(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *importOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.format, "format", "", strings.Join(formatNames(), ", ")+" (default: by the file's extension)")
	f.StringSliceVar(&o.columns, "columns", nil, "the languages of the columns of a table without a head row, - for one to pass over")
	f.StringVar(&o.onConflict, "on-conflict", "", "keep, replace or add, where the memory has a unit with another translation")
	f.StringSliceVar(&o.langMap, "lang-map", nil, "other language codes than the file's: `FROM=TO`, as aze=az (spelt alike but for case and _)")
	f.BoolVar(&o.force, "force", false, "also if texts read like another language than they are marked as")
}

// policy is the conflict policy that was said.
func (o importOptions) policy() (tm.ConflictPolicy, error) {
	switch p := tm.ConflictPolicy(o.onConflict); p {
	case tm.ReplaceByTUID, tm.KeepOld, tm.ReplaceOld, tm.AddBeside:
		return p, nil
	}
	return "", hint(fmt.Errorf("--on-conflict %q: no such way", o.onConflict), "keep, replace or add")
}

// An importSource is a file to import, or the files of a format that keeps each language in one of its own.
type importSource struct {
	name   string // as it is called in messages
	format format
	files  []string
	langs  []string // of files, for such a format
}

// An import leaves garbage of a short life behind: collected less often, at most within importMemory bytes, a third of its time is saved.
const (
	importGarbage = 400 // percent of what lives
	importMemory  = 640 << 20
)

func runImport(ctx context.Context, a *app, o importOptions, args []string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(importGarbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(importMemory))
	policy, err := o.policy()
	if err != nil {
		return err
	}
	tags, err := newTagMap(o.langMap, false)
	if err != nil {
		return err
	}
	sources, err := importSources(o, args)
	if err != nil {
		return err
	}
	for _, s := range sources {
		i := &importer{app: a, source: s, rule: tm.ConflictRule{Policy: policy}, columns: o.columns, tags: tags, force: o.force}
		fileErr := i.run(ctx)
		if ctx.Err() != nil {
			return fileErr
		}
		if fileErr != nil && err != nil {
			a.complain(err) // the next file is tried all the same
		}
		if fileErr != nil {
			err = fileErr
		}
	}
	return err
}

// importSources are the files to import with their formats; those of one text in several languages stand together.
func importSources(o importOptions, args []string) ([]importSource, error) {
	var sources []importSource
	for _, name := range args {
		f, err := importFormat(o.format, name)
		if err != nil {
			return nil, err
		}
		if o.columns != nil && !f.table {
			return nil, hint(fmt.Errorf("%s: --columns is for tables, and %s is none", name, strings.ToUpper(f.name)), "import it without; --lang-map changes language codes")
		}
		if !f.sides() {
			sources = append(sources, importSource{name: name, format: f, files: []string{name}})
			continue
		}
		stem, ext := cutExtension(name)
		lang, _, _ := strings.Cut(strings.TrimPrefix(ext, "."), ".")
		i := slices.IndexFunc(sources, func(s importSource) bool { return s.name == stem })
		if i < 0 {
			i = len(sources)
			sources = append(sources, importSource{name: stem, format: f})
		}
		sources[i].files, sources[i].langs = append(sources[i].files, name), append(sources[i].langs, lang)
	}
	return sources, nil
}

// importFormat is formatOf for a file to import: a folder and a news text have none.
func importFormat(said, name string) (format, error) {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return format{}, hint(fmt.Errorf("%s: a folder, not a file", name), "aztm add takes folders of news; import takes files of units")
	}
	f, err := formatOf(said, name)
	if ext := strings.ToLower(filepath.Ext(name)); err != nil && slices.Contains([]string{".txt", ".html", ".htm"}, ext) {
		return format{}, hint(fmt.Errorf("%s: a text, not a file of units", name), "aztm add takes news texts; --format %s names what else it is", strings.Join(formatNames(), ", "))
	}
	return f, err
}

// fileError names the file first, as all errors do.
func fileError(name string, err error) error {
	var p *os.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// A countedReader counts the bytes that were read.
type countedReader struct {
	io.Reader
	n int64
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// An openSource is a source that is being read.
type openSource struct {
	files []*os.File
	ins   []io.Reader // unpacked
	first *countedReader
	size  int64 // bytes of the first file, 0 if not known
}

// open opens the files of a source. It must be closed, also after an error.
func (s importSource) open(a *app) (o openSource, err error) {
	for _, name := range s.files {
		in := a.stdin
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return o, fileError(name, err)
			}
			o.files, in = append(o.files, f), f
		}
		if o.first == nil && !s.format.zipped { // a zipped one is read from within
			o.first = &countedReader{Reader: in}
			in = o.first
		}
		if !s.format.zipped {
			if in, err = unpacked(in); err != nil {
				return o, fmt.Errorf("%s: %w", name, err)
			}
		}
		o.ins = append(o.ins, in)
	}
	if len(o.files) > 0 && o.first != nil {
		if info, err := o.files[0].Stat(); err == nil && info.Mode().IsRegular() {
			o.size = info.Size()
		}
	}
	return o, nil
}

func (o openSource) close() {
	for _, f := range o.files {
		f.Close()
	}
}

// share is how much of the source was read, 0 to 1, 0 if that is not known.
func (o openSource) share() float64 {
	if o.size == 0 {
		return 0
	}
	return float64(o.first.n) / float64(o.size)
}

// reader makes the reader of a source.
func (s importSource) reader(ins []io.Reader, columns []string) (unitReader, error) {
	if s.format.sides() {
		return s.format.readSides(ins, s.langs)
	}
	return s.format.read(ins[0], readRule{columns: columns})
}
