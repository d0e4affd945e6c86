package align

import (
	"os"
	"slices"
	"strings"
	"testing"

	"aztm/align/lexicon"
)

// strange gives the languages of stories names that no lexicon knows.
func strange(stories []story) []story {
	names := map[string]string{"az": "xx", "ru": "yy", "en": "zz"}
	out := slices.Clone(stories)
	for i := range out {
		out[i].texts = slices.Clone(out[i].texts)
		for n := range out[i].texts {
			t := &out[i].texts[n]
			t.Lang = names[t.Lang]
		}
	}
	return out
}

// loadStories reads the stories of a folder of the shared news, also of a raw one.
func loadStories(t *testing.T, dir, langs string) []story {
	list := strings.Split(langs, "-")
	if strings.HasPrefix(dir, "raw") {
		return rawStories(t, newsDir(t, dir), list)
	}
	return readStories(t, newsDir(t, dir), list)
}

// folds parts stories by document into three.
const folds = 3

func foldOf(doc string) int {
	n := 0
	for _, c := range doc {
		n = (n*31 + int(c)) % 1000003
	}
	return n % folds
}

// lexiconsOf returns, for each fold, base with what the stories outside it teach by their own alignment.
func lexiconsOf(t *testing.T, stories []story, base *lexicon.Lexicon) [folds]*lexicon.Lexicon {
	var out [folds]*lexicon.Lexicon
	var learners [folds]*Aligner
	for f := range folds {
		learners[f] = New(base)
	}
	for _, s := range stories {
		got, err := learners[0].Align(s.texts)
		if err != nil {
			t.Fatal(err)
		}
		for f := range folds {
			if foldOf(s.name) != f {
				learners[f].Observe(s.texts, got)
			}
		}
	}
	for f := range folds {
		out[f] = base.With(learners[f].Learned())
	}
	return out
}

// twice prepares stories without a learned lexicon and with one.
func twice(t *testing.T, stories []story, name string, base *lexicon.Lexicon) (first, second []*sample) {
	learned := lexiconsOf(t, stories, base)
	for _, s := range stories {
		x, y := prepareWith(s, name, base), prepareWith(s, name, learned[foldOf(s.name)])
		x.latent = strings.HasPrefix(name, "raw")
		y.latent = x.latent
		first, second = append(first, x), append(second, y)
	}
	return first, second
}

// TestTrainPlain trains plainPair (AZTM_TRAIN_PLAIN=pair) or plainJoint (=joint) as TestTrain does, and prints them.
func TestTrainPlain(t *testing.T) {
	mode := os.Getenv("AZTM_TRAIN_PLAIN")
	if mode == "" {
		t.Skip("AZTM_TRAIN_PLAIN is not set: pair or joint")
	}
	w, sets := plainPair, []string{"az-ru", "az-en", "ru-en"}
	if mode == "joint" {
		w, sets = plainJoint, []string{"az-ru-en"}
	}
	var samples []*sample
	for _, dir := range []string{"light", "hard", "raw-light", "raw-hard"} {
		for _, langs := range sets {
			x, y := twice(t, strange(loadStories(t, dir, langs)), dir, lexicon.Builtin())
			samples = append(append(samples, x...), y...)
		}
	}
	for range 2 {
		for _, x := range samples {
			x.expand(&plainPair, &w)
		}
		w = train(samples, w, 60)
		printWeights(w)
	}
}
