package tmx

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"aztm/tm"
)

func readAll(r io.Reader) (units []tm.Unit, refused int, err error) {
	t, err := NewReader(r)
	if err != nil {
		return nil, 0, err
	}
	for {
		u, err := t.Next()
		var no *tm.Refused
		switch {
		case errors.As(err, &no):
			refused++
		case err == io.EOF:
			return units, refused, nil
		case err != nil:
			return units, refused, err
		default:
			units = append(units, u)
		}
	}
}

func write(t testing.TB, units []tm.Unit) []byte {
	var b bytes.Buffer
	w := NewWriter(&b, "az", "test")
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRoundTrip(t *testing.T) {
	units := []tm.Unit{{
		TUID: "7", Status: tm.Approved, Confidence: 0.97, Story: "sülh", Position: 3, Edited: true,
		Created: time.Date(2024, 10, 3, 9, 0, 0, 0, time.UTC), Changed: time.Date(2024, 10, 4, 9, 0, 0, 0, time.UTC),
		Attrs: []tm.Field{{Name: "usagecount", Value: "2"}},
		Notes: []tm.Field{{Lang: "en", Value: "a <note> & more"}},
		Props: []tm.Field{{Name: "client", Value: "x"}, {Name: "client", Value: "y\r\n"}},
		Variants: []tm.Variant{
			{Lang: "az", Text: "Sülh\tvə \"əmin-amanlıq\"", Source: tm.Source{Path: "/ə/a.az.txt", Headline: "Sülh", Date: "2024-10-03"}},
			{Lang: "ru", Text: "Мир & покой", Markup: `<bpt i="1">&lt;b&gt;</bpt>Мир<ept i="1">&lt;/b&gt;</ept> &amp; <hi>покой</hi>`},
			{Lang: "ru", Text: " ", Props: []tm.Field{{Name: "p", Value: "q"}}},
		},
	}}
	first := write(t, units)
	got, _, err := readAll(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, units) {
		t.Errorf("read back:\n%+v\nwant\n%+v", got, units)
	}
	if second := write(t, got); !bytes.Equal(first, second) {
		t.Error("the second export differs from the first")
	}
}

func TestRefusals(t *testing.T) {
	const head = `<tmx version="1.4"><header srclang="az"/><body>`
	for _, c := range []struct{ in, want string }{
		{"", "empty"},
		{"<html></html>", "root element is <html>"},
		{head + `<tu><tuv xml:lang="az"><seg>a`, "line 1"},
		{head + "\n<tu tuid=\"x\"><tuv><seg>a</seg></tuv></tu></body></tmx>", ""},
		{`<?xml version="1.0" encoding="klingon"?>` + head, "unknown encoding"},
	} {
		_, refused, err := readAll(strings.NewReader(c.in))
		if c.want == "" && (err != nil || refused != 1) || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: refused %d, error %v, want %q", c.in, refused, err, c.want)
		}
	}
}

// TestZoo reads every valid file of the shared collection.
func TestZoo(t *testing.T) {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		t.Skip("AZTM_DATA is not set")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "tmx", "valid", "*"))
	if len(files) == 0 {
		t.Fatal("no files")
	}
	read := 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = readAll(f)
		f.Close()
		if err != nil {
			t.Logf("%s: %v", filepath.Base(name), err)
			continue
		}
		read++
	}
	t.Logf("%d of %d files read", read, len(files))
	if read*10 < len(files)*8 {
		t.Errorf("only %d of %d files read", read, len(files))
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(`<tmx version="1.4"><header srclang="az"/><body><tu><tuv xml:lang="az"><seg>a<ph>x</ph></seg></tuv></tu></body></tmx>`))
	f.Add([]byte("\xff\xfe<\x00t\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		units, _, err := readAll(bytes.NewReader(b))
		if err != nil {
			return
		}
		again, _, err := readAll(bytes.NewReader(write(t, units)))
		if err != nil || len(again) != len(units) {
			t.Fatalf("%q: %d units written, %d read back: %v", b, len(units), len(again), err)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	u := tm.Unit{Variants: []tm.Variant{{Lang: "az", Text: "Danışıqlar Bakıda keçirilib."}, {Lang: "ru", Text: "Переговоры прошли в Баку."}}}
	units := make([]tm.Unit, 1000)
	for i := range units {
		units[i] = u
	}
	in := write(b, units)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := readAll(bytes.NewReader(in)); err != nil {
			b.Fatal(err)
		}
	}
}
