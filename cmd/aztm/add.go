package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"aztm/align"
	"aztm/corpus"
	"aztm/tm"
)

type addOptions struct {
	az, ru, en  string
	encoding    string
	rules       string
	dryRun      bool
	force       bool
	showRemoved bool
}

func newAdd(a *app) *cobra.Command {
	var o addOptions
	c := &cobra.Command{
		Use:   "add PATH...",
		Short: "Add folders and files of news to the memory",
		Long: `Add reads news texts (.txt, .html, .docx), splits and aligns them and stores the
aligned segments as units, all in one batch that undo can take back.

Names group the languages of a story: NAME.az.txt NAME.ru.html NAME.en.docx
(also NAME_az, NAME-az), or az/NAME.txt ru/NAME.txt. A text that the memory
knows is not stored twice; a changed one keeps the units whose text did not
change.

What names leave alone is paired by content: names across scripts, numbers,
dates and words, the rarer the better; the reason is printed. Texts that are
no translations of one another are refused, with the reason in figures;
--force adds them.

With --json a story is an object: story, status (new, unchanged, changed,
refused), languages, segments by language, units, review, batch; reason of a
refusal; paired (names, hand, content) and, where content did it, share (0 to
1), shared (how many names and numbers) and examples of them; left_out: path
and reason of texts not stored with the story.`,
		Example: `  aztm add news/
  aztm add --az talks.txt --ru peregovory.html
  aztm add --dry-run --show-removed news/`,
		RunE: func(c *cobra.Command, args []string) error { return runAdd(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *addOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.az, "az", "", "the Azerbaijani text `FILE` of one story")
	f.StringVar(&o.ru, "ru", "", "the Russian text `FILE` of one story")
	f.StringVar(&o.en, "en", "", "the English text `FILE` of one story")
	f.StringVar(&o.encoding, "encoding", "", "charset of the files (default: declared or detected); azlat for Azerbaijani Latin fonts over windows-1251")
	f.StringVar(&o.rules, "srx", "", "cut by the rules of this SRX `FILE`")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would be stored; store nothing")
	f.BoolVar(&o.force, "force", false, "add stories whose texts look like no translations or another language")
	f.BoolVar(&o.showRemoved, "show-removed", false, "list the lines that were left out, and why")
}

// An addStory is a story on its way into the memory, and what became of it.
type addStory struct {
	name   string
	docs   []*corpus.Document
	status string // new, unchanged, changed, refused
	reason string // of a refusal
	langs  []string
	count  map[string]int // segments by language
	units  int
	review int

	paired   string             // by names, by hand or by content
	kin      *corpus.Group      // what content paired, nil if names did all
	joined   []*corpus.Document // the documents that content brought
	leftOut  []leftOut
	warnings []string
}

func runAdd(ctx context.Context, a *app, o addOptions, args []string) error {
	rules, err := readRules(o.rules)
	if err != nil {
		return err
	}
	found, err := o.discover(args)
	if err != nil {
		return err
	}
	stories, lones := readStories(a, found, o)
	in := ingester{rules: rules, aligner: align.New(nil)}
	if stories, err = matchStories(in, stories, lones, o.force); err != nil {
		return err
	}
	batch, sample, err := storeStories(ctx, a, o, in, stories, args)
	if err != nil {
		return err
	}
	if o.showRemoved {
		showRemoved(a, stories)
	}
	if err := printStories(a, stories, batch); err != nil {
		return err
	}
	a.sayAdded(o, found, stories, batch, sample)
	return added(stories, found, args)
}

func (o addOptions) discover(args []string) (corpus.Discovery, error) {
	var files []corpus.File
	for _, f := range []corpus.File{{Lang: "az", Path: o.az}, {Lang: "ru", Path: o.ru}, {Lang: "en", Path: o.en}} {
		if f.Path != "" {
			files = append(files, f)
		}
	}
	switch {
	case len(files) == 0 && len(args) == 0:
		return corpus.Discovery{}, hint(errors.New("add wants a folder or files"), "aztm add news/, or aztm add --az FILE --ru FILE")
	case len(files) == 0:
		return corpus.Discover(args)
	case len(args) > 0:
		return corpus.Discovery{}, fmt.Errorf("%s: files are named either by --az, --ru, --en or by path, not both", args[0])
	}
	s, err := corpus.ByHand(files)
	return corpus.Discovery{Stories: []corpus.Story{s}, Files: len(files)}, err
}

// readStories reads all texts and drops the lines that stand in many of them.
func readStories(a *app, found corpus.Discovery, o addOptions) (out []*addStory, lones []lone) {
	p := a.progress("add: reading", "stories", len(found.Stories)+len(found.Alone))
	defer p.done()
	var all []*corpus.Document
	for _, s := range found.Stories {
		p.add(1)
		x := &addStory{name: s.Name, count: map[string]int{}, paired: byNames}
		if o.az+o.ru+o.en != "" {
			x.paired = byHand
		}
		for _, f := range s.Files {
			d, err := corpus.Read(f.Path, f.Lang, corpus.Options{Encoding: o.encoding})
			if err != nil {
				x.refuse(err.Error())
				break
			}
			x.docs = append(x.docs, d)
		}
		if x.status == "" {
			all = append(all, x.docs...)
		}
		out = append(out, x)
	}
	for _, l := range found.Alone {
		p.add(1)
		d, err := corpus.Read(l.File.Path, l.File.Lang, corpus.Options{Encoding: o.encoding})
		if err != nil {
			out = append(out, &addStory{name: l.Name, status: "refused", reason: err.Error()})
			continue
		}
		lones, all = append(lones, lone{l.Name, l.Reason, d}), append(all, d)
	}
	corpus.DropRepeated(all)
	for _, r := range found.Refused {
		out = append(out, &addStory{name: r.Name, status: "refused", reason: r.Reason})
	}
	return out, lones
}

func (s *addStory) refuse(reason string) { s.status, s.reason = "refused", reason }

// storeStories stores what can be stored in one batch, and returns its number (0 if nothing
// changed) and a sentence to look up.
func storeStories(ctx context.Context, a *app, o addOptions, in ingester, stories []*addStory, args []string) (int64, string, error) {
	if !slices.ContainsFunc(stories, func(s *addStory) bool { return s.status == "" }) {
		return 0, "", nil
	}
	if o.dryRun {
		return 0, "", tryStories(ctx, a, in, stories)
	}
	m, err := a.openWriter(ctx)
	if err != nil {
		return 0, "", err
	}
	defer m.Close()
	if err := in.remember(ctx, m); err != nil {
		return 0, "", err
	}
	if err := in.rehearse(ctx, a, stories, m.FindStory); err != nil {
		return 0, "", err
	}
	b, err := m.Begin(ctx, "add", strings.Join(append(slices.Clone(args), nonEmpty(o.az, o.ru, o.en)...), " "))
	if err != nil {
		return 0, "", err
	}
	defer b.Rollback()
	p := a.progress("add: aligning", "stories", len(stories))
	defer p.done()
	sample := ""
	for _, s := range stories {
		p.add(1)
		if s.status != "" {
			continue
		}
		story, err := s.prepare(ctx, in, b.FindStory)
		if err != nil {
			return 0, "", err
		}
		if s.status == "new" || s.status == "changed" {
			if _, err := b.AddStory(ctx, story); err != nil {
				return 0, "", fmt.Errorf("story %s: %w", s.name, err)
			}
			sample = cmpOr(sample, sampleOf(story))
		}
	}
	p.done()
	info, err := b.Commit(ctx)
	if err == nil && info.ID != 0 {
		a.relearn(ctx, m)
	}
	return info.ID, sample, err
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func nonEmpty(s ...string) []string {
	return slices.DeleteFunc(s, func(x string) bool { return x == "" })
}

// tryStories does all but store: for --dry-run.
func tryStories(ctx context.Context, a *app, in ingester, stories []*addStory) error {
	find := func(_ context.Context, docs []tm.Document) (tm.KnownStory, error) {
		return tm.KnownStory{State: tm.StoryNew, Docs: docs}, nil
	}
	m, err := a.openReader(ctx)
	switch {
	case err == nil:
		defer m.Close()
		find = m.FindStory
		if err := in.remember(ctx, m); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := in.rehearse(ctx, a, stories, find); err != nil {
		return err
	}
	p := a.progress("add: aligning", "stories", len(stories))
	defer p.done()
	for _, s := range stories {
		p.add(1)
		if s.status == "" {
			if _, err := s.prepare(ctx, in, find); err != nil {
				return err
			}
		}
	}
	return nil
}

// A findStory says what a memory knows of the documents of a story.
type findStory func(context.Context, []tm.Document) (tm.KnownStory, error)

// prepare cuts the documents, asks the memory what it knows of them, and aligns them if they are new.
func (s *addStory) prepare(ctx context.Context, in ingester, find findStory) (tm.Story, error) {
	var docs []tm.Document
	for _, d := range s.docs {
		x, err := in.document(d)
		if err != nil {
			return tm.Story{}, err
		}
		if len(x.Segments) == 0 {
			s.refuse(d.Path + ": no text is left of it")
			return tm.Story{}, nil
		}
		docs = append(docs, x)
	}
	known, err := find(ctx, docs)
	if err != nil {
		return tm.Story{}, err
	}
	s.status = string(known.State)
	if known.State == tm.StoryUnchanged {
		s.units = known.Units
		s.counted(known.Docs)
		return tm.Story{}, nil
	}
	docs, beads, err := in.beads(known.Docs)
	if err != nil {
		return tm.Story{}, fmt.Errorf("story %s: %w", s.name, err)
	}
	s.units = len(beads)
	s.counted(docs)
	for _, b := range beads {
		if align.GradeOf(b.Confidence) != align.Good {
			s.review++
		}
	}
	return tm.Story{ID: known.ID, Name: s.name, Docs: docs, Beads: beads}, nil
}

// counted notes the languages and segments of a story.
func (s *addStory) counted(docs []tm.Document) {
	for _, d := range docs {
		s.langs = append(s.langs, d.Lang)
		s.count[d.Lang] = len(d.Segments)
	}
}

// sampleOf picks a short plain sentence of a story for the reader to try lookup with.
func sampleOf(s tm.Story) string {
	best := ""
	if len(s.Docs[0].Segments) > 0 {
		best = s.Docs[0].Segments[0].Text // the headline, if no sentence will do
	}
	found := false
	for _, x := range s.Docs[0].Segments {
		n := utf8.RuneCountInString(x.Text)
		if !x.Heading && n >= 30 && !strings.ContainsAny(x.Text, "“”\"'«»") && (!found || n < utf8.RuneCountInString(best)) {
			best, found = x.Text, true
		}
	}
	return best
}

func showRemoved(a *app, stories []*addStory) {
	for _, s := range stories {
		for _, d := range s.docs {
			for _, r := range d.Removed {
				place := d.Path
				if r.Line > 0 {
					place = fmt.Sprintf("%s:%d", d.Path, r.Line)
				}
				a.warnless("%s: %s: %s", place, r.Reason, visible(r.Text))
			}
		}
	}
}

func printStories(a *app, stories []*addStory, batch int64) error {
	if a.json {
		for _, s := range stories {
			if err := a.object(s.object(batch)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(stories) == 0 {
		return nil
	}
	t := table{right: map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}}
	t.add("story", "az", "ru", "en", "units", "to review", "status")
	for _, s := range stories {
		row := []string{a.text(s.name)}
		for _, l := range languages {
			row = append(row, dash(s.count[l]))
		}
		row = append(row, dash(s.units), dash(s.review), s.status)
		t.add(row...)
	}
	t.print(a)
	return nil
}

func dash(n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

func (s *addStory) object(batch int64) any {
	o := struct {
		Story     string         `json:"story"`
		Status    string         `json:"status"`
		Languages []string       `json:"languages"`
		Segments  map[string]int `json:"segments"`
		Units     int            `json:"units"`
		Review    int            `json:"review"`
		Batch     int64          `json:"batch,omitempty"`
		Reason    string         `json:"reason,omitempty"`
		pairedBy
	}{s.name, s.status, s.langs, s.count, s.units, s.review, 0, s.reason, s.pairedBy()}
	if s.status == "new" || s.status == "changed" {
		o.Batch = batch
	}
	if o.Languages == nil {
		o.Languages, o.Segments = []string{}, map[string]int{}
	}
	return o
}
