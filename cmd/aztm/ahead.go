package main

import "aztm/tm"

// aheadUnits is how many units are handed over at a time, and aheadSteps how many such steps may wait.
const (
	aheadUnits = 64
	aheadSteps = 4
)

type readUnit struct {
	unit tm.Unit
	err  error
}

// ahead reads units on a goroutine of its own while those before them are stored. The reader is asked for no more after an error
// that ends it. stop waits until it is left alone.
func ahead(read func() (tm.Unit, error), ends func(error) bool) (next func() (tm.Unit, error), stop func()) {
	steps, quit, over := make(chan []readUnit, aheadSteps), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for ended := false; !ended; {
			step := make([]readUnit, 0, aheadUnits)
			for len(step) < aheadUnits && !ended {
				u, err := read()
				step = append(step, readUnit{u, err})
				ended = ends(err)
			}
			select {
			case steps <- step:
			case <-quit:
				return
			}
		}
	}()
	var step []readUnit
	next = func() (tm.Unit, error) {
		if len(step) == 0 {
			step = <-steps
		}
		r := step[0]
		step = step[1:]
		return r.unit, r.err
	}
	stop = func() {
		close(quit)
		<-over
	}
	return next, stop
}
