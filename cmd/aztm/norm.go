package main

import (
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus"
	"aztm/corpus/norm"
	"aztm/corpus/words"
)

type normOptions struct{ lang, encoding string }

func newNorm(a *app) *cobra.Command {
	var o normOptions
	c := &cobra.Command{
		Use:   "norm [TEXT]",
		Short: "Show what aztm makes of a text: repairs, keys, lemmas",
		Long: `Norm shows the stored text, the keys it is matched by and the lemma of each
word, so that you see why two texts match. Without TEXT it reads a text a line
from standard input and prints a line for each: stored text, loose key,
lemmas, repairs.`,
		Example: `  aztm norm "Azәrbaycanın paytaxtı"
  aztm norm --lang ru --json < lines.txt`,
		RunE: func(c *cobra.Command, args []string) error { return runNorm(a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *normOptions) addFlags(c *cobra.Command) {
	c.Flags().StringVar(&o.lang, "lang", "", "language of the text (default: guessed, az when in doubt)")
	c.Flags().StringVar(&o.encoding, "encoding", "", "charset of standard input (default: detected)")
}

// A normed is what norm makes of one text.
type normed struct {
	Stored  string   `json:"stored"`
	Exact   string   `json:"exact"`
	Loose   string   `json:"loose"`
	Lemmas  []string `json:"lemmas"`
	Repairs []string `json:"repairs"`
}

func runNorm(a *app, o normOptions, args []string) error {
	if len(args) > 0 { // also without quotes
		n := normalise(o.lang, strings.Join(args, " "))
		if a.json {
			return a.object(n)
		}
		return printNormed(a, n)
	}
	if err := decodeStdin(a, "-", o.lang, o.encoding); err != nil {
		return err
	}
	return a.lines(func(line string) error {
		n := normalise(o.lang, line)
		if a.json {
			return a.object(n)
		}
		a.printf("%s\t%s\t%s\t%s\n", a.cell(n.Stored), a.cell(n.Loose),
			a.cell(strings.Join(n.Lemmas, " ")), strings.Join(n.Repairs, ", "))
		return nil
	})
}

func normalise(lang, text string) normed {
	text = norm.Entities(text)
	lang = langOr(lang, text)
	stored, fixes := norm.Repair(lang, text)
	n := normed{Stored: stored, Exact: norm.Exact(lang, stored), Loose: norm.Loose(lang, stored), Lemmas: []string{}, Repairs: []string{}}
	for _, t := range words.AppendSpans(nil, stored) {
		n.Lemmas = append(n.Lemmas, words.Lemma(lang, stored[t.Start:t.End]))
	}
	for _, f := range fixes {
		n.Repairs = append(n.Repairs, f.Name)
	}
	if norm.Lost(lang, stored) > 0 {
		n.Repairs = append(n.Repairs, "lost letter (not repaired)")
	}
	return n
}

// langOr returns lang, or the language that text seems to be in; az when in doubt.
func langOr(lang, text string) string {
	if lang != "" {
		return lang
	}
	if guess, _ := corpus.Guess(text); guess != "" {
		return guess
	}
	return "az"
}

func printNormed(a *app, n normed) error {
	for _, row := range [][2]string{{"stored", n.Stored}, {"exact", n.Exact}, {"loose", n.Loose},
		{"lemmas", strings.Join(n.Lemmas, " ")}, {"repairs", strings.Join(n.Repairs, ", ")}} {
		a.printf("%s\n", strings.TrimRight(a.paint(dim, row[0]+strings.Repeat(" ", 9-len(row[0])))+a.text(row[1]), " "))
	}
	return nil
}
