package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus"
	"aztm/tm"
	"aztm/tm/fit"
)

type pretranslateOptions struct {
	from     string
	to       string
	min      int
	format   string
	output   string
	encoding string
	rules    string
	unmarked bool
	force    bool
}

func newPretranslate(a *app) *cobra.Command {
	var o pretranslateOptions
	c := &cobra.Command{
		Use:   "pretranslate FILE --to LANG",
		Short: "Fill a new document from the memory",
		Long: `Pretranslate writes a document anew with those segments translated that the
memory has at --min or above; the others stay as they are. A .docx comes back as
a .docx with its styles, tables and pictures, a page as a page, a text as a text
in its charset, an XLIFF file with its empty targets filled: FILE.az.docx becomes
FILE.ru.docx beside it.

Each translation is marked by the band of its score, in a .docx by a highlight
(green 100 and 101, cyan 95–99, yellow 85–94, magenta 75–84, red 50–74), in a
page by <mark class="aztm-85" title="…">; a text has no marks. Numbers, months
and places of the new text stand in the translation, where the old ones stand
there once and their form is certain. A bold word or a link stays one where its
translation is known (the word lists of aztm, names, numbers); else the sentence
takes the format of most of its words.

The report says for each segment what it was filled with, and from which unit.
With --format tsv a table for review is written instead, which import reads when
it is corrected; with --format xliff a file for a CAT tool, where segments below
100 are to be reviewed. With -o - the document goes to standard output, filled
or not, in the place of the report. The memory is not changed.`,
		Example: `  aztm pretranslate contract.az.docx --to ru
  aztm pretranslate page.html --from az --to en --min 85 -o draft.html
  aztm pretranslate contract.az.docx --to ru --format tsv
  aztm pretranslate - --to ru -o - < text.txt    a filter, for editors`,
		Args: wants(1, 1),
		RunE: func(c *cobra.Command, args []string) error { return runPretranslate(c.Context(), a, o, args[0]) },
	}
	o.addFlags(c)
	return c
}

func (o *pretranslateOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.to, "to", "", "language wanted")
	f.StringVar(&o.from, "from", "", "language of the file (default: from its name, else guessed)")
	f.IntVar(&o.min, "min", 75, "lowest score that is filled in, 50 to 101")
	f.StringVar(&o.format, "format", "", "instead of the document: "+strings.Join(reviewFormats(), ", "))
	f.StringVarP(&o.output, "output", "o", "", "the `FILE` to write, - for standard output (default: FILE with the language wanted in its name)")
	f.BoolVar(&o.unmarked, "no-marks", false, "do not mark what was filled in")
	f.BoolVar(&o.force, "force", false, "replace the file if it exists")
	f.StringVar(&o.encoding, "encoding", "", "charset of the file (default: declared or detected)")
	f.StringVar(&o.rules, "srx", "", "cut by the rules of this SRX `FILE`")
}

func (o pretranslateOptions) check(name string) error {
	switch {
	case o.to == "":
		return hint(errors.New("no language to translate into"), "say which: --to ru")
	case o.min < lowestBand || o.min > 101:
		return fmt.Errorf("--min %d: a score that fills is %d to 101", o.min, lowestBand)
	case name == "-" && o.output == "":
		return hint(errors.New("standard input has no name to make one of"), "name the file to write, - for standard output: -o draft.txt")
	}
	return nil
}

// A proposal is what the memory has for a segment of a document.
type proposal struct {
	text    string
	match   *tm.Match // nil for none
	target  string    // with the numbers, months and places of the text
	swapped bool      // there are some
}

func (p proposal) filled(min int) bool { return p.match != nil && p.match.Score >= min }

// newProposal is what a match makes of a text.
func newProposal(text string, m *tm.Match) proposal {
	if m == nil {
		return proposal{text: text}
	}
	t := m.Targets[0]
	target, changes := fit.Target(text, m.Source(), t)
	return proposal{text, m, target, t.Swapped || len(changes) > 0}
}

