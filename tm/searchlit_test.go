package tm

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"aztm/align/lexicon"
)

// litThere writes the counterparts of the first unit found, by variant.
func litThere(t *testing.T, m *Memory, s Search) string {
	t.Helper()
	r, err := m.Search(context.Background(), s)
	if err != nil || len(r.Units) == 0 {
		t.Fatalf("%+v: %d found, %v", s, len(r.Units), err)
	}
	var out []string
	for n, list := range r.Units[0].Counterparts {
		if len(list) > 0 && len(r.Units[0].Hits[n]) > 0 {
			t.Errorf("%+v: counterparts in a variant with hits", s)
		}
		var words []string
		for _, h := range list {
			words = append(words, r.Units[0].Unit.Variants[n].Text[h.Start:h.End])
		}
		out = append(out, strings.Join(words, ","))
	}
	return strings.Join(out, "|")
}

func TestSearchLightsCounterparts(t *testing.T) {
	m := newsMemory(t)
	for _, c := range []struct {
		search Search
		want   string
	}{
		{Search{Query: "az:qanun yeni"}, "|Закон,новый|law,new"},
		{Search{Query: `"новый закон"`}, "yeni,qanun||new,law"},
		{Search{Query: "ışıq"}, "|огнях|light"},
		{Search{Query: "az:nazirlik ru:закон"}, "||law,ministry"},
		{Search{Query: "İspaniya"}, "|Испания|Spain"},
		{Search{Query: "2024"}, "||"},
		{Search{Query: "az:2024"}, "|2024|2024"},
		{Search{Query: `hazırl\pL+`, Regex: true}, "|готовит|preparing"},
	} {
		if got := litThere(t, m, c.search); got != c.want {
			t.Errorf("%+v: %s; want %s", c.search, got, c.want)
		}
	}
}

// TestSearchLightsByMemory wants words that no lexicon has lit by what stands together, and by what was learned.
func TestSearchLightsByMemory(t *testing.T) {
	m := create(t)
	for i := range 30 {
		put(t, m, Unit{Variants: []Variant{
			{Lang: "az", Text: fmt.Sprintf("Sonra kərtənkələ bağda gəzirdi, fındıqqıran isə orada susurdu %d.", i)},
			{Lang: "ru", Text: fmt.Sprintf("Щелкунчик молчал там, после по саду гуляла ящерица, %d.", i)}}})
		put(t, m, Unit{Variants: []Variant{{Lang: "az", Text: fmt.Sprintf("Sonra bağda gəzirdi, orada susurdu %d.", i)},
			{Lang: "ru", Text: fmt.Sprintf("После гуляла по саду, молчал там %d.", i)}}})
		put(t, m, Unit{Variants: []Variant{{Lang: "az", Text: fmt.Sprintf("Kərtənkələ %d.", i)}, {Lang: "ru", Text: fmt.Sprintf("Ящерица %d.", i)}}})
	}
	if got := litThere(t, m, Search{Query: "kərtənkələ sonra"}); !strings.Contains(got, "ящерица") {
		t.Errorf("by what stands together: %s", got)
	}
	learned := Learned{Version: "1", Units: 1, Entries: []lexicon.Entry{{LangA: "az", A: "fındıqqıran", LangB: "ru", B: "щелкунчик", Weight: 1}}}
	if err := m.SetLearned(context.Background(), learned); err != nil {
		t.Fatal(err)
	}
	if got := litThere(t, m, Search{Query: "fındıqqıran", Learned: "1"}); got != "|Щелкунчик" {
		t.Errorf("by what was learned: %s", got)
	}
}
