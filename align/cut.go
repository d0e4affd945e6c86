package align

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aztm/align/lexicon"
	"aztm/corpus/words"
)

// A Cut parts a segment of a text in two where a sentence begins that no stop announces.
type Cut struct {
	Segment int // 0-based number of the segment in the text as it was given
	Offset  int // byte of the segment where the second part begins, a word or what opens it
}

// A joint says what a segment is to the one before it.
type joint uint8

const (
	apart      joint = iota // a segment of its own
	semicolon               // parted at a semicolon before a capital
	strong                  // parted before a function word with a capital, or behind a verb that ends a sentence
	known                   // parted before another word of the lexicon with a capital
	jointKinds = iota - 1
)

// maxCuts bounds the cuts of a segment: beads have no more than maxSide segments a side.
const maxCuts = 2

// minPart is how many words a part has at least.
const minPart = 3

// AlignAndCut is Align for texts that were split by their punctuation: where headings are glued to what follows, or a semicolon
// joins sentences, a segment may be cut if its parts belong to different beads. The beads count the segments after
// the cuts; the cuts of each text come in order. Texts marked Fixed are not cut.
func (al *Aligner) AlignAndCut(texts []Text) ([]Bead, [][]Cut, error) {
	parts := make([]Text, len(texts))
	cuts := make([][]Cut, len(texts))
	for i, t := range texts {
		parts[i], cuts[i] = al.parts(t)
	}
	beads, err := al.Align(parts)
	if err != nil {
		return nil, nil, err
	}
	for i := range parts {
		if parts[i].Fixed {
			continue
		}
		beads, cuts[i] = rejoin(beads, i, parts[i].joints, cuts[i])
	}
	return beads, cuts, nil
}

// Apply returns the items of a text, one for each segment as it was given, after its cuts: part parts an item at a byte offset
// of its segment.
func Apply[T any](items []T, cuts []Cut, part func(item T, offset int) (T, T)) []T {
	out := make([]T, 0, len(items)+len(cuts))
	for i, x := range items {
		from := 0
		for ; len(cuts) > 0 && cuts[0].Segment == i; cuts = cuts[1:] {
			var first T
			first, x = part(x, cuts[0].Offset-from)
			out, from = append(out, first), cuts[0].Offset
		}
		out = append(out, x)
	}
	return out
}

// parts returns a text with its segments cut wherever a sentence may begin.
func (al *Aligner) parts(t Text) (Text, []Cut) {
	if t.Fixed {
		return t, nil
	}
	out := Text{Lang: t.Lang}
	var cuts []Cut
	var spans []words.Span
	for i, s := range t.Segments {
		start, kind := 0, apart
		spans = words.AppendSpans(spans[:0], s)
		for _, c := range al.candidates(t.Lang, s, spans) {
			out.add(s[start:c.offset], kind)
			cuts = append(cuts, Cut{i, c.offset})
			start, kind = c.offset, c.kind
		}
		out.add(s[start:], kind)
	}
	return out, cuts
}

func (t *Text) add(segment string, kind joint) {
	t.Segments, t.joints = append(t.Segments, strings.TrimSpace(segment)), append(t.joints, kind)
}

// A candidate is a place where a segment may be cut.
type candidate struct {
	offset int
	kind   joint
}

// candidates returns the places where text, of the tokens toks, may be cut, in order: the likeliest ones, if there are many.
func (al *Aligner) candidates(lang, text string, toks []words.Span) []candidate {
	var out []candidate
	for n := minPart; n+minPart <= len(toks); n++ {
		if kind := al.jointAt(lang, text, toks[n-1], toks[n]); kind != apart {
			out = append(out, candidate{opening(text, toks[n-1].End, toks[n].Start), kind})
		}
	}
	slices.SortStableFunc(out, func(x, y candidate) int { return int(x.kind) - int(y.kind) })
	out = out[:min(len(out), maxCuts)]
	slices.SortFunc(out, func(x, y candidate) int { return x.offset - y.offset })
	return out
}

