package corpus

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A model is what the text of a one-byte encoding looks like in the language that it serves.
type model struct {
	encoding, lang string
	table          *[256]rune
	bits           map[rune]float64 // log₂ of the share of each letter beyond ASCII
}

// Scores, in bits, of what is no expected letter.
const (
	strange   = -13 // box drawing, controls, letters of other languages
	sign      = -7  // quotes, dashes, № ©
	mixed     = -6  // a Cyrillic letter beside a Latin one
	crowded   = -3  // a Latin letter with diacritics between two of its kind
	humped    = -3  // a capital after a small letter
	preferred = 1   // once, for the language that the text is said to be in
)

const signs = "«»“”„‘’‚–—…№©®™°§•€±·×½\u00a0\u00ad"

func readModels(file string) (out []model) {
	for _, row := range rows(file) {
		m := model{row[0], row[1], table(row[0]), map[rune]float64{}}
		for _, l := range strings.Fields(row[2]) {
			r, n := utf8.DecodeRuneInString(l)
			share, _ := strconv.ParseFloat(l[n:], 64)
			m.bits[r] = math.Log2(share / 1000)
		}
		out = append(out, m)
	}
	return out
}

// detect picks the one-byte encoding in which the letters of data are the likeliest.
func detect(data []byte, lang string) string {
	data = data[:min(len(data), 64<<10)]
	best, name := math.Inf(-1), ""
	for _, m := range models() {
		score := m.score(data)
		if m.lang == lang {
			score += preferred
		}
		if score > best {
			best, name = score, m.encoding
		}
	}
	return name
}

// score is the log-likelihood of the bytes beyond ASCII.
func (m model) score(data []byte) (score float64) {
	for i, b := range data {
		if b < utf8.RuneSelf {
			continue
		}
		before, after := m.at(data, i-1), m.at(data, i+1)
		r := m.table[b]
		switch {
		case strings.ContainsRune(signs, r):
			score += sign
			continue
		case !unicode.IsLetter(r):
			score += strange
			continue
		}
		score += m.letter(r)
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			if latin(before) || latin(after) {
				score += mixed
			}
		case before >= utf8.RuneSelf && unicode.IsLetter(before) && after >= utf8.RuneSelf && unicode.IsLetter(after):
			score += crowded
		}
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			score += humped
		}
	}
	return score
}

func (m model) letter(r rune) float64 {
	if bits, ok := m.bits[r]; ok {
		return bits
	}
	if bits, ok := m.bits[unicode.ToLower(r)]; ok {
		return bits
	}
	return strange
}

func (m model) at(data []byte, i int) rune {
	if i < 0 || i >= len(data) {
		return ' '
	}
	return m.table[data[i]]
}

func latin(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }
