package tm

import (
	"encoding/binary"
	"fmt"
	"math"
)

// chunkBytes bounds a chunk of a posting list so that its row fits into a page of a WITHOUT ROWID table (a quarter of
// 4096 bytes) and needs no overflow page, but for a unit with hundreds of places.
const chunkBytes = 960

// A place is where a form of a term stands in a unit.
type place struct {
	form int // number among the forms of the term
	at   int // 0-based token of the variant; that of the k-th variant in one language plus k·2^32
}

// placeBits is by how many bits the places of several variants in one language are apart.
const placeBits = 32

// postings are a posting list: the ascending ids of units, and their places.
type postings struct {
	units  []int64
	ends   []int // where the places of each unit end in places
	places []place
}

// of returns the places of the i-th unit, in order.
func (l *postings) of(i int) []place {
	start := 0
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.places[start:l.ends[i]]
}

func (l *postings) add(unit int64, places []place) {
	l.units = append(l.units, unit)
	l.places = append(l.places, places...)
	l.ends = append(l.ends, len(l.places))
}

// A chunk is a part of a posting list as it is stored.
type chunk struct {
	first, last int64 // units
	units       int
	ids, places []byte
}

// A chunker cuts a posting list into chunks while it grows. The zero value is an empty list.
type chunker struct {
	full   []chunk
	open   chunk
	bytes  int // of all chunks
	head   int // where the last place begins in open.places
	places int
}

// units counts the units in all chunks.
func (c *chunker) units() int {
	n := c.open.units
	for _, f := range c.full {
		n += f.units
	}
	return n
}

// add appends a place of the last unit, or of one after it.
func (c *chunker) add(unit int64, p place) {
	o := &c.open
	switch {
	case o.units == 0:
		*o = chunk{first: unit, last: unit, units: 1, ids: []byte{}} // not nil: that would be NULL
	case unit == o.last:
		o.places[c.head] |= 1
	case len(o.ids)+len(o.places) > chunkBytes-2*binary.MaxVarintLen32:
		c.cut()
		*o = chunk{first: unit, last: unit, units: 1, ids: o.ids[:0], places: o.places[:0]}
	default:
		o.ids = binary.AppendUvarint(o.ids, uint64(unit-o.last))
		o.last = unit
		o.units++
	}
	before := len(o.ids) + len(o.places)
	c.head = len(o.places)
	o.places = binary.AppendUvarint(o.places, uint64(p.form)<<1)
	o.places = binary.AppendUvarint(o.places, uint64(p.at))
	c.bytes += len(o.ids) + len(o.places) - before
	c.places++
}

// cut ends the open chunk. A fresh copy is kept: of one that grows, a third is air.
func (c *chunker) cut() {
	o := c.open
	o.ids, o.places = append(make([]byte, 0, len(o.ids)), o.ids...), append(make([]byte, 0, len(o.places)), o.places...)
	c.full = append(c.full, o)
}

// chunks ends the list and returns its chunks.
func (c *chunker) chunks() []chunk {
	if c.open.units > 0 {
		c.full = append(c.full, c.open)
		c.open = chunk{}
	}
	return c.full
}

// chunksOf cuts a list into chunks.
func chunksOf(l *postings) []chunk {
	var c chunker
	for i, u := range l.units {
		for _, p := range l.of(i) {
			c.add(u, p)
		}
	}
	return c.chunks()
}

// decodeIDs appends a chunk's units to ids.
func decodeIDs(ids []int64, first int64, blob []byte) ([]int64, error) {
	ids = append(ids, first)
	id := first
	for i := 0; i < len(blob); {
		step, n := uint64(blob[i]), 1
		if step >= 0x80 {
			step, n = binary.Uvarint(blob[i:])
		}
		if n <= 0 || step == 0 || step > uint64(math.MaxInt64-id) {
			return nil, fmt.Errorf("%w: postings at unit %d", ErrDamaged, id)
		}
		i += n
		id += int64(step)
		ids = append(ids, id)
	}
	return ids, nil
}

// decode appends a chunk to the list.
func (l *postings) decode(first int64, ids, places []byte) error {
	c := newChunkReader(first, ids, places)
	return l.read(&c)
}

func (l *postings) read(c *chunkReader) error {
	for c.next() {
		l.units = append(l.units, c.unit)
		for c.place() {
			l.places = append(l.places, place{c.form, c.at})
		}
		l.ends = append(l.ends, len(l.places))
	}
	return c.err
}

// A chunkReader reads a chunk: each unit, and each of its places.
type chunkReader struct {
	unit     int64
	form, at int // of the place
	err      error

	ids, places    []byte
	nextID, nextTo int  // where the next unit stands in ids, the next place in places
	begun, more    bool // more: another place of the unit follows
}

func newChunkReader(first int64, ids, places []byte) chunkReader {
	return chunkReader{unit: first, ids: ids, places: places}
}

// next goes on to the next unit. All places of the unit before must have been read.
func (c *chunkReader) next() bool {
	switch {
	case c.err != nil:
		return false
	case !c.begun:
		c.begun, c.more = true, true
		return true
	case c.nextID == len(c.ids):
		if c.nextTo < len(c.places) {
			c.err = fmt.Errorf("%w: places after unit %d", ErrDamaged, c.unit)
		}
		return false
	}
	step, n := uvarint(c.ids[c.nextID:])
	if n <= 0 || step == 0 || step > uint64(math.MaxInt64-c.unit) {
		c.err = fmt.Errorf("%w: postings at unit %d", ErrDamaged, c.unit)
		return false
	}
	c.unit, c.nextID, c.more = c.unit+int64(step), c.nextID+n, true
	return true
}

// place goes on to the next place of the unit.
func (c *chunkReader) place() bool {
	if !c.more {
		return false
	}
	rest := c.places[c.nextTo:]
	if len(rest) > 1 && rest[0]|rest[1] < 0x80 { // a byte each, as nearly always
		c.form, c.at, c.more = int(rest[0]>>1), int(rest[1]), rest[0]&1 != 0
		c.nextTo += 2
		return true
	}
	head, n := binary.Uvarint(rest)
	if n <= 0 {
		return c.damaged()
	}
	at, m := binary.Uvarint(rest[n:])
	if m <= 0 {
		return c.damaged()
	}
	c.form, c.at, c.nextTo, c.more = int(head>>1), int(at), c.nextTo+n+m, head&1 != 0
	return true
}

// skip passes over all places of the unit.
func (c *chunkReader) skip() {
	i, more := c.nextTo, c.more
	for more {
		if i >= len(c.places) {
			c.damaged()
			return
		}
		more = c.places[i]&1 != 0
		for range 2 { // the form, the token
			for i < len(c.places) && c.places[i] >= 0x80 {
				i++
			}
			i++
		}
	}
	if i > len(c.places) {
		c.damaged()
		return
	}
	c.nextTo, c.more = i, false
}

func (c *chunkReader) damaged() bool {
	c.err, c.more = fmt.Errorf("%w: places at unit %d", ErrDamaged, c.unit), false
	return false
}

// uvarint is binary.Uvarint, at once for a single byte.
func uvarint(b []byte) (uint64, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// join puts a chunk behind this one if both fit into one.
func (c chunk) join(next chunk) (chunk, bool) {
	if c.units == 0 || len(c.ids)+len(c.places)+len(next.ids)+len(next.places) > chunkBytes-binary.MaxVarintLen64 {
		return c, false
	}
	c.ids = append(binary.AppendUvarint(c.ids, uint64(next.first-c.last)), next.ids...)
	c.places = append(c.places, next.places...)
	return c, true
}
