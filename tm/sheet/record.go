package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"aztm/tm"
)

// A record is a unit as JSON. Its names are stable.
type record struct {
	TUID       string     `json:"tuid,omitempty"`
	Variants   []variant  `json:"variants,omitempty"`
	Status     tm.Status  `json:"status,omitempty"`
	Confidence *float64   `json:"confidence,omitempty"`
	Edited     bool       `json:"edited,omitempty"`
	Story      string     `json:"story,omitempty"`
	Position   int        `json:"position,omitempty"`
	Context    string     `json:"context,omitempty"`
	Created    string     `json:"created,omitempty"`
	Changed    string     `json:"changed,omitempty"`
	Attrs      []tm.Field `json:"attrs,omitempty"`
	Notes      []tm.Field `json:"notes,omitempty"`
	Props      []tm.Field `json:"props,omitempty"`
}

type variant struct {
	Lang     string     `json:"lang,omitempty"`
	Text     string     `json:"text,omitempty"`
	Markup   string     `json:"markup,omitempty"`
	Document string     `json:"document,omitempty"`
	Headline string     `json:"headline,omitempty"`
	Date     string     `json:"date,omitempty"`
	Attrs    []tm.Field `json:"attrs,omitempty"`
	Notes    []tm.Field `json:"notes,omitempty"`
	Props    []tm.Field `json:"props,omitempty"`
}

// textOnly says whether v holds nothing but a language and a text.
func (v variant) textOnly() bool {
	return v.Markup == "" && v.Document == "" && v.Headline == "" && v.Date == "" && len(v.Attrs)+len(v.Notes)+len(v.Props) == 0
}

func fromUnit(u tm.Unit) record {
	r := record{TUID: u.TUID, Status: u.Status, Edited: u.Edited, Story: u.Story, Position: u.Position, Context: u.Context,
		Created: stamp(u.Created), Changed: stamp(u.Changed), Attrs: u.Attrs, Notes: u.Notes, Props: u.Props}
	if u.Confidence >= 0 {
		r.Confidence = &u.Confidence
	}
	r.Variants = make([]variant, len(u.Variants))
	for k, v := range u.Variants {
		r.Variants[k] = variant{v.Lang, v.Text, v.Markup, v.Source.Path, v.Source.Headline, v.Source.Date, v.Attrs, v.Notes, v.Props}
	}
	return r
}

func (r record) unit() (tm.Unit, error) {
	u := tm.Unit{TUID: r.TUID, Status: r.Status, Confidence: tm.NoConfidence, Edited: r.Edited, Story: r.Story, Position: r.Position,
		Context: r.Context, Attrs: r.Attrs, Notes: r.Notes, Props: r.Props}
	if r.Confidence != nil {
		u.Confidence = *r.Confidence
	}
	if r.Status != "" && !r.Status.Valid() {
		return u, fmt.Errorf("unknown status %q", r.Status)
	}
	var err error
	if u.Created, err = parseStamp(r.Created); err != nil {
		return u, err
	}
	if u.Changed, err = parseStamp(r.Changed); err != nil {
		return u, err
	}
	for _, v := range r.Variants {
		u.Variants = append(u.Variants, tm.Variant{Lang: v.Lang, Text: v.Text, Markup: v.Markup, Attrs: v.Attrs, Notes: v.Notes, Props: v.Props,
			Source: tm.Source{Path: v.Document, Headline: v.Headline, Date: v.Date}})
	}
	return u, nil
}

// maxParts bounds the objects and keys of a record: each takes much more memory than it has bytes.
const maxParts = 100_000

// parseRecord reads a record.
func parseRecord(b []byte) (r record, err error) {
	if len(b) > maxParts && bytes.Count(b, []byte("{"))+bytes.Count(b, []byte(":")) > maxParts {
		return r, fmt.Errorf("more than %d objects and keys", maxParts)
	}
	if err = json.Unmarshal(b, &r); err != nil {
		err = fmt.Errorf("not a JSON object of a unit: %w", err)
	}
	return r, err
}

// json is the record on one line.
func (r record) json() (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(r)
	return strings.TrimSuffix(b.String(), "\n"), err
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func parseStamp(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no date", s)
	}
	return t.UTC(), nil
}
