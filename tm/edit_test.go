package tm

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestWithText(t *testing.T) {
	for _, c := range []struct {
		name         string
		text, markup string // before
		to, want     string // text after, markup after
		kept         bool
	}{
		{"no codes", "Salam", "", "Salamlar", "", true},
		{"the same", "a b", "a <ph/>b", "a b", "a <ph/>b", true},
		{"before a code", "Köhnə bina", `Köhnə <bpt i="1">{\b</bpt>bina<ept i="1">}</ept>`, "Yeni bina", `Yeni <bpt i="1">{\b</bpt>bina<ept i="1">}</ept>`, true},
		{"within a pair", "Köhnə bina", `Köhnə <bpt i="1">{\b</bpt>bina<ept i="1">}</ept>`, "Köhnə binalar", `Köhnə <bpt i="1">{\b</bpt>binalar<ept i="1">}</ept>`, true},
		{"at the end", "bir iki", `bir <hi type="b">iki</hi>`, "bir iki üç", `bir <hi type="b">iki üç</hi>`, true},
		{"letters of one first byte", "şəhər ə", `şəhər <ph/>ə`, "şəhər ı", `şəhər <ph/>ı`, true},
		{"signs of XML", "a & b", `<ph/>a &amp; b`, "a & <b>", `<ph/>a &amp; &lt;b&gt;`, true},
		{"across a code", "bir iki", `bir <ph/>iki`, "üç dörd", "", false},
		{"text of code is no text", "x", `<bpt i="1">x</bpt>x`, "y", `<bpt i="1">x</bpt>y`, true},
		{"no XML", "a b", `a <ph b`, "a c", "", false},
		{"markup of another text", "a b", `a<ph/>`, "a c", "", false},
		{"only codes", "", `<ph/>`, "a", "", false},
	} {
		v, kept := Variant{Lang: "az", Text: c.text, Markup: c.markup}.WithText(c.to)
		if v.Text != c.to || v.Markup != c.want || kept != c.kept {
			t.Errorf("%s: %q, markup %q, kept %v; want markup %q, kept %v", c.name, v.Text, v.Markup, kept, c.want, c.kept)
		}
	}
}

// FuzzWithText holds that markup that keeps its codes is markup of the new text.
func FuzzWithText(f *testing.F) {
	f.Add("bir <ph/>iki", "bir iki", "bir üç")
	f.Add(`a &amp; <hi>ə</hi>`, "a & ə", "a & ı")
	f.Add("<ph/>\r\nb", "\nb", "c")
	f.Fuzz(func(t *testing.T, markup, text, to string) {
		if markup == "" || text == to || strings.Contains(to, "\r") {
			return
		}
		v, kept := Variant{Text: text, Markup: markup}.WithText(to)
		if !kept || stretches(markup, text) == nil {
			return
		}
		back, ok := v.WithText(text)
		if xmlText(to) && (!ok || stretches(v.Markup, to) == nil || back.Text != text) {
			t.Errorf("%q of %q to %q: %q", markup, text, to, v.Markup)
		}
	})
}

// xmlText tells whether a text may stand in XML.
func xmlText(s string) bool { return s != "" && len(stretches(markupEscaper.Replace(s), s)) == 1 }

func TestBatchUnit(t *testing.T) {
	m := create(t)
	id := put(t, m, pair("Salam", "Привет"))
	do(t, m, "edit", func(ctx context.Context, b *Batch) error {
		u, err := b.Unit(ctx, id)
		if err != nil || u.Variants[0].Text != "Salam" {
			t.Errorf("%v, %v", u, err)
		}
		u.Variants[0].Text = "Salamlar"
		if err := b.Edit(ctx, id, u.Variants); err != nil {
			return err
		}
		if u, err = b.Unit(ctx, id); err != nil || u.Variants[0].Text != "Salamlar" || !u.Edited {
			t.Errorf("after the edit: %v, %v", u, err)
		}
		if _, err := b.Unit(ctx, 99); !errors.Is(err, ErrNotFound) {
			t.Errorf("no such unit: %v", err)
		}
		return nil
	})
}

func TestStoryNames(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	for prefix, want := range map[string]int{"": 1, "xə": 1, "x": 1, "y": 0, "%": 0} {
		if names, err := m.StoryNames(context.Background(), prefix, 10); err != nil || len(names) != want {
			t.Errorf("%q: %q, %v; want %d", prefix, names, err, want)
		}
	}
	if names, err := m.StoryNames(context.Background(), "", 0); err != nil || len(names) != 0 {
		t.Errorf("limit 0: %q, %v", names, err)
	}
}
