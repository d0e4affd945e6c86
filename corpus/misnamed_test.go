package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newsLines returns the sentences of one language of the shared news, or skips the test.
func newsLines(t *testing.T, lang string) []string {
	t.Helper()
	root := os.Getenv("AZTM_DATA")
	if root == "" {
		t.Skip("AZTM_DATA is not set")
	}
	text, err := os.ReadFile(filepath.Join(root, "lines", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) < 1000 {
		t.Fatalf("%s: %d lines", lang, len(lines))
	}
	return lines
}

// TestReadsLikeNews holds that no sentence of the shared news seems to be in another language than it is: a true text is never refused for that.
func TestReadsLikeNews(t *testing.T) {
	for _, lang := range langs {
		lines, wrong := newsLines(t, lang), 0
		for _, l := range lines {
			if d := (&Document{Lang: lang, Paragraphs: []string{l}}); d.ReadsLike() != "" {
				wrong++
				t.Logf("%s reads like %s: %s", lang, d.ReadsLike(), l)
			}
		}
		if wrong > 2 {
			t.Errorf("%s: %d of %d sentences seem to be in another language", lang, wrong, len(lines))
		}
	}
}

// TestReadsLikeWrong holds that five sentences under another language's name are known for what they are.
func TestReadsLikeWrong(t *testing.T) {
	for _, lang := range langs {
		lines := newsLines(t, lang)
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
