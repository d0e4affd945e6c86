package main

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// answer runs what an Update returned to its end and hands what comes of it to the model; it tells whether it quits.
func answer(m tea.Model, cmd tea.Cmd) (quit bool) {
	if cmd == nil {
		return false
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			quit = answer(m, c) || quit
		}
	case tea.QuitMsg:
		return true
	default:
		if reflect.TypeOf(msg).PkgPath() == reflect.TypeFor[tea.QuitMsg]().PkgPath() { // for the terminal
			return false
		}
		_, next := m.Update(msg)
		return answer(m, next)
	}
	return quit
}

// noTick is a clock that never strikes.
func noTick(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil }

// exampleMemory is a memory of the bundled stories.
func exampleMemory(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "memory.db")
	runOn(t, name, "add", filepath.Join("..", "..", "corpus", "examples"))
	return name
}

// runOn runs a command on a memory; it must do what it is told.
func runOn(t testing.TB, memory string, args ...string) {
	t.Helper()
	var out strings.Builder
	a := newApp(strings.NewReader(""), nil, nil)
	a.setTerminals(&out, &out, false, false)
	if code := run(context.Background(), a, append([]string{"--memory", memory}, args...)); code != 0 {
		t.Fatalf("%q: exit %d\n%s", args, code, out.String())
	}
}

// A browseScreen is browse without a terminal.
type browseScreen struct {
	*browser
	t testing.TB
}

func newBrowseScreen(t testing.TB, memory, query string, colour bool) browseScreen {
	t.Helper()
	m, err := tm.Open(context.Background(), memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	a := screenApp(colour)
	a.memoryFlag = memory
	b := newBrowser(context.Background(), a, m, query)
	b.tick = noTick
	b.send = func(msg tea.Msg) { b.Update(msg) }
	b.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	answer(b, b.Init())
	return browseScreen{b, t}
}

// press types keys and tells whether the last quits.
func (s browseScreen) press(keys string) (quit bool) {
	for _, m := range typed(keys) {
		_, cmd := s.Update(m)
		quit = answer(s.browser, cmd)
	}
	return quit
}

// content is the screen without colours.
func (s browseScreen) content() string { return unpainted(s.View().Content) }

func (s browseScreen) wants(what string, texts ...string) {
	s.t.Helper()
	for _, text := range texts {
		bare, absent := strings.CutPrefix(text, "!")
		if strings.Contains(s.content(), bare) == absent {
			s.t.Errorf("%s: want %q on the screen:\n%s", what, text, s.content())
		}
	}
}

// TestBrowseKeys presses keys one row after the other on one screen; a text with ! must not stand there.
func TestBrowseKeys(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "", false)
	for _, c := range []struct {
		keys  string
		wants []string
	}{
		{"", []string{"search:", "more than 50 units", "Enter open", "Esc quit", "? help"}},
		{"danış", []string{"search: danış", "[Danışıqlar] iki saatdan", "[Переговоры] продолжались", "1 of 2 units", "Esc clear", "> az  [Danışıqların] sonunda"}},
		{"<down>", []string{"2 of 2 units", "> az  [Danışıqlar] iki"}},
		{"<down>", []string{"2 of 2 units"}},
		{" status:app", []string{"nothing found"}},
		{"<ctrl+w>status:al", []string{"1 of 2 units", "none has danış: these have words that begin so"}},
		{"<ctrl+w>lan", []string{"[Danışıqlar] iki", "Tab makes it the filter lang:"}},
		{"<tab>en", []string{"danış lang:en", "1 of 2 units"}},
		{"<esc>", []string{"more than 50 units"}},
		{"stat<tab>", []string{"search: status:"}},
		{"<tab>", []string{"approved  aligned  imported  rejected  outdated"}},
		{"al<tab>", []string{"search: status:aligned "}},
		{"story:ta<tab>", []string{"search: status:aligned story:talks", "talks.az.txt", "!storm"}},
		{"<ctrl+u>from:x", []string{"from:x: a date is"}},
		{"<ctrl+u>az:", []string{"more than 50 units", "!missing"}},
		{"<ctrl+u>-bakı", []string{"search: a word to look for is missing"}},
		{"<ctrl+u>zzzz", []string{"nothing found: fewer words"}},
		{"<ctrl+u>zz<tab>", []string{"nothing begins with zz; filters are status:"}},
		{"<ctrl+u>?", []string{"Keys of browse", "!search:"}},
		{"<esc>", []string{"search:"}},
		{"az:danışıqların ru:докум", []string{"[Danışıqların] sonunda", "подписаны три [документа]", "1 of 1 unit"}},
		{"<alt+2>", []string{"copied ru: По итогам переговоров подписаны три документа."}},
		{"<alt+9>", []string{"there is no text 9"}},
		{"<enter>", []string{"talks", "> 2 ru  По итогам переговоров подписаны три [документа]", "11 of 14 units of the article · opened 1 of 1 found", "1-3 copy"}},
		{"<up>", []string{"10 of 14 units"}},
		{"<down>", []string{"11 of 14 units"}},
		{"3", []string{"copied en: Three documents were signed"}},
		{"a", []string{"unit 80 approved, batch 2; u takes it back", "unit 80 · talks.az.txt · approved"}},
		{"a", []string{"unit 80: nothing to change"}},
		{"к", []string{"unit 80 rejected, batch 3; u takes it back", "unit 80 · talks.az.txt · rejected"}}, // r on the Russian layout
		{"u", []string{"unit 80 is no longer rejected", "unit 80 · talks.az.txt · approved"}},
		{"u", []string{"unit 80 is no longer approved", "unit 80 · talks.az.txt · aligned"}},
		{"u", []string{"nothing was decided here yet"}},
		{"f", []string{"forget unit 80? y takes it out of the memory"}},
		{"x", []string{"unit 80 stays"}},
		{"fy", []string{"unit 80 forgotten, batch 6", "unit 80 · forgotten", "!документа"}},
		{"a", []string{"unit 80 is no longer in the memory"}},
		{"u", []string{"unit 80 is no longer forgotten", "документа"}},
		{"n", []string{"the list goes no further"}},
		{"e", []string{"unit 80", "Enter store", "F1 help"}},
		{"?<end> Əlavə", []string{"> az  Danışıqların sonunda üç sənəd imzalanıb.? Əlavə"}},
		{"<esc>", []string{"not stored: Enter stores it, Esc again leaves the unit as it was"}},
		{"<enter>", []string{"unit 80 edited, batch 8; u takes it back", "imzalanıb.? Əlavə", "edited"}},
		{"u", []string{"unit 80 is no longer edited", "!Əlavə"}},
		{"e<esc>", []string{"talks", "11 of 14 units"}},
		{"e<down><ctrl+u><enter>", []string{"unit 80 edited", "!документа", "3 en"}},
		{"e<ctrl+u><tab><ctrl+u><tab><ctrl+u><enter>", []string{"no text would be left"}},
		{"<esc><esc>u", []string{"документа"}},
		{"q", []string{"search: az:danışıqların"}},
	} {
		if s.press(c.keys) {
			t.Fatalf("%s: it quits", c.keys)
		}
		s.wants(c.keys, c.wants...)
	}
	if s.press("<esc>") || !s.press("<esc>") {
		t.Error("Esc empties the line, then quits")
	}
	if !s.press("<ctrl+c>") {
		t.Error("Ctrl-C quits")
	}
}

