package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"aztm/tm"
)

// editByHand opens the texts of a unit in the user's editor and stores what comes back.
func editByHand(ctx context.Context, a *app, u tm.Unit) error {
	if !a.mayAsk() || !a.terminal {
		return hint(errors.New("edit wants the new text"), "%s edit %d --az TEXT; on a terminal, without one, it opens your editor", a.command(), u.ID)
	}
	sheet, err := editSheet(u)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "aztm-edit-")
	if err != nil {
		return err
	}
	name := filepath.Join(dir, fmt.Sprintf("unit-%d.txt", u.ID))
	err = a.editFile(ctx, u, name, sheet)
	if err == nil {
		return os.RemoveAll(dir)
	}
	if text, readErr := os.ReadFile(name); readErr == nil && string(text) != sheet {
		a.warnless("aztm: your text is kept in %s", name)
		return err
	}
	return errors.Join(err, os.RemoveAll(dir))
}

// editFile lets the user edit a sheet as the file name, and stores it.
func (a *app) editFile(ctx context.Context, u tm.Unit, name, sheet string) error {
	if err := os.WriteFile(name, []byte(sheet), 0o600); err != nil {
		return err
	}
	editor := cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi")
	c := exec.Command("sh", "-c", editor+` "$1"`, editor, name)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	a.lent.Store(true)
	err := c.Run()
	a.lent.Store(false)
	if err != nil {
		return hint(fmt.Errorf("editor %s: %w", editor, err), "$EDITOR names another")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	variants, err := readSheet(string(text), u.Variants)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return storeEdit(ctx, a, u, variants)
}

// editSheet is a unit as it stands in the editor: "LANG: text" a text; its further lines begin with a tab.
func editSheet(u tm.Unit) (string, error) {
	var b strings.Builder
	for _, v := range u.Variants {
		if v.Lang == "" || strings.ContainsAny(v.Lang, ":#\t\n\r ") {
			return "", hint(fmt.Errorf("unit %d: its language code %q cannot stand in an editor", u.ID, v.Lang), "edit %d --text LANG=TEXT changes the others", u.ID)
		}
		fmt.Fprintf(&b, "%s: %s\n", v.Lang, strings.ReplaceAll(v.Text, "\n", "\n\t"))
	}
	fmt.Fprintf(&b, "\n# %s\n", visible(origin(u, firstSource(u), 1)))
	b.WriteString("# Save and leave the editor to store it; without a change nothing is stored.\n" +
		"# A text that is empty or gone is taken out; a line \"en: …\" adds one. Lines with # are left out.\n")
	return b.String(), nil
}

// readSheet reads the variants of a sheet back. Those whose text is as it was are those of old, codes and all.
func readSheet(sheet string, old []tm.Variant) ([]tm.Variant, error) {
	var list []textChange
	for n, line := range strings.Split(sheet, "\n") {
		line = strings.TrimSuffix(line, "\r")
		more, continued := strings.CutPrefix(line, "\t")
		lang, text, named := strings.Cut(line, ":")
		switch {
		case continued && len(list) > 0:
			list[len(list)-1].text += "\n" + more
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case named && !strings.ContainsAny(lang, " \t"):
			list = append(list, textChange{lang, strings.TrimPrefix(text, " ")})
		default:
			return nil, hint(fmt.Errorf("line %d: no language before a colon", n+1), "a text stands as \"ru: …\", further lines of it begin with a tab")
		}
	}
	left := slices.Clone(old) // a language may stand twice
	var variants []tm.Variant
	for _, x := range list {
		v := tm.Variant{Lang: x.lang}
		if i := slices.IndexFunc(left, func(w tm.Variant) bool { return w.Lang == x.lang }); i >= 0 {
			v = left[i]
			left = slices.Delete(left, i, i+1)
		}
		if x.text == v.Text {
			variants = append(variants, v)
		} else if text := repaired(x.lang, x.text); text != "" {
			v, _ = v.WithText(text)
			variants = append(variants, v)
		}
	}
	return variants, nil
}
