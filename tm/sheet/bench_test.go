package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"aztm/tm"
)

// benchUnits are units as an import holds them; with about, as add makes them.
func benchUnits(about bool) []tm.Unit {
	var list []tm.Unit
	for n := range 20000 {
		u := tm.Unit{Confidence: tm.NoConfidence, Status: tm.Imported, Variants: []tm.Variant{
			{Lang: "az", Text: fmt.Sprintf("Nazirlik bildirib ki, %d nömrəli yeni yol gələn ilin sonunda açılacaq.", n)},
			{Lang: "ru", Text: fmt.Sprintf("Министерство сообщило, что новая дорога № %d откроется в конце следующего года.", n)},
			{Lang: "en", Text: fmt.Sprintf("The ministry said that new road No. %d will open at the end of next year.", n)}}}
		if about {
			u.TUID, u.Confidence, u.Story, u.Position = fmt.Sprint(n), 0.97, "yol", n
			for k, v := range u.Variants {
				u.Variants[k].Source = tm.Source{Path: "/news/yol." + v.Lang + ".txt", Headline: "Yeni yol"}
			}
		}
		list = append(list, u)
	}
	return list
}

func benchRead(b *testing.B, table []byte, open func() (reader, error)) {
	b.SetBytes(int64(len(table)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := open()
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for ; err == nil; n++ {
			_, err = r.Next()
		}
		if err != io.EOF || n != 20001 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkRead reads tables: foreign has texts alone, own what aztm knows of units too, quoted is of a spreadsheet. The
// MB/s of a workbook are of the packed file.
func BenchmarkRead(b *testing.B) {
	langs := []string{"az", "ru", "en"}
	own := benchUnits(true)
	var foreign bytes.Buffer
	w, err := NewWriter(&foreign, '\t', langs, true)
	if err != nil {
		b.Fatal(err)
	}
	for _, u := range benchUnits(false) {
		w.Write(u)
	}
	w.Close()
	quoted := strings.ReplaceAll(`"`+strings.ReplaceAll(strings.TrimSuffix(foreign.String(), "\n"), "\t", `","`), "\n", "\"\n\"") + "\"\n"
	for _, c := range []struct {
		name, kind string
		table      []byte
	}{
		{"tsv/foreign", "tsv", foreign.Bytes()},
		{"csv/quoted", "csv", []byte(quoted)},
		{"tsv/own", "tsv", written(b, "tsv", langs, own)},
		{"csv/own", "csv", written(b, "csv", langs, own)},
		{"xlsx/own", "xlsx", written(b, "xlsx", langs, own)},
	} {
		b.Run(c.name, func(b *testing.B) {
			benchRead(b, c.table, func() (reader, error) { return kinds[c.kind].read(bytes.NewReader(c.table), nil) })
		})
	}
	b.Run("jsonl", func(b *testing.B) {
		var lines bytes.Buffer
		w := NewLineWriter(&lines)
		for _, u := range own {
			w.Write(u)
		}
		w.Close()
		benchRead(b, lines.Bytes(), func() (reader, error) { return NewLineReader(bytes.NewReader(lines.Bytes())) })
	})
}

func BenchmarkWrite(b *testing.B) {
	units := benchUnits(true)
	for kind, k := range kinds {
		b.Run(kind, func(b *testing.B) {
			b.SetBytes(int64(len(written(b, kind, []string{"az", "ru", "en"}, units))))
			b.ReportAllocs()
			for b.Loop() {
				w, err := k.write(io.Discard, []string{"az", "ru", "en"})
				if err != nil {
					b.Fatal(err)
				}
				for _, u := range units {
					if err := w.Write(u); err != nil {
						b.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
