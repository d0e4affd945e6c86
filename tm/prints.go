package tm

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Prints are hashes of what a unit is found by when it is whole: its content, its identifier, the loose text of each variant. They
// stand in buckets by their upper bits, so that a million of them are written in order and one is found in a short row.

const buckets = 1 << 16

// A print says that a unit has a hash, of which the bucket and rest are kept: enough that few others share it.
type print struct {
	rest uint32
	unit int64
	gone bool
}

// prints are the changes of a batch, by bucket.
type prints struct {
	added   [][]byte           // as they are stored
	bytes   int                // of added
	changes map[uint16][]print // what came to a bucket from the first that went on, in order
}

func bucketOf(hash uint64) (uint16, uint32) { return uint16(hash >> 48), uint32(hash >> 16) }

// change gathers that a unit has a hash, or has it no more.
func (p *prints) change(hash uint64, unit int64, add bool) {
	at, rest := bucketOf(hash)
	if !add || len(p.changes[at]) > 0 {
		if p.changes == nil {
			p.changes = map[uint16][]print{}
		}
		p.changes[at] = append(p.changes[at], print{rest, unit, !add})
		return
	}
	if p.added == nil {
		p.added = make([][]byte, buckets)
	}
	before := len(p.added[at])
	p.added[at] = appendPrint(p.added[at], print{rest: rest, unit: unit})
	p.bytes += len(p.added[at]) - before
}

func appendPrint(blob []byte, p print) []byte {
	return binary.AppendUvarint(binary.LittleEndian.AppendUint32(blob, p.rest), uint64(p.unit))
}

// in returns the changes of a bucket, in order.
func (p *prints) in(at uint16) []print {
	var list []print
	if p.added != nil {
		for blob := p.added[at]; len(blob) > 0; {
			c, size, err := decodePrint(blob, at)
			if err != nil {
				panic(err) // we wrote it
			}
			list, blob = append(list, c), blob[size:]
		}
	}
	return append(list, p.changes[at]...)
}

// apply returns the units of the hash among those stored after the changes of the batch, sorted.
func (p *prints) apply(stored []int64, hash uint64) []int64 {
	at, rest := bucketOf(hash)
	if p.added != nil && !hasRest(p.added[at], rest) && len(p.changes[at]) == 0 {
		return stored
	}
	for _, c := range p.in(at) {
		if c.rest != rest {
			continue
		}
		if i, found := slices.BinarySearch(stored, c.unit); found && c.gone {
			stored = slices.Delete(stored, i, i+1)
		} else if !found && !c.gone {
			stored = slices.Insert(stored, i, c.unit)
		}
	}
	return stored
}

// withHash returns the units that may have a hash, sorted: all that do, and seldom another.
func withHash(ctx context.Context, q queryer, hash uint64) ([]int64, error) {
	at, rest := bucketOf(hash)
	var blob []byte
	err := q.QueryRowContext(ctx, `SELECT prints FROM print WHERE bucket = ?`, at).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return unitsOf(blob, at, rest)
}

// unitsOf returns the units of a bucket with a hash.
func unitsOf(blob []byte, at uint16, rest uint32) ([]int64, error) {
	var units []int64
	for len(blob) > 0 {
		p, size, err := decodePrint(blob, at)
		if err != nil {
			return nil, err
		}
		if p.rest == rest {
			units = append(units, p.unit)
		}
		blob = blob[size:]
	}
	slices.Sort(units)
	return slices.Compact(units), nil
}

// hasRest reports whether some print of a bucket that this program wrote has the rest.
func hasRest(blob []byte, rest uint32) bool {
	for i := 0; i < len(blob); i++ {
		if binary.LittleEndian.Uint32(blob[i:]) == rest {
			return true
		}
		for i += 4; blob[i] >= 0x80; i++ {
		}
	}
	return false
}

