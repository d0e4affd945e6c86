package tm

import (
	"cmp"
	"context"
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
	far  []int8 // by number of the form; unknown where it is one of the rest
	rest int    // of all other forms; noMatch for those that do not count
}

const unknown = -1

// set says how far a form is.
func (t *graded) set(form, far int) {
	for len(t.far) <= form {
		t.far = append(t.far, unknown)
	}
	t.far[form] = int8(far)
}

// rank returns the best units that match, and how many match.
func (f *finder) rank(ctx context.Context) ([]int64, int, error) {
	langs, err := indexedLangs(ctx, f.tx)
	if err != nil {
		return nil, 0, err
	}
	var found []unitNear
	first := true
	for _, c := range f.clauses {
		if len(c.want) == 0 {
			continue
		}
		some, err := f.clauseUnits(ctx, c, langs)
		if err != nil {
			return nil, 0, err
		}
		if !first {
			some = both(found, some)
		}
		if found, first = some, false; len(found) == 0 {
			return nil, 0, nil
		}
	}
	if found, err = f.without(ctx, found, langs); err != nil {
		return nil, 0, err
	}
	approved, err := f.withStatus(ctx, Approved)
	if err != nil {
		return nil, 0, err
	}
	ids, total := f.best(found, approved)
	return ids, total, nil
}

// A unitNear is a unit and how near it is.
type unitNear struct {
	unit int64
	nearness
}

// best returns the best units, as many as the page asks for, and how many there are.
func (f *finder) best(found []unitNear, approved []int64) ([]int64, int) {
	n := len(found)
	if f.search.Limit >= 0 {
		n = min(n, f.search.Offset+f.search.Limit)
	}
	top := make([]ranked, 0, n)
	for i := len(found) - 1; i >= 0 && n > 0; i-- { // from the last stored on: few of those before are better
		r := ranked{unitNear: found[i]}
		for len(approved) > 0 && approved[len(approved)-1] > r.unit {
			approved = approved[:len(approved)-1]
		}
		r.approved = len(approved) > 0 && approved[len(approved)-1] == r.unit
		if len(top) == n && compareRanked(r, top[n-1]) > 0 {
			continue
		}
		if len(top) == n {
			top = top[:n-1]
		}
		if n == len(found) { // all are wanted: sorted at the end
			top = append(top, r)
			continue
		}
		at, _ := slices.BinarySearchFunc(top, r, compareRanked)
		top = slices.Insert(top, at, r)
	}
	if n == len(found) {
		slices.SortFunc(top, compareRanked)
	}
	ids := make([]int64, len(top))
	for i, r := range top {
		ids[i] = r.unit
	}
	return ids, len(found)
}

// ranked is a unit found, with what orders it.
type ranked struct {
	unitNear
	approved bool
}

