package main

import (
	"context"

	"github.com/spf13/cobra"
)

func newBrowse(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "browse [QUERY]",
		Short: "Search as you type, read hits in their articles, decide",
		Long: `Browse fills the terminal: a line to type in, and below it the units that have
the words, as search finds them; the word that is being typed is the beginning
of one. Filters stand among the words, and Tab completes them: status:approved,
story:talks (also a part of a document's path), from:2024-05, to:2024-06,
lang:en. Without words it lists the units, the last stored first.

Enter opens a unit in its article. There 1, 2, 3 copy the Azerbaijani, Russian,
English text, a approves, r rejects, f forgets, e edits and u takes the last
decision back; in the list the same with Alt. ? shows all keys. Each decision is
stored at once, as a batch of its own. Copies go through the terminal (OSC 52),
so that they come over SSH as well.`,
		Example: `  aztm browse
  aztm browse danışıqlar
  aztm browse 'az:danışıqlar ru:Баку status:aligned'`,
		Args: wants(0, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runBrowse(c.Context(), a, args) },
	}
}

const browseGuide = `Keys of browse

In the list you type to search. Words in any order and form; "…" a phrase; -word not there; wor* the beginning of a word; az: ru: en: say on which side the next words stand.

Filters, among the words; Tab completes them:
  status:approved   also aligned, imported, rejected, outdated; several with commas. rejected wants no words: search leaves them out
  story:talks       a part of the story's name or of a document's path, so also an outlet's folder; "…" if it has blanks, * for anything
  from:2024-05      published then or later: 2024, 2024-05 or 2024-05-31
  to:2024-06        published then or earlier
  lang:en           has a text in this language; several with commas

In the list:
  ↑ ↓ PgUp PgDn     move; further units are read as you go
  Enter             open the unit in its article
  Tab               complete the filter before the cursor
  Alt with a letter does what the letter does in an open unit: Alt-1 copies
  Esc               empty the line; then quit
  ← → Home End Ctrl-W Ctrl-U   in the line

In an open unit:
  1 2 3             copy the Azerbaijani, Russian, English text to the clipboard
  a  r              approve; reject: it is kept and never found again
  f                 forget: take it out of the memory (asks)
  e                 edit its texts
  u                 undo the last decision made here
  ↑ ↓               the units of the article, as they stand in it
  n p               the next and the previous unit of the list
  Esc q             back to the list

While editing:
  Enter             store
  Tab, ↑ ↓          to the next text, the line above and below
  Esc               leave it as it was

Ctrl-C quits everywhere; what was decided is stored. The keys work with the Russian layout on, too.`

func runBrowse(ctx context.Context, a *app, args []string) error {
	query := queryOf(args)
	instead := a.command() + " search prints what is found; approve, reject, edit and forget take the numbers of units"
	if query != "" {
		instead = a.command() + " search " + shellQuote(query) + " prints what is found"
	}
	if err := a.canFill("browse", instead); err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	ctx, stop := context.WithCancel(ctx)
	b := newBrowser(ctx, a, m, query)
	err = a.fill(ctx, "browse", b)
	stop()
	b.work.Wait()
	return err
}
