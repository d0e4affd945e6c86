package tm

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A StoryResult says what became of a story's units.
type StoryResult struct {
	ID       int64
	Added    int // new units
	Kept     int // units with the same text as before: id, status and edits are kept
	Outdated int // approved or edited units whose text is gone
	Removed  int // other units whose text is gone
}

// AddStory stores a story: all segments of its documents and a unit for each bead. For a story that the memory knows
// (FindStory) it replaces what changed: a unit whose text did not change keeps its id, status and edits, also when it gains a
// language; an approved or edited unit whose text is gone stays, marked outdated; other units go.
//
// Beads with fewer than two languages are passed over. The error says what is wrong with a range out of bounds.
func (b *Batch) AddStory(ctx context.Context, s Story) (StoryResult, error) {
	if err := b.usable(); err != nil {
		return StoryResult{}, err
	}
	if err := s.valid(); err != nil {
		return StoryResult{}, b.m.explain(err)
	}
	r, err := b.addStory(ctx, s)
	return r, b.fail(err)
}

func (s Story) valid() error {
	langs := map[string]int{}
	for _, d := range s.Docs {
		if _, twice := langs[d.Lang]; twice {
			return fmt.Errorf("story %s: two documents in %s", s.Name, d.Lang)
		}
		langs[d.Lang] = len(d.Segments)
	}
	for i, bead := range s.Beads {
		for lang, r := range bead.Ranges {
			n, ok := langs[lang]
			if !ok || r.First < 0 || r.First > r.End || r.End > n {
				return fmt.Errorf("story %s: bead %d: segments %d to %d of %d in %s", s.Name, i, r.First, r.End, n, lang)
			}
		}
	}
	return nil
}

func (b *Batch) addStory(ctx context.Context, s Story) (StoryResult, error) {
	oldDocs, oldUnits, err := b.storyState(ctx, s.ID)
	if err != nil {
		return StoryResult{}, err
	}
	if s.ID == 0 {
		s.ID = b.id("story")
		if err := b.insertStory(ctx, storyRecord{s.ID, s.Name}); err != nil {
			return StoryResult{}, err
		}
	} else if err := b.tx.QueryRowContext(ctx, `SELECT name FROM story WHERE id = ?`, s.ID).Scan(&s.Name); err != nil {
		return StoryResult{}, fmt.Errorf("story %d: %w", s.ID, err)
	}
	before := b.info.Documents
	if err := b.storeDocs(ctx, &s, oldDocs); err != nil {
		return StoryResult{}, err
	}
	if len(oldDocs) > 0 && b.info.Documents > before {
		if err := b.touchStory(ctx, s.ID, s.Name); err != nil {
			return StoryResult{}, err
		}
	}
	res := StoryResult{ID: s.ID}
	units := b.unitsOf(s)
	left, err := b.storeUnits(ctx, units, matchUnits(oldUnits, oldDocs, units), oldUnits, &res)
	if err != nil {
		return StoryResult{}, err
	}
	return res, b.dropOld(ctx, s, oldDocs, left, &res)
}

// storyState reads a stored story: its documents, replaced versions too, and its units in order.
func (b *Batch) storyState(ctx context.Context, id int64) ([]docRecord, []record, error) {
	if id == 0 {
		return nil, nil, nil
	}
	if err := b.settle(ctx); err != nil {
		return nil, nil, err
	}
	docs, err := loadDocs(ctx, b.tx, id, true)
	if err != nil {
		return nil, nil, err
	}
	var units []record
	for r, err := range records(ctx, b.tx, `WHERE u.story = ? ORDER BY u.position, u.id, v.n`, id) {
		if err != nil {
			return nil, nil, err
		}
		units = append(units, r)
	}
	return docs, units, nil
}

// storeDocs stores the documents that are not stored with the same content and segments, and sets all IDs.
func (b *Batch) storeDocs(ctx context.Context, s *Story, old []docRecord) error {
	s.Docs = slices.SortedFunc(slices.Values(s.Docs), compareDocs)
	for i := range s.Docs {
		d := &s.Docs[i]
		j := slices.IndexFunc(old, func(o docRecord) bool {
			return o.Current && o.Lang == d.Lang && o.Digest == d.Digest && slices.Equal(o.Segments, d.Segments)
		})
		if j >= 0 {
			*d = old[j].Document
			continue
		}
		d.ID = 0
		r := docRecord{Document: *d, Story: s.ID, Current: true}
		if err := b.insertDoc(ctx, &r); err != nil {
			return err
		}
		d.ID = r.ID
	}
	return nil
}

// unitsOf makes a unit of each bead of two languages or more.
func (b *Batch) unitsOf(s Story) []record {
	var units []record
	for _, bead := range s.Beads {
		u := Unit{Story: s.Name, StoryID: s.ID, Position: len(units), Confidence: bead.Confidence}
		var parts []string
		for _, d := range s.Docs {
			r, ok := bead.Ranges[d.Lang]
			if !ok || r.First == r.End {
				continue
			}
			u.Variants = append(u.Variants, Variant{Lang: d.Lang, Text: join(d.Segments, r.First, r.End),
				Source: Source{Document: d.ID, Path: d.Path, Headline: d.Headline, Date: d.Date, First: r.First, End: r.End}})
			parts = append(parts, d.Lang, d.Digest, strconv.Itoa(r.First), strconv.Itoa(r.End))
		}
		if len(u.Variants) < 2 {
			continue
		}
		u.TUID = tuid(parts...)
		b.fill(&u, Aligned)
		units = append(units, record{Unit: u})
	}
	return units
}

