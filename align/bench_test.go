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
