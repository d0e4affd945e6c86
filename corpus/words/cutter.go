package words

import "strings"

// A Cutter cuts texts of one language into the same tokens as Tokens. It remembers the keys of the words it met, so that
// many texts cost a quarter of the time. It is not safe for concurrent use.
type Cutter struct {
	lang  string
	known map[string]keysOf
}

type keysOf struct{ loose, key string }

// remembered bounds how many words a Cutter remembers; a news archive of a million sentences has about so many.
const remembered = 1 << 18

// NewCutter returns a cutter for texts of a language.
func NewCutter(lang string) *Cutter { return &Cutter{lang, map[string]keysOf{}} }

// Tokens returns the tokens of text in order.
func (c *Cutter) Tokens(text string) []Token {
	var buf [64]Span
	spans := AppendSpans(buf[:0], text)
	if len(spans) == 0 {
		return nil
	}
	out := make([]Token, len(spans))
	for i, s := range spans {
		if s.Kind != Word {
			out[i] = token(c.lang, text, s)
			continue
		}
		k, ok := c.known[text[s.Start:s.End]]
		if !ok {
			t := token(c.lang, text, s)
			k = keysOf{t.Loose, t.Key}
			if len(c.known) >= remembered {
				clear(c.known)
			}
			c.known[strings.Clone(text[s.Start:s.End])] = k
		}
		out[i] = Token{s.Start, s.End, s.Kind, k.loose, k.key}
	}
	return out
}
