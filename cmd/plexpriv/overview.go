package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/terminal"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// overviewRow is one page of one account, or an account of which no page was opened.
type overviewRow struct {
	account, page string
	worst         outcome.Result
	what          string
	// trouble means that the page could not be opened, which no result says.
	trouble bool
}

func (o overviewRow) rank() int {
	if o.trouble {
		return -1
	}
	return slices.Index(outcome.ResultsOfPages(), o.worst)
}

// printOverviewAndDetails prints one table for all accounts, the worst first, and then details
// of what is not as wanted.
func (r *runView) printOverviewAndDetails(report *outcome.Report) {
	var rows []overviewRow
	order := make([]int, len(report.Accounts))
	ranks := make([]int, len(report.Accounts))
	all := &outcome.AccountReport{}
	for i := range report.Accounts {
		a := &report.Accounts[i]
		own := overview(a, func(x outcome.Result) string { return r.words.Result(r.options.Command, x) })
		order[i], ranks[i] = i, slices.MinFunc(own, compareRows).rank()
		rows = append(rows, own...)
		all.Settings = append(all.Settings, a.Settings...)
	}
	slices.SortStableFunc(rows, compareRows)
	slices.SortStableFunc(order, func(i, j int) int { return ranks[i] - ranks[j] })
	r.printOverview(rows)
	for _, i := range order {
		v := r.accountView(report, &report.Accounts[i])
		v.detailsOnly = true
		v.print()
	}
	if sum := r.accountView(report, all); !r.options.Output.Quiet {
		sum.many = true
		sum.summary()
	}
}

func compareRows(a, b overviewRow) int { return a.rank() - b.rank() }

// overview makes the rows of one account. There is at least one.
func overview(a *outcome.AccountReport, word func(outcome.Result) string) []overviewRow {
	name := accountName(a)
	if len(a.Pages) == 0 {
		row := overviewRow{account: name, page: "-", worst: outcome.Already, what: "nothing to do"}
		switch {
		case a.Cause != nil:
			row.worst, row.what = outcome.Failed, outcome.OneLine(a.Cause.Error())
		case a.Note != "":
			row.worst, row.what = outcome.Skipped, "not without their consent"
		}
		return []overviewRow{row}
	}
	var out []overviewRow
	for _, p := range a.Pages {
		row := overviewRow{account: name, page: p.ID, worst: outcome.Skipped}
		n := map[outcome.Result]int{}
		for _, s := range a.Settings {
			if s.Page == p.ID {
				n[s.Result]++
			}
		}
		var counts []string
		for _, result := range outcome.ResultsOfPages() {
			if n[result] == 0 {
				continue
			}
			if counts == nil {
				row.worst = result
			}
			counts = append(counts, fmt.Sprintf("%d %s", n[result], word(result)))
		}
		row.what = strings.Join(counts, ", ")
		switch p.Status {
		case outcome.PageOK, outcome.PageNotOffered, outcome.PageMoved, outcome.PageChanged:
		default:
			row.trouble, row.what = true, spaced(p.Status)
		}
		out = append(out, row)
	}
	return out
}

// accountName tells an account apart from the others in the report.
func accountName(a *outcome.AccountReport) string {
	name := cmp.Or(outcome.Name(a.Account), "(not signed in)")
	if a.HomeUser == nil && a.Profile != exit.DefaultProfile {
		name += ", profile " + a.Profile
	}
	return name
}

func (r *runView) printOverview(rows []overviewRow) {
	t := terminal.NewTable("ACCOUNT", "PAGE", "RESULT", "SETTINGS")
	shown := 0
	for _, row := range rows {
		if r.options.Output.Quiet && !row.trouble && row.worst.Fine() {
			continue
		}
		result := row.worst
		if row.trouble {
			result = outcome.Failed
		}
		t.Add(row.account, row.page, (&accountView{world: r.world, options: r.options, words: r.words}).result(result), row.what)
		shown++
	}
	if shown > 0 {
		r.world.Terminal.Stdout.PrintTable(t)
	}
}
