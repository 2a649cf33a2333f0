package outcome

// Unset are the settings that a run could not set, read or confirm, with the values that
// are wanted of them. Pages that did not answer, or that need a sign-in, do not count: what
// helps there is to try again. Nor does a server that the person has misnamed.
func (a *AccountReport) Unset() map[string]string {
	out := map[string]string{}
	reached := map[string]bool{}
	for _, p := range a.Pages {
		reached[p.ID] = p.Status != PageSignedOut && p.Status != PageUnreachable
	}
	for _, s := range a.Settings {
		if reached[s.Page] && s.Result.Tone() == Bad && s.Wanted != "" && !s.Reason.Misnamed() {
			out[s.ID] = s.Wanted
		}
	}
	return out
}
