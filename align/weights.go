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
	t2
	t3
	t3Split // a bead of three sides that are not all of one segment

	features
)

// Weights are the weights of all features.
type weights [features]float64

var pairWeights = weights{
	fValue:       0.421,
	fIdentical:   0.511,
	fName:        0.516,
	fLexicon:     0.359,
	fFunction:    0.176,
	fLearned:     0.000,
	fCognate:     0.146,
	uUnknown:     0.115,
	uFunction:    -0.235,
	uKnown:       -0.232,
	uName:        -0.171,
	uValue:       -1.040,
	lSquare:      -0.276,
	lFar:         0.101,
	mQuestion:    -2.092,
	mExclamation: -0.495,
	mQuote:       -1.322,
	mColon:       -0.281,
	mBracket:     0.323,
	mDash:        0.089,
	mDigit:       -0.153,
	mOpen:        -1.754,
	mEnd:         -1.346,
	mBreaks:      -0.475,
	p11:          5.764,
	p12:          4.307,
	p13:          3.486,
	p14:          3.809,
	p22:          0.724,
	p23:          -2.375,
	pLarge:       -6.436,
	n1:           -0.402,
	n1Length:     0.000,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
}

var jointWeights = weights{
	fValue:       0.270,
	fIdentical:   0.366,
	fName:        0.429,
	fLexicon:     0.247,
	fFunction:    0.105,
	fLearned:     0.000,
	fCognate:     0.079,
	uUnknown:     0.024,
	uFunction:    -0.109,
	uKnown:       -0.114,
	uName:        -0.141,
	uValue:       -0.404,
	lSquare:      -0.146,
	lFar:         0.100,
	mQuestion:    -0.943,
	mExclamation: 0.026,
	mQuote:       -0.788,
	mColon:       -0.143,
	mBracket:     0.419,
	mDash:        0.324,
	mDigit:       -0.147,
	mOpen:        -1.213,
	mEnd:         -0.682,
	mBreaks:      -0.664,
	p11:          3.041,
	p12:          2.453,
	p13:          3.193,
	p14:          4.444,
	p22:          2.216,
	p23:          1.324,
	pLarge:       -0.512,
	n1:           -0.106,
	n1Length:     0.000,
	t2:           0.820,
	t3:           2.132,
	t3Split:      2.140,
}
