package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"io"
	"iter"
	"math"
	"path/filepath"
	"slices"
	"sync"

	"aztm/align"
	"aztm/tm"
)

// The page of review: one file, whose texts are HTML so that it reads without scripts, too. The script adds decisions and plots; what it needs
// beside the texts stands in each story as JSON. The content security policy lets nothing run but that script, and nothing load.
var (
	//go:embed page/review.html
	pageHTML string
	//go:embed page/review.css
	pageCSS string
	//go:embed page/review.js
	pageJS string

	pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("review").Parse(pageHTML)) })
)

// How much a page may hold before browsers are slow.
const (
	pageStories = 2000
	pageBytes   = 20 << 20
	pageDots    = 6000 // in a plot: the strongest
)

var errLargePage = fmt.Errorf("the page would hold more than %d MB", pageBytes>>20)

// A page is what the template fills in.
type page struct {
	CSS     template.CSS
	JS      template.JS
	Policy  string
	Stories iter.Seq[pageStory]
}

type pageStory struct {
	Name  string
	Files []pageFile
	Langs []string
	Rows  []pageRow
	Data  pageData
}

// A pageFile is a document as the head of its story names it.
type pageFile struct{ Lang, Name, Date string }

type pageRow struct {
	Number int // 1-based
	Word   string
	Share  int    // confidence in hundredths, -1 for none
	Sure   string // the same for the reader
	Eyes   bool
	Cells  []pageCell
}

// A pageCell is the text of a row in a language.
type pageCell struct {
	Lang   string
	Odd    bool // it holds what is shown escaped, and cannot be edited on the page
	Pieces []pagePiece
}

// A pagePiece is a part of a text, lit if Kind is not "".
type pagePiece struct {
	Text  string
	Kind  clueKind
	Group int
}

// pageData is what the script needs of a story beside the texts. The file of decisions names the story and its rows by it.
type pageData struct {
	ID        int64             `json:"id"`
	Story     string            `json:"story"`
	Documents map[string]string `json:"documents"` // digests by language
	Rows      []pageRowData     `json:"rows"`
	Plots     []pagePlot        `json:"plots"`
}

type pageRowData struct {
	Unit     int64             `json:"unit"` // 0 for a lone segment
	Status   tm.Status         `json:"status,omitempty"`
	Segments map[string][2]int `json:"segments"` // half-open ranges by language
}

// A pagePlot is a plot of two documents: their languages, how many segments they have, and dots as segment, segment, strength in hundredths.
type pagePlot struct {
	Langs [2]string `json:"langs"`
	Sizes [2]int    `json:"sizes"`
	Dots  [][3]int  `json:"dots"`
}

// storiesNamed lists the stories that names name, all without names, of which a batch stored units, in the order of their units.
func storiesNamed(ctx context.Context, a *app, m *tm.Memory, o reviewOptions, names []string) ([]int64, error) {
	var list []int64
	seen := map[int64]bool{0: true}
	take := func(u tm.Unit) {
		if !seen[u.StoryID] && u.Status != tm.Outdated {
			seen[u.StoryID] = true
			list = append(list, u.StoryID)
		}
	}
	if len(names) == 0 {
		err := eachReviewed(ctx, a, m, o, tm.Filter{Batch: o.batch}, take)
		return list, err
	}
	for _, name := range names {
		found, err := eachNamed(ctx, a, m, o, name, take)
		if err == nil && !found {
			err = fmt.Errorf("no story is named %q", name)
		}
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// writePage writes a page of stories to a file.
func writePage(ctx context.Context, a *app, m *tm.Memory, stories []int64, file string, force bool) error {
	const advice = "name fewer: %s review --html %s STORY..., or --batch NUMBER; history lists the batches"
	switch {
	case len(stories) == 0:
		return errors.New("no story to show: the page shows texts that add stored with their sentences")
	case len(stories) > pageStories:
		return hint(fmt.Errorf("%d stories are too many for a page, which holds %d", len(stories), pageStories), advice, a.command(), shellQuote(file))
	}
	if err := mayWrite([]string{file}, force, m.Path()); err != nil {
		return err
	}
	al, err := memoryAligner(ctx, m)
	if err != nil {
		return err
	}
	b := pageBuilder{ctx: ctx, a: a, m: m, aligner: al}
	if file == "-" {
		return b.write(a.stdout, stories)
	}
	err = writeBeside([]string{file}, func(ws []io.Writer) error { return b.write(ws[0], stories) })
	if errors.Is(err, errLargePage) {
		return hint(err, advice, a.command(), shellQuote(file))
	}
	if err == nil {
		a.say("%s, %s, %d that need eyes: open %s in a browser, decide, save; %s review apply stores what it saved",
			plural(len(stories), "story", "stories"), plural(b.units, "unit", "units"), b.eyes, file, a.command())
	}
	return err
}

// A pageBuilder makes the stories of a page, one at a time.
type pageBuilder struct {
	ctx     context.Context
	a       *app
	m       *tm.Memory
	aligner *align.Aligner
	units   int
	eyes    int   // units that need eyes
	err     error // that ended the stories
}

func (b *pageBuilder) write(w io.Writer, stories []int64) error {
	p := page{CSS: template.CSS(pageCSS), JS: template.JS(pageJS), Stories: b.stories(stories), Policy: fmt.Sprintf(
		"default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", sourceHash(pageCSS), sourceHash(pageJS))}
	return errors.Join(pageTemplate().Execute(&limitedWriter{w, pageBytes}, p), b.err)
}

// sourceHash names a script or style in a content security policy.
func sourceHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// A limitedWriter fails as soon as a page is too large.
type limitedWriter struct {
	w    io.Writer
	left int
}

func (l *limitedWriter) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errLargePage
	}
	return l.w.Write(p)
}

