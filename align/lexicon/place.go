package lexicon

import (
	"strings"
	"sync"

	"aztm/corpus/words"
)

// placeFile names the file of places.
const placeFile = "places.tsv"

// A place is a name in each of the columns, "" where there are several, or none of one word.
type place [len(columns)]string

// places are the places by language and lemma; nil for a lemma that several share.
var places = sync.OnceValue(func() map[[2]string]*place {
	out := map[[2]string]*place{}
	for _, l := range lines() {
		if l.file != placeFile {
			continue
		}
		var p place
		for i, names := range l.cells {
			if len(names) == 1 && !strings.Contains(names[0], " ") {
				p[i] = names[0]
			}
		}
		for i, name := range p {
			if name == "" {
				continue
			}
			key := [2]string{columns[i], words.Lemma(columns[i], name)}
			if _, twice := out[key]; twice {
				out[key] = nil
			} else {
				out[key] = &p
			}
		}
	}
	return out
})

// Place returns the name of the place that a word of a text names, in its base form in two languages; "" where that is not certain.
func Place(lang, word, to string) (here, there string) {
	from, target := -1, -1
	for i, c := range columns {
		if c == Base(lang) {
			from = i
		}
		if c == Base(to) {
			target = i
		}
	}
	if from < 0 || target < 0 {
		return "", ""
	}
	p := places()[[2]string{columns[from], words.Lemma(lang, word)}]
	if p == nil || p[target] == "" {
		return "", ""
	}
	return p[from], p[target]
}
