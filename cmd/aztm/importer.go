package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"aztm/align/lexicon"
	"aztm/corpus/langid"
	"aztm/tm"
)

// An imported is what import --json prints of a file.
type imported struct {
	File       string         `json:"file"`
	Format     string         `json:"format"`
	Read       int            `json:"read"`
	New        int            `json:"new"`
	Updated    int            `json:"updated"`
	Duplicates int            `json:"duplicates"`
	Skipped    int            `json:"skipped"`
	Variants   map[string]int `json:"variants"`
	Warnings   []tm.Warning   `json:"warnings"`
	Batch      int64          `json:"batch,omitempty"`
}

// An importer stores the units of one file.
type importer struct {
	*app
	source  importSource
	rule    tm.ConflictRule
	columns []string
	tags    tagMap
	force   bool

	out     imported
	cause   string // why the first unit that could not be used could not
	refused int    // units that could not be used
	untold  int    // warnings beyond those that are listed
	blank   int    // units with one text beside blank ones
	dropped int    // blank texts of units with others
	edges   int    // texts with blanks at an end
	kept    int    // units that the memory has otherwise
	samples map[string]*langid.Sample
}

// listed is how many warnings of a file are kept one by one.
const listed = 1000

func (i *importer) run(ctx context.Context) error {
	i.out = imported{File: i.source.name, Format: i.source.format.name, Variants: map[string]int{}, Warnings: []tm.Warning{}}
	i.samples = map[string]*langid.Sample{}
	in, err := i.source.open(i.app)
	defer in.close()
	if err != nil {
		return err
	}
	units, err := i.source.reader(in.ins, i.columns)
	if err != nil {
		return withFile(i.out.File, err)
	}
	if c, ok := units.(io.Closer); ok {
		defer c.Close()
	}
	if s, ok := units.(interface{ SourceLang() string }); ok {
		i.rule.Source = s.SourceLang()
	}
	p := i.progress("import "+i.out.File, "units", 0)
	defer p.done()
	next, stop := ahead(func() (tm.Unit, error) {
		p.add(1)
		p.at(in.share())
		return units.Next()
	}, endsFile)
	info, err := i.writing(ctx, "import", i.out.File, func(b *tm.Batch) error { return i.units(ctx, b, next) })
	stop()
	p.done()
	if err != nil {
		return err
	}
	i.out.Batch = info.ID
	if x, ok := units.(interface{ Warnings() []tm.Warning }); ok {
		i.out.Warnings = append(i.out.Warnings, x.Warnings()...)
	}
	slices.SortStableFunc(i.out.Warnings, func(a, b tm.Warning) int { return a.Line - b.Line })
	i.summarise()
	return i.say()
}

// endsFile says whether nothing can be read after an error: anything but a unit that was refused.
func endsFile(err error) bool {
	var no *tm.Refused
	return err != nil && !errors.As(err, &no)
}

// withFile names the file first and keeps a hint that came with the error.
func withFile(name string, err error) error {
	named := fileError(name, err)
	var h interface{ Hint() string }
	if errors.As(err, &h) && h.Hint() != "" {
		return hint(named, "%s", h.Hint())
	}
	return named
}

// units stores all units of a file.
func (i *importer) units(ctx context.Context, b *tm.Batch, next func() (tm.Unit, error)) error {
	for {
		u, err := next()
		var no *tm.Refused
		switch {
		case err == io.EOF:
			return i.checkLanguages()
		case errors.As(err, &no):
			i.count(u)
			i.refuse(no.Line, no.TUID, no.Message)
		case err != nil:
			return withFile(i.out.File, err)
		default:
			if err := i.unit(ctx, b, u); err != nil {
				return fmt.Errorf("%s: unit %d: %w", i.out.File, i.out.Read, err)
			}
		}
	}
}

// refuse counts a unit that cannot be used.
func (i *importer) refuse(line int, unit, why string) {
	i.out.Read++
	i.out.Skipped++
	i.refused++
	if i.cause == "" {
		i.cause = why
	}
	i.warning(line, unit, why)
}

func (i *importer) warning(line int, unit, message string) {
	if len(i.out.Warnings) == listed {
		i.untold++
		return
	}
	i.out.Warnings = append(i.out.Warnings, tm.Warning{Line: line, Unit: unit, Message: message})
}

