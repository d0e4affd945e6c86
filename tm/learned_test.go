package tm

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"aztm/align/lexicon"
)

// TestLearned stores a lexicon, reads it back in order, and replaces it as a whole.
func TestLearned(t *testing.T) {
	ctx := context.Background()
	m := create(t)
	if l, err := m.Learned(ctx, "1"); err != nil || !reflect.DeepEqual(l, Learned{}) {
		t.Fatalf("of a new memory: %v, %v", l, err)
	}
	want := Learned{Version: "1", Units: 7, Entries: []lexicon.Entry{
		{LangA: "az", A: "ev", LangB: "ru", B: "дом", Weight: 0.5}, {LangA: "az", A: "körpü", LangB: "ru", B: "мост", Weight: 1}}}
	for _, l := range []Learned{{Version: "1", Units: 1, Entries: []lexicon.Entry{{LangA: "az", A: "su", LangB: "en", B: "water", Weight: 1}}}, want} {
		if err := m.SetLearned(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	if l, err := m.Learned(ctx, "1"); err != nil || !reflect.DeepEqual(l, want) {
		t.Errorf("got %v, %v; want %v", l, err, want)
	}
	if l, err := m.Learned(ctx, "2"); err != nil || l.Entries != nil {
		t.Errorf("of another version: %v, %v", l, err)
	}
	if f, err := m.Doctor(ctx); err != nil || len(f) > 0 {
		t.Errorf("doctor: %v, %v", f, err)
	}
}

// TestLearnedWhole wants the old lexicon to stand when the new one cannot be stored.
func TestLearnedWhole(t *testing.T) {
	ctx := context.Background()
	m := create(t)
	good := lexicon.Entry{LangA: "az", A: "ev", LangB: "ru", B: "дом", Weight: 0.5}
	if err := m.SetLearned(ctx, Learned{"1", 1, []lexicon.Entry{good}}); err != nil {
		t.Fatal(err)
	}
	err := m.SetLearned(ctx, Learned{"1", 2, []lexicon.Entry{{LangA: "az", A: "su", LangB: "ru", B: "вода", Weight: 1}, good, good}})
	if err == nil || !strings.Contains(err.Error(), "ev") {
		t.Errorf("the same pair twice: %v", err)
	}
	if l, err := m.Learned(ctx, "1"); err != nil || l.Units != 1 || len(l.Entries) != 1 || l.Entries[0] != good {
		t.Errorf("after a refused one: %v, %v", l, err)
	}
	r := open(t, m.Path(), Options{ReadOnly: true})
	if err := r.SetLearned(ctx, Learned{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("opened for reading: %v", err)
	}
}

// TestTeaching wants approved and confident aligned units, and no others.
func TestTeaching(t *testing.T) {
	ctx := context.Background()
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	put(t, m, pair("bir", "Раз!"))
	all := 0
	for u, err := range m.Units(ctx, Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all++
		if u.Status == Aligned && all == 1 {
			do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, u.ID) })
		}
	}
	for _, x := range []struct {
		confidence float64
		want       int
	}{{0, all - 1}, {1.1, 1}} {
		n := 0
		for u, err := range m.Teaching(ctx, x.confidence) {
			if err != nil || u.Status == Rejected {
				t.Errorf("unit %d %s: %v", u.ID, u.Status, err)
			}
			n++
		}
		count, err := m.CountTeaching(ctx, x.confidence)
		if err != nil || n != x.want || count != n {
			t.Errorf("confidence %v: %d units, count %d (%v), want %d", x.confidence, n, count, err, x.want)
		}
	}
}

// TestDoctorLearned wants weights out of bounds and a lexicon of nobody reported.
func TestDoctorLearned(t *testing.T) {
	ctx := context.Background()
	for name, query := range map[string]string{
		"weight": `INSERT INTO learned VALUES ('az', 'ru', 'ev', 'дом', 1.5);
			INSERT INTO meta VALUES ('learned version', '1'), ('learned units', 1)`,
		"who": `INSERT INTO learned VALUES ('az', 'ru', 'ev', 'дом', 0.5)`,
	} {
		m := create(t)
		if _, err := m.w.ExecContext(ctx, query); err != nil {
			t.Fatal(err)
		}
		f, err := m.Doctor(ctx)
		if err != nil || len(f) != 1 || f[0].Check != "lexicon" || !strings.Contains(f[0].Message, name) {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}
