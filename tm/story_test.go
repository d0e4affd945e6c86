package tm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// doc makes a document of a segment a line; its digest is that of its text.
func doc(lang, path string, lines ...string) Document {
	d := Document{Lang: lang, Path: path, Digest: tuid(lines...), Encoding: "utf-8", Headline: lines[0], Date: "2024-10-03"}
	for i, l := range lines {
		d.Segments = append(d.Segments, Segment{Text: l, Paragraph: i, Heading: i == 0})
	}
	return d
}

// addDocs adds documents as a command does, aligned line by line, and returns the state found.
func addDocs(t *testing.T, m *Memory, docs ...Document) (StoryState, StoryResult) {
	t.Helper()
	var state StoryState
	var res StoryResult
	do(t, m, "add", func(ctx context.Context, b *Batch) (err error) {
		state, res, err = addAligned(ctx, b, "xəbər", docs)
		return err
	})
	return state, res
}

// addAligned adds documents, aligned line by line, to a batch.
func addAligned(ctx context.Context, b *Batch, name string, docs []Document) (StoryState, StoryResult, error) {
	k, err := b.FindStory(ctx, docs)
	if err != nil || k.State == StoryUnchanged {
		return k.State, StoryResult{}, err
	}
	s := Story{ID: k.ID, Name: name, Docs: k.Docs}
	for i := range 100 {
		bead := Bead{Ranges: map[string]Range{}, Confidence: 0.9}
		for _, d := range k.Docs {
			if i < len(d.Segments) {
				bead.Ranges[d.Lang] = Range{i, i + 1}
			}
		}
		s.Beads = append(s.Beads, bead)
	}
	res, err := b.AddStory(ctx, s)
	return k.State, res, err
}

func units(t testing.TB, m *Memory, f Filter) []Unit {
	t.Helper()
	var list []Unit
	for u, err := range m.Units(context.Background(), f) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, u)
	}
	return list
}

// outline writes units as lines: id, status, texts.
func outline(us []Unit) string {
	slices.SortFunc(us, func(a, b Unit) int { return a.Position*1000 + int(a.ID) - b.Position*1000 - int(b.ID) })
	var b strings.Builder
	for _, u := range us {
		fmt.Fprintf(&b, "%d %s", u.ID, u.Status)
		for _, v := range u.Variants {
			fmt.Fprintf(&b, " | %s", v.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wantOutline(t *testing.T, m *Memory, want string) {
	t.Helper()
	want = strings.TrimPrefix(want, "\n")
	if got := outline(units(t, m, Filter{})); got != want {
		t.Errorf("units:\n%swant:\n%s", got, want)
	}
	checkSound(t, m)
}

var (
	azDoc = doc("az", "/x/n.az.txt", "Başlıq", "Bir.", "İki.", "Üç.")
	ruDoc = doc("ru", "/x/n.ru.txt", "Заголовок", "Один.", "Два.", "Три.")
	enDoc = doc("en", "/x/n.en.txt", "Headline", "One.", "Two.", "Three.")
)

func TestAddingAgainChangesNothing(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	before := dump(t, m)
	moved := azDoc
	moved.Path = "/elsewhere/n.az.txt"
	if state, _ := addDocs(t, m, ruDoc, moved); state != StoryUnchanged {
		t.Errorf("state %s", state)
	}
	if after := dump(t, m); after != before {
		t.Error(diff(before, after))
	}
	if h, _ := m.History(context.Background()); len(h) != 1 {
		t.Errorf("%d batches, want 1: one that changed nothing is not kept", len(h))
	}
}

func TestNewVersionKeepsWhatDidNotChange(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	wantOutline(t, m, `
1 aligned | Başlıq | Заголовок
2 aligned | Bir. | Один.
3 aligned | İki. | Два.
4 aligned | Üç. | Три.
`)
	do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 2, 3) })
	do(t, m, "edit", func(ctx context.Context, b *Batch) error {
		return b.Edit(ctx, 4, []Variant{{Lang: "az", Text: "Üç."}, {Lang: "ru", Text: "Трое."}})
	})
	before := dump(t, m)
	// The second and the third sentence go, a new one comes first; the edited one moves.
	state, res := addDocs(t, m, doc("az", "/x/n.az.txt", "Başlıq", "Yeni.", "Üç."), doc("ru", "/x/n.ru.txt", "Заголовок", "Новое.", "Три."))
	if state != StoryChanged || res != (StoryResult{ID: 1, Added: 1, Kept: 2, Outdated: 2}) {
		t.Errorf("%s, %+v", state, res)
	}
	wantOutline(t, m, `
1 aligned | Başlıq | Заголовок
2 outdated | Bir. | Один.
5 aligned | Yeni. | Новое.
3 outdated | İki. | Два.
4 aligned | Üç. | Трое.
`)
	after := dump(t, m)
	do(t, m, "undo", func(ctx context.Context, b *Batch) error {
		_, err := b.Undo(ctx, 4, false)
		return err
	})
	if got := dump(t, m); got != before {
		t.Error(diff(before, got))
	}
	do(t, m, "undo", func(ctx context.Context, b *Batch) error {
		_, err := b.Undo(ctx, 5, false)
		return err
	})
	if got := dump(t, m); got != after {
		t.Error(diff(after, got))
	}
	// The old version comes back: outdated units are what they were.
	if state, res := addDocs(t, m, azDoc, ruDoc); state != StoryChanged || res.Kept != 4 || res.Removed != 1 {
		t.Errorf("%s, %+v", state, res)
	}
	wantOutline(t, m, `
1 aligned | Başlıq | Заголовок
2 approved | Bir. | Один.
3 approved | İki. | Два.
4 aligned | Üç. | Трое.
`)
}

func TestStoryGainsALanguage(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 2) })
	k, err := m.FindStory(context.Background(), []Document{azDoc, enDoc})
	if err != nil || k.State != StoryChanged || len(k.Docs) != 3 || k.Docs[1].Lang != "ru" || len(k.Docs[1].Segments) != 4 || k.Units != 4 {
		t.Fatalf("%+v, %v", k, err)
	}
	if _, res := addDocs(t, m, azDoc, enDoc); res.Kept != 4 || res.Added != 0 {
		t.Errorf("%+v", res)
	}
	wantOutline(t, m, `
1 aligned | Başlıq | Заголовок | Headline
2 approved | Bir. | Один. | One.
3 aligned | İki. | Два. | Two.
4 aligned | Üç. | Три. | Three.
`)
	if state, _ := addDocs(t, m, azDoc, ruDoc, enDoc); state != StoryUnchanged {
		t.Errorf("state %s", state)
	}
}

