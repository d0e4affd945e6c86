package corpus

import "fmt"

// A Kinship says in two figures how near two documents are: what they share by content, without regard to order, and how much of
// their text an aligner links in order.
type Kinship struct {
	Share   float64 // Kin.Share, 0 to 1
	Aligned float64 // expected share of both texts in beads of both, 0 to 1; see align.Covered
}

// Score is what stories are told apart by: the share and half of what aligns.
func (k Kinship) Score() float64 { return k.Share + k.Aligned/2 }

// Floors of the score, measured on the shared news in three languages (63 stories of one weekend, many on the same events, light, hard, raw and in
// passages of two, three and five sentences). The lowest true pair has 0.38 as a whole, 0.33 in passages of three sentences; of pairs of
// different stories, 98 in 100 have less than 0.25, and of pairs of a story with its nearest neighbour 96 in 100 less than 0.35.
const (
	// RefuseBelow is the score below which documents that names put together are no translations of one another.
	RefuseBelow = 0.25
	// PairFrom is the score from which documents that nothing but their content puts together are taken for one story.
	PairFrom = 0.35
)

// LowestTrue is the least Share and the least Aligned of a true story among the shared news, for readers.
const LowestTrue = "14% and 32%"

// String is the kinship in words.
func (k Kinship) String() string {
	return fmt.Sprintf("%.0f%% of names, numbers and words shared, %.0f%% of the text aligned", 100*k.Share, 100*k.Aligned)
}

// A Judge finds which documents of a story belong together.
type Judge struct {
	Share   func(a, b int) float64
	Aligned func(a, b int) (float64, error) // asked only where Share does not decide
	Floor   float64                         // of the score
}

// Kinship is that of documents a and b; Aligned is 0 if the share alone is enough.
func (j Judge) kinship(a, b int) (k Kinship, err error) {
	k.Share = j.Share(a, b)
	if k.Share < j.Floor {
		k.Aligned, err = j.Aligned(a, b)
	}
	return k, err
}

// Split parts documents into those that belong together, by one true link each, and strangers. If none belong together, all are
// strangers. The kinship is the greatest among them: of what is refused, the nearest.
func (j Judge) Split(docs []int) (kin, strangers []int, nearest Kinship, err error) {
	linked := make([]bool, len(docs))
	links := map[[2]int]Kinship{}
	for a := range docs {
		for b := a + 1; b < len(docs); b++ {
			k, err := j.kinship(docs[a], docs[b])
			if err != nil {
				return nil, nil, k, err
			}
			links[[2]int{a, b}] = k
			if k.Score() >= j.Floor {
				linked[a], linked[b] = true, true
			}
		}
	}
	for i, d := range docs {
		if linked[i] {
			kin = append(kin, d)
		} else {
			strangers = append(strangers, d)
		}
	}
	for pair, k := range links {
		if (len(strangers) == 0 || !linked[pair[0]] || !linked[pair[1]]) && k.Score() > nearest.Score() {
			nearest = k
		}
	}
	return kin, strangers, nearest, nil
}
