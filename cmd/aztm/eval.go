package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"aztm/align"
	"aztm/corpus/srx"
)

type evalOptions struct {
	langs  []string
	floors []string
}

func newEval(a *app) *cobra.Command {
	var o evalOptions
	c := &cobra.Command{
		Use:   "eval DIR...",
		Short: "Measure the aligner against beads set by hand",
		Long: `Eval aligns the stories of a folder and compares the beads with gold. A folder
holds, for each story ID:

  ID.LANG.txt        the text of each language, UTF-8, a segment a line
  ID.az-ru.gold      its gold beads for two languages, in the order of the name
  ID.az-ru-en.gold   or for three

A gold file has a bead a line, "[0, 1]:[0]", of 0-based segment numbers; "[]"
is a missing side, and a segment without counterpart is a bead of its own.
"aztm align --segmented --format beads" writes the same, to start from. Strict
precision counts beads that are the same in gold; laxly, one shared link is
enough. Precision counts beads of one side too, recall does not (as vecalign's
scorer does); the counts of all stories are added up.

A folder of running texts, for splitter and aligner end to end, holds

  ID.LANG.txt        the text of each language, UTF-8, in paragraphs
  ID.spans.tsv       where each gold line stands: columns id, az_start,
                     az_end, ru_start, … in code points from 0, "-" where the
                     language lacks the line

A unit is right if its sides cover the same lines, a line being covered by
half of its characters; coverage is the share of the lines in right units. The
calibration error is the mean distance between the confidence of beads and the
share of them that is right, in 20 bins.

With --floor the exit code is 1 if an F1 (strict; of precision and coverage
for running texts) is below.

--json prints an object for each set of languages: dir, langs, stories, then
"strict", "lax" {precision, recall, f1} and "types" [{type, gold, found,
predicted, right}], or "raw" {precision, coverage, f1, units, right, lines,
covered, good {precision, coverage}: of the good units alone}; "confidence"
{error, words [{word, beads, right, precision}], bins [{from, beads, mean,
precision}]}.`,
		Example: `  aztm eval news/light
  aztm eval --langs az-ru,az-ru-en --json news/light news/hard
  aztm eval --floor 0.95,az-ru-en=0.9 news/light`,
		Args: wants(1, anyNumber),
		RunE: func(c *cobra.Command, args []string) error { return runEval(a, o, args) },
	}
	c.Flags().StringSliceVar(&o.langs, "langs", nil, "only these sets of languages, as az-ru,az-ru-en (default: all that have gold)")
	c.Flags().StringSliceVar(&o.floors, "floor", nil, "exit 1 if an F1 is below: for all sets, or for one as az-ru=0.95")
	return c
}

// An evalSet is the stories of a folder that have gold for the same languages.
type evalSet struct {
	dir   string
	langs []string
	ids   []string
	raw   bool
}

func (s evalSet) name() string { return strings.Join(s.langs, "-") }

// An evalResult is what a set measures.
type evalResult struct {
	evalSet
	tally align.Tally       // of segmented texts
	score align.RawScore    // of running texts
	good  align.RawScore    // of their units of the grade good alone
	trust align.Calibration // of the units of running texts, or of all beads
}

func (r *evalResult) f1() float64 {
	if !r.raw {
		return r.tally.Score.Strict.F1()
	}
	p, c := r.score.Precision(), r.score.Coverage()
	if p+c == 0 {
		return 0
	}
	return 2 * p * c / (p + c)
}

func runEval(a *app, o evalOptions, dirs []string) error {
	floors, err := parseFloors(o.floors)
	if err != nil {
		return err
	}
	var results []*evalResult
	for _, dir := range dirs {
		sets, err := findSets(dir, o.langs)
		if err != nil {
			return err
		}
		for _, s := range sets {
			r, err := measure(a, s)
			if err != nil {
				return err
			}
			results = append(results, r)
		}
	}
	if err := printEval(a, results); err != nil {
		return err
	}
	return floors.hold(a, results)
}

// Floors are the least F1 by name of a set; "" is that of all others.
type floors map[string]float64

func parseFloors(list []string) (floors, error) {
	f := floors{}
	for _, x := range list {
		name, value, found := strings.Cut(x, "=")
		if !found {
			name, value = "", x
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || v < 0 || v > 1 {
			return nil, hint(fmt.Errorf("--floor %q: no number from 0 to 1", x), "--floor 0.95 or --floor az-ru=0.95")
		}
		f[name] = v
	}
	return f, nil
}

// hold tells which results are below their floor. A floor of a set that was not measured is an error.
func (f floors) hold(a *app, results []*evalResult) error {
	below := false
	measured := map[string]bool{"": true}
	for _, r := range results {
		measured[r.name()] = true
		floor, ok := f[r.name()]
		if !ok {
			floor = f[""]
		}
		if v := r.f1(); v < floor {
			below = true
			a.warn("%s: F1 of %s is %.4f, below the floor %.4f", r.dir, r.name(), v, floor)
		}
	}
	for name := range f {
		if !measured[name] {
			return fmt.Errorf("--floor: no gold for %s", name)
		}
	}
	if below {
		return errBelow
	}
	return nil
}

// findSets lists the sets of a folder: of only, if that names some.
func findSets(dir string, only []string) ([]evalSet, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fileError(dir, err)
	}
	byName := map[string]*evalSet{}
	var out []*evalSet
	add := func(id string, langs []string, raw bool) {
		name := fmt.Sprint(raw, langs)
		if byName[name] == nil {
			byName[name] = &evalSet{dir: dir, langs: langs, raw: raw}
			out = append(out, byName[name])
		}
		byName[name].ids = append(byName[name].ids, id)
	}
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".gold"); ok {
			id, langs, err := goldName(filepath.Join(dir, id))
			if err != nil {
				return nil, err
			}
			add(id, langs, false)
		}
		if id, ok := strings.CutSuffix(e.Name(), ".spans.tsv"); ok {
			t, err := readSpans(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			for _, langs := range combinations(t.langs) {
				add(id, langs, true)
			}
		}
	}
	return choose(dir, out, only)
}