func TestOtherTranslationIsAnotherStory(t *testing.T) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	state, _ := addDocs(t, m, azDoc, doc("ru", "/y/other.ru.txt", "Другой", "Раз."))
	if state != StoryNew {
		t.Errorf("state %s, want new: the first translation must not be lost", state)
	}
	if n := len(units(t, m, Filter{})); n != 6 {
		t.Errorf("%d units, want 6", n)
	}
}

func TestEverySegmentIsKept(t *testing.T) {
	m := create(t)
	do(t, m, "add", func(ctx context.Context, b *Batch) error {
		_, err := b.AddStory(ctx, Story{Name: "n", Docs: []Document{azDoc, ruDoc}, Beads: []Bead{
			{Ranges: map[string]Range{"az": {1, 3}, "ru": {1, 2}}, Confidence: 0.5},
			{Ranges: map[string]Range{"az": {3, 4}}, Confidence: 0.5}, // one language: no unit
		}})
		return err
	})
	wantOutline(t, m, "1 aligned | Bir. İki. | Один.\n")
	s, err := m.Stats(context.Background())
	if err != nil || s.Segments["az"] != 4 || s.Segments["ru"] != 4 || s.Units != 1 || s.Documents != 2 || s.Stories != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	u, err := m.Unit(context.Background(), 1)
	want := Source{Document: 1, Path: "/x/n.az.txt", Headline: "Başlıq", Date: "2024-10-03", First: 1, End: 3}
	if err != nil || u.Variants[0].Source != want {
		t.Errorf("%+v, %v", u.Variants[0].Source, err)
	}
}

func TestAddStoryRefusesBadRanges(t *testing.T) {
	for _, r := range []Range{{-1, 1}, {2, 1}, {0, 5}} {
		m := create(t)
		b, err := m.Begin(context.Background(), "add", "")
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.AddStory(context.Background(), Story{Docs: []Document{azDoc, ruDoc}, Beads: []Bead{{Ranges: map[string]Range{"az": r, "ru": {0, 1}}}}})
		if err == nil {
			t.Errorf("range %v was taken", r)
		}
		b.Rollback()
	}
}

// TestRepeatedLines takes time linear in the number of lines, though all are alike.
func TestRepeatedLines(t *testing.T) {
	m := create(t)
	line := func(n int, text string) []string { return slices.Repeat([]string{text}, n) }
	addDocs(t, m, doc("az", "/r.az", line(90, "Bəli.")...), doc("ru", "/r.ru", line(90, "Да.")...))
	_, res := addDocs(t, m, doc("az", "/r.az", line(80, "Bəli.")...), doc("ru", "/r.ru", line(80, "Да.")...))
	if res.Kept != 80 || res.Removed != 10 {
		t.Errorf("%+v", res)
	}
}

func TestUndoNamesLaterBatch(t *testing.T) {
	m := create(t)
	ctx := context.Background()
	empty := dump(t, m)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "approve", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Approved, 2) })
	put(t, m, pair("Başqa.", "Другое."))
	b, err := m.Begin(ctx, "undo", "1")
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Undo(ctx, 1, false)
	var later *LaterError
	if !errors.As(err, &later) || len(later.Later) != 1 || later.Later[0].ID != 2 {
		t.Errorf("error %v, want batch 2 named", err)
	}
	taken, err := b.Undo(ctx, 1, true)
	if err != nil || !slices.Equal(taken, []int64{2, 1}) {
		t.Errorf("taken back: %v, %v; want 2 and 1", taken, err)
	}
	info, err := b.Commit(ctx)
	if err != nil || info.Removed != 4 {
		t.Errorf("%+v, %v", info, err)
	}
	wantOutline(t, m, "5 approved | Başqa. | Другое.\n")
	h, _ := m.History(ctx)
	if len(h) != 4 || h[0].Kind != "undo" || !slices.Equal(h[0].Undoes, []int64{1, 2}) || h[3].UndoneBy != 4 || h[2].UndoneBy != 4 {
		t.Errorf("history %+v", h)
	}
	do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, 3, false); return err })
	if got := dump(t, m); got != empty {
		t.Error(diff(empty, got))
	}
	b, _ = m.Begin(ctx, "undo", "99")
	defer b.Rollback()
	if _, err := b.Undo(ctx, 99, false); !errors.Is(err, ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	if _, err := b.Undo(ctx, 1, false); err == nil || !strings.Contains(err.Error(), "batch 4") {
		t.Errorf("error %v, want that batch 4 took it back", err)
	}
}
