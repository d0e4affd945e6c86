package align

import (
	"slices"
	"unicode"
)

// A RawText is a text as running paragraphs, cut into segments by a splitter, with the gold lines that it holds: what
// end-to-end scoring needs. Places are counted in non-blank characters, so that white space never matters.
type RawText struct {
	segments []Range
	lines    []rawLine
}

// A rawLine is the place of a gold line.
type rawLine struct {
	id string
	at Range
}

// NewRawText locates segments, given in bytes of text, and gold lines, given by id in code points of text.
// Places outside of the text are moved to its bounds.
func NewRawText(text string, segments []Range, lines map[string]Range) *RawText {
	byByte := make([]int, len(text)+1)
	byRune := []int{0}
	n := 0
	for i, r := range text {
		byByte[i] = n
		if !unicode.IsSpace(r) {
			n++
		}
		byRune = append(byRune, n)
	}
	byByte[len(text)] = n
	t := &RawText{}
	for _, s := range segments {
		t.segments = append(t.segments, within(byByte, s))
	}
	for id, l := range lines {
		t.lines = append(t.lines, rawLine{id, within(byRune, l)})
	}
	slices.SortFunc(t.lines, func(x, y rawLine) int {
		if x.at.Start != y.at.Start {
			return x.at.Start - y.at.Start
		}
		return x.at.End - y.at.End
	})
	return t
}

// within maps a range by the table at, kept in its bounds.
func within(at []int, r Range) Range {
	bound := func(i int) int { return at[max(0, min(i, len(at)-1))] }
	return Range{bound(r.Start), bound(r.End)}
}

// Lines returns the ids of the gold lines that a range of segments covers, sorted: those of whose non-blank characters it holds at
// least half.
func (t *RawText) Lines(r Range) []string {
	if r.Len() == 0 {
		return nil
	}
	from, to := t.segments[r.Start].Start, t.segments[r.End-1].End
	var out []string
	for _, l := range t.lines {
		if l.at.Len() > 0 && 2*(min(to, l.at.End)-max(from, l.at.Start)) >= l.at.Len() {
			out = append(out, l.id)
		}
	}
	slices.Sort(out)
	return out
}

// A RawScore counts what splitter and aligner together make of raw texts, from the point of view of a memory: is
// a pair a usable unit, and how much of the text ends up in such units?
type RawScore struct {
	Right, Pairs   int // beads of at least two sides
	Covered, Lines int // gold lines that at least two of the texts hold
}

// Precision is the share of the predicted units that are right.
func (s RawScore) Precision() float64 { return ratio(s.Right, s.Pairs) }

// Coverage is the share of the gold lines that stand in a right unit.
func (s RawScore) Coverage() float64 { return ratio(s.Covered, s.Lines) }

// Add adds the counts of another document.
func (s *RawScore) Add(t RawScore) {
	s.Right += t.Right
	s.Pairs += t.Pairs
	s.Covered += t.Covered
	s.Lines += t.Lines
}

// CompareRaw scores predicted beads of two or three raw texts.
func CompareRaw(texts []*RawText, predicted []Bead) RawScore {
	held := map[string]int{}
	for _, t := range texts {
		for _, l := range t.lines {
			held[l.id]++
		}
	}
	var s RawScore
	for _, n := range held {
		if n > 1 {
			s.Lines++
		}
	}
	covered := map[string]bool{}
	for _, b := range predicted {
		if sidesOf(b) < 2 {
			continue
		}
		s.Pairs++
		if lines := RawRight(texts, b); lines != nil {
			s.Right++
			for _, id := range lines {
				covered[id] = true
			}
		}
	}
	s.Covered = len(covered)
	return s
}

// RawRight returns the gold lines that a bead covers if it is right: all of its sides cover the same lines, and no missing side
// holds one of them. It is nil if the bead is wrong.
func RawRight(texts []*RawText, b Bead) []string {
	var lines []string
	first := true
	for i, r := range b.Sides {
		if r.Len() == 0 {
			continue
		}
		x := texts[i].Lines(r)
		if !first && !slices.Equal(x, lines) {
			return nil
		}
		lines, first = x, false
	}
	for i, r := range b.Sides {
		if r.Len() == 0 && texts[i].holds(lines) {
			return nil
		}
	}
	return lines
}

// holds tells whether the text holds one of the lines.
func (t *RawText) holds(ids []string) bool {
	for _, l := range t.lines {
		if slices.Contains(ids, l.id) {
			return true
		}
	}
	return false
}
