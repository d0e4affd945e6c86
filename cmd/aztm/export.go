package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type exportOptions struct {
	format   string
	langs    []string
	tool     string
	langMap  []string
	batch    int64
	document string
	since    string
	until    string
	status   []string
	min      float64
	force    bool
}

func newExport(a *app) *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Hand units to a CAT tool: " + formatList(),
		Long: `Export writes the units of the memory to FILE, in the format its name tells
(packed if it ends in .gz), or to standard output with --format. The file is
written beside and renamed, so that it is whole or not there. Rejected units
stay out unless --status asks for them. If no unit matches, no file is written
and the exit code is 1.

A TMX holds the units in their order, but for texts that stand in several: these
come last, approved after others and newer after older, because tools let the
last one win.

--for writes what a tool can use: one file a pair of languages (NAME.az-ru.tmx),
the tool's language codes, no blanks around texts, and nothing only aztm reads:
` + toolHelp() + `
All of a unit is in ` + wholeList() + `. Moses files, one a
language (NAME.az, NAME.ru), hold the texts alone. In a CSV a text that a
spreadsheet would run as a formula has an apostrophe before it, which import
takes off. For Excel write XLSX: its letters are right there.

--lang-map az=az-Latn-AZ writes another code: az stands for all its spellings
(aze, az_AZ), az-AZ for itself. For a backup that aztm reads back without a
loss, export without both.`,
		Example: `  aztm export memory.tmx
  aztm export az-ru.tmx --langs az,ru    units that have both, only those texts
  aztm export --for omegat news.tmx      news.az-ru.tmx, news.ru-en.tmx …
  aztm export --format moses --langs az,ru corpus
  aztm export --format tsv --batch 3 > batch3.tsv`,
		Args: wants(0, 1),
		RunE: func(c *cobra.Command, args []string) error { return runExport(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *exportOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.format, "format", "", strings.Join(formatNames(), ", ")+" (default: by the file's extension)")
	f.StringSliceVar(&o.langs, "langs", nil, "only units that have all these languages, and only these texts; the source first")
	f.StringVar(&o.tool, "for", "", "the `TOOL` that will read the file: "+strings.Join(toolNames(), ", "))
	f.StringSliceVar(&o.langMap, "lang-map", nil, "other language codes in the file: `FROM=TO`, as az=az-Latn-AZ")
	o.addFilterFlags(c)
	f.BoolVar(&o.force, "force", false, "replace FILE if it exists")
}

// addFilterFlags adds the options that name units.
func (o *exportOptions) addFilterFlags(c *cobra.Command) {
	f := c.Flags()
	f.Int64Var(&o.batch, "batch", 0, "only units of this batch")
	f.StringVar(&o.document, "document", "", "only units whose story or document is named so (part of the name, or a pattern with *)")
	f.StringVar(&o.since, "since", "", "only units of this `DATE` or later: of the news, if it has one, else of the last change (2024-10-03, 2024-10, 2024)")
	f.StringVar(&o.until, "until", "", "only units of this `DATE` or earlier")
	f.StringSliceVar(&o.status, "status", nil, "only units with one of these: aligned, approved, rejected, imported, outdated")
	f.Float64Var(&o.min, "min-confidence", 0, "only units at least so sure, 0 to 1")
}

func (o exportOptions) filter() (tm.Filter, error) {
	f := tm.Filter{Batch: o.batch, Story: o.document, From: o.since, To: o.until, MinConfidence: o.min}
	if o.min < 0 || o.min > 1 {
		return f, fmt.Errorf("--min-confidence %v: a confidence is 0 to 1", o.min)
	}
	for _, x := range [][2]string{{"--since", o.since}, {"--until", o.until}} {
		if !calendarDate(x[1]) {
			return f, hint(fmt.Errorf("%s %q: no date", x[0], x[1]), "2024-10-03, 2024-10 or 2024")
		}
	}
	for _, s := range o.status {
		if !tm.Status(s).Valid() {
			return f, hint(fmt.Errorf("--status %q: no such status", s), "aligned, approved, rejected, imported or outdated")
		}
		f.Statuses = append(f.Statuses, tm.Status(s))
	}
	if len(f.Statuses) == 0 {
		f.Statuses = []tm.Status{tm.Aligned, tm.Approved, tm.Imported, tm.Outdated}
	}
	return f, nil
}

