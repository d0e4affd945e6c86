package main

import (
	"context"
	"fmt"
	"io"

	"aztm/corpus"
	"aztm/corpus/splice"
	"aztm/corpus/srx"
	"aztm/tm"
	"aztm/tm/fit"
)

// A jobFile is a document to be translated, cut into segments.
type jobFile struct {
	path     string
	lang     string
	to       string // the only language that the file can be translated into, "" for any
	encoding string
	segments []jobSegment
	// write writes the document with some segments filled in a language, by number, and returns the charset, "" for a format that has none.
	write func(w io.Writer, to string, fills map[int]fill) (charset string, err error)
	close func() error
}

// A jobSegment is a segment of a document.
type jobSegment struct {
	text   string
	margin bool // of the header or footer of a page, which is no neighbour of the body
	done   bool // translated in the file
}

// A fill is the translation of a segment.
type fill struct {
	text   string
	score  int
	unit   int64
	marked bool // the document shows the score
}

// openJob opens a document, or standard input for "-". Its language is from, else that of its name, else guessed.
func (a *app) openJob(name, from, encoding string, rules *srx.Rules) (*jobFile, error) {
	if isXLIFF(name) {
		return openXLIFF(name, from)
	}
	lang := from
	if lang == "" {
		_, lang = corpus.NameLang(name)
	}
	d, err := a.openOriginal(name, lang, corpus.Options{Encoding: encoding})
	if err != nil {
		return nil, err
	}
	sayEncoding(a, d.Path, d.Encoding, d.Assumed, d.Hint)
	f := &jobFile{path: d.Path, lang: langOr(lang, d.Text()), encoding: d.Encoding, close: d.Close}
	passages := d.Passages(f.lang, rules.Segmenter(f.lang))
	for _, p := range passages {
		f.segments = append(f.segments, jobSegment{text: p.Text, margin: p.Margin})
	}
	f.write = func(w io.Writer, to string, fills map[int]fill) (string, error) {
		edits := map[int][]splice.Edit{}
		for i, p := range passages {
			if x, ok := fills[i]; ok {
				edits[p.Paragraph] = append(edits[p.Paragraph], x.edit(p, f.lang, d.Paragraphs()[p.Paragraph][p.Start:p.End], to))
			}
		}
		return d.Write(w, edits)
	}
	return f, nil
}

// edit puts a translation in the place of a passage, which reads old.
func (x fill) edit(p corpus.Passage, lang, old, to string) splice.Edit {
	e := splice.Edit{Start: p.Start, End: p.End, Text: x.text}
	if x.marked {
		e.Mark = fmt.Sprint(bands[bandOf(x.score, false)].low)
		e.Note = fmt.Sprintf("%d, unit %d", x.score, x.unit)
	}
	for _, k := range fit.Pairs(lang, old, to, x.text) {
		e.Words = append(e.Words, splice.Pair{OldStart: k.AStart, OldEnd: k.AEnd, NewStart: k.BStart, NewEnd: k.BEnd})
	}
	return e
}

func (a *app) openOriginal(name, lang string, o corpus.Options) (*corpus.Original, error) {
	if name != "-" {
		return corpus.OpenOriginal(name, lang, o)
	}
	data, err := readSome(a.stdin)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", stdinName, err)
	}
	return corpus.ReadOriginal(stdinName, lang, data, o)
}

// readSome reads a document of the size that is read.
func readSome(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, corpus.MaxSize+1))
	if err == nil && len(data) > corpus.MaxSize {
		err = fmt.Errorf("larger than %d MB", corpus.MaxSize>>20)
	}
	return data, err
}

// neighbours are the segments around number i.
func (f *jobFile) neighbours(i int) tm.Neighbours {
	text := func(k int) string {
		if k < 0 || k >= len(f.segments) || f.segments[k].margin != f.segments[i].margin {
			return ""
		}
		return f.segments[k].text
	}
	return tm.Neighbours{Prev: text(i - 1), Next: text(i + 1)}
}

// A finder finds the best match of each segment of a job.
type finder struct {
	memory *tm.Memory
	to     []string
	known  map[asked]*tm.Match // nil for one that has no match
}

type asked struct {
	lang, text string
	near       tm.Neighbours // zero where they make no difference
}

// lowestBand is the lowest score that counts as a match.
const lowestBand = 50

func newFinder(m *tm.Memory, to []string) *finder {
	return &finder{memory: m, to: to, known: map[asked]*tm.Match{}}
}

// best returns the best match of a segment with a target that is wanted, nil if none scores 50.
func (f *finder) best(ctx context.Context, file *jobFile, i int) (*tm.Match, error) {
	key := asked{lang: file.lang, text: file.segments[i].text}
	if m, ok := f.known[key]; ok {
		return m, nil
	}
	near := file.neighbours(i)
	inContext := key
	inContext.near = near
	if m, ok := f.known[inContext]; ok {
		return m, nil
	}
	found, err := f.memory.Lookup(ctx, tm.Query{Text: key.text, From: key.lang, To: f.to, Min: lowestBand, Limit: 1, Neighbours: &near})
	if err != nil {
		return nil, err
	}
	var m *tm.Match
	if len(found) > 0 {
		m = &found[0]
	}
	if m != nil && m.Score >= 100 { // the neighbours decide
		key = inContext
	}
	f.known[key] = m
	return m, nil
}

// An earlier remembers the segments of a job, to find those again that are like them.
type earlier struct {
	texts    []tm.Text
	postings map[string][]posting // by language and match key
	shared   []int                // tokens that a text shares with the query, by number of the text
}

type posting struct{ text, count int }

func newEarlier() *earlier { return &earlier{postings: map[string][]posting{}} }

// counts are the match keys of a text with their number.
func counts(t tm.Text) map[string]int {
	out := map[string]int{}
	for _, k := range t.Tokens {
		out[t.Lang+"\x00"+k.Key]++
	}
	return out
}

func (e *earlier) add(t tm.Text) {
	for key, n := range counts(t) {
		e.postings[key] = append(e.postings[key], posting{len(e.texts), n})
	}
	e.texts = append(e.texts, t)
	e.shared = append(e.shared, 0)
}

// best is the highest score of an earlier text that is above a score and at least 50, 0 if there is none. A token that the longer text does
// not share costs it one of its length, so that most texts need no comparison.
func (e *earlier) best(t tm.Text, above int) int {
	var near []int
	for key, n := range counts(t) {
		for _, p := range e.postings[key] {
			if e.shared[p.text] == 0 {
				near = append(near, p.text)
			}
			e.shared[p.text] += min(n, p.count)
		}
	}
	best := max(above, lowestBand-1)
	for _, i := range near {
		if 100*e.shared[i] > best*max(len(t.Tokens), len(e.texts[i].Tokens)) {
			if s, _, ok := t.Score(e.texts[i], best+1); ok {
				best = s
			}
		}
		e.shared[i] = 0
	}
	if best <= max(above, lowestBand-1) {
		return 0
	}
	return best
}