// join is the text of a range of segments: they are joined by one space.
func join(segments []Segment, first, end int) string {
	if first < 0 || first > end || end > len(segments) {
		return ""
	}
	var b strings.Builder
	for i, s := range segments[first:end] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

// sources returns the texts a unit was aligned from by language, whatever it was edited to since. Variants that
// a translator added are left out.
func sources(r record, docs []docRecord) map[string]string {
	texts := map[string]string{}
	for _, v := range r.Variants {
		for _, d := range docs {
			if d.ID == v.Source.Document {
				texts[v.Lang] = join(d.Segments, v.Source.First, v.Source.End)
			}
		}
	}
	return texts
}

// matchUnits pairs new units with the old ones that were aligned from the same texts: first the same in
// every language, then those that gained one. It returns the index of the old unit for each new one, or -1.
func matchUnits(old []record, docs []docRecord, units []record) []int {
	match := slices.Repeat([]int{-1}, len(units))
	free := map[string][]int{} // new units by language and text, in order
	for i, u := range units {
		for _, v := range u.Variants {
			free[v.Lang+"\x00"+v.Text] = append(free[v.Lang+"\x00"+v.Text], i)
		}
	}
	used := make([]bool, len(old))
	for _, exact := range []bool{true, false} {
		for o, r := range old {
			texts := sources(r, docs)
			if used[o] || len(texts) == 0 {
				continue
			}
			if i := firstFit(units, match, free, texts, exact); i >= 0 {
				match[i], used[o] = o, true
			}
		}
	}
	return match
}

// fitTries bounds how many new units with one equal text firstFit looks at, so that a document of one line repeated
// a hundred thousand times takes linear time.
const fitTries = 256

// firstFit finds the first new unit without a partner that has all the texts; no others besides if exact is set.
func firstFit(units []record, match []int, free map[string][]int, texts map[string]string, exact bool) int {
	lang := slices.MinFunc(slices.Collect(maps.Keys(texts)), compareLangs)
	key := lang + "\x00" + texts[lang]
	for len(free[key]) > 0 && match[free[key][0]] >= 0 {
		free[key] = free[key][1:]
	}
	for _, i := range free[key][:min(fitTries, len(free[key]))] {
		if match[i] < 0 && fits(units[i], texts, exact) {
			return i
		}
	}
	return -1
}

func fits(u record, texts map[string]string, exact bool) bool {
	found := 0
	for _, v := range u.Variants {
		if text, ok := texts[v.Lang]; ok && text == v.Text {
			found++
		}
	}
	return found == len(texts) && (!exact || len(u.Variants) == len(texts))
}

// storeUnits stores new units, keeps those that have an old partner, and returns the old ones left over.
func (b *Batch) storeUnits(ctx context.Context, units []record, match []int, old []record, res *StoryResult) ([]record, error) {
	kept := map[int]bool{}
	for i, u := range units {
		if match[i] < 0 {
			res.Added++
			if err := b.insert(ctx, &u); err != nil {
				return nil, err
			}
			continue
		}
		res.Kept++
		kept[match[i]] = true
		if err := b.keep(ctx, old[match[i]], u); err != nil {
			return nil, err
		}
	}
	var left []record
	for i, r := range old {
		if !kept[i] {
			left = append(left, r)
		}
	}
	return left, nil
}

// keep gives an old unit the place of a new one with the same text, and the languages it lacks.
func (b *Batch) keep(ctx context.Context, old, u record) error {
	r := old
	r.Position = u.Position
	if r.Status == Outdated {
		r.Status, r.Prior = old.Prior, ""
	}
	r.Variants = slices.Clone(old.Variants)
	same := true
	for _, v := range u.Variants {
		j := slices.IndexFunc(r.Variants, func(o Variant) bool { return o.Lang == v.Lang })
		if j < 0 {
			r.Variants = append(r.Variants, v)
			continue
		}
		same = same && v.Source == r.Variants[j].Source
		r.Variants[j].Source = v.Source
	}
	gained := len(r.Variants) > len(old.Variants)
	slices.SortStableFunc(r.Variants, func(a, b Variant) int { return compareLangs(a.Lang, b.Lang) })
	if same && !gained && r.Position == old.Position && r.Status == old.Status {
		return nil
	}
	if gained {
		r.Changed, r.Confidence = b.now, u.Confidence
	}
	return b.replace(ctx, old, r)
}

// dropOld puts away the units whose text is gone and the replaced versions of documents that no unit refers to.
func (b *Batch) dropOld(ctx context.Context, s Story, docs []docRecord, left []record, res *StoryResult) error {
	refers := map[int64]bool{}
	for _, r := range left {
		if r.Status != Approved && r.Status != Outdated && !r.Edited {
			res.Removed++
			if err := b.remove(ctx, r); err != nil {
				return err
			}
			continue
		}
		for _, v := range r.Variants {
			refers[v.Source.Document] = true
		}
		if r.Status == Outdated {
			continue
		}
		res.Outdated++
		old := r
		r.Prior, r.Status, r.Changed = r.Status, Outdated, b.now
		if err := b.replace(ctx, old, r); err != nil {
			return err
		}
	}
	for _, d := range docs {
		if slices.ContainsFunc(s.Docs, func(n Document) bool { return n.ID == d.ID }) {
			continue
		}
		drop := b.removeDoc
		if refers[d.ID] {
			drop = b.retireDoc
		}
		if err := drop(ctx, d); err != nil {
			return err
		}
	}
	return nil
}
