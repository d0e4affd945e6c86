package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"aztm/tm"
)

// screenApp is an app that thinks it has a terminal.
func screenApp(colour bool) *app {
	a := newApp(nil, nil, nil)
	a.setTerminals(io.Discard, io.Discard, true, true)
	a.colour = colour
	return a
}

// typed are the keys of a text, of names of keys in angle brackets: "bak<space><enter>".
func typed(keys string) []tea.Msg {
	special := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "space": {Code: ' ', Text: " "}, "up": {Code: tea.KeyUp},
		"down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
		"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "f1": {Code: tea.KeyF1},
	}
	var list []tea.Msg
	for keys != "" {
		if name, rest, ok := strings.Cut(strings.TrimPrefix(keys, "<"), ">"); ok && keys[0] == '<' {
			keys = rest
			if k, ok := special[name]; ok {
				list = append(list, k)
				continue
			}
			mod, letter, _ := strings.Cut(name, "+")
			list = append(list, tea.KeyPressMsg{Code: []rune(letter)[0], Mod: map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt}[mod]})
			continue
		}
		r := []rune(keys)[0]
		keys = keys[len(string(r)):]
		list = append(list, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return list
}

func TestField(t *testing.T) {
	for _, c := range []struct{ start, keys, want string }{
		{"", "şəkil", "şəkil|"},
		{"", "Щит", "Щит|"},
		{"ab", "<left>ı", "aı|b"},
		{"bir iki", "<ctrl+w>", "bir |"},
		{"bir iki", "<home>x<end>y<backspace>", "xbir iki|"},
		{"bir iki", "<left><ctrl+u>", "|i"},
		{"bir iki", "<home><ctrl+k>", "|"},
		{"bir iki", "<home><delete><right>", "i|r iki"},
		{"i\u0307z", "<left><backspace>", "|z"}, // a mark goes with its letter
		{"", "<left><backspace><right><delete>", "|"},
		{"語", "<left>ə", "ə|語"},
	} {
		f := newField(c.start)
		for _, m := range typed(c.keys) {
			if !f.take(m) {
				t.Errorf("%q: not for the field", m)
			}
		}
		if got := string(f.text[:f.at]) + "|" + string(f.text[f.at:]); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.start, c.keys, got, c.want)
		}
	}
	f := newField("ab")
	f.take(tea.KeyPressMsg{Code: tea.KeyLeft})
	if f.take(tea.PasteMsg{Content: "x\r\ny\n"}); f.String() != "ax yb" || f.at != 4 {
		t.Errorf("pasted: %q at %d", f.String(), f.at)
	}
	if f.take(tea.KeyPressMsg{Code: tea.KeyEnter}) || f.take(tea.KeyPressMsg{Code: 'x', Mod: tea.ModAlt}) {
		t.Error("Enter and Alt are not for the field")
	}
}

func TestFieldLine(t *testing.T) {
	for _, c := range []struct {
		text   string
		at     int
		width  int
		want   string
		column int
	}{
		{"salam", 5, 10, "salam", 5},
		{"salamlar", 8, 5, "mlar", 4},
		{"salamlar", 0, 5, "salam", 0},
		{"語語語", 3, 5, "語語", 4},
		{"語語語", 0, 5, "語語", 0},
		{"a\u202eb", 3, 10, `a\u202eb`, 8},
	} {
		f := field{[]rune(c.text), c.at}
		if line, column := f.line(c.width); line != c.want || column != c.column {
			t.Errorf("%q: %q, %d; want %q, %d", c.text, line, column, c.want, c.column)
		}
	}
}

func TestFieldLines(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		want []string
		x, y int
	}{
		{"bir iki üç", 0, []string{"bir iki ", "üç"}, 0, 0},
		{"bir iki üç", 8, []string{"bir iki ", "üç"}, 0, 1},
		{"bir iki üç", 10, []string{"bir iki ", "üç"}, 2, 1},
		{"", 0, []string{""}, 0, 0},
		{"uzunbirsöz", 10, []string{"uzunbir", "söz"}, 3, 1},
		{"yeddihe", 7, []string{"yeddihe", ""}, 0, 1},
	} {
		f := field{[]rune(c.text), c.at}
		if lines, x, y := f.lines(7); !slices.Equal(lines, c.want) || x != c.x || y != c.y {
			t.Errorf("%q at %d: %q, %d:%d; want %q, %d:%d", c.text, c.at, lines, x, y, c.want, c.x, c.y)
		}
	}
}

