package outcome

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

// standing is how bad a result is. The order is by what a person has to do about
// it: nothing for those at the front, then look, then act. A setting is as well as
// the worst of its controls, and details name the worst first.
type standing struct {
	Result
	severity int
	trouble  bool // counts as trouble on a page
	wrote    bool // something was written and is not as wanted
	fine     bool // as wanted, or nothing to want
}

var standings = [...]standing{
	{Result: Already, severity: 1, fine: true},
	{Result: Verified, severity: 2, fine: true},
	{Result: NotOffered, severity: 3, fine: true},
	{Result: WouldChange, severity: 4},
	{Result: Skipped, severity: 5, fine: true},
	{Result: NotFound, severity: 6, trouble: true},
	{Result: Disabled, severity: 7, trouble: true},
	{Result: Unreadable, severity: 8, trouble: true},
	{Result: Ambiguous, severity: 9, trouble: true},
	{Result: Unverified, severity: 10, trouble: true, wrote: true},
	{Result: Reverted, severity: 11, trouble: true, wrote: true},
	{Result: Failed, severity: 12, trouble: true, wrote: true},
}

// standingOf gives the row of a result, the zero row for a result that is none.
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

// Written reports whether a result means that something was written, or tried to
// be, and is not known to be as wanted.
func (r Result) Written() bool { return standingOf(r).wrote }

// Fine reports whether there is nothing for a person to look at.
func (r Result) Fine() bool { return standingOf(r).fine }

// Worse reports whether a result is worse than another one. Every result is worse
// than none.
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
