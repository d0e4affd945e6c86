package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"aztm/tm"
)

// unitNumbers reads the numbers of units.
func unitNumbers(args []string) ([]int64, error) {
	var ids []int64
	for _, s := range args {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil || id < 1 {
			return nil, hint(fmt.Errorf("%q is no unit number", s), "search, lookup and show print the number below each unit")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// decide runs a decision about units as a batch, and says what it did and how it is taken back.
func decide(ctx context.Context, a *app, kind, past string, args []string, do func(*tm.Batch, []int64) error) error {
	ids, err := unitNumbers(args)
	if err != nil {
		return err
	}
	if err := a.wantsMemory(ctx); err != nil {
		return err
	}
	info, err := a.writing(ctx, kind, strings.Join(args, " "), func(b *tm.Batch) error { return do(b, ids) })
	if errors.Is(err, tm.ErrNotFound) {
		return hint(err, "nothing is changed; search, lookup and show print the number below each unit")
	}
	if err != nil {
		return err
	}
	n := info.Changed + info.Removed
	switch {
	case a.json:
		return a.object(map[string]int64{"units": int64(n), "batch": info.ID})
	case n == 0:
		a.say("nothing to change: %s before", past)
	default:
		a.say("%s %s as batch %d; %s undo %d takes it back", plural(n, "unit", "units"), past, info.ID, a.command(), info.ID)
	}
	return nil
}
