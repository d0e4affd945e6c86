package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"aztm/align"
	"aztm/tm"
)

// reviewStories are texts a segment a line, and how an aligner may have linked them: a story with a unit of two sentences against one and two
// that stand alone, and a story with one doubtful unit.
var reviewStories = []struct {
	name  string
	texts map[string]string
	beads []tm.Bead
}{
	{"minsk", map[string]string{
		"az": "Görüş Minskdə keçirilib.\nNazir Karimov 12 nəfərlə danışıb.\nHava yaxşı olub.\nQonaqlar şəhəri gəziblər.\nAxşam konsert verilib.",
		"ru": "Встреча прошла в Минске.\nМинистр Каримов поговорил с 12 людьми.\nПогода была хорошей.\nГости осмотрели город.\nВечером дали концерт.",
	}, []tm.Bead{
		{Ranges: map[string]tm.Range{"az": {First: 0, End: 1}, "ru": {First: 0, End: 1}}, Confidence: 0.99},
		{Ranges: map[string]tm.Range{"az": {First: 1, End: 3}, "ru": {First: 1, End: 2}}, Confidence: 0.3},
		{Ranges: map[string]tm.Range{"az": {First: 3, End: 4}, "ru": {First: 3, End: 5}}, Confidence: 0.7},
	}},
	{"talks", map[string]string{"az": "Danışıqlar bitib.", "ru": "Переговоры завершились."},
		[]tm.Bead{{Ranges: map[string]tm.Range{"az": {First: 0, End: 1}, "ru": {First: 0, End: 1}}, Confidence: 0.6}}},
}

// minskRows are the rows of the first story as they are at the beginning.
const minskRows = `good: Görüş Minskdə keçirilib. | Встреча прошла в Минске.
bad: Nazir Karimov 12 nəfərlə danışıb. Hava yaxşı olub. | Министр Каримов поговорил с 12 людьми.
alone:  | Погода была хорошей.
check: Qonaqlar şəhəri gəziblər. | Гости осмотрели город. Вечером дали концерт.
alone: Axşam konsert verilib. | 
`

// reviewMemory is a memory with these stories.
func reviewMemory(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "memory.db")
	write(t, name, func(b *tm.Batch) error {
		for _, x := range reviewStories {
			s := tm.Story{Name: x.name, Beads: x.beads}
			for _, lang := range []string{"az", "ru"} {
				d := tm.Document{Lang: lang, Path: "/news/" + x.name + "." + lang + ".txt", Digest: x.name + lang}
				for line := range strings.SplitSeq(x.texts[lang], "\n") {
					d.Segments = append(d.Segments, tm.Segment{Text: line})
				}
				s.Docs = append(s.Docs, d)
			}
			if _, err := b.AddStory(context.Background(), s); err != nil {
				return err
			}
		}
		return nil
	})
	return name
}

// write stores a batch in a memory, as somebody else would.
func write(t testing.TB, memory string, do func(*tm.Batch) error) {
	t.Helper()
	a := screenApp(false)
	a.memoryFlag = memory
	if _, err := a.writing(context.Background(), "test", "", do); err != nil {
		t.Fatal(err)
	}
}

// A reviewScreen is review without a terminal.
type reviewScreen struct {
	*reviewer
	t testing.TB
}

func newReviewScreen(t testing.TB, memory string, o reviewOptions, names ...string) reviewScreen {
	t.Helper()
	ctx := context.Background()
	m, err := tm.Open(ctx, memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := screenApp(false)
	a.memoryFlag = memory
	if o.below == 0 {
		o.below = reviewBelow
	}
	q, err := makeQueue(ctx, a, m, o, names)
	if err != nil {
		t.Fatal(err)
	}
	r := newReviewer(ctx, a, m, align.New(nil), q)
	r.send = func(msg tea.Msg) { r.Update(msg) }
	r.Update(tea.WindowSizeMsg{Width: 100, Height: 40})
	answer(r, r.Init())
	return reviewScreen{r, t}
}

// press types keys and tells whether the last quits.
func (s reviewScreen) press(keys string) (quit bool) {
	for _, m := range typed(keys) {
		_, cmd := s.Update(m)
		quit = answer(s.reviewer, cmd)
	}
	return quit
}

func (s reviewScreen) content() string { return unpainted(s.View().Content) }

func (s reviewScreen) wants(what string, texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		bare, absent := strings.CutPrefix(text, "!")
		if strings.Contains(s.content(), bare) == absent {
			s.t.Errorf("%s: want %q on the screen:\n%s", what, text, s.content())
		}
	}
}

