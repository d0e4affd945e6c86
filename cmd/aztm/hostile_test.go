package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hostile steers a terminal if it gets there: a colour, a title, bells, a carriage return, bidi marks, C1 controls, and what
// is no UTF-8. It has no letter of the alphabet, so that it changes no word beside it.
const hostile = "\x1b[31m\x1b]0;\x07\x1b[2J\r\u202e\u2066\u200f\u0085\u009b31m\x7f\u2028\u200b\U000e0041"

// A hostileWorld is a folder whose files, names and memory are full of hostile text.
type hostileWorld struct {
	t                    *testing.T
	dir, memory          string
	news, az, ru         string
	tsv, jsonl, bad, tmx string
	decisions            string
}

// run runs a command on a pseudo-terminal and returns all that it printed, stdout and stderr.
func (w hostileWorld) run(stdin string, terminal bool, args ...string) string {
	w.t.Helper()
	var out bytes.Buffer
	a := newApp(strings.NewReader(stdin), nil, nil)
	a.setTerminals(&out, &out, terminal, terminal)
	run(context.Background(), a, append([]string{"--memory", w.memory}, args...))
	return out.String()
}

func (w hostileWorld) file(name, content string) string {
	w.t.Helper()
	name = filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		w.t.Fatal(err)
	}
	return name
}

// The texts of news hold no C0 controls: with these they would be refused as binary data.
const (
	hostileMarks = "\u202e\u2066\u200f\u0085\u009b31m\u2028\u200b\U000e0041"

	hostileAz = "Danışıqlar Bakıda" + hostileMarks + " keçirilib.\nPrezident 15 oktyabrda nazir" + hostileMarks + "lə görüşüb.\nHava yaxşıdır.\n"
	hostileRu = "Переговоры прошли" + hostileMarks + " в Баку.\nПрезидент 15 октября встретился с министром" + hostileMarks + ".\nПогода хорошая.\n"
)

func newHostileWorld(t *testing.T) hostileWorld {
	w := hostileWorld{t: t, dir: filepath.Join(t.TempDir(), "h"+hostile)}
	w.memory = filepath.Join(w.dir, "m"+hostile+".db")
	w.az = w.file("news"+hostile+"/s"+hostile+".az.txt", hostileAz)
	w.ru = w.file("news"+hostile+"/s"+hostile+".ru.txt", hostileRu)
	w.news = filepath.Dir(w.az)
	w.tsv = w.file("u"+hostile+".tsv", "az\tru\nSöz "+strings.Trim(hostile, "\r")+"bir\tСлово "+hostile+"один\n")
	type variant struct {
		Lang string `json:"lang"`
		Text string `json:"text"`
	}
	line, err := json.Marshal(map[string]any{"tuid": "id" + hostile, "story": "story" + hostile, "notes": []map[string]string{{"value": "note" + hostile}},
		"variants": []variant{{"az", "İkinci söz " + hostile}, {"ru", "Второе слово " + hostile}, {"x" + hostile, "third " + hostile}}})
	if err != nil {
		t.Fatal(err)
	}
	w.jsonl = w.file("u"+hostile+".jsonl", string(line)+"\n{\"variants\":"+hostile+"\n")
	w.decisions = w.file("d"+hostile+".json", `{"format":"aztm review","version":1,"stories":[{"id":1,"story":"\u202e\u001b[2J","documents":{"\u202e":""},"decisions":[]}]}`)
	w.bad = w.file("bad"+hostile+".tmx", "<tmx version=\"1.4\"><header/><body><tu tuid=\""+hostile)
	w.tmx = w.file("u"+hostile+".tmx", "<tmx version=\"1.4\"><header srclang=\"az\"/><body><tu tuid=\"1\u202e\"><tuv xml:lang=\"az\"><seg>Üçüncü\u202e söz</seg></tuv>"+
		"<tuv xml:lang=\"ru\"><seg>Третье\u202e слово</seg></tuv></tu><tu><tuv xml:lang=\"az\u202e\"><seg>\u202e</seg></tuv></tu></body></tmx>")
	for _, args := range [][]string{{"add", "--force", w.news}, {"import", "--force", w.tsv}, {"import", "--force", w.jsonl}, {"import", "--force", w.tmx},
		{"put", "--az", "Söz " + hostile + "bir", "--ru", "Иное " + hostile}, {"put", "--az", "Söz " + hostile + "iki", "--ru", "Иное " + hostile}} {
		w.run("", false, args...)
	}
	w.file("gold"+hostile+"/x"+hostile+".az.txt", "Bir"+hostile+"\n")
	w.file("gold"+hostile+"/x"+hostile+".ru.txt", "Один"+hostile+"\n")
	w.file("gold"+hostile+"/x"+hostile+".az-ru.gold", "[0]:[0]\n"+hostile+"\n")
	return w
}