func (b *pageBuilder) stories(ids []int64) iter.Seq[pageStory] {
	return func(yield func(pageStory) bool) {
		p := b.a.progress("review", "stories", len(ids))
		defer p.done()
		for _, id := range ids {
			s, err := b.m.StoredStory(b.ctx, id)
			if err != nil {
				b.err = err
				return
			}
			if !yield(b.story(s)) {
				return
			}
			p.add(1)
		}
	}
}

// story shows a story.
func (b *pageBuilder) story(s tm.StoredStory) pageStory {
	v := viewStory(b.aligner, s)
	out := pageStory{Name: visible(s.Name), Langs: v.langs, Data: pageData{ID: s.ID, Story: visible(s.Name), Documents: digests(s), Rows: []pageRowData{}, Plots: []pagePlot{}}}
	for _, d := range s.Docs {
		out.Files = append(out.Files, pageFile{d.Lang, visible(filepath.Base(d.Path)), visible(d.Date)})
	}
	for n, row := range v.rows {
		u := s.Rows[n].Unit
		out.Rows = append(out.Rows, pageRowOf(n+1, u, row, v.langs))
		out.Data.Rows = append(out.Data.Rows, pageRowData{u.ID, u.Status, segmentsOf(s.Rows[n])})
		if u.ID != 0 {
			b.units++
		}
		if row.eyes {
			b.eyes++
		}
	}
	for _, p := range dotPlots(b.aligner, s) {
		out.Data.Plots = append(out.Data.Plots, pagePlotOf(p, s.Docs))
	}
	return out
}

// digests are those of a story's documents, by language.
func digests(s tm.StoredStory) map[string]string {
	out := map[string]string{}
	for _, d := range s.Docs {
		out[d.Lang] = d.Digest
	}
	return out
}

func segmentsOf(r tm.Row) map[string][2]int {
	out := map[string][2]int{}
	for lang, x := range r.Ranges {
		out[lang] = [2]int{x.First, x.End}
	}
	return out
}

func pageRowOf(number int, u tm.Unit, row rowView, langs []string) pageRow {
	out := pageRow{Number: number, Word: row.word, Share: -1, Eyes: row.eyes}
	if u.ID != 0 && u.Confidence >= 0 {
		out.Share, out.Sure = int(math.Round(100*u.Confidence)), fmt.Sprintf("sure to %.2f", u.Confidence)
	}
	for _, lang := range langs {
		text := row.texts[lang]
		out.Cells = append(out.Cells, pageCell{lang, visible(text) != text, pieces(text, row.clues[lang])})
	}
	return out
}

// pieces cuts a text at its clues.
func pieces(text string, clues []clue) []pagePiece {
	var out []pagePiece
	at := 0
	for _, c := range clues {
		if c.start > at {
			out = append(out, pagePiece{Text: visible(text[at:c.start])})
		}
		out = append(out, pagePiece{visible(text[c.start:c.end]), c.kind, c.group})
		at = c.end
	}
	if at < len(text) {
		out = append(out, pagePiece{Text: visible(text[at:])})
	}
	return out
}

func pagePlotOf(p dotPlot, docs []tm.Document) pagePlot {
	a, b := docs[p.a], docs[p.b]
	out := pagePlot{[2]string{a.Lang, b.Lang}, [2]int{len(a.Segments), len(b.Segments)}, [][3]int{}}
	dots := p.dots
	if len(dots) > pageDots {
		slices.SortStableFunc(dots, func(x, y align.Dot) int { return cmp.Compare(y.Strength, x.Strength) })
		dots = dots[:pageDots]
	}
	for _, d := range dots {
		out.Dots = append(out.Dots, [3]int{d.A, d.B, int(math.Round(100 * d.Strength))})
	}
	return out
}

// Title heads the column of a language.
func (pageStory) Title(lang string) string {
	if name := map[string]string{"az": "Azerbaijani", "ru": "Russian", "en": "English"}[lang]; name != "" {
		return name
	}
	return visible(lang)
}
