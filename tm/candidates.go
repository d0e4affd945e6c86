package tm

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
)

// candidates returns the units that can score at least min (50 or more) for q, sorted: all of those and some others.
//
// Every token of the longer text that is matched to none with its match key costs 20, so a text that scores T shares at least
// o = ⌈T·|q|/100⌉ of q's tokens by match key. It misses at most |q| − o, hence stands in the list of one of any |q| − o + 1
// tokens; the rarest are read (the prefix filter of Chaudhuri, Ganti and Kaushik 2006). A key that q
// holds several times weighs as much. What is too long for the weight it has is dropped by its size.
func candidates(ctx context.Context, q queryer, text Text, min int) ([]int64, error) {
	if len(text.Tokens) == 0 || min > 98 || text.numbersOnly() {
		return withHash(ctx, q, text.hash())
	}
	terms, err := queryTerms(ctx, q, text)
	if err != nil {
		return nil, err
	}
	need := (min*len(text.Tokens) + 99) / 100
	left := len(text.Tokens) // weight of the lists not read
	var found []counted
	for _, t := range terms {
		grow := left >= need // a unit in none of the lists read so far can still have enough
		if !grow && !worthReading(len(found), t.df) {
			break
		}
		left -= t.weight
		if t.df == 0 {
			continue
		}
		ids, err := unitsWith(ctx, q, t)
		if err != nil {
			return nil, err
		}
		found = count(found, ids, t.weight, need-left, grow)
	}
	found, err = fitting(ctx, q, text.Lang, found, left, min)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(found))
	for i, f := range found {
		ids[i] = f.unit
	}
	return ids, nil
}

// worthReading weighs reading another list of length df against scoring so many candidates: to score one takes as long as to
// decode a few thousand postings.
func worthReading(candidates int, df int64) bool {
	return candidates > 16 && df < 2000*int64(candidates)
}

// A term is a match key of a query.
type term struct {
	id, df int64
	weight int // how often the query holds it
}

// queryTerms looks up the match keys of a query, rarest first, then by id.
func queryTerms(ctx context.Context, q queryer, text Text) ([]term, error) {
	weights := map[string]int{}
	var keys []string
	for _, k := range text.Tokens {
		if weights[k.Key]++; weights[k.Key] == 1 {
			keys = append(keys, k.Key)
		}
	}
	var terms []term
	for _, key := range keys {
		t, err := findTerm(ctx, q, text.Lang, key)
		if err != nil {
			return nil, err
		}
		t.weight = weights[key]
		terms = append(terms, t)
	}
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Or(cmp.Compare(a.df, b.df), cmp.Compare(a.id, b.id)) })
	return terms, nil
}

// findTerm looks a key up; its df is 0 if the memory does not hold it.
func findTerm(ctx context.Context, q queryer, lang, key string) (term, error) {
	var t term
	err := q.QueryRowContext(ctx, `SELECT id, df FROM term WHERE lang = ? AND key = ?`, lang, key).Scan(&t.id, &t.df)
	if errors.Is(err, sql.ErrNoRows) {
		return t, nil
	}
	return t, err
}

// A counted unit has this much weight in the lists read so far.
type counted struct {
	unit   int64
	weight int
}

// count merges a list of units into those found, drops what has less than the weight it needs by now, and takes
// new units in only if grow is set. Both are sorted by unit.
func count(found []counted, ids []int64, weight, need int, grow bool) []counted {
	out := found[:0] // what is kept is never longer than what was read
	if grow {
		out = make([]counted, 0, len(found)+len(ids))
	}
	for len(found) > 0 || grow && len(ids) > 0 {
		var c counted
		switch {
		case len(found) == 0 || grow && len(ids) > 0 && ids[0] < found[0].unit:
			c, ids = counted{ids[0], weight}, ids[1:]
		default:
			c, found = found[0], found[1:]
			for len(ids) > 0 && ids[0] < c.unit { // only where grow is not set
				ids = ids[1:]
			}
			if len(ids) > 0 && ids[0] == c.unit {
				c.weight, ids = c.weight+weight, ids[1:]
			}
		}
		if c.weight >= need {
			out = append(out, c)
		}
	}
	return out
}

// unitsWith reads the units of a posting list.
func unitsWith(ctx context.Context, q queryer, t term) ([]int64, error) {
	rows, err := q.QueryContext(ctx, `SELECT first, ids FROM posting WHERE term = ? ORDER BY first`, t.id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ids := make([]int64, 0, min(t.df, 1<<22)) // df may be damaged
	for rows.Next() {
		var first int64
		var blob sql.RawBytes
		if err := rows.Scan(&first, &blob); err != nil {
			return nil, err
		}
		if ids, err = decodeIDs(ids, first, blob); err != nil {
			return nil, err
		}
	}
	return ids, rows.Err()
}

// places reads a whole posting list.
func places(ctx context.Context, q queryer, term int64) (*postings, error) {
	l := &postings{}
	err := eachChunk(ctx, q, term, func(c *chunkReader) (bool, error) { return true, l.read(c) })
	return l, err
}

// eachChunk hands over the chunks of a posting list in order, until fn wants no more.
func eachChunk(ctx context.Context, q queryer, term int64, fn func(*chunkReader) (bool, error)) error {
	rows, err := q.QueryContext(ctx, `SELECT first, ids, places FROM posting WHERE term = ? ORDER BY first`, term)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var first int64
		var ids, places sql.RawBytes
		if err := rows.Scan(&first, &ids, &places); err != nil {
			return err
		}
		c := newChunkReader(first, ids, places)
		if more, err := fn(&c); err != nil || !more {
			return err
		}
	}
	return rows.Err()
}
