package align

import "strings"

// A Tally adds up how the beads of many documents compare with gold: as a whole, by type of bead and by confidence.
type Tally struct {
	Documents int
	Score     Score
	Types     map[string]Counts // strict, by Bead.Type
	Trust     Calibration       // of the predicted beads, those of one side too
}

// Add adds a document.
func (t *Tally) Add(gold, predicted []Bead) {
	t.Documents++
	t.Score.Add(Compare(gold, predicted))
	if t.Types == nil {
		t.Types = map[string]Counts{}
	}
	g, p := distinct(gold), distinct(predicted)
	inGold, inPredicted := keys(g), keys(p)
	for _, b := range g {
		found := inPredicted[b.key()]
		t.count(b, Counts{Gold: 1, Found: one(found)})
	}
	for _, b := range p {
		right := inGold[b.key()]
		t.count(b, Counts{Predicted: 1, Right: one(right)})
		t.Trust.Observe(b.Confidence, right)
	}
}

func (t *Tally) count(b Bead, c Counts) {
	sum := t.Types[b.Type()]
	sum.add(c)
	t.Types[b.Type()] = sum
}

func keys(beads []Bead) map[string]bool {
	out := map[string]bool{}
	for _, b := range beads {
		out[b.key()] = true
	}
	return out
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Type names the shape of a bead: "1:1", "1:2", "2:1", "1:0" or "0:1" for two texts, and "n:m" for all other. For three, "1:1:1"
// and those of single segments like it; beads with a side of more segments are named by the sides they have: "n:m:k",
// "n:m:0", "n:0:m", "0:n:m".
func (b Bead) Type() string {
	single, total := true, 0
	for _, r := range b.Sides {
		single = single && r.Len() <= 1
		total += r.Len()
	}
	if single || len(b.Sides) == 2 && total == 3 && sidesOf(b) == 2 {
		return b.exact()
	}
	letters := "nmk"
	var out []string
	for _, r := range b.Sides {
		if r.Len() == 0 {
			out = append(out, "0")
			continue
		}
		out, letters = append(out, letters[:1]), letters[1:]
	}
	return strings.Join(out, ":")
}

// exact is the number of segments of each side, which are one or two here.
func (b Bead) exact() string {
	var out []string
	for _, r := range b.Sides {
		out = append(out, string(rune('0'+r.Len())))
	}
	return strings.Join(out, ":")
}
