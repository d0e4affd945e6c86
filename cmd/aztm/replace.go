package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"aztm/tm"
)

type replaceOptions struct {
	some   someUnits
	in     []string
	status []string
	word   bool
	regex  bool
	apply  bool
}

func newReplace(a *app) *cobra.Command {
	var o replaceOptions
	c := &cobra.Command{
		Use:   "replace OLD NEW --in LANG",
		Short: "Replace words in many units, after a look at each change",
		Long: `Replace puts NEW in the place of OLD in the texts of a language, letter by
letter as typed. It shows every change first: [-out-] {+in+}. On a terminal it
asks then; elsewhere --apply stores what was shown. Rejected and outdated units
are left alone. The whole is one batch: undo takes it back.

With --json a change is an object: unit, lang, before, after and, where it is
stored, batch.`,
		Example: `  aztm replace "г.Баку" "г. Баку" --in ru
  aztm replace Tiflis Tbilisi --in az,en --word --document talks
  aztm replace --regex '(\d+) %' '$1%' --in ru --apply`,
		Args: wants(2, 2),
		RunE: func(c *cobra.Command, args []string) error { return runReplace(c.Context(), a, o, args[0], args[1]) },
	}
	o.addFlags(c)
	return c
}

func (o *replaceOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&o.in, "in", nil, "the languages of the texts: `LANG`,…")
	f.BoolVar(&o.word, "word", false, "OLD is a whole word or words, not a part of a longer one")
	f.BoolVar(&o.regex, "regex", false, "OLD is a regular expression (RE2), $1 in NEW its first group")
	f.StringSliceVar(&o.status, "status", nil, "only units with one of these: aligned, approved, imported")
	f.BoolVar(&o.apply, "apply", false, "store the changes without asking")
	o.some.addFlags(f)
}

// replaceable are the statuses of units that replace changes: others would be approved by it.
var replaceable = []tm.Status{tm.Aligned, tm.Approved, tm.Imported}

func (o replaceOptions) filter() (tm.Filter, error) {
	f := o.some.filter()
	f.Statuses = replaceable
	if len(o.status) > 0 {
		f.Statuses = nil
	}
	for _, s := range o.status {
		if !slices.Contains(replaceable, tm.Status(s)) {
			return f, hint(fmt.Errorf("--status %q: replace changes no such units", s), "aligned, approved or imported")
		}
		f.Statuses = append(f.Statuses, tm.Status(s))
	}
	return f, nil
}

// A replacement is a text of a unit that changes.
type replacement struct {
	unit       tm.Unit
	variant    int // its place among the unit's
	after      tm.Variant
	spans      [][2]int // bytes of the text that go out
	instead    []string // what comes in, for each
	brokenCode bool     // an inline code stands in the way: the text stays
}

func runReplace(ctx context.Context, a *app, o replaceOptions, old, text string) error {
	r, err := newReplacer(o, old, text)
	if err != nil {
		return err
	}
	list, err := r.find(ctx, a, o)
	if err != nil {
		return err
	}
	broken := func(x replacement) bool { return x.brokenCode }
	for _, x := range list {
		if broken(x) {
			a.warn("unit %d, %s: left alone: an inline code stands within; %s edit %d changes it", x.unit.ID, visible(x.after.Lang), a.command(), x.unit.ID)
		}
	}
	list = slices.DeleteFunc(list, broken)
	if len(list) == 0 {
		a.say("nothing found to replace")
		return errNothing
	}
	if !a.json {
		if err := showReplacements(a, list); err != nil {
			return err
		}
	}
	return o.finish(ctx, a, list, old+" → "+text)
}

// finish stores the changes if that is wanted.
func (o replaceOptions) finish(ctx context.Context, a *app, list []replacement, label string) error {
	units := numbersOf(list)
	apply := o.apply
	if !apply {
		var err error
		if apply, err = a.ask("change %s?", plural(len(units), "unit", "units")); err != nil {
			return err
		}
	}
	var info tm.BatchInfo
	if apply {
		var err error
		info, err = a.writing(ctx, "replace", label, func(b *tm.Batch) error { return storeReplacements(ctx, a, b, list) })
		if err != nil {
			return err
		}
	}
	if a.json {
		for _, x := range list {
			if err := a.object(x.object(info.ID)); err != nil {
				return err
			}
		}
	}
	switch {
	case apply:
		a.say("%s changed as batch %d; %s undo %d takes it back", plural(info.Changed, "unit", "units"), info.ID, a.command(), info.ID)
	case a.mayAsk():
		a.say("nothing is changed")
	default:
		a.say("nothing is changed; --apply stores it")
	}
	return nil
}

// numbersOf are the numbers of the units, each once.
func numbersOf(list []replacement) []int64 {
	var ids []int64
	for _, x := range list {
		ids = append(ids, x.unit.ID)
	}
	return slices.Compact(ids) // those of a unit stand together
}