// goldName reads the languages out of DIR/ID.az-ru, the path of a gold file without its extension.
func goldName(path string) (id string, langs []string, err error) {
	id, last := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), strings.TrimPrefix(filepath.Ext(path), ".")
	langs = strings.Split(last, "-")
	if id == "" || len(langs) < 2 || len(langs) > 3 || slices.Contains(langs, "") {
		return "", nil, hint(fmt.Errorf("%s.gold: the name tells no two or three languages", path), "ID.az-ru.gold or ID.az-ru-en.gold")
	}
	return id, langs, nil
}

// combinations returns the pairs of languages, then the first three.
func combinations(langs []string) [][]string {
	var out [][]string
	for i := range langs {
		for j := i + 1; j < len(langs); j++ {
			out = append(out, []string{langs[i], langs[j]})
		}
	}
	if len(langs) > 2 {
		out = append(out, langs[:3])
	}
	return out
}

// choose sorts the sets, pairs first, and keeps those that are asked for.
func choose(dir string, sets []*evalSet, only []string) ([]evalSet, error) {
	if len(sets) == 0 {
		return nil, hint(fmt.Errorf("%s: no gold", dir), "a folder of ID.LANG.txt with ID.az-ru.gold or ID.spans.tsv; see aztm eval --help")
	}
	var out []evalSet
	for _, s := range sets {
		if len(only) == 0 || slices.Contains(only, s.name()) {
			out = append(out, *s)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no gold for %s", dir, strings.Join(only, ", "))
	}
	rank := func(l string) int { return slices.Index([]string{"en", "ru", "az"}, l) }
	slices.SortStableFunc(out, func(x, y evalSet) int {
		if n := len(x.langs) - len(y.langs); n != 0 {
			return n
		}
		for i := range x.langs {
			if n := rank(y.langs[i]) - rank(x.langs[i]); n != 0 {
				return n
			}
		}
		return 0
	})
	return out, nil
}

func measure(a *app, s evalSet) (*evalResult, error) {
	r := &evalResult{evalSet: s}
	p := a.progress("eval "+s.dir+" "+s.name(), "stories", len(s.ids))
	defer p.done()
	for _, id := range s.ids {
		p.add(1)
		var err error
		if s.raw {
			err = r.addRaw(a, filepath.Join(s.dir, id))
		} else {
			err = r.addSegmented(a, filepath.Join(s.dir, id))
		}
		if err != nil {
			return nil, err
		}
	}
	if !s.raw {
		r.trust = r.tally.Trust
	}
	return r, nil
}

// addSegmented aligns and compares the story whose files start with path.
func (r *evalResult) addSegmented(a *app, path string) error {
	var sides []side
	var sizes []int
	for _, lang := range r.langs {
		text, err := readText(a, path+"."+lang+".txt")
		if err != nil {
			return err
		}
		s := side{lang, lineSegments(text)}
		sides, sizes = append(sides, s), append(sizes, len(s.segments))
	}
	file := path + "." + r.name() + ".gold"
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	gold, err := align.ReadGold(bytes.NewReader(data), sizes)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	warnUnlinked(a, file, r.langs, sizes, gold)
	beads, err := alignSides(sides)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	r.tally.Add(gold, beads)
	return nil
}

// warnUnlinked tells of segments that stand in no bead of gold: whatever bead they get is counted wrong.
func warnUnlinked(a *app, file string, langs []string, sizes []int, gold []align.Bead) {
	for i, lang := range langs {
		n := sizes[i]
		for _, b := range gold {
			n -= b.Sides[i].Len()
		}
		if n > 0 {
			a.warn("%s: %s of %s in no bead; a segment without counterpart should be a bead of its own", file, plural(n, "segment", "segments"), lang)
		}
	}
}

// addRaw splits, aligns and compares the story whose files start with path.
func (r *evalResult) addRaw(a *app, path string) error {
	spans, err := readSpans(path + ".spans.tsv")
	if err != nil {
		return err
	}
	var sides []side
	var plain []string
	for _, lang := range r.langs {
		text, err := readText(a, path+"."+lang+".txt")
		if err != nil {
			return err
		}
		sides, plain = append(sides, side{lang, segments(srx.Default().Segmenter(lang), text)}), append(plain, text)
	}
	sides, beads, err := alignAndCut(align.New(nil), sides)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	var texts []*align.RawText
	for i, s := range sides {
		lines, err := spans.lines(s.lang, utf8.RuneCountInString(plain[i]))
		if err != nil {
			return err
		}
		var at []align.Range
		for _, x := range s.segments {
			at = append(at, align.Range{Start: x.Start, End: x.End})
		}
		texts = append(texts, align.NewRawText(plain[i], at, lines))
	}
	r.score.Add(align.CompareRaw(texts, beads))
	r.good.Add(align.CompareRaw(texts, goodOnes(beads)))
	for _, b := range beads {
		if b.Linked() {
			r.trust.Observe(b.Confidence, align.RawRight(texts, b) != nil)
		}
	}
	return nil
}

func goodOnes(beads []align.Bead) []align.Bead {
	var out []align.Bead
	for _, b := range beads {
		if align.GradeOf(b.Confidence) == align.Good {
			out = append(out, b)
		}
	}
	return out
}
