package tm

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Merge returns the bead that rows make together.
func Merge(rows ...Row) []map[string]Range {
	bead := map[string]Range{}
	for _, row := range rows {
		for lang, r := range row.Ranges {
			if old, ok := bead[lang]; ok {
				r = Range{min(old.First, r.First), max(old.End, r.End)}
			}
			bead[lang] = r
		}
	}
	return []map[string]Range{bead}
}

// Split returns the two beads of a row that is cut: what stands before segment at[lang] of each language, and the rest. A language that is
// not in at goes to the first bead as a whole.
func Split(row Row, at map[string]int) []map[string]Range {
	first, rest := map[string]Range{}, map[string]Range{}
	for lang, r := range row.Ranges {
		cut, ok := at[lang]
		if !ok {
			cut = r.End
		}
		cut = min(max(cut, r.First), r.End)
		setRange(first, lang, Range{r.First, cut})
		setRange(rest, lang, Range{cut, r.End})
	}
	return []map[string]Range{first, rest}
}

// Shift returns the beads of two neighbours after n segments of one language went over: the last of a to b, or with n below 0 the first of b to
// a. No more go over than there are.
func Shift(a, b Row, lang string, n int) []map[string]Range {
	x, y := maps.Clone(a.Ranges), maps.Clone(b.Ranges)
	ra, inA := x[lang]
	rb, inB := y[lang]
	switch {
	case !inA && !inB:
		return []map[string]Range{x, y}
	case !inA:
		ra = Range{rb.First, rb.First}
	case !inB:
		rb = Range{ra.End, ra.End}
	}
	cut := min(max(ra.End-n, ra.First), rb.End)
	setRange(x, lang, Range{ra.First, cut})
	setRange(y, lang, Range{cut, rb.End})
	return []map[string]Range{x, y}
}

// setRange sets the range of a language; an empty one has no entry.
func setRange(bead map[string]Range, lang string, r Range) {
	if delete(bead, lang); r.First < r.End {
		bead[lang] = r
	}
}

// Realign puts beads in the place of the rows first to last-1 of a story: the same segments, in order, grouped in another way. A bead of two
// languages or more becomes a unit, which is approved, since a translator made it; the others become lone segments. A unit that shares most
// segments with a bead keeps its id for it; where nothing changed, a unit stays as it is. Texts that were edited, or that were added in a language
// without a document, are kept with their segments.
//
// The error wraps ErrChanged if the rows do not look like this any more, and says where a bead would cut an edited text in two.
func (b *Batch) Realign(ctx context.Context, s StoredStory, first, last int, beads []map[string]Range) error {
	if err := b.usable(); err != nil {
		return err
	}
	if first < 0 || first > last || last > len(s.Rows) {
		return b.m.explain(fmt.Errorf("story %s: rows %d to %d of %d", s.Name, first, last, len(s.Rows)))
	}
	if err := b.settle(ctx); err != nil {
		return b.m.explain(err)
	}
	now, units, err := storedStory(ctx, b.tx, s.ID)
	if err != nil {
		return b.m.explain(err)
	}
	at := slices.IndexFunc(now.Rows, func(r Row) bool { return first < last && sameRow(r, s.Rows[first]) })
	if at < 0 || !slices.EqualFunc(now.Rows[at:min(at+last-first, len(now.Rows))], s.Rows[first:last], sameRow) {
		return b.m.explain(fmt.Errorf("story %s: %w", s.Name, ErrChanged))
	}
	r := realigner{story: now, rows: now.Rows[at : at+last-first], units: units[at : at+last-first]}
	if err := r.check(beads); err != nil {
		return b.m.explain(fmt.Errorf("story %s: %w", s.Name, err))
	}
	before := 0 // position of the unit before
	for _, row := range now.Rows[:at] {
		before = max(before, row.Unit.Position)
	}
	return b.fail(b.realign(ctx, r, beads, before))
}

