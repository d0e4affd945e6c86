package srx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// longText returns the long news file of lang, its lines joined to running paragraphs of eight, or a
// made-up text of like shape.
func longText(b testing.TB, lang string) string {
	dir := os.Getenv("AZTM_DATA")
	if dir == "" {
		return strings.Repeat(benchText[lang]+"\n", 4000)
	}
	data, err := os.ReadFile(filepath.Join(dir, "news", "long", "LONG8."+lang+".txt"))
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

var benchText = map[string]string{
	"az": "Danışıqlar 3 oktyabrda Bakıda keçirilib. Ə. Məmmədov və s. iştirak edib.",
	"ru": "Переговоры прошли 3 октября в г. Баку. Участвовал А. Г. Мамедов.",
	"en": "The talks were held in Baku on Oct. 3. Mr. Smith and the U.N. envoy took part.",
}

// BenchmarkSplit measures Split against one pass of utf8.DecodeRune over the same bytes.
func BenchmarkSplit(b *testing.B) {
	for _, lang := range []string{"az", "ru", "en"} {
		text := longText(b, lang)
		running := joined(text)
		seg := Default().Segmenter(lang)
		run := func(name, text string, f func()) {
			b.Run(lang+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					f()
				}
			})
		}
		run("decode", text, func() { decode(text) })
		run("lines", text, func() { seg.Split(text) })
		run("running", running, func() { seg.Split(running) })
	}
}

// slowest is how many times as long as a pass of utf8.DecodeRune Split may take: 20 MB/s where that pass makes 300.
const slowest = 15

// TestSpeed holds Split against a pass of utf8.DecodeRune over the same bytes in the same run, the best of five each.
func TestSpeed(t *testing.T) {
	if os.Getenv("AZTM_DATA") == "" || testing.Short() {
		t.Skip("AZTM_DATA is not set, or a short run")
	}
	for _, lang := range []string{"az", "ru", "en"} {
		text := joined(longText(t, lang))
		seg := Default().Segmenter(lang)
		pass, split := time.Hour, time.Hour
		for range 5 {
			start := time.Now()
			decode(text)
			pass = min(pass, time.Since(start))
			start = time.Now()
			seg.Split(text)
			split = min(split, time.Since(start))
		}
		ratio := float64(split) / float64(pass)
		t.Logf("%s: %.0f MB/s, %.1f times a pass of DecodeRune (%.0f MB/s)", lang, float64(len(text))/1e6/split.Seconds(), ratio, float64(len(text))/1e6/pass.Seconds())
		if ratio > slowest {
			t.Errorf("%s: Split takes %.1f times a pass of DecodeRune", lang, ratio)
		}
	}
}

// joined makes running paragraphs of eight lines.
func joined(text string) string {
	lines := strings.Split(text, "\n")
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(l)
		if i%8 == 7 {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

var sink int

func decode(text string) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		sink += int(r)
		i += n
	}
}

// BenchmarkCompile measures what the first segmenter of a language costs.
func BenchmarkCompile(b *testing.B) {
	for _, lang := range []string{"az", "ru", "en"} {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := read(strings.NewReader(string(source)))
				if err != nil {
					b.Fatal(err)
				}
				r.Segmenter(lang).Split(benchText[lang])
			}
		})
	}
}
