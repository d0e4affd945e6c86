package tm

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"
	"unicode/utf8"
)

// record is a unit as the memory holds it, with what its users need not see. It is also its form in the journal.
type record struct {
	Unit
	Prior Status // status before it became outdated
}

// statuses numbers the statuses in the file; a number is never used again.
var statuses = [...]Status{"", Aligned, Approved, Rejected, Imported, Outdated}

func statusNumber(s Status) int { return max(0, slices.Index(statuses[:], s)) }

// extra is what a unit or variant seldom has.
type extra struct {
	Story    string  `json:"story,omitempty"` // of a unit without a stored story
	Path     string  `json:"path,omitempty"`  // of a variant without a stored document
	Headline string  `json:"headline,omitempty"`
	Date     string  `json:"date,omitempty"`
	First    int     `json:"first,omitempty"`
	End      int     `json:"end,omitempty"`
	Attrs    []Field `json:"attrs,omitempty"`
	Notes    []Field `json:"notes,omitempty"`
	Props    []Field `json:"props,omitempty"`
}

// column returns e as a value for the database: NULL if it says nothing.
func (e extra) column() (any, error) {
	text, err := json.Marshal(e)
	if err != nil || string(text) == "{}" {
		return nil, err
	}
	return string(text), nil
}

// digest is a hash of all variants in any order, and of the context.
func (u Unit) digest() uint64 {
	h := hashString(u.Context)
	for _, v := range u.Variants {
		of := hashString(v.Lang)*fnvPrime ^ hashString(v.Text)
		h += hashString(v.Markup) ^ of*fnvPrime
	}
	if u.Story != "" {
		h ^= hashString(u.Story) + uint64(u.Position)*fnvPrime
	}
	return h
}

func compareVariants(a, b Variant) int {
	return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Markup, b.Markup))
}

// duplicate reports whether all variants and the context of two units are equal.
func duplicate(a, b Unit) bool {
	return sameVariants(a, b) && a.Context == b.Context && a.Story == b.Story && (a.Story == "" || a.Position == b.Position)
}

func sameVariants(a, b Unit) bool {
	va, vb := slices.Clone(a.Variants), slices.Clone(b.Variants)
	slices.SortFunc(va, compareVariants)
	slices.SortFunc(vb, compareVariants)
	return slices.EqualFunc(va, vb, func(x, y Variant) bool { return compareVariants(x, y) == 0 })
}

// valid says what keeps u from being stored.
func (u Unit) valid() error {
	if len(u.Variants) == 0 {
		return errors.New("unit: no variants")
	}
	for _, v := range u.Variants {
		if !utf8.ValidString(v.Text) || !utf8.ValidString(v.Markup) || !utf8.ValidString(v.Lang) {
			return fmt.Errorf("unit: variant %q is not valid UTF-8", v.Lang)
		}
	}
	if !u.Status.Valid() {
		return fmt.Errorf("unit: status %q", u.Status)
	}
	return nil
}

// insert stores a new unit. Its ID is taken from the batch if it is 0.
func (b *Batch) insert(ctx context.Context, r *record) error {
	if r.ID == 0 {
		r.ID = b.id("unit")
	}
	if err := b.inserted(ctx, "unit", r.ID); err != nil {
		return err
	}
	if err := b.insertRow(ctx, r); err != nil {
		return err
	}
	if err := b.insertVariants(ctx, r.Unit); err != nil {
		return err
	}
	b.info.Added++
	return b.indexUnit(ctx, r.Unit, true)
}

func (b *Batch) insertRow(ctx context.Context, r *record) error {
	e := extra{Attrs: r.Attrs, Notes: r.Notes, Props: r.Props}
	var story any
	if r.StoryID != 0 {
		story = r.StoryID
	} else {
		e.Story = r.Story
	}
	col, err := e.column()
	if err != nil {
		return err
	}
	return b.put(ctx, "unit", unitColumns, r.ID, r.TUID, statusNumber(r.Status), statusNumber(r.Prior), r.Confidence, r.Edited, story,
		r.Position, r.Context, r.Batch, r.Created.Unix(), r.Changed.Unix(), col)
}

const (
	unitColumns    = "id, tuid, status, prior, confidence, edited, story, position, context, batch, created, changed, extra"
	textColumns    = "unit, n, lang, text" // of a variant with nothing else
	variantColumns = textColumns + ", markup, document, first, last, extra"
)