// hostileRuns are runs of every command that print hostile text; those of a new command are added here.
func hostileRuns(w hostileWorld) map[string][][]string {
	h := hostile
	const az = "Danışıqlar Bakıda" + hostile + " keçirilir."
	return map[string][][]string{
		"add": {{w.news}, {"--dry-run", "--show-removed", w.news}, {h}, {"--az", w.az, "--ru", w.ru, "--encoding", h}, {"--az", w.az, "--ru", w.az}, {"--srx", w.bad, w.news},
			{"--json", w.news}},
		"put":          {{"--az", az, "--ru", az}, {"--az", h}, {h}},
		"import":       {{w.tsv}, {w.jsonl}, {w.bad}, {w.tmx}, {"--json", w.jsonl}, {"--format", h, w.tsv}, {h}, {"--on-conflict", h, w.tsv}, {"--lang-map", h, w.tsv}, {"--columns", h, w.tsv}},
		"learn":        {{}, {"--json"}, {h}},
		"lookup":       {{az}, {"--explain", az}, {"--json", az}, {"--plain", "--to", "ru", az}, {"--from", h, az}, {"--min", h}, {"--document"}, {}, {"İkinci söz"}},
		"search":       {{"Bakı"}, {"söz"}, {"--json", "söz"}, {"--tsv", "söz"}, {h}, {"--regex", "(" + h}, {"--lang", h, "x"}, {"-" + h}},
		"browse":       {{h}, {}},
		"show":         {{"1", "2"}, {"--json", "1"}, {"3", "4", "5", "6", "7"}, {h}},
		"stats":        {{}, {"--json"}},
		"approve":      {{"1"}, {h}, {"--json", "1"}},
		"reject":       {{"1"}, {h}},
		"forget":       {{"2"}, {h}},
		"terms":        {{}, {"--json"}, {"--langs", h}, {"--min-count", "1"}, {h}},
		"terms import": {{w.tsv}, {h}, {"--json", w.tsv}},
		"terms list":   {{}, {"--json"}, {h}},
		"terms remove": {{h}},
		"analyse":      {{w.az}, {"--json", w.az}, {"--csv", w.az}, {h}, {"--to", h, w.az}, {"--weights", h, w.az}},
		"pretranslate": {{w.az, "--to", "ru", "--min", "50"}, {w.az, "--to", "ru", "--min", "50", "--force", "--json"}, {w.az, "--to", "ru", "--min", "50"}, {h, "--to", "ru"}, {w.az, "--to", h},
			{w.az, "--to", "ru", "--format", h}, {w.az, "--to", "az" + h, "--format", "tsv"}},
		"check":        {{}, {"--all"}, {"--all", "--json"}, {w.tmx}, {w.bad}, {"--json", w.tmx}, {"--all", w.tsv}, {"--all", w.az, w.ru}, {h}, {"--checks", h}},
		"review":       {{}, {"--search", h}, {"--below", "7"}, {"--html", "x", "--search", h}, {"--html", filepath.Join(w.dir, "page"+h+".html")}, {"--html", filepath.Join(w.dir, "page"+h+".html")}, {"--html", filepath.Join(w.dir, "page2.html"), h}, {h}},
		"review apply": {{h}, {w.tsv}, {w.decisions}, {"--rest", w.decisions}, {"--json", w.decisions}, {"-"}},
		"edit":         {{"1", "--az", az}, {h}, {"1", "--text", h}, {"1", "--text", "x" + h + "=" + h}, {"1", "--en", ""}},
		"replace":      {{"Bakı", "BAKI" + h, "--in", "az"}, {h, h + h, "--in", "az", "--regex"}, {"слово", h, "--in", "ru", "--apply"}, {"a", "b", "--in", "az", "--status", h}, {"Bakı", h, "--in", "az", "--json"}},
		"duplicates":   {{"--min", "50"}, {"--min", "50", "--json"}, {"--min", h}},
		"conflicts":    {{}, {"--json"}, {"--document", h}, {h}},
		"history":      {{}, {"--json"}},
		"undo":         {{"1"}, {h}, {"--with-later", "1"}},
		"export": {{"--format", "tmx"}, {"--format", "tsv"}, {"--format", "jsonl"}, {filepath.Join(w.dir, "out"+h+".tmx")}, {w.tsv}, {"--format", h}, {"--status", h, "x.tmx"},
			{"--since", h, "x.tmx"}, {"--for", h, "x.tmx"}, {"--lang-map", h, "x.tmx"}, {h}},
		"backup":     {{filepath.Join(w.dir, "backup"+h)}, {filepath.Join(w.dir, "backup"+h)}, {"--json", "--force", filepath.Join(w.dir, "backup"+h)}, {filepath.Join(w.dir, h, h)}},
		"doctor":     {{}, {"--full", "--json"}, {"--reindex"}},
		"split":      {{w.az}, {"--json", w.az}, {"--lines", w.az}, {h}, {"--lang", h, w.az}, {"--srx", w.bad, w.az}, {"--encoding", h, w.az}},
		"align":      {{w.az, w.ru}, {"--explain", w.az, w.ru}, {"--format", "tsv", w.az, w.ru}, {"--json", "--explain", w.az, w.ru}, {"--format", "tmx", w.az, w.ru}, {"--format", h, w.az, w.ru}, {"--jsonl"}, {h, h}},
		"eval":       {{filepath.Join(w.dir, "gold"+h)}, {h}, {"--floor", h, w.dir}},
		"norm":       {{az}, {"--json", az}, {}},
		"srx":        {{h}, {}},
		"help":       {{h}, {"add"}},
		"completion": {{h}, {"bash"}},
		"man":        {{h}, {"--dir", filepath.Join(w.dir, "man"+h)}, {"add"}},
	}
}

