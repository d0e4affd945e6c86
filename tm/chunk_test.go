package tm

import (
	"slices"
	"testing"
)

func FuzzDecodeChunk(f *testing.F) {
	f.Add(int64(1), []byte{1, 2, 3})
	f.Add(int64(5), []byte{0})
	f.Add(int64(1<<62), []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Add(int64(1), []byte{0x80})
	f.Fuzz(func(t *testing.T, first int64, blob []byte) {
		first = max(first, 1)
		ids, err := decodeChunk(nil, first, blob)
		if err != nil {
			return
		}
		if !slices.IsSorted(ids) || ids[0] != first {
			t.Fatalf("ids %v", ids)
		}
		var again []int64
		for rest := ids; len(rest) > 0; {
			blob, n := encodeChunk(rest)
			if len(blob) > chunkBytes {
				t.Fatalf("a chunk of %d bytes", len(blob))
			}
			if again, err = decodeChunk(again, rest[0], blob); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if !slices.Equal(ids, again) {
			t.Fatalf("%v, encoded and decoded %v", ids, again)
		}
	})
}

func TestLongListsAreCut(t *testing.T) {
	ids := make([]int64, 5000)
	for i := range ids {
		ids[i] = int64(i*i + 1)
	}
	blob, n := encodeChunk(ids)
	if n == len(ids) || len(blob) < chunkBytes/2 {
		t.Errorf("%d ids in %d bytes", n, len(blob))
	}
}
