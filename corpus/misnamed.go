package corpus

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ReadsLike is the language that the text of a document is surely in where that is another than it is said to be, else "". It knows
// az, ru and en; a text said to be in another language is believed.
func (d *Document) ReadsLike() string {
	if d.Lang == "" || langOrder(d.Lang) < 0 {
		return ""
	}
	text := strings.Join(d.Paragraphs, "\n")
	text = text[:min(len(text), guessed)]
	lang, sure := Guess(text)
	if !sure || lang == d.Lang {
		return ""
	}
	if byWords, sure := guessLatin(text); lang != "ru" && sure && byWords == d.Lang {
		return "" // English full of Azerbaijani names
	}
	return lang
}

// Misfits says which documents of a story can't belong to it whatever they tell: a text in another language than it is said
// to be, swapped ones, and the same text twice. "" for the others.
func Misfits(docs []*Document) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		like := d.ReadsLike()
		if like != "" {
			out[i] = fmt.Sprintf("%s reads like %s, not %s", d.Path, like, d.Lang)
		}
		if like != "" && d.Hint != "" {
			out[i] = d.Path + " " + d.Hint
		}
		for j, e := range docs {
			switch {
			case i == j:
			case like == e.Lang && e.ReadsLike() == d.Lang:
				first, second := docs[min(i, j)], docs[max(i, j)]
				out[i] = fmt.Sprintf("%s and %s look swapped: they read like %s and %s", first.Path, second.Path, second.Lang, first.Lang)
			case (like != "" || e.ReadsLike() == "") && sameText(d, e):
				out[i] = fmt.Sprintf("%s holds the same text as %s", d.Path, e.Path)
			}
		}
	}
	return out
}

func sameText(d, e *Document) bool {
	return strings.Join(d.Paragraphs, "\n") == strings.Join(e.Paragraphs, "\n")
}

// lopsided is how many times longer than another a text must be for that to be said.
const lopsided = 5

// Lopsided says which text of a story is several times as long as another, "" if none is.
func Lopsided(docs []*Document) string {
	for _, d := range docs {
		for _, e := range docs {
			if n := d.size() / max(1, e.size()); n >= lopsided {
				return fmt.Sprintf("%s is %d times as long as %s", d.Path, n, e.Path)
			}
		}
	}
	return ""
}

// size is the length of the text in letters and other characters.
func (d *Document) size() int {
	n := 0
	for _, p := range d.Paragraphs {
		n += utf8.RuneCountInString(p)
	}
	return n
}
