package tm

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// answer writes matches: score, kind, unit, targets, count.
func answer(t *testing.T, m *Memory, q Query) string {
	t.Helper()
	found, err := m.Lookup(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range found {
		s := fmt.Sprintf("%d %s u%d", f.Score, f.Kind, f.Unit.ID)
		for _, g := range f.Targets {
			s += " " + g.Lang + ":" + g.Text
			if g.Swapped {
				s += "!"
			}
		}
		if f.Count > 1 {
			s += fmt.Sprintf(" ×%d", f.Count)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestLookup(t *testing.T) {
	m := newsMemory(t)
	importAll(t, m, pair("Tək dil yox.", "—"), Unit{Variants: []Variant{{Lang: "az", Text: "Yalnız burada."}}},
		Unit{Variants: []Variant{{Lang: "en-US", Text: "The color."}, {Lang: "en-GB", Text: "The colour."}}})
	for _, c := range []struct {
		name string
		q    Query
		want string
	}{
		{"exact", Query{Text: "Naz edir.", From: "az"}, "100 exact u8 ru:Кокетничает. en:She is coy."},
		{"one target", Query{Text: "Naz edir.", From: "az", To: []string{"en"}}, "100 exact u8 en:She is coy."},
		{"target by region", Query{Text: "Naz edir.", From: "az-AZ", To: []string{"en-GB"}}, "100 exact u8 en:She is coy."},
		{"no such target", Query{Text: "Naz edir.", From: "az", To: []string{"de"}}, ""},
		{"from Russian", Query{Text: "Баку в огнях", From: "ru", To: []string{"az"}}, "99 variant u3 az:Bakı IŞIQ içindədir."},
		{"without diacritics", Query{Text: "baki isiq icindedir", From: "az", To: []string{"en"}}, "99 variant u3 en:Baku is full of light."},
		{"guessed", Query{Text: "Spain won again!", To: []string{"az"}}, "99 variant u6 az:İspaniya yenə qalib oldu."},
		{"other number", Query{Text: "2025-ci ildə 15 nəfər gəldi.", From: "az", To: []string{"ru"}}, "95 number u5 ru:В 2025 году приехали 15 человек.!"},
		{"a word more", Query{Text: "Səhər tezdən şəhər sakit idi.", From: "az", To: []string{"en"}}, "80 fuzzy u4 en:The city was quiet in the morning."},
		{"below the threshold", Query{Text: "Səhər tezdən şəhər sakit idi.", From: "az", Min: 85}, ""},
		{"no tokens", Query{Text: "—", From: "ru"}, "100 exact u9 az:Tək dil yox."},
		{"other text without tokens", Query{Text: "-", From: "ru", Min: 50}, ""},
		{"no target at all", Query{Text: "Yalnız burada.", From: "az"}, ""},
		{"one language twice", Query{Text: "The colour.", From: "en"}, "100 exact u11 en-US:The color."},
		{"unknown language", Query{Text: "The colour.", From: "xx"}, ""},
		{"empty", Query{From: "az"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := answer(t, m, c.q); got != c.want {
				t.Errorf("%s; want %s", got, c.want)
			}
			c.q.Exhaustive = true
			if got := answer(t, m, c.q); got != c.want {
				t.Errorf("reading every unit: %s; want %s", got, c.want)
			}
		})
	}
}

func TestLookupOrder(t *testing.T) {
	m := create(t)
	importAll(t, m, pair("Salam, dünya!", "Привет, мир!"))                                                               // 1
	importAll(t, m, pair("Salam, dünya!", "Здравствуй, мир!"), pair("Salam, dünya!", "Привет, мир!"), Unit{Context: "c", // 2
		Variants: pair("Salam, dünya!", "Привет, мир!").Variants}) // 3
	importAll(t, m, pair("Salam dünya", "Мир, привет!")) // 4
	const rest = "; 99 variant u4 ru:Мир, привет!"
	want := "100 exact u2 ru:Здравствуй, мир!; 100 exact u3 ru:Привет, мир! ×2" + rest
	if got := answer(t, m, Query{Text: "Salam, dünya!", From: "az"}); got != want {
		t.Errorf("newest first: %s; want %s", got, want)
	}
	do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 1) })
	do(t, m, "edit", func(ctx context.Context, b *Batch) error {
		return b.Edit(ctx, 2, pair("Salam, dünya!", "Мир!").Variants)
	})
	want = "100 exact u1 ru:Привет, мир! ×2; 100 exact u2 ru:Мир!" + rest
	if got := answer(t, m, Query{Text: "Salam, dünya!", From: "az"}); got != want {
		t.Errorf("approved first: %s; want %s", got, want)
	}
	want = "100 exact u1 ru:Привет, мир! ×2"
	if got := answer(t, m, Query{Text: "Salam, dünya!", From: "az", Limit: 1}); got != want {
		t.Errorf("one: %s; want %s", got, want)
	}
	do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 1, 3) })
	want = "100 exact u2 ru:Мир!" + rest
	if got := answer(t, m, Query{Text: "Salam, dünya!", From: "az"}); got != want {
		t.Errorf("rejected: %s; want %s", got, want)
	}
}

