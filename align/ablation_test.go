package align

import (
	"fmt"
	"strings"
	"testing"
)

// kinds are the kinds of evidence, by the names of their features or the starts of them.
var kinds = []struct {
	name     string
	features []string
}{
	{"length", []string{"lSquare", "lFar"}},
	{"values", []string{"fValue", "uValue", "mDigit"}},
	{"names", []string{"fName", "uName"}},
	{"identical", []string{"fIdentical"}},
	{"lexicon", []string{"fLexicon", "uKnown"}},
	{"learned", []string{"fLearned"}},
	{"cognates", []string{"fCognate"}},
	{"function words", []string{"fFunction", "uFunction"}},
	{"unknown words", []string{"uUnknown"}},
	{"marks", []string{"mQuestion", "mExclamation", "mQuote", "mColon", "mBracket", "mDash", "mOpen", "mEnd", "mBreaks"}},
	{"priors of shapes", []string{"p11", "p12", "p13", "p14", "p22", "p23", "pLarge"}},
	{"segments alone", []string{"n1"}},
	{"shares explained", []string{"cShare", "cBoth", "cWeakest"}},
}

// leaveOut returns the weights without those of the features.
func leaveOut(w weights, names []string) weights {
	for f := range w {
		if ablated(feature(f), names) {
			w[f] = 0
		}
	}
	return w
}

// TestAblation prints the strict F1 without each kind of evidence: its weights are zero, the others are not trained again.
// AZTM_WITHOUT and AZTM_FOLDS of TestTrain do that. No kind may do harm.
func TestAblation(t *testing.T) {
	sets := []string{"light/az-ru", "light/az-en", "hard/az-ru", "hard/az-en"}
	samples := map[string][]*sample{}
	for _, set := range sets {
		dir, langs, _ := strings.Cut(set, "/")
		for _, s := range readStories(t, newsDir(t, dir), strings.Split(langs, "-")) {
			samples[set] = append(samples[set], prepare(s, set))
		}
	}
	t.Logf("%-17s %s", "without", strings.Join(sets, "  "))
	full := measureWith(t, "-", samples, sets, pairWeights)
	for _, k := range kinds {
		for n, f := range measureWith(t, k.name, samples, sets, leaveOut(pairWeights, k.features)) {
			if f > full[n]+0.01 {
				t.Errorf("%s: strict F1 %.4f without %s, %.4f with", sets[n], f, k.name, full[n])
			}
		}
	}
	only := leaveOut(pairWeights, []string{"f", "u", "m", "c"})
	for n, f := range measureWith(t, "all but length", samples, sets, only) {
		if f > full[n]-0.1 {
			t.Errorf("%s: strict F1 %.4f by length and priors alone, %.4f by all", sets[n], f, full[n])
		}
	}
}

// measureWith prints and returns the strict F1 of each set under the weights.
func measureWith(t *testing.T, name string, samples map[string][]*sample, sets []string, w weights) []float64 {
	var out []float64
	row := ""
	for _, set := range sets {
		var sum Score
		for _, x := range samples[set] {
			sum.Add(Compare(x.story.gold, x.predict(&w, &jointWeights)))
		}
		out = append(out, sum.Strict.F1())
		row += fmt.Sprintf("%11.4f  ", sum.Strict.F1())
	}
	t.Logf("%-17s %s", name, row)
	return out
}
