package tm

import (
	"encoding/binary"
	"fmt"
	"math"
)

// chunkBytes bounds a chunk of a posting list so that its row fits into a page of a WITHOUT ROWID table (a quarter of
// 4096 bytes) and needs no overflow page.
const chunkBytes = 900

// encodeChunk encodes as many of the ascending ids as fit into a chunk, and returns how many. The first is the row's
// key and not in the blob.
func encodeChunk(ids []int64) (blob []byte, n int) {
	blob = []byte{}
	for n = 1; n < len(ids) && len(blob) < chunkBytes-binary.MaxVarintLen64; n++ {
		blob = binary.AppendUvarint(blob, uint64(ids[n]-ids[n-1]))
	}
	return blob, n
}

// decodeChunk appends a chunk's ids to ids.
func decodeChunk(ids []int64, first int64, blob []byte) ([]int64, error) {
	ids = append(ids, first)
	for id := first; len(blob) > 0; {
		step, n := binary.Uvarint(blob)
		if n <= 0 || step == 0 || step > uint64(math.MaxInt64-id) {
			return nil, fmt.Errorf("%w: postings at unit %d", ErrDamaged, id)
		}
		id += int64(step)
		ids = append(ids, id)
		blob = blob[n:]
	}
	return ids, nil
}
