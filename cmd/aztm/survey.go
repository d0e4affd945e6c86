package main

import (
	"cmp"
	"context"
	"hash/maphash"
	"iter"
	"slices"
	"strings"

	"aztm/tm"
)

// A survey is what must be known of the units of a file before the first is written.
type survey struct {
	units    int
	most     map[string]int  // how often a unit holds a tag at most
	sources  map[string]bool // tags of the source language
	source   string          // the one tag of them, "" for a file of all languages
	repeated []uint64        // hashes of the texts that stand in several units, sorted
	seed     maphash.Seed
}

// survey reads the units that a file of these languages would hold.
func (e *exporter) survey(ctx context.Context, langs []string) (*survey, error) {
	s := &survey{most: map[string]int{}, sources: map[string]bool{}, seed: maphash.MakeSeed()}
	var texts []uint64
	for u, err := range e.app.units(ctx, e.memory, e.filtered(langs), "export: counting") {
		if err != nil {
			return nil, err
		}
		u, ok := e.shape(u, langs)
		if !ok {
			continue
		}
		s.units++
		s.count(u, langs)
		if e.format.lastWins {
			texts = append(texts, s.hashes(u)...)
		}
	}
	if len(langs) > 0 {
		s.source = e.tags.to(langs[0])
		if len(s.sources) == 1 {
			for tag := range s.sources {
				s.source = tag
			}
		}
	}
	slices.Sort(texts)
	for i := 1; i < len(texts); i++ {
		if texts[i] == texts[i-1] && (len(s.repeated) == 0 || s.repeated[len(s.repeated)-1] != texts[i]) {
			s.repeated = append(s.repeated, texts[i])
		}
	}
	return s, nil
}

func (e *exporter) filtered(langs []string) tm.Filter {
	f := e.filter
	f.Langs = langs
	return f
}

func (s *survey) count(u tm.Unit, langs []string) {
	n := map[string]int{}
	for _, v := range u.Variants {
		n[v.Lang]++
		s.most[v.Lang] = max(s.most[v.Lang], n[v.Lang])
		if len(langs) > 0 && tm.Base(v.Lang) == tm.Base(langs[0]) {
			s.sources[v.Lang] = true
		}
	}
}

// hashes are those of the texts of a unit, each once.
func (s *survey) hashes(u tm.Unit) []uint64 {
	var list []uint64
	for _, v := range u.Variants {
		h := maphash.String(s.seed, tm.Base(v.Lang)+"\x00"+v.Text)
		if !slices.Contains(list, h) {
			list = append(list, h)
		}
	}
	return list
}

// repeats says whether a text of u stands in another unit too.
func (s *survey) repeats(u tm.Unit) bool {
	return slices.ContainsFunc(s.hashes(u), func(h uint64) bool {
		_, found := slices.BinarySearch(s.repeated, h)
		return found
	})
}

