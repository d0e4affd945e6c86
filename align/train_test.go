package align

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"aztm/align/lexicon"
)

// Training maximises the likelihood of gold paths under the random field of the lattice, with a quadratic
// penalty, by resilient propagation (Riedmiller and Braun 1993). What follows is run by hand, over the shared data:
//
//	AZTM_TRAIN=pair, joint          TestTrain prints weights as Go code
//	  AZTM_FOLDS=1                  … then scores of cross-validation by document, which starts from these weights
//	    AZTM_TRUST=FILE             … and adds the beads of held-out documents to a file instead of fitting a trust to them
//	  AZTM_WITHOUT=fLexicon,m       … without these features (names or starts of names)
//	  AZTM_SECOND=1                 … and once more with the lexicon that each folder teaches by its own alignment
//	AZTM_TRAIN=plain, plain-joint   TestTrainPlain prints weights for languages without lexicon
//	AZTM_TRUST=FILE                 TestTrust fits beadTrust to the beads in a file
//	AZTM_LEARNING=known, strange    TestLearning prints what a learned lexicon adds to stories that taught nothing
//	AZTM_SHOW=1                     TestGate prints the beads that differ from gold

const penalty = 0.5 // of the squared distance from zero

// train fits weights to samples, from start.
func train(samples []*sample, start weights, iterations int) weights {
	w := start
	var step, last weights
	for f := range step {
		step[f] = 0.05
	}
	for n := range iterations {
		var g weights
		sum := 0.0
		for _, x := range samples {
			sum += x.gradient(&w, &g)
		}
		if n%20 == 19 {
			fmt.Fprintf(os.Stderr, "%d samples, round %d: loss %.1f\n", len(samples), n, -sum)
		}
		for f := range w {
			g[f] -= penalty * w[f]
			if without[f] {
				g[f], w[f] = 0, 0
			}
			if frozen[f] {
				g[f] = 0
			}
			switch {
			case g[f]*last[f] > 0:
				step[f] = min(step[f]*1.2, 0.5)
			case g[f]*last[f] < 0:
				step[f] *= 0.5
				g[f] = 0
			}
			if g[f] > 0 {
				w[f] += step[f]
			} else if g[f] < 0 {
				w[f] -= step[f]
			}
			last[f] = g[f]
		}
	}
	return w
}

// The languages that weights of pairs and of three are trained on.
var pairSets, jointSets = []string{"az-ru", "az-en", "ru-en"}, []string{"az-ru-en"}

func TestTrain(t *testing.T) {
	mode := os.Getenv("AZTM_TRAIN")
	if mode != "pair" && mode != "joint" {
		t.Skip("AZTM_TRAIN is not pair or joint")
	}
	start, sets := pairWeights, pairSets
	if mode == "joint" {
		start, sets = jointWeights, jointSets
	}
	if v := os.Getenv("AZTM_WITHOUT"); v != "" {
		for f := range without {
			without[f] = ablated(feature(f), strings.Split(v, ","))
		}
	}
	tr := trainer{joint: mode == "joint"}
	tr.read(t, sets)
	w := tr.train(start)
	printWeights(w)
	if os.Getenv("AZTM_FOLDS") != "" {
		tr.crossValidate(t)
	}
}

// A trainer holds the samples: whole ones teach all weights, parted ones, in which sentences are cut wherever they may
// be, only those of cuts.
type trainer struct {
	whole, parted []*sample
	joint         bool
}

func (tr *trainer) read(t *testing.T, sets []string) {
	for _, dir := range []string{"light", "hard"} {
		for _, langs := range sets {
			for _, s := range readStories(t, newsDir(t, dir), strings.Split(langs, "-")) {
				tr.whole = append(tr.whole, prepare(s, dir+"/"+langs))
			}
			raw := "raw-" + dir
			tr.whole = append(tr.whole, latent(rawStories(t, newsDir(t, raw), strings.Split(langs, "-"), false), raw+"/"+langs)...)
			tr.parted = append(tr.parted, latent(rawStories(t, newsDir(t, raw), strings.Split(langs, "-"), true), raw+"/"+langs)...)
		}
	}
	if os.Getenv("AZTM_SECOND") != "" {
		tr.whole = append(tr.whole, second(tr.whole)...)
	}
}

func latent(stories []story, name string) []*sample {
	var out []*sample
	for _, s := range stories {
		x := prepare(s, name)
		x.latent = true
		out = append(out, x)
	}
	return out
}

// train fits the weights to all samples.
func (tr *trainer) train(w weights) weights {
	for range 2 {
		tr.expand(tr.whole, &w)
		w = fit(tr.whole, w, 60, func(feature) bool { return false })
	}
	tr.expand(tr.parted, &w)
	return fit(tr.parted, w, 60, notOfCuts)
}

// trainFold fits weights, from nothing, to the samples outside a fold, which train has expanded.
func (tr *trainer) trainFold(out int) weights {
	w := fit(exceptFold(tr.whole, out), weights{}, 150, func(feature) bool { return false })
	return fit(exceptFold(tr.parted, out), w, 150, notOfCuts)
}

