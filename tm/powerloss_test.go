package tm

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// A disk is what stood on the disk when the power went: the memory's file and its write-ahead log.
type disk struct{ file, log []byte }

// Sizes in bytes: of the log's head, of the head of each frame, and of a sector, of which a disk writes all or nothing.
const (
	logHead   = 32
	frameHead = 24
	sector    = 512
)

func (d disk) pageSize() int { return int(binary.BigEndian.Uint32(d.log[8:])) }

// frame returns where a frame of the log begins.
func (d disk) frame(n int) int { return logHead + n*(frameHead+d.pageSize()) }

func (d disk) frames() int { return (len(d.log) - logHead) / (frameHead + d.pageSize()) }

// commits returns how many of the first n frames end a batch.
func (d disk) commits(n int) (count int) {
	for i := range n {
		if binary.BigEndian.Uint32(d.log[d.frame(i)+4:]) != 0 {
			count++
		}
	}
	return count
}

// cut is the disk with the log ending at a byte.
func (d disk) cut(at int) disk { return disk{d.file, d.log[:at]} }

// A ledger is a memory whose log holds several batches, and what it held before and after each.
type ledger struct {
	m      *Memory
	states []string
}

// newLedger makes a memory with nothing in its log, which only the test takes over into the file.
func newLedger(t *testing.T) *ledger {
	path := filepath.Join(t.TempDir(), "memory.db")
	makeSmall(t, path)
	l := &ledger{m: open(t, path, Options{})}
	if _, err := l.m.w.Exec(`PRAGMA wal_autocheckpoint = 0`); err != nil {
		t.Fatal(err)
	}
	l.states = []string{contentOf(t, l.m)}
	return l
}

// batch writes a batch of a kind.
func (l *ledger) batch(t *testing.T, kind string, units []Unit) {
	do(t, l.m, kind, func(ctx context.Context, b *Batch) (err error) {
		if kind == "undo" {
			_, err = b.Undo(ctx, b.ID()-1, false)
		}
		for _, u := range units {
			if _, err := b.Import(ctx, u); err != nil {
				return err
			}
		}
		return err
	})
	l.states = append(l.states, contentOf(t, l.m))
}

func (l *ledger) disk(t *testing.T) disk {
	return disk{read(t, l.m.Path()), read(t, l.m.Path()+"-wal")}
}

// wantState opens what stood on a disk and checks which of the ledger's states it is.
func (l *ledger) wantState(t *testing.T, what string, d disk, want int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory.db")
	if err := os.WriteFile(path, d.file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"-wal", d.log, 0o600); err != nil {
		t.Fatal(err)
	}
	m := open(t, path, Options{})
	if got := contentOf(t, m); got != l.states[want] {
		t.Errorf("%s: not the memory after %d batches: %s", what, want, diff(l.states[want], got))
	}
	checkSound(t, m)
	m.Close()
	checkFolder(t, path, ``)
}

// TestPowerLoss lets the power go at every frame of the log, as AZTM_CRASHES many or few are tried, and in the midst of taking the log over into
// the file: the memory is that after some batch, never after half of one.
func TestPowerLoss(t *testing.T) {
	skipShort(t)
	l := newLedger(t)
	l.batch(t, "import", benchUnits(jobUnits()/100))
	l.batch(t, "undo", nil)
	l.batch(t, "import", benchUnits(jobUnits()/60))
	d := l.disk(t)
	random := rand.New(rand.NewPCG(1, 1))
	for n := range d.frames() + 1 {
		if !tried(t, d, n, random) {
			continue
		}
		l.wantState(t, "cut at a frame", d.cut(d.frame(n)), d.commits(n))
		if n < d.frames() {
			l.wantState(t, "cut in a frame", d.cut(d.frame(n)+1+random.IntN(frameHead+d.pageSize()-1)), d.commits(n))
			l.wantState(t, "a frame that was not written", disk{d.file, unwritten(d, n, random)}, d.commits(n))
		}
	}
	l.wantState(t, "no log", d.cut(0), 0)
	l.wantState(t, "half a log's head", d.cut(logHead/2), 0)
	t.Logf("%d frames", d.frames())
	l.takeOver(t, d, random)
	l.writeOver(t, d, random)
}

// tried picks frames: all of them, or those where a batch ends, those beside them, and some others.
func tried(t *testing.T, d disk, n int, random *rand.Rand) bool {
	t.Helper()
	few := 10
	return n == 0 || d.commits(n) != d.commits(n-1) || n < d.frames() && d.commits(n+1) != d.commits(n) || random.IntN(d.frames()) < amount(t, "AZTM_CRASHES", few)
}

// unwritten is a log of which a sector of a frame did not reach the disk, while later frames did: other bytes stand there.
func unwritten(d disk, n int, random *rand.Rand) []byte {
	log := bytes.Clone(d.log)
	from := d.frame(n) + frameHead + random.IntN(d.pageSize()/sector)*sector
	for i := range log[from : from+sector] {
		log[from+i] ^= 0xff
	}
	return log
}

// takeOver lets the power go while the pages of the log are written into the file, in any order and each in part: the log is whole then.
func (l *ledger) takeOver(t *testing.T, d disk, random *rand.Rand) {
	last := len(l.states) - 1
	for range amount(t, "AZTM_CRASHES", 10) {
		file := bytes.Clone(d.file)
		for n := range d.frames() {
			if random.IntN(2) == 0 {
				continue
			}
			page := int(binary.BigEndian.Uint32(d.log[d.frame(n):])) - 1
			from, to := random.IntN(d.pageSize()/sector)*sector, d.pageSize()
			data := d.log[d.frame(n)+frameHead:]
			for len(file) < (page+1)*d.pageSize() {
				file = append(file, 0)
			}
			copy(file[page*d.pageSize()+from:page*d.pageSize()+to], data[from:to])
		}
		l.wantState(t, "half taken over", disk{file, d.log}, last)
	}
}

// writeOver lets the power go while a batch is written over a log that was taken over before.
func (l *ledger) writeOver(t *testing.T, old disk, random *rand.Rand) {
	if _, err := l.m.w.Exec(`PRAGMA wal_checkpoint`); err != nil {
		t.Fatal(err)
	}
	before := len(l.states) - 1
	l.wantState(t, "taken over, the log still there", l.disk(t), before)
	l.wantState(t, "taken over, no log", l.disk(t).cut(0), before)
	l.batch(t, "import", benchUnits(4)[3:])
	d := l.disk(t)
	if len(d.log) != len(old.log) || bytes.Equal(d.log[16:24], old.log[16:24]) {
		t.Fatal("the log was not written over")
	}
	fresh := disk{d.file, d.log}
	for n := range d.frames() {
		if binary.BigEndian.Uint64(d.log[d.frame(n)+8:]) != binary.BigEndian.Uint64(d.log[16:]) {
			fresh.log = d.log[:d.frame(n)]
			break
		}
	}
	for n := range fresh.frames() + 1 {
		log := bytes.Clone(old.log)
		copy(log, fresh.log[:fresh.frame(n)])
		l.wantState(t, "written over", disk{d.file, log}, before+fresh.commits(n))
		copy(log, old.log[:16])
		l.wantState(t, "written over, half the log's head", disk{d.file, log}, before)
	}
	t.Logf("%d frames of %d written over", fresh.frames(), old.frames())
}