// bases lists the languages of the units: az, ru, en first.
func (s *survey) bases() []string {
	var list []string
	for tag := range s.most {
		if b := tm.Base(tag); !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	slices.SortFunc(list, compareTags)
	return list
}

// columns lists the tags of the units, each as often as one may hold it, in the order of langs, else az, ru, en first.
func (s *survey) columns(langs []string) []string {
	var list []string
	for tag, n := range s.most {
		list = append(list, slices.Repeat([]string{tag}, n)...)
	}
	place := func(tag string) int {
		return slices.IndexFunc(langs, func(l string) bool { return tm.Base(l) == tm.Base(tag) })
	}
	slices.SortFunc(list, func(x, y string) int { return cmp.Or(place(x)-place(y), compareTags(x, y)) })
	return list
}

// compareTags orders tags: az, ru, en, then others, by name.
func compareTags(x, y string) int {
	rank := func(tag string) int {
		if i := slices.Index(languages, tm.Base(tag)); i >= 0 {
			return i
		}
		return len(languages)
	}
	return cmp.Or(rank(x)-rank(y), strings.Compare(x, y))
}

// units yields the units of a file: in the order of the memory, but for those with repeated texts, which come last, the best at the end.
func (e *exporter) units(ctx context.Context, f exportFile, s *survey) iter.Seq2[tm.Unit, error] {
	return func(yield func(tm.Unit, error) bool) {
		var held []heldUnit
		for u, err := range e.app.units(ctx, e.memory, e.filtered(f.langs), "export "+f.name) {
			if err != nil {
				yield(u, err)
				return
			}
			shaped, ok := e.shape(u, f.langs)
			if !ok {
				continue
			}
			if len(s.repeated) > 0 && s.repeats(shaped) {
				held = append(held, heldUnit{u.ID, u.Status == tm.Approved, u.Changed.Unix()})
				continue
			}
			if !yield(sourced(shaped, f.langs, s.source), nil) {
				return
			}
		}
		e.yieldHeld(ctx, f, s, held, yield)
	}
}

// A heldUnit is a unit that waits for its place.
type heldUnit struct {
	id       int64
	approved bool
	changed  int64
}

func compareHeld(a, b heldUnit) int {
	if a.approved != b.approved {
		if b.approved {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.changed, b.changed), cmp.Compare(a.id, b.id))
}

// yieldHeld reads held units once more, some hundreds at a time, and yields them in order.
func (e *exporter) yieldHeld(ctx context.Context, f exportFile, s *survey, held []heldUnit, yield func(tm.Unit, error) bool) {
	slices.SortFunc(held, compareHeld)
	for part := range slices.Chunk(held, 500) {
		filter := tm.Filter{}
		for _, h := range part {
			filter.IDs = append(filter.IDs, h.id)
		}
		found := map[int64]tm.Unit{}
		for u, err := range e.memory.Units(ctx, filter) {
			if err != nil {
				yield(u, err)
				return
			}
			found[u.ID] = u
		}
		for _, h := range part {
			u, ok := e.shape(found[h.id], f.langs)
			if ok && !yield(sourced(u, f.langs, s.source), nil) {
				return
			}
		}
	}
}

// shape makes of a unit what a file of these languages holds of it, and says whether it holds it at all: a unit with a
// blank text is no translation.
func (e *exporter) shape(u tm.Unit, langs []string) (tm.Unit, bool) {
	u = only(u, langs)
	u.Variants = slices.Clone(u.Variants)
	for i := range u.Variants {
		v := &u.Variants[i]
		v.Lang = e.tags.to(v.Lang)
		if e.tool {
			v.Text, v.Markup = strings.TrimSpace(v.Text), strings.TrimSpace(v.Markup)
		}
		if (len(langs) > 0 || e.tool) && v.Markup == "" && strings.TrimSpace(v.Text) == "" {
			return u, false
		}
	}
	return u, len(u.Variants) > 0
}

// only drops the variants in other languages than langs; no langs keep all.
func only(u tm.Unit, langs []string) tm.Unit {
	if len(langs) == 0 {
		return u
	}
	var kept []tm.Variant
	for _, l := range langs {
		for _, v := range u.Variants {
			if tm.Base(v.Lang) == tm.Base(l) {
				kept = append(kept, v)
			}
		}
	}
	u.Variants = kept
	return u
}

// sourced gives a unit of a file with a source language its own srclang where it needs one, and takes off another.
func sourced(u tm.Unit, langs []string, source string) tm.Unit {
	if len(langs) == 0 {
		return u
	}
	attrs := slices.Clone(u.Attrs)
	u.Attrs = slices.DeleteFunc(attrs, func(f tm.Field) bool { return f.Name == "srclang" })
	if tag := u.Variants[0].Lang; tag != source {
		u.Attrs = append(u.Attrs, tm.Field{Name: "srclang", Value: tag})
	}
	return u
}
