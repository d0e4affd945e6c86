package main

import (
	"context"

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
