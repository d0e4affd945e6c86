package tm

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// The index holds the token count of each unit's variant by language, so that a lookup need not read texts that are too long to match.

const (
	sizeBlock = 4096 // units of a row
	sizeOpen  = 255  // so many tokens or more, or several variants: the text has to be read
)

// A block names a row of sizes.
type block struct {
	lang string
	n    int64
}

// A sizeChange is the new size of a unit; the last change counts.
type sizeChange struct {
	at   int // in the block
	size byte
}

// setSizes gathers the sizes of a unit that comes or goes.
func (x *index) setSizes(unit int64, sizes []langSize, add bool) {
	for _, s := range sizes {
		size := s.size
		if !add {
			size = 0
		}
		b := block{s.lang, unit / sizeBlock}
		x.sizes[b] = append(x.sizes[b], sizeChange{int(unit % sizeBlock), size})
	}
}

// flushSizes writes the gathered sizes.
func (b *Batch) flushSizes(ctx context.Context, changes map[block][]sizeChange) error {
	order := func(x, y block) int { return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.n, y.n)) }
	for _, at := range slices.SortedFunc(maps.Keys(changes), order) {
		var counts []byte
		known, err := b.row(ctx, `SELECT counts FROM size WHERE lang = ? AND block = ?`, []any{at.lang, at.n}, &counts)
		if err != nil {
			return err
		}
		for _, c := range changes[at] {
			if c.at >= len(counts) {
				counts = append(counts, make([]byte, c.at+1-len(counts))...)
			}
			counts[c.at] = c.size
		}
		counts = bytes.TrimRight(counts, "\x00")
		switch {
		case len(counts) > 0:
			err = b.exec(ctx, `INSERT INTO size (lang, block, counts) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts`, at.lang, at.n, counts)
		case known:
			err = b.exec(ctx, `DELETE FROM size WHERE lang = ? AND block = ?`, at.lang, at.n)
		}
		if err != nil {
			return fmt.Errorf("sizes of %s: %w", at.lang, err)
		}
	}
	return nil
}

// fewSizes is up to how many candidates are read without asking for their sizes.
const fewSizes = 8

// fitting drops the candidates, sorted by unit, whose text is too long. Of its m tokens, m · min / 100 must be matched to one of the query by
// match key; of those no more can be than the weight found and what the lists not read may add.
func fitting(ctx context.Context, q queryer, lang string, found []counted, left, min int) ([]counted, error) {
	if len(found) <= fewSizes {
		return found, nil
	}
	kept := found[:0]
	err := eachSizes(ctx, q, lang, blocksOf(found), func(n int64, counts []byte) {
		for len(found) > 0 && found[0].unit/sizeBlock <= n {
			f := found[0]
			found = found[1:]
			size := 0
			if i := int(f.unit % sizeBlock); f.unit/sizeBlock == n && i < len(counts) {
				size = int(counts[i])
			}
			if size == sizeOpen || size*min <= 100*(f.weight+left) {
				kept = append(kept, f)
			}
		}
	})
	return append(kept, found...), err // those beyond the last row have no size
}

// blocksOf lists the blocks of units, sorted.
func blocksOf(found []counted) []int64 {
	var blocks []int64
	for _, f := range found {
		if n := f.unit / sizeBlock; len(blocks) == 0 || blocks[len(blocks)-1] != n {
			blocks = append(blocks, n)
		}
	}
	return blocks
}

// eachSizes hands over the rows of blocks, in order.
func eachSizes(ctx context.Context, q queryer, lang string, blocks []int64, fn func(n int64, counts []byte)) error {
	rows, err := q.QueryContext(ctx, `SELECT block, counts FROM size WHERE lang = ? AND block IN (SELECT value FROM json_each(?)) ORDER BY block`, lang, jsonIDs(blocks))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var counts sql.RawBytes
		if err := rows.Scan(&n, &counts); err != nil {
			return err
		}
		fn(n, counts)
	}
	return rows.Err()
}

func blockSizes(ctx context.Context, q queryer, lang string, n int64) ([]byte, error) {
	var counts []byte
	err := q.QueryRowContext(ctx, `SELECT counts FROM size WHERE lang = ? AND block = ?`, lang, n).Scan(&counts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return counts, err
}
