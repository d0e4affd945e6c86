package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"aztm/corpus/norm"
	"aztm/tm"
)

type editOptions struct {
	az, ru, en string
	texts      []string
}

func newEdit(a *app) *cobra.Command {
	var o editOptions
	c := &cobra.Command{
		Use:   "edit UNIT",
		Short: "Change the texts of a unit",
		Long: `Edit gives a unit other texts: by options, or without them in your editor
($VISUAL, $EDITOR or vi), on a terminal. A text in a language that the unit
lacks is added; an empty one is taken out. What is changed is repaired as in
add, stored at once, marked as edited, and kept when its story is added again.
The status stays, but a rejected or outdated unit is approved. It is a batch:
undo takes it back.`,
		Example: `  aztm edit 12 --ru "Встреча состоялась."
  aztm edit 12                             in your editor
  aztm edit 12 --text az-Latn-AZ="Görüş baş tutub."
  aztm edit 12 --en ""                     without the English text`,
		Args: wants(1, 1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		changes, err := o.changes(c.Flags().Changed)
		if err != nil {
			return err
		}
		return runEdit(c.Context(), a, args[0], changes)
	}
	o.addFlags(c)
	return c
}

func (o *editOptions) addFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.az, "az", "", "the Azerbaijani `TEXT`")
	f.StringVar(&o.ru, "ru", "", "the Russian `TEXT`")
	f.StringVar(&o.en, "en", "", "the English `TEXT`")
	f.StringArrayVar(&o.texts, "text", nil, "the text of another language code: `LANG=TEXT`; may be given again")
}

// A textChange is a new text of a language, "" to take it out.
type textChange struct{ lang, text string }

// changes are the texts that were given; given tells whether an option was.
func (o editOptions) changes(given func(string) bool) ([]textChange, error) {
	var list []textChange
	for _, x := range []textChange{{"az", o.az}, {"ru", o.ru}, {"en", o.en}} {
		if given(x.lang) {
			list = append(list, x)
		}
	}
	for _, t := range o.texts {
		lang, text, ok := strings.Cut(t, "=")
		if !ok || lang == "" {
			return nil, hint(fmt.Errorf("--text %q: no language before a =", t), `--text de="Guten Tag"`)
		}
		list = append(list, textChange{lang, text})
	}
	return list, nil
}

func runEdit(ctx context.Context, a *app, arg string, changes []textChange) error {
	u, err := loadUnit(ctx, a, arg)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return editByHand(ctx, a, u)
	}
	variants := slices.Clone(u.Variants)
	for _, x := range changes {
		if variants, err = withChange(variants, x); err != nil {
			return fmt.Errorf("unit %d: %w", u.ID, err)
		}
	}
	return storeEdit(ctx, a, u, variants)
}

// loadUnit reads the unit with the number arg.
func loadUnit(ctx context.Context, a *app, arg string) (tm.Unit, error) {
	ids, err := unitNumbers([]string{arg})
	if err != nil {
		return tm.Unit{}, err
	}
	m, err := a.openReader(ctx)
	if err != nil {
		return tm.Unit{}, err
	}
	defer m.Close()
	u, err := m.Unit(ctx, ids[0])
	if errors.Is(err, tm.ErrNotFound) {
		err = hint(err, "search, lookup and show print the number below each unit")
	}
	return u, err
}

// withChange changes the text of a language: that of the tag, or else the only one of its base language.
func withChange(variants []tm.Variant, x textChange) ([]tm.Variant, error) {
	text := repaired(x.lang, x.text)
	at := slices.IndexFunc(variants, func(v tm.Variant) bool { return v.Lang == x.lang })
	for i, v := range variants {
		if tm.Base(v.Lang) != tm.Base(x.lang) || i == at || v.Lang == x.lang {
			continue
		}
		if at >= 0 && variants[at].Lang != x.lang {
			return nil, hint(fmt.Errorf("it has several texts in %s: %s and %s", x.lang, variants[at].Lang, v.Lang), "--text %s=… says which", v.Lang)
		}
		if at < 0 {
			at = i
		}
	}
	switch {
	case at < 0 && text == "":
		return nil, fmt.Errorf("it has no text in %s to take out", x.lang)
	case at < 0:
		return append(variants, tm.Variant{Lang: x.lang, Text: text}), nil
	case text == "":
		return slices.Delete(variants, at, at+1), nil
	}
	variants[at], _ = variants[at].WithText(text)
	return variants, nil
}

// repaired is a text that was typed as the memory stores texts.
func repaired(lang, text string) string {
	text, _ = norm.Repair(tm.Base(lang), strings.TrimSpace(text))
	return text
}

// storeEdit stores variants as those of u, unless somebody changed it since it was read, and says so.
func storeEdit(ctx context.Context, a *app, u tm.Unit, variants []tm.Variant) error {
	after, info, err := a.storeVariants(ctx, u, variants)
	if err != nil {
		return err
	}
	if info.ID == 0 {
		a.say("unit %d: nothing to change", u.ID)
		return nil
	}
	a.warnLostCodes(u, variants)
	if a.json {
		return a.object(map[string]int64{"units": 1, "batch": info.ID})
	}
	printUnit(a, after)
	a.say("unit %d edited as batch %d; %s undo %d takes it back", u.ID, info.ID, a.command(), info.ID)
	return nil
}

// storeVariants stores variants as those of u in a batch, unless somebody changed it since it was read. The number of the batch is 0 if
// there is nothing to change.
func (a *app) storeVariants(ctx context.Context, u tm.Unit, variants []tm.Variant) (after tm.Unit, info tm.BatchInfo, err error) {
	if len(variants) == 0 {
		return u, info, hint(fmt.Errorf("unit %d: no text would be left", u.ID), "%s forget %d takes the whole unit away", a.command(), u.ID)
	}
	info, err = a.writing(ctx, "edit", fmt.Sprintf("%d", u.ID), func(b *tm.Batch) error {
		now, err := b.Unit(ctx, u.ID)
		if err != nil {
			return err
		}
		if !sameTexts(now.Variants, u.Variants) {
			return hint(fmt.Errorf("unit %d was changed by somebody else meanwhile: nothing is stored", u.ID), "%s show %d prints it as it is now", a.command(), u.ID)
		}
		if err := b.Edit(ctx, u.ID, variants); err != nil {
			return err
		}
		after, err = b.Unit(ctx, u.ID)
		return err
	})
	return after, info, err
}

func sameTexts(a, b []tm.Variant) bool {
	return slices.EqualFunc(a, b, func(v, w tm.Variant) bool { return v.Lang == w.Lang && v.Text == w.Text && v.Markup == w.Markup })
}

// warnLostCodes tells of texts of u whose inline codes could not be kept.
func (a *app) warnLostCodes(u tm.Unit, variants []tm.Variant) {
	for _, v := range variants {
		lost := func(old tm.Variant) bool { return old.Lang == v.Lang && old.Markup != "" && v.Markup == "" }
		if slices.ContainsFunc(u.Variants, lost) {
			a.warn("unit %d: the inline codes of %s are left out: the change goes across one", u.ID, visible(v.Lang))
		}
	}
}
