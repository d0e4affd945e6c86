package check

import "slices"

// A Unit is a unit in a run.
type Unit struct {
	ID    int64  // by which findings of other units name it
	Place string // document or story: units that follow one another in one place are neighbours
	Texts []Text
	Own   any // the caller's: what the unit was made of
}

// A Run checks units in their order. It knows what a unit alone does not tell: whether one of the next units closes the quotation or
// bracket that a unit opens, and how a text was translated before. It is not safe for concurrent use.
type Run struct {
	checker *Checker
	report  func(Unit, []Finding) error
	held    []held
	count   int
	open    map[string][]opened // by language and check
	first   translations
}

// reach is how many units further what closes a mark may stand.
const reach = 8

// A held is a unit whose findings wait for the next units.
type held struct {
	Unit
	findings []Finding
}

// An opened is a mark that nothing has closed yet.
type opened struct {
	finding *Finding
	unit    int // counted from the start of the run
	closed  int // the unit that closed it, 0 for none
}

// NewRun starts a run. report is called for every unit with findings, in order, up to reach units late.
func (c *Checker) NewRun(report func(Unit, []Finding) error) *Run {
	return &Run{checker: c, report: report, open: map[string][]opened{}, first: translations{}}
}

// Add checks a unit. The error is that of report.
func (r *Run) Add(u Unit) error {
	keep := reach - 1
	if len(r.held) > 0 && r.held[0].Place != u.Place {
		keep = 0
		clear(r.open)
	}
	if err := r.release(keep); err != nil {
		return err
	}
	findings := r.checker.find(u.Texts)
	if r.checker.Runs(Inconsistent) {
		findings = append(findings, r.first.compare(u)...)
	}
	r.count++
	for i := range findings {
		r.settle(&findings[i])
	}
	r.held = append(r.held, held{u, findings})
	return nil
}

// End reports what is left.
func (r *Run) End() error { return r.release(0) }

// settle pairs a mark without a partner with those that earlier units opened.
func (r *Run) settle(f *Finding) {
	key := f.Lang + " " + f.Check
	switch f.lone {
	case unclosed:
		r.open[key] = append(r.open[key], opened{finding: f, unit: r.count})
	case unopened:
		live := slices.DeleteFunc(r.open[key], func(o opened) bool { return r.count-o.unit >= reach || o.closed != 0 && o.closed != r.count })
		for i := range live {
			live[i].finding.settled, live[i].closed, f.settled = true, r.count, true
		}
		r.open[key] = live
	}
}

// release reports the findings of held units but for the last so many.
func (r *Run) release(keep int) error {
	for len(r.held) > keep {
		h := r.held[0]
		r.held = r.held[1:]
		if list := left(h.findings); len(list) > 0 {
			if err := r.report(h.Unit, list); err != nil {
				return err
			}
		}
	}
	return nil
}
