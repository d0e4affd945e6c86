package tm

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"
)

// A Filter names units. The zero value names all of them.
type Filter struct {
	IDs           []int64
	Batch         int64    // stored first by this batch
	Story         string   // story name or document path: part of it, or with * ? [ a pattern for the whole (GLOB)
	From, To      string   // publication date of a document, else day of the last change, ISO 8601: From ≤ date ≤ To, compared as far as the bound goes
	Statuses      []Status // any of them; none means all
	MinConfidence float64  // 0 to 1; units without a confidence pass
	MaxConfidence float64  // 0 for none; units without a confidence do not pass
	Langs         []string // units that have a variant in all of them, by base language
}

// Units yields the units that a filter names, by id. It reads one state of the memory, whatever is written meanwhile.
func (m *Memory) Units(ctx context.Context, f Filter) iter.Seq2[Unit, error] {
	return func(yield func(Unit, error) bool) {
		where, args := f.where()
		for r, err := range records(ctx, m.read, where+` ORDER BY u.id, v.n`, args...) {
			if err != nil {
				yield(Unit{}, m.explain(err))
				return
			}
			if f.passes(r.Unit) && !yield(r.Unit, nil) {
				return
			}
		}
	}
}

// where is the part of a filter that SQL decides.
func (f Filter) where() (string, []any) {
	var cond []string
	var args []any
	if len(f.IDs) > 0 {
		cond = append(cond, `u.id IN (SELECT value FROM json_each(?))`)
		args = append(args, jsonIDs(f.IDs))
	}
	if f.Batch != 0 {
		cond = append(cond, `u.batch = ?`)
		args = append(args, f.Batch)
	}
	if f.MinConfidence > 0 {
		cond = append(cond, `(u.confidence >= ? OR u.confidence < 0)`)
		args = append(args, f.MinConfidence)
	}
	if f.MaxConfidence > 0 {
		cond = append(cond, `u.confidence BETWEEN 0 AND ?`)
		args = append(args, f.MaxConfidence)
	}
	if f.Story != "" {
		op, s := `LIKE`, "%"+likeEscape(f.Story)+"%"
		tail := ` ESCAPE '\'`
		if strings.ContainsAny(f.Story, "*?[") {
			op, s, tail = `GLOB`, f.Story, ``
		}
		cond = append(cond, `(coalesce(s.name, u.extra ->> '$.story', '') `+op+` ?`+tail+` OR EXISTS (SELECT 1 FROM variant w LEFT JOIN document e ON e.id = w.document
			WHERE w.unit = u.id AND coalesce(e.path, w.extra ->> '$.path', '') `+op+` ?`+tail+`))`)
		args = append(args, s, s)
	}
	if len(cond) == 0 {
		return ``, nil
	}
	return `WHERE ` + strings.Join(cond, ` AND `), args
}

func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// passes is the part of a filter that needs the whole unit.
func (f Filter) passes(u Unit) bool {
	if len(f.Statuses) > 0 && !slices.Contains(f.Statuses, u.Status) {
		return false
	}
	for _, lang := range f.Langs {
		if !slices.ContainsFunc(u.Variants, func(v Variant) bool { return Base(v.Lang) == Base(lang) }) {
			return false
		}
	}
	date := u.Date()
	return (f.From == "" || prefix(date, f.From) >= f.From) && (f.To == "" || prefix(date, f.To) <= f.To)
}

// prefix cuts a date to the precision of a bound.
func prefix(date, bound string) string { return date[:min(len(date), len(bound))] }

// Date returns the publication date of the unit's first variant that has one, else the day of its last change.
func (u Unit) Date() string {
	for _, v := range u.Variants {
		if v.Source.Date != "" {
			return v.Source.Date
		}
	}
	return u.Changed.UTC().Format(time.DateOnly)
}

// Document returns the path of the unit's first variant that has one, "" if none has.
func (u Unit) Document() string {
	for _, v := range u.Variants {
		if v.Source.Path != "" {
			return v.Source.Path
		}
	}
	return ""
}
