package record

import (
	"time"

	"github.com/plexpriv/plexpriv/flows/journal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// EntryKind says what an entry of the history is about.
type EntryKind string

// The kinds of entry. They are part of the JSON contract.
const (
	// Changed is a change that a run made, or tried to make.
	Changed EntryKind = "change"
	// Drifted is a value that differs from the one recorded last: somebody else changed
	// it, or Plex did.
	Drifted EntryKind = "drift"
)

// Entry is one line of a setting's history.
type Entry struct {
	At      time.Time `json:"at"`
	Setting string    `json:"setting"`
	Kind    EntryKind `json:"kind"`
	// Controls are those of the setting that the entry is about.
	Controls []string `json:"controls"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	// Run is the run that made the change, or met with the drift.
	Run     string `json:"run"`
	Command string `json:"command"`
	// Result is that of a change; empty where the run was interrupted and nobody
	// has looked since, and for a drift.
	Result outcome.Result `json:"result"`
	// Undoes is the run whose change this one restored, if any.
	Undoes string `json:"undoes,omitempty"`
}

// History returns the changes and drifts of each setting, oldest first. Controls of one
// setting with the same change share an entry.
func History(j *journal.Journal) []Entry {
	last := map[controlKey]string{}
	var out []Entry
	for _, run := range j.Runs() {
		entries := entries{run: run}
		for _, v := range run.Snapshot {
			c := controlKey{v.Setting, v.Control}
			if was, known := last[c]; known && was != v.Value {
				entries.add(Entry{At: run.At, Setting: v.Setting, Kind: Drifted, From: was, To: v.Value}, v.Control)
			}
			last[c] = v.Value
		}
		for _, ch := range run.Changes {
			to := ch.After
			if ch.Open {
				to = ch.Wanted
			}
			entries.add(Entry{At: ch.At, Setting: ch.Setting, Kind: Changed, From: ch.Before, To: to, Result: outcome.Result(ch.Result), Undoes: run.Start.Undoes}, ch.Control)
			if c := (controlKey{ch.Setting, ch.Control}); ch.After != "" && !ch.Open {
				last[c] = ch.After
			} else {
				// The value was not read back, so whatever it is now is not drift.
				delete(last, c)
			}
		}
		out = append(out, entries.list...)
	}
	return out
}

// entries collects the entries of one run.
type entries struct {
	run  journal.Run
	list []Entry
}

// add adds a control to the entry with the same change, or starts a new entry.
func (e *entries) add(n Entry, control string) {
	for i := range e.list {
		x := &e.list[i]
		if x.Setting == n.Setting && x.Kind == n.Kind && x.From == n.From && x.To == n.To && x.Result == n.Result {
			x.Controls = append(x.Controls, control)
			return
		}
	}
	n.Run, n.Command, n.Controls = e.run.ID, e.run.Start.Command, []string{control}
	e.list = append(e.list, n)
}
