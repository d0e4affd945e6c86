package tm

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"aztm/corpus/words"
)

// lawWords has words that share match keys, differ by diacritics, and are numbers.
var lawWords = map[string][]string{
	"az": {"nazirlik", "nazirliyinin", "Nazirlik", "şəhər", "seher", "səhər", "yeni", "2024", "15", "3,5", "iclas", "iclasda", "bu", "və", "ABŞ-ın", "prezident", "kitab", "kitabı"},
	"ru": {"министерство", "министерства", "город", "города", "новый", "2024", "15", "3,5", "ещё", "еще", "в", "и", "президент", "книга", "книгу"},
	"en": {"ministry", "Ministry", "ministries", "city", "cities", "new", "2024", "15", "3.5", "the", "of", "president", "book", "books"},
}

type world struct {
	t *testing.T
	m *Memory
	r *rand.Rand
}

func (w world) text(lang string) string {
	v := lawWords[lang]
	n := 1 + w.r.IntN(9)
	if w.r.IntN(20) == 0 {
		n = 30 + w.r.IntN(30)
	}
	words := make([]string, n)
	for i := range words {
		// rank by rank rarer, as in texts
		words[i] = v[min(w.r.IntN(len(v)), w.r.IntN(len(v)))]
	}
	return strings.Join(words, [...]string{" ", ", "}[w.r.IntN(2)]) + [...]string{".", "", " —", "!"}[w.r.IntN(4)]
}

func (w world) unit() Unit {
	var u Unit
	for _, lang := range []string{"az", "ru", "en-GB", "az-AZ"} {
		if w.r.IntN(3) > 0 || lang == "az" {
			u.Variants = append(u.Variants, Variant{Lang: lang, Text: w.text(Base(lang))})
		}
	}
	if w.r.IntN(30) == 0 {
		u.Variants[0].Text = "…"
	}
	if w.r.IntN(3) == 0 {
		u.TUID = fmt.Sprintf("u%d", w.r.IntN(30))
	}
	return u
}

func (w world) someUnits(ctx context.Context, n int) []int64 {
	var ids []int64
	for u, err := range w.m.Units(ctx, Filter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		ids = append(ids, u.ID)
	}
	w.r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids[:min(n, len(ids))]
}

// step runs a random batch.
func (w world) step() {
	some := w.someUnits(context.Background(), 1+w.r.IntN(5))
	kind := [...]string{"import", "import", "put", "forget", "edit", "approve", "reject", "story", "realign", "undo"}[w.r.IntN(10)]
	do(w.t, w.m, kind, func(ctx context.Context, b *Batch) error {
		switch kind {
		case "import":
			for range 1 + w.r.IntN(12) {
				if _, err := b.Import(ctx, w.unit()); err != nil {
					return err
				}
			}
		case "put":
			_, err := b.Put(ctx, w.unit())
			return err
		case "forget":
			return b.Forget(ctx, some...)
		case "edit":
			for _, id := range some {
				if err := b.Edit(ctx, id, w.unit().Variants); err != nil {
					return err
				}
			}
		case "approve":
			return b.SetStatus(ctx, Approved, some...)
		case "reject":
			return b.SetStatus(ctx, Rejected, some...)
		case "story":
			return w.story(ctx, b)
		case "realign":
			return w.realign(ctx, b)
		case "undo":
			return w.undo(ctx, b)
		}
		return nil
	})
}

func (w world) undo(ctx context.Context, b *Batch) error {
	h, err := w.m.History(ctx)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(h, func(i BatchInfo) bool { return i.UndoneBy != 0 })
	if len(open) == 0 {
		return nil
	}
	i := open[min(w.r.IntN(len(open)), w.r.IntN(len(open)))]
	_, err = b.Undo(ctx, i.ID, w.r.IntN(2) == 0)
	var later *LaterError
	if errors.As(err, &later) {
		return nil
	}
	return err
}

