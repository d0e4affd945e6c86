package tm

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"aztm/align/lexicon"
)

var write = flag.Bool("write", false, "write the file of the newest schema, if there is none")

// TestReleasedSchemas opens a memory of every schema there ever was. A new migration needs a file of its own: go test -write.
func TestReleasedSchemas(t *testing.T) {
	ctx := context.Background()
	for v := 1; v <= len(steps(migrations)); v++ {
		kept := fmt.Sprintf("testdata/v%d.memory", v)
		if _, err := os.Stat(kept); *write && v == len(steps(migrations)) && os.IsNotExist(err) {
			writeReleased(t, kept)
		}
		data, err := os.ReadFile(kept)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "memory.db")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		m := open(t, path, Options{})
		if f, err := m.Doctor(ctx); err != nil || len(f) > 0 {
			t.Errorf("%s: %v, %v", kept, f, err)
		}
		want := "101 context u2 ru:Один.; 99 variant u5 ru:Раз!"
		if got := answer(t, m, Query{Text: "Bir.", From: "az", Neighbours: &Neighbours{"Başlıq", "İki."}}); got != want {
			t.Errorf("%s: %s; want %s", kept, got, want)
		}
		if l, err := m.Learned(ctx, "1"); err != nil || v > 1 && !reflect.DeepEqual(l, releasedLexicon) {
			t.Errorf("%s: learned %v, %v", kept, l, err)
		}
		do(t, m, "undo", func(ctx context.Context, b *Batch) error { _, err := b.Undo(ctx, 1, true); return err })
		wantOutline(t, m, "5 approved | bir | Раз!\n")
	}
}

// releasedLexicon stands in memories of the second schema and later.
var releasedLexicon = Learned{Version: "1", Units: 4, Entries: []lexicon.Entry{{LangA: "az", A: "bir", LangB: "ru", B: "один", Weight: 0.5}}}

// writeReleased makes a memory with a story, a decision, a unit by hand and a learned lexicon.
func writeReleased(t *testing.T, path string) {
	m := create(t)
	addDocs(t, m, azDoc, ruDoc)
	do(t, m, "reject", func(ctx context.Context, b *Batch) error { return b.SetStatus(ctx, Rejected, 4) })
	put(t, m, pair("bir", "Раз!"))
	if err := m.SetLearned(context.Background(), releasedLexicon); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(m.Path())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
