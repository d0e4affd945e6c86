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
	fValue:       0.360,
	fIdentical:   0.270,
	fName:        0.302,
	fLexicon:     0.172,
	fFunction:    0.180,
	fLearned:     0.049,
	fCognate:     0.262,
	uUnknown:     0.205,
	uFunction:    -0.226,
	uKnown:       -0.200,
	uName:        -0.291,
	uValue:       -1.245,
	lSquare:      -0.198,
	lFar:         0.209,
	mQuestion:    -2.399,
	mExclamation: -0.047,
	mQuote:       -1.229,
	mColon:       -0.388,
	mBracket:     0.020,
	mDash:        0.411,
	mDigit:       0.625,
	mOpen:        -1.995,
	mEnd:         -1.560,
	mBreaks:      -0.672,
	p11:          4.995,
	p12:          3.159,
	p13:          3.534,
	p14:          4.857,
	p22:          0.664,
	p23:          -1.883,
	pLarge:       -3.802,
	n1:           -1.004,
	n1Length:     0.229,
	n1Words:      -0.005,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
	cut + 0:      -0.500,
	cut + 1:      -1.300,
	cut + 2:      -2.600,
	n1Part:       -0.499,
	cShare + 0:   -0.945,
	cShare + 1:   0.399,
	cShare + 2:   0.571,
	cShare + 3:   0.628,
	cShare + 4:   0.767,
	cShare + 5:   2.976,
	cBoth + 0:    -0.537,
	cBoth + 1:    -0.116,
	cBoth + 2:    -0.151,
	cBoth + 3:    0.570,
	cBoth + 4:    1.827,
	cBoth + 5:    2.275,
	cWeakest + 0: 0.011,
	cWeakest + 1: 0.052,
	cWeakest + 2: 1.307,
	cWeakest + 3: 0.943,
	cWeakest + 4: 1.453,
	cWeakest + 5: 2.187,
}

var jointWeights = weights{
	fValue:       0.256,
	fIdentical:   0.282,
	fName:        0.207,
	fLexicon:     0.142,
	fFunction:    0.104,
	fLearned:     0.074,
	fCognate:     0.027,
	uUnknown:     0.131,
	uFunction:    -0.109,
	uKnown:       -0.100,
	uName:        -0.221,
	uValue:       -0.662,
	lSquare:      -0.092,
	lFar:         0.156,
	mQuestion:    -1.540,
	mExclamation: 0.196,
	mQuote:       -0.881,
	mColon:       -0.186,
	mBracket:     -0.059,
	mDash:        0.228,
	mDigit:       0.379,
	mOpen:        -1.186,
	mEnd:         -1.015,
	mBreaks:      -0.710,
	p11:          2.412,
	p12:          1.351,
	p13:          2.676,
	p14:          4.305,
	p22:          1.743,
	p23:          1.849,
	pLarge:       1.997,
	n1:           -0.113,
	n1Length:     0.060,
	n1Words:      0.024,
	t2:           1.276,
	t3:           1.866,
	t3Split:      1.804,
	cut + 0:      -0.700,
	cut + 1:      -0.600,
	cut + 2:      -1.600,
	n1Part:       -0.787,
	cShare + 0:   -0.342,
	cShare + 1:   0.304,
	cShare + 2:   0.841,
	cShare + 3:   0.914,
	cShare + 4:   0.489,
	cShare + 5:   2.620,
	cBoth + 0:    -0.085,
	cBoth + 1:    0.686,
	cBoth + 2:    0.267,
	cBoth + 3:    0.370,
	cBoth + 4:    1.471,
	cBoth + 5:    1.367,
	cWeakest + 0: 0.708,
	cWeakest + 1: 0.424,
	cWeakest + 2: 1.008,
	cWeakest + 3: 1.092,
	cWeakest + 4: 1.402,
	cWeakest + 5: 1.901,
}