// TestBrowseStores holds that what was decided stands in the memory: another process would see it.
func TestBrowseStores(t *testing.T) {
	name := exampleMemory(t)
	s := newBrowseScreen(t, name, "danışıqların", false)
	s.press("<alt+a><alt+e><ctrl+u>Yeni mətn.<enter>")
	u, err := s.memory.Unit(context.Background(), 80)
	if err != nil || u.Status != tm.Approved || u.Variants[0].Text != "Yeni mətn." || !u.Edited {
		t.Errorf("unit %+v, %v", u, err)
	}
	batches, err := s.memory.History(context.Background())
	if err != nil || len(batches) != 3 || batches[0].Kind != "edit" || batches[1].Kind != "approve" || batches[1].Label != "80" {
		t.Errorf("batches %+v, %v", batches, err)
	}
	s.press("<alt+e>X")
	runOn(t, name, "edit", "80", "--az", "Başqa mətn.") // by another, meanwhile
	s.press("<enter>")
	s.wants("edit", "unit 80 was changed by somebody else meanwhile", "Yeni mətn.X")
}

// TestBrowsePages holds that further pages come as one goes down, each unit once.
func TestBrowsePages(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "", false)
	s.press(strings.Repeat("<pgdown>", 40))
	s.wants("end", "83 of 83 units", "unit 1 ·")
	for i, f := range s.found.units {
		if f.Unit.ID != int64(83-i) {
			t.Fatalf("unit %d at place %d", f.Unit.ID, i)
		}
	}
	s.press(strings.Repeat("<pgup>", 40))
	s.wants("begin", "1 of 83 units", "> az  Gözlənilir ki")
}

