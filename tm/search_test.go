package tm

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// news is a small memory: unit numbers are the lines, 1-based.
var news = [][3]string{
	{"Nazirlik yeni qanun hazırlayır.", "Министерство готовит новый закон.", "The ministry is preparing a new law."},
	{"Yeni nazirliyin binası şəhərdədir.", "Здание нового министерства в городе.", "The new ministry is in the city."},
	{"Bakı IŞIQ içindədir.", "Баку в огнях.", "Baku is full of light."},
	{"Səhər şəhər sakit idi.", "Утром город был тих.", "The city was quiet in the morning."},
	{"2024-cü ildə 15 nəfər gəldi.", "В 2024 году приехали 15 человек.", "In 2024, 15 people came."},
	{"İspaniya yenə qalib oldu.", "Испания ещё раз победила.", "Spain won again."},
	{"Qanun yeni, nazirlik köhnə.", "Закон новый, министерство старое.", "The law is new, the ministry old."},
	{"Naz edir.", "Кокетничает.", "She is coy."},
}

func newsMemory(t testing.TB) *Memory {
	m := create(t)
	for _, n := range news {
		put(t, m, Unit{Variants: []Variant{{Lang: "az", Text: n[0]}, {Lang: "ru", Text: n[1]}, {Lang: "en", Text: n[2]}}})
	}
	return m
}

// lit writes what was found: the number and the words that are lit.
func lit(r Results) string {
	var out []string
	for _, f := range r.Units {
		var words []string
		for n, hits := range f.Hits {
			for _, h := range hits {
				words = append(words, f.Unit.Variants[n].Text[h.Start:h.End])
			}
		}
		out = append(out, fmt.Sprintf("%d %s", f.Unit.ID, strings.Join(words, ",")))
	}
	return strings.Join(out, "; ")
}

func TestSearch(t *testing.T) {
	m := newsMemory(t)
	for _, c := range []struct {
		search Search
		want   string
	}{
		{Search{Query: "nazirlik"}, "7 nazirlik; 1 Nazirlik; 2 nazirliyin"},
		{Search{Query: "NAZİRLİK"}, "7 nazirlik; 1 Nazirlik; 2 nazirliyin"},
		{Search{Query: "ışıq"}, "3 IŞIQ"},
		{Search{Query: "isiq"}, "3 IŞIQ"},
		{Search{Query: "ISPANIYA"}, "6 İspaniya"},
		{Search{Query: "еще"}, "6 ещё"},
		{Search{Query: "seher"}, "4 Səhər,şəhər; 2 şəhərdədir"},
		{Search{Query: "seher", ExactLetters: true}, ""},
		{Search{Query: "səhər", ExactLetters: true}, "4 Səhər"},
		{Search{Query: "qanun yeni"}, "7 Qanun,yeni; 1 yeni,qanun"},
		{Search{Query: `"yeni qanun"`}, "1 yeni,qanun"},
		{Search{Query: `"qanun yeni`}, "7 Qanun,yeni"},
		{Search{Query: "yeni -qanun"}, "2 Yeni"},
		{Search{Query: `new -"ministry old"`}, "2 new; 1 new"},
		{Search{Query: "naz*"}, "8 Naz; 7 nazirlik; 2 nazirliyin; 1 Nazirlik"},
		{Search{Query: "naz* -nazirlik"}, "8 Naz"},
		{Search{Query: "az:qanun ru:закон"}, "7 Qanun,Закон; 1 qanun,закон"},
		{Search{Query: "az:yeni qanun en:preparing"}, "1 yeni,qanun,preparing"},
		{Search{Query: "en:qanun"}, ""},
		{Search{Query: "az:yeni ru:-закон"}, "2 Yeni"},
		{Search{Query: "2024"}, "5 2024-cü,2024,2024"},
		{Search{Query: "2023"}, ""},
		{Search{Query: "202*"}, "5 2024-cü,2024,2024"},
		{Search{Query: "15 people"}, "5 15,people"},
		{Search{Query: "the", Langs: []string{"ru"}}, ""},
		{Search{Query: "city", Langs: []string{"en"}}, "4 city; 2 city"},
		{Search{Query: `^Закон`, Regex: true}, "7 Закон"},
		{Search{Query: `minist\w+|[Nn]azirl\pL+`, Regex: true, Langs: []string{"en", "az"}, Limit: 2}, "1 Nazirlik,ministry; 2 nazirliyin,ministry"},
		{Search{Query: `x*`, Regex: true}, ""},
		{Search{Query: "qanun nazirlik Баку"}, ""},
	} {
		r, err := m.Search(context.Background(), c.search)
		if err != nil {
			t.Errorf("%+v: %v", c.search, err)
			continue
		}
		if got := lit(r); got != c.want {
			t.Errorf("%+v: %s; want %s", c.search, got, c.want)
		}
	}
}

