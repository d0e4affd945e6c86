package align

// A feature is one number about a bead; a bead's score is the sum of its features, each times its weight.
type feature uint8

const (
	// Explained: sum over the tokens of a side that have a counterpart on the other, of strength times rarity.
	fValue feature = iota
	fIdentical
	fName
	fLexicon
	fFunction
	fLearned
	fCognate

	// Unexplained: how many tokens of each class lack a counterpart, part by part where it is weak.
	uUnknown
	uFunction
	uKnown
	uName
	uValue

	// Length: squared and capped deviation of the log ratio; the plain one beyond the cap.
	lSquare
	lFar

	// Marks that one side has and the other lacks.
	mQuestion
	mExclamation
	mQuote
	mColon
	mBracket
	mDash
	mDigit
	mOpen
	mEnd
	mBreaks

	// Priors by shape; the order of the sides does not matter.
	p11
	p12
	p13
	p14
	p22
	p23
	pLarge

	// Beads of one side, and of two or three out of three.
	n1
	n1Length
	n1Words
	t2
	t3
	t3Split // a bead of three sides that are not all of one segment

	// Beads that begin inside a sentence, by the kind of cut; a part alone.
	cut
	n1Part = cut + feature(jointKinds)

	// Share of the content words that are explained: of the side where it is less, of both sides, and, for merges, of
	// the segment where it is least; each at the knots.
	cShare   = n1Part + 1
	cBoth    = cShare + feature(len(knots))
	cWeakest = cBoth + feature(len(knots))
	features = cWeakest + feature(len(knots))
)

// Weights are the weights of all features.
type weights [features]float64

var pairWeights = weights{
	fValue:       0.338,
	fIdentical:   0.384,
	fName:        0.428,
	fLexicon:     0.260,
	fFunction:    0.191,
	fLearned:     0.300,
	fCognate:     0.034,
	uUnknown:     0.288,
	uFunction:    -0.218,
	uKnown:       -0.083,
	uName:        -0.028,
	uValue:       -0.873,
	lSquare:      -0.250,
	lFar:         0.121,
	mQuestion:    -2.088,
	mExclamation: -0.423,
	mQuote:       -1.321,
	mColon:       -0.309,
	mBracket:     0.180,
	mDash:        0.260,
	mDigit:       -0.280,
	mOpen:        -1.795,
	mEnd:         -1.513,
	mBreaks:      -0.512,
	p11:          5.117,
	p12:          3.376,
	p13:          3.210,
	p14:          3.805,
	p22:          0.617,
	p23:          -1.254,
	pLarge:       -3.531,
	n1:           -0.741,
	n1Length:     0.111,
	n1Words:      0.051,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
	cut + 0:      0.278,
	cut + 1:      -1.353,
	cut + 2:      -2.204,
	cut + 3:      -3.955,
	n1Part:       -0.765,
	cShare + 0:   -0.735,
	cShare + 1:   0.300,
	cShare + 2:   0.644,
	cShare + 3:   0.725,
	cShare + 4:   1.117,
	cShare + 5:   2.459,
	cBoth + 0:    -0.595,
	cBoth + 1:    0.308,
	cBoth + 2:    0.415,
	cBoth + 3:    0.473,
	cBoth + 4:    1.221,
	cBoth + 5:    1.414,
	cWeakest + 0: -0.103,
	cWeakest + 1: 0.382,
	cWeakest + 2: 1.454,
	cWeakest + 3: 1.119,
	cWeakest + 4: 1.095,
	cWeakest + 5: 1.617,
}

var jointWeights = weights{
	fValue:       0.239,
	fIdentical:   0.257,
	fName:        0.321,
	fLexicon:     0.162,
	fFunction:    0.108,
	fLearned:     0.180,
	fCognate:     0.019,
	uUnknown:     0.072,
	uFunction:    -0.102,
	uKnown:       -0.093,
	uName:        -0.106,
	uValue:       -0.440,
	lSquare:      -0.118,
	lFar:         0.113,
	mQuestion:    -1.053,
	mExclamation: 0.128,
	mQuote:       -0.862,
	mColon:       -0.041,
	mBracket:     0.246,
	mDash:        0.239,
	mDigit:       0.029,
	mOpen:        -1.149,
	mEnd:         -0.719,
	mBreaks:      -0.611,
	p11:          2.462,
	p12:          1.673,
	p13:          2.691,
	p14:          4.016,
	p22:          2.052,
	p23:          1.832,
	pLarge:       1.767,
	n1:           -0.148,
	n1Length:     -0.017,
	n1Words:      0.028,
	t2:           1.081,
	t3:           2.064,
	t3Split:      1.728,
	cut + 0:      -1,
	cut + 1:      -1,
	cut + 2:      -1.5,
	cut + 3:      -2,
	n1Part:       -1,
	cShare + 0:   -0.151,
	cShare + 1:   0.011,
	cShare + 2:   0.286,
	cShare + 3:   0.447,
	cShare + 4:   1.742,
	cShare + 5:   2.086,
	cBoth + 0:    -0.314,
	cBoth + 1:    0.980,
	cBoth + 2:    1.206,
	cBoth + 3:    1.147,
	cBoth + 4:    0.660,
	cBoth + 5:    0.365,
	cWeakest + 0: 0.132,
	cWeakest + 1: 0.335,
	cWeakest + 2: 1.073,
	cWeakest + 3: 1.037,
	cWeakest + 4: 0.604,
	cWeakest + 5: 1.788,
}
