package main

import (
	"cmp"
	"context"
	"slices"
	"unicode"
	"unicode/utf8"

	"aztm/align"
	"aztm/align/lexicon"
	"aztm/tm"
)

// A storyView is a story with what a reviewer wants to see of it.
type storyView struct {
	tm.StoredStory
	langs []string  // of the documents, then of texts without one
	rows  []rowView // as many as Rows
}

// A rowView is what a reviewer sees of a row.
type rowView struct {
	texts map[string]string // by language; those it lacks are left out
	clues map[string][]clue // by language, in the order of the text, none over another
	word  string            // its standing: see standing
	eyes  bool              // it needs eyes: see needsEyes
}

// A clue is a range of bytes of a text to be lit: a word or value which stands on other sides too, or else on none.
type clue struct {
	start, end int
	kind       clueKind
	group      int // clues of a row that belong together share it, whatever their languages: 1 and up; 0 for a lone one
}

type clueKind string

const (
	nameClue   clueKind = "name"
	numberClue clueKind = "number" // a date, too
	wordClue   clueKind = "word"
	loneClue   clueKind = "lone" // no counterpart anywhere
)

// clueKinds are the kinds of clues by the kinds of matches; function words are not lit.
var clueKinds = map[string]clueKind{"name": nameClue, "number": numberClue, "lexicon": wordClue, "learned": wordClue, "identical": nameClue, "cognate": wordClue}

// memoryAligner is an aligner with all that the memory taught.
func memoryAligner(ctx context.Context, m *tm.Memory) (*align.Aligner, error) {
	l, err := m.Learned(ctx, learnedVersion())
	return align.New(lexicon.Builtin().With(lexicon.FromEntries(l.Entries))), err
}

// viewStory looks at each row of a story as the aligner does.
func viewStory(al *align.Aligner, s tm.StoredStory) storyView {
	v := storyView{StoredStory: s, langs: storyLangs(s)}
	texts := make([]align.Text, len(v.langs))
	beads := make([]align.Bead, len(s.Rows))
	for i, lang := range v.langs {
		texts[i].Lang = lang
	}
	for n, r := range s.Rows {
		row := rowView{texts: map[string]string{}, word: standing(r.Unit), eyes: needsEyes(r.Unit, reviewBelow)}
		for i, lang := range v.langs {
			side := align.Range{Start: len(texts[i].Segments), End: len(texts[i].Segments)}
			if text := s.Text(r, lang); text != "" { // a row's text counts as one segment, edited or not
				row.texts[lang] = text
				texts[i].Segments = append(texts[i].Segments, text)
				side.End++
			}
			beads[n].Sides = append(beads[n].Sides, side)
		}
		v.rows = append(v.rows, row)
	}
	for n, list := range al.Explain(texts, beads) {
		v.rows[n].clues = cluesOf(v.langs, list)
	}
	return v
}

// storyLangs are the languages of a story.
func storyLangs(s tm.StoredStory) []string {
	var langs []string
	for _, d := range s.Docs {
		langs = append(langs, d.Lang)
	}
	for _, r := range s.Rows {
		for _, x := range r.Unit.Variants {
			if !slices.Contains(langs, x.Lang) {
				langs = append(langs, x.Lang)
			}
		}
	}
	return langs
}

// standing is the status of a unit in a word, or how sure the aligner was of it: approved, rejected, good, check, bad, or by hand where
// nobody estimated; alone for no unit.
func standing(u tm.Unit) string {
	switch {
	case u.ID == 0:
		return "alone"
	case u.Status != tm.Aligned:
		return string(u.Status)
	case u.Confidence < 0:
		return "by hand"
	}
	return align.GradeOf(u.Confidence).String()
}

// needsEyes tells whether a unit wants eyes: the aligner made it, was less sure than below, and nobody has decided.
func needsEyes(u tm.Unit, below float64) bool {
	return u.ID != 0 && u.Status == tm.Aligned && u.Confidence >= 0 && u.Confidence < below
}

// A placed clue is one in a language.
type placed struct {
	lang int
	clue
}

// cluesOf makes clues of the evidence of a row: what matches is lit in one group, across all pairs of languages.
func cluesOf(langs []string, evidence []align.Evidence) map[string][]clue {
	g := grouping{at: map[[3]int]int{}}
	for _, e := range evidence {
		for _, m := range e.Matches {
			if kind := clueKinds[m.Kind]; kind != "" {
				g.match(e.Texts, m, kind)
			}
		}
	}
	for _, e := range evidence { // what lacks a counterpart on one side may have it on another
		for side, places := range e.Lone {
			for _, p := range places {
				g.place(e.Texts[side], p, loneClue)
			}
		}
	}
	return g.clues(langs)
}

// A grouping puts together what belongs together.
type grouping struct {
	list []placed
	at   map[[3]int]int // number in list by language, start and end
	up   []int          // a clue of the same group, itself for the first: a forest of groups
}

// place returns the number of the clue at a place, a new one if there is none.
func (g *grouping) place(lang int, p align.Place, kind clueKind) int {
	key := [3]int{lang, p.Start, p.End}
	n, ok := g.at[key]
	if !ok {
		n = len(g.list)
		g.at[key] = n
		g.list = append(g.list, placed{lang, clue{start: p.Start, end: p.End, kind: kind}})
		g.up = append(g.up, n)
	}
	return n
}

// match puts all places of a match into one group.
func (g *grouping) match(texts [2]int, m align.Match, kind clueKind) {
	if first, _ := utf8.DecodeRuneInString(m.A); m.Kind == "identical" && !unicode.IsUpper(first) {
		kind = wordClue
	}
	first := -1
	for side, places := range m.Places {
		for _, p := range places {
			n := g.place(texts[side], p, kind)
			if first < 0 {
				first = n
			}
			g.up[g.root(n)] = g.root(first)
		}
	}
}

func (g *grouping) root(n int) int {
	for g.up[n] != n {
		n = g.up[n]
	}
	return n
}

// clues returns the clues by language, the groups numbered as they stand in the first language.
func (g *grouping) clues(langs []string) map[string][]clue {
	numbers := map[int]int{}
	order := make([]int, len(g.list))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := g.list[a], g.list[b]
		return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end))
	})
	out := map[string][]clue{}
	for _, n := range order {
		x, lang := g.list[n], langs[g.list[n].lang]
		if l := out[lang]; len(l) > 0 && l[len(l)-1].end > x.start { // one of several values of a date
			continue
		}
		if x.kind != loneClue {
			root := g.root(n)
			if numbers[root] == 0 {
				numbers[root] = len(numbers) + 1
			}
			x.group = numbers[root]
		}
		out[lang] = append(out[lang], x.clue)
	}
	return out
}

// A dotPlot shows where the segments of two documents of a story have something in common, and the way of the rows through them.
type dotPlot struct {
	a, b int // numbers of the documents
	dots []align.Dot
}

// dotPlots compares the documents of a story, two and two.
func dotPlots(al *align.Aligner, s tm.StoredStory) []dotPlot {
	all := texts(s.Docs)
	var out []dotPlot
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			out = append(out, dotPlot{i, j, al.Dots(all[i], all[j])})
		}
	}
	return out
}
