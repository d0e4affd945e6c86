// Package srx splits text into segments by SRX 2.0 rules. STUB: the docstrings below are the contract.
package srx

import "io"

// Rules are the rules of an SRX file.
type Rules struct{}

// A Segmenter splits text of one language.
type Segmenter struct{}

// A Span is a half-open byte range.
type Span struct{ Start, End int }

// Default returns the built-in rules for az, ru and en (other languages get the general ones).
func Default() *Rules { return &Rules{} }

// Source returns the SRX file of the built-in rules.
func Source() []byte { return nil }

// Parse reads an SRX 2.0 file. A rule that cannot be used is an error that names it by number.
func Parse(r io.Reader) (*Rules, error) { return nil, nil }

// Segmenter returns the segmenter for lang (BCP 47), safe for concurrent use.
func (r *Rules) Segmenter(lang string) *Segmenter { return &Segmenter{} }

// Split returns the spans of the segments of text, in order, without white space at their edges;
// between them is only white space. A newline is always a boundary.
func (s *Segmenter) Split(text string) []Span { return nil }