func runPretranslate(ctx context.Context, a *app, o pretranslateOptions, name string) error {
	if err := o.check(name); err != nil {
		return err
	}
	write, ext, err := o.writer()
	if err != nil {
		return err
	}
	rules, err := readRules(o.rules)
	if err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	f, err := a.openJob(name, o.from, o.encoding, rules)
	if err != nil {
		return err
	}
	defer f.close()
	if tm.Base(f.lang) == tm.Base(o.to) {
		return hint(fmt.Errorf("%s is in %s already", f.path, f.lang), "--from names its language")
	}
	if f.to != "" && tm.Base(f.to) != tm.Base(o.to) {
		return hint(fmt.Errorf("%s is for a translation into %s", f.path, f.to), "--to %s", f.to)
	}
	out := o.output
	if out == "" {
		out = translatedName(name, o.to, ext)
	}
	if err := o.mayWrite(f, out, m.Path()); err != nil {
		return err
	}
	list, err := a.propose(ctx, f, newFinder(m, []string{o.to}))
	if err != nil {
		return err
	}
	d := draft{f, o, list}
	if out == "-" { // a filter: what cannot be filled comes back as it was
		charset, err := write(a.stdout, d)
		if err == nil {
			a.sayDraft(d, "standard output", charset)
		}
		return err
	}
	if err := a.reportDraft(d); err != nil {
		return err
	}
	if d.filled() == 0 && o.format == "" {
		a.warn("nothing to fill in at %d or more: nothing is written", o.min)
		return errNothing
	}
	charset := ""
	err = writeBeside([]string{out}, func(ws []io.Writer) (err error) {
		charset, err = write(ws[0], d)
		return err
	})
	if err == nil {
		a.sayDraft(d, out, charset)
	}
	return err
}

// translatedName is the name of a translation: the language wanted in the place of that in the name, or before the extension; ext is
// another extension, "" for that of the file.
func translatedName(name, to, ext string) string {
	dir, base := filepath.Split(name)
	if ext == "" {
		ext = filepath.Ext(base)
	}
	stem, _ := corpus.NameLang(base)
	if stem != "" {
		stem += "."
	}
	return dir + stem + to + ext
}

func (o pretranslateOptions) mayWrite(f *jobFile, out, memory string) error {
	if same(f.path, out) {
		return hint(fmt.Errorf("%s: this is the document itself", out), "-o FILE names another")
	}
	return mayWrite([]string{out}, o.force, memory)
}

// propose looks all segments of a document up.
func (a *app) propose(ctx context.Context, f *jobFile, find *finder) ([]proposal, error) {
	p := a.progress("pretranslate "+f.path, "segments", len(f.segments))
	defer p.done()
	list := make([]proposal, len(f.segments))
	for i, s := range f.segments {
		var m *tm.Match
		if !s.done {
			var err error
			if m, err = find.best(ctx, f, i); err != nil {
				return nil, err
			}
		}
		list[i] = newProposal(s.text, m)
		p.add(1)
	}
	return list, nil
}

// A draft is a document with what it can be filled with.
type draft struct {
	file *jobFile
	o    pretranslateOptions
	list []proposal
}

// filled is the number of segments that are filled.
func (d draft) filled() (n int) {
	for _, p := range d.list {
		if p.filled(d.o.min) {
			n++
		}
	}
	return n
}

// writeDocument writes the draft as a document of its own format.
func writeDocument(w io.Writer, d draft) (string, error) {
	fills := map[int]fill{}
	for i, p := range d.list {
		if p.filled(d.o.min) {
			fills[i] = fill{p.target, p.match.Score, p.match.Unit.ID, !d.o.unmarked}
		}
	}
	return d.file.write(w, d.o.to, fills)
}

// writeReview writes the draft as a table: a row for each segment.
func writeReview(w io.Writer, d draft) (string, error) {
	cell := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	row := func(cells ...string) error {
		for i := range cells {
			cells[i] = cell.Replace(cells[i])
		}
		_, err := io.WriteString(w, strings.Join(cells, "\t")+"\n")
		return err
	}
	if err := row("segment", d.file.lang, d.o.to, "score", "kind", "unit", "document"); err != nil {
		return "", err
	}
	for i, p := range d.list {
		cells := []string{fmt.Sprint(i), p.text, "", "", "", "", ""}
		if p.filled(d.o.min) {
			m := p.match
			cells = []string{cells[0], p.text, p.target, fmt.Sprint(m.Score), string(m.Kind), fmt.Sprint(m.Unit.ID), documentOf(m.Unit, m.Source())}
		}
		if err := row(cells...); err != nil {
			return "", err
		}
	}
	return "", nil
}

