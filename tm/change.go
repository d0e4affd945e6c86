package tm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// fill completes a unit that is to be stored.
func (b *Batch) fill(u *Unit, status Status) {
	if u.Status == "" {
		u.Status = status
	}
	if u.Created.IsZero() {
		u.Created = b.now
	}
	if u.Changed.IsZero() {
		u.Changed = u.Created
	}
	u.Batch = b.info.ID
}

// tuid makes an identifier from what makes a unit this one and no other: equal input gives equal identifiers in
// every memory, so that a unit that travelled is known again.
func tuid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Put stores what a translator just wrote: a unit, approved. If the memory holds the same unit, that one is approved
// instead. It returns the unit's id.
func (b *Batch) Put(ctx context.Context, u Unit) (int64, error) {
	if err := b.usable(); err != nil {
		return 0, err
	}
	u.ID, u.Confidence = 0, NoConfidence
	b.fill(&u, Approved)
	if err := u.valid(); err != nil {
		return 0, b.m.explain(err)
	}
	same, err := b.sameUnit(ctx, u)
	if err != nil {
		return 0, b.fail(err)
	}
	if same.ID != 0 {
		return same.ID, b.setStatus(ctx, same, u.Status)
	}
	if u.TUID == "" {
		parts := []string{b.now.Format("2006-01-02T15:04:05Z"), u.Context}
		for _, v := range u.Variants {
			parts = append(parts, v.Lang, v.Text)
		}
		u.TUID = tuid(parts...)
	}
	r := record{Unit: u}
	return r.ID, b.fail(b.insert(ctx, &r))
}

// sameUnit finds the unit with the same variants and context; its ID is 0 if there is none.
func (b *Batch) sameUnit(ctx context.Context, u Unit) (record, error) {
	ids, err := b.withHash(ctx, &b.index.whole, u.digest())
	for _, id := range ids {
		r, err := b.record(ctx, id)
		if err != nil || duplicate(r.Unit, u) {
			return r, err
		}
	}
	return record{}, err
}

// An Outcome says what became of a unit that was imported.
type Outcome string

const (
	New       Outcome = "new"
	Updated   Outcome = "updated"   // a unit that it is in conflict with had other text, and has this one now
	Duplicate Outcome = "duplicate" // all variants and the context stood in the memory already
	Kept      Outcome = "kept"      // a unit that it is in conflict with stands as it was
)

// Import stores a unit of a file. Its ID, Batch and StoryID are not taken over; its Story, Position and the paths of
// its variants are. A unit with a tuid that the memory knows takes the place of that unit's text, unless the same batch stored it
// (a file that uses an identifier twice means two units), or the tuid is a mere number and no variant is the same
// (every file counts from 1).
func (b *Batch) Import(ctx context.Context, u Unit) (Outcome, error) {
	return b.ImportOver(ctx, u, ConflictRule{})
}

// ImportOver is Import with a rule for units that the memory has with other text.
func (b *Batch) ImportOver(ctx context.Context, u Unit, rule ConflictRule) (Outcome, error) {
	if err := b.usable(); err != nil {
		return "", err
	}
	u.ID, u.StoryID = 0, 0
	for i := range u.Variants {
		u.Variants[i].Source.Document = 0
	}
	b.fill(&u, Imported)
	if err := u.valid(); err != nil {
		return "", b.m.explain(err)
	}
	out, err := b.doImport(ctx, u, rule)
	return out, b.fail(err)
}

func (b *Batch) doImport(ctx context.Context, u Unit, rule ConflictRule) (Outcome, error) {
	same, err := b.sameUnit(ctx, u)
	if err != nil {
		return "", err
	}
	if same.ID != 0 {
		b.met[same.ID] = true
		return Duplicate, nil
	}
	old, err := b.conflicting(ctx, u, rule)
	if err != nil {
		return "", err
	}
	b.met[old.ID] = true
	switch {
	case old.ID == 0:
		return New, b.insert(ctx, &record{Unit: u})
	case rule.Policy == KeepOld:
		return Kept, nil
	}
	r := old
	r.Unit = u
	r.ID, r.Batch, r.Created = old.ID, old.Batch, old.Created
	r.Edited = old.Edited || old.StoryID != 0
	if r.Changed.Equal(r.Created) {
		r.Changed = b.now
	}
	keepPlace(&r.Unit, old.Unit)
	return Updated, b.replace(ctx, old, r)
}