// calendarDate says whether s is a day, also with the time, a month or a year, or "".
func calendarDate(s string) bool {
	for _, layout := range []string{"", "2006-01-02T15:04", time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func runExport(ctx context.Context, a *app, o exportOptions, args []string) error {
	name := "-"
	if len(args) == 1 {
		name = args[0]
	}
	e, err := newExporter(a, o, name)
	if err != nil {
		return err
	}
	if e.memory, err = a.openReader(ctx); err != nil {
		return err
	}
	defer e.memory.Close()
	files, err := e.files(ctx, name, o.langs)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := mayWrite(e.names(f), o.force, e.memory.Path()); err != nil {
			return err
		}
	}
	written := 0
	for _, f := range files {
		n, err := e.export(ctx, f)
		if err != nil {
			return err
		}
		written += n
	}
	if written == 0 {
		a.warn("no unit matches: nothing is written")
		return errNothing
	}
	return nil
}

// An exporter writes units of a memory to files.
type exporter struct {
	*app
	memory *tm.Memory
	filter tm.Filter
	format format
	tags   tagMap
	tool   bool // the files are for another tool
}

// An exportFile is a file to write: its name and the languages it holds, source first; none for all.
type exportFile struct {
	name  string
	langs []string
}

func newExporter(a *app, o exportOptions, name string) (*exporter, error) {
	e := &exporter{app: a, tool: o.tool != ""}
	var err error
	if e.format, err = formatOf(o.format, name); err != nil {
		return nil, err
	}
	if e.filter, err = o.filter(); err != nil {
		return nil, err
	}
	if e.tags, err = newTagMap(o.langMap, true); err != nil {
		return nil, err
	}
	if o.tool != "" {
		err = e.tags.forTool(o.tool)
	}
	for i, l := range o.langs {
		if slices.ContainsFunc(o.langs[:i], func(m string) bool { return tm.Base(m) == tm.Base(l) }) {
			return nil, fmt.Errorf("--langs %s: %s stands twice", strings.Join(o.langs, ","), l)
		}
	}
	return e, err
}

// files lists the files to write: one, or where a file may hold but two languages one for each pair.
func (e *exporter) files(ctx context.Context, name string, langs []string) ([]exportFile, error) {
	one := []exportFile{{name, langs}}
	if !e.tool && !e.format.needsPair && !e.format.sides() || len(langs) == 2 {
		return one, nil
	}
	all := langs
	if len(langs) == 0 {
		s, err := e.survey(ctx, nil)
		if err != nil {
			return nil, err
		}
		all = s.bases()
	}
	if e.format.sides() || len(all) < 3 {
		return []exportFile{{name, all}}, nil
	}
	if name == "-" {
		return nil, hint(fmt.Errorf("standard output holds one pair of languages, not %s", strings.Join(all, ", ")), "--langs az,ru names one")
	}
	var files []exportFile
	for i, source := range all {
		for _, target := range all[i+1:] {
			files = append(files, exportFile{pairName(name, source, target), []string{source, target}})
		}
		if len(langs) > 0 { // the first is the source that was asked for
			break
		}
	}
	return files, nil
}

// pairName puts a pair of languages into the name of a file, before its extension.
func pairName(name, source, target string) string {
	stem, ext := cutExtension(name)
	return stem + "." + source + "-" + target + ext
}

// names are the names of all that is written for a file: one, or one a language.
func (e *exporter) names(f exportFile) []string {
	if !e.format.sides() || f.name == "-" {
		return []string{f.name}
	}
	stem, packed := strings.CutSuffix(f.name, ".gz")
	end := ""
	if packed {
		end = ".gz"
	}
	if ext := filepath.Ext(stem); slices.Contains(e.format.extensions, ext) { // corpus.az stands for corpus
		stem = strings.TrimSuffix(stem, ext)
	}
	var names []string
	for _, l := range f.langs {
		names = append(names, stem+"."+l+end)
	}
	return names
}

// export writes one file and returns how many units it holds; without any it is not written.
func (e *exporter) export(ctx context.Context, f exportFile) (int, error) {
	s, err := e.survey(ctx, f.langs)
	if err != nil || s.units == 0 {
		return 0, err
	}
	n := 0
	write := func(ws []io.Writer) error {
		n, err = e.write(ctx, f, s, ws)
		return err
	}
	if f.name == "-" {
		if e.format.sides() {
			return 0, hint(fmt.Errorf("%s keeps each language in a file of its own", e.format.name), "name a file: aztm export --format %s news", e.format.name)
		}
		return n, errors.Join(write([]io.Writer{e.stdout}))
	}
	names := e.names(f)
	if err := writeBeside(names, write); err != nil {
		return 0, err
	}
	e.say("%s written to %s", plural(n, "unit", "units"), strings.Join(names, ", "))
	return n, nil
}

// write writes the units of a file.
func (e *exporter) write(ctx context.Context, f exportFile, s *survey, ws []io.Writer) (n int, err error) {
	var ends []func() error
	for i := range ws {
		w, end := e.format.packing(f.name, ws[i])
		ws[i], ends = w, append(ends, end)
	}
	out, err := e.writer(f, s, ws)
	if err != nil {
		return 0, err
	}
	for u, err := range e.units(ctx, f, s) {
		if err == nil {
			err = out.Write(u)
		}
		if err != nil {
			return n, err
		}
		n++
	}
	err = out.Close()
	if x, ok := out.(interface{ Warnings() []string }); ok {
		for _, w := range x.Warnings() {
			e.warn("%s", w)
		}
	}
	for _, end := range ends {
		err = errors.Join(err, end())
	}
	return n, err
}

func (e *exporter) writer(f exportFile, s *survey, ws []io.Writer) (unitWriter, error) {
	if e.format.sides() {
		return e.format.writeSides(ws, f.langs)
	}
	return e.format.write(ws[0], writeRule{source: s.source, langs: f.langs, columns: s.columns(f.langs), bare: e.tool})
}
