// Package align aligns two or three texts of segments into beads. STUB: the docstrings below are the contract.
package align

// A Text is one side of an alignment.
type Text struct {
	Lang       string
	Segments   []string
	Paragraphs []int // paragraph number of each segment; nil if unknown
}

// A Range is a half-open range of segment numbers, 0-based; empty where a side is missing.
type Range struct{ Start, End int }

// A Bead links a range of segments of each text, in the order of the texts.
type Bead struct {
	Sides      []Range
	Confidence float64 // 0 to 1
}

// Align returns the beads of two or three texts: each segment stands in exactly one bead, in order.
func Align(texts []Text) ([]Bead, error) { return nil, nil }