func TestLookupInContext(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	importAll(t, m, pair("Bir.", "Раз."), pair("Üç.", "Трое."))
	for _, c := range []struct {
		name string
		text string
		n    *Neighbours
		want string
	}{
		{"in context", "Bir.", &Neighbours{"Başlıq", "İki."}, "101 context u2 ru:Один.; 100 exact u5 ru:Раз."},
		{"no neighbours given", "Bir.", nil, "100 exact u5 ru:Раз.; 100 exact u2 ru:Один."},
		{"another neighbour", "Bir.", &Neighbours{"Başlıq", "Üç."}, "100 exact u5 ru:Раз.; 100 exact u2 ru:Один."},
		{"at the end", "Üç.", &Neighbours{"İki.", ""}, "101 context u4 ru:Три.; 100 exact u6 ru:Трое."},
		{"not at the end", "Üç.", &Neighbours{"İki.", "Dörd."}, "100 exact u6 ru:Трое.; 100 exact u4 ru:Три."},
		{"at the start", "Başlıq", &Neighbours{"", "Bir."}, "101 context u1 ru:Заголовок"},
		{"other case", "BİR.", &Neighbours{"Başlıq", "İki."}, "99 variant u5 ru:Раз.; 99 variant u2 ru:Один."},
	} {
		if got := answer(t, m, Query{Text: c.text, From: "az", Neighbours: c.n}); got != c.want {
			t.Errorf("%s: %s; want %s", c.name, got, c.want)
		}
	}
	if got, want := answer(t, m, Query{Text: "Bir.", From: "az", Min: 101, Neighbours: &Neighbours{"Başlıq", "İki."}}), "101 context u2 ru:Один."; got != want {
		t.Errorf("only in context: %s; want %s", got, want)
	}
}

func ExampleMemory_Lookup() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "aztm")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	m, err := Open(ctx, filepath.Join(dir, "memory.db"), Options{Create: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer m.Close()
	b, err := m.Begin(ctx, "put", "by hand")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Rollback()
	_, err = b.Put(ctx, Unit{Variants: []Variant{{Lang: "az", Text: "İclas 15 oktyabrda keçiriləcək."}, {Lang: "ru", Text: "Заседание состоится 15 октября."}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := b.Commit(ctx); err != nil {
		fmt.Println(err)
		return
	}
	matches, err := m.Lookup(ctx, Query{Text: "Iclas 20 oktyabrda kecirilecek", From: "az", To: []string{"ru"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, match := range matches {
		fmt.Println(match.Score, match.Kind, match.Targets[0].Text)
	}
	// Output: 93 number Заседание состоится 20 октября.
}

func ExampleMemory_Search() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "aztm")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	m, err := Open(ctx, filepath.Join(dir, "memory.db"), Options{Create: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer m.Close()
	b, err := m.Begin(ctx, "import", "a file")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer b.Rollback()
	for _, u := range []Unit{pair("Şəhərin işıqları yanır.", "Горят огни города."), pair("Kənddə işıq yoxdur.", "В деревне нет света.")} {
		if _, err := b.Import(ctx, u); err != nil {
			fmt.Println(err)
			return
		}
	}
	if _, err := b.Commit(ctx); err != nil {
		fmt.Println(err)
		return
	}
	found, err := m.Search(ctx, Search{Query: "az:IŞIQ ru:город"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found.Units {
		for n, hits := range f.Hits {
			for _, h := range hits {
				fmt.Println(f.Unit.Variants[n].Lang, f.Unit.Variants[n].Text[h.Start:h.End])
			}
		}
	}
	// Output:
	// az işıqları
	// ru города
}
