package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"aztm/align"
	"aztm/corpus"
	"aztm/corpus/words"
	"aztm/tm"
)

type lookupOptions struct {
	from       string
	to         []string
	min        int
	limit      int
	document   bool
	plain      bool
	explain    bool
	exhaustive bool
}

func newLookup(a *app) *cobra.Command {
	var o lookupOptions
	c := &cobra.Command{
		Use:   "lookup [TEXT]",
		Short: "Find the best matches of a whole segment",
		Long: `Lookup finds units whose text is like TEXT: 101 equal, also in context; 100
equal; 99 equal but for case, diacritics and punctuation; less for each word
that differs. Without TEXT it reads a query a line from standard input and
answers in order.

What differs is marked in the source: [-only in the memory-] {+only in your
text+}.`,
		Example: `  aztm lookup "Danışıqlar Bakıda keçirilib."
  aztm lookup --to ru "Danisiqlar Bakida kecirilib"
  aztm lookup --json < segments.txt
  aztm lookup --plain --to ru "…"      the best translation alone, for editors`,
		RunE: func(c *cobra.Command, args []string) error { return runLookup(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *lookupOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.from, "from", "", "language of the query (default: guessed)")
	f.StringSliceVar(&o.to, "to", nil, "languages wanted (default: all others)")
	f.IntVar(&o.min, "min", 70, "lowest score, 1 to 101")
	f.IntVar(&o.limit, "limit", 5, "most matches of a query")
	f.BoolVar(&o.document, "document", false, "the lines of standard input are neighbours in one document: finds 101")
	f.BoolVar(&o.plain, "plain", false, "print the best translation alone, a line for each query; wants one --to")
	f.BoolVar(&o.explain, "explain", false, "say how each score came about")
	f.BoolVar(&o.exhaustive, "exhaustive", false, "read every unit instead of the index (slow, same answer)")
}

func (o lookupOptions) check() error {
	switch {
	case o.min < 1 || o.min > 101:
		return fmt.Errorf("--min %d: a score is 1 to 101", o.min)
	case o.limit < 1:
		return fmt.Errorf("--limit %d: at least 1", o.limit)
	case o.plain && len(o.to) != 1:
		return hint(errors.New("--plain prints one language"), "say which: --plain --to ru")
	}
	return nil
}

func runLookup(ctx context.Context, a *app, o lookupOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return err
	}
	defer m.Close()
	found := false
	answer := func(text string, near *tm.Neighbours) error {
		n, err := lookupOne(ctx, a, m, o, text, near, len(args) == 0)
		found = found || n > 0
		return err
	}
	switch {
	case len(args) > 0: // also without quotes
		a.page()
		if err = answer(strings.Join(args, " "), nil); err == nil && !o.plain {
			err = a.printTerms(ctx, m, strings.Join(args, " "))
		}
	case o.document:
		err = lookupDocument(a, answer)
	default:
		err = a.lines(func(line string) error { return answer(line, nil) })
	}
	if err == nil && !found {
		if len(args) > 0 {
			a.say("nothing found at %d or above; %s", o.min, o.advice())
		}
		return errNothing
	}
	return err
}

// advice says what may find more.
func (o lookupOptions) advice() string {
	if o.min > 50 {
		return "try --min 50, or aztm search"
	}
	return "aztm search finds single words"
}

func lookupDocument(a *app, answer func(string, *tm.Neighbours) error) error {
	var lines []string
	if err := a.lines(func(l string) error { lines = append(lines, l); return nil }); err != nil {
		return err
	}
	for i, l := range lines {
		var near tm.Neighbours
		if i > 0 {
			near.Prev = lines[i-1]
		}
		if i+1 < len(lines) {
			near.Next = lines[i+1]
		}
		if err := answer(l, &near); err != nil {
			return err
		}
	}
	return nil
}

// lookupOne answers one query and returns how many matches it has.
func lookupOne(ctx context.Context, a *app, m *tm.Memory, o lookupOptions, text string, near *tm.Neighbours, batch bool) (int, error) {
	text = strings.TrimSpace(text)
	from, matches, err := find(ctx, m, o, text, near)
	if err != nil {
		return 0, err
	}
	switch {
	case a.json:
		return len(matches), a.object(lookupObject(text, from, matches))
	case o.plain:
		best := ""
		if len(matches) > 0 {
			best = matches[0].Targets[0].Text
		}
		a.printf("%s\n", a.cell(best))
	case batch:
		printMatchLine(a, text, matches)
	default:
		for i, x := range matches {
			if i > 0 {
				a.printf("\n")
			}
			printMatch(a, o, from, text, x)
		}
	}
	return len(matches), nil
}

// find looks text up in the language that was said or guessed. Where the guess is not sure
// and finds nothing, the other languages are asked as well.
func find(ctx context.Context, m *tm.Memory, o lookupOptions, text string, near *tm.Neighbours) (string, []tm.Match, error) {
	if text == "" {
		return o.from, nil, nil
	}
	q := tm.Query{Text: text, From: o.from, To: o.to, Min: o.min, Limit: o.limit, Neighbours: near, Exhaustive: o.exhaustive}
	sure := true
	if q.From == "" {
		q.From, sure = corpus.Guess(text)
	}
	matches, err := m.Lookup(ctx, q)
	if err != nil || len(matches) > 0 || sure && q.From != "" {
		return q.From, matches, err
	}
	q.From = ""
	matches, err = m.Lookup(ctx, q)
	from := "az"
	if len(matches) > 0 {
		from = matches[0].Source().Lang
	}
	return from, matches, err
}

// printMatchLine prints one line for a query of many: best score, source and targets.
func printMatchLine(a *app, text string, matches []tm.Match) {
	if len(matches) == 0 {
		a.printf("0\t%s\n", a.cell(text))
		return
	}
	x := matches[0]
	a.printf("%d\t%s", x.Score, a.cell(x.Source().Text))
	for _, t := range x.Targets {
		a.printf("\t%s: %s", a.cell(t.Lang), a.cell(t.Text))
	}
	a.printf("\n")
}

func printMatch(a *app, o lookupOptions, from, text string, x tm.Match) {
	v := x.Source()
	const below = "     " // the score
	a.printText(a.paint(scoreColour(x.Score), fmt.Sprintf("%3d", x.Score))+"  ", v.Lang, marked(a, from, text, v))
	for _, t := range x.Targets {
		note := ""
		if t.Swapped {
			note = a.paint(yellow, "  (numbers swapped in)")
		}
		a.printText(below, t.Lang, a.text(t.Text)+note)
	}
	a.printf("%s\n", a.hang(below+a.paint(dim, a.text(origin(x.Unit, v, x.Count))), len(below)))
	if o.explain {
		a.printf("%s\n", a.hang(below+a.paint(dim, explain(from, text, v, x)), len(below)))
	}
}

func scoreColour(score int) string {
	if score >= 95 {
		return green
	}
	return yellow
}

// whence is the number of a unit, and the file and date that its variant v comes from.
func whence(u tm.Unit, v tm.Variant) []string {
	parts := []string{fmt.Sprintf("unit %d", u.ID)}
	if v.Source.Path != "" {
		parts = append(parts, filepath.Base(v.Source.Path))
	} else if u.Story != "" {
		parts = append(parts, u.Story)
	}
	if v.Source.Date != "" {
		parts = append(parts, v.Source.Date)
	}
	return parts
}

// origin says where a unit comes from.
func origin(u tm.Unit, v tm.Variant, count int) string {
	parts := whence(u, v)
	if u.Story != "" {
		parts = append(parts, fmt.Sprintf("position %d", u.Position))
	}
	parts = append(parts, fmt.Sprintf("batch %d", u.Batch), string(u.Status))
	if u.Confidence >= 0 && u.Status == tm.Aligned {
		parts = append(parts, fmt.Sprintf("confidence %.2f (%s)", u.Confidence, align.GradeOf(u.Confidence)))
	}
	if u.Edited {
		parts = append(parts, "edited")
	}
	if count > 1 {
		parts = append(parts, fmt.Sprintf("%d times", count))
	}
	return strings.Join(parts, " · ")
}

// marked is the source with what differs from the query marked.
func marked(a *app, lang, query string, v tm.Variant) string {
	q, s := words.Tokens(lang, query), words.Tokens(v.Lang, v.Text)
	var b strings.Builder
	at := 0
	copyTo := func(n int) {
		if n > at {
			b.WriteString(a.text(v.Text[at:n]))
			at = n
		}
	}
	for _, op := range tm.Script(s, q) {
		if op.Kind == tm.Keep {
			continue
		}
		if op.AEnd > op.AStart {
			from, to := s[op.AStart].Start, s[op.AEnd-1].End
			copyTo(from)
			b.WriteString(a.differs(red, "[-", a.text(v.Text[from:to]), "-]"))
			at = to
		} else if op.AStart < len(s) {
			copyTo(s[op.AStart].Start)
		} else if len(s) > 0 {
			copyTo(s[len(s)-1].End)
			b.WriteByte(' ')
		}
		if op.BEnd > op.BStart {
			b.WriteString(a.differs(green, "{+", a.text(query[q[op.BStart].Start:q[op.BEnd-1].End]), "+}"))
			if op.AEnd == op.AStart && op.AStart < len(s) {
				b.WriteByte(' ')
			}
		}
	}
	copyTo(len(v.Text))
	return b.String()
}

// differs marks a difference by colour and signs, so that it reads without colour too.
func (a *app) differs(code, open, s, end string) string { return a.paint(code, open+s+end) }

func explain(lang, query string, v tm.Variant, x tm.Match) string {
	q, s := words.Tokens(lang, query), words.Tokens(v.Lang, v.Text)
	d, _ := tm.Distance(s, q, 1<<30)
	return fmt.Sprintf("%s: %s in your text, %s in the memory; cost of the difference %d of %d",
		x.Kind, plural(len(q), "token", "tokens"), plural(len(s), "token", "tokens"), d, 20*max(len(q), len(s)))
}

// A matchObject is one match of lookup --json.
type matchObject struct {
	Score      int               `json:"score"`
	Kind       tm.Kind           `json:"kind"`
	Unit       int64             `json:"unit"`
	Source     string            `json:"source"`
	Targets    map[string]string `json:"targets"`
	Swapped    []string          `json:"swapped,omitempty"`
	Document   string            `json:"document"`
	Position   int               `json:"position"`
	Date       string            `json:"date"`
	Batch      int64             `json:"batch"`
	Status     tm.Status         `json:"status"`
	Confidence *float64          `json:"confidence"`
	Count      int               `json:"count"`
}

func lookupObject(text, from string, matches []tm.Match) any {
	list := []matchObject{}
	for _, x := range matches {
		v := x.Source()
		o := matchObject{Score: x.Score, Kind: x.Kind, Unit: x.Unit.ID, Source: v.Text, Targets: map[string]string{}, Document: documentOf(x.Unit, v),
			Position: x.Unit.Position, Date: v.Source.Date, Batch: x.Unit.Batch, Status: x.Unit.Status, Count: x.Count}
		if x.Unit.Confidence >= 0 {
			o.Confidence = &x.Unit.Confidence
		}
		for _, t := range x.Targets {
			if _, twice := o.Targets[t.Lang]; !twice {
				o.Targets[t.Lang] = t.Text
			}
			if t.Swapped {
				o.Swapped = append(o.Swapped, t.Lang)
			}
		}
		list = append(list, o)
	}
	return struct {
		Query   string        `json:"query"`
		From    string        `json:"from"`
		Matches []matchObject `json:"matches"`
	}{text, from, list}
}

// documentOf is the path of a variant's document, else the name of its story.
func documentOf(u tm.Unit, v tm.Variant) string {
	if v.Source.Path != "" {
		return v.Source.Path
	}
	return u.Story
}
