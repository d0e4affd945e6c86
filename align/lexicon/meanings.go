package lexicon

import "aztm/corpus/words"

// Meanings returns the concepts that a word of a text may stand for alone, as numbers that are equal for translations; nil for
// words of grammar and for words that the lexicon does not know. The first lemma of the word that has any decides.
func (l *Lexicon) Meanings(lang, word string) []uint32 {
	for _, lemma := range words.Lemmas(lang, word) {
		links := l.Links(nil, lang, lemma)
		if links == nil {
			continue
		}
		var out []uint32
		for _, k := range links {
			if k.Kind != Function && k.Weight == 1 {
				out = append(out, k.Concept)
			}
		}
		return out
	}
	return nil
}
