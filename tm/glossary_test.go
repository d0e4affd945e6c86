package tm

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// glossaryOf prints the glossary, an entry a line.
func glossaryOf(t *testing.T, m *Memory) string {
	t.Helper()
	list, err := m.Glossary(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintf(&b, "%d %v\n", e.ID, e.Terms)
	}
	return b.String()
}

var ministry = GlossaryEntry{Terms: map[string][]string{"az": {"nazirlik"}, "ru": {"министерство", "ведомство"}}}

func addTerms(ctx context.Context, b *Batch, entries ...GlossaryEntry) error {
	for _, e := range entries {
		if _, _, err := b.AddTerms(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func TestGlossary(t *testing.T) {
	m := create(t)
	talks := GlossaryEntry{Terms: map[string][]string{"az": {"danışıqlar"}, "en": {"talks"}}}
	do(t, m, "terms", func(ctx context.Context, b *Batch) error { return addTerms(ctx, b, ministry, talks, ministry) })
	both := "1 map[az:[nazirlik] ru:[министерство ведомство]]\n2 map[az:[danışıqlar] en:[talks]]\n"
	if got := glossaryOf(t, m); got != both {
		t.Fatalf("stored:\n%s", got)
	}
	do(t, m, "terms", func(ctx context.Context, b *Batch) error { return b.RemoveTerms(ctx, 1) })
	if got := glossaryOf(t, m); got != "2 map[az:[danışıqlar] en:[talks]]\n" {
		t.Fatalf("removed:\n%s", got)
	}
	do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, 2, false); return err })
	if got := glossaryOf(t, m); got != both {
		t.Fatalf("removal taken back:\n%s", got)
	}
	do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, 1, true); return err })
	if got := glossaryOf(t, m); got != "" {
		t.Fatalf("import taken back:\n%s", got)
	}
	do(t, m, "terms", func(ctx context.Context, b *Batch) error { return addTerms(ctx, b, talks) })
	if got := glossaryOf(t, m); !strings.HasPrefix(got, "3 ") {
		t.Fatalf("an id is used again:\n%s", got)
	}
	if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
		t.Errorf("doctor: %v, %v", f, err)
	}
}

func TestGlossaryRefuses(t *testing.T) {
	m := create(t)
	ctx := context.Background()
	b, err := m.Begin(ctx, "terms", "")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Rollback()
	for _, e := range []GlossaryEntry{
		{},
		{Terms: map[string][]string{"az": {"nazir"}}},
		{Terms: map[string][]string{"az": {"nazir"}, "ru": {}}},
		{Terms: map[string][]string{"az": {"nazir"}, "ru": {" "}}},
		{Terms: map[string][]string{"az": {"nazir"}, "ru": {"\xff"}}},
	} {
		if _, _, err := b.AddTerms(ctx, e); err == nil {
			t.Errorf("%v was stored", e)
		}
	}
	if err := b.RemoveTerms(ctx, 7); !errors.Is(err, ErrNotFound) {
		t.Errorf("removal of an unknown entry: %v", err)
	}
}
