package align

import (
	"testing"

	"aztm/align/lexicon"
)

// unseen is how many stories are aligned by what others taught: 63 stories leave 60 to see.
const unseen = 3

// curve returns the strict scores of stories after so many others were seen: aligned, without gold, by the lexicon that
// stands before any was. Each story is unseen once; those that follow it in a ring are seen.
func curve(t *testing.T, stories []story, seen []int) []Score {
	t.Helper()
	first := New(nil)
	beads := make([][]Bead, len(stories))
	for i, s := range stories {
		beads[i] = alignStory(t, first, s)
	}
	out := make([]Score, len(seen))
	for at := 0; at < len(stories); at += unseen {
		end := min(at+unseen, len(stories))
		for n, k := range seen {
			learner := New(nil)
			for i := range k {
				x := (end + i) % len(stories)
				learner.Observe(stories[x].texts, beads[x])
			}
			al := New(lexicon.Builtin().With(learner.Learned()))
			for _, s := range stories[at:end] {
				out[n].Add(Compare(s.gold, alignStory(t, al, s)))
			}
		}
	}
	return out
}

func alignStory(t *testing.T, al *Aligner, s story) []Bead {
	t.Helper()
	got, err := al.Align(s.texts)
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
	return got
}

// TestCurve shows that the more is aligned, the better the next story aligns. Floors lie a little below what is reached. With the
// built-in lexicon the weights know these very stories, by heart and without learned pairs, so that the curve may only fall; what
// learned pairs add to stories that the weights have not seen is TestLearning's to say.
func TestCurve(t *testing.T) {
	seen := []int{0, 20, 60}
	for _, x := range []struct {
		dir, langs string
		strange    bool    // of unknown languages
		gain       float64 // at least, of strict F1, from the first to the last
		floor      float64 // after the last
	}{
		{"light", "az-ru", false, -0.005, 0.975}, {"light", "az-en", false, -0.005, 0.98}, {"light", "ru-en", false, -0.005, 0.985},
		{"hard", "az-ru", false, -0.005, 0.955}, {"hard", "az-en", false, -0.005, 0.965}, {"hard", "ru-en", false, -0.005, 0.97},
		{"light", "az-ru", true, 0.01, 0.975}, {"light", "az-en", true, 0.01, 0.97}, {"light", "ru-en", true, 0.01, 0.97},
		{"hard", "az-ru", true, 0.02, 0.915}, {"hard", "az-en", true, 0.03, 0.935}, {"hard", "ru-en", true, 0.015, 0.935},
	} {
		stories, name := loadStories(t, x.dir, x.langs), x.langs
		if len(stories) < seen[len(seen)-1]+unseen {
			t.Fatalf("%s %s: %d stories", x.dir, x.langs, len(stories))
		}
		if x.strange {
			stories, name = strange(stories), name+" without lexicon"
		}
		scores := curve(t, stories, seen)
		var f []float64
		for _, s := range scores {
			f = append(f, s.Strict.F1())
		}
		t.Logf("%s %s: strict F1 %.4f after 0 stories, %.4f after 20, %.4f after 60", x.dir, name, f[0], f[1], f[2])
		if f[2] < x.floor || f[2]-f[0] < x.gain {
			t.Errorf("%s %s: %.4f after 60 stories, %+.4f: want %.4f and %+.4f", x.dir, name, f[2], f[2]-f[0], x.floor, x.gain)
		}
	}
}