func TestLitLines(t *testing.T) {
	const text = "Danışıqlar Bakıda keçirilib\u202e. Bu"
	hits := []tm.Hit{{Start: 0, End: len("Danışıqlar")}, {Start: len("Danışıqlar "), End: len("Danışıqlar Bakı")}}
	for colour, want := range map[bool][]string{
		false: {"[Danışıqlar]", "[Bakı]da", `keçirilib\u202e.`, "Bu"},
		true:  {"\x1b[1;38;5;164mDanışıqlar\x1b[0m", "\x1b[1;38;5;164mBakı\x1b[0mda", `keçirilib\u202e.`, "Bu"},
	} {
		if lines := screenApp(colour).litLines(text, hits, bold+";"+magenta, 16); !slices.Equal(lines, want) {
			t.Errorf("colour %v: %q, want %q", colour, lines, want)
		}
	}
}

// TestLatin holds that the keys of commands work where the Russian layout is on.
func TestLatin(t *testing.T) {
	for from, want := range map[rune]string{'ф': "a", 'к': "r", 'а': "f", 'у': "e", 'г': "u", 'н': "y", 'й': "q", 'ю': ".", 'a': "a", 'ə': "ə", 'Ь': "M", 'Б': "<", 'Ю': ">", 'Ъ': "}"} {
		if got := latin(tea.KeyPressMsg{Code: from, Text: string(from)}); got != want {
			t.Errorf("%c: %s, want %s", from, got, want)
		}
		if got := latin(tea.KeyPressMsg{Code: from, Mod: tea.ModAlt}); got != "alt+"+want {
			t.Errorf("alt %c: %s, want alt+%s", from, got, want)
		}
	}
}

func TestKeyLine(t *testing.T) {
	keys := []deskKey{{"Enter", "open"}, {"a", "approve"}, {"r", "reject"}}
	for width, want := range map[int]string{
		80: "Enter open  a approve  r reject  ? help",
		30: "Enter open  a approve  ? help",
		12: "? help",
	} {
		d := desk{a: screenApp(false), width: width}
		if got := d.keyLine(keys); got != want {
			t.Errorf("%d columns: %q, want %q", width, got, want)
		}
	}
}

// TestDeskGuard holds that no text reaches the terminal raw by way of a screen, even if a model forgets to escape it.
func TestDeskGuard(t *testing.T) {
	for _, colour := range []bool{false, true} {
		d := desk{a: screenApp(colour), width: 60, height: 6}
		d.take(noteMsg(hostile))
		v := d.view([]string{hostile, d.a.paint(red, "x")}, hostile, nil)
		for _, r := range unpainted(v.Content) {
			if unsafeRune(r) && r != '\n' {
				t.Errorf("%U reaches the terminal: %q", r, v.Content)
			}
		}
		if n := strings.Count(v.Content, "\n") + 1; n != 6 {
			t.Errorf("%d lines on a screen of 6", n)
		}
		if colour != strings.Contains(v.Content, "\x1b[") {
			t.Errorf("colour %v: %q", colour, v.Content)
		}
	}
}

func TestDeskHelp(t *testing.T) {
	d := desk{a: screenApp(false), width: 40, height: 5, guide: "one\n\ntwo\n\nthree\n\nfour"}
	press := func(keys string) string {
		for _, m := range typed(keys) {
			d.take(m)
		}
		return d.view([]string{"body"}, "status", nil).Content
	}
	for _, c := range []struct{ keys, want, not string }{
		{"", "body", "one"},
		{"?", "one", "body"},
		{"<down><down>", "two", "one"},
		{"<pgdown>", "four", "two"},
		{"<pgup><pgup>", "one", "four"},
		{"<esc>", "body", "one"},
		{"<f1>", "one", "body"},
	} {
		if got := press(c.keys); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%s: %q, want %q", c.keys, got, c.want)
		}
	}
}

// TestRoll holds which items of a list are shown, from the first line on.
func TestRoll(t *testing.T) {
	heights := []int{2, 2, 2, 9, 2}
	show := func(r *roll) string {
		r.fit(func(i int) int { return heights[i] }, len(heights), 5)
		return strings.Join(r.lines(len(heights), 5, func(i int) (lines []string) {
			for n := range heights[i] {
				lines = append(lines, string(rune('a'+i))+string(rune('0'+n)))
			}
			return lines
		}), " ")
	}
	var r roll
	for _, c := range []struct{ key, want string }{
		{"", "a0 a1 b0 b1 c0"},
		{"down", "a0 a1 b0 b1 c0"},
		{"down", "b0 b1 c0 c1 d0"},
		{"down", "d0 d1 d2 d3 d4"},
		{"down", "d4 d5 d6 d7 d8"}, // higher than the screen: within it first
		{"down", "e0 e1"},
		{"down", "e0 e1"},
		{"up", "d0 d1 d2 d3 d4"},
		{"pgup", "a0 a1 b0 b1 c0"},
		{"pgdown", "e0 e1"},
	} {
		if c.key != "" && !r.take(c.key, len(heights)) {
			t.Errorf("%s: not taken", c.key)
		}
		if got := show(&r); got != c.want {
			t.Errorf("%s: %s, want %s", c.key, got, c.want)
		}
	}
	if r.take("x", 5) {
		t.Error("x moves")
	}
}
