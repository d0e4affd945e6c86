package align

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"slices"
	"testing"
)

// A trustSample is a bead found with weights that have not seen its document.
type trustSample struct {
	Name   string // folder and languages
	Doc    string
	Inputs [4]float64
	Prob   float64 // not calibrated
	Right  bool
}

// trustSamples returns the beads of two or three sides of a story.
func trustSamples(x *sample, edges []edge, got []Bead) []trustSample {
	right := x.story.right()
	var out []trustSample
	for n := range edges {
		if edges[n].shape.sides() > 1 {
			out = append(out, trustSample{x.name, x.doc, trustInputs(&edges[n], x.pairs), got[n].Confidence, right(got[n])})
		}
	}
	return out
}

// showTrust adds the samples to the file AZTM_TRUST, for TestTrust, or fits a trust to them if that is not set.
func showTrust(t *testing.T, samples []trustSample) {
	t.Helper()
	name := os.Getenv("AZTM_TRUST")
	if name == "" {
		printTrust(samples)
		return
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e := json.NewEncoder(f)
	for _, s := range samples {
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTrust fits beadTrust to the samples that TestTrain left in the file AZTM_TRUST, of pairs and of three.
func TestTrust(t *testing.T) {
	name := os.Getenv("AZTM_TRUST")
	if name == "" || os.Getenv("AZTM_TRAIN") != "" {
		t.Skip("AZTM_TRUST is not set: no samples to fit the confidence to")
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var samples []trustSample
	for d := json.NewDecoder(f); d.More(); {
		var s trustSample
		if err := d.Decode(&s); err != nil {
			t.Fatal(err)
		}
		samples = append(samples, s)
	}
	if len(samples) == 0 {
		t.Fatalf("%s: no samples", name)
	}
	printTrust(samples)
}

// printTrust fits a trust, prints it as Go code, and how it does on documents it was not fitted to.
func printTrust(samples []trustSample) {
	w := fitTrust(samples)
	fmt.Printf("var beadTrust = trust{bias: %.3f, logOdds: %.3f, deviations: %.3f, merged: %.3f}\n", w.bias, w.logOdds, w.deviations, w.merged)
	const folds = 5
	docs := map[string]int{}
	for _, s := range samples {
		if _, ok := docs[s.Doc]; !ok {
			docs[s.Doc] = len(docs)
		}
	}
	before, after := map[string]*Calibration{}, map[string]*Calibration{}
	scores := map[string][]scored{}
	for k := range folds {
		var part []trustSample
		for _, s := range samples {
			if docs[s.Doc]%folds != k {
				part = append(part, s)
			}
		}
		w := fitTrust(part)
		for _, s := range samples {
			if docs[s.Doc]%folds == k {
				if before[s.Name] == nil {
					before[s.Name], after[s.Name] = &Calibration{}, &Calibration{}
				}
				c := w.confidence(s.Inputs)
				before[s.Name].Observe(s.Prob, s.Right)
				after[s.Name].Observe(c, s.Right)
				scores[s.Name] = append(scores[s.Name], scored{c, s.Right})
			}
		}
	}
	for _, n := range sortedKeys(scores) {
		fmt.Printf("%-19s ece %.4f, uncalibrated %.4f; precision (share of the beads) from", n, after[n].Error(), before[n].Error())
		for _, from := range []float64{0.5, 0.8, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99} {
			fmt.Printf(" %.2f: %s", from, atLeast(scores[n], from))
		}
		fmt.Println()
	}
}

type scored struct {
	confidence float64
	right      bool
}

// atLeast is the precision of the beads of a confidence, and their share.
func atLeast(list []scored, from float64) string {
	var b Bin
	for _, s := range list {
		if s.confidence >= from {
			b.observe(s.confidence, s.right)
		}
	}
	return fmt.Sprintf("%.3f (%.2f)", b.Precision(), ratio(b.Beads, len(list)))
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// fitTrust fits a logistic regression by Newton's method, with a small penalty.
func fitTrust(samples []trustSample) trust {
	const size = 4
	var w [size]float64
	for range 15 {
		var g [size]float64
		var h [size][size]float64
		for i := range h {
			g[i], h[i][i] = -1e-3*w[i], 1e-3
		}
		for _, s := range samples {
			p := asTrust(w).confidence(s.Inputs)
			for i, x := range s.Inputs {
				g[i] += (float64(one(s.Right)) - p) * x
				for j, y := range s.Inputs {
					h[i][j] += p * (1 - p) * x * y
				}
			}
		}
		for i, d := range solve(h, g) {
			w[i] += d
		}
	}
	return asTrust(w)
}

func asTrust(w [4]float64) trust { return trust{w[0], w[1], w[2], w[3]} }

// solve solves h·x = g by elimination; h is positive definite.
func solve(h [4][4]float64, g [4]float64) [4]float64 {
	for i := range h {
		for r := range h {
			if r == i {
				continue
			}
			f := h[r][i] / h[i][i]
			for c := range h {
				h[r][c] -= f * h[i][c]
			}
			g[r] -= f * g[i]
		}
	}
	for i := range g {
		g[i] /= h[i][i]
	}
	return g
}

// TestFitTrust fits to samples drawn from a known trust.
func TestFitTrust(t *testing.T) {
	want := trust{0.5, 0.7, -0.4, -0.3}
	r := rand.New(rand.NewSource(1))
	var samples []trustSample
	for range 20000 {
		x := [4]float64{1, 8*r.Float64() - 4, 3 * r.Float64(), float64(r.Intn(3))}
		samples = append(samples, trustSample{Inputs: x, Right: r.Float64() < want.confidence(x)})
	}
	got := fitTrust(samples)
	for _, d := range []float64{got.bias - want.bias, got.logOdds - want.logOdds, got.deviations - want.deviations, got.merged - want.merged} {
		if math.Abs(d) > 0.1 {
			t.Fatalf("fitted %+v, want about %+v", got, want)
		}
	}
}

// TestGlued wants less confidence in a bead one side of which holds a headline more.
func TestGlued(t *testing.T) {
	az := []string{"Nazir dünən Bakıya gəlib və prezidentlə görüşüb.", "Onlar 5 sənəd imzalayıblar."}
	ru := []string{"Министр вчера прибыл в Баку и встретился с президентом.", "Они подписали 5 документов."}
	glued := []string{"Новые школы откроются осенью во всех районах страны " + ru[0], ru[1]}
	plain := alignAndCheck(t, Text{Lang: "az", Segments: az}, Text{Lang: "ru", Segments: ru})
	got := alignAndCheck(t, Text{Lang: "az", Segments: az}, Text{Lang: "ru", Segments: glued})
	if len(plain) != 2 || len(got) != 2 {
		t.Fatalf("beads %v and %v, want two each", plain, got)
	}
	if GradeOf(plain[0].Confidence) != Good || GradeOf(got[0].Confidence) == Good {
		t.Errorf("confidence %.3f, with a headline glued %.3f", plain[0].Confidence, got[0].Confidence)
	}
}

// TestTrustMonotone wants confidence to grow with the probability.
func TestTrustMonotone(t *testing.T) {
	last := 0.0
	for n := range 100 {
		p := (float64(n) + 0.5) / 100
		c := beadTrust.confidence([4]float64{1, math.Log(p / (1 - p)), 1, 0})
		if c <= last || c >= 1 {
			t.Fatalf("probability %.3f: confidence %.3f after %.3f", p, c, last)
		}
		last = c
	}
}

func TestCalibrationError(t *testing.T) {
	var c Calibration
	for i := range 100 {
		c.Observe(0.81, i < 71)
	}
	if e := c.Error(); math.Abs(e-0.1) > 1e-9 {
		t.Errorf("error %v, want 0.1", e)
	}
	if b := c.Words[Check]; b.Beads != 100 || b.Right != 71 {
		t.Errorf("check %+v", b)
	}
	if e := new(Calibration).Error(); e != 0 {
		t.Errorf("nothing: error %v", e)
	}
}