func sameRow(a, b Row) bool {
	return a.Unit.ID == b.Unit.ID && a.Unit.Status == b.Unit.Status && maps.Equal(a.Ranges, b.Ranges) &&
		slices.EqualFunc(a.Unit.Variants, b.Unit.Variants, func(v, w Variant) bool { return compareVariants(v, w) == 0 })
}

// A realigner knows the rows that beads take the place of.
type realigner struct {
	story StoredStory
	rows  []Row
	units []record // of the rows; the zero value for a lone segment
}

// check says what keeps beads from taking the place of the rows.
func (r realigner) check(beads []map[string]Range) error {
	var old []map[string]Range
	for _, row := range r.rows {
		old = append(old, row.Ranges)
	}
	for _, d := range r.story.Docs {
		x, ok := whole(old, d.Lang)
		y, fits := whole(beads, d.Lang)
		if !ok || !fits || x != y {
			return fmt.Errorf("the beads do not hold the segments of the rows in %s, each once and in order", d.Lang)
		}
	}
	for _, bead := range beads {
		for lang, x := range bead {
			if err := r.checkEdited(lang, x); err != nil {
				return err
			}
		}
	}
	return r.checkAdded(r.homes(beads, r.heirs(beads)))
}

// whole is the range that all ranges of a language make, one after the other; false if they do not follow one another.
func whole(beads []map[string]Range, lang string) (Range, bool) {
	var all Range
	for _, bead := range beads {
		x, ok := bead[lang]
		switch {
		case !ok:
		case x.First >= x.End, all != (Range{}) && x.First != all.End:
			return all, false
		case all == (Range{}):
			all = x
		default:
			all.End = x.End
		}
	}
	return all, true
}

// checkEdited refuses a range that has a part of an edited text.
func (r realigner) checkEdited(lang string, x Range) error {
	for _, row := range r.rows {
		y := row.Ranges[lang]
		inside, apart := x.First <= y.First && y.End <= x.End, y.End <= x.First || x.End <= y.First
		if !inside && !apart && r.story.Text(row, lang) != r.story.printed(lang, y) {
			return fmt.Errorf("unit %d: its text in %s was edited and cannot be cut in two", row.Unit.ID, lang)
		}
	}
	return nil
}

// linked are the beads of the rows that are units.
func (r realigner) linked() []map[string]Range {
	var list []map[string]Range
	for _, row := range r.rows {
		if row.Unit.ID != 0 {
			list = append(list, row.Ranges)
		}
	}
	return list
}

func single(bead map[string]Range) bool { return len(bead) < 2 }

