package norm

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A codepage turns what a byte was misread as back into the byte, 0x80–0xFF. As in the WHATWG tables a byte that the code
// page leaves undefined stands for the C1 control of the same value: Ə is C6 8F, and 8F has no letter in CP1252.
type codepage struct {
	fix   string
	bytes map[rune]byte
	// typical are the continuation bytes, as characters, that clean text often has after a letter. They prove nothing.
	typical string
}

const typicalSigns = "‘’“”«»…–—™®©°•\u00a0"

var codepages = sync.OnceValue(func() []*codepage {
	return []*codepage{
		newCodepage(FixMojibake1252, charmap.Windows1252, typicalSigns),
		newCodepage(FixMojibake1254, charmap.Windows1254, typicalSigns),
		newCodepage(FixMojibake1251, charmap.Windows1251, typicalSigns+"№§ЁёЂђЃѓЄєЅѕІіЇїЈјЉљЊњЋћЌќЎўЏџҐґ"),
	}
})

func newCodepage(fix string, cm *charmap.Charmap, typical string) *codepage {
	p := &codepage{fix: fix, bytes: make(map[rune]byte, 128), typical: typical}
	for b := 0x80; b <= 0xFF; b++ {
		r := cm.DecodeByte(byte(b))
		if r == utf8.RuneError {
			r = rune(b)
		}
		p.bytes[r] = byte(b)
	}
	return p
}

// evidence is what speaks for a reading as mojibake.
type evidence struct {
	sequences int // letters recovered
	strong    int // places that clean text does not show
	control   int // C1 controls recovered: a second layer, or no mojibake
	foreign   int // recovered code points outside the letters and signs of European text
}

func (e evidence) plus(f evidence) evidence {
	return evidence{e.sequences + f.sequences, e.strong + f.strong, e.control + f.control, e.foreign + f.foreign}
}

// convincing reports whether text so read is certain to have been mojibake. Signs of other scripts need much.
func (e evidence) convincing() bool {
	return e.strong > 0 && e.control == 0 && (e.foreign == 0 || e.sequences >= 6 && 2*e.strong >= e.sequences)
}

// mayBeMojibake reports whether some line begins its non-ASCII text with a whole misread letter.
func mayBeMojibake(text string) bool {
	for line := range strings.Lines(text) {
		i := nonASCII(line)
		if i == len(line) {
			continue
		}
		for _, p := range codepages() {
			if _, size := p.sequence(line[i:]); size > 0 {
				return true
			}
		}
	}
	return false
}

// nonASCII is the place of the first byte ≥ 0x80, or len(text).
func nonASCII(text string) int {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return i
		}
	}
	return len(text)
}

// unmojibake undoes the misreading of the text, layer by layer, or else of those of its lines that show the damage by
// themselves. Each layer has at least twice the letters of the one below, so that this ends soon.
func unmojibake(text string, n counts) string {
	for mayBeMojibake(text) {
		next := unmojibakeOnce(text, n)
		if next == text {
			break
		}
		text = next
	}
	return text
}

func unmojibakeOnce(text string, n counts) string {
	for _, p := range codepages() {
		if out, count := p.undo(text); count > 0 {
			n[p.fix] += count
			return out
		}
	}
	if !strings.Contains(text, "\n") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(unmojibakeLine(line, n))
	}
	return b.String()
}

func unmojibakeLine(line string, n counts) string {
	for _, p := range codepages() {
		if out, count := p.undo(line); count > 0 {
			n[p.fix] += count
			return out
		}
	}
	return line
}

// undo reads text back through the code page, if the whole of it goes and the result convinces; a text misread
// twice is judged by what is below both layers. It returns the letters recovered, 0 for none.
func (p *codepage) undo(text string) (string, int) {
	first, e, ok := p.read(text)
	if !ok || e.sequences == 0 {
		return text, 0
	}
	if e.convincing() {
		return first, e.sequences
	}
	second, below, ok := p.read(first)
	if ok && below.convincing() {
		return second, below.sequences
	}
	return text, 0
}

