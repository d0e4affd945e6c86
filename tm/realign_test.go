package tm

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// rowsText writes the rows of a story as lines: unit, status, texts by language.
func rowsText(t *testing.T, m *Memory, id int64) string {
	t.Helper()
	s, err := m.StoredStory(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range s.Rows {
		fmt.Fprintf(&b, "%d %s", r.Unit.ID, r.Unit.Status)
		for _, d := range s.Docs {
			b.WriteString(" | " + s.Text(r, d.Lang))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wantRows(t *testing.T, m *Memory, want string) {
	t.Helper()
	if got := rowsText(t, m, 1); got != strings.TrimPrefix(want, "\n") {
		t.Errorf("rows:\n%swant:%s", got, want)
	}
}

// realign changes the rows first to last-1 of story 1 to what change makes of them.
func realign(t *testing.T, m *Memory, first, last int, change func(rows []Row) []map[string]Range) error {
	t.Helper()
	ctx := context.Background()
	s, err := m.StoredStory(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := m.Begin(ctx, "review", s.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Rollback()
	if err := b.Realign(ctx, s, first, last, change(s.Rows[first:last])); err != nil {
		return err
	}
	_, err = b.Commit(ctx)
	return err
}

// undoFrom takes back the batches from first on, the newest first, then takes that back, and that again.
func undoFrom(t *testing.T, m *Memory, first int64) {
	t.Helper()
	h, err := m.History(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	last, end := h[0].ID, dump(t, m)
	for round := range 3 {
		for id := last; id >= first; id-- {
			do(t, m, "undo", func(ctx context.Context, b *Batch) error {
				_, err := b.Undo(ctx, id, false)
				return err
			})
		}
		if got := dump(t, m); round == 1 && got != end {
			t.Error(diff(end, got))
		}
		first, last = last+1, 2*last+1-first
	}
}

func merged(rows []Row) []map[string]Range { return Merge(rows...) }

func TestRealign(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "forget", func(ctx context.Context, b *Batch) error { return b.Forget(ctx, 3) })
	do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 4) })
	start := dump(t, m)
	wantRows(t, m, `
1 aligned | Başlıq | Заголовок
2 aligned | Bir. | Один.
0  | İki. | 
0  |  | Два.
4 rejected | Üç. | Три.
`)
	steps := []struct {
		name        string
		first, last int
		change      func([]Row) []map[string]Range
		want        string
	}{
		{"two lone segments become a unit", 2, 4, merged, `
1 aligned | Başlıq | Заголовок
2 aligned | Bir. | Один.
5 approved | İki. | Два.
4 rejected | Üç. | Три.
`},
		{"a segment goes up", 1, 3, func(r []Row) []map[string]Range { return Shift(r[0], r[1], "ru", -1) }, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. | Один. Два.
0  | İki. | 
4 rejected | Üç. | Три.
`},
		{"a unit takes in a lone segment", 2, 4, merged, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. | Один. Два.
4 approved | İki. Üç. | Три.
`},
		{"of two the bigger keeps its id, else the first", 1, 3, merged, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. İki. Üç. | Один. Два. Три.
`},
		{"split, which leaves the order", 1, 2, func(r []Row) []map[string]Range { return Split(r[0], map[string]int{"az": 2, "ru": 3}) }, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. | Один. Два.
6 approved | İki. Üç. | Три.
`},
		{"apart", 1, 2, func(r []Row) []map[string]Range { return Split(r[0], map[string]int{"az": 1}) }, `
1 aligned | Başlıq | Заголовок
0  | Bir. | 
0  |  | Один.
0  |  | Два.
6 approved | İki. Üç. | Три.
`},
	}
	for _, s := range steps {
		if err := realign(t, m, s.first, s.last, s.change); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		wantRows(t, m, s.want)
	}
	undoFrom(t, m, 4)
	if got := dump(t, m); got != start {
		t.Error(diff(start, got))
	}
	if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
		t.Errorf("doctor: %v, %v", f, err)
	}
}

func TestRealignKeepsWhatWasTyped(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "edit", func(ctx context.Context, b *Batch) error {
		return b.Edit(ctx, 2, []Variant{{Lang: "az", Text: "Bir."}, {Lang: "ru", Text: "Раз."}, {Lang: "en", Text: "One."}})
	})
	if err := realign(t, m, 1, 3, merged); err != nil {
		t.Fatal(err)
	}
	wantOutline(t, m, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. İki. | Раз. Два. | One.
4 aligned | Üç. | Три.
`)
	for name, change := range map[string]func(r []Row) []map[string]Range{
		"was edited and cannot be cut":     func(r []Row) []map[string]Range { return Split(r[0], map[string]int{"az": 2, "ru": 2}) },
		"stands in no document":            func(r []Row) []map[string]Range { return []map[string]Range{{"az": {1, 3}}, {"ru": {1, 3}}} },
		"do not hold the segments":         func(r []Row) []map[string]Range { return []map[string]Range{{"az": {1, 3}}} },
		"do not hold the segments of the ": func(r []Row) []map[string]Range { return []map[string]Range{{"az": {1, 3}, "ru": {1, 4}}} },
	} {
		before := dump(t, m)
		if err := realign(t, m, 1, 2, change); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v; want %q", err, name)
		}
		if got := dump(t, m); got != before {
			t.Errorf("%s: %s", name, diff(before, got))
		}
	}
}

func TestRealignOfWhatChangedMeanwhile(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	s, err := m.StoredStory(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, s.Rows[1].Unit.ID) })
	b, err := m.Begin(context.Background(), "review", "")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Rollback()
	if err := b.Realign(context.Background(), s, 0, 2, Merge(s.Rows[0], s.Rows[1])); !errors.Is(err, ErrChanged) {
		t.Errorf("%v", err)
	}
	if _, err := m.StoredStory(context.Background(), 7); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

// TestRealignLaw: whatever is merged, split and shifted, every segment stands in one row, in order, the index stays exact, and undo brings
// back what was.
func TestRealignLaw(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 5))
		m := create(t)
		addDocs(t, m, azDoc, ruDoc, enDoc)
		start := dump(t, m)
		for range 15 {
			s, err := m.StoredStory(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			first := r.IntN(len(s.Rows))
			last := min(first+1+r.IntN(3), len(s.Rows))
			if err := realign(t, m, first, last, func(rows []Row) []map[string]Range { return anyChange(r, rows) }); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			checkRows(t, m)
		}
		if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
			t.Errorf("seed %d: %v, %v", seed, f, err)
		}
		undoFrom(t, m, 2)
		if got := dump(t, m); got != start {
			t.Errorf("seed %d: %s", seed, diff(start, got))
		}
	}
}

func anyChange(r *rand.Rand, rows []Row) []map[string]Range {
	lang := [...]string{"az", "ru", "en"}[r.IntN(3)]
	switch {
	case len(rows) == 2:
		return Shift(rows[0], rows[1], lang, r.IntN(5)-2)
	case len(rows) > 2:
		return Merge(rows...)
	}
	at := map[string]int{}
	for lang, x := range rows[0].Ranges {
		if r.IntN(4) > 0 {
			at[lang] = x.First + r.IntN(x.End-x.First+1)
		}
	}
	return Split(rows[0], at)
}

// checkRows checks that the rows of story 1 hold every segment once, in order, and that rows are units exactly if they have two languages.
func checkRows(t *testing.T, m *Memory) {
	t.Helper()
	s, err := m.StoredStory(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range s.Docs {
		next := 0
		for _, row := range s.Rows {
			if x, ok := row.Ranges[d.Lang]; ok {
				if x.First != next || s.Text(row, d.Lang) != join(d.Segments, x.First, x.End) {
					t.Fatalf("%s: %v after segment %d, %q", d.Lang, x, next, s.Text(row, d.Lang))
				}
				next = x.End
			}
		}
		if next != len(d.Segments) {
			t.Fatalf("%s: %d of %d segments", d.Lang, next, len(d.Segments))
		}
	}
	for _, row := range s.Rows {
		langs := slices.Collect(maps.Keys(row.Ranges))
		if (row.Unit.ID != 0) != (len(langs) > 1) {
			t.Fatalf("unit %d of %v", row.Unit.ID, langs)
		}
	}
}
