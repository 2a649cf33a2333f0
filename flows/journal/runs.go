package journal

import "time"

// Run is what the journal knows of one run.
type Run struct {
	ID string
	// At is when it started.
	At    time.Time
	Start Start
	// Snapshot holds the values that were read before the first change.
	Snapshot []Value
	// Changes are ordered by when each control was set first.
	Changes []Change
	// End is nil for a run that was killed or is still under way.
	End *End
}

// Change is what a run did to one control, in all its tries.
type Change struct {
	Run string
	At  time.Time
	Outcome
	// Wanted is the value that it was to be set to.
	Wanted string
	// Open says that no outcome was recorded: nobody knows whether the change was made.
	Open bool
}

// Changed says whether the control may have been changed.
func (c Change) Changed() bool {
	return c.Open || c.After == "" || c.After != c.Before
}

// Changed says whether the run may have changed a setting for which wanted returns
// true; a nil wanted stands for any setting.
func (r Run) Changed(wanted func(setting string) bool) bool {
	for _, c := range r.Changes {
		if c.Changed() && (wanted == nil || wanted(c.Setting)) {
			return true
		}
	}
	return false
}

// Runs returns the runs of the journal, oldest first.
func (j *Journal) Runs() []Run {
	var out []*Run
	byID := map[string]*Run{}
	for _, r := range j.Records() {
		if r.Run == "" {
			continue
		}
		run := byID[r.Run]
		if run == nil {
			run = &Run{ID: r.Run, At: r.At}
			byID[r.Run] = run
			out = append(out, run)
		}
		of := run
		if r.Outcome != nil && r.Outcome.Of != "" {
			if of = byID[r.Outcome.Of]; of == nil {
				continue // its run cannot be read
			}
		}
		of.note(r)
	}
	runs := make([]Run, len(out))
	for i, r := range out {
		runs[i] = *r
	}
	return runs
}

func (r *Run) note(rec Record) {
	switch {
	case rec.Start != nil:
		r.Start = *rec.Start
	case rec.Snapshot != nil:
		r.Snapshot = append(r.Snapshot, rec.Snapshot.Values...)
	case rec.Intent != nil:
		r.intend(rec)
	case rec.Outcome != nil:
		r.settle(rec)
	case rec.End != nil:
		r.End = rec.End
	}
}

func (r *Run) change(setting, control string) *Change {
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Setting == setting && c.Control == control {
			return c
		}
	}
	return nil
}

func (r *Run) intend(rec Record) {
	i := rec.Intent
	if c := r.change(i.Setting, i.Control); c != nil {
		// A second try. Before stays what the first try found.
		c.At, c.Wanted, c.Open = rec.At, i.Wanted, true
		return
	}
	r.Changes = append(r.Changes, Change{
		Run: r.ID, At: rec.At, Wanted: i.Wanted, Open: true,
		Outcome: Outcome{Setting: i.Setting, Control: i.Control, Before: i.Before},
	})
}

func (r *Run) settle(rec Record) {
	o := rec.Outcome
	c := r.change(o.Setting, o.Control)
	if c == nil {
		// The intent cannot be read. The outcome has everything but the wanted value.
		r.Changes = append(r.Changes, Change{Run: r.ID, At: rec.At, Outcome: *o, Wanted: o.After})
		return
	}
	c.At, c.After, c.Result, c.Open = rec.At, o.After, o.Result, false
}

// Left returns the changes without an outcome, oldest first, except those that a later
// run has closed or made again.
func (j *Journal) Left() []Change {
	type control struct{ setting, control string }
	last := map[control]Change{}
	var order []control
	for _, r := range j.Runs() {
		for _, c := range r.Changes {
			key := control{c.Setting, c.Control}
			if _, known := last[key]; !known {
				order = append(order, key)
			}
			last[key] = c
		}
	}
	var out []Change
	for _, key := range order {
		if c := last[key]; c.Open {
			out = append(out, c)
		}
	}
	return out
}

// LastChanging returns the newest run that may have changed a setting for which wanted
// returns true; a nil wanted stands for any setting.
func (j *Journal) LastChanging(wanted func(setting string) bool) (Run, bool) {
	runs := j.Runs()
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Changed(wanted) {
			return runs[i], true
		}
	}
	return Run{}, false
}

// Find returns the run with an id.
func (j *Journal) Find(id string) (Run, bool) {
	for _, r := range j.Runs() {
		if r.ID == id {
			return r, true
		}
	}
	return Run{}, false
}
