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

// doubtfulMemory is a memory with these stories.
func doubtfulMemory(t testing.TB) string {
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

// wants holds that texts stand on the screen, wherever lines end, and not those with ! before them.
func (s reviewScreen) wants(what string, texts ...string) {
	s.t.Helper()
	flat := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	for _, text := range texts {
		bare, absent := strings.CutPrefix(text, "!")
		if strings.Contains(flat(s.content()), flat(bare)) == absent {
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
		{"split one sentence from another", "<up>s<tab><up><enter>", "*alone: Görüş Minskdə keçirilib. | \nalone:  | Встреча прошла в Минске.\n", "split", 1},
		{"a sentence alone cannot be split", "<down>s", "*alone:  | Погода", "stands alone", 0},
		{"set a side apart", "<tab>x", "*alone: Nazir Karimov 12 nəfərlə danışıb. | \nalone: Hava yaxşı olub. | \nalone:  | Министр Каримов поговорил с 12 людьми.\n", "ru set apart; n goes on", 1},
		{"an empty part", "s<up><up><tab><up><enter>", "*bad: Nazir", "one part is empty", 0},
		{"no row above", "<up>M", "*good: Görüş", "no row above", 0},
		{"no row below", "<down><down><down>>", "*alone: Axşam", "no row below", 0},
		{"no sentence on this side", "<down>>", "*alone:  | Погода", "no sentence in az", 0},
		{"the Russian layout", "Ь", "approved: Görüş Minskdə keçirilib. Nazir", "joined", 1},
		{"Space is later", "<space>", "*check: Danışıqlar", "2 of 3", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newReviewScreen(t, doubtfulMemory(t), reviewOptions{})
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

// TestReviewOthers holds that nothing is decided about what somebody else changed meanwhile, and that the screen then shows it.
func TestReviewOthers(t *testing.T) {
	ctx := context.Background()
	reject := func(id int64) func(*tm.Batch) error {
		return func(b *tm.Batch) error { return b.SetStatus(ctx, tm.Rejected, id) }
	}
	edit := func(b *tm.Batch) error {
		return b.Edit(ctx, 2, []tm.Variant{{Lang: "az", Text: "Nazir getdi."}, {Lang: "ru", Text: "Министр ушёл."}})
	}
	for _, c := range []struct {
		name, keys string
		other      func(*tm.Batch) error
		then       string
		rows, says string
	}{
		{"approve", "", reject(2), "a", "*rejected: Nazir", "changed by somebody else meanwhile: nothing is stored; the story is shown as it is now"},
		{"approve other words", "", edit, "a", "*bad: Nazir getdi. | Министр ушёл.", "changed by somebody else"},
		{"a unit that is gone", "", func(b *tm.Batch) error { return b.Forget(ctx, 2) }, "r", "alone: Nazir Karimov", "changed by somebody else"},
		{"join", "", edit, "m", "*bad: Nazir getdi. | Министр ушёл.", "changed by somebody else"},
		{"edit", "ex", edit, "<enter>", "*bad: Nazir getdi. | Министр ушёл.", "Esc leaves your text"},
		{"the next is decided", "", reject(4), "n", "*check: Qonaqlar", "3 of 3"},
		{"undo", "ap", edit, "u", "*approved: Nazir getdi. | Министр ушёл.", "--with-later 2 takes them back as well"},
		{"all is decided", "", reject(2), "]aa", "*approved: Qonaqlar", "all is decided that needed eyes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			memory := doubtfulMemory(t)
			s := newReviewScreen(t, memory, reviewOptions{})
			s.press(c.keys)
			write(t, memory, c.other)
			s.press(c.then)
			if c.name == "edit" {
				s.wants("the text is still there", "olub.x")
			}
			s.wants("says", c.says)
			if c.name == "edit" {
				s.press("<esc><esc>")
			}
			if !strings.Contains(s.rowsText(), c.rows) {
				t.Errorf("rows:\n%swant %s", s.rowsText(), c.rows)
			}
		})
	}
}

// TestReviewWaits holds that keys that are pressed while something is stored count when it is, and not after an error.
func TestReviewWaits(t *testing.T) {
	s := newReviewScreen(t, doubtfulMemory(t), reviewOptions{})
	keys := typed("arq")
	_, storing := s.Update(keys[0])
	for _, k := range keys[1:] {
		if _, cmd := s.Update(k); cmd != nil {
			t.Fatal("a key counts while the one before is being stored")
		}
	}
	if !answer(s.reviewer, storing) {
		t.Error("q was forgotten")
	}
	if len(s.decided) != 2 || s.decided[0].past != "approved" || s.decided[1].past != "rejected" || s.queue.left() != 1 {
		t.Errorf("decided %v, %d left", s.decided, s.queue.left())
	}

	memory := doubtfulMemory(t)
	s = newReviewScreen(t, memory, reviewOptions{})
	write(t, memory, func(b *tm.Batch) error { return b.Forget(context.Background(), 2) })
	_, storing = s.Update(keys[0])
	s.Update(keys[1])
	answer(s.reviewer, storing)
	if len(s.decided) != 0 || len(s.held) != 0 {
		t.Errorf("decided %v, waiting %v after an error", s.decided, s.held)
	}

	s = newReviewScreen(t, doubtfulMemory(t), reviewOptions{})
	_, storing = s.Update(keys[0])
	if _, cmd := s.Update(typed("<ctrl+c>")[0]); cmd != nil {
		t.Error("Ctrl-C does not wait for what is being stored")
	}
	if quit := answer(s.reviewer, storing); !quit || len(s.decided) != 1 {
		t.Errorf("quits %v with %v decided", quit, s.decided)
	}
}

// A lineMemory is one with a story of several languages, a unit of the given texts, in doubt.
func lineMemory(t *testing.T, langs []string, lines ...string) string {
	t.Helper()
	memory := filepath.Join(t.TempDir(), "memory.db")
	write(t, memory, func(b *tm.Batch) error {
		s := tm.Story{Name: "s" + hostile}
		for i, lang := range langs {
			d := tm.Document{Lang: lang, Path: "/" + lang, Digest: lang}
			for part := range strings.SplitSeq(lines[i], "|") {
				d.Segments = append(d.Segments, tm.Segment{Text: part})
			}
			s.Docs = append(s.Docs, d)
		}
		bead := map[string]tm.Range{}
		for _, d := range s.Docs {
			bead[d.Lang] = tm.Range{First: 0, End: len(d.Segments)}
		}
		s.Beads = []tm.Bead{{Ranges: bead, Confidence: 0.2}}
		_, err := b.AddStory(context.Background(), s)
		return err
	})
	return memory
}

// TestReviewWidths holds that no line is wider than the terminal, and that the sides stand next to each other where they have room.
func TestReviewWidths(t *testing.T) {
	const az, ru, en = "Nazir Karimov 12 nəfərlə danışıb.|Hava yaxşı olub.", "Министр Каримов поговорил с 12 людьми.|Погода была хорошей.", "Minister Karimov spoke with 12 people. 語語語"
	two := lineMemory(t, []string{"az", "ru"}, az, ru)
	three := lineMemory(t, []string{"az", "ru", "en"}, az, ru, en)
	for _, c := range []struct {
		memory string
		width  int
		beside bool
	}{{two, 40, false}, {two, 60, false}, {two, 79, false}, {two, 80, true}, {two, 130, true}, {three, 60, false}, {three, 100, false}, {three, 112, false}, {three, 113, true}} {
		for _, colour := range []bool{false, true} {
			s := newReviewScreen(t, c.memory, reviewOptions{})
			s.a.colour = colour
			s.Update(tea.WindowSizeMsg{Width: c.width, Height: 24})
			if got := strings.Contains(s.content(), "┬"); got != c.beside {
				t.Errorf("%d columns: next to each other %v:\n%s", c.width, got, s.content())
			}
			for _, keys := range []string{"", "s", "<esc>e", "<esc>?"} {
				s.press(keys)
				for l := range strings.SplitSeq(s.content(), "\n") {
					if columns(l) > c.width {
						t.Errorf("keys %q: %d columns of %d: %s", keys, columns(l), c.width, l)
					}
				}
			}
		}
	}
}

// TestReviewHostile holds that no text of a story reaches the terminal raw, whatever is shown of it.
func TestReviewHostile(t *testing.T) {
	memory := lineMemory(t, []string{"az", "ru"}, "Nazir "+hostile+" gəldi.|Hava "+hostile, "Министр "+hostile+" приехал.")
	for _, colour := range []bool{false, true} {
		s := newReviewScreen(t, memory, reviewOptions{})
		s.a.colour = colour
		for _, keys := range []string{"", "s", "<down>", "<esc>e", "<esc>a", "u", "m"} {
			s.press(keys)
			for _, r := range s.content() {
				if unsafeRune(r) && r != '\n' {
					t.Fatalf("keys %q: %U reaches the terminal: %q", keys, r, s.View().Content)
				}
			}
		}
		s.wants("escaped", `\u202e`)
	}
}

// TestReviewClues holds how the evidence of a row is lit: names and numbers, known words, names and numbers without a counterpart.
func TestReviewClues(t *testing.T) {
	memory := lineMemory(t, []string{"az", "ru"}, "Nazir Krastev 12 iyunda Zemfira ilə danışıb.", "Министр Крастев 12 июня говорил 300 минут.")
	s := newReviewScreen(t, memory, reviewOptions{})
	s.wants("brackets", "[Krastev]", "[Крастев]", "[12]", "{Zemfira}", "{300}", "Nazir ", "!{Nazir}", "!{Министр}")
	s.a.colour = true
	for _, want := range []string{"\x1b[1;38;5;164mKrastev", "\x1b[38;5;164mМинистр", "\x1b[38;5;130mZemfira", "\x1b[38;5;130m300"} {
		if !strings.Contains(s.View().Content, want) {
			t.Errorf("no %q:\n%q", want, s.View().Content)
		}
	}
}

// TestReviewApart holds that a side that is no translation goes, and that the others stay together.
func TestReviewApart(t *testing.T) {
	s := newReviewScreen(t, lineMemory(t, []string{"az", "ru", "en"}, "Danışıqlar bitib.", "Переговоры завершились.", "Rain is expected."), reviewOptions{})
	s.press("<tab><tab>x")
	s.wants("apart", "en set apart, the rest approved", "> az Danışıqlar bitib. > ru Переговоры завершились. > approved · unit 1", "en Rain is expected. alone")
	s.press("x")
	s.wants("a side that is not there", "no stored sentence in en")
}
