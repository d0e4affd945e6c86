package check

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"aztm/align/lexicon"
	"aztm/corpus/norm"
)

// translations are how texts were translated first, by text and language of the translation. They hold hashes, no texts: 32 bytes a text and
// language.
type translations map[direction]translated

type direction struct {
	source uint64 // hash of the text and its language
	target string // base language
}

type translated struct {
	text uint64 // hash of the translation
	unit int64
}

// compare finds the texts of a unit that translate another of its texts otherwise than an earlier unit. What differs in case,
// diacritics and marks alone is no other translation.
func (tr translations) compare(u Unit) []Finding {
	texts := u.Texts[:min(len(u.Texts), maxCompared)]
	hashes := make([]uint64, len(texts))
	for i, t := range texts {
		hashes[i] = letterHash(lexicon.Base(t.Lang), t.Text)
	}
	var out []Finding
	for j, t := range texts {
		var sources []string
		other := int64(0)
		for i, s := range texts {
			d := direction{hashes[i], lexicon.Base(t.Lang)}
			if hashes[i] == 0 || hashes[j] == 0 || lexicon.Base(s.Lang) == d.target {
				continue
			}
			was, ok := tr[d]
			if !ok {
				tr[d] = translated{hashes[j], u.ID}
			} else if was.text != hashes[j] && was.unit != u.ID {
				sources, other = append(sources, s.Lang), was.unit
			}
		}
		if len(sources) > 0 {
			start, end := trimmed(t.Text)
			out = append(out, Finding{Check: Inconsistent, Text: j, Lang: t.Lang, Start: start, End: end, Other: other,
				Reason: fmt.Sprintf("unit %d has the same %s and another %s", other, strings.Join(sources, " and "), t.Lang)})
		}
	}
	return out
}

// letterHash is a hash of the letters and digits of a text; 0 if it has none.
func letterHash(base, text string) uint64 {
	h := fnv.New64a()
	none := true
	h.Write([]byte(base))
	for word := range strings.FieldsFuncSeq(norm.Loose(base, text), func(r rune) bool { return !letter(r) && !unicode.IsDigit(r) }) {
		h.Write([]byte{0})
		h.Write([]byte(word))
		none = false
	}
	if none {
		return 0
	}
	return h.Sum64()
}