// storeReplacements stores the changes, unless somebody changed one of the units since they were shown.
func storeReplacements(ctx context.Context, a *app, b *tm.Batch, list []replacement) error {
	p := a.progress("replace", "texts", len(list))
	defer p.done()
	for i, x := range list {
		p.add(1)
		now, err := b.Unit(ctx, x.unit.ID)
		if err != nil {
			return err
		}
		if first := i == 0 || list[i-1].unit.ID != x.unit.ID; first && !sameTexts(now.Variants, x.unit.Variants) {
			return hint(fmt.Errorf("unit %d was changed by somebody else meanwhile: nothing is stored", x.unit.ID), "the same command shows what there is to change now")
		}
		now.Variants[x.variant] = x.after
		if err := b.Edit(ctx, x.unit.ID, now.Variants); err != nil {
			return err
		}
	}
	return nil
}

// A replacer finds what is to be replaced.
type replacer struct {
	pattern *regexp.Regexp
	with    string // a template for pattern
	word    bool
	langs   []string
}

func newReplacer(o replaceOptions, old, text string) (*replacer, error) {
	switch {
	case old == "":
		return nil, hint(errors.New("replace: OLD is empty"), `aztm replace "г.Баку" "г. Баку" --in ru`)
	case len(o.in) == 0:
		return nil, hint(errors.New("replace: in which language?"), "--in ru")
	case !o.regex:
		old, text = regexp.QuoteMeta(old), strings.ReplaceAll(text, "$", "$$")
	}
	pattern, err := regexp.Compile(old)
	if err != nil {
		return nil, hint(fmt.Errorf("--regex %s: %w", old, err), "RE2: \\d+ a number, (…) a group, \\. a full stop")
	}
	r := &replacer{pattern: pattern, with: text, word: o.word}
	for _, l := range o.in {
		r.langs = append(r.langs, tm.Base(l))
	}
	return r, nil
}

// find reads the units and returns what changes in them.
func (r *replacer) find(ctx context.Context, a *app, o replaceOptions) ([]replacement, error) {
	f, err := o.filter()
	if err != nil {
		return nil, err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	var list []replacement
	err = a.eachUnit(ctx, m, f, "replace", func(u tm.Unit) error {
		for i, v := range u.Variants {
			if x, found := r.in(v); found && slices.Contains(r.langs, tm.Base(v.Lang)) {
				x.unit, x.variant = u, i
				list = append(list, x)
			}
		}
		return nil
	})
	return list, err
}

// in finds what is to be replaced in a text. found is false also where nothing would be left of it.
func (r *replacer) in(v tm.Variant) (x replacement, found bool) {
	text := v.Text
	for _, m := range r.pattern.FindAllStringSubmatchIndex(text, -1) {
		instead := string(r.pattern.ExpandString(nil, r.with, text, m))
		if m[0] == m[1] || text[m[0]:m[1]] == instead || r.word && !wholeWord(text, m[0], m[1]) {
			continue
		}
		x.spans, x.instead = append(x.spans, [2]int{m[0], m[1]}), append(x.instead, instead)
	}
	x.after = v
	for i, s := range slices.Backward(x.spans) {
		var kept bool
		now := x.after.Text
		if x.after, kept = x.after.WithText(now[:s[0]] + x.instead[i] + now[s[1]:]); !kept {
			x.brokenCode = true
			x.after = v
			break
		}
	}
	return x, len(x.spans) > 0 && (x.brokenCode || strings.TrimSpace(x.after.Text) != "")
}

// wholeWord tells whether no word goes on at the ends of a range of bytes.
func wholeWord(text string, start, end int) bool {
	inWord := func(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	return !inWord(before) && !inWord(after)
}

// showReplacements prints each change, page by page on a terminal, and says how many there are.
func showReplacements(a *app, list []replacement) error {
	a.page()
	places := 0
	for i, x := range list {
		if i > 0 {
			a.printf("\n")
		}
		a.printText("", x.after.Lang, x.marked(a))
		a.printText("", "", a.paint(dim, a.text(origin(x.unit, x.unit.Variants[x.variant], 1))))
		places += len(x.spans)
	}
	if err := a.endPage(); err != nil {
		return err
	}
	a.say("%s in %s", plural(places, "place", "places"), plural(len(numbersOf(list)), "unit", "units"))
	return nil
}

// marked is the text with what goes out and comes in marked.
func (x replacement) marked(a *app) string {
	text := x.unit.Variants[x.variant].Text
	var b strings.Builder
	at := 0
	for i, s := range x.spans {
		b.WriteString(a.text(text[at:s[0]]))
		b.WriteString(a.differs(red, "[-", a.text(text[s[0]:s[1]]), "-]"))
		if x.instead[i] != "" {
			b.WriteString(a.differs(green, "{+", a.text(x.instead[i]), "+}"))
		}
		at = s[1]
	}
	b.WriteString(a.text(text[at:]))
	return b.String()
}

func (x replacement) object(batch int64) any {
	return struct {
		Unit   int64  `json:"unit"`
		Lang   string `json:"lang"`
		Before string `json:"before"`
		After  string `json:"after"`
		Batch  int64  `json:"batch,omitempty"`
	}{x.unit.ID, x.after.Lang, x.unit.Variants[x.variant].Text, x.after.Text, batch}
}
