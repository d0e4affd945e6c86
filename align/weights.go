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
	fValue:       0.368,
	fIdentical:   0.494,
	fName:        0.457,
	fLexicon:     0.337,
	fFunction:    0.183,
	fLearned:     -0.000,
	fCognate:     0.145,
	uUnknown:     0.108,
	uFunction:    -0.217,
	uKnown:       -0.241,
	uName:        -0.179,
	uValue:       -1.031,
	lSquare:      -0.283,
	lFar:         0.168,
	mQuestion:    -2.133,
	mExclamation: -0.706,
	mQuote:       -1.256,
	mColon:       -0.307,
	mBracket:     0.095,
	mDash:        0.025,
	mDigit:       -0.602,
	mOpen:        -1.733,
	mEnd:         -1.639,
	mBreaks:      -0.776,
	p11:          5.832,
	p12:          4.077,
	p13:          2.422,
	p14:          -0.132,
	p22:          0.906,
	p23:          -1.398,
	pLarge:       -5.544,
	n1:           -0.444,
	n1Length:     0.000,
	t2:           0.000,
	t3:           0.000,
	t3Split:      0.000,
}

var jointWeights = weights{
	fValue:       0.198,
	fIdentical:   0.361,
	fName:        0.403,
	fLexicon:     0.222,
	fFunction:    0.109,
	fLearned:     0.000,
	fCognate:     0.110,
	uUnknown:     0.007,
	uFunction:    -0.083,
	uKnown:       -0.117,
	uName:        -0.157,
	uValue:       -0.470,
	lSquare:      -0.158,
	lFar:         0.124,
	mQuestion:    -1.038,
	mExclamation: -0.388,
	mQuote:       -0.664,
	mColon:       -0.162,
	mBracket:     0.435,
	mDash:        0.334,
	mDigit:       -0.305,
	mOpen:        -1.204,
	mEnd:         -0.702,
	mBreaks:      -0.774,
	p11:          3.343,
	p12:          2.402,
	p13:          2.756,
	p14:          -0.043,
	p22:          2.413,
	p23:          1.423,
	pLarge:       0.150,
	n1:           -0.332,
	n1Length:     0.000,
	t2:           0.176,
	t3:           0.908,
	t3Split:      2.785,
}
