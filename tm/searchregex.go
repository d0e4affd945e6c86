package tm

import (
	"context"
	"regexp/syntax"
	"slices"
	"unicode"

	"aztm/corpus/words"
)

// A need is what a text must hold so that a regular expression can match: letters that stand in one of its words, or all or one
// of other needs. The zero value is no need at all.
type need struct {
	letters string
	fold    bool // in small letters or capitals
	all     []need
	any     []need
}

func (n *need) none() bool { return n.letters == "" && n.all == nil && n.any == nil }

// needOf finds out what a regular expression needs.
func needOf(re *syntax.Regexp) need {
	var l literal
	l.take(re)
	l.end()
	return need{all: l.found}
}

// A literal gathers the characters that follow one another wherever an expression matches, and cuts needs out of them.
type literal struct {
	text  []rune
	fold  bool
	found []need
}

// take takes in a part of the expression, right behind what was taken before.
func (l *literal) take(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		if fold := re.Flags&syntax.FoldCase != 0; fold != l.fold {
			l.end()
			l.fold = fold
		}
		l.text = append(l.text, re.Rune...)
		return
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			l.take(sub)
		}
		return
	}
	l.end()
	switch {
	case re.Op == syntax.OpPlus, re.Op == syntax.OpRepeat && re.Min > 0:
		l.add(needOf(re.Sub[0]))
	case re.Op == syntax.OpAlternate:
		var one need
		for _, sub := range re.Sub {
			n := needOf(sub)
			if n.all == nil { // this way nothing is needed
				return
			}
			one.any = append(one.any, n)
		}
		l.add(one)
	}
}

func (l *literal) add(n need) {
	if !n.none() {
		l.found = append(l.found, n)
	}
}

// leastLetters is how many letters narrow a search.
const leastLetters = 3

// end cuts the text into runs of letters. The last letter of all counts only if something stands behind it: a mark of
// the text might go with it.
func (l *literal) end() {
	start := 0
	for i, r := range l.text {
		if !unicode.IsLetter(r) {
			end := i
			if unicode.IsMark(r) {
				end = max(start, i-1)
			}
			l.run(l.text[start:end])
			start = i + 1
		}
	}
	l.run(l.text[start:max(start, len(l.text)-1)])
	l.text = l.text[:0]
}

func (l *literal) run(letters []rune) {
	if len(letters) >= leastLetters {
		l.found = append(l.found, need{letters: string(letters), fold: l.fold})
	}
}

// regexCandidates returns the units that may match, sorted; ok is false if it may be any.
func (f *finder) regexCandidates(ctx context.Context) (ids []int64, ok bool, err error) {
	re, err := syntax.Parse(f.search.Query, syntax.Perl)
	if err != nil {
		return nil, false, err
	}
	langs, err := indexedLangs(ctx, f.tx)
	if err != nil {
		return nil, false, err
	}
	langs = slices.DeleteFunc(langs, func(lang string) bool { return !f.wants(lang) })
	return f.holders(ctx, needOf(re), langs)
}

// holders returns the units that hold what is needed, and perhaps others, sorted; ok is false if it may be any.
func (f *finder) holders(ctx context.Context, n need, langs []string) (ids []int64, ok bool, err error) {
	if n.letters != "" {
		return f.holdLetters(ctx, n, langs)
	}
	for _, part := range n.all {
		some, narrows, err := f.holders(ctx, part, langs)
		switch {
		case err != nil:
			return nil, false, err
		case !narrows:
		case !ok:
			ids, ok = some, true
		default:
			ids = slices.DeleteFunc(ids, func(id int64) bool { _, in := slices.BinarySearch(some, id); return !in })
		}
	}
	for _, part := range n.any {
		some, narrows, err := f.holders(ctx, part, langs)
		if err != nil || !narrows {
			return nil, false, err
		}
		ids, ok = append(ids, some...), true
	}
	if n.any != nil {
		slices.Sort(ids)
		ids = slices.Compact(ids)
	}
	return ids, ok, nil
}

// holdLetters returns the units in which a word holds letters: of any letters the key is a part of the word's key.
func (f *finder) holdLetters(ctx context.Context, n need, langs []string) ([]int64, bool, error) {
	var terms []term
	uses := int64(0)
	for _, lang := range langs {
		if n.fold && !foldsAlike(lang, n.letters) {
			return nil, false, nil
		}
		some, err := f.termsHolding(ctx, lang, words.Loose(lang, n.letters))
		if err != nil {
			return nil, false, err
		}
		for _, t := range some {
			terms, uses = append(terms, t), uses+t.df
		}
	}
	var last int64
	if err := f.tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM unit`).Scan(&last); err != nil || uses > last/2 {
		return nil, false, err // to read all is as fast
	}
	var ids []int64
	for _, t := range terms {
		some, err := unitsWith(ctx, f.tx, t)
		if err != nil {
			return nil, false, err
		}
		ids = append(ids, some...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), true, nil
}

// foldsAlike tells whether all letters that are one but for case have one key.
func foldsAlike(lang, letters string) bool {
	for _, r := range letters {
		key := words.Loose(lang, string(r))
		for s := unicode.SimpleFold(r); s != r; s = unicode.SimpleFold(s) {
			if words.Loose(lang, string(s)) != key {
				return false
			}
		}
	}
	return true
}

// termsHolding finds the terms of the words whose loose key holds some letters. It reads all words: there are far fewer than units.
func (f *finder) termsHolding(ctx context.Context, lang, letters string) ([]term, error) {
	rows, err := f.tx.QueryContext(ctx, `SELECT term, sum(uses) FROM form WHERE lang = ? AND instr(loose, ?) GROUP BY term`, lang, letters)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []term
	for rows.Next() {
		var t term
		if err := rows.Scan(&t.id, &t.df); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// scan reads texts for a regular expression, of all units or of those that may match.
func (f *finder) scan(ctx context.Context) ([]int64, int, error) {
	ids, narrowed, err := f.regexCandidates(ctx)
	if err != nil {
		return nil, 0, err
	}
	total := len(ids)
	if !narrowed {
		if err := f.tx.QueryRowContext(ctx, `SELECT count(*) FROM unit`).Scan(&total); err != nil {
			return nil, 0, err
		}
	}
	read := func(int) {}
	if f.search.Reading != nil {
		read = f.search.Reading(total, narrowed)
	}
	var found []int64
	take := func(u Unit, status int, _ int64) {
		if _, ok := f.matchRegexp(u); ok && status != statusNumber(Rejected) {
			found = append(found, u.ID)
		}
		read(1)
	}
	if !narrowed {
		err := f.texts(ctx, `variant v`, take)
		return found, len(found), err
	}
	for part := range slices.Chunk(ids, 500) {
		if err := f.texts(ctx, `json_each(?) j CROSS JOIN variant v ON v.unit = j.value`, take, jsonIDs(part)); err != nil {
			return nil, 0, err
		}
	}
	return found, len(found), nil
}
