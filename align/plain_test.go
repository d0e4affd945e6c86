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
		return rawStories(t, newsDir(t, dir), list, false)
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

// TestPlain wants texts known by their words, not by the names of their languages.
func TestPlain(t *testing.T) {
	for _, x := range []struct {
		lang, text string
		want       bool
	}{
		{"az", "Prezident hökumətin qərarını təsdiq edib.", false},
		{"ru", "Президент утвердил решение правительства.", false},
		{"xx", "Prezident hökumətin qərarını təsdiq edib.", true},
		{"de", "Der Präsident hat den Beschluss der Regierung bestätigt.", true},
	} {
		an := analyser{words: &New(nil).words}
		if got := an.side(Text{Lang: x.lang, Segments: []string{x.text}}).plain(); got != x.want {
			t.Errorf("%s %q: plain %v", x.lang, x.text, got)
		}
	}
}

// TestAlignTwice wants a long text of unknown languages to align by words that only the text itself can teach.
func TestAlignTwice(t *testing.T) {
	s := strange(loadStories(t, "long", "az-en"))[0]
	first, _ := New(nil).align(s.texts)
	once, twice := Compare(s.gold, first), Compare(s.gold, alignStory(t, New(nil), s))
	t.Logf("strict F1 once %.4f, twice %.4f", once.Strict.F1(), twice.Strict.F1())
	if twice.Strict.F1() < 0.96 || twice.Strict.F1() < once.Strict.F1()+0.03 {
		t.Errorf("strict F1 %.4f, after the first pass %.4f", twice.Strict.F1(), once.Strict.F1())
	}
}

// A learning is the stories of a folder prepared without a learned lexicon and with one that others taught.
type learning struct {
	name          string
	first, second []*sample
	one, two      Score
	self          Score // of unknown languages: aligned twice, by what the text itself teaches
}

// TestLearning trains weights for both on two thirds of the documents and measures the rest: what a learned lexicon adds where neither the
// weights nor the lexicon have seen the story. AZTM_LEARNING is known or strange; it takes minutes.
func TestLearning(t *testing.T) {
	mode := os.Getenv("AZTM_LEARNING")
	if mode != "known" && mode != "strange" {
		t.Skip("AZTM_LEARNING is not known or strange")
	}
	start := &pairWeights
	if mode == "strange" {
		start = &plainPair
	}
	var list []*learning
	for _, dir := range []string{"light", "hard", "raw-light", "raw-hard"} {
		for _, langs := range pairSets {
			stories := loadStories(t, dir, langs)
			if mode == "strange" {
				stories = strange(stories)
			}
			l := &learning{name: dir + " " + langs}
			l.first, l.second = twice(t, stories, dir, lexicon.Builtin())
			for _, x := range slices.Concat(l.first, l.second) {
				x.expand(start, start)
			}
			list = append(list, l)
		}
	}
	kept := *start
	defer func() { *start = kept }()
	for f := range folds {
		var seen []*sample
		for _, l := range list {
			for _, x := range slices.Concat(l.first, l.second) {
				if foldOf(x.doc) != f {
					seen = append(seen, x)
				}
			}
		}
		*start = train(seen, kept, 60)
		for _, l := range list {
			l.measure(t, f, start)
		}
	}
	for _, l := range list {
		t.Logf("%s: strict F1 %.4f, aligned twice alone %.4f, with what others taught %.4f", l.name, l.one.Strict.F1(), l.self.Strict.F1(), l.two.Strict.F1())
	}
}

// measure adds the scores of the documents of a fold.
func (l *learning) measure(t *testing.T, f int, w *weights) {
	for i, x := range l.first {
		if foldOf(x.doc) != f {
			continue
		}
		l.one.Add(Compare(x.story.gold, x.predict(w, &jointWeights)))
		l.two.Add(Compare(x.story.gold, l.second[i].predict(w, &jointWeights)))
		l.self.Add(Compare(x.story.gold, alignStory(t, New(nil), x.story)))
	}
}

// TestTrainPlain trains plainPair or plainJoint as TestTrain does, and prints them.
func TestTrainPlain(t *testing.T) {
	mode := os.Getenv("AZTM_TRAIN")
	if mode != "plain" && mode != "plain-joint" {
		t.Skip("AZTM_TRAIN is not plain or plain-joint")
	}
	w, sets := plainPair, pairSets
	if mode == "plain-joint" {
		w, sets = plainJoint, jointSets
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
