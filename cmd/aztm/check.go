package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
	"aztm/tm/check"
)

type checkOptions struct {
	checks  []string
	all     bool
	fix     bool
	langs   []string
	format  string
	columns []string
	export  exportOptions // of which the filter counts
}

// errFindings says that there are findings, which were told: exit code 1, no message.
var errFindings = errors.New("findings")

func newCheck(a *app) *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "Find likely mistakes in units: numbers, marks, letters, terms",
		Long: `Check looks at the units of the memory, at two or three texts, which it aligns,
or at files of units, which are not imported:
` + formatList() + `.
The place of a finding is marked. The exit code is 0 without findings, 1 with
some.

Of a TMX file, unless --checks or --all is given, it says whether import would
take it: what is wrong in it, with the line, the unit, the cause and what to do
about it. The exit code is 0 then, be it with warnings, and 2 if import would
refuse the file.

The checks; those marked * are on unless --checks or --all asks for others:
` + checkList() + `
--fix mends what is certain, in the memory, as a batch that undo takes back.

--json prints an object a finding: check, unit (its number in the memory, or in
the file from 1), lang, start and end (bytes of text), text (all of it), reason,
fix (what is certain to be right from start to end; may be empty), document and
other (a unit that the reason names).`,
		Example: `  aztm check
  aztm check --batch 3 --checks number,date
  aztm check --fix --checks spacing
  aztm check talks.az.txt talks.ru.txt
  aztm check agency.tmx
  aztm check --all agency.tmx`,
		RunE: func(c *cobra.Command, args []string) error { return runCheck(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *checkOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.checks, "checks", nil, "only these checks")
	f.BoolVar(&o.all, "all", false, "all checks, also those that cry wolf")
	f.BoolVar(&o.fix, "fix", false, "mend what is certain")
	f.StringSliceVar(&o.langs, "langs", nil, "only texts in these languages; of texts: their languages, in order (default: from their names)")
	f.StringVar(&o.format, "format", "", "of a file of units: "+strings.Join(formatNames(), ", ")+" (default: by its extension)")
	f.StringSliceVar(&o.columns, "columns", nil, "the languages of the columns of a table without a head row, - for one to pass over")
	o.export.addFilterFlags(c)
}

// checkList is a line a check for the help.
func checkList() string {
	var b strings.Builder
	for _, i := range check.All() {
		on := " "
		if i.On {
			on = "*"
		}
		fmt.Fprintf(&b, "  %s %-13s %s\n", on, i.Name, i.About)
	}
	return b.String()
}

func runCheck(ctx context.Context, a *app, o checkOptions, args []string) error {
	if o.fix && len(args) > 0 {
		return hint(fmt.Errorf("--fix mends the memory, not %s", args[0]), "aztm import takes a file in; aztm check --batch N --fix mends it then")
	}
	if len(o.checks) == 0 && !o.all && len(args) > 0 && !slices.ContainsFunc(args, o.otherThanTMX) {
		return checkTMXFiles(ctx, a, args)
	}
	terms, err := a.storedGlossary(ctx, len(args) > 0)
	if err != nil {
		return err
	}
	c, err := o.checker(terms)
	if err != nil {
		return err
	}
	k := &checking{app: a, langs: o.langs, fixes: map[int64]mending{}, fix: o.fix, stored: len(args) == 0}
	k.run = c.NewRun(k.report)
	switch {
	case len(args) == 0:
		err = k.memory(ctx, o)
	case o.format != "" || isUnitFile(args[0]):
		err = k.files(ctx, o, args)
	default:
		err = k.texts(o, args)
	}
	if err == nil {
		err = k.run.End()
	}
	if err != nil {
		return err
	}
	return k.finish(ctx)
}

// otherThanTMX reports whether a file is of another format.
func (o checkOptions) otherThanTMX(name string) bool {
	if name == "-" && o.format == "" {
		return false
	}
	f, err := formatOf(o.format, name)
	return err != nil || f.name != "tmx"
}

// checker makes the checker that was asked for.
func (o checkOptions) checker(terms []tm.GlossaryEntry) (*check.Checker, error) {
	names := o.checks
	if o.all {
		if len(names) > 0 {
			return nil, hint(errors.New("--checks and --all at once"), "leave one out")
		}
		for _, i := range check.All() {
			names = append(names, i.Name)
		}
	}
	c, err := check.New(names, glossaryOf(terms))
	if err != nil {
		return nil, hint(err, "aztm check --help lists the checks")
	}
	return c, nil
}

// A checking is one run of check over units.
type checking struct {
	*app
	run   *check.Run
	langs []string // of the texts to look at; none for all
	fix   bool
	fixes map[int64]mending // by unit

	units    int
	faulty   int // units with findings
	findings int
	certain  int // findings with a fix
	mended   int
	stored   bool // the units are the memory's
}

// A checkedUnit is a unit, and which of its variants were looked at.
type checkedUnit struct {
	tm.Unit
	looked []int // numbers of variants, in the order of the texts that were checked
}

// add checks a unit. Number is what it is called where the memory has not numbered it.
func (k *checking) add(u tm.Unit, number int64) error {
	k.units++
	own := checkedUnit{Unit: u}
	c := check.Unit{ID: number, Place: u.Story}
	for i, v := range u.Variants {
		lang := tm.Base(v.Lang)
		if len(k.langs) == 0 || slices.ContainsFunc(k.langs, func(l string) bool { return tm.Base(l) == lang }) {
			own.looked = append(own.looked, i)
			c.Texts = append(c.Texts, check.Text{Lang: lang, Text: v.Text, Codes: v.Markup != ""})
		}
	}
	c.Own = own
	return k.run.Add(c)
}
