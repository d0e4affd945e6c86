package tm

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// kinds are batches of every kind on the memory that undoMemory makes.
var kinds = map[string]func(ctx context.Context, b *Batch) error{
	"add": func(ctx context.Context, b *Batch) error {
		_, _, err := addAligned(ctx, b, "xəbər", []Document{doc("az", azDoc.Path, "Başlıq", "Bir.", "Yeni söz.", "Üç."), ruDoc, enDoc})
		return err
	},
	"import": func(ctx context.Context, b *Batch) error {
		for _, u := range []Unit{{TUID: "a", Variants: pair("Başqa cür.", "Иначе.").Variants}, pair("Yeni.", "Новое.")} {
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	},
	"put": func(ctx context.Context, b *Batch) error {
		_, err := b.Put(ctx, pair("Salam.", "Здравствуйте."))
		return err
	},
	"edit": func(ctx context.Context, b *Batch) error {
		return errors.Join(b.Edit(ctx, 2, pair("Bir.", "Раз.").Variants), b.Edit(ctx, 5, pair("Necə?", "Каким образом?").Variants))
	},
	"approve": func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 1, 2, 5) },
	"reject":  func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 3, 6) },
	"forget":  func(ctx context.Context, b *Batch) error { return b.Forget(ctx, 4, 5, 6) },
}

// undoMemory holds the units 1 to 4 of a story, 5 of a file with an identifier, and 6 by hand.
func undoMemory(t *testing.T) *Memory {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		_, err := b.Import(ctx, Unit{TUID: "a", Variants: pair("Necə?", "Как?").Variants})
		return err
	})
	put(t, m, pair("Salam.", "Привет."))
	return m
}

// TestUndoOfEveryKind takes a batch of every kind back, and takes that back: the memory is what it was before and after, and its history says so.
func TestUndoOfEveryKind(t *testing.T) {
	for kind, change := range kinds {
		t.Run(kind, func(t *testing.T) {
			m := undoMemory(t)
			before := dump(t, m)
			info := do(t, m, kind, change)
			after := dump(t, m)
			if before == after {
				t.Fatal("the batch changed nothing")
			}
			undo := func(id int64) int64 {
				return do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, id, false); return err }).ID
			}
			back := undo(info.ID)
			if got := dump(t, m); got != before {
				t.Errorf("undone, the memory differs from what it was: %s", diff(before, got))
			}
			if h := (world{t: t, m: m}).history(); h[1].UndoneBy != back || h[0].Undoes[0] != info.ID {
				t.Errorf("history %+v", h)
			}
			undo(back)
			if got := dump(t, m); got != after {
				t.Errorf("done again, the memory differs from what it was: %s", diff(after, got))
			}
			if h := (world{t: t, m: m}).history(); h[2].UndoneBy != 0 || h[2].Kind != kind {
				t.Errorf("history %+v", h)
			}
			compareAnew(t, m)
		})
	}
}

// TestUndoWithLater takes back a batch whose units every other kind of batch touched later: refused with their names, or all taken back.
func TestUndoWithLater(t *testing.T) {
	for kind, change := range kinds {
		t.Run(kind, func(t *testing.T) {
			m := create(t)
			empty := dump(t, m)
			first := do(t, m, "import", func(ctx context.Context, b *Batch) error {
				for _, u := range units(t, undoMemory(t), Filter{}) {
					if _, err := b.Import(ctx, Unit{TUID: u.TUID, Variants: u.Variants}); err != nil {
						return err
					}
				}
				return nil
			})
			later := do(t, m, kind, change)
			b, err := m.Begin(context.Background(), "undo", "")
			if err != nil {
				t.Fatal(err)
			}
			defer b.Rollback()
			_, err = b.Undo(context.Background(), first.ID, false)
			var refused *LaterError
			touched := errors.As(err, &refused)
			if touched != (kind != "add" && kind != "put") || touched && refused.Later[0].ID != later.ID {
				t.Fatalf("error %v", err)
			}
			if !touched {
				return
			}
			if _, err := b.Undo(context.Background(), first.ID, true); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			if got := dump(t, m); got != empty {
				t.Errorf("with what came later taken back, the memory differs from what it was: %s", diff(empty, got))
			}
			compareAnew(t, m)
		})
	}
}

// TestUndoRange holds that the batches of a range go newest first, also one that stands only since the undo of it was taken back, and that others stay.
func TestUndoRange(t *testing.T) {
	m := create(t)
	put := func(text string) {
		do(t, m, "put", func(ctx context.Context, b *Batch) error {
			_, err := b.Put(ctx, Unit{Variants: []Variant{{Lang: "az", Text: text}}})
			return err
		})
	}
	put("bir")
	before := dump(t, m)
	put("iki")
	put("üç")
	do(t, m, "undo", func(ctx context.Context, b *Batch) error {
		_, err := b.Undo(ctx, 2, false)
		return err
	})
	var taken []int64
	info := do(t, m, "undo", func(ctx context.Context, b *Batch) (err error) {
		taken, err = b.UndoRange(ctx, 2, 1<<60, false)
		return err
	})
	if want := []int64{4, 3, 2}; !slices.Equal(taken, want) || !slices.Equal(info.Undoes, want) {
		t.Errorf("taken back: %v, by the batch %v; want %v", taken, info.Undoes, want)
	}
	if got := dump(t, m); got != before {
		t.Error(diff(before, got))
	}
	do(t, m, "undo", func(ctx context.Context, b *Batch) (err error) {
		if taken, err = b.UndoRange(ctx, 2, 4, false); len(taken) > 0 {
			t.Errorf("taken back again: %v", taken)
		}
		return err
	})
}