// TestBrowseOpenWord holds how the last word is searched where words that begin so are in few units, and where they are in too many.
func TestBrowseOpenWord(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "", false)
	for _, c := range []struct {
		words       string
		most        int
		total       int
		left, begun string
	}{
		{"danış", 50, 2, "", ""},       // the beginning of a word
		{"danış ", 50, 2, "", "danış"}, // no word of its own
		{"danış", 0, 2, "", ""},        // in too many units, but it is no word of its own
		{"danış ", 0, 0, "", ""},
		{"danışıqlar", 0, 2, "", ""}, // in too many units: the word itself
		{"danışıqlar i", 0, 2, "i", ""},
		{"danışıqlar ik", 5000, 1, "", ""},
		{"az:danışıqlar ru:п", 0, 2, "п", ""},
		{"az:", 50, 51, "", ""}, // all units, as far as a page goes
		{"«", 50, 51, "", ""},
		{"i", 0, 51, "i", ""},
	} {
		r, err := browse(context.Background(), s.memory, browseQuery{words: c.words}, 0, c.most)
		if r.more {
			r.total++
		}
		if err != nil || r.total != c.total || r.left != c.left || r.begun != c.begun {
			t.Errorf("%q, %d: %d units, left %q, begun %q, %v; want %d, %q, %q", c.words, c.most, r.total, r.left, r.begun, err, c.total, c.left, c.begun)
		}
	}
}

// TestBrowseFits holds that no line is wider than the screen, nor the screen higher, whatever its size.
func TestBrowseFits(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "", false)
	for _, size := range []tea.WindowSizeMsg{{Width: 60, Height: 20}, {Width: 30, Height: 8}, {Width: 200, Height: 60}, {Width: 12, Height: 3}, {Width: 1, Height: 1}} {
		s.Update(size)
		for _, keys := range []string{"bakı", "<enter>", "e", "<f1>", "<esc>", "<esc>", "<esc>", "<esc>"} {
			s.press(keys)
			lines := strings.Split(s.content(), "\n")
			if len(lines) != max(3, size.Height) {
				t.Errorf("%v %s: %d lines", size, keys, len(lines))
			}
			for _, l := range lines {
				if size.Width >= 30 && columns(l) > size.Width {
					t.Errorf("%v %s: %d columns: %q", size, keys, columns(l), l)
				}
			}
		}
	}
}

// TestBrowseStale holds that what an earlier line found does not cover what a later one did.
func TestBrowseStale(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "", false)
	_, first := s.Update(tea.KeyPressMsg{Code: 'b', Text: "b"})
	_, second := s.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
	s.wants("typed", "search: ba")
	answer(s.browser, second)
	found := s.found.total
	answer(s.browser, first)
	if s.found.total != found || found == 0 {
		t.Errorf("%d units, then %d", found, s.found.total)
	}
	s.Update(slowMsg(s.asked))
	s.wants("nothing runs", "!searching")
	_, third := s.Update(tea.KeyPressMsg{Code: 'k', Text: "k"})
	s.Update(slowMsg(s.asked))
	s.wants("a search runs", "searching …")
	answer(s.browser, third)
	s.wants("it has ended", "!searching")
}

// TestBrowseLeavesWhenStored holds that a decision on its way is stored before browse ends.
func TestBrowseLeavesWhenStored(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "danışıqların", false)
	_, storing := s.Update(tea.KeyPressMsg{Code: 'a', Mod: tea.ModAlt})
	if s.press("<ctrl+c>") {
		t.Fatal("it quits before")
	}
	s.wants("leaving", "storing the last decision")
	if !answer(s.browser, storing) {
		t.Error("it does not quit when the decision is stored")
	}
	if u, err := s.memory.Unit(context.Background(), 80); err != nil || u.Status != tm.Approved {
		t.Errorf("%v, %v", u.Status, err)
	}
}

// TestBrowseLoneSegments holds that an article shows the segments that no unit has, in their order, and that they cannot be decided on.
func TestBrowseLoneSegments(t *testing.T) {
	name := exampleMemory(t)
	runOn(t, name, "forget", "80") // its segments stay
	s := newBrowseScreen(t, name, "story:talks", false)
	s.press("<enter>" + strings.Repeat("<up>", 30))
	lone := 0
	for i, item := range s.article.items {
		if item.lone {
			lone++
			s.wants("lone segment", "> "+copyKeys(item.Unit)[0]+" ", "no unit", "a segment that is part of no unit")
			s.press("a")
			s.wants("decided", "this segment is part of no unit")
		}
		if i != s.article.roll.at {
			t.Fatalf("item %d, at %d", i, s.article.roll.at)
		}
		s.press("<down>")
	}
	if lone != 3 {
		t.Errorf("%d lone segments, want 3", lone)
	}
}

