package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type searchOptions struct {
	langs  []string
	regex  bool
	exact  bool
	tsv    bool
	limit  int
	offset int
}

func newSearch(a *app) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find words and phrases: a concordance",
		Long: `Search finds units that hold the words of QUERY, in any order and any
inflection, typed with diacritics or without. "…" is a phrase, -word must not
stand there, wor* is the beginning of a word. az:, ru: and en: say on which
side words stand; each holds until the next.

What was found is lit, and on the other sides what most likely translates it.
--json prints an object a unit: hits holds the byte ranges of both by language.
--regex reads only units whose words hold the letters that the pattern needs;
if it needs none, all of them.`,
		Example: `  aztm search danışıqlar Bakı
  aztm search az:"dəmir yolu" ru:перевозки
  aztm search 'naz* -nazirlik'
  aztm search --regex '\d+ milyon'
  aztm search --tsv --limit 500 nazir | fzf`,
		Args: wants(1, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runSearch(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	c.SetFlagErrorFunc(excluded)
	return c
}

// excluded is the error of an option that there is not: for one dash it is most likely a word to leave out.
func excluded(c *cobra.Command, err error) error {
	var short interface{ GetSpecifiedShortnames() string }
	if errors.As(err, &short) && short.GetSpecifiedShortnames() != "" {
		word := short.GetSpecifiedShortnames()
		return hint(fmt.Errorf("-%s: no such option", word), "a word to leave out stands within the quotes: %s 'word -%s'", c.CommandPath(), word)
	}
	return flagError(c, err)
}

func (o *searchOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.langs, "lang", nil, "search only these languages")
	f.BoolVar(&o.regex, "regex", false, "QUERY is a regular expression (RE2)")
	f.BoolVar(&o.exact, "exact-letters", false, "letters as typed but for case; no other forms of a word")
	f.BoolVar(&o.tsv, "tsv", false, "print a unit a line, for scripts: its number, then az, ru, en and other texts, with tabs between")
	f.IntVar(&o.limit, "limit", 20, "most units shown")
	f.IntVar(&o.offset, "offset", 0, "units to pass over: the next page")
}

// queryOf joins the arguments of the shell to one query. A phrase that the shell took the
// quotes off (az:"dəmir yolu") gets them back.
func queryOf(args []string) string {
	if len(args) == 1 {
		return args[0]
	}
	var parts []string
	for _, s := range args {
		side, text, ok := strings.Cut(s, ":")
		if !ok || len(side) > 3 {
			side, text = "", s
		} else {
			side += ":"
		}
		if strings.ContainsAny(text, " \t") && !strings.Contains(text, `"`) {
			text = `"` + text + `"`
		}
		parts = append(parts, side+text)
	}
	return strings.Join(parts, " ")
}

// searchGarbage is how much garbage a search may leave, in percent of what lives: it ends soon.
const searchGarbage = 800

