package outcome

import "slices"

// Result says what became of one setting.
type Result string

// The results. They are part of the JSON contract.
const (
	Already     Result = "already"
	WouldChange Result = "would_change"
	Verified    Result = "verified"
	Reverted    Result = "reverted"
	Unverified  Result = "unverified"
	Failed      Result = "failed"
	NotOffered  Result = "not_offered"
	NotFound    Result = "not_found"
	Ambiguous   Result = "ambiguous"
	Disabled    Result = "disabled"
	Unreadable  Result = "unreadable"
	Skipped     Result = "skipped"
)

// Tone is how a result, or what stands for several, strikes the person: it is what they
// hoped for, something is still to be done, something is wrong, or none of these.
type Tone string

// The tones.
const (
	Good  Tone = "good"
	Todo  Tone = "todo"
	Bad   Tone = "bad"
	Quiet Tone = "quiet"
)

// standing is what a result means for the person. Severity follows what they have to
// do: first nothing, then look, then act. A setting has the worst result of its
// controls, and a detail names the worst first.
//
// For a page the order is another one, because a page has many settings: it is not
// skipped because one of them is left alone while another would change, and not "already"
// if something was changed on it.
type standing struct {
	Result
	severity int
	page     int // severity as the result of a whole page
	tone     Tone
	trouble  bool // counts as trouble on a page
	wrote    bool // something was written and is not as wanted
	fine     bool // as wanted, or nothing to want
}

var standings = [...]standing{
	{Result: Already, severity: 1, page: 3, tone: Good, fine: true},
	{Result: Verified, severity: 2, page: 4, tone: Good, fine: true},
	{Result: NotOffered, severity: 3, page: 2, tone: Quiet, fine: true},
	{Result: WouldChange, severity: 4, page: 5, tone: Todo},
	{Result: Skipped, severity: 5, page: 1, tone: Quiet, fine: true},
	{Result: NotFound, severity: 6, page: 7, tone: Bad, trouble: true},
	{Result: Disabled, severity: 7, page: 6, tone: Bad, trouble: true},
	{Result: Unreadable, severity: 8, page: 9, tone: Bad, trouble: true},
	{Result: Ambiguous, severity: 9, page: 8, tone: Bad, trouble: true},
	{Result: Unverified, severity: 10, page: 10, tone: Bad, trouble: true, wrote: true},
	{Result: Reverted, severity: 11, page: 11, tone: Bad, trouble: true, wrote: true},
	{Result: Failed, severity: 12, page: 12, tone: Bad, trouble: true, wrote: true},
}

// standingOf returns the row of a result, or the zero row for an unknown result.
func standingOf(r Result) standing {
	for _, s := range standings {
		if s.Result == r {
			return s
		}
	}
	return standing{}
}

// Trouble reports whether a result counts as trouble on a page.
func (r Result) Trouble() bool { return standingOf(r).trouble }

// Written reports whether something was written, or may have been, and is not known to
// be as wanted.
func (r Result) Written() bool { return standingOf(r).wrote }

// Fine reports whether a person has nothing to do about the result.
func (r Result) Fine() bool { return standingOf(r).fine }

// Tone is how the result strikes the person, "" for an unknown result.
func (r Result) Tone() Tone { return standingOf(r).tone }

// Worse reports whether a result is worse than another. Every result is worse than no
// result.
func (r Result) Worse(than Result) bool {
	return standingOf(r).severity > standingOf(than).severity
}

// Results lists every result, the worst first.
func Results() []Result {
	var out []Result
	for i := len(standings) - 1; i >= 0; i-- {
		out = append(out, standings[i].Result)
	}
	return out
}

// ResultsOfPages lists every result in the order in which one of them stands for a page:
// the first that a setting of the page has.
func ResultsOfPages() []Result {
	rows := standings
	slices.SortFunc(rows[:], func(a, b standing) int { return b.page - a.page })
	var out []Result
	for _, s := range rows {
		out = append(out, s.Result)
	}
	return out
}
