package align

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
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
const minPart = 4

// AlignAndCut is Align for texts that were split by their punctuation: where headings are glued to what follows, or a semicolon
// joins sentences, a segment may be cut if another text has no counterpart of one of its parts, or, at a semicolon, parts them. The
// beads count the segments after the cuts; the cuts of each text come in order. Texts marked Fixed are not cut.
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
	beads = mergeParts(beads, parts)
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
		if kind := al.jointAt(lang, text, toks[n-1:n+2]); kind != apart {
			out = append(out, candidate{opening(text, toks[n-1].End, toks[n].Start), kind})
		}
	}
	slices.SortStableFunc(out, func(x, y candidate) int { return int(x.kind) - int(y.kind) })
	out = out[:min(len(out), maxCuts)]
	slices.SortFunc(out, func(x, y candidate) int { return x.offset - y.offset })
	return out
}

// jointAt says what kind of cut may stand between the first two of three tokens of a text, apart if none. A word before a name is
// its title more often than the start of a sentence, and a letter with a stop is an initial.
func (al *Aligner) jointAt(lang, text string, toks []words.Span) joint {
	prev, next := toks[0], toks[1]
	gap := text[prev.End:next.Start]
	if !capital(text[next.Start:]) {
		return apart
	}
	if strings.Contains(gap, ";") {
		return semicolon
	}
	if capital(text[prev.Start:]) || strings.HasPrefix(text[next.End:], ".") || strings.Trim(gap, " \u00a0\"«»“”„") != "" {
		return apart
	}
	before := words.Loose(lang, text[prev.Start:prev.End])
	if joints().open[lexicon.Base(lang)][before] {
		return apart
	}
	if lexicon.Base(lang) == "az" { // a sentence ends in a verb
		if finite(text[prev.Start:prev.End], before) {
			return strong
		}
		return apart
	}
	switch al.known(lang, text[next.Start:next.End]) {
	case lexicon.Function:
		return strong
	case lexicon.Content:
		if !capital(text[toks[2].Start:]) {
			return known
		}
	}
	return apart
}

// capital says whether a text begins with a capital.
func capital(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(first)
}

// known says what the lexicon has a word with a capital as: a Function word, Content that is written small elsewhere, a Name;
// Learned if it has none of these.
func (al *Aligner) known(lang, word string) lexicon.Kind {
	kind := lexicon.Learned
	for _, k := range al.lex.Links(nil, lang, words.Lemma(lang, word)) {
		switch {
		case k.Kind == lexicon.Function && k.Weight == 1:
			return lexicon.Function
		case k.Kind == lexicon.Name:
			return lexicon.Name
		case k.Kind == lexicon.Content && k.Weight == 1:
			kind = lexicon.Content
		}
	}
	if kind == lexicon.Content && (strings.ToUpper(word) == word || len(words.Values(lang, word)) > 0) {
		return lexicon.Name // an acronym, a weekday, a month
	}
	return kind
}

// finite says whether an Azerbaijani word, given with its loose key, is a verb form that may end a sentence.
func finite(word, loose string) bool {
	if j := joints(); j.final[loose] {
		return true
	} else if !slices.ContainsFunc(j.endings, func(e string) bool { return strings.HasSuffix(loose, e) }) {
		return false
	}
	lemma := words.Lemma("az", word)
	return strings.HasSuffix(lemma, "maq") || strings.HasSuffix(lemma, "mək")
}

// jointWords are the tables of data/joints.tsv.
type jointWords struct {
	open    map[string]map[string]bool // by language: words that end no sentence
	endings []string                   // of finite verbs
	final   map[string]bool            // words that end a sentence
}

//go:embed data/joints.tsv
var jointFile string

var joints = sync.OnceValue(func() jointWords {
	t := jointWords{open: map[string]map[string]bool{}, final: map[string]bool{}}
	for row := range strings.Lines(jointFile) {
		cells := strings.Split(strings.TrimSpace(row), "\t")
		if len(cells) < 3 {
			continue // a comment
		}
		list := strings.Fields(cells[2])
		switch cells[0] {
		case "open":
			t.open[cells[1]] = map[string]bool{}
			for _, w := range list {
				t.open[cells[1]][w] = true
			}
		case "ending":
			t.endings = list
		case "final":
			for _, w := range list {
				t.final[w] = true
			}
		}
	}
	return t
})

// opening returns where the quotation marks that open what follows begin, from the gap between two tokens.
func opening(text string, from, to int) int {
	if i := strings.LastIndexAny(text[from:to], " \u00a0"); i >= 0 {
		_, n := utf8.DecodeRuneInString(text[from+i:])
		return from + i + n
	}
	return to
}

// mergeParts merges beads that stand at both sides of a cut and hold the same texts: the whole sentence makes a unit with both of its
// counterparts, and only a part that a text lacks is cut off.
func mergeParts(beads []Bead, texts []Text) []Bead {
	out := beads[:0]
	for _, b := range beads {
		if n := len(out); n > 0 && b.Linked() && sameTexts(out[n-1], b) && beginsInside(b, texts) {
			for i, r := range b.Sides {
				if r.Len() > 0 {
					out[n-1].Sides[i].End = r.End
				}
			}
			out[n-1].Confidence = min(out[n-1].Confidence, b.Confidence)
			continue
		}
		out = append(out, b)
	}
	return out
}

func sameTexts(a, b Bead) bool {
	for i := range a.Sides {
		if (a.Sides[i].Len() > 0) != (b.Sides[i].Len() > 0) {
			return false
		}
	}
	return true
}

// beginsInside says whether a bead begins inside a sentence of one of its texts; what follows a semicolon with a capital is a sentence.
func beginsInside(b Bead, texts []Text) bool {
	for i, r := range b.Sides {
		if j := texts[i].joints; j != nil && r.Len() > 0 && j[r.Start] > semicolon {
			return true
		}
	}
	return false
}

// rejoin takes those cuts of a text back that part no beads, and counts its segments anew.
func rejoin(beads []Bead, side int, joints []joint, cuts []Cut) ([]Bead, []Cut) {
	number := make([]int, len(joints)) // of each part among the segments that stay
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
	return renumber(beads, side, number), kept
}

// boundaries tells before which of n segments of a side a bead begins. Between two segments of one bead, or two that have no
// counterpart, none does.
func boundaries(beads []Bead, side, n int) []bool {
	out := make([]bool, n)
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