func TestSearchPages(t *testing.T) {
	m := newsMemory(t)
	all, err := m.Search(context.Background(), Search{Query: "new", Limit: -1})
	if err != nil || all.Total < 3 || len(all.Units) != all.Total {
		t.Fatalf("%d of %d, %v", len(all.Units), all.Total, err)
	}
	for i, f := range all.Units {
		r, err := m.Search(context.Background(), Search{Query: "new", Limit: 1, Offset: i})
		if err != nil || r.Total != all.Total || len(r.Units) != 1 || r.Units[0].Unit.ID != f.Unit.ID {
			t.Errorf("page %d: %+v, %v", i, r, err)
		}
	}
	if r, err := m.Search(context.Background(), Search{Query: "new", Offset: 99}); err != nil || len(r.Units) != 0 || r.Total != all.Total {
		t.Errorf("beyond the end: %+v, %v", r, err)
	}
}

func TestSearchRefuses(t *testing.T) {
	m := newsMemory(t)
	for _, s := range []Search{{}, {Query: "—"}, {Query: "-qanun"}, {Query: "*"}, {Query: "az:"}, {Query: "(", Regex: true}} {
		if _, err := m.Search(context.Background(), s); err == nil {
			t.Errorf("%+v was taken", s)
		}
	}
}

func TestSearchLeavesOutRejected(t *testing.T) {
	m := newsMemory(t)
	do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 7) })
	r, err := m.Search(context.Background(), Search{Query: "qanun"})
	if err != nil || lit(r) != "1 qanun" {
		t.Errorf("%s, %v", lit(r), err)
	}
}

// FuzzSearch sees that any query is answered or refused, with hits that stand in order inside their texts.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{"nazirlik", `"yeni qanun" -x az:naz* ru:в`, `-"`, `az: "`, "*", "en:a* b*", `""""`, "-", "a\x00b", "\xff", "2024*", "az:-x en:law"} {
		f.Add(q, false, false)
		f.Add(q, true, true)
	}
	m := newsMemory(f)
	f.Fuzz(func(t *testing.T, query string, regex, exact bool) {
		r, err := m.Search(context.Background(), Search{Query: query, Regex: regex, ExactLetters: exact, Limit: -1})
		if err != nil {
			return
		}
		for _, u := range r.Units {
			lit := 0
			for n, hits := range u.Hits {
				if len(hits) > 0 && len(u.Counterparts[n]) > 0 {
					t.Fatalf("hits and counterparts in %q", u.Unit.Variants[n].Text)
				}
				lit += len(hits)
				at := 0
				for _, h := range slices.Concat(hits, u.Counterparts[n]) {
					if h.Start < at || h.End <= h.Start || h.End > len(u.Unit.Variants[n].Text) {
						t.Fatalf("hits %v of %q", hits, u.Unit.Variants[n].Text)
					}
					at = h.End
				}
			}
			if lit == 0 {
				t.Fatalf("unit %d found without a hit", u.Unit.ID)
			}
		}
	})
}

// TestSearchEqualsScan compares the candidates of the index with all units.
func TestSearchEqualsScan(t *testing.T) {
	m := newsMemory(t)
	ctx := context.Background()
	var words []string
	for _, n := range news {
		words = append(words, strings.Fields(strings.Join(n[:], " "))...)
	}
	for i, w := range words {
		q := w + " " + words[(i*7+1)%len(words)]
		for _, query := range []string{w, q, `"` + q + `"`, "az:" + q, string([]rune(w)[0]) + "*"} {
			r, err := m.Search(ctx, Search{Query: query, Limit: -1})
			if err != nil {
				if strings.ContainsAny(w, "—") || len(strings.Trim(w, "—.,")) == 0 {
					continue
				}
				t.Fatal(err)
			}
			f, err := newFinder(Search{Query: query})
			if err != nil {
				t.Fatal(err)
			}
			var got, want []int64
			for _, u := range r.Units {
				got = append(got, u.Unit.ID)
			}
			for _, u := range units(t, m, Filter{}) {
				if _, ok := f.match(f.cutAll(u)); ok {
					want = append(want, u.ID)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%q: %v by the index, %v by reading", query, got, want)
			}
		}
	}
}
