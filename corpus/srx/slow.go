package srx

import (
	"fmt"
	"unicode/utf8"
)

// slowMatch asks the slow rule k about the position i of the line that begins at line.
func (c *scanner) slowMatch(k, line, i int) bool {
	u := &c.seg.slow[k]
	if c.tired[k] {
		return false
	}
	text, at := c.slowText(line, i)
	for _, re := range []*backtracker{u.slowBefore, u.slowAfter} {
		ok, err := re.match(text, at)
		if err != nil {
			c.tire(k, fmt.Errorf("SRX rule %d (of %q) takes longer than %v at byte %d", u.number, u.list, slowLimit, i))
		}
		if !ok {
			return false
		}
	}
	return true
}

func (c *scanner) tire(k int, err error) {
	if c.tired == nil {
		c.tired = map[int]bool{}
	}
	c.tired[k] = true
	if c.err == nil {
		c.err = err
	}
}

// slowText returns the line around i as far as a rule sees it, and where i is in it.
func (c *scanner) slowText(line, i int) (text []rune, at int) {
	from := i
	for at < window && from > line {
		_, n := utf8.DecodeLastRuneInString(c.text[line:from])
		from -= n
		at++
	}
	text = make([]rune, 0, at+window)
	for from < len(c.text) && len(text) < at+window && lineBreak(c.text, from) == 0 {
		r, n := utf8.DecodeRuneInString(c.text[from:])
		text = append(text, r)
		from += n
	}
	return text, at
}
