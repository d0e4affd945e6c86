package main

// reviewKind is the kind of the batches of review.
const reviewKind = "review"