// TestBrowseChangedMeanwhile holds that a unit that another made shorter after it was found opens as it is now.
func TestBrowseChangedMeanwhile(t *testing.T) {
	name := exampleMemory(t)
	s := newBrowseScreen(t, name, "az:imzalanıb", false)
	s.wants("found", "üç sənəd [imzalanıb]")
	runOn(t, name, "edit", "80", "--az", "Bəs.")
	s.press("<enter>")
	s.wants("opened", "> 1 az  Bəs.")
}

// TestBrowseEditsOn holds that a decision that is stored while a unit is edited does not end that.
func TestBrowseEditsOn(t *testing.T) {
	s := newBrowseScreen(t, exampleMemory(t), "danışıqların", false)
	_, storing := s.Update(tea.KeyPressMsg{Code: 'a', Mod: tea.ModAlt})
	s.press("<alt+e>X")
	answer(s.browser, storing)
	s.wants("approved", "imzalanıb.X", "unit 80 approved")
	s.press("<enter>")
	s.wants("edited", "unit 80 edited", "approved · edited")
}

func TestReadBrowseQuery(t *testing.T) {
	for _, c := range []struct {
		line, words string
		only        tm.Filter
		err         string
	}{
		{"bir iki", "bir iki", tm.Filter{}, ""},
		{"bir ", "bir ", tm.Filter{}, ""},
		{"bir story:talks iki", "bir  iki", tm.Filter{Story: "talks"}, ""},
		{`story:"iki söz" bir`, "bir", tm.Filter{Story: "iki söz"}, ""},
		{`"bir story:x iki"`, `"bir story:x iki"`, tm.Filter{}, ""},
		{"history:x", "history:x", tm.Filter{}, ""},
		{"from:2024-05- to:2024", "", tm.Filter{From: "2024-05", To: "2024"}, ""},
		{"from:mai", "", tm.Filter{}, "from:mai: a date is"},
		{"status:approved,im", "", tm.Filter{Statuses: []tm.Status{tm.Approved, tm.Imported}}, ""},
		{"status:a", "", tm.Filter{Statuses: []tm.Status{tm.Approved, tm.Aligned}}, ""},
		{"status:x", "", tm.Filter{}, "status:x: there is"},
		{"status: story:", "", tm.Filter{}, ""},
		{"lang:az,r az:bir", "az:bir", tm.Filter{Langs: []string{"az"}}, ""},
	} {
		q, err := readBrowseQuery(c.line)
		if q.words != c.words || !reflect.DeepEqual(q.only, c.only) {
			t.Errorf("%q: %q %+v, want %q %+v", c.line, q.words, q.only, c.words, c.only)
		}
		if c.err == "" && err != nil || c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%q: error %v, want %q", c.line, err, c.err)
		}
	}
}

func TestLastWord(t *testing.T) {
	for text, want := range map[string]string{"bir iki": "iki", "az:bir": "bir", "az:": "", "-bir": "", `"bir ik`: "ik", `"bir"`: "", "bir*": "", "15": "15", "": "", "«": "", "i̇": "i̇"} {
		if got := lastWord(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestBrowseHostile holds that no stored text steers the terminal by way of browse.
func TestBrowseHostile(t *testing.T) {
	w := newHostileWorld(t)
	for _, colour := range []bool{false, true} {
		s := newBrowseScreen(t, w.memory, "", colour)
		seen := ""
		for _, keys := range []string{"", "<down><down>", "söz ", "<enter>", "<down>", "1", "2", "a", "e", "<esc><esc>", "f", "y", "<esc>", "<esc>", "story:<tab>", "<esc>", "Bakı", "<enter>", "<pgdown>", "<pgdown>", "<esc>",
			"story:" + strings.ReplaceAll(hostile, "\x1b", ""), "<tab>"} {
			s.press(keys)
			content := s.View().Content
			seen += content
			for _, r := range unpainted(content) {
				if unsafeRune(r) && r != '\n' {
					t.Fatalf("%q: %U reaches the terminal:\n%q", keys, r, content)
				}
			}
		}
		if !strings.Contains(seen, `\u202e`) {
			t.Errorf("no hostile text came out, not even escaped")
		}
	}
}
