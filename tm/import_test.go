package tm

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestImportOutcomes(t *testing.T) {
	full := pair("Bir.", "Один.")
	full.TUID = "a"
	for _, c := range []struct {
		name   string
		change func(u *Unit)
		want   Outcome
	}{
		{"the same", func(*Unit) {}, Duplicate},
		{"other order", func(u *Unit) { u.Variants[0], u.Variants[1] = u.Variants[1], u.Variants[0] }, Duplicate},
		{"other tuid", func(u *Unit) { u.TUID = "b" }, Duplicate},
		{"no tuid", func(u *Unit) { u.TUID = "" }, Duplicate},
		{"other text", func(u *Unit) { u.Variants[1].Text = "Раз." }, Updated},
		{"other codes", func(u *Unit) { u.Variants[1].Markup = "Один<ph/>." }, Updated},
		{"a language more", func(u *Unit) { u.Variants = append(u.Variants, Variant{Lang: "en", Text: "One."}) }, Updated},
		{"other text, other tuid", func(u *Unit) { u.Variants[1].Text = "Раз."; u.TUID = "b" }, New},
		{"other context", func(u *Unit) { u.Context = "p1"; u.TUID = "b" }, New},
		{"other place", func(u *Unit) { u.Story, u.Position, u.TUID = "s", 4, "" }, New},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := create(t)
			importAll(t, m, full)
			u := full
			u.Variants = append([]Variant{}, full.Variants...)
			c.change(&u)
			if got := importAll(t, m, u); got[0] != c.want {
				t.Fatalf("%s, want %s", got[0], c.want)
			}
			if n, want := len(units(t, m, Filter{})), map[Outcome]int{New: 2, Updated: 1, Duplicate: 1}[c.want]; n != want {
				t.Errorf("%d units, want %d", n, want)
			}
			compareAnew(t, m)
		})
	}
}

func importAll(t *testing.T, m *Memory, us ...Unit) []Outcome {
	t.Helper()
	var out []Outcome
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		for _, u := range us {
			o, err := b.Import(ctx, u)
			if err != nil {
				return err
			}
			out = append(out, o)
		}
		return nil
	})
	return out
}

// TestTUIDsThatMeanLittle: a file may use an identifier twice, and every file counts from 1.
func TestTUIDsThatMeanLittle(t *testing.T) {
	m := create(t)
	a, b, c := pair("Bir.", "Один."), pair("İki.", "Два."), pair("Üç.", "Три.")
	a.TUID, b.TUID, c.TUID = "1", "1", "1"
	if got := importAll(t, m, a, b); got[1] != New {
		t.Errorf("the same tuid twice in a file: %s, want new", got[1])
	}
	if got := importAll(t, m, c); got[0] != New {
		t.Errorf("number 1 of another file: %s, want new", got[0])
	}
}

// TestNothingIsLost stores a unit with all there is and reads it back.
func TestNothingIsLost(t *testing.T) {
	at := time.Date(2019, 5, 4, 3, 2, 1, 0, time.UTC)
	f := func(v string) []Field {
		return []Field{{Name: "x-a", Value: v}, {Name: "x-a", Lang: "en", Value: v + v}, {Value: " ", Attrs: ` o-encoding="x"`}}
	}
	want := Unit{TUID: "u", Status: Imported, Confidence: 0.25, Story: "s", Position: 7, Context: "ctx", Created: at, Changed: at.Add(time.Hour),
		Attrs: f("1"), Notes: f("2"), Props: f("3"), Variants: []Variant{
			{Lang: "az_AZ", Text: "Bir", Markup: "<ph/>Bir", Attrs: f("4"), Notes: f("5"), Props: f("6"),
				Source: Source{Path: "/p", Headline: "h", Date: "2019-05-04", First: 2, End: 3}},
			{Lang: "en", Text: "One"}, {Lang: "en", Text: ""}, {Lang: "", Text: " \n"},
		}}
	m := create(t)
	importAll(t, m, want)
	got, err := m.Unit(context.Background(), 1)
	want.ID, want.Batch = 1, 1
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\n%+v", err, got, want)
	}
	do(t, m, "forget", func(ctx context.Context, b *Batch) error { return b.Forget(ctx, 1) })
	do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, 2, false); return err })
	if got, err = m.Unit(context.Background(), 1); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\n%+v", err, got, want)
	}
}

func TestBadUnitsAreRefused(t *testing.T) {
	m := create(t)
	ctx := context.Background()
	b, err := m.Begin(ctx, "import", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []Unit{{}, pair("a\xff", "b"), {Status: "odd", Variants: []Variant{{Lang: "az", Text: "a"}}}} {
		if _, err := b.Import(ctx, u); err == nil {
			t.Errorf("%+v was taken", u)
		}
	}
	if err := b.SetStatus(ctx, Approved, 77); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	if _, err := b.Import(ctx, pair("a", "b")); err != nil { // the batch goes on
		t.Fatal(err)
	}
	if info, err := b.Commit(ctx); err != nil || info.Added != 1 {
		t.Errorf("%+v, %v", info, err)
	}
}

func TestPutTwiceIsOneUnit(t *testing.T) {
	m := create(t)
	importAll(t, m, pair("Bir.", "Один."))
	if id := put(t, m, pair("Bir.", "Один.")); id != 1 {
		t.Errorf("unit %d, want 1, approved", id)
	}
	wantOutline(t, m, "1 approved | Bir. | Один.\n")
	put(t, m, pair("Bir.", "Один."))
	if h, _ := m.History(context.Background()); len(h) != 2 {
		t.Errorf("%d batches, want 2: the third changed nothing", len(h))
	}
}

func TestFilter(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	old := azDoc
	old.Path, old.Digest, old.Date = "/y/b_2.az.txt", "d", "2020-01-02"
	en := enDoc
	en.Path, en.Date = "/y/b_2.en.txt", ""
	addDocs(t, m, old, en)
	put(t, m, pair("Əl ilə.", "Рукой."))
	for _, c := range []struct {
		name string
		f    Filter
		want int
	}{
		{"all", Filter{}, 9},
		{"ids", Filter{IDs: []int64{1, 9, 100}}, 2},
		{"batch", Filter{Batch: 2}, 4},
		{"status", Filter{Statuses: []Status{Approved, Rejected}}, 1},
		{"languages", Filter{Langs: []string{"az", "ru-RU"}}, 5},
		{"three languages", Filter{Langs: []string{"az", "ru", "en"}}, 0},
		{"story", Filter{Story: "xəbər"}, 8},
		{"path", Filter{Story: "b_2"}, 4},
		{"an underscore is itself", Filter{Story: "b_a"}, 0},
		{"pattern", Filter{Story: "/y/*.az.txt"}, 4},
		{"pattern of a part", Filter{Story: "n.az*"}, 0},
		{"confident", Filter{MinConfidence: 0.95}, 1},
		{"doubtful", Filter{MaxConfidence: 0.95}, 8},
		{"from", Filter{From: "2024-10"}, 5},
		{"to", Filter{To: "2023"}, 4},
		{"a month", Filter{From: "2024-10", To: "2024-10"}, 5},
	} {
		if got := len(units(t, m, c.f)); got != c.want {
			t.Errorf("%s: %d units, want %d", c.name, got, c.want)
		}
	}
}