// read turns every misread letter back; false if something in text is none.
func (p *codepage) read(text string) (string, evidence, bool) {
	var e evidence
	out := make([]byte, 0, len(text))
	prev, chain := rune(0), 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			out, prev, chain = append(out, c), rune(c), 0
			i++
			continue
		}
		r, size := p.sequence(text[i:])
		if size == 0 {
			return "", e, false
		}
		if chain++; chain == 3 {
			e.strong++ // letter, sign, letter, sign, letter, sign: no text is written so
		}
		e = e.plus(p.weigh(prev, text[i:i+size], text[i+size:], r))
		out = utf8.AppendRune(out, r)
		i += size
		prev, _ = utf8.DecodeLastRuneInString(text[:i])
	}
	return string(out), e, true
}

// sequence reads one misread letter at the start of text, which is a lead byte and its continuation bytes, each
// shown as a character; size is in bytes of text, 0 if there is none.
func (p *codepage) sequence(text string) (letter rune, size int) {
	var raw [utf8.UTFMax]byte
	want := 1
	for n := 0; n < want; n++ {
		r, k := utf8.DecodeRuneInString(text[size:])
		b, ok := p.bytes[r]
		if !ok || n > 0 && b >= 0xC0 {
			return 0, 0
		}
		if raw[n] = b; n == 0 {
			want = sequenceLength(b)
		}
		size += k
	}
	r, k := utf8.DecodeRune(raw[:want])
	if want < 2 || k != want {
		return 0, 0
	}
	return r, size
}

func sequenceLength(lead byte) int {
	switch {
	case lead < 0xC2 || lead > 0xF4:
		return 1 // no lead byte
	case lead < 0xE0:
		return 2
	case lead < 0xF0:
		return 3
	}
	return 4
}

// weigh judges one misread letter by its neighbours: prev, the character before, and rest, the text after it.
func (p *codepage) weigh(prev rune, sequence, rest string, letter rune) evidence {
	e := evidence{sequences: 1}
	switch {
	case letter < 0xA0:
		e.control++
	case !european(letter):
		e.foreign++
	}
	if p.strong(prev, sequence, rest) {
		e.strong++
	}
	return e
}

// strong reports whether clean text does not show such a sequence here: a sign that does not follow letters,
// a capital right after a small letter, or letters and signs grown together.
func (p *codepage) strong(prev rune, sequence, rest string) bool {
	lead, size := utf8.DecodeRuneInString(sequence)
	tail := sequence[size:]
	if strings.ContainsFunc(tail, func(r rune) bool { return !strings.ContainsRune(p.typical, r) }) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLower(prev) && unicode.IsUpper(lead):
		return true
	case !unicode.IsLetter(prev) && strings.ContainsRune("ÂÃ", lead) && !strings.ContainsAny(tail, "»”"):
		return true // no word is one such letter; a quotation of it may end so
	case p.fix == FixMojibake1251 && unicode.Is(unicode.Latin, prev) && unicode.IsLetter(prev):
		return true // Cyrillic grown onto Latin
	case lead == 'В' && !unicode.IsLetter(prev) && (strings.ContainsAny(tail, "°©®«") ||
		unicode.In(firstRune(tail), unicode.Cyrillic) && (unicode.IsDigit(prev) || unicode.IsDigit(next))):
		return true // ВЈ120 was £120; the preposition В has a blank or a dash after it
	}
	return !unicode.IsLetter(prev) && unicode.IsUpper(lead) && unicode.IsLower(next) && unicode.Is(unicode.Latin, next) &&
		!strings.Contains(tail, "\u00a0")
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// european reports whether r belongs to the letters, signs and symbols of news in Latin or Cyrillic script.
func european(r rune) bool {
	switch {
	case r < 0x180, r == 'ə', r == 'Ə', 0x218 <= r && r <= 0x21B, r == 'ǧ', r == 'Ǧ', r == 'ʼ', r == 'ʻ':
		return r >= 0xA0 && r != 'Ÿ' && r != 'ĳ' && r != 'ſ'
	case 0x400 <= r && r <= 0x45F, strings.ContainsRune("ҐґҒғҜҝҮүҸҹҺһӘәӨө", r):
		return true
	case 0x1E00 <= r && r <= 0x1EFF, 0x2000 <= r && r <= 0x27BF, r == 0xFE0F, r == 0xFEFF, r == 0xFFFD:
		return true
	}
	return 0x1F000 <= r && r <= 0x1FAFF
}
