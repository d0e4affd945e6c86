package tm

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"aztm/corpus/words"
)

// A search is answered from the posting lists alone: they say which form of a word stands where. Texts are read for the page that is
// shown, so that a word of a hundred thousand units costs no more than its list.

// A spot is where a word that was asked for stands in a unit.
type spot struct {
	unit int64
	at   int64 // place of the token, times 4, plus how far the form is from what was typed
}

const spotShift = 2

func (s spot) token() int64   { return s.at >> spotShift }
func (s spot) variant() int64 { return s.at >> (spotShift + placeBits) }
func (s spot) far() int       { return int(s.at & (1<<spotShift - 1)) }

func compareSpots(a, b spot) int { return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.at, b.at)) }

// A graded term is one under which a word stands, and how far each of its forms is from what was typed.
type graded struct {
	term
	far  map[int]int // by number of the form
	rest int         // of all other forms; noMatch for those that do not count
}

// rank returns the units that match, best first.
func (f *finder) rank(ctx context.Context) ([]int64, error) {
	langs, err := indexedLangs(ctx, f.tx)
	if err != nil {
		return nil, err
	}
	var found []unitNear
	first := true
	for _, c := range f.clauses {
		if len(c.want) == 0 {
			continue
		}
		some, err := f.clauseUnits(ctx, c, langs)
		if err != nil {
			return nil, err
		}
		if !first {
			some = both(found, some)
		}
		if found, first = some, false; len(found) == 0 {
			return nil, nil
		}
	}
	if found, err = f.without(ctx, found, langs); err != nil {
		return nil, err
	}
	approved, err := f.withStatus(ctx, Approved)
	if err != nil {
		return nil, err
	}
	return f.best(found, approved), nil
}

// A unitNear is a unit and how near it is.
type unitNear struct {
	unit int64
	nearness
}

// best sorts units, best first: as many as the page needs and, unsorted, the others.
func (f *finder) best(found []unitNear, approved []int64) []int64 {
	list := make([]ranked, len(found))
	for i, u := range found {
		for len(approved) > 0 && approved[0] < u.unit {
			approved = approved[1:]
		}
		list[i] = ranked{u.unit, u.far, u.span, len(approved) > 0 && approved[0] == u.unit}
	}
	if n := f.search.Offset + f.search.Limit; f.search.Limit >= 0 && n < len(list)/8 {
		list = partition(list, n)
	} else {
		slices.SortFunc(list, compareRanked)
	}
	ids := make([]int64, len(list))
	for i, r := range list {
		ids[i] = r.unit
	}
	return ids
}

func compareRanked(a, b ranked) int {
	return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.span, b.span), compareBool(a.approved, b.approved), cmp.Compare(b.unit, a.unit))
}

// partition brings the n best to the front, sorted.
func partition(list []ranked, n int) []ranked {
	top := slices.Clone(list[:n])
	slices.SortFunc(top, compareRanked)
	rest := make([]ranked, 0, len(list))
	for _, r := range list[n:] {
		if n == 0 || compareRanked(r, top[n-1]) > 0 {
			rest = append(rest, r)
			continue
		}
		i, _ := slices.BinarySearchFunc(top, r, compareRanked)
		rest = append(rest, top[n-1])
		copy(top[i+1:], top[i:n-1])
		top[i] = r
	}
	return append(top, rest...)
}

// both keeps the units that stand in both sorted lists; what they are apart adds up.
func both(a, b []unitNear) []unitNear {
	var out []unitNear
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].unit < b[0].unit:
			a = a[1:]
		case a[0].unit > b[0].unit:
			b = b[1:]
		default:
			out = append(out, unitNear{a[0].unit, nearness{a[0].far + b[0].far, a[0].span + b[0].span}})
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// nearest keeps of each unit in a list sorted by unit the nearest.
func nearest(list []unitNear) []unitNear {
	slices.SortFunc(list, func(a, b unitNear) int { return cmp.Or(cmp.Compare(a.unit, b.unit), a.compare(b.nearness)) })
	return slices.CompactFunc(list, func(a, b unitNear) bool { return a.unit == b.unit })
}

// clauseUnits returns the units that hold all words of a clause in one variant, sorted.
func (f *finder) clauseUnits(ctx context.Context, c clause, langs []string) ([]unitNear, error) {
	var found []unitNear
	lists := 0
	for _, lang := range langs {
		if c.lang != "" && c.lang != lang || !f.wants(lang) {
			continue
		}
		some, err := f.itemUnits(ctx, c.want, lang)
		if err != nil {
			return nil, err
		}
		if len(some) > 0 {
			found = append(found, some...)
			lists++
		}
	}
	if lists > 1 {
		found = nearest(found)
	}
	return found, nil
}

