package align

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"aztm/corpus/srx"
)

// splitParagraphs splits paragraphs into segments.
func splitParagraphs(lang string, paragraphs []string) Text {
	seg := srx.Default().Segmenter(lang)
	t := Text{Lang: lang}
	for n, p := range paragraphs {
		for _, s := range seg.Split(p) {
			t.Segments = append(t.Segments, p[s.Start:s.End])
			t.Paragraphs = append(t.Paragraphs, n)
		}
	}
	return t
}

// TestMinsk aligns a published article with two free translations, which merge, split and drop.
func TestMinsk(t *testing.T) {
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set: no article to align")
	}
	var want [][]string
	for _, l := range readLines(t, filepath.Join(root, "minsk", "units.tsv")) {
		want = append(want, strings.Split(l, "\t"))
	}
	langs := []string{"az", "ru", "en"}
	texts := make([]Text, 3)
	for i, lang := range langs {
		var column []string
		for _, u := range want {
			if u[i] != "" {
				column = append(column, u[i])
			}
		}
		texts[i] = splitParagraphs(lang, body(readLines(t, filepath.Join(root, "minsk", "minsk."+lang+".txt")), strings.Join(column, " ")))
	}
	// A pair may be cut finer than the unit of all three, where only the third text merges: that is one unit each.
	for _, x := range []struct {
		sides []int
		right int
	}{{[]int{0, 1, 2}, 17}, {[]int{0, 1}, 16}, {[]int{0, 2}, 16}, {[]int{1, 2}, 17}} {
		if got := countUnits(t, texts, x.sides, want); got < x.right {
			t.Errorf("%v: %d units right, want %d", x.sides, got, x.right)
		}
	}
}

// body returns the paragraphs that stand in the text of the units, a doubled headline once.
func body(lines []string, units string) []string {
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l != "" && strings.Contains(units, l) && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return out
}

// countUnits aligns some sides of the texts and counts the units whose columns come out letter for letter.
func countUnits(t *testing.T, texts []Text, sides []int, want [][]string) int {
	t.Helper()
	var some []Text
	for _, s := range sides {
		some = append(some, texts[s])
	}
	got, err := Align(some)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, b := range got {
		var row []string
		for i, r := range b.Sides {
			row = append(row, strings.Join(some[i].Segments[r.Start:r.End], " "))
		}
		found[strings.Join(row, "\t")] = true
	}
	right := 0
	for _, u := range want {
		var row []string
		for _, s := range sides {
			row = append(row, u[s])
		}
		if found[strings.Join(row, "\t")] {
			right++
		} else {
			t.Logf("%v: no unit %q", sides, row)
		}
	}
	return right
}

// rawScore counts as the end-to-end scorer of the raw texts does: a pair is right if both sides cover the same gold
// lines, a line being covered by half of its characters.
type rawScore struct{ right, pairs, covered, gold int }

func TestRaw(t *testing.T) {
	for _, dir := range []string{"raw-light", "raw-hard"} {
		for _, pair := range [][]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}} {
			var sum rawScore
			files, err := filepath.Glob(filepath.Join(newsDir(t, dir), "*.spans.tsv"))
			if err != nil || len(files) == 0 {
				t.Fatalf("no spans in %s (%v)", dir, err)
			}
			for _, f := range files {
				scoreRaw(t, strings.TrimSuffix(f, ".spans.tsv"), pair, &sum)
			}
			t.Logf("%s %v: precision %.4f coverage %.4f", dir, pair, ratio(sum.right, sum.pairs), ratio(sum.covered, sum.gold))
			if p := ratio(sum.right, sum.pairs); p < 0.8 {
				t.Errorf("%s %v: precision %.4f", dir, pair, p)
			}
		}
	}
}

// A rawSide is a raw text without spaces, with the gold lines it holds.
type rawSide struct {
	text  Text
	spans [][2]int // of each segment, in non-blank characters
	lines map[string][2]int
}

func scoreRaw(t *testing.T, name string, pair []string, sum *rawScore) {
	t.Helper()
	spans := readLines(t, name+".spans.tsv")
	head := strings.Split(spans[0], "\t")
	var sides []rawSide
	var texts []Text
	for _, lang := range pair {
		s := readRaw(t, name+"."+lang+".txt", lang)
		s.lines = goldSpans(t, spans[1:], slices.Index(head, lang+"_start"), s.squeeze(t, name+"."+lang+".txt"))
		sides, texts = append(sides, s), append(texts, s.text)
	}
	for id := range sides[0].lines {
		if _, ok := sides[1].lines[id]; ok {
			sum.gold++
		}
	}
	got, err := Align(texts)
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, b := range got {
		if sidesOf(b) < 2 {
			continue
		}
		sum.pairs++
		x, y := sides[0].cover(b.Sides[0]), sides[1].cover(b.Sides[1])
		if len(x) > 0 && slices.Equal(x, y) {
			sum.right++
			for _, id := range x {
				covered[id] = true
			}
		}
	}
	sum.covered += len(covered)
}

