package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadsLikeNews holds that no sentence of the shared news seems to be in another language than it is: a true text is never refused for that.
func TestReadsLikeNews(t *testing.T) {
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set")
	}
	for _, lang := range langs {
		text, err := os.ReadFile(filepath.Join(root, "lines", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		n, wrong := 0, 0
		for l := range strings.Lines(string(text)) {
			n++
			if d := (&Document{Lang: lang, Paragraphs: []string{l}}); d.ReadsLike() != "" {
				wrong++
				t.Logf("%s reads like %s: %s", lang, d.ReadsLike(), l)
			}
		}
		if n < 1000 || wrong > 2 {
			t.Errorf("%s: %d of %d sentences seem to be in another language", lang, wrong, n)
		}
	}
}

// TestReadsLikeWrong holds that five sentences under another language's name are known for what they are.
func TestReadsLikeWrong(t *testing.T) {
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set")
	}
	for _, lang := range langs {
		text, err := os.ReadFile(filepath.Join(root, "lines", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		n, missed := 0, 0
		for i := 0; i+5 <= len(lines); i += 5 {
			for _, said := range langs {
				if said != lang {
					n++
					if d := (&Document{Lang: said, Paragraphs: lines[i : i+5]}); d.ReadsLike() != lang {
						missed++
					}
				}
			}
		}
		if n < 400 || missed*100 > n {
			t.Errorf("%s: %d of %d passages are taken for what they are said to be", lang, missed, n)
		}
	}
}
