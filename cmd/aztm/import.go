package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type importOptions struct{ format string }

func newImport(a *app) *cobra.Command {
	var o importOptions
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take in units of other tools: " + formatList(),
		Long: `Import stores the units of each file as a batch of its own. A unit that the
memory has already, with the same texts, is counted as a duplicate and not
stored twice.

A table needs a first row that names its language columns: az, ru, en.`,
		Example: "  aztm import client.tmx\n  aztm import --format tsv - < glossary.txt",
		Args:    wants(1, anyNumber),
		RunE:    func(c *cobra.Command, args []string) error { return runImport(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *importOptions) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.format, "format", "", strings.Join(formatNames(), ", ")+" (default: by the file's extension)")
}

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

func runImport(ctx context.Context, a *app, o importOptions, args []string) error {
	for _, name := range args {
		format, err := importFormat(o.format, name)
		if err != nil {
			return err
		}
		r := &imported{File: name, Format: format.name, Variants: map[string]int{}, Warnings: []tm.Warning{}}
		if err := importFile(ctx, a, format, r); err != nil {
			return err
		}
		if err := sayImported(a, r); err != nil {
			return err
		}
	}
	return nil
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

func importFile(ctx context.Context, a *app, how format, r *imported) error {
	in := a.stdin
	if r.File != "-" {
		f, err := os.Open(r.File)
		if err != nil {
			return fileError(r.File, err)
		}
		defer f.Close()
		in = f
	}
	in, err := unpacked(in)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	units, err := how.read(in, readRule{})
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	info, err := a.writing(ctx, "import", r.File, func(b *tm.Batch) error { return importUnits(ctx, b, units, r) })
	r.Batch = info.ID
	if x, ok := units.(interface{ Warnings() []tm.Warning }); ok {
		r.Warnings = append(r.Warnings, x.Warnings()...)
	}
	return err
}

// fileError names the file first, as all errors do.
func fileError(name string, err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

func importUnits(ctx context.Context, b *tm.Batch, units unitReader, r *imported) error {
	for {
		u, err := units.Next()
		if err == io.EOF {
			return nil
		}
		var no *tm.Refused
		if errors.As(err, &no) {
			r.Read++
			r.Skipped++
			r.Warnings = append(r.Warnings, tm.Warning{Line: no.Line, Unit: no.TUID, Message: no.Message})
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", r.File, err)
		}
		r.Read++
		for _, v := range u.Variants {
			r.Variants[v.Lang]++
		}
		if !translated(u) {
			r.Skipped++
			r.Warnings = append(r.Warnings, tm.Warning{Unit: u.TUID, Message: "no text"})
			continue
		}
		out, err := b.Import(ctx, u)
		if err != nil {
			return fmt.Errorf("%s: unit %d: %w", r.File, r.Read, err)
		}
		switch out {
		case tm.New:
			r.New++
		case tm.Updated:
			r.Updated++
		default:
			r.Duplicates++
		}
	}
}

// translated says whether any variant of a unit has text.
func translated(u tm.Unit) bool {
	for _, v := range u.Variants {
		if strings.TrimSpace(v.Text) != "" || v.Markup != "" {
			return true
		}
	}
	return false
}

func sayImported(a *app, r *imported) error {
	if a.json {
		if err := a.object(r); err != nil {
			return err
		}
	} else {
		a.printf("%s: %s read: %d new, %d updated, %d duplicates, %d skipped\n", a.text(r.File), plural(r.Read, "unit", "units"), r.New, r.Updated, r.Duplicates, r.Skipped)
		for i, w := range r.Warnings {
			if i == 10 {
				a.warn("%s: and %d more", r.File, len(r.Warnings)-i)
				break
			}
			a.warn("%s:%d: %s", r.File, w.Line, strings.TrimSpace(visible(w.Unit)+" "+visible(w.Message)))
		}
		if r.Batch != 0 {
			a.say("stored as batch %d; %s undo %d takes it back", r.Batch, a.command(), r.Batch)
		}
	}
	switch {
	case r.Read == 0:
		a.warn("%s: no units in it", r.File)
	case r.Skipped == r.Read:
		return fmt.Errorf("%s: none of its %s could be used: %s", r.File, plural(r.Read, "unit", "units"), r.Warnings[0].Message)
	}
	return nil
}