func (b *Batch) insertVariants(ctx context.Context, u Unit) error {
	for n, v := range u.Variants {
		e := extra{Attrs: v.Attrs, Notes: v.Notes, Props: v.Props}
		var document, first, last, markup any
		if s := v.Source; s.Document != 0 {
			document, first, last = s.Document, s.First, s.End
		} else {
			e.Path, e.Headline, e.Date, e.First, e.End = s.Path, s.Headline, s.Date, s.First, s.End
		}
		if v.Markup != "" {
			markup = v.Markup
		}
		col, err := e.column()
		if err != nil {
			return err
		}
		if markup == nil && document == nil && col == nil {
			err = b.put(ctx, "variant", textColumns, u.ID, n, v.Lang, v.Text)
		} else {
			err = b.put(ctx, "variant", variantColumns, u.ID, n, v.Lang, v.Text, markup, document, first, last, col)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// replace puts r in the place of the unit that looks like old now.
func (b *Batch) replace(ctx context.Context, old, r record) error {
	if err := b.was(ctx, "unit", r.ID, old); err != nil {
		return err
	}
	if err := b.exec(ctx, `DELETE FROM variant WHERE unit = ?`, r.ID); err != nil {
		return err
	}
	if err := b.exec(ctx, `DELETE FROM unit WHERE id = ?`, r.ID); err != nil {
		return err
	}
	if err := b.insertRow(ctx, &r); err != nil {
		return err
	}
	if err := b.insertVariants(ctx, r.Unit); err != nil {
		return err
	}
	if !b.changed[r.ID] {
		b.changed[r.ID] = true
		b.info.Changed++
	}
	if duplicate(old.Unit, r.Unit) && old.TUID == r.TUID {
		return b.indexStatus(ctx, r.ID, old.Status, r.Status)
	}
	if err := b.indexUnit(ctx, old.Unit, false); err != nil {
		return err
	}
	return b.indexUnit(ctx, r.Unit, true)
}

// remove deletes the unit that looks like old now.
func (b *Batch) remove(ctx context.Context, old record) error {
	if err := b.was(ctx, "unit", old.ID, old); err != nil {
		return err
	}
	if err := b.exec(ctx, `DELETE FROM variant WHERE unit = ?`, old.ID); err != nil {
		return err
	}
	if err := b.exec(ctx, `DELETE FROM unit WHERE id = ?`, old.ID); err != nil {
		return err
	}
	b.info.Removed++
	return b.indexUnit(ctx, old.Unit, false)
}

// unitQuery reads units with their variants, one row a variant, in the order of id and variant.
const unitQuery = `SELECT u.id, u.tuid, u.status, u.prior, u.confidence, u.edited, coalesce(u.story, 0), coalesce(s.name, ''),
	u.position, u.context, u.batch, u.created, u.changed, coalesce(u.extra, ''),
	v.lang, v.text, coalesce(v.markup, ''), coalesce(v.document, 0), coalesce(v.first, 0), coalesce(v.last, 0), coalesce(v.extra, ''),
	coalesce(d.path, ''), coalesce(d.headline, ''), coalesce(d.date, '')
	FROM unit u JOIN variant v ON v.unit = u.id LEFT JOIN story s ON s.id = u.story LEFT JOIN document d ON d.id = v.document `

// scanRecord reads one row of unitQuery: a unit with one variant.
func scanRecord(rows *sql.Rows) (record, error) {
	var r record
	var v Variant
	var status, prior int
	var created, changed int64
	var name string
	var ue, ve extra
	var uText, vText []byte
	err := rows.Scan(&r.ID, &r.TUID, &status, &prior, &r.Confidence, &r.Edited, &r.StoryID, &name,
		&r.Position, &r.Context, &r.Batch, &created, &changed, &uText,
		&v.Lang, &v.Text, &v.Markup, &v.Source.Document, &v.Source.First, &v.Source.End, &vText,
		&v.Source.Path, &v.Source.Headline, &v.Source.Date)
	if err != nil {
		return r, err
	}
	if err := errors.Join(unpack(uText, &ue), unpack(vText, &ve)); err != nil {
		return r, fmt.Errorf("unit %d: %w", r.ID, err)
	}
	if status >= len(statuses) || prior >= len(statuses) || status < 0 || prior < 0 {
		return r, fmt.Errorf("unit %d: %w: status %d", r.ID, ErrDamaged, status)
	}
	r.Status, r.Prior = statuses[status], statuses[prior]
	r.Story = cmp.Or(name, ue.Story)
	r.Created, r.Changed = time.Unix(created, 0).UTC(), time.Unix(changed, 0).UTC()
	r.Attrs, r.Notes, r.Props = ue.Attrs, ue.Notes, ue.Props
	v.Attrs, v.Notes, v.Props = ve.Attrs, ve.Notes, ve.Props
	if v.Source.Document == 0 {
		v.Source = Source{Path: ve.Path, Headline: ve.Headline, Date: ve.Date, First: ve.First, End: ve.End}
	}
	r.Variants = []Variant{v}
	return r, nil
}

func unpack(text []byte, e *extra) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, e)
}

// records reads the units that the rest of unitQuery names.
func records(ctx context.Context, q queryer, rest string, args ...any) iter.Seq2[record, error] {
	return func(yield func(record, error) bool) {
		rows, err := q.QueryContext(ctx, unitQuery+rest, args...)
		if err != nil {
			yield(record{}, err)
			return
		}
		defer rows.Close()
		var cur record
		for rows.Next() {
			r, err := scanRecord(rows)
			if err != nil {
				yield(record{}, err)
				return
			}
			if cur.ID == r.ID {
				cur.Variants = append(cur.Variants, r.Variants...)
				continue
			}
			if cur.ID != 0 && !yield(cur, nil) {
				return
			}
			cur = r
		}
		if err := rows.Err(); err != nil {
			yield(record{}, err)
			return
		}
		if cur.ID != 0 {
			yield(cur, nil)
		}
	}
}

// record reads one unit as the batch left it.
func (b *Batch) record(ctx context.Context, id int64) (record, error) {
	if err := b.settle(ctx); err != nil {
		return record{}, err
	}
	return loadRecord(ctx, b.tx, id)
}

// loadRecord reads one unit; ErrNotFound if there is none.
func loadRecord(ctx context.Context, q queryer, id int64) (record, error) {
	for r, err := range records(ctx, q, `WHERE u.id = ? ORDER BY v.n`, id) {
		return r, err
	}
	return record{}, fmt.Errorf("unit %d: %w", id, ErrNotFound)
}
