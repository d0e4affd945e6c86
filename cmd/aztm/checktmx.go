package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aztm/tm"
	"aztm/tm/tmx"
)

// A tmxFinding is what check --json prints of each thing that is wrong in a TMX file.
type tmxFinding struct {
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"` // 1-based
	Unit    string `json:"unit,omitempty"` // tuid
	Kind    string `json:"kind"`           // "warning", "skipped" for a unit that cannot be imported, "error" for the file
	Message string `json:"message"`        // cause and mend
}

// A tmxSummary is what check --json prints of a TMX file at the end.
type tmxSummary struct {
	File     string         `json:"file"`
	Units    int            `json:"units"`    // with those skipped
	Variants map[string]int `json:"variants"` // by the file's own tags
	Warnings int            `json:"warnings"`
	Skipped  int            `json:"skipped"` // units
	Errors   int            `json:"errors"`  // 1 if import would refuse the file
}

// A tmxCheck reads one TMX file as import does.
type tmxCheck struct {
	*app
	sum    tmxSummary
	told   int // warnings of the reader that were printed
	usable int // units
}

// checkTMXFiles prints what is wrong in TMX files; one that import would refuse does not keep the others from being looked at.
func checkTMXFiles(ctx context.Context, a *app, names []string) error {
	var err error
	for _, name := range names {
		fileErr := checkTMX(ctx, a, name)
		if ctx.Err() != nil {
			return fileErr
		}
		if fileErr != nil && err != nil {
			a.complain(err)
		}
		if fileErr != nil {
			err = fileErr
		}
	}
	return err
}

// checkTMX prints what is wrong in a TMX file. The error says that import would refuse it.
func checkTMX(ctx context.Context, a *app, name string) error {
	source := importSource{name: name, format: format{name: "tmx"}, files: []string{name}}
	in, err := source.open(a)
	defer in.close()
	if err != nil {
		return err
	}
	p := a.progress("check "+name, "units", 0)
	defer p.done()
	c := &tmxCheck{app: a, sum: tmxSummary{File: name, Variants: map[string]int{}}}
	r, err := tmx.NewReader(in.ins[0])
	for err == nil && ctx.Err() == nil {
		p.add(1)
		p.at(in.share())
		err = c.next(r)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if r != nil {
		c.warnings(r)
	}
	var damage *tmx.Error
	if errors.As(err, &damage) {
		c.sum.Errors++
		c.say(tmxFinding{Line: damage.Line, Unit: damage.TUID, Kind: "error", Message: joined(damage.Cause, damage.Mend)})
	}
	return c.end()
}

// next reads a unit. The error is that of the reader, unless it can go on.
func (c *tmxCheck) next(r *tmx.Reader) error {
	u, err := r.Next()
	var no *tm.Refused
	refused := errors.As(err, &no)
	if err != nil && !refused {
		return err
	}
	c.warnings(r)
	c.sum.Units++
	for _, v := range u.Variants {
		c.sum.Variants[v.Lang]++
	}
	if refused {
		c.skip(no.Line, no.TUID, no.Message)
		return nil
	}
	c.blanks(r.Line(), u)
	return nil
}

func (c *tmxCheck) skip(line int, unit, why string) {
	c.sum.Skipped++
	c.say(tmxFinding{Line: line, Unit: unit, Kind: "skipped", Message: why})
}

// warnings prints what the reader has noticed since the last time.
func (c *tmxCheck) warnings(r *tmx.Reader) {
	all := r.Warnings()
	for _, w := range all[c.told:] {
		c.warning(w.Line, w.Unit, w.Message)
	}
	c.told = len(all)
}

func (c *tmxCheck) warning(line int, unit, message string) {
	c.sum.Warnings++
	c.say(tmxFinding{Line: line, Unit: unit, Kind: "warning", Message: message})
}

// blanks says what import does with blank texts of a unit.
func (c *tmxCheck) blanks(line int, u tm.Unit) {
	var blank []string
	for _, v := range u.Variants {
		if strings.TrimSpace(v.Text) == "" && v.Markup == "" {
			blank = append(blank, v.Lang)
		}
	}
	full := len(u.Variants) - len(blank)
	switch {
	case len(u.Variants) > 0 && full == 0:
		c.skip(line, u.TUID, "no text: all are blank")
	case len(blank) > 0 && full == 1:
		c.skip(line, u.TUID, "no translation: all texts but one are blank")
	case len(blank) > 0:
		c.warning(line, u.TUID, "blank text in "+strings.Join(blank, ", ")+": import leaves it out")
		fallthrough
	default:
		c.usable++
	}
}

func (c *tmxCheck) say(f tmxFinding) {
	f.File = c.sum.File
	if c.json {
		c.object(f)
		return
	}
	place := c.text(f.File) + ": "
	if f.Line > 0 {
		place += fmt.Sprintf("line %d: ", f.Line)
	}
	if f.Unit != "" {
		place += "unit " + visible(f.Unit) + ": "
	}
	c.printf("%s%s: %s\n", place, f.Kind, visible(f.Message))
}

// end prints the summary.
func (c *tmxCheck) end() error {
	s := c.sum
	if c.json {
		if err := c.object(s); err != nil {
			return err
		}
	} else {
		c.printf("%s: %s%s, %d skipped, %s\n", c.text(s.File), plural(s.Units, "unit", "units"), c.texts(), s.Skipped, plural(s.Warnings, "warning", "warnings"))
	}
	switch {
	case s.Errors > 0:
		return fmt.Errorf("%s: cannot be imported", s.File)
	case s.Skipped > 0 && c.usable == 0:
		return fmt.Errorf("%s: none of its %s can be used", s.File, plural(s.Units, "unit", "units"))
	}
	return nil
}

// texts is " (az 12, ru 11)", the texts by language.
func (c *tmxCheck) texts() string {
	var counts []string
	for _, lang := range slices.Sorted(maps.Keys(c.sum.Variants)) {
		counts = append(counts, fmt.Sprintf("%s %d", cmp.Or(visible(lang), "no language"), c.sum.Variants[lang]))
	}
	if counts == nil {
		return ""
	}
	return " (" + strings.Join(counts, ", ") + ")"
}

// joined is a cause and what mends it, in one line.
func joined(cause, mend string) string {
	if mend == "" {
		return cause
	}
	return cause + "; " + mend
}
