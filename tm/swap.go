package tm

import (
	"strings"

	"aztm/corpus/words"
)

// swap puts the numbers of the query q in the place of those of the source c, if only numbers differ and every number
// that differs stands once in the target. Numbers are compared by their digits as written, with what stands
// between them; suffixes (2024-cü) stay as the target has them.
func (t *Target) swap(q, c Text) {
	news, ok := changedNumbers(q, c)
	if !ok {
		return
	}
	count := map[string]int{}
	tokens := NewText(t.Lang, t.Text).Tokens
	for _, k := range tokens {
		start, end := digits(t.Text, k)
		count[t.Text[start:end]]++
	}
	for old := range news {
		if count[old] != 1 {
			return
		}
	}
	var b strings.Builder
	at := 0
	for _, k := range tokens {
		start, end := digits(t.Text, k)
		if to, ok := news[t.Text[start:end]]; ok {
			b.WriteString(t.Text[at:start] + to)
			at = end
		}
	}
	b.WriteString(t.Text[at:])
	t.Text, t.Swapped = b.String(), true
}

// changedNumbers maps each number of c that differs to the one in its place in q. It reports false where a number of c stands for
// different numbers of q, so that nobody knows which is meant.
func changedNumbers(q, c Text) (map[string]string, bool) {
	all := map[string]string{}
	for i, k := range c.Tokens {
		if k.Kind != words.Number || q.Tokens[i].Kind != words.Number {
			continue
		}
		qs, qe := digits(q.Stored, q.Tokens[i])
		cs, ce := digits(c.Stored, k)
		old, to := c.Stored[cs:ce], q.Stored[qs:qe]
		if prev, ok := all[old]; ok && prev != to {
			return nil, false
		}
		all[old] = to
	}
	for old, to := range all {
		if old == to {
			delete(all, old)
		}
	}
	return all, len(all) > 0
}

// digits is the range of a number token from its first digit to its last.
func digits(text string, k words.Token) (start, end int) {
	start, end = coreRange(text[k.Start:k.End])
	return k.Start + start, k.Start + end
}
