package align

import "unicode/utf8"

// Covered returns how much of texts a and b of an alignment has a counterpart in the other: the expected share of the characters
// in beads that hold both, the mean of both texts, 0 to 1. Translations have more than a third even where much is left out, texts that
// are none hardly a fifth.
func Covered(texts []Text, beads []Bead, a, b int) float64 {
	sum := 0.0
	for _, t := range []int{a, b} {
		got, all := 0.0, 0.0
		for _, bead := range beads {
			n := float64(characters(texts[t].Segments[bead.Sides[t].Start:bead.Sides[t].End]))
			all += n
			if bead.Sides[a].Len() > 0 && bead.Sides[b].Len() > 0 {
				got += n * bead.Confidence
			}
		}
		if all > 0 {
			sum += got / all / 2
		}
	}
	return sum
}

func characters(segments []string) int {
	n := 0
	for _, s := range segments {
		n += utf8.RuneCountInString(s)
	}
	return n
}
