package ui

import (
	"slices"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/record"
)

// mostPast is how many runs the page shows.
const mostPast = 20

// past is what was done before, the newest run first.
type past struct {
	Runs []pastRun
	// Last is the newest run that changed something, which can be undone.
	Last *pastRun
	// Problem is why it could not be read, if so.
	Problem *problem
}

// pastRun is one run.
type pastRun struct {
	ID, When, What string
	// Undo means that the run was an undo itself.
	Undo bool
	Rows []pastRow

	changed bool
}

// pastRow is one change of a run.
type pastRow struct {
	Name, From, To, Result string
	// order is the place of the setting in the catalogue.
	order int
}

// past makes what is shown of a history.
func (p *painter) past(entries []record.Entry) past {
	var out past
	order := p.catalogue.SettingIDs()
	for _, e := range slices.Backward(entries) {
		i := slices.IndexFunc(out.Runs, func(r pastRun) bool { return r.ID == e.Run })
		if i < 0 {
			out.Runs = append(out.Runs, pastRun{ID: e.Run, When: clock(e.At), Undo: e.Command == "undo"})
			i = len(out.Runs) - 1
		}
		r := &out.Runs[i]
		line := pastRow{Name: p.redact(p.v.Setting(e.Setting)), From: p.redact(p.v.Value(e.Setting, e.From)), To: p.redact(p.v.Value(e.Setting, e.To))}
		switch {
		case e.Kind == record.Drifted:
			line.Result = p.v.Say("ui.by-others")
		case e.Result == "":
			line.Result = p.v.Say("ui.interrupted")
		case e.Result == outcome.Verified:
			r.changed = true
		default:
			line.Result = p.v.Result(e.Command, e.Result)
		}
		line.order = slices.Index(order, e.Setting)
		r.Rows = append(r.Rows, line)
	}
	for _, r := range out.Runs {
		slices.SortStableFunc(r.Rows, func(a, b pastRow) int { return a.order - b.order })
	}
	out.Runs = out.Runs[:min(len(out.Runs), mostPast)]
	for i := range out.Runs {
		r := &out.Runs[i]
		r.What = p.v.Count(whatID(r), r.count())
		if out.Last == nil && r.changed {
			last := *r
			last.Rows = slices.DeleteFunc(slices.Clone(r.Rows), func(x pastRow) bool { return x.Result != "" })
			out.Last = &last
		}
	}
	return out
}

// count is how many changes the run is named by: its own, or what it has only seen.
func (r *pastRun) count() int {
	if !r.changed {
		return len(r.Rows)
	}
	n := 0
	for _, row := range r.Rows {
		if row.Result == "" {
			n++
		}
	}
	return n
}

// whatID is the message about a run.
func whatID(r *pastRun) string {
	switch {
	case r.changed && r.Undo:
		return "ui.past-undo"
	case r.changed:
		return "ui.past-changed"
	}
	return "ui.past-seen"
}
