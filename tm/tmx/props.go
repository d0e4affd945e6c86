package tmx

import (
	"cmp"
	"strconv"
	"strings"

	"aztm/tm"
)

// ownProp begins the names of the props that aztm writes for itself.
const ownProp = "x-aztm-"

// unitProps are the fields of a unit that TMX has no attribute for.
func unitProps(u tm.Unit) []tm.Field {
	var p []tm.Field
	add := func(name, value string) { p = append(p, tm.Field{Name: ownProp + name, Value: value}) }
	if u.Status != "" && u.Status != tm.Imported {
		add("status", string(u.Status))
	}
	if u.Confidence >= 0 {
		add("confidence", strconv.FormatFloat(u.Confidence, 'g', -1, 64))
	}
	if u.Story != "" {
		add("story", u.Story)
		add("position", strconv.Itoa(u.Position))
	}
	if u.Context != "" {
		add("context", u.Context)
	}
	if u.Edited {
		add("edited", "yes")
	}
	return p
}

// variantProps are the fields of a variant that TMX has no attribute for.
func variantProps(v tm.Variant) []tm.Field {
	var p []tm.Field
	for _, f := range []tm.Field{{Name: ownProp + "document", Value: v.Source.Path}, {Name: ownProp + "headline", Value: v.Source.Headline}, {Name: ownProp + "date", Value: v.Source.Date}} {
		if f.Value != "" {
			p = append(p, f)
		}
	}
	return p
}

// lostAttrs is a prop that keeps the attributes of the nth note or prop of a unit or variant.
func lostAttrs(element string, n int, f tm.Field) tm.Field {
	return tm.Field{Name: ownProp + element + "-attributes", Value: strconv.Itoa(n) + " " + f.Attrs}
}

// takeLostAttrs gives notes or props the attributes back that lostAttrs kept.
func takeLostAttrs(fs []tm.Field, value string) bool {
	number, attrs, ok := strings.Cut(value, " ")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || n < 0 || n >= len(fs) {
		return false
	}
	fs[n].Attrs = attrs
	return true
}

// takeUnitProps moves aztm's own props into the fields they came from.
func takeUnitProps(u *tm.Unit) {
	u.Props = take(u.Props, u.Notes, &u.Attrs, func(name, value string) bool {
		switch name {
		case "status":
			if s := tm.Status(value); s.Valid() {
				u.Status = s
				return true
			}
		case "confidence":
			if c, err := strconv.ParseFloat(value, 64); err == nil && c >= 0 && c <= 1 {
				u.Confidence = c
				return true
			}
		case "story":
			u.Story = value
			return true
		case "position":
			if n, err := strconv.Atoi(value); err == nil {
				u.Position = n
				return true
			}
		case "context":
			u.Context = value
			return true
		case "edited":
			u.Edited = true
			return true
		}
		return false
	})
}

// takeVariantProps is takeUnitProps for a variant.
func takeVariantProps(v *tm.Variant) {
	v.Props = take(v.Props, v.Notes, &v.Attrs, func(name, value string) bool {
		switch name {
		case "document":
			v.Source.Path = value
		case "headline":
			v.Source.Headline = value
		case "date":
			v.Source.Date = value
		case "markup":
			takeMarkup(v, value)
		default:
			return false
		}
		return true
	})
}

// takeMarkup gives a variant its codes back that stand mended in the seg, unless another tool has changed the seg since.
func takeMarkup(v *tm.Variant, markup string) {
	written, _, err := fit(markup)
	if err != nil {
		written = escapeText(v.Text)
	}
	if written == cmp.Or(v.Markup, escapeText(v.Text)) {
		v.Markup = markup
	}
}

// take drops aztm's own props that use says it has used, makes attributes of those that were, and gives bound ones their names back.
func take(props, notes []tm.Field, attrs *[]tm.Field, use func(name, value string) bool) []tm.Field {
	var rest []tm.Field
	for _, p := range props {
		name, own := strings.CutPrefix(p.Name, ownProp)
		if own {
			if attr, ok := strings.CutPrefix(name, "attribute-"); ok {
				*attrs = append(*attrs, tm.Field{Name: attr, Value: p.Value})
				continue
			}
			if name == "prop-attributes" && takeLostAttrs(rest, p.Value) || name == "note-attributes" && takeLostAttrs(notes, p.Value) || use(name, p.Value) {
				continue
			}
			if bound, ok := strings.CutPrefix(name, "place-"); ok && boundName(bound) != bound {
				p.Name = bound
			}
		}
		rest = append(rest, p)
	}
	return rest
}

// boundName is the name under which a prop is written: another one for those by which OmegaT binds a unit to one place.
func boundName(name string) string {
	switch name {
	case "file", "id", "prev", "next", "path":
		return ownProp + "place-" + name
	}
	return name
}