func (i *importer) unit(ctx context.Context, b *tm.Batch, u tm.Unit) error {
	i.count(u)
	if len(u.Variants) == 0 { // the reader says so
		i.out.Read++
		i.out.Skipped++
		return nil
	}
	full := i.fullVariants(u.Variants)
	switch {
	case len(full) == 0:
		i.refuse(0, i.called(u), "no text")
		return nil
	case len(full) == 1 && len(u.Variants) > 1:
		i.blank++
		i.refuse(0, i.called(u), "no translation: all texts but one are blank")
		return nil
	}
	i.dropped += len(u.Variants) - len(full)
	u.Variants = full
	i.out.Read++
	out, err := b.ImportOver(ctx, u, i.rule)
	switch out {
	case tm.New:
		i.out.New++
	case tm.Updated:
		i.out.Updated++
	case tm.Duplicate:
		i.out.Duplicates++
	case tm.Kept:
		i.kept++
		i.out.Skipped++
	}
	return err
}

// count counts the texts of a unit.
func (i *importer) count(u tm.Unit) {
	for _, v := range u.Variants {
		i.out.Variants[v.Lang]++
	}
}

// called is what a unit is called in a warning: its identifier, else its number in the file.
func (i *importer) called(u tm.Unit) string {
	return cmp.Or(u.TUID, fmt.Sprintf("unit %d", i.out.Read+1))
}

// fullVariants are the variants that have a text or codes, with the tags that were asked for.
func (i *importer) fullVariants(vs []tm.Variant) []tm.Variant {
	full := make([]tm.Variant, 0, len(vs))
	for _, v := range vs {
		trimmed := strings.TrimSpace(v.Text)
		if trimmed == "" && v.Markup == "" {
			continue
		}
		if len(trimmed) != len(v.Text) {
			i.edges++
		}
		v.Lang = i.tags.to(v.Lang)
		i.sample(v)
		full = append(full, v)
	}
	return full
}

// sample notes what a text looks like, if it is in a language that can be checked.
func (i *importer) sample(v tm.Variant) {
	base := tm.Base(v.Lang)
	if i.force || !slices.Contains(languages, base) {
		return
	}
	s := i.samples[base]
	if s == nil {
		s = &langid.Sample{}
		i.samples[base] = s
	}
	s.Add(v.Text)
}

// checkLanguages refuses a file whose texts surely are in another language than they are marked as.
func (i *importer) checkLanguages() error {
	for _, said := range languages {
		s := i.samples[said]
		if s == nil {
			continue
		}
		if like := s.Other(said); like != "" {
			return hint(fmt.Errorf("%s: the texts marked %s read like %s, not %s: nothing is stored", i.out.File, said, languageName(like), languageName(said)),
				"--lang-map %s=%s takes them for that; --force takes them as they are marked", said, like)
		}
	}
	return nil
}

// languageName is "Norwegian (no)".
func languageName(code string) string {
	return fmt.Sprintf("%s (%s)", lexicon.LanguageName(code, "en"), code)
}

// summarise adds the warnings that count.
func (i *importer) summarise() {
	add := func(n int, one, many, what string) {
		if n > 0 {
			i.out.Warnings = append(i.out.Warnings, tm.Warning{Message: plural(n, one, many) + " " + what})
		}
	}
	add(i.untold, "more unit", "more units", "could not be used")
	add(i.blank, "unit", "units", "skipped: all texts but one are blank")
	add(i.dropped, "blank text", "blank texts", "left out")
	add(i.kept, "unit", "units", "skipped: the memory has them with another translation, which stands (--on-conflict keep)")
}

// shown is how many warnings of a file a reader is shown.
const shown = 10

// say prints what became of the file.
func (i *importer) say() error {
	r := &i.out
	if i.json {
		if err := i.object(r); err != nil {
			return err
		}
	} else {
		i.printf("%s: %s read: %d new, %d updated, %d duplicates, %d skipped\n", i.text(r.File), plural(r.Read, "unit", "units"), r.New, r.Updated, r.Duplicates, r.Skipped)
		i.sayWarnings()
		if i.edges > 0 {
			i.app.say("%s with blanks at an end, kept as they came", plural(i.edges, "text", "texts"))
		}
		if r.Batch != 0 {
			i.app.say("stored as batch %d; %s undo %d takes it back", r.Batch, i.command(), r.Batch)
		}
	}
	switch {
	case r.Read == 0:
		i.warn("%s: no units in it", r.File)
	case i.refused == r.Read:
		return fmt.Errorf("%s: none of its %s could be used: %s", r.File, plural(r.Read, "unit", "units"), i.cause)
	}
	return nil
}

// sayWarnings prints the first warnings that have a place, and those that count.
func (i *importer) sayWarnings() {
	n := 0
	for _, w := range i.out.Warnings {
		place := i.out.File
		if w.Line > 0 {
			place += fmt.Sprintf(":%d", w.Line)
		}
		if w.Line > 0 || w.Unit != "" {
			if n++; n > shown {
				continue
			}
		}
		i.warn("%s: %s", place, strings.TrimSpace(visible(w.Unit)+" "+visible(w.Message)))
	}
	if n > shown {
		i.warn("%s: and %d more; --json lists them", i.out.File, n-shown)
	}
}
