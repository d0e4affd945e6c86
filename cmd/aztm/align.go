package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

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
	jsonl     bool
}

func newAlign(a *app) *cobra.Command {
	var o alignOptions
	c := &cobra.Command{
		Use:   "align FILE FILE [FILE]",
		Short: "Align two or three texts; the memory is not touched",
		Long: `Align cuts texts into segments and links those that translate one another. The
languages come from the names (talks.az.txt, talks.ru.txt) or from --langs.

With --jsonl it is a filter: a story a line from standard input,
{"id":"s1","az":"…","ru":"…"}, its units a line to standard output.`,
		Example: `  aztm align talks.az.txt talks.ru.txt talks.en.txt
  aztm align --format tsv --langs az,ru a.txt b.txt > pairs.tsv
  aztm align --segmented --format beads a.az.txt a.ru.txt
  aztm align --jsonl < stories.jsonl`,
		Args: cobra.MaximumNArgs(3),
		RunE: func(c *cobra.Command, args []string) error { return runAlign(a, o, args) },
	}
	o.addFlags(c)
	return c
}

func (o *alignOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.langs, "langs", nil, "languages of the files in their order (default: from their names)")
	f.StringVar(&o.format, "format", "text", "text, tsv, beads or tmx")
	f.BoolVar(&o.segmented, "segmented", false, "the files hold a segment a line, blank lines counted too")
	f.BoolVar(&o.jsonl, "jsonl", false, "read a story a line as JSON from standard input")
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

func runAlign(a *app, o alignOptions, args []string) error {
	if o.jsonl {
		if len(args) > 0 {
			return fmt.Errorf("--jsonl reads standard input: %q is one file too many", args[0])
		}
		return alignLines(a)
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
	beads, err := alignSides(sides)
	if err != nil {
		return err
	}
	return printBeads(a, o.format, sides, beads)
}

func alignSides(sides []side) ([]align.Bead, error) {
	var texts []align.Text
	for _, s := range sides {
		texts = append(texts, s.text())
	}
	return align.Align(texts)
}

func readSides(a *app, o alignOptions, args []string) ([]side, error) {
	if len(o.langs) > 0 && len(o.langs) != len(args) {
		return nil, fmt.Errorf("--langs names %d languages for %d files", len(o.langs), len(args))
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
	return sides, nil
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

func printBeads(a *app, format string, sides []side, beads []align.Bead) error {
	switch {
	case a.json:
		return printBeadObjects(a, sides, beads)
	case format == "tmx":
		return writeBeadsTMX(a, sides, beads)
	}
	for _, b := range beads {
		switch format {
		case "beads":
			a.printf("%s\n", beadLine(b))
		case "tsv":
			for i, s := range sides {
				a.printf("%s\t", a.cell(s.joined(b.Sides[i])))
			}
			a.printf("%.3f\n", b.Confidence)
		default:
			a.printf("%s\n", a.paint(dim, fmt.Sprintf("%s  %s", beadLine(b), confidenceWord(b.Confidence))))
			for i, s := range sides {
				a.printf("  %s  %s\n", a.paint(bold, s.lang), a.text(s.joined(b.Sides[i])))
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

// reviewBelow is the confidence below which a unit should be looked at.
const reviewBelow = 0.5

func confidenceWord(c float64) string {
	switch {
	case c >= 0.9:
		return "good"
	case c >= reviewBelow:
		return "check"
	}
	return "bad"
}

// A beadSide is what align --json prints of one side of a bead.
type beadSide struct {
	Segments []int  `json:"segments"`
	Text     string `json:"text"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

func printBeadObjects(a *app, sides []side, beads []align.Bead) error {
	for _, b := range beads {
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

// alignLines is the filter: a story a line in, its units a line out, in order.
func alignLines(a *app) error {
	return a.lines(func(line string) error {
		var story map[string]any
		id := any(nil)
		err := json.Unmarshal([]byte(line), &story)
		if err == nil {
			id = story["id"]
		}
		var units []object
		if err == nil {
			units, err = alignStory(story)
		}
		o := object{{"id", id}}
		if err != nil {
			o.add("error", err.Error())
		} else {
			o.add("units", units)
		}
		return a.object(o)
	})
}

func alignStory(story map[string]any) ([]object, error) {
	var sides []side
	for _, lang := range []string{"az", "ru", "en"} {
		v, ok := story[lang]
		if !ok {
			continue
		}
		text, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("%s: not a text", lang)
		}
		sides = append(sides, side{lang, segments(srx.Default().Segmenter(lang), text)})
	}
	if len(sides) == 0 {
		return nil, fmt.Errorf("no text in az, ru or en")
	}
	if len(sides) == 1 {
		return oneSided(sides[0]), nil
	}
	beads, err := alignSides(sides)
	if err != nil {
		return nil, err
	}
	units := []object{}
	for _, b := range beads {
		var o object
		for i, s := range sides {
			if r := b.Sides[i]; r.End > r.Start {
				o.add(s.lang, s.joined(r))
			}
		}
		o.add("confidence", b.Confidence)
		units = append(units, o)
	}
	return units, nil
}

func oneSided(s side) []object {
	units := []object{}
	for _, x := range s.segments {
		units = append(units, object{{s.lang, x.Text}, {"confidence", 1.0}})
	}
	return units
}
