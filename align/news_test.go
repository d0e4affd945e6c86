package align

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

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

// TestRaw aligns and cuts running texts. Floors lie a little below what is reached.
func TestRaw(t *testing.T) {
	for _, x := range []struct {
		dir                 string
		precision, coverage float64
	}{{"raw-light", 0.96, 0.95}, {"raw-hard", 0.93, 0.94}} {
		for _, pair := range [][]string{{"az", "ru"}, {"az", "en"}, {"ru", "en"}} {
			var sum RawScore
			for _, s := range rawStories(t, newsDir(t, x.dir), pair, false) {
				got, cuts, err := New(nil).AlignAndCut(s.texts)
				if err != nil {
					t.Fatal(err)
				}
				sum.Add(CompareRaw(s.cutRaw(cuts), got))
			}
			t.Logf("%s %v: precision %.4f coverage %.4f", x.dir, pair, sum.Precision(), sum.Coverage())
			if p, c := sum.Precision(), sum.Coverage(); p < x.precision || c < x.coverage {
				t.Errorf("%s %v: precision %.4f coverage %.4f, want %.4f and %.4f", x.dir, pair, p, c, x.precision, x.coverage)
			}
		}
	}
}

// cutRaw returns the raw texts of a story with their segments cut.
func (s *story) cutRaw(cuts [][]Cut) []*RawText {
	var out []*RawText
	for i, x := range s.raw {
		out = append(out, x.cut(s.texts[i].Segments, cuts[i]))
	}
	return out
}

// cut returns the text with its segments, whose texts are given, cut.
func (t *RawText) cut(segments []string, cuts []Cut) *RawText {
	type segment struct {
		text string
		at   Range
	}
	var list []segment
	for i, x := range segments {
		list = append(list, segment{x, t.segments[i]})
	}
	list = Apply(list, cuts, func(x segment, offset int) (a, b segment) {
		n := x.at.Start + utf8.RuneCountInString(strings.Join(strings.Fields(x.text[:offset]), ""))
		return segment{x.text[:offset], Range{x.at.Start, n}}, segment{x.text[offset:], Range{n, x.at.End}}
	})
	out := &RawText{lines: t.lines}
	for _, x := range list {
		out.segments = append(out.segments, x.at)
	}
	return out
}

// readRaw splits a raw text and locates its gold lines; column is that of their start.
func readRaw(t *testing.T, file, lang string, rows []string, column int) (Text, *RawText) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := Text{Lang: lang}
	var segments []Range
	for _, s := range srx.Default().Segmenter(lang).Split(string(data)) {
		segments = append(segments, Range{s.Start, s.End})
		text.Segments = append(text.Segments, string(data[s.Start:s.End]))
	}
	return text, NewRawText(string(data), segments, goldSpans(t, rows, column))
}

// goldSpans reads the span of each gold line in one language, in code points.
func goldSpans(t *testing.T, rows []string, column int) map[string]Range {
	t.Helper()
	out := map[string]Range{}
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
		out[f[0]] = Range{a, b}
	}
	return out
}

// rawStories splits the raw texts, also wherever a sentence may be cut if parted, and joins the segments that share gold lines into beads.
func rawStories(t *testing.T, dir string, langs []string, parted bool) []story {
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
		for _, lang := range langs {
			text, raw := readRaw(t, name+"."+lang+".txt", lang, rows[1:], slices.Index(head, lang+"_start"))
			if parted {
				whole := text
				var cuts []Cut
				text, cuts = New(nil).parts(whole)
				raw = raw.cut(whole.Segments, cuts)
			}
			s.texts, s.raw = append(s.texts, text), append(s.raw, raw)
		}
		s.gold = mergeCut(s.texts, rawGold(s.raw))
		out = append(out, s)
	}
	return out
}

// rawGold makes beads of the segments that are tied by gold lines.
func rawGold(sides []*RawText) []Bead {
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
		for i, sp := range s.segments {
			parent = append(parent, len(parent))
			group[[2]int{n, i}] = len(parent) - 1
			for _, l := range s.lines {
				if over := min(sp.End, l.at.End) - max(sp.Start, l.at.Start); over > 0 && 2*over >= min(sp.Len(), l.at.Len()) {
					if g, ok := byLine[l.id]; ok {
						parent[find(len(parent)-1)] = find(g)
					} else {
						byLine[l.id] = len(parent) - 1
					}
				}
			}
		}
	}
	beads := map[int]*Bead{}
	var roots []int
	for n, s := range sides {
		for i := range s.segments {
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

// mergeCut joins beads that would part sentences on all sides.
func mergeCut(texts []Text, beads []Bead) []Bead {
	slices.SortStableFunc(beads, func(x, y Bead) int {
		for i := range x.Sides {
			if x.Sides[i].Len() > 0 && y.Sides[i].Len() > 0 {
				return x.Sides[i].Start - y.Sides[i].Start
			}
		}
		return 0
	})
	var out []Bead
	for _, b := range beads {
		inside := sidesOf(b) > 1
		for i, r := range b.Sides {
			j := texts[i].joints
			inside = inside && (r.Len() == 0 || j != nil && j[r.Start] != apart && len(out) > 0 && out[len(out)-1].Sides[i].End == r.Start)
		}
		if !inside {
			out = append(out, b)
			continue
		}
		for i, r := range b.Sides {
			if r.Len() > 0 {
				out[len(out)-1].Sides[i].End = r.End
			}
		}
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