func readRaw(t *testing.T, file, lang string) rawSide {
	t.Helper()
	s := rawSide{text: splitParagraphs(lang, readLines(t, file))}
	at := 0
	for _, g := range s.text.Segments {
		n := 0
		for _, r := range g {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		s.spans = append(s.spans, [2]int{at, at + n})
		at += n
	}
	return s
}

// squeeze maps code points of a file to the number of non-blank ones before.
func (s *rawSide) squeeze(t *testing.T, file string) []int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, n := []int{0}, 0
	for _, r := range string(text) {
		if !unicode.IsSpace(r) {
			n++
		}
		out = append(out, n)
	}
	return out
}

// cover returns the gold lines of which a range of segments holds at least half, sorted.
func (s *rawSide) cover(r Range) []string {
	a, b := s.spans[r.Start][0], s.spans[r.End-1][1]
	var out []string
	for id, l := range s.lines {
		if l[1] > l[0] && 2*(min(b, l[1])-max(a, l[0])) >= l[1]-l[0] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// goldSpans reads the span of each gold line in one language, in non-blank characters; column is that of its start.
func goldSpans(t *testing.T, rows []string, column int, squeezed []int) map[string][2]int {
	t.Helper()
	out := map[string][2]int{}
	for _, l := range rows {
		f := strings.Split(l, "\t")
		if f[column] == "-" {
			continue
		}
		a, err1 := strconv.Atoi(f[column])
		b, err2 := strconv.Atoi(f[column+1])
		if err1 != nil || err2 != nil {
			t.Fatalf("spans: %q", l)
		}
		out[f[0]] = [2]int{squeezed[a], squeezed[b]}
	}
	return out
}

// rawStories splits the raw texts and joins the segments that share gold lines into beads.
func rawStories(t *testing.T, dir string, langs []string) []story {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.spans.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no spans in %s (%v)", dir, err)
	}
	var out []story
	for _, f := range files {
		name := strings.TrimSuffix(f, ".spans.tsv")
		rows := readLines(t, f)
		head := strings.Split(rows[0], "\t")
		s := story{name: filepath.Base(name)}
		var sides []rawSide
		for _, lang := range langs {
			x := readRaw(t, name+"."+lang+".txt", lang)
			x.lines = goldSpans(t, rows[1:], slices.Index(head, lang+"_start"), x.squeeze(t, name+"."+lang+".txt"))
			sides, s.texts = append(sides, x), append(s.texts, x.text)
		}
		s.gold = rawGold(sides)
		out = append(out, s)
	}
	return out
}

// rawGold makes beads of the segments that are tied by gold lines.
func rawGold(sides []rawSide) []Bead {
	group := map[[2]int]int{} // side and segment → group
	parent := []int{}
	find := func(x int) int {
		for parent[x] != x {
			x = parent[x]
		}
		return x
	}
	byLine := map[string]int{}
	for n, s := range sides {
		for i, sp := range s.spans {
			parent = append(parent, len(parent))
			group[[2]int{n, i}] = len(parent) - 1
			for id, l := range s.lines {
				if over := min(sp[1], l[1]) - max(sp[0], l[0]); over > 0 && 2*over >= min(sp[1]-sp[0], l[1]-l[0]) {
					if g, ok := byLine[id]; ok {
						parent[find(len(parent)-1)] = find(g)
					} else {
						byLine[id] = len(parent) - 1
					}
				}
			}
		}
	}
	beads := map[int]*Bead{}
	var roots []int
	for n, s := range sides {
		for i := range s.spans {
			r := find(group[[2]int{n, i}])
			if beads[r] == nil {
				beads[r] = &Bead{Sides: make([]Range, len(sides)), Confidence: 1}
				roots = append(roots, r)
			}
			x := &beads[r].Sides[n]
			if x.Len() == 0 {
				x.Start = i
			}
			x.End = i + 1
		}
	}
	var out []Bead
	for _, r := range roots {
		out = append(out, *beads[r])
	}
	return out
}

// exampleStories returns the bundled stories with their gold units as beads.
func exampleStories(t *testing.T) []story {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "corpus", "examples", "gold", "*.tsv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no bundled gold (%v)", err)
	}
	var out []story
	for _, f := range files {
		rows := readLines(t, f)
		s := story{name: strings.TrimSuffix(filepath.Base(f), ".tsv")}
		for _, lang := range strings.Split(rows[0], "\t") {
			s.texts = append(s.texts, Text{Lang: lang})
		}
		for _, r := range rows[1:] {
			b := Bead{Confidence: 1}
			for i, cell := range strings.Split(r, "\t") {
				x := &s.texts[i]
				start := len(x.Segments)
				x.Segments = append(x.Segments, splitParagraphs(x.Lang, []string{cell}).Segments...)
				b.Sides = append(b.Sides, Range{start, len(x.Segments)})
			}
			s.gold = append(s.gold, b)
		}
		out = append(out, s)
	}
	return out
}

// TestExamples wants every unit of the bundled stories right.
func TestExamples(t *testing.T) {
	for _, s := range exampleStories(t) {
		got := alignAndCheck(t, s.texts...)
		score := Compare(s.gold, got)
		if score.Strict.Right != score.Strict.Predicted || score.Strict.Found != score.Strict.Gold {
			t.Errorf("%s: %d of %d beads right, %d of %d units found", s.name, score.Strict.Right, score.Strict.Predicted, score.Strict.Found, score.Strict.Gold)
			showErrors(s, got)
		}
	}
}