// TestHostileText holds that nothing that a text, a name or an argument holds steers the terminal, whatever the command: no control
// character passes but new line and tab, no bidi mark, no colour but those of aztm.
func TestHostileText(t *testing.T) {
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	w := newHostileWorld(t)
	runs := hostileRuns(w)
	for _, c := range everyCommand(newRoot(newApp(nil, nil, nil))) {
		name := nameOf(c)
		if len(runs[name]) == 0 {
			t.Errorf("%s: no run with hostile text: add some to hostileRuns", name)
		}
		said := ""
		for _, args := range runs[name] {
			said += w.check(append(strings.Fields(name), args...)...)
		}
		if !strings.Contains(said, `\u202e`) && !strings.Contains(said, `\udb40\udc41`) {
			t.Errorf("%s: no hostile text came out, not even escaped: the runs show nothing:\n%s", name, said)
		}
	}
	for _, args := range [][]string{{hostile}, {"--" + hostile}, {"--memory"}, {"__complete", "undo", ""}, {"__complete", "export", "--document", ""}} {
		w.check(args...)
	}
}

// check runs a command and looks at all that reaches the terminal.
func (w hostileWorld) check(args ...string) string {
	w.t.Helper()
	out := w.run(hostileAz+`{"id":"`+hostile, true, args...)
	for _, r := range unpainted(out) {
		if unsafeRune(r) && r != '\n' && r != '\t' {
			w.t.Errorf("%q: %U reaches the terminal:\n%q", args, r, out)
			break
		}
	}
	return out
}

