package align

import "slices"

// plainPair and plainJoint are the weights for languages of which the lexicon knows nothing: what it cannot explain says little there, and
// learned word pairs say more. They were trained as pairWeights and jointWeights were, on the same news under names of languages that do not
// exist, once without a lexicon and once with what the other stories teach.
var plainPair = weights{
	fValue:       0.197,
	fIdentical:   0.402,
	fName:        0.425,
	fLexicon:     -0.000,
	fFunction:    -0.000,
	fLearned:     0.741,
	fCognate:     0.192,
	uUnknown:     0.060,
	uFunction:    0.000,
	uKnown:       0.000,
	uName:        -0.149,
	uValue:       -1.037,
	lSquare:      -0.286,
	lFar:         -0.139,
	mQuestion:    -2.609,
	mExclamation: -0.401,
	mQuote:       -1.467,
	mColon:       -1.003,
	mBracket:     -0.697,
	mDash:        0.521,
	mDigit:       -1.578,
	mOpen:        -1.817,
	mEnd:         -1.292,
	mBreaks:      -0.774,
	p11:          5.134,
	p12:          3.331,
	p13:          3.153,
	p14:          3.875,
	p22:          1.034,
	p23:          -0.637,
	pLarge:       -2.631,
	n1:           -1.129,
	n1Length:     0.185,
	n1Words:      0.013,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
	cShare + 0:   -0.979,
	cShare + 1:   0.578,
	cShare + 2:   3.033,
	cShare + 3:   3.320,
	cShare + 4:   3.057,
	cShare + 5:   1.593,
	cBoth + 0:    -0.549,
	cBoth + 1:    0.509,
	cBoth + 2:    -0.737,
	cBoth + 3:    0.396,
	cBoth + 4:    1.043,
	cBoth + 5:    2.120,
	cWeakest + 0: 0.696,
	cWeakest + 1: 1.168,
	cWeakest + 2: 0.800,
	cWeakest + 3: 0.810,
	cWeakest + 4: 0.030,
	cWeakest + 5: -0.000,
}

var plainJoint = jointWeights

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