// keepPlace leaves a unit that came from a story here in its place.
func keepPlace(u *Unit, old Unit) {
	if old.StoryID == 0 {
		return
	}
	u.Story, u.StoryID, u.Position = old.Story, old.StoryID, old.Position
	for i, v := range u.Variants {
		for _, w := range old.Variants {
			if w.Lang == v.Lang {
				u.Variants[i].Source = w.Source
			}
		}
	}
}

// byTUID finds the unit that u takes the place of.
func (b *Batch) byTUID(ctx context.Context, u Unit) (record, error) {
	if u.TUID == "" {
		return record{}, nil
	}
	r, err := b.newest(ctx, u.TUID)
	if err != nil || r.ID == 0 || r.Batch == b.info.ID || b.met[r.ID] {
		return record{}, err
	}
	if _, notNumber := strconv.ParseUint(u.TUID, 10, 64); err == nil && notNumber == nil && !shareVariant(r.Unit, u) {
		return record{}, nil
	}
	return r, err
}

// newest finds the newest unit with an identifier.
func (b *Batch) newest(ctx context.Context, tuid string) (record, error) {
	ids, err := b.withHash(ctx, &b.index.whole, hashTUID(tuid))
	for _, id := range slices.Backward(ids) {
		r, err := b.record(ctx, id)
		if err != nil || r.TUID == tuid {
			return r, err
		}
	}
	return record{}, err
}

func shareVariant(a, b Unit) bool {
	return slices.ContainsFunc(a.Variants, func(v Variant) bool {
		return slices.ContainsFunc(b.Variants, func(w Variant) bool { return v.Lang == w.Lang && v.Text == w.Text })
	})
}

// withSources gives variants without a source that of the old variant in the same language.
func withSources(variants, old []Variant) []Variant {
	variants = slices.Clone(variants)
	for i, v := range variants {
		j := slices.IndexFunc(old, func(o Variant) bool { return o.Lang == v.Lang })
		if j >= 0 && v.Source == (Source{}) {
			variants[i].Source = old[j].Source
		}
	}
	return variants
}

// Edit gives a unit other variants: texts, or a language more or less. A variant without a Source keeps the one that its
// language had. The unit's status is kept, unless it is rejected or
// outdated: then it is approved. The error wraps ErrNotFound for an unknown unit.
func (b *Batch) Edit(ctx context.Context, id int64, variants []Variant) error {
	if err := b.usable(); err != nil {
		return err
	}
	old, err := b.record(ctx, id)
	if err != nil {
		return b.m.explain(err)
	}
	r := old
	r.Variants = withSources(variants, old.Variants)
	if err := r.valid(); err != nil {
		return b.m.explain(err)
	}
	if sameVariants(old.Unit, r.Unit) {
		return nil
	}
	r.Edited, r.Changed = true, b.now
	if r.Status == Rejected || r.Status == Outdated {
		r.Status, r.Prior = Approved, ""
	}
	return b.fail(b.replace(ctx, old, r))
}

// SetStatus gives units a status. Units that have it are left as they are. The error wraps ErrNotFound for an
// unknown unit; nothing is changed then.
func (b *Batch) SetStatus(ctx context.Context, status Status, ids ...int64) error {
	if err := b.usable(); err != nil {
		return err
	}
	if !status.Valid() {
		return b.m.explain(fmt.Errorf("status %q", status))
	}
	olds, err := b.load(ctx, ids)
	if err != nil {
		return b.m.explain(err)
	}
	for _, old := range olds {
		if err := b.setStatus(ctx, old, status); err != nil {
			return err
		}
	}
	return nil
}

func (b *Batch) load(ctx context.Context, ids []int64) ([]record, error) {
	var list []record
	for _, id := range ids {
		r, err := b.record(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

func (b *Batch) setStatus(ctx context.Context, old record, status Status) error {
	if old.Status == status {
		return nil
	}
	r := old
	r.Status, r.Prior, r.Changed = status, "", b.now
	return b.fail(b.replace(ctx, old, r))
}

// Forget removes units. The error wraps ErrNotFound for an unknown unit; nothing is removed then.
func (b *Batch) Forget(ctx context.Context, ids ...int64) error {
	if err := b.usable(); err != nil {
		return err
	}
	slices.Sort(ids)
	olds, err := b.load(ctx, slices.Compact(ids))
	if err != nil {
		return b.m.explain(err)
	}
	for _, old := range olds {
		if err := b.remove(ctx, old); err != nil {
			return b.fail(err)
		}
	}
	return nil
}

// Unit returns the unit with the given id. The error wraps ErrNotFound if there is none.
func (m *Memory) Unit(ctx context.Context, id int64) (Unit, error) {
	r, err := loadRecord(ctx, m.read, id)
	return r.Unit, m.explain(err)
}
