package tm

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestSearchOfLongLists compares searches of lists of many chunks, frequent and rare, with reading.
func TestSearchOfLongLists(t *testing.T) {
	m := create(t)
	r := rand.New(rand.NewPCG(3, 4))
	vocabulary := []string{"alma", "armud", "heyva", "nar", "üzüm", "gilas"}
	do(t, m, "put", func(ctx context.Context, b *Batch) error {
		for i := range 4000 {
			var words []string
			for n, w := range vocabulary { // each word stands in one of 1, 2, 4, 20, 300, 900
				for range 1 + r.IntN(2) {
					if r.IntN([]int{1, 2, 4, 20, 300, 900}[n]) == 0 {
						words = append(words, w)
					}
				}
			}
			r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			v := Variant{Lang: "az", Text: strings.Join(words, " ")}
			u := Unit{Variants: []Variant{v, {Lang: "ru", Text: fmt.Sprint("номер ", i)}}}
			if r.IntN(10) == 0 {
				u.Variants = append(u.Variants, Variant{Lang: "az", Text: "nar alma"})
			}
			if _, err := b.Put(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
	all := units(t, m, Filter{})
	for i := range vocabulary {
		for j := range vocabulary {
			a, b := vocabulary[i], vocabulary[j]
			for _, query := range []string{a + " " + b, `"` + a + " " + b + `"`, a[:2] + "* " + b, a + " " + b + " alma", "az:" + a + ` "` + b + ` armud"`} {
				equalsReading(t, m, all, query)
			}
		}
	}
}

// equalsReading compares the units that a search finds with those that reading finds.
func equalsReading(t *testing.T, m *Memory, all []Unit, query string) {
	t.Helper()
	f, err := newFinder(Search{Query: query})
	if err != nil {
		t.Fatal(err)
	}
	var want []int64
	for _, u := range all {
		if _, ok := f.match(f.cutAll(u)); ok {
			want = append(want, u.ID)
		}
	}
	tx, err := m.snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.close()
	f.tx, f.search.Limit = tx, -1
	got, _, err := f.rank(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q: %d units by the index, %d by reading", query, len(got), len(want))
	}
}