func notOfCuts(f feature) bool { return f < cut || f > n1Part }

// expand lists the beads of samples that count under w.
func (tr *trainer) expand(samples []*sample, w *weights) {
	pairW := w
	if tr.joint {
		pairW = &pairWeights
	}
	for _, x := range samples {
		x.expand(pairW, w)
	}
}

// fit trains the weights that are not frozen.
func fit(samples []*sample, w weights, iterations int, freeze func(feature) bool) weights {
	for f := range frozen {
		frozen[f] = freeze(feature(f))
	}
	defer func() { frozen = [features]bool{} }()
	return train(samples, w, iterations)
}

// exceptFold returns the samples outside a fold.
func exceptFold(samples []*sample, fold int) []*sample {
	var list []*sample
	for _, x := range samples {
		if foldOf(x.doc) != fold {
			list = append(list, x)
		}
	}
	return list
}

// second prepares the samples again, with the lexicon that each folder teaches by its own alignment.
func second(samples []*sample) []*sample {
	byName := map[string][]*sample{}
	for _, x := range samples {
		byName[x.name] = append(byName[x.name], x)
	}
	var out []*sample
	for _, x := range samples {
		list := byName[x.name]
		if list == nil {
			continue
		}
		byName[x.name] = nil
		learner := New(nil)
		for _, y := range list {
			learner.Observe(y.story.texts, y.predict(&pairWeights, &jointWeights))
		}
		lex := lexicon.Builtin().With(learner.Learned())
		for _, y := range list {
			z := prepareWith(y.story, y.name, lex)
			z.latent, z.name = y.latent, "2nd "+y.name
			out = append(out, z)
		}
	}
	return out
}

// crossValidate prints the scores of folds by document. What counts of raw texts is what the parted ones give.
func (tr *trainer) crossValidate(t *testing.T) {
	t.Helper()
	sums, raws := map[string]*Score{}, map[string]*RawScore{}
	var names []string
	loss := 0.0
	var held []trustSample
	for k := range folds {
		w := tr.trainFold(k)
		for _, x := range append(slices.Clone(tr.whole), tr.parted...) {
			if foldOf(x.doc) != k || x.latent && x.story.texts[0].joints == nil {
				continue
			}
			pairW := &w
			if tr.joint {
				pairW = &pairWeights
			}
			edges := x.search(pairW, &w)
			got := beads(edges, x.order)
			held = append(held, trustSamples(x, edges, got)...)
			var g weights
			loss += x.gradient(&w, &g)
			if sums[x.name] == nil {
				sums[x.name], raws[x.name] = &Score{}, &RawScore{}
				names = append(names, x.name)
			}
			if x.latent {
				raws[x.name].Add(CompareRaw(x.story.raw, got))
				continue
			}
			sums[x.name].Add(Compare(x.story.gold, got))
		}
	}
	fmt.Printf("cv loss %.1f\n", -loss)
	for _, n := range names {
		if r := raws[n]; r.Pairs > 0 {
			fmt.Printf("cv %-15s precision %.4f coverage %.4f\n", n, r.Precision(), r.Coverage())
			continue
		}
		s := sums[n].Strict
		fmt.Printf("cv %-15s P %.4f R %.4f F1 %.4f\n", n, s.Precision(), s.Recall(), s.F1())
	}
	showTrust(t, held)
}

// without are features left out of training, by AZTM_WITHOUT.
var without [features]bool

// frozen are features that keep their weight in training.
var frozen [features]bool

func ablated(f feature, names []string) bool {
	for _, n := range names {
		if strings.HasPrefix(nameOf(f), n) {
			return true
		}
	}
	return false
}

// nameOf returns the name of a feature; those at knots share one.
func nameOf(f feature) string {
	if int(f) < len(featureNames) {
		return featureNames[f]
	}
	return []string{"cShare", "cBoth", "cWeakest"}[int(f-cShare)/len(knots)]
}

// featureNames names the features before those at knots, in their order.
var featureNames = [cShare]string{"fValue", "fIdentical", "fName", "fLexicon", "fFunction", "fLearned", "fCognate",
	"uUnknown", "uFunction", "uKnown", "uName", "uValue", "lSquare", "lFar",
	"mQuestion", "mExclamation", "mQuote", "mColon", "mBracket", "mDash", "mDigit", "mOpen", "mEnd", "mBreaks",
	"p11", "p12", "p13", "p14", "p22", "p23", "pLarge", "n1", "n1Length", "n1Words", "t2", "t3", "t3Split", "cut + 0", "cut + 1", "cut + 2", "n1Part"}

func printWeights(w weights) {
	for f, n := range featureNames {
		fmt.Printf("\t%s: %.3f,\n", n, w[f])
	}
	for i, n := range []string{"cShare", "cBoth", "cWeakest"} {
		for k := range knots {
			fmt.Printf("\t%s + %d: %.3f,\n", n, k, w[int(cShare)+i*len(knots)+k])
		}
	}
}
