package main

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"aztm/tm"
)

func TestAheadKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, aheadUnits - 1, aheadUnits, aheadUnits + 1, 1000} {
		at := 0
		next, stop := ahead(func() (tm.Unit, error) {
			at++
			if at > n {
				return tm.Unit{}, io.EOF
			}
			if at%10 == 0 {
				return tm.Unit{}, &tm.Refused{TUID: fmt.Sprint(at)}
			}
			return tm.Unit{TUID: fmt.Sprint(at)}, nil
		}, endsFile)
		for i := 1; i <= n; i++ {
			u, err := next()
			var no *tm.Refused
			if errors.As(err, &no) {
				u.TUID = no.TUID
			}
			if u.TUID != fmt.Sprint(i) || (err != nil) != (i%10 == 0) {
				t.Fatalf("of %d units, number %d is %q, %v", n, i, u.TUID, err)
			}
		}
		if _, err := next(); err != io.EOF {
			t.Errorf("after %d units: %v", n, err)
		}
		stop()
		if at != n+1 {
			t.Errorf("%d units were asked for %d times", n, at)
		}
	}
}

func TestAheadStopsEarly(t *testing.T) {
	at := 0
	next, stop := ahead(func() (tm.Unit, error) { at++; return tm.Unit{}, nil }, endsFile)
	next()
	stop()
	if most := (aheadSteps + 3) * aheadUnits; at > most {
		t.Errorf("%d units were read, at most %d may be", at, most)
	}
}