// rowsText are the rows of the story on the screen, the one chosen with a star.
func (s reviewScreen) rowsText() string {
	var b strings.Builder
	for i, row := range s.story.rows {
		if i == s.reviewer.rows.at {
			b.WriteString("*")
		}
		fmt.Fprintf(&b, "%s: %s | %s\n", row.word, row.texts["az"], row.texts["ru"])
	}
	return b.String()
}

// TestReviewKeys presses keys on a screen of its own for each row; u takes back what was done.
func TestReviewKeys(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		rows       string // that are new or changed, in order
		says       string
		undone     int // keys u that bring all back
	}{
		{"the worst comes first", "", "*bad: Nazir", "1 of 3 that need eyes", 0},
		{"approve goes on", "ap", "*approved: Nazir", "1 of 3 that need eyes · 1 decided, 2 left", 1},
		{"reject goes on", "r", "*check: Danışıqlar", "unit 2 rejected; u takes it back", 1},
		{"join with the row below", "m", "*approved: Nazir Karimov 12 nəfərlə danışıb. Hava yaxşı olub. | Министр Каримов поговорил с 12 людьми. Погода была хорошей.\ncheck", "joined, and so approved", 1},
		{"join with the row above", "<down>M", "*approved: Nazir Karimov 12 nəfərlə danışıb. Hava yaxşı olub. | Министр Каримов поговорил с 12 людьми. Погода была хорошей.\ncheck", "joined", 1},
		{"join and split", "ms<enter>", "*approved: Nazir Karimov 12 nəfərlə danışıb. | Министр Каримов поговорил с 12 людьми.\napproved: Hava yaxşı olub. | Погода была хорошей.\n", "split, and so approved", 2},
		{"move a sentence down", ">", "*approved: Nazir Karimov 12 nəfərlə danışıb. | Министр Каримов поговорил с 12 людьми.\napproved: Hava yaxşı olub. | Погода была хорошей.\n", "moved down", 1},
		{"move a sentence of the other side up", "<down><down><tab><", "alone:  | Погода была хорошей.\nalone:  | Гости осмотрели город.\n*approved: Qonaqlar şəhəri gəziblər. | Вечером дали концерт.\n", "moved up", 1},
		{"edit", "e<ctrl+u>Nazir danışıb.<enter>", "*approved: Nazir danışıb. | Министр", "edited, and so approved", 1},
		{"edit without a change", "e<enter>", "*bad: Nazir Karimov", "nothing was changed", 0},
		{"leave an edit", "ex<esc><esc>", "*bad: Nazir Karimov", "1 of 3", 0},
		{"an edit that is left with changes warns", "ex<esc>", "*bad: Nazir Karimov", "not stored: Enter stores it", 0},
		{"all texts away", "e<ctrl+u><tab><ctrl+u><enter>", "*bad: Nazir", "no text would be left", 0},
		{"later", "n", "*check: Danışıqlar", "2 of 3", 0},
		{"later, and again from the start", "nnn", "*bad: Nazir", "from the start again", 0},
		{"back", "nnp", "*check: Danışıqlar", "2 of 3", 0},
		{"no way back", "p", "*bad: Nazir", "this is the first", 0},
		{"the next story", "]", "*check: Danışıqlar", "2 of 3", 0},
		{"the story before", "][", "*bad: Nazir", "1 of 3", 0},
		{"no further story", "[", "*bad: Nazir", "no further story", 0},
		{"a sentence alone", "<down>a", "*alone:  | Погода", "stands alone: m or M join it", 0},
		{"nothing to undo", "u", "*bad: Nazir", "nothing was decided", 0},
		{"nothing to split", "<up>s", "*good: Görüş", "each side is one sentence", 0},
		{"an empty part", "s<up><up><tab><up><enter>", "*bad: Nazir", "one part is empty", 0},
		{"no row above", "<up>M", "*good: Görüş", "no row above", 0},
		{"no row below", "<down><down><down>>", "*alone: Axşam", "no row below", 0},
		{"no sentence on this side", "<down>>", "*alone:  | Погода", "no sentence in az", 0},
		{"the Russian layout", "Ь", "approved: Görüş Minskdə keçirilib. Nazir", "joined", 1},
		{"Space is later", "<space>", "*check: Danışıqlar", "2 of 3", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newReviewScreen(t, reviewMemory(t), reviewOptions{})
			s.press(c.keys)
			if !strings.Contains(s.rowsText(), c.rows) {
				t.Errorf("rows:\n%swant %s", s.rowsText(), c.rows)
			}
			s.wants("says", c.says)
			if c.undone > 0 {
				s.press(strings.Repeat("u", c.undone))
				if got := strings.Replace(s.rowsText(), "*", "", 1); got != minskRows {
					t.Errorf("undone:\n%swant\n%s", got, minskRows)
				}
			}
		})
	}
}
