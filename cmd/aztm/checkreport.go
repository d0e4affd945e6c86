package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"aztm/tm"
	"aztm/tm/check"
)

// A finding is what check --json prints of one.
type finding struct {
	Check    string  `json:"check"`
	Unit     int64   `json:"unit"`
	Lang     string  `json:"lang"`
	Start    int     `json:"start"`
	End      int     `json:"end"`
	Text     string  `json:"text"`
	Reason   string  `json:"reason"`
	Fix      *string `json:"fix,omitempty"`
	Document string  `json:"document"`
	Other    int64   `json:"other,omitempty"`
}

// report prints the findings of a unit and keeps its fixes.
func (k *checking) report(c check.Unit, list []check.Finding) error {
	own := c.Own.(checkedUnit)
	u := own.Unit
	for i := range list {
		list[i].Text = own.looked[list[i].Text]
	}
	k.faulty++
	k.findings += len(list)
	for _, f := range list {
		if f.Certain {
			k.certain++
		}
	}
	if k.fix {
		k.keep(u, list)
	}
	if k.json {
		return k.objects(c.ID, u, list)
	}
	if k.faulty > 1 {
		k.printf("\n")
	}
	k.printf("%s\n", k.paint(dim, cut(k.text(place(c.ID, u)), k.columns())))
	for _, f := range list {
		k.printFinding(u.Variants[f.Text], f)
	}
	return nil
}

func (k *checking) objects(id int64, u tm.Unit, list []check.Finding) error {
	for _, f := range list {
		v := u.Variants[f.Text]
		o := finding{f.Check, id, v.Lang, f.Start, f.End, v.Text, f.Reason, nil, documentOf(u, v), f.Other}
		if f.Certain {
			o.Fix = &f.Fix
		}
		if err := k.object(o); err != nil {
			return err
		}
	}
	return nil
}

// place says which unit it is and where it comes from.
func place(id int64, u tm.Unit) string {
	s := fmt.Sprintf("unit %d", id)
	if d := documentOf(u, firstSource(u)); d != "" {
		s += " · " + filepath.Base(d)
	}
	return s
}

// columns is the width of the screen, within what reads well.
func (k *checking) columns() int { return min(terminalColumns(k.messages.w), 120) }

// printFinding prints a finding: the reason, the place, and what is to stand there if that is certain.
func (k *checking) printFinding(v tm.Variant, f check.Finding) {
	k.printf("%s  %s\n", k.paint(bold, k.text(v.Lang)), cut(k.text(f.Check+": "+f.Reason), k.columns()-columns(v.Lang)-2))
	indent := strings.Repeat(" ", columns(v.Lang)+2)
	width := k.columns() - len(indent) - 4 // for dots and brackets
	from, to := around(v.Text, f.Start, f.End, width)
	end := min(f.End, to)
	k.printf("%s%s%s%s%s%s\n", indent, dots(from > 0), k.text(v.Text[from:f.Start]), k.point(v.Text[f.Start:end]), k.text(v.Text[end:to]), dots(to < len(v.Text)))
	if f.Certain {
		k.printf("%s%s\n", indent, k.paint(green, "→ "+cut(k.text(v.Text[from:f.Start]+f.Fix+v.Text[end:to]), width)))
	}
}

// point marks the place of a finding: by brackets, or where there is colour by light on dark turned round, since it may be a blank.
func (k *checking) point(s string) string {
	if k.colour && s != "" {
		return k.paint("7", k.text(s))
	}
	return "[" + k.text(s) + "]"
}

func dots(left bool) string {
	if left {
		return "…"
	}
	return ""
}

// around is the range of a text that shows bytes start to end with what stands around them, in so many columns; of a longer range its
// beginning.
func around(text string, start, end, width int) (from, to int) {
	to = start
	for to < end && width > 0 {
		r, n := utf8.DecodeRuneInString(text[to:])
		to, width = to+n, width-runeColumns(r)
	}
	from = start
	back := func(most int) {
		for used := 0; from > 0 && used < most; {
			r, n := utf8.DecodeLastRuneInString(text[:from])
			from, used, width = from-n, used+runeColumns(r), width-runeColumns(r)
		}
	}
	back(width / 2)
	for to < len(text) && width > 0 {
		r, n := utf8.DecodeRuneInString(text[to:])
		to, width = to+n, width-runeColumns(r)
	}
	back(width) // what the right side does not need
	return from, to
}

// A mending is what becomes of a unit, if nobody changes it before.
type mending struct {
	was, to []tm.Variant
	count   int // fixes
}

// keep notes the texts of a unit with their certain fixes.
func (k *checking) keep(u tm.Unit, list []check.Finding) {
	m := mending{was: u.Variants, to: slices.Clone(u.Variants)}
	for i, v := range m.was {
		text, n := check.Apply(v.Text, i, list)
		m.to[i].Text = text
		m.count += n
	}
	if m.count > 0 {
		k.fixes[u.ID] = m
	}
}

// mend stores the fixes as a batch. A unit that was changed since it was checked is left alone.
func (k *checking) mend(ctx context.Context) error {
	units := 0
	info, err := k.writing(ctx, "check", "certain fixes", func(b *tm.Batch) error {
		m, err := k.openReader(ctx) // nobody else writes now
		if err != nil {
			return err
		}
		defer m.Close()
		for _, id := range slices.Sorted(maps.Keys(k.fixes)) {
			f := k.fixes[id]
			u, err := m.Unit(ctx, id)
			if err != nil && !errors.Is(err, tm.ErrNotFound) {
				return err
			}
			if !slices.EqualFunc(u.Variants, f.was, func(x, y tm.Variant) bool { return x.Lang == y.Lang && x.Text == y.Text }) {
				k.warn("unit %d was changed meanwhile and is left as it is", id)
				continue
			}
			if err := b.Edit(ctx, id, f.to); err != nil {
				return err
			}
			units++
			k.mended += f.count
		}
		return nil
	})
	if err == nil && units > 0 {
		k.say("%s mended in %s as batch %d; %s undo %d takes it back", plural(k.mended, "finding", "findings"), plural(units, "unit", "units"), info.ID, k.command(), info.ID)
	}
	return err
}

// finish stores the fixes and says what was found.
func (k *checking) finish(ctx context.Context) error {
	if len(k.fixes) > 0 {
		if err := k.mend(ctx); err != nil {
			return err
		}
	}
	switch {
	case k.findings == 0:
		k.say("%s checked, no findings", plural(k.units, "unit", "units"))
		return nil
	case k.mended == k.findings:
		return nil
	case k.certain > 0 && !k.fix && k.stored:
		k.say("%s in %d of %s; --fix mends %d", plural(k.findings, "finding", "findings"), k.faulty, plural(k.units, "unit", "units"), k.certain)
	case k.mended > 0:
		k.say("%s left", plural(k.findings-k.mended, "finding is", "findings are"))
	default:
		k.say("%s in %d of %s", plural(k.findings, "finding", "findings"), k.faulty, plural(k.units, "unit", "units"))
	}
	return errFindings
}
