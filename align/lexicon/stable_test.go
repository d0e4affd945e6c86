package lexicon

import (
	"strings"
	"testing"

	"aztm/corpus/norm"
	"aztm/corpus/words"
)

// TestLemmasStable holds that an inflected noun of the built-in list has the lemma of its entry: the
// lexicon is looked up by what stands in texts.
func TestLemmasStable(t *testing.T) {
	all, right := 0, 0
	var wrong []string
	seen := map[string]bool{}
	for _, l := range lines() {
		if l.kind == Function || strings.HasPrefix(l.file, "verbs") || strings.HasPrefix(l.file, "adverbs") {
			continue
		}
		for _, w := range l.cells[0] {
			if seen[w] || strings.ContainsAny(w, " -'") || len(w) < 3 || strings.ToUpper(w) == w || strings.HasSuffix(w, "maq") || strings.HasSuffix(w, "mək") {
				continue
			}
			seen[w] = true
			for _, form := range inflected(w) {
				all++
				if words.Lemma("az", form) == words.Lemma("az", w) {
					right++
				} else {
					wrong = append(wrong, form+" → "+words.Lemma("az", form)+" ≠ "+words.Lemma("az", w))
				}
			}
		}
	}
	share := float64(right) / float64(all)
	t.Logf("%d of %d forms (%.4f)", right, all, share)
	if all < 3000 || share < 0.97 {
		t.Errorf("%d of %d forms (%.4f) have the lemma of their entry, want 0.97: %v", right, all, share, wrong[:min(len(wrong), 20)])
	}
}

// inflected builds the plural, the genitive, the locative and the possessive genitive plural of a noun by vowel harmony.
func inflected(w string) []string {
	letters := []rune(norm.Lower("az", w))
	last := letters[len(letters)-1]
	vowel := 'a'
	for _, r := range letters {
		if strings.ContainsRune("aıoueəiöü", r) {
			vowel = r
		}
	}
	a, i := "a", map[rune]string{'a': "ı", 'ı': "ı", 'o': "u", 'u': "u", 'e': "i", 'ə': "i", 'i': "i", 'ö': "ü", 'ü': "ü"}[vowel]
	plural := "ı"
	if strings.ContainsRune("eəiöü", vowel) {
		a, plural = "ə", "i"
	}
	genitive := w + i + "n"
	if strings.ContainsRune("aıoueəiöü", last) {
		genitive = w + "n" + i + "n"
	}
	return []string{w + "l" + a + "r", genitive, w + "d" + a, w + "l" + a + "r" + plural + "n" + plural + "n"}
}
