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

// standing is what a result means for the person. Severity follows what they have to
// do: first nothing, then look, then act. A setting has the worst result of its
// controls, and a detail names the worst first.
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
