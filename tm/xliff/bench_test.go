package xliff

import (
	"bytes"
	"testing"

	"aztm/tm"
)

// news are units as a memory of news holds them, one in ten with codes.
func news() []tm.Unit {
	units := make([]tm.Unit, 1000)
	for i := range units {
		units[i] = tm.Unit{Confidence: tm.NoConfidence, Variants: []tm.Variant{{Lang: "az", Text: "Danışıqlar dünən Bakıda keçirilib, tərəflər razılığa gəlib."},
			{Lang: "ru", Text: "Переговоры прошли вчера в Баку, стороны пришли к согласию."}}}
		if i%10 == 0 {
			for j := range units[i].Variants {
				v := &units[i].Variants[j]
				v.Markup = `<bpt i="1" x="1">&lt;g id="1"&gt;</bpt>` + v.Text + `<ept i="1">&lt;/g&gt;</ept>`
			}
		}
	}
	return units
}

func BenchmarkReader(b *testing.B) {
	for _, v := range versions {
		in := wrote(b, v, "az", "ru", news(), true)
		b.Run(string(v), func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				if units, _, err := readAll(bytes.NewReader(in)); err != nil || len(units) != 1000 {
					b.Fatal(len(units), err)
				}
			}
		})
	}
}

func BenchmarkWriter(b *testing.B) {
	units := news()
	for _, v := range versions {
		b.Run(string(v), func(b *testing.B) {
			b.SetBytes(int64(len(wrote(b, v, "az", "ru", units, false))))
			b.ReportAllocs()
			for b.Loop() {
				wrote(b, v, "az", "ru", units, false)
			}
		})
	}
}

func BenchmarkFill(b *testing.B) {
	in := wrote(b, V12, "az", "ru", news(), true)
	fills := map[int]Fill{}
	for i := range 1000 {
		fills[i] = Fill{Text: "Переговоры прошли."}
	}
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		fill(b, in, "", fills)
	}
}
