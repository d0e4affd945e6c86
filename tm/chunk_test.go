package tm

import (
	"reflect"
	"slices"
	"testing"
)

func FuzzDecodeChunk(f *testing.F) {
	f.Add(int64(1), []byte{1, 2, 3}, []byte{0, 0, 0, 1, 1, 2, 2, 3, 0, 4})
	f.Add(int64(5), []byte{0}, []byte{})
	f.Add(int64(1<<62), []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}, []byte{})
	f.Add(int64(1), []byte{0x80}, []byte{0, 0})
	f.Add(int64(1), []byte{}, []byte{1, 3})
	f.Add(int64(1), []byte{}, []byte{0, 3, 4})
	f.Fuzz(func(t *testing.T, first int64, ids, places []byte) {
		first = max(first, 1)
		var l postings
		if err := l.decode(first, ids, places); err != nil {
			return
		}
		if !slices.IsSorted(l.units) || l.units[0] != first || len(l.ends) != len(l.units) {
			t.Fatalf("%+v", l)
		}
		var again postings
		for _, c := range chunksOf(&l) {
			if err := again.decode(c.first, c.ids, c.places); err != nil {
				t.Fatal(err)
			}
			if again.units[len(again.units)-1] != c.last {
				t.Fatalf("a chunk ends at %d, said %d", again.units[len(again.units)-1], c.last)
			}
		}
		if !reflect.DeepEqual(again, l) {
			t.Fatalf("%+v, encoded and decoded %+v", l, again)
		}
	})
}

func TestLongListsAreCut(t *testing.T) {
	var l postings
	for i := range 5000 {
		l.add(int64(i*i+1), []place{{i % 3, i % 50}})
	}
	chunks := chunksOf(&l)
	for _, c := range chunks {
		if n := len(c.ids) + len(c.places); n > chunkBytes || len(chunks) < 5 {
			t.Errorf("%d units in %d bytes, %d chunks", c.units, n, len(chunks))
		}
	}
}

func TestChunksAreJoined(t *testing.T) {
	one := chunksOf(&postings{units: []int64{3, 9}, ends: []int{1, 3}, places: []place{{0, 1}, {1, 2}, {0, 7}}})[0]
	two := chunksOf(&postings{units: []int64{500, 501}, ends: []int{1, 2}, places: []place{{2, 0}, {0, 200}}})[0]
	joined, ok := one.join(two)
	if !ok {
		t.Fatal("they do not fit")
	}
	var got postings
	if err := got.decode(joined.first, joined.ids, joined.places); err != nil {
		t.Fatal(err)
	}
	want := postings{units: []int64{3, 9, 500, 501}, ends: []int{1, 3, 4, 5}, places: []place{{0, 1}, {1, 2}, {0, 7}, {2, 0}, {0, 200}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