// exchange writes the draft in a format that other tools translate in: segments with and without a translation.
func exchange(f format) func(w io.Writer, d draft) (string, error) {
	return func(w io.Writer, d draft) (string, error) {
		pair := []string{d.file.lang, d.o.to}
		out, err := f.write(w, writeRule{source: d.file.lang, langs: pair, columns: pair, bare: true})
		if err != nil {
			return "", err
		}
		for i, p := range d.list {
			u := tm.Unit{TUID: fmt.Sprint(i), Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: d.file.lang, Text: p.text}, {Lang: d.o.to}}}
			if p.filled(d.o.min) {
				u.Variants[1].Text = p.target
				u.Notes = []tm.Field{{Value: fmt.Sprintf("%d, unit %d", p.match.Score, p.match.Unit.ID)}}
				if p.match.Score < 100 {
					u.Status = tm.Aligned // to be reviewed
				}
			}
			if err := out.Write(u); err != nil {
				return "", err
			}
		}
		return "", out.Close()
	}
}

// reviewFormats are what --format takes: a table, and the exchange formats of a pair of languages.
func reviewFormats() []string {
	names := []string{"tsv"}
	for _, f := range formats() {
		if f.needsPair && f.write != nil {
			names = append(names, f.name)
		}
	}
	return names
}

// writer is how the draft is written, and the extension of the file, "" for that of the document.
func (o pretranslateOptions) writer() (write func(io.Writer, draft) (string, error), ext string, err error) {
	switch o.format {
	case "":
		return writeDocument, "", nil
	case "tsv":
		return writeReview, ".tsv", nil
	}
	for _, f := range formats() {
		if f.name == o.format && f.needsPair && f.write != nil {
			return exchange(f), append(f.extensions, ".xlf")[0], nil
		}
	}
	return nil, "", hint(fmt.Errorf("unknown format %q", o.format), "--format is %s; without it the document comes back in its own", strings.Join(reviewFormats(), ", "))
}

// A draftObject is a segment of pretranslate --json.
type draftObject struct {
	Segment  int     `json:"segment"`
	Source   string  `json:"source"`
	Score    int     `json:"score"`
	Filled   bool    `json:"filled"`
	Kind     tm.Kind `json:"kind,omitempty"`
	Unit     int64   `json:"unit,omitempty"`
	Target   string  `json:"target,omitempty"`
	Swapped  bool    `json:"swapped,omitempty"`
	Document string  `json:"document,omitempty"`
}

// reportDraft prints what each segment is filled with: all segments as JSON, those that are filled as a table.
func (a *app) reportDraft(d draft) error {
	t := table{right: map[int]bool{0: true, 1: true, 3: true}}
	t.add("segment", "score", "kind", "unit", "from", "translation")
	for i, p := range d.list {
		if a.json {
			x := draftObject{Segment: i, Source: p.text}
			if m := p.match; m != nil {
				x.Score = m.Score
				if x.Filled = p.filled(d.o.min); x.Filled {
					x.Kind, x.Unit, x.Target, x.Swapped, x.Document = m.Kind, m.Unit.ID, p.target, p.swapped, documentOf(m.Unit, m.Source())
				}
			}
			if err := a.object(x); err != nil {
				return err
			}
			continue
		}
		if p.filled(d.o.min) {
			m := p.match
			from := filepath.Base(cmp.Or(documentOf(m.Unit, m.Source()), "-"))
			t.add(fmt.Sprint(i), fmt.Sprint(m.Score), string(m.Kind), fmt.Sprint(m.Unit.ID), a.cell(from), a.cell(p.target))
		}
	}
	if len(t.rows) > 1 {
		t.print(a)
	}
	return nil
}

// sayDraft says what was written.
func (a *app) sayDraft(d draft, out, charset string) {
	filled, done := d.filled(), 0
	for _, s := range d.file.segments {
		if s.done {
			done++
		}
	}
	had := ""
	if done > 0 {
		had = fmt.Sprintf(", %d translated before", done)
	}
	a.say("%d of %s filled at %d or more%s, %d left in %s: %s", filled, plural(len(d.list), "segment", "segments"), d.o.min, had, len(d.list)-filled-done, d.file.lang, visible(out))
	if charset != "" && charset != d.file.encoding {
		a.say("%s: written as %s, as %s lacks letters of it", visible(out), charset, d.file.encoding)
	}
}
