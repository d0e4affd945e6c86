// Package lexicon holds word pairs with weights. STUB: the docstrings below are the contract.
package lexicon

// A Lexicon answers how well a lemma of one language is translated by a lemma of another.
type Lexicon struct{}

// Builtin returns the built-in trilingual lexicon.
func Builtin() *Lexicon { return &Lexicon{} }
