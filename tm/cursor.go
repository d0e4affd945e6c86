package tm

import (
	"context"
	"database/sql"
)

// A cursor walks over the units that hold a word of a search. The posting list of a word with one term is read as far as it is
// wanted; those of the beginning of a word, which may have thousands of terms, are merged first.
type cursor struct {
	terms []graded
	unit  int64 // where it stands, once advanced

	spots []spot // of the unit and what follows, of several terms
	here  []spot // of the unit, of one term

	ctx     context.Context
	stmt    *sql.Stmt
	rows    *sql.Rows
	chunk   chunkReader
	started bool // chunk was read
}

// open makes the cursor ready. It must be closed.
func (c *cursor) open(ctx context.Context, f *finder) (err error) {
	c.ctx = ctx
	if len(c.terms) > 1 {
		c.spots, err = f.spots(ctx, c.terms)
		return err
	}
	c.stmt, err = f.tx.tx.PrepareContext(ctx, `SELECT first, ids, places FROM posting WHERE term = ?1
		AND first >= coalesce((SELECT max(first) FROM posting WHERE term = ?1 AND first <= ?2), ?2) ORDER BY first`)
	return err
}

func (c *cursor) close() {
	if c.rows != nil {
		c.rows.Close()
	}
	if c.stmt != nil {
		c.stmt.Close()
	}
}

// size is in about how many units the word stands.
func (c *cursor) size() int64 {
	n := int64(0)
	for _, t := range c.terms {
		n += t.df
	}
	return n
}

// advance goes on to the first unit that is no less than the given one; false if there is none.
func (c *cursor) advance(unit int64) (bool, error) {
	if c.stmt == nil {
		for len(c.spots) > 0 && c.spots[0].unit < unit {
			c.spots = c.spots[1:]
		}
		if len(c.spots) > 0 {
			c.unit = c.spots[0].unit
		}
		return len(c.spots) > 0, nil
	}
	if c.started && c.unit >= unit {
		return true, nil
	}
	for read := 0; ; read++ {
		for c.started {
			if c.chunk.skip(); !c.chunk.next() {
				break
			}
			if c.unit = c.chunk.unit; c.unit >= unit {
				return true, nil
			}
		}
		if c.chunk.err != nil {
			return false, c.chunk.err
		}
		if more, err := c.nextChunk(unit, read); err != nil || !more {
			return false, err
		}
	}
}

// seekCost is how many chunks are read in the time that it takes to find one.
const seekCost = 4

// nextChunk reads the next chunk, or the one that may hold a unit where that seems far.
func (c *cursor) nextChunk(unit int64, read int) (bool, error) {
	if c.rows == nil || read == seekCost {
		if c.rows != nil {
			c.rows.Close()
		}
		var err error
		if c.rows, err = c.stmt.QueryContext(c.ctx, c.terms[0].id, unit); err != nil {
			c.rows = nil
			return false, err
		}
	}
	if !c.rows.Next() {
		return false, c.rows.Err()
	}
	var first int64
	var ids, places sql.RawBytes
	if err := c.rows.Scan(&first, &ids, &places); err != nil {
		return false, err
	}
	c.chunk, c.started = newChunkReader(first, ids, places), true
	return true, nil
}

// places are where the word stands in the unit, until the cursor is advanced.
func (c *cursor) places() []spot {
	if c.stmt == nil {
		n := 0
		for n < len(c.spots) && c.spots[n].unit == c.unit {
			n++
		}
		return c.spots[:n]
	}
	c.here = appendSpots(c.here[:0], &c.chunk, &c.terms[0])
	return c.here
}
