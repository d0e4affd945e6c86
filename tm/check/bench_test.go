package check

import (
	"fmt"
	"strings"
	"testing"
)

// pairOf is a plain unit of news.
var unitOf = []Text{
	{Lang: "az", Text: "Azərbaycan və Gürcüstan mayın 14-də Bakıda dəmir yolu ilə yük daşımalarını 15,3 faiz artırmaq barədə razılığa gəlib, nazir Kamran Vəlizadə bildirib."},
	{Lang: "ru", Text: "Азербайджан и Грузия договорились 14 мая в Баку увеличить железнодорожные перевозки на 15,3 процента, сообщил министр Кямран Велизаде."},
	{Lang: "en", Text: "Azerbaijan and Georgia agreed in Baku on May 14 to raise rail freight by 15.3 percent, minister Kamran Valizade said."},
}

func allNames() []string {
	var names []string
	for _, i := range All() {
		names = append(names, i.Name)
	}
	return names
}

// BenchmarkUnit measures what a unit of three sentences costs: the checks that are on, and each alone.
func BenchmarkUnit(b *testing.B) {
	run := func(b *testing.B, names []string) {
		c, err := New(names, glossary)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			c.Check(unitOf...)
		}
	}
	b.Run("default", func(b *testing.B) { run(b, nil) })
	for _, n := range allNames() {
		b.Run(n, func(b *testing.B) { run(b, []string{n}) })
	}
}

// hostile are texts made to take a rule long: the same sign without end.
var hostile = map[string]string{
	"quotes": `"`, "openings": "«", "closings": "»", "brackets": "(", "blanks": " ", "commas": " ,", "numbers": "7 ", "words": "a ", "doubled": "ой ",
	"tags": "<a", "braces": "{", "at": "a@", "dots": "a.", "percent": "%-", "mixed": "аa", "letters": "ǝ", "nul": "\x00", "invalid": "\xff", "capitals": "Ab ", "years": "2024 ", "url": "http://",
}

// BenchmarkHostile measures texts of 256 KB and of 1 MB: four times the length should take four times as long.
func BenchmarkHostile(b *testing.B) {
	c, err := New(allNames(), glossary)
	if err != nil {
		b.Fatal(err)
	}
	for name, piece := range hostile {
		for _, size := range []int{256 << 10, 1 << 20} {
			b.Run(fmt.Sprintf("%s/%dKB", name, size>>10), func(b *testing.B) {
				long := strings.Repeat(piece, size/len(piece))
				for b.Loop() {
					c.Check(Text{Lang: "az", Text: long}, Text{Lang: "ru", Text: "Да."})
				}
			})
		}
	}
}
