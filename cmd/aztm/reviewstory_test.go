package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aztm/align"
	"aztm/tm"
)

// smallStory is a story of two units and a lone segment in three languages; the first unit's English text was typed by hand.
func smallStory() tm.StoredStory {
	texts := [][2]string{
		{"az", "Nazir Krastev 12 iyunda Bakıya gəlib.|Zemfira da orada olub.|Hava yaxşı keçib, yağış yağmayıb."},
		{"ru", "Министр Крастев 12 июня прибыл в Баку.|Земфира тоже была там."},
	}
	s := tm.StoredStory{ID: 1, Name: "visit"}
	for i, x := range texts {
		d := tm.Document{ID: int64(i + 1), Lang: x[0]}
		for _, t := range strings.Split(x[1], "|") {
			d.Segments = append(d.Segments, tm.Segment{Text: t})
		}
		s.Docs = append(s.Docs, d)
	}
	unit := func(n int, confidence float64) tm.Row {
		u := tm.Unit{ID: int64(n + 1), Status: tm.Aligned, Confidence: confidence, Position: n}
		ranges := map[string]tm.Range{}
		for _, d := range s.Docs {
			u.Variants = append(u.Variants, tm.Variant{Lang: d.Lang, Text: d.Segments[n].Text})
			ranges[d.Lang] = tm.Range{First: n, End: n + 1}
		}
		return tm.Row{Unit: u, Ranges: ranges}
	}
	s.Rows = []tm.Row{unit(0, 0.99), unit(1, 0.7), {Ranges: map[string]tm.Range{"az": {First: 2, End: 3}}}}
	s.Rows[0].Unit.Variants = append(s.Rows[0].Unit.Variants, tm.Variant{Lang: "en", Text: "On June 12 minister Krastev came to Baku by train."})
	return s
}

// cluesIn lists the lit words of a row: language, group, kind, word.
func cluesIn(row rowView) []string {
	var out []string
	for lang, clues := range row.clues {
		for _, m := range clues {
			out = append(out, fmt.Sprintf("%s %d %s %s", lang, m.group, m.kind, row.texts[lang][m.start:m.end]))
		}
	}
	return out
}

func TestViewStory(t *testing.T) {
	v := viewStory(align.New(nil), smallStory())
	if !slices.Equal(v.langs, []string{"az", "ru", "en"}) || len(v.rows) != 3 {
		t.Fatalf("languages %v, %d rows", v.langs, len(v.rows))
	}
	for n, want := range []struct {
		word  string
		eyes  bool
		texts int
	}{{"good", false, 3}, {"check", true, 2}, {"alone", false, 1}} {
		r := v.rows[n]
		if r.word != want.word || r.eyes != want.eyes || len(r.texts) != want.texts {
			t.Errorf("row %d: %q, eyes %v, texts %v", n, r.word, r.eyes, r.texts)
		}
	}
	got := cluesIn(v.rows[0])
	for _, want := range []string{"az 1 word Nazir", "ru 1 word Министр", "en 1 word minister", "az 2 name Krastev", "ru 2 name Крастев", "en 2 name Krastev",
		"az 3 number 12", "ru 3 number 12", "en 3 number 12", "en 0 lone train"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if len(v.rows[2].clues) != 0 {
		t.Errorf("a row of one language is lit: %v", v.rows[2].clues)
	}
}

// TestCluesApart holds for all the example stories that clues are in order, apart, at letters, and that a group has two clues or more.
func TestCluesApart(t *testing.T) {
	for _, s := range exampleStories(t) {
		for n, row := range viewStory(align.New(nil), s).rows {
			count := map[int]int{}
			for lang, clues := range row.clues {
				end := 0
				for _, m := range clues {
					if m.start < end || m.end <= m.start || m.end > len(row.texts[lang]) || strings.ContainsRune(row.texts[lang][m.start:m.end], '\uFFFD') {
						t.Fatalf("%s row %d %s: clue %v after %d in %q", s.Name, n, lang, m, end, row.texts[lang])
					}
					end = m.end
					count[m.group]++
				}
			}
			for g, c := range count {
				if g > 0 && c < 2 {
					t.Errorf("%s row %d: group %d has one clue: %q", s.Name, n, g, cluesIn(row))
				}
			}
		}
	}
}

// TestDotPlots holds that the strongest dots of each segment lie on the way that the rows take.
func TestDotPlots(t *testing.T) {
	for _, s := range exampleStories(t) {
		for _, p := range dotPlots(align.New(nil), s) {
			a, b := s.Docs[p.a].Lang, s.Docs[p.b].Lang
			on, all := 0, 0
			best := map[int]align.Dot{}
			for _, d := range p.dots {
				if d.Strength > best[d.A].Strength {
					best[d.A] = d
				}
			}
			for _, d := range best {
				if all++; slices.ContainsFunc(s.Rows, func(r tm.Row) bool { return holds(r.Ranges[a], d.A) && holds(r.Ranges[b], d.B) }) {
					on++
				}
			}
			if all < len(s.Docs[p.a].Segments)/2 || 10*on < 9*all {
				t.Errorf("%s %s-%s: %d of %d strongest dots of %d segments lie on the way", s.Name, a, b, on, all, len(s.Docs[p.a].Segments))
			}
		}
	}
}

// BenchmarkStoryView looks at a story of 300 segments a language, and plots it.
func BenchmarkStoryView(b *testing.B) {
	s := tm.StoredStory{Name: "long"}
	for _, lang := range []string{"az", "ru"} {
		d := tm.Document{Lang: lang}
		for n := range 300 {
			text := fmt.Sprintf("Nazir Krastev%d iyunun %d-də Bakıda prezidentlə görüşüb, ticarət və nəqliyyat barədə danışıb.", n%40, n)
			if lang == "ru" {
				text = fmt.Sprintf("Министр Крастев%d %d июня встретился в Баку с президентом и говорил о торговле и транспорте.", n%40, n)
			}
			d.Segments = append(d.Segments, tm.Segment{Text: text})
		}
		s.Docs = append(s.Docs, d)
	}
	for n := range 300 {
		s.Rows = append(s.Rows, tm.Row{Ranges: map[string]tm.Range{"az": {First: n, End: n + 1}, "ru": {First: n, End: n + 1}}})
	}
	b.Run("view", func(b *testing.B) {
		for b.Loop() {
			viewStory(align.New(nil), s)
		}
	})
	b.Run("plot", func(b *testing.B) {
		for b.Loop() {
			dotPlots(align.New(nil), s)
		}
	})
}

func holds(r tm.Range, n int) bool { return r.First <= n && n < r.End }

// exampleStories are the bundled stories as a memory holds them.
func exampleStories(t *testing.T) []tm.StoredStory {
	t.Helper()
	memory := filepath.Join(t.TempDir(), "memory.db")
	aztm(t, "--memory", memory, "add", "-q", "../../corpus/examples")
	m, err := tm.Open(t.Context(), memory, tm.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	var list []tm.StoredStory
	for u, err := range m.Units(t.Context(), tm.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(list, func(s tm.StoredStory) bool { return s.ID == u.StoryID }) {
			s, err := m.StoredStory(t.Context(), u.StoryID)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, s)
		}
	}
	return list
}
