package presentation

import (
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Sum counts the settings of an account by what they mean to the person.
type Sum struct {
	Changed, Fine, Differs, Trouble, Left int
	// Open is how many are not private, of Fine and of those that were left. Only [Vocabulary.Sum] knows.
	Open int
}

// SumOf counts the settings of an account.
func SumOf(a *outcome.AccountReport) Sum {
	var n Sum
	for _, s := range a.Settings {
		switch {
		case s.Result == outcome.Verified:
			n.Changed++
		case s.Result == outcome.Already:
			n.Fine++
		case s.Result == outcome.WouldChange:
			n.Differs++
		case ToneOf(s.Result) == Bad:
			n.Trouble++
		default:
			n.Left++
		}
	}
	return n
}

// Sum counts the settings of an account, those that are open among them.
func (v *Vocabulary) Sum(a *outcome.AccountReport) Sum {
	n := SumOf(a)
	for i := range a.Settings {
		if s := &a.Settings[i]; (s.Result == outcome.Already || wasLeft(v.catalogue, s)) && !isPrivate(v.catalogue, s) {
			n.Open++
		}
	}
	return n
}

// Sentence says in a sentence or two how an account came out.
func (v *Vocabulary) Sentence(r *outcome.Report, n Sum) string {
	var out []string
	switch {
	case n.Changed > 0 && r.Command == "undo":
		out = append(out, v.Count("sum.restored", n.Changed))
	case n.Changed > 0:
		out = append(out, v.Count("sum.changed", n.Changed))
	case n.Differs > 0 && r.Command == "check":
		out = append(out, v.Count("sum.differs", n.Differs))
	case n.Differs > 0:
		out = append(out, v.Count("sum.would-change", n.Differs))
	}
	if n.Trouble > 0 {
		out = append(out, v.Count("sum.trouble", n.Trouble))
	}
	switch {
	case len(out) > 0:
	case r.Command == "undo":
		out = append(out, v.Say("sum.nothing.undo"))
	case n.Fine > 0 && n.Open > 0:
		out = append(out, v.Say("sum.nothing.wanted"))
	case n.Fine > 0:
		out = append(out, v.Say("sum.nothing.private"))
	default:
		out = append(out, v.Say("sum.nothing.changed"))
	}
	return strings.Join(out, " ")
}

// Commands are the one or two commands that a person may want next, each with what it is
// for.
func (v *Vocabulary) Commands(r *outcome.Report, a *outcome.AccountReport) []string {
	var out []string
	add := func(id, command string) { out = append(out, v.Say(id, locale.Data{"Command": command})) }
	n := SumOf(a)
	switch {
	case n.Changed > 0 && r.Command == "apply":
		add("next.undo", Command(r, a, "undo"))
		if a.HomeUser == nil && n.Trouble == 0 {
			add("next.schedule", "plexpriv schedule install --every week")
		}
	case n.Changed > 0:
		add("next.undo", Command(r, a, "undo"))
	case n.Differs > 0 && r.Command == "undo":
		add("next.undo", Command(r, a, undoAgain(a)))
	case n.Differs > 0:
		add("next.apply", Command(r, a, "apply"))
		if n.Trouble == 0 { // with trouble there is enough to read
			add("next.pick", Command(r, a, "apply --ask"))
		}
	}
	return out
}

// Title is the line above the settings of an account.
func (v *Vocabulary) Title(r *outcome.Report, a *outcome.AccountReport, undo bool) string {
	parts := []string{outcome.Name(a.Account)}
	if a.HomeUser == nil && a.Profile != defaultProfile && a.Profile != "" && a.Profile != a.Account {
		parts = append(parts, a.Profile)
	}
	switch {
	case undo && a.Undoes == "":
		parts = append(parts, v.Say("title.nothing-to-undo"))
	case undo:
		parts = append(parts, v.Say("title.undo", locale.Data{"Run": v.RunTime(a.Undoes)}))
	default:
		parts = append(parts, v.Level(a.Level))
		if r.Policy != "" {
			parts = append(parts, v.Say("title.policy", locale.Data{"File": r.Policy}))
		}
	}
	return strings.Join(parts, " · ")
}

// RunTime is when a run was, for a person: its id begins with it. An id that does not
// stays as it is.
func (v *Vocabulary) RunTime(id string) string {
	begin, _, _ := strings.Cut(id, "-")
	at, err := time.Parse("20060102t150405", begin)
	if err != nil {
		return id
	}
	return at.Local().Format(v.Say("row.time"))
}

// Person says in a few words how an account came out, for a list of several.
func (v *Vocabulary) Person(r *outcome.Report, a *outcome.AccountReport) (text string, tone Tone) {
	n := v.Sum(a)
	count := func(id string, n int) string { return v.Say(id, locale.Data{"N": n}) }
	var out []string
	switch cause := Cause(a); {
	case a.Note != "":
		return v.Say("person.no-consent"), Quiet
	case cause != "":
		return outcome.Clip(strings.TrimPrefix(cause, a.Account+": "), longestReason), Bad
	case n.Changed > 0 && r.Command == "undo":
		out, tone = append(out, count("person.restored", n.Changed)), Good
	case n.Changed > 0:
		out, tone = append(out, count("person.changed", n.Changed)), Good
	case n.Differs > 0:
		out, tone = append(out, count("person.differs", n.Differs)), Todo
	}
	if n.Trouble > 0 {
		out, tone = append(out, v.Count("person.trouble", n.Trouble)), Bad
	}
	switch {
	case len(out) > 0:
	case n.Fine > 0 && n.Open > 0 && r.Command != "undo":
		return v.Say("person.wanted"), Good
	case n.Fine > 0 && r.Command != "undo":
		return v.Say("person.private"), Good
	default:
		return v.Say("person.nothing"), Quiet
	}
	return strings.Join(out, ", "), tone
}

// longestReason is how much of a reason a list shows; --wide has the rest.
const longestReason = 80
