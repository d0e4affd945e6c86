package tm

import (
	"hash/maphash"
	"slices"
	"strings"
	"unsafe"
)

// A table numbers strings from 0 in the order in which they came. It holds no pointers but three, so that the half million words of a
// large import cost the garbage collector nothing.
type table struct {
	seed  maphash.Seed
	slots []slot // a power of two of them, at most two thirds taken
	text  []byte // of all strings
	ends  []uint32
}

type slot struct {
	hash uint32
	id   uint32 // plus 1; 0 in an empty slot
}

func (t *table) len() int { return len(t.ends) }

// at returns the i-th string. It shares the table's memory and must not be kept after the next add.
func (t *table) at(i int) string {
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return unsafe.String(unsafe.SliceData(t.text[start:]), int(t.ends[i]-start))
}

// find returns the number of a string.
func (t *table) find(s string) (id int, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	at := t.slot(s)
	return int(at.id) - 1, at.id != 0
}

// slot finds the slot of a string: its own, or the empty one it would have.
func (t *table) slot(s string) *slot {
	h := uint32(maphash.String(t.seed, s))
	for i := h; ; i++ {
		at := &t.slots[i&uint32(len(t.slots)-1)]
		if at.id == 0 || at.hash == h && t.at(int(at.id)-1) == s {
			return at
		}
	}
}

// add numbers a string that is not in the table.
func (t *table) add(s string) int {
	if 3*(len(t.ends)+1) > 2*len(t.slots) {
		t.grow()
	}
	t.text = append(t.text, s...)
	t.ends = append(t.ends, uint32(len(t.text)))
	id := len(t.ends)
	*t.slot(s) = slot{uint32(maphash.String(t.seed, s)), uint32(id)}
	return id - 1
}

func (t *table) grow() {
	if len(t.slots) == 0 {
		t.seed = maphash.MakeSeed()
	}
	old := t.slots
	t.slots = make([]slot, max(16, 2*len(old)))
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		i := s.hash
		for t.slots[i&uint32(len(t.slots)-1)].id != 0 {
			i++
		}
		t.slots[i&uint32(len(t.slots)-1)] = s
	}
}

// sorted returns the numbers of all strings in the order of the strings.
func (t *table) sorted() []int {
	ids := make([]int, t.len())
	for i := range ids {
		ids[i] = i
	}
	slices.SortFunc(ids, func(a, b int) int { return strings.Compare(t.at(a), t.at(b)) })
	return ids
}