func (w world) story(ctx context.Context, b *Batch) error {
	n := w.r.IntN(4)
	var docs []Document
	for _, lang := range []string{"az", "ru", "en"} {
		if w.r.IntN(4) == 0 {
			continue
		}
		d := Document{Lang: lang, Path: fmt.Sprintf("/n%d.%s.txt", n, lang), Digest: fmt.Sprint(w.r.IntN(3), n)}
		text := rand.New(rand.NewPCG(uint64(len(d.Digest)), uint64(n)))
		for range 5 {
			d.Segments = append(d.Segments, Segment{Text: world{r: text}.text(lang)})
		}
		if w.r.IntN(2) == 0 {
			d.Segments[w.r.IntN(5)].Text = w.text(lang)
		}
		docs = append(docs, d)
	}
	k, err := b.FindStory(ctx, docs)
	if err != nil || k.State == StoryUnchanged {
		return err
	}
	s := Story{ID: k.ID, Name: fmt.Sprintf("n%d", n), Docs: k.Docs}
	for i := range 5 {
		bead := Bead{Ranges: map[string]Range{}, Confidence: 0.9}
		for _, d := range k.Docs {
			bead.Ranges[d.Lang] = Range{i, i + 1}
		}
		s.Beads = append(s.Beads, bead)
	}
	_, err = b.AddStory(ctx, s)
	return err
}

// realign changes some rows of a story. What would cut an edited text, or lose one, is refused.
func (w world) realign(ctx context.Context, b *Batch) error {
	ids, err := b.ids(ctx, `SELECT id FROM story`)
	if err != nil || len(ids) == 0 {
		return err
	}
	s, err := w.m.StoredStory(ctx, ids[w.r.IntN(len(ids))])
	if err != nil || len(s.Rows) == 0 {
		return err
	}
	first := w.r.IntN(len(s.Rows))
	last := min(first+1+w.r.IntN(3), len(s.Rows))
	err = b.Realign(ctx, s, first, last, anyChange(w.r, s.Rows[first:last]))
	if err != nil && b.failed == nil {
		return nil
	}
	return err
}

// ask compares the index's answer with that of reading every unit.
func (w world) ask() {
	ctx := context.Background()
	lang := [...]string{"az", "ru", "en"}[w.r.IntN(3)]
	q := Query{Text: w.text(lang), From: lang, Limit: -1, Min: [...]int{50, 55, 60, 67, 70, 75, 90, 98, 99, 100, 101}[w.r.IntN(11)]}
	if w.r.IntN(2) == 0 {
		if ids := w.someUnits(ctx, 1); len(ids) > 0 {
			u, err := w.m.Unit(ctx, ids[0])
			if err != nil {
				w.t.Fatal(err)
			}
			v := u.Variants[w.r.IntN(len(u.Variants))]
			q.Text, q.From = v.Text, v.Lang
		}
	}
	if w.r.IntN(4) == 0 {
		q.Neighbours = &Neighbours{}
	}
	fast, err := w.m.Lookup(ctx, q)
	if err != nil {
		w.t.Fatal(err)
	}
	q.Exhaustive = true
	slow, err := w.m.Lookup(ctx, q)
	if err != nil {
		w.t.Fatal(err)
	}
	if !reflect.DeepEqual(fast, slow) {
		w.t.Errorf("query %+v: the index gives %d matches, reading every unit %d\n%+v\n%+v", q, len(fast), len(slow), fast, slow)
	}
}

// A sought is a search that a plain reader can answer too: words of one language that stand in one text, in any form.
type sought struct {
	lang, word, other, not, prefix string // "" for what is not asked
	phrase                         bool   // word and other stand one after the other
}

func (w world) sought() sought {
	s := sought{lang: [...]string{"az", "ru", "en"}[w.r.IntN(3)], phrase: w.r.IntN(2) == 0}
	word := func() string { return lawWords[s.lang][w.r.IntN(len(lawWords[s.lang]))] }
	s.word, s.other = word(), word()
	if w.r.IntN(3) == 0 {
		s.not = word()
	}
	if r := []rune(word()); w.r.IntN(3) == 0 {
		s.prefix = string(r[:1+w.r.IntN(len(r))])
	}
	return s
}

func (s sought) query() string {
	q := s.word + " " + s.other
	if s.phrase {
		q = `"` + q + `"`
	}
	if s.not != "" {
		q += " -" + s.not
	}
	if s.prefix != "" {
		q += " " + s.prefix + "*"
	}
	return s.lang + ":" + q
}

