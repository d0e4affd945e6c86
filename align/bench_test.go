package align

import (
	"path/filepath"
	"testing"
)

// BenchmarkLight aligns three texts of each story of the light news; SetBytes counts segments, so MB/s
// reads as millions of segments a second.
func BenchmarkLight(b *testing.B) {
	stories := readStories(b, newsDir(b, "light"), []string{"az", "ru", "en"})
	n := 0
	for _, s := range stories {
		for _, t := range s.texts {
			n += len(t.Segments)
		}
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range stories {
			if _, err := Align(s.texts); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func benchmarkLong(b *testing.B, name string) {
	dir := newsDir(b, "long")
	var texts []Text
	n := 0
	for _, l := range []string{"az", "ru", "en"} {
		texts = append(texts, Text{Lang: l, Segments: readLines(b, filepath.Join(dir, name+"."+l+".txt"))})
		n += len(texts[len(texts)-1].Segments)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Align(texts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLong1(b *testing.B) { benchmarkLong(b, "LONG1") }
func BenchmarkLong8(b *testing.B) { benchmarkLong(b, "LONG8") }

// BenchmarkEvidence measures each kind of evidence over a long pair of texts.
func BenchmarkEvidence(b *testing.B) {
	dir := newsDir(b, "long")
	var texts []Text
	for _, l := range []string{"az", "ru"} {
		texts = append(texts, Text{Lang: l, Segments: readLines(b, filepath.Join(dir, "LONG1."+l+".txt"))})
	}
	x := prepare(story{texts: texts}, "")
	p := x.pairs[0]
	key := func(kind feature, key func(*wordType) string) func() {
		return func() { (&matcher{a: p.a, b: p.b, out: make(matches, len(p.a.types))}).byKey(kind, 1, key) }
	}
	band := p.band()
	for _, k := range []struct {
		name string
		run  func()
	}{
		{"analysis", func() { an := analyser{words: &New(nil).words}; an.side(texts[0]) }},
		{"values", key(fValue, valueKey)},
		{"names", key(fName, nameKey)},
		{"identical", key(fIdentical, identicalKey)},
		{"cognates", key(fCognate, cognateKey)},
		{"lexicon", func() { (&matcher{a: p.a, b: p.b, out: make(matches, len(p.a.types))}).byConcept() }},
		{"form", func() { // length, marks, breaks and priors
			for i := 1; i < len(p.a.segs); i++ {
				p.form(i, 1, min(i, len(p.b.segs)), 1, &pairWeights)
			}
		}},
		{"cover", func() {
			ga, _ := segmentGrids(0, band, len(p.a.segs), len(p.b.segs))
			newCover(p.a, p.b, p.ab, ga, maxSide, p.tb, &pairWeights)
		}},
	} {
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k.run()
			}
		})
	}
}
