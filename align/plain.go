package align

import "slices"

// plainPair and plainJoint are the weights for languages of which the lexicon knows nothing: what it cannot explain says little there, and
// learned word pairs say more. They were trained as pairWeights and jointWeights were, on the same news under names of languages that do not
// exist, once without a lexicon and once with what the other stories teach.
var plainPair = weights{
	fValue:       0.176,
	fIdentical:   0.382,
	fName:        0.398,
	fLexicon:     0.000,
	fFunction:    0.000,
	fLearned:     0.316,
	fCognate:     0.167,
	uUnknown:     0.055,
	uFunction:    0.000,
	uKnown:       0.000,
	uName:        -0.124,
	uValue:       -1.043,
	lSquare:      -0.283,
	lFar:         -0.126,
	mQuestion:    -2.642,
	mExclamation: -0.377,
	mQuote:       -1.451,
	mColon:       -0.973,
	mBracket:     -0.706,
	mDash:        0.540,
	mDigit:       -1.540,
	mOpen:        -1.806,
	mEnd:         -1.304,
	mBreaks:      -0.775,
	p11:          5.057,
	p12:          3.098,
	p13:          2.909,
	p14:          3.718,
	p22:          0.829,
	p23:          -0.850,
	pLarge:       -2.529,
	n1:           -1.329,
	n1Length:     0.228,
	n1Words:      0.011,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
	cut + 0:      neverCut, cut + 1: neverCut, cut + 2: neverCut, n1Part: neverCut,
	cShare + 0:   -1.285,
	cShare + 1:   0.446,
	cShare + 2:   2.515,
	cShare + 3:   3.356,
	cShare + 4:   3.356,
	cShare + 5:   1.909,
	cBoth + 0:    -0.568,
	cBoth + 1:    0.527,
	cBoth + 2:    -0.033,
	cBoth + 3:    1.052,
	cBoth + 4:    1.564,
	cBoth + 5:    2.481,
	cWeakest + 0: 0.723,
	cWeakest + 1: 1.261,
	cWeakest + 2: 1.314,
	cWeakest + 3: 1.200,
	cWeakest + 4: 0.116,
	cWeakest + 5: 0.000,
}

var plainJoint = weights{
	fValue:       0.167,
	fIdentical:   0.232,
	fName:        0.275,
	fLexicon:     0.000,
	fFunction:    0.000,
	fLearned:     0.190,
	fCognate:     0.103,
	uUnknown:     0.011,
	uFunction:    0.000,
	uKnown:       0.000,
	uName:        -0.074,
	uValue:       -0.659,
	lSquare:      -0.171,
	lFar:         -0.030,
	mQuestion:    -1.371,
	mExclamation: 0.053,
	mQuote:       -0.922,
	mColon:       -0.664,
	mBracket:     -0.046,
	mDash:        0.371,
	mDigit:       -0.756,
	mOpen:        -1.121,
	mEnd:         -0.878,
	mBreaks:      -0.739,
	p11:          2.669,
	p12:          1.803,
	p13:          3.082,
	p14:          5.052,
	p22:          2.496,
	p23:          2.857,
	pLarge:       3.654,
	n1:           -0.321,
	n1Length:     0.156,
	n1Words:      0.000,
	t2:           1.251,
	t3:           2.141,
	t3Split:      1.876,
	cut + 0:      neverCut, cut + 1: neverCut, cut + 2: neverCut, n1Part: neverCut,
	cShare + 0:   -0.133,
	cShare + 1:   0.763,
	cShare + 2:   2.197,
	cShare + 3:   2.905,
	cShare + 4:   1.558,
	cShare + 5:   1.825,
	cBoth + 0:    -0.015,
	cBoth + 1:    1.097,
	cBoth + 2:    0.360,
	cBoth + 3:    0.511,
	cBoth + 4:    1.017,
	cBoth + 5:    1.290,
	cWeakest + 0: 0.737,
	cWeakest + 1: 1.587,
	cWeakest + 2: 1.383,
	cWeakest + 3: 0.318,
	cWeakest + 4: 1.129,
	cWeakest + 5: -0.001,
}

// neverCut is the weight of a cut where capitals and semicolons tell nothing: German nouns.
const neverCut = -40

// minKnown is the share of the words of a text that the lexicon must know to be of use.
const minKnown = 0.1

// plain tells whether the lexicon knows too little of the words of a text.
func (s *side) plain() bool {
	known, all := 0, 0
	for i := range s.types {
		if s.types[i].class == value {
			continue
		}
		all++
		if isKnown(s.types[i].links) {
			known++
		}
	}
	return float64(known) < minKnown*float64(all)
}

// weightsFor returns the weights for a pair of texts and for three.
func weightsFor(sides []*side) (pair, joint *weights) {
	if slices.ContainsFunc(sides, (*side).plain) {
		return &plainPair, &plainJoint
	}
	return &pairWeights, &jointWeights
}
