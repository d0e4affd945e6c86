package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aztm/align"
)

// BenchmarkAlignLines answers the stories of the light news from JSON to JSON, by a new aligner each round. SetBytes counts the lines of
// the texts, so MB/s reads as millions of segments a second.
func BenchmarkAlignLines(b *testing.B) {
	for _, langs := range [][]string{{"az", "ru"}, {"az", "ru", "en"}} {
		b.Run(strings.Join(langs, "-"), func(b *testing.B) {
			lines, segments := storyLines(b, langs)
			b.SetBytes(int64(segments))
			b.ReportAllocs()
			for b.Loop() {
				al := align.New(nil)
				for _, l := range lines {
					if _, err := alignLine(al, alignOptions{langs: langs}, l, nil); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// storyLines returns the light news as lines of align --jsonl, and counts their segments.
func storyLines(b *testing.B, langs []string) (lines [][]byte, segments int) {
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		b.Skip("AZTM_DATA is not set")
	}
	names, err := filepath.Glob(filepath.Join(root, "news", "light", "*.az.txt"))
	if err != nil || len(names) == 0 {
		b.Fatalf("no news in %s (%v)", root, err)
	}
	for _, name := range names {
		story := map[string]string{}
		for _, l := range langs {
			text, err := os.ReadFile(strings.TrimSuffix(name, "az.txt") + l + ".txt")
			if err != nil {
				b.Fatal(err)
			}
			story[l] = string(text)
			segments += strings.Count(string(text), "\n")
		}
		line, err := json.Marshal(story)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines, segments
}