// without drops the units that were rejected and those that hold what no clause wants.
func (f *finder) without(ctx context.Context, found []unitNear, langs []string) ([]unitNear, error) {
	gone, err := f.withStatus(ctx, Rejected)
	if err != nil {
		return nil, err
	}
	for _, c := range f.clauses {
		for _, it := range c.not {
			for _, lang := range langs {
				if c.lang != "" && c.lang != lang {
					continue
				}
				some, err := f.itemUnits(ctx, []item{it}, lang)
				if err != nil {
					return nil, err
				}
				for _, u := range some {
					gone = append(gone, u.unit)
				}
			}
		}
	}
	if len(gone) == 0 {
		return found, nil
	}
	slices.Sort(gone)
	return slices.DeleteFunc(found, func(u unitNear) bool {
		_, out := slices.BinarySearch(gone, u.unit)
		return out
	}), nil
}

// withStatus returns the units with a status that the index keeps, sorted.
func (f *finder) withStatus(ctx context.Context, s Status) ([]int64, error) {
	t, err := findTerm(ctx, f.tx, noLang, string(s))
	if err != nil || t.df == 0 {
		return nil, err
	}
	return unitsWith(ctx, f.tx, t.id)
}

// A wordSpots is a word of an item, and where it stands.
type wordSpots struct {
	terms []graded
	size  int64
	spots []spot
}

// itemUnits returns the units that hold all items in one variant in a language, sorted.
func (f *finder) itemUnits(ctx context.Context, items []item, lang string) ([]unitNear, error) {
	var all []*wordSpots
	var byItem [][]*wordSpots
	for _, it := range items {
		var list []*wordSpots
		for _, p := range it.patterns(lang) {
			w := &wordSpots{}
			var err error
			if w.terms, err = f.grade(ctx, p, lang); err != nil || len(w.terms) == 0 {
				return nil, err
			}
			for _, t := range w.terms {
				w.size += t.df
			}
			list = append(list, w)
		}
		if len(list) == 0 { // in this language it is no word
			return nil, nil
		}
		byItem, all = append(byItem, list), append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b *wordSpots) int { return cmp.Compare(a.size, b.size) })
	for i, w := range all {
		var within []spot
		if i > 0 {
			within = all[i-1].spots
		}
		var err error
		if w.spots, err = f.spots(ctx, w.terms, within, i > 0); err != nil || len(w.spots) == 0 {
			return nil, err
		}
	}
	return together(byItem, all[len(all)-1].spots), nil
}

// spots returns where terms stand, sorted; with narrow set only in the units of another sorted list.
func (f *finder) spots(ctx context.Context, terms []graded, within []spot, narrow bool) ([]spot, error) {
	var all [][]spot
	for _, t := range terms {
		some, err := f.termSpots(ctx, t, within, narrow)
		if err != nil {
			return nil, err
		}
		if len(some) > 0 {
			all = append(all, some)
		}
	}
	for len(all) > 1 { // merged two by two: each is sorted
		var next [][]spot
		for pair := range slices.Chunk(all, 2) {
			if len(pair) == 2 {
				pair[0] = mergeSpots(pair[0], pair[1])
			}
			next = append(next, pair[0])
		}
		all = next
	}
	if len(all) == 0 {
		return nil, nil
	}
	return all[0], nil
}