func decodePrint(blob []byte, at uint16) (print, int, error) {
	if len(blob) < 5 {
		return print{}, 0, fmt.Errorf("%w: prints of bucket %d", ErrDamaged, at)
	}
	unit, n := binary.Uvarint(blob[4:])
	if n <= 0 {
		return print{}, 0, fmt.Errorf("%w: prints of bucket %d", ErrDamaged, at)
	}
	return print{rest: binary.LittleEndian.Uint32(blob), unit: int64(unit)}, 4 + n, nil
}

// withHash returns the units that may have a hash, with what the batch changed: of whole units or of texts.
func (b *Batch) withHash(ctx context.Context, changed *prints, hash uint64) ([]int64, error) {
	var stored []int64
	if !b.blank {
		at, rest := bucketOf(hash)
		var blob []byte
		if _, err := b.peek(ctx, `SELECT prints FROM print WHERE bucket = ?`, []any{at}, &blob); err != nil {
			return nil, err
		}
		var err error
		if stored, err = unitsOf(blob, at, rest); err != nil {
			return nil, err
		}
	}
	return changed.apply(stored, hash), nil
}

// flushPrints writes the gathered prints.
func (b *Batch) flushPrints(ctx context.Context) error {
	for at := range buckets {
		changes := append(b.index.whole.in(uint16(at)), b.index.texts.in(uint16(at))...)
		if len(changes) == 0 {
			continue
		}
		var blob []byte
		if !b.blank {
			if _, err := b.peek(ctx, `SELECT prints FROM print WHERE bucket = ?`, []any{at}, &blob); err != nil {
				return err
			}
		}
		blob, err := mergePrints(blob, uint16(at), changes)
		if err != nil {
			return err
		}
		if len(blob) == 0 {
			err = b.queue(ctx, `DELETE FROM print WHERE bucket = ?`, at)
		} else {
			err = b.queue(ctx, `INSERT INTO print (bucket, prints) VALUES (?, ?) ON CONFLICT DO UPDATE SET prints = excluded.prints`, at, blob)
		}
		if err != nil {
			return err
		}
	}
	b.index.whole, b.index.texts = prints{}, prints{}
	return nil
}

// mergePrints applies changes to a bucket. Prints stand in the order of their units; the same one is not kept twice.
func mergePrints(blob []byte, at uint16, changes []print) ([]byte, error) {
	var all []print
	for len(blob) > 0 {
		p, size, err := decodePrint(blob, at)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
		blob = blob[size:]
	}
	same := func(a, b print) int { return cmp.Or(cmp.Compare(a.unit, b.unit), cmp.Compare(a.rest, b.rest)) }
	all = append(all, changes...)
	slices.SortStableFunc(all, same)
	var out []byte
	for i, p := range all {
		if p.gone || i+1 < len(all) && same(p, all[i+1]) == 0 { // the last change of a print counts
			continue
		}
		out = appendPrint(out, p)
	}
	return out, nil
}

// A textHash is equal for texts whose distance is 0: those with the same loose keys in order, or without any the same text. It
// is FNV-1a over the hashes of the words.
type textHash uint64

const fnvPrime = 1099511628211

func newTextHash(lang string) textHash { return textHash(hashString(lang)) }

func (h *textHash) word(loose uint64)  { *h = (*h ^ textHash(loose)) * fnvPrime }
func (h *textHash) text(stored string) { h.word(hashString("\x01" + stored)) }

// hash is the textHash of a text.
func (t Text) hash() uint64 {
	h := newTextHash(t.Lang)
	for _, k := range t.Tokens {
		h.word(hashString(k.Loose))
	}
	if len(t.Tokens) == 0 {
		h.text(t.Stored)
	}
	return uint64(h)
}

// hashString is FNV-1a, with its bits mixed so that the upper ones depend on all.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	h ^= h >> 32
	return h * 0x9e3779b97f4a7c15
}

func hashTUID(tuid string) uint64 { return hashString("\x02" + tuid) }
