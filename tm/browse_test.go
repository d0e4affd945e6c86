package tm

import (
	"context"
	"fmt"
	"testing"
)

func TestBrowse(t *testing.T) {
	m := newsMemory(t)
	do(t, m, "test", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Imported, 2, 4) })
	do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 3) })
	imported := Filter{Statuses: []Status{Imported}}
	for _, c := range []struct {
		search Search
		only   Filter
		want   string
	}{
		{Search{Query: "nazirlik"}, Filter{}, "7 nazirlik; 1 Nazirlik; 2 nazirliyin"},
		{Search{Query: "nazirlik", Limit: 2}, Filter{}, "7 nazirlik; 1 Nazirlik; more"},
		{Search{Query: "nazirlik", Limit: 2, Offset: 2}, Filter{}, "2 nazirliyin"},
		{Search{Query: "nazirlik"}, imported, "2 nazirliyin"},
		{Search{Query: "nazirlik"}, Filter{Langs: []string{"de"}}, ""},
		{Search{}, imported, "4 ; 2 "},
		{Search{Limit: 1}, imported, "4 ; more"},
		{Search{Limit: 1, Offset: 1}, imported, "2 "},
		{Search{}, Filter{Statuses: []Status{Rejected}}, "3 "},
		{Search{Limit: 3}, Filter{}, "8 ; 7 ; 6 ; more"},
	} {
		if c.search.Limit == 0 {
			c.search.Limit = 20
		}
		r, more, err := m.Browse(context.Background(), c.search, c.only)
		if err != nil {
			t.Fatal(err)
		}
		got := lit(r)
		if more {
			got += "; more"
		}
		if got != c.want {
			t.Errorf("%+v, %+v: %q, want %q", c.search, c.only, got, c.want)
		}
	}
	if _, _, err := m.Browse(context.Background(), Search{Query: "*"}, Filter{}); err == nil {
		t.Error("no error for a * alone")
	}
}

// TestBrowseParts holds that nothing is left out or shown twice where a filter reads the units in parts.
func TestBrowseParts(t *testing.T) {
	m := create(t)
	do(t, m, "put", func(ctx context.Context, b *Batch) error {
		for i := range 3 * leastBrowsed {
			if _, err := b.Put(ctx, Unit{Variants: []Variant{{Lang: "az", Text: fmt.Sprintf("söz %d", i)}}}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, query := range []string{"", "söz"} {
		var ids []int64
		for on := true; on; {
			r, more, err := m.Browse(context.Background(), Search{Query: query, Limit: 7, Offset: len(ids)}, Filter{Langs: []string{"az"}})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Units {
				ids = append(ids, f.Unit.ID)
			}
			on = more
		}
		if len(ids) != 3*leastBrowsed {
			t.Errorf("%q: %d units, want %d", query, len(ids), 3*leastBrowsed)
		}
		for i, id := range ids {
			if id != int64(3*leastBrowsed-i) {
				t.Fatalf("%q: unit %d at place %d", query, id, i)
			}
		}
	}
}

func TestPrefixUses(t *testing.T) {
	m := newsMemory(t)
	for prefix, want := range map[string]int{"nazir": 3, "new": 3, "nov": 0, "нов": 3, "x": 0, "-": 0, "": 0} {
		if n, err := m.PrefixUses(context.Background(), prefix, 100); err != nil || n != want {
			t.Errorf("%q: %d, %v; want %d", prefix, n, err, want)
		}
	}
	if n, err := m.PrefixUses(context.Background(), "n", 1); err != nil || n < 2 {
		t.Errorf("%d, %v: it stopped before the bound", n, err)
	}
}

func TestStoryUnitsAndDocuments(t *testing.T) {
	m := create(t)
	addDocs(t, m, doc("ru", "/n/a.ru.txt", "Раз", "Два", "Три"), doc("az", "/n/a.az.txt", "Bir", "İki"))
	put(t, m, Unit{Variants: []Variant{{Lang: "az", Text: "Başqa"}}})
	u, err := m.Unit(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	list, err := m.StoryUnits(context.Background(), u.StoryID)
	if err != nil || len(list) != 2 || list[0].Variants[0].Text != "Bir" || list[1].Variants[0].Text != "İki" {
		t.Errorf("units %v, %v", list, err)
	}
	docs, err := m.StoryDocuments(context.Background(), u.StoryID)
	if err != nil || len(docs) != 2 || docs[0].Lang != "az" || len(docs[1].Segments) != 3 {
		t.Errorf("documents %v, %v", docs, err)
	}
}
