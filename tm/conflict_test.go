package tm

import (
	"context"
	"testing"
)

func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		name   string
		policy ConflictPolicy
		tuid   string
		texts  [2]string
		want   Outcome
	}{
		{"the same is a duplicate", KeepOld, "", [2]string{"Bir.", "Один."}, Duplicate},
		{"the same is a duplicate", AddBeside, "a", [2]string{"Bir.", "Один."}, Duplicate},
		{"same tuid", ReplaceByTUID, "a", [2]string{"Bir.", "Раз."}, Updated},
		{"same tuid", KeepOld, "a", [2]string{"Bir!", "Раз."}, Kept},
		{"same tuid", ReplaceOld, "a", [2]string{"Bir!", "Раз."}, Updated},
		{"same tuid", AddBeside, "a", [2]string{"Bir!", "Раз."}, New},
		{"same source", ReplaceByTUID, "b", [2]string{"Bir.", "Раз."}, New},
		{"same source", KeepOld, "b", [2]string{"Bir.", "Раз."}, Kept},
		{"same source", ReplaceOld, "", [2]string{"Bir.", "Раз."}, Updated},
		{"same source", AddBeside, "", [2]string{"Bir.", "Раз."}, New},
		{"other source", KeepOld, "b", [2]string{"BİR.", "Один."}, New},
		{"other source", ReplaceOld, "b", [2]string{"İki.", "Два."}, New},
	} {
		m := create(t)
		first := pair("Bir.", "Один.")
		first.TUID = "a"
		importAll(t, m, first)
		u := pair(c.texts[0], c.texts[1])
		u.TUID = c.tuid
		if got := importOver(t, m, ConflictRule{Policy: c.policy, Source: "az"}, u); got[0] != c.want {
			t.Errorf("%s, policy %q: %s, want %s", c.name, c.policy, got[0], c.want)
		}
		compareAnew(t, m)
	}
}

// TestConflictsWithinAFile: alternatives of one file are not in conflict with one another, and the source is the file's.
func TestConflictsWithinAFile(t *testing.T) {
	m := create(t)
	importAll(t, m, pair("Bir.", "Один."))
	got := importOver(t, m, ConflictRule{Policy: ReplaceOld}, pair("Bir.", "Раз."), pair("Bir.", "Единица."))
	if got[0] != Updated || got[1] != New {
		t.Errorf("%v, want updated, new", got)
	}
	other := pair("Tək.", "Раз.")
	if got := importOver(t, m, ConflictRule{Policy: KeepOld, Source: "ru-RU"}, other); got[0] != Kept {
		t.Errorf("source ru: %v, want kept", got)
	}
	if got := importOver(t, m, ConflictRule{Policy: KeepOld, Source: "az"}, other); got[0] != New {
		t.Errorf("source az: %v, want new", got)
	}
}

// TestNoConflict: a language that the other unit lacks contradicts nothing.
func TestNoConflict(t *testing.T) {
	m := create(t)
	importAll(t, m, pair("Bir.", "Один."))
	u := Unit{Variants: []Variant{{Lang: "az", Text: "Bir."}, {Lang: "en", Text: "One."}}}
	if got := importOver(t, m, ConflictRule{Policy: KeepOld}, u); got[0] != New {
		t.Errorf("%v, want new", got)
	}
}

func importOver(t *testing.T, m *Memory, rule ConflictRule, us ...Unit) []Outcome {
	t.Helper()
	var out []Outcome
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		for _, u := range us {
			o, err := b.ImportOver(ctx, u, rule)
			if err != nil {
				return err
			}
			out = append(out, o)
		}
		return nil
	})
	return out
}
