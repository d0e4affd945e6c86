package lexicon

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"aztm/corpus/words"
)

//go:embed data/*.tsv
var data embed.FS

// columns are the languages of a line of the built-in list.
var columns = [...]string{"az", "ru", "en"}

// functionFile names the file whose words are frequent in any text.
const functionFile = "function.tsv"

var builtin = sync.OnceValue(func() *Lexicon {
	t := newTable()
	for _, l := range append(lines(), names()...) {
		t.addLine(l.cells, l.kind)
	}
	return t.lexicon()
})

// Builtin returns the built-in trilingual lexicon. It is read at the first call and shared.
func Builtin() *Lexicon { return builtin() }

// A line is one concept of the built-in list: the alternatives of each language.
type line struct {
	file  string
	num   int // 1-based
	cells [len(columns)][]string
	kind  Kind
}

// lines returns the lines of all data files in the order of the file names. A line that has another number of
// columns is left out here; the tests refuse it.
func lines() []line {
	var out []line
	files, _ := fs.Glob(data, "data/*.tsv")
	for _, name := range files {
		text, err := data.ReadFile(name)
		if err != nil {
			continue
		}
		ls, _ := parse(path.Base(name), text)
		out = append(out, ls...)
	}
	return out
}

// parse reads a data file. Its error names the lines that are no concept.
func parse(name string, text []byte) ([]line, error) {
	kind := Content
	if name == functionFile {
		kind = Function
	}
	var out []line
	var bad []string
	sc := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; sc.Scan(); n++ {
		s := sc.Text()
		if strings.TrimSpace(s) == "" || strings.HasPrefix(s, "#") {
			continue
		}
		cells := strings.Split(s, "\t")
		if len(cells) != len(columns) {
			bad = append(bad, fmt.Sprintf("%s:%d", name, n))
			continue
		}
		l := line{file: name, num: n, kind: kind}
		for i, c := range cells {
			l.cells[i] = alternatives(c)
		}
		out = append(out, l)
	}
	if err := sc.Err(); err != nil {
		return out, fmt.Errorf("lexicon %s: %w", name, err)
	}
	if bad != nil {
		return out, fmt.Errorf("lexicon: want %d columns: %s", len(columns), strings.Join(bad, ", "))
	}
	return out, nil
}

func alternatives(cell string) []string {
	var out []string
	for _, a := range strings.Split(cell, ";") {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, a)
		}
	}
	return out
}

// addLine adds one concept with the alternatives of each language.
func (t *table) addLine(cells [len(columns)][]string, kind Kind) {
	c := t.concept()
	for i, alts := range cells {
		for _, a := range alts {
			t.addAlternative(columns[i], a, Link{Concept: c, Weight: 1, Kind: kind})
		}
	}
}

// addAlternative links the words of an alternative to a concept: a word alone fully, the words of a phrase
// by equal parts.
func (t *table) addAlternative(lang, text string, l Link) {
	if !strings.Contains(text, " ") {
		t.link(lang, words.Lemma(lang, text), l)
		return
	}
	parts := strings.Fields(text)
	l.Weight /= float32(len(parts))
	for _, p := range parts {
		t.link(lang, words.Lemma(lang, p), l)
	}
}
