package xliff

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"aztm/tm"
)

// A record is what a unit holds that XLIFF has no place for, as aztm writes it into a context of type x-aztm (1.2) or a
// meta of that type (2.x). Its names are stable.
type record struct {
	TUID       string     `json:"tuid,omitempty"`
	Status     tm.Status  `json:"status,omitempty"`
	Confidence *float64   `json:"confidence,omitempty"`
	Edited     bool       `json:"edited,omitempty"`
	Story      string     `json:"story,omitempty"`
	Position   int        `json:"position,omitempty"`
	Context    string     `json:"context,omitempty"`
	Created    *time.Time `json:"created,omitempty"`
	Changed    *time.Time `json:"changed,omitempty"`
	Attrs      []tm.Field `json:"attrs,omitempty"`
	Notes      []tm.Field `json:"notes,omitempty"`
	Props      []tm.Field `json:"props,omitempty"`
	Source     *side      `json:"source,omitempty"`
	Target     *side      `json:"target,omitempty"`
}

// A side is what a variant holds beside its text.
type side struct {
	Lang     string     `json:"lang,omitempty"`   // if the file has another spelling
	Markup   string     `json:"markup,omitempty"` // if it comes out of the file otherwise
	Document string     `json:"document,omitempty"`
	Headline string     `json:"headline,omitempty"`
	Date     string     `json:"date,omitempty"`
	Attrs    []tm.Field `json:"attrs,omitempty"`
	Notes    []tm.Field `json:"notes,omitempty"`
	Props    []tm.Field `json:"props,omitempty"`
}

// recordOf is what a unit holds beside what the file says of it anyway, as JSON; "" for nothing.
func recordOf(u tm.Unit, source, target written, two bool) string {
	r := record{TUID: u.TUID, Edited: u.Edited, Story: u.Story, Context: u.Context, Created: when(u.Created), Changed: when(u.Changed),
		Props: u.Props, Source: source.side(), Target: target.side()}
	if u.Status != tm.Imported {
		r.Status = u.Status
	}
	if u.Confidence >= 0 {
		r.Confidence = &u.Confidence
	}
	if u.Story != "" {
		r.Position = u.Position
	}
	for _, a := range u.Attrs {
		if a.Name != "srclang" { // the file says it
			r.Attrs = append(r.Attrs, a)
		}
	}
	if slices.ContainsFunc(u.Notes, func(n tm.Field) bool { return noteOf(n, two) != n }) {
		r.Notes = u.Notes
	}
	return marshal(r)
}

// marshal is a value as JSON, "" for one that says nothing.
func marshal(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // XML escapes it
	if err := e.Encode(v); err != nil || b.String() == "{}\n" {
		return ""
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// side is what the file does not say of a variant anyway, nil for nothing.
func (w written) side() *side {
	v := w.variant
	s := side{Document: v.Source.Path, Headline: v.Source.Headline, Date: v.Source.Date, Attrs: v.Attrs, Notes: v.Notes, Props: v.Props}
	if w.back.Lang != v.Lang {
		s.Lang = v.Lang
	}
	if w.back.Markup != v.Markup {
		s.Markup = v.Markup
	}
	if marshal(s) == "" {
		return nil
	}
	return &s
}

// recall gives a unit back what aztm recorded of it. What another tool changed since stays as it did: state, notes, texts.
func (x *Reader) recall(u *tm.Unit, s segment) {
	var r record
	if json.Unmarshal([]byte(x.block.own), &r) != nil {
		return
	}
	u.TUID, u.Edited, u.Story, u.Position, u.Context = r.TUID, r.Edited, r.Story, r.Position, r.Context
	u.Attrs, u.Props = r.Attrs, r.Props
	if r.Confidence != nil && *r.Confidence >= 0 && *r.Confidence <= 1 {
		u.Confidence = *r.Confidence
	}
	if r.Created != nil {
		u.Created = r.Created.UTC()
	}
	if r.Changed != nil {
		u.Changed = r.Changed.UTC()
	}
	approved, state := x.p.state(x.block, s)
	if a, st := stateOf(r.Status, x.p.two); r.Status.Valid() && a == approved && st == state {
		u.Status = r.Status
	}
	if slices.EqualFunc(r.Notes, u.Notes, func(a, b tm.Field) bool { return noteOf(a, x.p.two) == b }) {
		u.Notes = r.Notes
	}
	x.recallSide(&u.Variants[0], r.Source, r.Props)
	x.recallSide(&u.Variants[1], r.Target, r.Props)
}

func (x *Reader) recallSide(v *tm.Variant, s *side, props []tm.Field) {
	if s == nil {
		return
	}
	v.Source = tm.Source{Path: s.Document, Headline: s.Headline, Date: s.Date}
	v.Attrs, v.Notes, v.Props = s.Attrs, s.Notes, s.Props
	if s.Markup != "" {
		was := write(tm.Variant{Text: v.Text, Markup: s.Markup}, x.p.two, props).back
		if was.Text == v.Text && was.Markup == v.Markup {
			v.Markup = s.Markup
		}
	}
	if s.Lang != "" && (x.p.two || language(s.Lang) == v.Lang) {
		v.Lang = s.Lang
	}
}