// unpainted is text without the colours of aztm.
func unpainted(text string) string {
	for _, code := range painted {
		text = strings.ReplaceAll(text, "\x1b["+code+"m", "")
	}
	return text
}

// TestHostileNamesOfCompletions holds the same for what the shell shows when Tab is pressed: it comes through a pipe.
func TestHostileNamesOfCompletions(t *testing.T) {
	w := newHostileWorld(t)
	for _, args := range [][]string{{"__complete", "undo", ""}, {"__complete", "export", "--document", ""}} {
		out := w.run("", false, args...)
		if i := strings.IndexFunc(out, func(r rune) bool { return unsafeRune(r) && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("%q: %q", args, out)
		}
	}
}

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		parts  []string // as they are written
		colour bool
		want   string
	}{
		{[]string{"salam\n\tə"}, false, "salam\n\tə"},
		{[]string{"a\x1b[1mb\x1b[0m"}, true, "a\x1b[1mb\x1b[0m"},
		{[]string{"a\x1b[1mb"}, false, `a\u001b[1mb`},
		{[]string{"a\x1b[2J\x1b]0;"}, true, `a\u001b[2J\u001b]0;`},
		{[]string{"a\x1b", "[38;5", ";28mb"}, true, "a\x1b[38;5;28mb"},
		{[]string{"a\x1b[31mb"}, true, `a\u001b[31mb`},
		{[]string{"a\x1b", "c"}, true, `a\u001bc`},
		{[]string{"\xc9", "\x99"}, false, "ə"},
		{[]string{"a\xc9"}, false, `a\xc9`},
		{[]string{"a\x1b"}, true, `a\u001b`},
		{[]string{"\u202e", "\u0085", "\r"}, true, `\u202e\u0085\u000d`},
		{[]string{"\U000e0041"}, true, `\udb40\udc41`},
		{[]string{"\x1b[" + strings.Repeat("1", 30)}, true, `\u001b[` + strings.Repeat("1", 30)},
	} {
		var b strings.Builder
		g := guard{w: &b, colour: c.colour}
		for _, p := range c.parts {
			g.Write([]byte(p))
		}
		if err := g.end(); err != nil || b.String() != c.want {
			t.Errorf("%q: %q, want %q", c.parts, b.String(), c.want)
		}
	}
}

// FuzzGuard holds that nothing unsafe passes, however the text is cut, and that safe text passes as it is.
func FuzzGuard(f *testing.F) {
	f.Add(hostile, 3, true)
	f.Add("ə\x1b[1mı\x1b[0m", 2, true)
	f.Add("\xc9", 1, false)
	f.Fuzz(func(t *testing.T, text string, cut int, colour bool) {
		cut = max(0, min(cut, len(text)))
		var whole, parts strings.Builder
		for b, pieces := range map[*strings.Builder][]string{&whole: {text}, &parts: {text[:cut], text[cut:]}} {
			g := guard{w: b, colour: colour}
			for _, p := range pieces {
				g.Write([]byte(p))
			}
			g.end()
		}
		if whole.String() != parts.String() {
			t.Errorf("%q cut at %d: %q and %q", text, cut, whole.String(), parts.String())
		}
		plain := whole.String()
		if colour {
			plain = unpainted(plain)
		}
		if strings.ContainsFunc(plain, func(r rune) bool { return unsafeRune(r) && r != '\n' && r != '\t' }) {
			t.Errorf("%q: %q", text, whole.String())
		}
		if visible(text) == text && whole.String() != text {
			t.Errorf("%q: changed to %q", text, whole.String())
		}
	})
}