func compareRanked(a, b ranked) int {
	return cmp.Or(a.compare(b.nearness), compareBool(a.approved, b.approved), cmp.Compare(b.unit, a.unit))
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

// either merges two sorted lists; of a unit in both the nearer stands.
func either(a, b []unitNear) []unitNear {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := make([]unitNear, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].unit < b[0].unit:
			out, a = append(out, a[0]), a[1:]
		case a[0].unit > b[0].unit:
			out, b = append(out, b[0]), b[1:]
		default:
			if b[0].compare(a[0].nearness) < 0 {
				a[0] = b[0]
			}
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// clauseUnits returns the units that hold all words of a clause in one variant, sorted.
func (f *finder) clauseUnits(ctx context.Context, c clause, langs []string) ([]unitNear, error) {
	var found []unitNear
	for _, lang := range langs {
		if c.lang != "" && c.lang != lang || !f.wants(lang) {
			continue
		}
		some, err := f.itemUnits(ctx, c.want, lang)
		if err != nil {
			return nil, err
		}
		found = either(found, some)
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
	return unitsWith(ctx, f.tx, t)
}

// itemUnits returns the units that hold all items in one variant in a language, sorted.
func (f *finder) itemUnits(ctx context.Context, items []item, lang string) ([]unitNear, error) {
	var all []*cursor
	var byItem [][]*cursor
	for _, it := range items {
		var list []*cursor
		for _, p := range it.patterns(lang) {
			terms, err := f.grade(ctx, p, lang)
			if err != nil || len(terms) == 0 {
				return nil, err
			}
			list = append(list, &cursor{terms: terms})
		}
		if len(list) == 0 { // in this language it is no word
			return nil, nil
		}
		byItem, all = append(byItem, list), append(all, list...)
	}
	if len(all) == 1 && len(all[0].terms) == 1 {
		return f.termUnits(ctx, all[0].terms[0])
	}
	for _, c := range all {
		if err := c.open(ctx, f); err != nil {
			return nil, err
		}
		defer c.close()
	}
	return together(byItem, all)
}

// spots returns where terms stand, sorted.
func (f *finder) spots(ctx context.Context, terms []graded) ([]spot, error) {
	var all [][]spot
	for _, t := range terms {
		some, err := f.termSpots(ctx, t)
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
func (f *finder) termSpots(ctx context.Context, t graded) ([]spot, error) {
	out := make([]spot, 0, min(t.df, 1<<20))
	err := eachChunk(ctx, f.tx, t.id, func(c *chunkReader) (bool, error) {
		for c.next() {
			out = appendSpots(out, c, &t)
		}
		return true, c.err
	})
	return out, err
}

// appendSpots appends where the forms of a term stand in the unit that a reader has come to.
func appendSpots(out []spot, c *chunkReader, t *graded) []spot {
	for c.place() {
		if far := t.of(c.form); far < noMatch {
			out = append(out, spot{c.unit, int64(c.at)<<spotShift | int64(far)})
		}
	}
	return out
}

// termUnits returns the units in which the forms of a term stand.
func (f *finder) termUnits(ctx context.Context, t graded) ([]unitNear, error) {
	out := make([]unitNear, 0, min(t.df, 1<<20))
	err := eachChunk(ctx, f.tx, t.id, func(c *chunkReader) (bool, error) {
		for c.next() {
			far := noMatch
			for c.place() {
				far = min(far, t.of(c.form))
			}
			if far < noMatch {
				out = append(out, unitNear{c.unit, nearness{int32(far), 1}})
			}
		}
		return true, c.err
	})
	return out, err
}

// of is how far a form is from what was typed.
func (t graded) of(form int) int {
	if form < len(t.far) && t.far[form] != unknown {
		return int(t.far[form])
	}
	return t.rest
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
	g := graded{term: t, rest: sameWord}
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
			g.set(n, sameForm)
		case !f.search.ExactLetters:
			g.set(n, sameLoose)
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
			list = append(list, graded{term: term{id: id}, rest: noMatch})
		}
		list[i].set(n, far)
		list[i].df += uses
	}
	return list, rows.Err()
}

// together returns the units in which all items stand in one variant, and how near to each other. The cursors are those of the
// words of all items; the one with the fewest units leads.
func together(items [][]*cursor, all []*cursor) ([]unitNear, error) {
	slices.SortStableFunc(all, func(a, b *cursor) int { return cmp.Compare(a.size(), b.size()) })
	out := make([]unitNear, 0, min(all[0].size(), 1<<20))
	n := newNearer(items)
	for unit := int64(0); ; {
		agreed := true
		for i, c := range all {
			if more, err := c.advance(unit); err != nil || !more {
				return out, err
			}
			if c.unit > unit {
				if unit, agreed = c.unit, i == 0; !agreed {
					break
				}
			}
		}
		if !agreed {
			continue
		}
		if near, ok := n.unit(); ok {
			out = append(out, unitNear{unit, near})
		}
		unit++
	}
}

// A nearer says how near items stand in one unit after the other, with the same lists for all.
type nearer struct {
	items [][]*cursor
	lists [][][]spot     // of a unit, by item and word
	found [][]occurrence // of a variant, by item
}

func newNearer(items [][]*cursor) *nearer {
	n := &nearer{items: items, lists: make([][][]spot, len(items)), found: make([][]occurrence, len(items))}
	for i, it := range items {
		n.lists[i] = make([][]spot, len(it))
	}
	return n
}

// unit is how near all items stand in the best variant of the unit that the cursors have come to.
func (n *nearer) unit() (best nearness, ok bool) {
	for i, it := range n.items {
		for j, c := range it {
			n.lists[i][j] = c.places()
		}
	}
	for variant := int64(0); ; {
		near, found := n.variant(variant)
		if found && (!ok || near.compare(best) < 0) {
			best, ok = near, true
		}
		next := int64(-1)
		for _, s := range n.lists[0][0] {
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

// variant is how near all items stand in one variant.
func (n *nearer) variant(variant int64) (near nearness, ok bool) {
	for i, phrase := range n.lists {
		found := phraseIn(n.found[i][:0], phrase, variant)
		if n.found[i] = found; len(found) == 0 {
			return near, false
		}
		far := found[0].far
		for _, o := range found {
			far = min(far, o.far)
		}
		near.far += int32(far)
	}
	near.span = int32(narrowest(n.found))
	return near, true
}

// phraseIn appends the places of a phrase in a variant: each word directly behind the one before.
func phraseIn(found []occurrence, phrase [][]spot, variant int64) []occurrence {
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