// finds answers by reading the texts of a unit.
func (s sought) finds(u Unit) bool {
	found := false
	for _, v := range u.Variants {
		if Base(v.Lang) != s.lang {
			continue
		}
		tokens := words.Tokens(s.lang, v.Text)
		at := func(word string) (places []int) {
			asked := words.Tokens(s.lang, word)[0]
			for i, k := range tokens {
				if k.Key == asked.Key && (k.Kind != words.Number || core(k.Loose) == core(asked.Loose)) {
					places = append(places, i)
				}
			}
			return places
		}
		if s.not != "" && len(at(s.not)) > 0 {
			return false
		}
		first, second := at(s.word), at(s.other)
		ok := len(first) > 0 && len(second) > 0
		if s.phrase {
			ok = slices.ContainsFunc(first, func(i int) bool { return slices.Contains(second, i+1) })
		}
		if s.prefix != "" {
			start := words.Tokens(s.lang, s.prefix)[0].Loose
			ok = ok && slices.ContainsFunc(tokens, func(k words.Token) bool { return strings.HasPrefix(k.Loose, start) })
		}
		found = found || ok
	}
	return found && u.Status != Rejected
}

// seek compares what a search finds with what a reader of every unit finds.
func (w world) seek() {
	s := w.sought()
	r, err := w.m.Search(context.Background(), Search{Query: s.query(), Limit: -1})
	if err != nil {
		w.t.Fatalf("%s: %v", s.query(), err)
	}
	var got, want []int64
	for _, f := range r.Units {
		got = append(got, f.Unit.ID)
	}
	for u, err := range w.m.Units(context.Background(), Filter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		if s.finds(u) {
			want = append(want, u.ID)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) || r.Total != len(want) {
		w.t.Errorf("search %s: the index finds %v, reading every unit %v", s.query(), got, want)
	}
}

// gathering makes a memory whose batches write their index when they gathered enough, or for odd seeds at every few units.
func gathering(t testing.TB, seed uint64) *Memory {
	o := Options{Create: true}
	if seed%2 == 1 {
		o.gather = 300
	}
	return open(t, filepath.Join(t.TempDir(), "memory.db"), o)
}

// TestBatchOfManyFlushes stores more than a batch gathers at a time, into a memory that held nothing.
func TestBatchOfManyFlushes(t *testing.T) {
	m := open(t, filepath.Join(t.TempDir(), "memory.db"), Options{Create: true, gather: 2000})
	do(t, m, "import", func(ctx context.Context, b *Batch) error {
		for i := range 300 {
			az := fmt.Sprintf("Söz%d yeni sözdür, %d-ci söz və Söz%d.", i%7, i%11, i%3)
			if _, err := b.Import(ctx, Unit{TUID: fmt.Sprint("u", i%290), Variants: []Variant{{Lang: "az", Text: az}, {Lang: "az", Text: "Sözün sonu."}, {Lang: "ru", Text: fmt.Sprint("Слово ", i)}}}); err != nil {
				return err
			}
		}
		return nil
	})
	compareAnew(t, m)
	if f, err := m.Doctor(context.Background()); err != nil || len(f) > 0 {
		t.Errorf("%v, %v", f, err)
	}
}

// seeds are the worlds of a law: few in a short run.
func seeds() uint64 {
	if testing.Short() {
		return 2
	}
	return 6
}

// TestIndexEqualsScan is the law of the index: after any operations, lookups and searches give the answer of reading every unit.
func TestIndexEqualsScan(t *testing.T) {
	for seed := range seeds() {
		w := world{t, gathering(t, seed), rand.New(rand.NewPCG(seed, 1))}
		for range 40 {
			w.step()
			for range 5 {
				w.ask()
			}
			for range 2 {
				w.seek()
			}
		}
		compareAnew(t, w.m)
		checkSound(t, w.m)
	}
}

// TestIndexAfterManyChanges is the same law for long lists: as many units as AZTM_LAW says, or few, go and as many come, of twenty times as many, and as many
// queries a language are asked, before and after. What reading every unit finds at 50 is what it finds at any threshold above.
func TestIndexAfterManyChanges(t *testing.T) {
	skipShort(t)
	n := amount(t, "AZTM_LAW", 15)
	list := benchUnits(21 * n)
	w := world{t, create(t), rand.New(rand.NewPCG(1, 3))}
	w.importAll(list[:20*n])
	w.askMany(n, list)
	before := w.history()[0].ID
	for range 10 {
		gone := w.someUnits(context.Background(), n/10+1)
		do(t, w.m, "forget", func(ctx context.Context, b *Batch) error { return b.Forget(ctx, gone...) })
	}
	for part := range slices.Chunk(list[20*n:], n/10+1) {
		w.importAll(part)
	}
	w.askMany(n, list)
	compareAnew(t, w.m)
	w.undoTo(before)
	w.askMany(n, list)
	compareAnew(t, w.m)
}

func (w world) importAll(list []Unit) {
	do(w.t, w.m, "import", func(ctx context.Context, b *Batch) error {
		for _, u := range list {
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return nil
	})
}

// askMany looks up n texts a language that are near those of some units, at four thresholds each.
func (w world) askMany(n int, list []Unit) {
	found := 0
	for i := range 3 * n {
		v := list[w.r.IntN(len(list))].Variants[i%3]
		q := Query{Text: w.near(v.Text), From: v.Lang, Limit: -1, Min: 50, Exhaustive: true}
		all, err := w.m.Lookup(context.Background(), q)
		if err != nil {
			w.t.Fatal(err)
		}
		q.Exhaustive = false
		for _, q.Min = range []int{50, 60, 75, 90} {
			fast, err := w.m.Lookup(context.Background(), q)
			if err != nil {
				w.t.Fatal(err)
			}
			all = slices.DeleteFunc(all, func(x Match) bool { return x.Score < q.Min })
			if len(fast)+len(all) > 0 && !reflect.DeepEqual(fast, all) {
				w.t.Errorf("query %+v: the index gives %d matches, reading every unit %d", q, len(fast), len(all))
			}
			found += len(fast)
		}
	}
	w.t.Logf("%d queries, %d matches", 12*n, found)
	if found < n {
		w.t.Error("too few matches to say anything")
	}
}

// near changes a word or two of a text.
func (w world) near(text string) string {
	words := strings.Fields(text)
	for range w.r.IntN(4) {
		i := w.r.IntN(len(words))
		switch w.r.IntN(3) {
		case 0:
			words = slices.Insert(words, i, "yeni")
		case 1:
			words[i] = words[w.r.IntN(len(words))]
		default:
			if len(words) > 1 {
				words = slices.Delete(words, i, i+1)
			}
		}
	}
	return strings.Join(words, " ")
}

// TestUndoIsExact takes back whole histories: the memory is what it was, and with the undo undone what it was then.
func TestUndoIsExact(t *testing.T) {
	for seed := range seeds() {
		w := world{t, gathering(t, seed), rand.New(rand.NewPCG(seed, 2))}
		for range 10 {
			w.step()
		}
		before := dump(t, w.m)
		last := w.history()[0].ID
		for range 8 {
			w.step()
		}
		after := dump(t, w.m)
		undos := w.undoTo(last)
		if got := dump(t, w.m); got != before {
			t.Fatalf("seed %d: undone, the memory differs from what it was: %s", seed, diff(before, got))
		}
		compareAnew(t, w.m)
		for _, id := range slices.Backward(undos) {
			do(t, w.m, "undo", func(ctx context.Context, b *Batch) error {
				_, err := b.Undo(ctx, id, false)
				return err
			})
		}
		if got := dump(t, w.m); got != after {
			t.Fatalf("seed %d: done again, the memory differs from what it was: %s", seed, diff(after, got))
		}
	}
}

// undoTo takes back every batch after one, newest first, and returns the undos. A batch that was taken back stands again once
// its undo is taken back.
func (w world) undoTo(id int64) []int64 {
	last := w.history()[0].ID
	var undos []int64
	for n := last; n > id; n-- {
		h := w.history()
		i := slices.IndexFunc(h, func(i BatchInfo) bool { return i.ID == n })
		if i < 0 || h[i].UndoneBy != 0 {
			continue
		}
		now := do(w.t, w.m, "undo", func(ctx context.Context, b *Batch) error {
			_, err := b.Undo(ctx, n, false)
			return err
		})
		undos = append(undos, now.ID)
	}
	return undos
}

func (w world) history() []BatchInfo {
	h, err := w.m.History(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}
