package main

import (
	"maps"
	"slices"
	"strings"
)

// places says by which key each of several servers goes where its name does not stand: in
// JSON, in reports, in receipts and in the record of runs.
func (v *accountView) places() {
	if v.brief() || len(v.report.Places) == 0 {
		return
	}
	var all []string
	for _, key := range slices.Sorted(maps.Keys(v.report.Places)) {
		if name := v.report.Places[key]; name != "" {
			all = append(all, key+" is "+name)
		}
	}
	if len(all) > 0 {
		v.say("In reports, receipts and --json: %s.", strings.Join(all, ", "))
	}
}
