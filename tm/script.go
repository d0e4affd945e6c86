package tm

import (
	"slices"

	"aztm/corpus/words"
)

// scriptCells bounds the memory of Script, one byte a cell.
const scriptCells = 16 << 20

// Script returns the cheapest edit script from a to b, for showing what differs. Where several are equally
// cheap it prefers substitutions, then deletions. For texts too long to be compared token by token it returns
// what they have in common at both ends, and one Replace between.
func Script(a, b []words.Token) []Op {
	x, y, head := trim(a, b)
	var kinds []OpKind
	kinds = append(kinds, slices.Repeat([]OpKind{Keep}, head)...)
	if (len(x)+1)*(len(y)+1) > scriptCells {
		return coarse(len(a), len(b), head, len(x), len(y))
	}
	kinds = append(kinds, trace(x, y)...)
	kinds = append(kinds, slices.Repeat([]OpKind{Keep}, len(a)-head-len(x))...)
	return group(kinds)
}

func coarse(a, b, head, x, y int) []Op {
	ops := []Op{{Keep, 0, head, 0, head}, {Replace, head, head + x, head, head + y}, {Keep, head + x, a, head + y, b}}
	return slices.DeleteFunc(ops, func(o Op) bool { return o.AStart == o.AEnd && o.BStart == o.BEnd })
}

// trace fills the whole table and walks back through it.
func trace(a, b []words.Token) []OpKind {
	wide := len(b) + 1
	how := make([]OpKind, (len(a)+1)*wide)
	row := make([]int, wide)
	for j := 1; j < wide; j++ {
		row[j], how[j] = j*costGap, Insert
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0], how[i*wide] = i*costGap, Delete
		for j := 1; j < wide; j++ {
			cost, kind := substitute(a[i-1], b[j-1])
			best := diagonal + cost
			if d := row[j] + costGap; d < best {
				best, kind = d, Delete
			}
			if d := row[j-1] + costGap; d < best {
				best, kind = d, Insert
			}
			diagonal, row[j], how[i*wide+j] = row[j], best, kind
		}
	}
	var kinds []OpKind
	for i, j := len(a), len(b); i > 0 || j > 0; {
		k := how[i*wide+j]
		kinds = append(kinds, k)
		if k != Insert {
			i--
		}
		if k != Delete {
			j--
		}
	}
	slices.Reverse(kinds)
	return kinds
}

// group joins neighbouring steps of one kind.
func group(kinds []OpKind) []Op {
	var ops []Op
	i, j := 0, 0
	for n, k := range kinds {
		if n == 0 || kinds[n-1] != k {
			ops = append(ops, Op{k, i, i, j, j})
		}
		if k != Insert {
			i++
		}
		if k != Delete {
			j++
		}
		ops[len(ops)-1].AEnd, ops[len(ops)-1].BEnd = i, j
	}
	return ops
}
