package tm

// A worker runs jobs one after the other on a goroutine of its own, which lives from the first job until somebody waits.
type worker struct {
	jobs  chan func() error // nil while there is no goroutine
	ended chan error
}

// do runs a job after those before it, while the caller goes on. It returns the error of an earlier one, after which no job runs.
func (w *worker) do(job func() error) error {
	if w.jobs == nil {
		w.jobs, w.ended = make(chan func() error, 8), make(chan error, 1)
		go work(w.jobs, w.ended)
	}
	select {
	case err := <-w.ended:
		w.jobs = nil
		return err
	case w.jobs <- job:
		return nil
	}
}

func work(jobs <-chan func() error, ended chan<- error) {
	for job := range jobs {
		if err := job(); err != nil {
			ended <- err
			return
		}
	}
	ended <- nil
}

// wait waits until all jobs are done, or one failed.
func (w *worker) wait() error {
	if w.jobs == nil {
		return nil
	}
	close(w.jobs)
	w.jobs = nil
	return <-w.ended
}
