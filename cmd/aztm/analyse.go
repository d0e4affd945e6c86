package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus/srx"
	"aztm/tm"
)

type analyseOptions struct {
	from     string
	to       []string
	encoding string
	rules    string
	weights  string
	csv      bool
	apart    bool
}

func newAnalyse(a *app) *cobra.Command {
	var o analyseOptions
	c := &cobra.Command{
		Use:   "analyse FILE...",
		Short: "Weigh new texts against the memory, in bands",
		Long: `Analyse says how much of a job the memory holds: each segment of the files
(.docx, .html, text, XLIFF) counts in the band of its best match, as lookup
scores it. All text counts, also menus, tables, footnotes and page headers.
Several files are one job, in their order.

  101 in context  equal to a segment whose neighbours are equal too
  100 equal       letter for letter; 99 is equal but for case and punctuation
  repetitions     not in the memory, but stood earlier in the same file;
                  cross-file if it stood in an earlier file of the job
  95–99 to 50–74  by the best match of the memory
  internal        an earlier segment of the job is more like it than anything in
                  the memory; --no-internal counts these by the memory alone
  none            no match of 50 or more

Words stand between white space and hold a letter or digit. With --weights a
weighted word count says what the job comes to: band names as --json prints them
(95-99, or 95 for short; internal for all internal ones), 1 where nothing is
said; but 101 as 100, cross-file as repetitions, an internal band as that of the
memory. The argument is a list, or a file with an entry a line.

--json prints an object a file, then one for the whole job.`,
		Example: `  aztm analyse contract.az.docx annex.az.docx --to ru
  aztm analyse --weights 101=0,100=0.1,repetitions=0.1,95=0.3 article.html
  aztm analyse --csv *.docx > job.csv`,
		Args: wants(1, 1<<20),
		RunE: func(c *cobra.Command, args []string) error { return runAnalyse(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *analyseOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.from, "from", "", "language of the files (default: from their names, else guessed)")
	f.StringSliceVar(&o.to, "to", nil, "count only matches that have one of these languages")
	f.StringVar(&o.weights, "weights", "", "what a word of each band counts: a `LIST or FILE`")
	f.BoolVar(&o.apart, "no-internal", false, "do not look for matches within the job, but repetitions")
	f.BoolVar(&o.csv, "csv", false, "print a table as CSV, a row for each band of each file")
	f.StringVar(&o.encoding, "encoding", "", "charset of the files (default: declared or detected)")
	f.StringVar(&o.rules, "srx", "", "cut by the rules of this SRX `FILE`")
}

// An analysis is how much of a file, or of the job, falls into each band.
type analysis struct {
	name  string
	lang  string
	bands []size
}

func newAnalysis(name, lang string) *analysis { return &analysis{name, lang, make([]size, len(bands))} }

func (n *analysis) total() (all size) {
	for _, s := range n.bands {
		all.add(s)
	}
	return all
}

// weighted is the number of weighted words of band i; of all bands together if i is -1.
func (n *analysis) weighted(w weights, i int) (sum float64) {
	for k, s := range n.bands {
		if i == k || i < 0 {
			sum += w[k] * float64(s.Words)
		}
	}
	return sum
}

func runAnalyse(ctx context.Context, a *app, o analyseOptions, args []string) error {
	var w weights
	var err error
	if o.weights != "" {
		if w, err = readWeights(o.weights); err != nil {
			return err
		}
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
	j := &job{app: a, find: newFinder(m, o.to), seen: map[asked]int{}}
	if !o.apart {
		j.earlier = newEarlier()
	}
	var files []*analysis
	for _, name := range args {
		n, err := j.analyse(ctx, name, o, rules)
		if err != nil {
			return err
		}
		files = append(files, n)
	}
	return printAnalysis(a, o, w, files)
}

// A job is what an analysis knows of the files so far.
type job struct {
	*app
	find    *finder
	earlier *earlier      // nil if matches within the job do not count
	seen    map[asked]int // the file, from 1, in which a text stood last
	files   int
}

// analyse counts a file.
func (j *job) analyse(ctx context.Context, name string, o analyseOptions, rules *srx.Rules) (*analysis, error) {
	f, err := j.openJob(name, o.from, o.encoding, rules)
	if err != nil {
		return nil, err
	}
	defer f.close()
	j.files++
	n := newAnalysis(f.path, f.lang)
	p := j.progress("analyse "+f.path, "segments", len(f.segments))
	defer p.done()
	for i := range f.segments {
		band, err := j.band(ctx, f, i)
		if err != nil {
			return nil, err
		}
		n.bands[band].add(sizeOf(f.segments[i].text))
		p.add(1)
	}
	return n, nil
}

// band is the number of the band of a segment.
func (j *job) band(ctx context.Context, f *jobFile, i int) (int, error) {
	match, err := j.find.best(ctx, f, i)
	if err != nil {
		return 0, err
	}
	score := 0
	if match != nil {
		score = match.Score
	}
	text := asked{lang: f.lang, text: f.segments[i].text}
	before := j.seen[text]
	j.seen[text] = j.files
	switch {
	case score >= 100:
	case before == j.files:
		return bandNamed("repetitions"), nil
	case before > 0:
		return bandNamed("cross-file"), nil
	}
	if j.earlier == nil || before > 0 {
		return bandOf(score, false), nil
	}
	t := tm.NewText(text.lang, text.text)
	defer j.earlier.add(t)
	if score < 100 {
		if inner := j.earlier.best(t, score); inner > 0 {
			return bandOf(inner, true), nil
		}
	}
	return bandOf(score, false), nil
}

func printAnalysis(a *app, o analyseOptions, w weights, files []*analysis) error {
	whole := newAnalysis("", "")
	for _, f := range files {
		for i, s := range f.bands {
			whole.bands[i].add(s)
		}
	}
	switch {
	case a.json:
		return printAnalysisObjects(a, o, w, files, whole)
	case o.csv:
		return printAnalysisCSV(a, w, append(files, whole))
	}
	printBands(a, w, whole, len(files) > 1)
	if len(files) > 1 {
		a.printf("\n")
		printFiles(a, w, files)
	}
	return nil
}

// printBands prints a row for each band. Internal ones without a segment, and repetitions over files where there is one, are left out.
func printBands(a *app, w weights, n *analysis, several bool) {
	t := table{right: map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true}}
	row := func(name string, s size, i int) {
		share := "–"
		if all := n.total().Words; all > 0 {
			share = fmt.Sprintf("%.1f%%", 100*float64(s.Words)/float64(all))
		}
		cells := []string{name, fmt.Sprint(s.Segments), fmt.Sprint(s.Words), share, fmt.Sprint(s.Characters), fmt.Sprint(s.Nonspace)}
		if w != nil {
			cells = append(cells, fmt.Sprintf("%.1f", n.weighted(w, i)))
		}
		t.add(cells...)
	}
	head := []string{"band", "segments", "words", "share", "characters", "no spaces"}
	if w != nil {
		head = append(head, "weighted")
	}
	t.add(head...)
	for i, b := range bands {
		if s := n.bands[i]; s.Segments > 0 || !b.internal && (several || b.name != "cross-file") {
			row(b.shown, s, i)
		}
	}
	row("all", n.total(), -1)
	t.print(a)
}

// printFiles prints a row for each file.
func printFiles(a *app, w weights, files []*analysis) {
	t := table{right: map[int]bool{2: true, 3: true, 4: true, 5: true}}
	head := []string{"file", "from", "segments", "words", "characters"}
	if w != nil {
		head = append(head, "weighted")
	}
	t.add(head...)
	for _, f := range files {
		s := f.total()
		cells := []string{a.text(f.name), f.lang, fmt.Sprint(s.Segments), fmt.Sprint(s.Words), fmt.Sprint(s.Characters)}
		if w != nil {
			cells = append(cells, fmt.Sprintf("%.1f", f.weighted(w, -1)))
		}
		t.add(cells...)
	}
	t.print(a)
}

// A bandObject is a band of analyse --json.
type bandObject struct {
	Band string `json:"band"`
	size
	Weighted *float64 `json:"weighted,omitempty"`
}

func printAnalysisObjects(a *app, o analyseOptions, w weights, files []*analysis, whole *analysis) error {
	for _, n := range append(files, whole) {
		weighted := func(i int) *float64 {
			if w == nil {
				return nil
			}
			x := n.weighted(w, i)
			return &x
		}
		x := object{}
		if n == whole {
			x.add("files", len(files))
		} else {
			x.add("file", n.name)
			x.add("from", n.lang)
		}
		if len(o.to) > 0 {
			x.add("to", o.to)
		}
		var list []bandObject
		for i, b := range bands {
			list = append(list, bandObject{b.name, n.bands[i], weighted(i)})
		}
		x.add("bands", list)
		x.add("total", bandObject{"all", n.total(), weighted(-1)})
		if err := a.object(x); err != nil {
			return err
		}
	}
	return nil
}

// printAnalysisCSV prints a row for each band of each file and, with "all" for the file, of the job.
func printAnalysisCSV(a *app, w weights, list []*analysis) error {
	c := csv.NewWriter(a.stdout)
	head := []string{"file", "band", "segments", "words", "characters", "nonspace"}
	if w != nil {
		head = append(head, "weighted")
	}
	rows := [][]string{head}
	for k, n := range list {
		name := plainCell(a.text(n.name))
		if k == len(list)-1 {
			name = "all"
		}
		add := func(band string, s size, i int) {
			cells := []string{name, band, fmt.Sprint(s.Segments), fmt.Sprint(s.Words), fmt.Sprint(s.Characters), fmt.Sprint(s.Nonspace)}
			if w != nil {
				cells = append(cells, fmt.Sprintf("%.2f", n.weighted(w, i)))
			}
			rows = append(rows, cells)
		}
		for i, b := range bands {
			add(b.name, n.bands[i], i)
		}
		add("all", n.total(), -1)
	}
	return c.WriteAll(rows)
}

// plainCell is the name of a file for a spreadsheet, which must not take it for a formula.
func plainCell(name string) string {
	if name != "" && strings.ContainsRune("=+-@", rune(name[0])) {
		return "./" + name
	}
	return name
}
