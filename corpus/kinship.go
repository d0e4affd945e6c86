package corpus

import "fmt"

// A Kinship says in two figures how near two documents are: what they share by content, without regard to order, and how much of
// their text an aligner links in order.
type Kinship struct {
	Share   float64 // Kin.Share, 0 to 1
	Aligned float64 // expected share of both texts in beads of both, 0 to 1; see align.Covered
}

// String is the kinship in words.
func (k Kinship) String() string {
	return fmt.Sprintf("%.0f%% of names, numbers and words shared, %.0f%% of the text aligned", 100*k.Share, 100*k.Aligned)
}

// LowestTrue is the least Share and the least Aligned of true stories of the shared news, for readers.
const LowestTrue = "20% and 33%"

// A Judge finds which documents of a story belong together. Two do if Share and Weight times Aligned come to the Floor.
type Judge struct {
	Weight, Floor float64
	Sure          float64 // a share that is enough alone; the aligner is not asked then
	// Third is the part of the kinship of the two nearest that a third must have with them on average.
	Third float64
}

// ByName judges what names or the user put together: it refuses only what is surely no translation. Of the shared news (63 stories of one
// weekend, light and hard, raw) no true pair lies below the floor, nor a passage of three, two or one sentence; of random pairs 96 in 100
// whole documents do, and 99, 98 and 95 of the passages, and half of the pairs of a document with its nearest of all others, which tells of
// the same event or the like.
var ByName = Judge{Weight: 0.25, Floor: 0.17, Sure: 0.3}

// ByContent judges what nothing but content puts together: two reports of one event in one order are its worst case, and order counts
// for more. Of the shared news each document has 0.73 or more with one of its story, 12 in 1000 have 0.62 with another; a third
// has 0.66 or more of the kinship of the two others.
var ByContent = Judge{Weight: 1, Floor: 0.62, Sure: 1, Third: 0.5}

func (j Judge) score(k Kinship) float64 { return k.Share + j.Weight*k.Aligned }

// A Measure gives the kinship of documents; Aligned is asked only where the share does not decide.
type Measure struct {
	Share   func(a, b int) float64
	Aligned func(a, b int) (float64, error)
}

// Split parts two or three documents into those that belong together, by one true link each, and strangers. If none belong
// together, all are strangers. The kinship is the greatest that a stranger has, of what is refused the nearest.
func (j Judge) Split(docs []int, m Measure) (kin, strangers []int, nearest Kinship, err error) {
	links, err := j.links(docs, m)
	if err != nil {
		return nil, nil, nearest, err
	}
	linked := make([]bool, len(docs))
	for pair, k := range links {
		if j.score(k) >= j.Floor {
			linked[pair[0]], linked[pair[1]] = true, true
		}
	}
	if odd := j.odd(links); len(docs) == 3 && odd >= 0 {
		linked[odd] = false
	}
	for i, d := range docs {
		if linked[i] {
			kin = append(kin, d)
		} else {
			strangers = append(strangers, d)
		}
	}
	for pair, k := range links {
		if !(linked[pair[0]] && linked[pair[1]]) && j.score(k) > j.score(nearest) {
			nearest = k
		}
	}
	return kin, strangers, nearest, nil
}

// links measures all pairs.
func (j Judge) links(docs []int, m Measure) (map[[2]int]Kinship, error) {
	out := map[[2]int]Kinship{}
	for a := range docs {
		for b := a + 1; b < len(docs); b++ {
			k := Kinship{Share: m.Share(docs[a], docs[b])}
			if k.Share < j.Sure {
				var err error
				if k.Aligned, err = m.Aligned(docs[a], docs[b]); err != nil {
					return nil, err
				}
			}
			out[[2]int{a, b}] = k
		}
	}
	return out, nil
}

// odd is the third of three documents that has too little of the kinship of the two others, -1 if there is none.
func (j Judge) odd(links map[[2]int]Kinship) int {
	best, sum, odd := -1.0, 0.0, -1
	for third := range 3 {
		pair := [2]int{(3 - third) / 3, 2 - third/2} // 1 2, 0 2, 0 1
		s := j.score(links[pair])
		if sum += s; s > best {
			best, odd = s, third
		}
	}
	if (sum-best)/2 >= j.Third*best {
		return -1
	}
	return odd
}
