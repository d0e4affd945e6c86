package tm

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// benchUnits makes units of random words, the frequent ones first as in texts.
func benchUnits(n int) []Unit {
	r := rand.New(rand.NewPCG(1, 2))
	w := world{r: r}
	list := make([]Unit, n)
	for i := range list {
		u := Unit{}
		for _, lang := range []string{"az", "ru", "en"} {
			text := w.text(lang)
			for range 6 {
				text += fmt.Sprintf(" söz%d", int(float64(3*n)/(1+r.Float64()*300))) // a long tail
			}
			u.Variants = append(u.Variants, Variant{Lang: lang, Text: text})
		}
		list[i] = u
	}
	return list
}

func benchMemory(b *testing.B, n int) (*Memory, []Unit) {
	m := create(b)
	list := benchUnits(n)
	do(b, m, "import", func(ctx context.Context, t *Batch) error {
		for _, u := range list {
			if _, err := t.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
	return m, list
}

func BenchmarkImport(b *testing.B) {
	list := benchUnits(2000)
	bytes := 0
	for _, u := range list {
		for _, v := range u.Variants {
			bytes += len(v.Text)
		}
	}
	b.ReportAllocs()
	b.SetBytes(int64(bytes))
	for b.Loop() {
		m := create(b)
		do(b, m, "import", func(ctx context.Context, t *Batch) error {
			for _, u := range list {
				if _, err := t.Import(ctx, u); err != nil {
					return err
				}
			}
			return nil
		})
		m.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(list)), "µs/unit")
}

func BenchmarkLookup(b *testing.B) {
	m, list := benchMemory(b, 5000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		v := list[i%len(list)].Variants[0]
		if _, err := m.Lookup(context.Background(), Query{Text: v.Text + " əlavə", From: v.Lang}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	m, _ := benchMemory(b, 5000)
	for _, q := range []string{"kitab", "seher iclas", `"yeni iclas"`, "naz*"} {
		b.Run(q, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := m.Search(context.Background(), Search{Query: q}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