func mergeSpots(a, b []spot) []spot {
	out := make([]spot, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compareSpots(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// termSpots returns where the forms of a term stand.
func (f *finder) termSpots(ctx context.Context, t graded, within []spot, narrow bool) ([]spot, error) {
	rows, err := f.tx.QueryContext(ctx, `SELECT first, ids, places FROM posting WHERE term = ? ORDER BY first`, t.id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []spot
	var l postings
	for rows.Next() {
		var first int64
		var ids, places sql.RawBytes
		if err := rows.Scan(&first, &ids, &places); err != nil {
			return nil, err
		}
		l.units, l.ends, l.places = l.units[:0], l.ends[:0], l.places[:0]
		if err := l.decode(first, ids, places); err != nil {
			return nil, err
		}
		for i, u := range l.units {
			if narrow {
				for len(within) > 0 && within[0].unit < u {
					within = within[1:]
				}
				if len(within) == 0 {
					return out, nil
				}
				if within[0].unit != u {
					continue
				}
			}
			for _, p := range l.of(i) {
				far, ok := t.far[p.form]
				if !ok {
					far = t.rest
				}
				if far < noMatch {
					out = append(out, spot{u, int64(p.at)<<spotShift | int64(far)})
				}
			}
		}
	}
	return out, rows.Err()
}

// grade returns the terms under which a word may stand.
func (f *finder) grade(ctx context.Context, p pattern, lang string) ([]graded, error) {
	if p.prefix {
		return f.gradePrefix(ctx, p, lang)
	}
	key := p.Key
	if p.Kind == words.Number {
		key = numberTerm(p.Loose)
	}
	t, err := findTerm(ctx, f.tx, lang, key)
	if err != nil || t.df == 0 {
		return nil, err
	}
	g := graded{t, map[int]int{}, sameWord}
	if f.search.ExactLetters {
		g.rest = noMatch
	}
	rows, err := f.tx.QueryContext(ctx, `SELECT iif(form = '', loose, form), n FROM form WHERE lang = ? AND loose = ?`, lang, p.Loose)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var form string
		var n int
		if err := rows.Scan(&form, &n); err != nil {
			return nil, err
		}
		switch {
		case form == p.lower:
			g.far[n] = sameForm
		case !f.search.ExactLetters:
			g.far[n] = sameLoose
		}
	}
	return []graded{g}, rows.Err()
}

// gradePrefix returns the terms of the words that begin with a prefix.
func (f *finder) gradePrefix(ctx context.Context, p pattern, lang string) ([]graded, error) {
	rows, err := f.tx.QueryContext(ctx, `SELECT iif(form = '', loose, form), term, n, uses FROM form
		WHERE lang = ?1 AND loose >= ?2 AND loose < ?2 || char(1114111)`, lang, p.Loose)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	at := map[int64]int{}
	var list []graded
	for rows.Next() {
		var form string
		var id, uses int64
		var n int
		if err := rows.Scan(&form, &id, &n, &uses); err != nil {
			return nil, err
		}
		far := sameLoose
		if strings.HasPrefix(form, p.lower) {
			far = sameForm
		} else if f.search.ExactLetters {
			continue
		}
		i, ok := at[id]
		if !ok {
			i, at[id] = len(list), len(list)
			list = append(list, graded{term{id: id}, map[int]int{}, noMatch})
		}
		list[i].far[n] = far
		list[i].df += uses
	}
	return list, rows.Err()
}

// together returns the units among those of last in which all items stand in one variant, and how near to each other.
func together(items [][]*wordSpots, last []spot) []unitNear {
	var out []unitNear
	single := len(items) == 1 && len(items[0]) == 1
	for len(last) > 0 {
		unit := last[0].unit
		n := 1
		for n < len(last) && last[n].unit == unit {
			n++
		}
		if single {
			far := noMatch
			for _, s := range last[:n] {
				far = min(far, s.far())
			}
			out = append(out, unitNear{unit, nearness{far, 1}})
		} else if near, ok := unitNearness(items, unit); ok {
			out = append(out, unitNear{unit, near})
		}
		last = last[n:]
	}
	return out
}

// unitNearness is how near all items stand in the best variant of a unit. It moves the lists on to the unit.
func unitNearness(items [][]*wordSpots, unit int64) (best nearness, ok bool) {
	lists := make([][][]spot, len(items))
	for i, it := range items {
		for _, w := range it {
			lists[i] = append(lists[i], w.in(unit))
		}
	}
	for variant := int64(0); ; {
		near, found := variantNearness(lists, variant)
		if found && (!ok || near.compare(best) < 0) {
			best, ok = near, true
		}
		next := int64(-1)
		for _, s := range lists[0][0] {
			if s.variant() > variant {
				next = s.variant()
				break
			}
		}
		if next < 0 {
			return best, ok
		}
		variant = next
	}
}

// in returns the spots of a unit; those before it are dropped.
func (w *wordSpots) in(unit int64) []spot {
	i, _ := slices.BinarySearchFunc(w.spots[:min(len(w.spots), 8)], unit, func(s spot, u int64) int { return cmp.Compare(s.unit, u) })
	if i == 8 {
		i, _ = slices.BinarySearchFunc(w.spots, unit, func(s spot, u int64) int { return cmp.Compare(s.unit, u) })
	}
	w.spots = w.spots[i:]
	n := 0
	for n < len(w.spots) && w.spots[n].unit == unit {
		n++
	}
	return w.spots[:n]
}

// variantNearness is how near all items stand in one variant.
func variantNearness(lists [][][]spot, variant int64) (nearness, bool) {
	var near nearness
	var all [][]occurrence
	for _, phrase := range lists {
		found := phraseIn(phrase, variant)
		if len(found) == 0 {
			return near, false
		}
		far := found[0].far
		for _, o := range found {
			far = min(far, o.far)
		}
		near.far += far
		all = append(all, found)
	}
	near.span = narrowest(all)
	return near, true
}

// phraseIn finds the places of a phrase in a variant: each word directly behind the one before.
func phraseIn(phrase [][]spot, variant int64) []occurrence {
	var found []occurrence
	for _, s := range phrase[0] {
		if s.variant() != variant {
			continue
		}
		o := occurrence{int(s.token()), len(phrase), s.far()}
		whole := true
		for j, list := range phrase[1:] {
			i, _ := slices.BinarySearchFunc(list, s.token()+int64(j)+1, func(s spot, token int64) int { return cmp.Compare(s.token(), token) })
			if i == len(list) || list[i].token() != s.token()+int64(j)+1 {
				whole = false
				break
			}
			o.far += list[i].far()
		}
		if whole {
			found = append(found, o)
		}
	}
	return found
}