// jointAt says what kind of cut may stand between two tokens of a text, apart if none.
func (al *Aligner) jointAt(lang, text string, prev, next words.Span) joint {
	if first, _ := utf8.DecodeRuneInString(text[next.Start:]); !unicode.IsUpper(first) {
		return apart
	}
	gap := text[prev.End:next.Start]
	if strings.Contains(gap, ";") {
		return semicolon
	}
	before, _ := utf8.DecodeRuneInString(text[prev.Start:])
	if unicode.IsUpper(before) || strings.Trim(gap, " \u00a0\"«»“”„") != "" {
		return apart
	}
	return al.jointOf(lang, text[prev.Start:prev.End], text[next.Start:next.End])
}

// jointOf says what kind of cut may stand between two words, the second of which has a capital.
func (al *Aligner) jointOf(lang, prev, next string) joint {
	az := lexicon.Base(lang) == "az"
	if az && finiteVerb(words.Loose(lang, prev)) {
		return strong
	}
	begins := al.known(lang, next)
	switch {
	case begins == lexicon.Learned, az && begins != lexicon.Function: // an Azerbaijani sentence ends in a verb
		return apart
	case al.known(lang, prev) == lexicon.Function:
		return apart
	case begins == lexicon.Function:
		return strong
	}
	return known
}

// known says whether the lexicon has a word as a function word, as another word, or not (Learned).
func (al *Aligner) known(lang, word string) lexicon.Kind {
	kind := lexicon.Learned
	for _, l := range words.Lemmas(lang, word) {
		for _, k := range al.lex.Links(nil, lang, l) {
			switch {
			case k.Kind == lexicon.Function && k.Weight == 1:
				return lexicon.Function
			case k.Kind == lexicon.Content && k.Weight == 1:
				kind = lexicon.Content
			}
		}
	}
	return kind
}

// finiteEndings are the endings of Azerbaijani verbs that end a sentence, in loose letters.
var finiteEndings = strings.Fields("ib ub ir ur ar er di du acaq ecek dir dur mis mus mali meli irlar irler iblar ibler dilar diler acaqlar ecekler var yox deyil")

func finiteVerb(loose string) bool {
	for _, e := range finiteEndings {
		if strings.HasSuffix(loose, e) && len(loose) > len(e)+1 || loose == e {
			return true
		}
	}
	return false
}

// opening returns where the quotation marks that open what follows begin, from the gap between two tokens.
func opening(text string, from, to int) int {
	if i := strings.LastIndexAny(text[from:to], " \u00a0"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[from+i:])
		return from + i + n
	}
	return to
}

// rejoin takes those cuts of a text back that part no beads, and counts its segments anew.
func rejoin(beads []Bead, side int, joints []joint, cuts []Cut) ([]Bead, []Cut) {
	number := make([]int, len(joints)+1) // of each part among the segments that stay
	var kept []Cut
	n, next := 0, 0
	bounds := boundaries(beads, side, len(joints))
	for i, k := range joints {
		if k == apart || bounds[i] {
			n++
		}
		if k != apart {
			if bounds[i] {
				kept = append(kept, cuts[next])
			}
			next++
		}
		number[i] = n - 1
	}
	number[len(joints)] = n
	return renumber(beads, side, number), kept
}

// boundaries tells before which segments of a side a bead begins. Between two segments of one bead, or two that have no counterpart, none does.
func boundaries(beads []Bead, side, n int) []bool {
	out := make([]bool, n+1)
	alone := false
	for _, b := range beads {
		r := b.Sides[side]
		if r.Len() == 0 {
			continue
		}
		single := sidesOf(b) == 1
		out[r.Start] = !(single && alone)
		alone = single
	}
	return out
}

// renumber gives the beads the new numbers of a side's segments. A bead of one segment alone that is joined to the one before it goes.
func renumber(beads []Bead, side int, number []int) []Bead {
	out := beads[:0]
	end := 0
	for _, b := range beads {
		r := b.Sides[side]
		if r.Len() == 0 {
			b.Sides[side] = Range{end, end}
			out = append(out, b)
			continue
		}
		from, to := number[r.Start], number[r.End-1]+1
		if from < end { // its segment stands already
			continue
		}
		b.Sides[side] = Range{from, to}
		end = to
		out = append(out, b)
	}
	return out
}