// heirs names for each bead the row whose unit it takes over, -1 for none: the one that it shares most segments with.
func (r realigner) heirs(beads []map[string]Range) []int {
	type share struct{ bead, row, segments int }
	var list []share
	for i, bead := range beads {
		for j, row := range r.rows {
			if n := common(bead, row.Ranges); n > 0 && row.Unit.ID != 0 && len(bead) > 1 {
				list = append(list, share{i, j, n})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b share) int { return cmp.Compare(b.segments, a.segments) })
	heirs := slices.Repeat([]int{-1}, len(beads))
	for _, s := range list {
		if heirs[s.bead] < 0 && !slices.Contains(heirs, s.row) {
			heirs[s.bead] = s.row
		}
	}
	return heirs
}

// common counts the segments that two beads share.
func common(a, b map[string]Range) int {
	n := 0
	for lang, x := range a {
		if y, ok := b[lang]; ok {
			n += max(0, min(x.End, y.End)-max(x.First, y.First))
		}
	}
	return n
}

// homes names for each row with a unit the bead that takes the texts which no document holds; -1 for none.
func (r realigner) homes(beads []map[string]Range, heirs []int) []int {
	homes := slices.Repeat([]int{-1}, len(r.rows))
	for j, row := range r.rows {
		homes[j] = slices.Index(heirs, j)
		most := 0
		for i, bead := range beads {
			if n := common(bead, row.Ranges); homes[j] < 0 && len(bead) > 1 && n > most {
				homes[j], most = i, n
			}
		}
	}
	return homes
}

// checkAdded refuses beads that leave no unit for a text that was added by hand.
func (r realigner) checkAdded(homes []int) error {
	for j, row := range r.rows {
		for _, v := range row.Unit.Variants {
			if _, printed := row.Ranges[v.Lang]; !printed && homes[j] < 0 {
				return fmt.Errorf("unit %d: its text in %s stands in no document and would be lost", row.Unit.ID, v.Lang)
			}
		}
	}
	return nil
}

func (b *Batch) realign(ctx context.Context, r realigner, beads []map[string]Range, position int) error {
	heirs := r.heirs(beads)
	homes := r.homes(beads, heirs)
	if slices.EqualFunc(r.linked(), slices.DeleteFunc(slices.Clone(beads), single), maps.Equal[map[string]Range]) {
		return nil
	}
	if slices.ContainsFunc(beads, single) || len(r.linked()) < len(r.rows) {
		if err := b.touchStory(ctx, r.story.ID, r.story.Name); err != nil {
			return err
		}
	}
	for j, old := range r.units {
		if old.ID != 0 && !slices.Contains(heirs, j) {
			if err := b.remove(ctx, old); err != nil {
				return err
			}
		}
	}
	for i, bead := range beads {
		if len(bead) < 2 {
			continue
		}
		var old record
		if heirs[i] >= 0 {
			old = r.units[heirs[i]]
			position = old.Position
			if maps.Equal(bead, r.rows[heirs[i]].Ranges) {
				continue
			}
		}
		u := old
		u.Story, u.StoryID, u.Position = r.story.Name, r.story.ID, position
		u.Variants = r.variants(bead, i, homes)
		u.Edited = slices.ContainsFunc(u.Variants, func(v Variant) bool { return v.Text != r.story.printed(v.Lang, bead[v.Lang]) })
		u.Status, u.Prior, u.Confidence, u.Changed = Approved, "", NoConfidence, b.now
		if err := b.storeBead(ctx, old, u); err != nil {
			return err
		}
	}
	return nil
}

// storeBead puts u in the place of old, or stores it as a new unit if old is none.
func (b *Batch) storeBead(ctx context.Context, old, u record) error {
	if old.ID != 0 {
		return b.replace(ctx, old, u)
	}
	var parts []string
	for _, v := range u.Variants {
		parts = append(parts, v.Lang, v.Text, v.Source.Path, strconv.Itoa(v.Source.First), strconv.Itoa(v.Source.End))
	}
	u.TUID = tuid(parts...)
	b.fill(&u.Unit, Approved)
	return b.insert(ctx, &u)
}

// variants are the texts of bead number i: of its segments, and those that were added to its rows by hand.
func (r realigner) variants(bead map[string]Range, i int, homes []int) []Variant {
	var list []Variant
	for _, d := range r.story.Docs {
		if x, ok := bead[d.Lang]; ok {
			list = append(list, Variant{Lang: d.Lang, Text: r.text(d.Lang, x),
				Source: Source{Document: d.ID, Path: d.Path, Headline: d.Headline, Date: d.Date, First: x.First, End: x.End}})
		}
	}
	for j, row := range r.rows {
		for _, v := range row.Unit.Variants {
			if _, printed := row.Ranges[v.Lang]; printed || homes[j] != i {
				continue
			}
			if at := slices.IndexFunc(list, func(w Variant) bool { return w.Lang == v.Lang }); at >= 0 {
				list[at].Text += " " + v.Text
				continue
			}
			list = append(list, v)
		}
	}
	return list
}

// text is the text of segments: as it was edited, where a row has them all.
func (r realigner) text(lang string, x Range) string {
	var parts []string
	for _, row := range r.rows {
		y := row.Ranges[lang]
		switch first, end := max(x.First, y.First), min(x.End, y.End); {
		case first >= end:
		case y.First == first && y.End == end:
			parts = append(parts, r.story.Text(row, lang))
		default:
			parts = append(parts, r.story.printed(lang, Range{first, end}))
		}
	}
	return strings.Join(parts, " ")
}
