package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

// hostileMarkup does harm if a page takes it for markup; the rest of hostile text is for terminals.
const hostileMarkup = `</td></script></title><script>pwned=1</script><img src=x onerror="pwned=1">` + "\u202e&amp;\x00"

// reviewMemory makes a memory of two stories in az and ru: units 1 to 4, of which 2 and 3 need eyes, and a lone segment behind unit 2;
// unit 5 in a story with hostile texts and name.
func reviewMemory(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "memory.db")
	m, err := tm.Open(t.Context(), path, tm.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	b, err := m.Begin(t.Context(), "add", "bridge")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Rollback()
	one := func(n int) tm.Range { return tm.Range{First: n, End: n + 1} }
	for _, s := range []tm.Story{
		{Name: "bridge", Docs: []tm.Document{
			document("az", "Bakıda yeni körpü açılıb.", "Nazir Krastev 12 iyunda orada olub.", "O, çox sevinib.", "İnşaat iki il davam edib.", "Körpü uzundur."),
			document("ru", "В Баку открыт новый мост.", "Министр Крастев был там 12 июня.", "Погода была хорошая.", "Мост длинный.")},
			Beads: []tm.Bead{{Ranges: map[string]tm.Range{"az": one(0), "ru": one(0)}, Confidence: 0.99}, {Ranges: map[string]tm.Range{"az": one(1), "ru": one(1)}, Confidence: 0.7},
				{Ranges: map[string]tm.Range{"az": one(3), "ru": one(2)}, Confidence: 0.2}, {Ranges: map[string]tm.Range{"az": one(4), "ru": one(3)}, Confidence: 0.98}}},
		{Name: "odd" + hostileMarkup, Docs: []tm.Document{document("az", "Bir "+hostileMarkup+" iki."), document("ru", "Один "+hostileMarkup+" два.")},
			Beads: []tm.Bead{{Ranges: map[string]tm.Range{"az": one(0), "ru": one(0)}, Confidence: 0.97}}},
	} {
		if _, err := b.AddStory(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	return path
}

func document(lang string, segments ...string) tm.Document {
	d := tm.Document{Lang: lang, Path: "/news/" + lang + hostileMarkup, Digest: fmt.Sprintf("%x", segments[0])}
	for _, s := range segments {
		d.Segments = append(d.Segments, tm.Segment{Text: s})
	}
	return d
}

// unitsNow are the status and texts of the units of a memory, by number.
func unitsNow(t *testing.T, memory string) map[int64]string {
	t.Helper()
	m, err := tm.Open(t.Context(), memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	out := map[int64]string{}
	for u, err := range m.Units(t.Context(), tm.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		out[u.ID] = string(u.Status)
		for _, v := range u.Variants {
			out[u.ID] += "|" + v.Text
		}
	}
	return out
}

// TestPageMarkup holds that a page is one file that names nothing outside, and that no text of a story is markup.
func TestPageMarkup(t *testing.T) {
	memory := reviewMemory(t)
	file := filepath.Join(t.TempDir(), "page.html")
	aztm(t, "--memory", memory, "review", "--html", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := string(text)
	if n := strings.Count(s, "<script"); n != 3 || strings.Count(s, "</script") != 3 {
		t.Errorf("%d scripts, want that of the page and the data of two stories", n)
	}
	for _, bad := range []string{"<img", "onerror=\"", "\u202e", "\x00", "http://", "https://", "<link", " style=", "ZgotmplZ"} {
		if strings.Contains(strings.ReplaceAll(s, `"http://www.w3.org/2000/svg"`, ""), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, good := range []string{`<td lang="az" dir="auto">`, `<mark class="name" data-g="`, "default-src &#39;none&#39;", `\u202e&amp;amp;`} {
		if !strings.Contains(s, good) {
			t.Errorf("the page lacks %q", good)
		}
	}
}

// TestPage drives a page in a browser as its reader would, and takes what it saves into the memory.
func TestPage(t *testing.T) {
	memory, folder := reviewMemory(t), t.TempDir()
	file := filepath.Join(folder, "page ə.html")
	aztm(t, "--memory", memory, "review", "--html", file)
	b := startChromium(t)
	b.call("Browser.setDownloadBehavior", object{{"behavior", "allow"}, {"downloadPath", folder}})
	address := (&url.URL{Scheme: "file", Path: file}).String()
	b.open(address)
	word := func(row, want string) {
		t.Helper()
		b.wants(`document.querySelectorAll("section.story")[0].querySelectorAll("tbody .state")[`+row+`].textContent`, want)
	}
	current := func(want string) { t.Helper(); b.wants(`document.querySelector("tr.now .no").textContent`, want) }

	// It opens at what needs eyes.
	current("2") // the first that needs eyes
	b.wants(`document.querySelector("tr.now .state").textContent`, "check")
	b.wants(`document.querySelectorAll(".story.shown .plots figure circle").length > 2 && document.querySelector(".story.shown .plots svg").getBoundingClientRect().width > 100`, "true")
	b.wants(`document.querySelectorAll(".story.shown .plots rect.box.now").length`, "1")
	b.wants(`save.disabled`, "true")

	// Words that belong together light up.
	b.press("ArrowRight", "ArrowRight")
	b.wants(`document.querySelector("#said").textContent`, "Krastev = Крастев")
	b.wants(`[...document.querySelectorAll("mark.lit")].map((m) => m.textContent).join()`, "Krastev,Крастев")

	// Keys decide.
	b.press("a")
	word("1", "approved")
	current("3")
	b.press("a") // a lone segment: no
	word("2", "alone")
	b.press("m")
	word("2", "merged")
	b.wants(`document.querySelector("tr.now td").textContent`, "O, çox sevinib. İnşaat iki il davam edib.")
	b.press("u")
	word("2", "alone")
	b.press("m", "e", "Escape", "j")
	current("5")
	b.press("e")
	b.run(`document.activeElement.select()`)
	b.write("Bu körpü çox uzundur.")
	b.press("Ctrl-Enter")
	word("4", "edited")
	b.press("k", "k", "k", "r")
	word("0", "rejected")
	b.wants(`save.textContent`, "Save 4 decisions")

	// Filters and search.
	seen := `[...document.querySelectorAll(".story.shown tbody tr")].filter((r) => r.offsetParent).map((r) => r.querySelector(".no").textContent).join()`
	b.run(`document.querySelector("[data-filter=approved]").click()`)
	b.wants(seen, "2,3")
	b.run(`document.querySelector("[data-filter=all]").click()`)
	b.press("/")
	b.write("BAKIDA")
	b.wants(seen, "1")
	b.run(`document.querySelector("#find").value = ""`)
	b.write("insaat iki") // no dot, no cedilla, upper and lower case
	b.wants(seen, "3")
	b.press("Escape")
	b.wants(seen, "1,2,3,5")

	// Text is text.
	b.press("J")
	shown := visible("Bir " + hostileMarkup + " iki.")
	b.wants(`document.querySelector(".story.shown td").textContent`, shown)
	b.wants(`document.querySelector(".story.shown h2").textContent`, visible("odd"+hostileMarkup))
	b.wants(`typeof pwned + document.images.length`, "undefined0")
	b.press("e") // what is shown is not what is stored
	b.wants(`document.querySelectorAll("textarea").length`, "0")

	// On a telephone nothing sticks out.
	b.call("Emulation.setDeviceMetricsOverride", object{{"width", 400}, {"height", 800}, {"deviceScaleFactor", 1}, {"mobile", true}})
	b.wants(`document.documentElement.scrollWidth`, "400")
	b.call("Emulation.clearDeviceMetricsOverride", nil)

	// Decisions outlive the page.
	const kept = "Save 4 decisions"
	for range 20 { // the browser hands what one page stored to the next in its own time
		b.open("about:blank#away")
		b.open(address)
		if b.run(`save.textContent`) == kept {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	b.wants(`save.textContent`, kept)
	word("0", "rejected")
	word("2", "merged")

	// They are saved.
	b.press("s")
	b.wants(`document.querySelector("#said").textContent.startsWith("Saved")`, "true")
	saved := waitFor(t, filepath.Join(folder, "aztm-review-*.json"))

	for _, e := range b.errors {
		t.Errorf("the page complains: %s", e)
	}
	odd := unitsNow(t, memory)[5]
	want := map[int64]string{1: "rejected|Bakıda yeni körpü açılıb.|В Баку открыт новый мост.", 2: "approved|Nazir Krastev 12 iyunda orada olub.|Министр Крастев был там 12 июня.",
		3: "approved|O, çox sevinib. İnşaat iki il davam edib.|Погода была хорошая.", 4: "aligned|Bu körpü çox uzundur.|Мост длинный.", 5: odd}
	for _, said := range []string{"1 approved, 1 rejected, 1 edited, 1 merged as batch 2", "nothing to do; 4 stored before"} { // twice is harmless
		code, messages := command("--memory", memory, "review", "apply", saved)
		if code != 0 || !strings.Contains(messages, said) {
			t.Fatalf("apply: exit %d, %s; want %q", code, messages, said)
		}
		for id, text := range unitsNow(t, memory) {
			if text != want[id] {
				t.Errorf("unit %d: %q, want %q", id, text, want[id])
			}
		}
	}
}

// waitFor waits for a file that a browser writes.
func waitFor(t *testing.T, pattern string) string {
	t.Helper()
	for range 100 {
		if names, _ := filepath.Glob(pattern); len(names) == 1 {
			return names[0]
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no file %s", pattern)
	return ""
}

// TestPageLimits holds that too much for a page is refused with a way out, before anything is written.
func TestPageLimits(t *testing.T) {
	memory := reviewMemory(t)
	m, err := tm.Open(t.Context(), memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	file := filepath.Join(t.TempDir(), "page.html")
	err = writePage(t.Context(), newApp(nil, io.Discard, io.Discard), m, make([]int64, pageStories+1), file, false)
	var h hinted
	if !errors.As(err, &h) || !strings.Contains(err.Error(), "2001 stories are too many") || !strings.Contains(h.hint, "name fewer") {
		t.Errorf("error %v, hint %q", err, h.hint)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a file is there")
	}
	var b strings.Builder
	l := limitedWriter{&b, 5}
	if _, err := l.Write([]byte("12345")); err != nil {
		t.Error(err)
	}
	if _, err := l.Write([]byte("6")); !errors.Is(err, errLargePage) || b.String() != "12345" {
		t.Errorf("error %v, written %q", err, b.String())
	}
}
