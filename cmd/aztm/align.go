package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"aztm/align"
	"aztm/corpus"
	"aztm/corpus/srx"
	"aztm/tm"
	"aztm/tm/tmx"
)

type alignOptions struct {
	langs     []string
	format    string
	segmented bool
	explain   bool
	jsonl     bool
	jobs      int
}

func newAlign(a *app) *cobra.Command {
	var o alignOptions
	c := &cobra.Command{
		Use:   "align FILE FILE [FILE]",
		Short: "Align two or three texts; the memory is not touched",
		Long: `Align cuts texts into segments and links those that translate one another. The
languages come from the names (talks.az.txt, talks.ru.txt) or from --langs.
A headline glued to a sentence without a stop is parted from it where another
text lacks it, and sentences joined by a semicolon where another text parts
them; with --segmented and --format beads segments stay as they are.

Each bead has a confidence from 0 to 1, and a word for it: good (right but for
about one in a hundred), check (worth a look), bad (likely wrong). --explain
shows what speaks for a bead and what is left over; with --json as "evidence":
{"az-ru": {"name", "number", "lexicon", "learned", "identical", "cognate",
"function": lists of [az, ru] as printed, the weightiest first; "unexplained":
{az: […], ru: […]} without function words; "marks": kinds of marks that
differ; "letters": [az, ru]; "usual": usual length of ru over az;
"deviations": how far from usual, in standard deviations}, …}, an entry for
each pair.

With --jsonl it is a filter: a story a line from standard input,
{"id":"s1","az":"…","ru":"…"}, its units a line to standard output, in order,
{"id":"s1","units":[{"az":"…","ru":"…","confidence":0.97}]}. A bad line gives
{"id":…,"error":"…"} and the run goes on. The stories are independent: any
number of jobs, or of processes, prints the same.`,
		Example: `  aztm align talks.az.txt talks.ru.txt talks.en.txt
  aztm align --explain talks.az.txt talks.ru.txt
  aztm align --format tsv --langs az,ru a.txt b.txt > pairs.tsv
  aztm align --segmented --format beads a.az.txt a.ru.txt
  aztm align --jsonl < stories.jsonl
  parallel --pipe -k --block 1M aztm align --jsonl --jobs 1 < stories.jsonl`,
		Args: wants(0, 3),
		RunE: func(c *cobra.Command, args []string) error { return runAlign(c.Context(), a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *alignOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.langs, "langs", nil, "languages of the files in their order (default: from their names); of --jsonl: its members (default: az,ru,en)")
	f.StringVar(&o.format, "format", "text", "text, tsv, beads or tmx")
	f.BoolVar(&o.segmented, "segmented", false, "the files hold a segment a line, blank lines counted too")
	f.BoolVar(&o.explain, "explain", false, "show what speaks for each bead and what is left over")
	f.BoolVar(&o.jsonl, "jsonl", false, "read a story a line as JSON from standard input")
	f.IntVar(&o.jobs, "jobs", 0, "stories of --jsonl to align at a time (default: as many as there are cores)")
}

// A side is one text of an alignment: its segments with their places in bytes.
type side struct {
	lang     string
	segments []splitSegment
}

func (s side) text() align.Text {
	t := align.Text{Lang: s.lang}
	for _, x := range s.segments {
		t.Segments = append(t.Segments, x.Text)
		t.Paragraphs = append(t.Paragraphs, x.Paragraph)
	}
	return t
}

// joined is the text of a range: its segments joined by one blank.
func (s side) joined(r align.Range) string {
	var parts []string
	for _, x := range s.segments[r.Start:r.End] {
		parts = append(parts, x.Text)
	}
	return strings.Join(parts, " ")
}

func runAlign(ctx context.Context, a *app, o alignOptions, args []string) error {
	if o.jsonl {
		if len(args) > 0 {
			return hint(fmt.Errorf("--jsonl reads standard input: %q is one file too many", args[0]), "aztm align --jsonl < %s", shellQuote(args[0]))
		}
		return alignLines(ctx, a, o)
	}
	if len(args) < 2 {
		return hint(fmt.Errorf("align wants two or three files, got %d", len(args)), "aztm align talks.az.txt talks.ru.txt")
	}
	if !slices.Contains([]string{"text", "tsv", "beads", "tmx"}, o.format) {
		return hint(fmt.Errorf("unknown format %q", o.format), "--format is text, tsv, beads or tmx")
	}
	sides, err := readSides(a, o, args)
	if err != nil {
		return err
	}
	if lang := twice(langsOf(sides)); lang != "" && a.json {
		return hint(fmt.Errorf("two texts in one language, %s: --json has one member for each", lang), "say --langs az,ru")
	}
	if o.explain && !a.json && o.format != "text" {
		return hint(fmt.Errorf("--explain with --format %s", o.format), "leave out --format, or say --json")
	}
	p := a.progress("align", "", 0)
	defer p.done()
	var beads []align.Bead
	if o.segmented || o.format == "beads" && !a.json { // their numbers are those of split
		beads, err = alignSides(sides)
	} else {
		sides, beads, err = alignAndCut(align.New(nil), sides)
	}
	if err != nil {
		return err
	}
	p.done()
	var evidence [][]align.Evidence
	if o.explain {
		evidence = explainSides(align.New(nil), sides, beads)
	}
	return printBeads(a, o.format, sides, beads, evidence)
}

func alignSides(sides []side) ([]align.Bead, error) { return align.Align(textsOf(sides)) }

// alignAndCut aligns sides whose sentences may be cut, and returns them cut.
func alignAndCut(al *align.Aligner, sides []side) ([]side, []align.Bead, error) {
	beads, cuts, err := al.AlignAndCut(textsOf(sides))
	if err != nil {
		return nil, nil, err
	}
	sides = slices.Clone(sides)
	for i := range sides {
		sides[i].segments = align.Apply(sides[i].segments, cuts[i], splitSegment.part)
	}
	return sides, beads, nil
}

// part parts a segment at a byte offset; the blanks before it belong to neither part.
func (s splitSegment) part(offset int) (splitSegment, splitSegment) {
	rest := s
	s.Text = strings.TrimRightFunc(s.Text[:offset], unicode.IsSpace)
	s.End = s.Start + len(s.Text)
	rest.Text, rest.Start = rest.Text[offset:], rest.Start+offset
	return s, rest
}

// explainSides returns the evidence of each bead.
func explainSides(al *align.Aligner, sides []side, beads []align.Bead) [][]align.Evidence {
	return al.Explain(textsOf(sides), beads)
}

func textsOf(sides []side) []align.Text {
	var texts []align.Text
	for _, s := range sides {
		texts = append(texts, s.text())
	}
	return texts
}

func langsOf(sides []side) []string {
	var langs []string
	for _, s := range sides {
		langs = append(langs, s.lang)
	}
	return langs
}

// twice returns a language that is named twice, "" if none is.
func twice(langs []string) string {
	for i, l := range langs {
		if slices.Contains(langs[:i], l) {
			return l
		}
	}
	return ""
}

func readSides(a *app, o alignOptions, args []string) ([]side, error) {
	if len(o.langs) > 0 && len(o.langs) != len(args) {
		return nil, hint(fmt.Errorf("--langs names %s for %d files", plural(len(o.langs), "language", "languages"), len(args)), "a language for each file, in their order: --langs az,ru")
	}
	var sides []side
	for i, name := range args {
		text, err := readText(a, name)
		if err != nil {
			return nil, err
		}
		s := side{}
		if len(o.langs) > 0 {
			s.lang = o.langs[i]
		} else if _, s.lang = corpus.NameLang(name); s.lang == "" {
			guess, sure := corpus.Guess(text)
			if !sure {
				return nil, hint(fmt.Errorf("%s: the name tells no language", name), "name it %s.az.txt or say --langs az,ru", strings.TrimSuffix(name, ".txt"))
			}
			s.lang = guess
		}
		if o.segmented {
			s.segments = lineSegments(text)
		} else {
			s.segments = segments(srx.Default().Segmenter(s.lang), text)
		}
		sides = append(sides, s)
	}
	warnMisfits(a, args, sides)
	return sides, nil
}

// warnMisfits warns of texts that read like another language than they are said to be in, and of swapped ones.
func warnMisfits(a *app, names []string, sides []side) {
	var docs []*corpus.Document
	for i, s := range sides {
		docs = append(docs, &corpus.Document{Path: names[i], Lang: s.lang, Paragraphs: s.text().Segments})
	}
	told := map[string]bool{"": true}
	for _, misfit := range corpus.Misfits(docs) {
		if !told[misfit] {
			told[misfit] = true
			a.warn("%s", misfit)
		}
	}
}

// lineSegments makes each line of text a segment, also a blank one.
func lineSegments(text string) []splitSegment {
	var out []splitSegment
	start := 0
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		out = append(out, splitSegment{0, i, strings.TrimSuffix(line, "\r"), start, start + len(line)})
		start += len(line) + 1
	}
	return out
}

// printBeads prints the beads; evidence is nil or that of each.
func printBeads(a *app, format string, sides []side, beads []align.Bead, evidence [][]align.Evidence) error {
	switch {
	case a.json:
		return printBeadObjects(a, sides, beads, evidence)
	case format == "tmx":
		return writeBeadsTMX(a, sides, beads)
	}
	for n, b := range beads {
		switch format {
		case "beads":
			a.printf("%s\n", beadLine(b))
		case "tsv":
			for i, s := range sides {
				a.printf("%s\t", a.cell(s.joined(b.Sides[i])))
			}
			a.printf("%.3f\n", b.Confidence)
		default:
			a.printf("%s\n", a.paint(dim, fmt.Sprintf("%s  %s", beadLine(b), align.GradeOf(b.Confidence))))
			for i, s := range sides {
				a.printf("  %s  %s\n", a.paint(bold, s.lang), a.text(s.joined(b.Sides[i])))
			}
			if evidence != nil {
				printEvidence(a, sides, evidence[n])
			}
		}
	}
	return nil
}

// beadLine is a bead as "[0]:[0, 1]:0.97": segment numbers of each side, then the confidence.
func beadLine(b align.Bead) string {
	var w strings.Builder
	for _, r := range b.Sides {
		w.WriteByte('[')
		for i := r.Start; i < r.End; i++ {
			if i > r.Start {
				w.WriteString(", ")
			}
			fmt.Fprint(&w, i)
		}
		w.WriteString("]:")
	}
	fmt.Fprintf(&w, "%.2f", b.Confidence)
	return w.String()
}

// A beadSide is what align --json prints of one side of a bead.
type beadSide struct {
	Segments []int  `json:"segments"`
	Text     string `json:"text"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

func printBeadObjects(a *app, sides []side, beads []align.Bead, evidence [][]align.Evidence) error {
	for n, b := range beads {
		o := object{}
		for i, s := range sides {
			r := b.Sides[i]
			x := beadSide{Segments: []int{}, Text: s.joined(r)}
			for k := r.Start; k < r.End; k++ {
				x.Segments = append(x.Segments, k)
			}
			if r.End > r.Start {
				x.Start, x.End = s.segments[r.Start].Start, s.segments[r.End-1].End
			}
			o.add(s.lang, x)
		}
		o.add("confidence", b.Confidence)
		if evidence != nil {
			o.add("evidence", evidenceObject(sides, evidence[n]))
		}
		if err := a.object(o); err != nil {
			return err
		}
	}
	return nil
}

// An object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

func (o *object) add(name string, value any) { *o = append(*o, member{name, value}) }

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return []byte(strings.ReplaceAll(b.String(), "\n", "")), nil
}

func writeBeadsTMX(a *app, sides []side, beads []align.Bead) error {
	w := tmx.NewWriter(a.stdout, sides[0].lang, version)
	for _, b := range beads {
		u := tm.Unit{Confidence: b.Confidence}
		for i, s := range sides {
			if r := b.Sides[i]; r.End > r.Start {
				u.Variants = append(u.Variants, tm.Variant{Lang: s.lang, Text: s.joined(r)})
			}
		}
		if len(u.Variants) < 2 {
			continue
		}
		if err := w.Write(u); err != nil {
			return err
		}
	}
	return w.Close()
}