func runSearch(ctx context.Context, a *app, o searchOptions, args []string) error {
	defer debug.SetGCPercent(debug.SetGCPercent(searchGarbage))
	if o.limit < 1 || o.offset < 0 {
		return fmt.Errorf("--limit %d --offset %d: at least 1 and at least 0", o.limit, o.offset)
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	p := a.progress("search", "", 0)
	defer func() { p.done() }()
	reading := func(units int, narrowed bool) func(int) {
		if !narrowed {
			a.say("no word in the pattern narrows the search: reading all %s", plural(units, "unit", "units"))
		}
		p.done()
		p = a.progress("search", "units", units)
		return p.add
	}
	r, err := m.Search(ctx, tm.Search{Query: queryOf(args), Regex: o.regex, ExactLetters: o.exact, Langs: o.langs, Limit: o.limit, Offset: o.offset,
		Reading: reading, Learned: learnedVersion()})
	p.done()
	if err != nil {
		return err
	}
	a.page()
	for i, f := range r.Units {
		if a.json {
			if err := a.object(foundObject(f)); err != nil {
				return err
			}
			continue
		}
		if o.tsv {
			printRow(a, f.Unit)
			continue
		}
		if i > 0 {
			a.printf("\n")
		}
		printFound(a, f)
	}
	if !o.tsv {
		if err := a.printTerms(ctx, m, queryOf(args)); err != nil {
			return err
		}
	}
	switch {
	case r.Total == 0:
		a.say("nothing found; fewer words, or wor*, find more")
		return errNothing
	case len(r.Units) == 0:
		a.say("%s found, none past --offset %d", plural(r.Total, "unit", "units"), o.offset)
		return errNothing
	case r.Total > o.offset+len(r.Units):
		a.say("%d of %s; --offset %d shows the next", len(r.Units), plural(r.Total, "unit", "units"), o.offset+len(r.Units))
	}
	return nil
}

// printRow prints a unit as a line of cells: its number, the texts in az, ru and en, "" for one that it lacks, and then others.
func printRow(a *app, u tm.Unit) {
	cells := []string{fmt.Sprint(u.ID), "", "", ""}
	for _, v := range u.Variants {
		if at := 1 + slices.Index([]string{"az", "ru", "en"}, tm.Base(v.Lang)); at > 0 && cells[at] == "" {
			cells[at] = a.cell(v.Text)
		} else {
			cells = append(cells, a.cell(v.Text))
		}
	}
	a.printf("%s\n", strings.Join(cells, "\t"))
}

func printFound(a *app, f tm.Found) {
	for n, v := range f.Unit.Variants {
		a.printText("", v.Lang, lit(a, v.Text, f, n))
	}
	a.printText("", "", a.paint(dim, a.text(origin(f.Unit, firstSource(f.Unit), 1))))
}

// firstSource is the first variant that knows its document, else the first.
func firstSource(u tm.Unit) tm.Variant {
	for _, v := range u.Variants {
		if v.Source.Path != "" {
			return v
		}
	}
	return u.Variants[0]
}

// lighting is what is lit in the text of variant n, and in which colour: hits, or where it has none their counterparts, which are not bold.
func lighting(f tm.Found, n int) (hits []tm.Hit, style string) {
	if n < len(f.Hits) && len(f.Hits[n]) > 0 {
		return f.Hits[n], bold + ";" + magenta
	}
	if n < len(f.Counterparts) {
		return f.Counterparts[n], magenta
	}
	return nil, ""
}

// lit is the text of variant n of what was found with its hits or their counterparts lit: coloured, or in square brackets where there is no
// colour.
func lit(a *app, text string, f tm.Found, n int) string {
	hits, style := lighting(f, n)
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(a.text(text[at:h.Start]))
		if a.colour {
			b.WriteString(a.paint(style, a.text(text[h.Start:h.End])))
		} else {
			b.WriteString("[" + a.text(text[h.Start:h.End]) + "]")
		}
		at = h.End
	}
	b.WriteString(a.text(text[at:]))
	return b.String()
}

func foundObject(f tm.Found) any {
	variants, hits := map[string]string{}, map[string][][2]int{}
	for n, v := range f.Unit.Variants {
		key := v.Lang
		for i := 2; ; i++ { // a language may stand twice
			if _, taken := variants[key]; !taken {
				break
			}
			key = fmt.Sprintf("%s.%d", v.Lang, i)
		}
		variants[key] = v.Text
		for _, h := range slices.Concat(f.Hits[n], f.Counterparts[n]) { // one of them is empty
			hits[key] = append(hits[key], [2]int{h.Start, h.End})
		}
	}
	return struct {
		Unit     int64               `json:"unit"`
		Variants map[string]string   `json:"variants"`
		Hits     map[string][][2]int `json:"hits"`
		Document string              `json:"document"`
		Status   tm.Status           `json:"status"`
	}{f.Unit.ID, variants, hits, documentOf(f.Unit, firstSource(f.Unit)), f.Unit.Status}
}
