package ui

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/signin"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// view holds what the page shows, as texts for its template.
type view struct {
	T     map[string]string
	Stage stage
	Tone  presentation.Tone
	// Who is the account, and Title the heading.
	Who, Title string
	progress
	// Weekly means that all is private, so that it is time to keep it so.
	Weekly     bool
	Invitation *invitation
	Problem    *problem
	Groups     []group
	// Pickable is how many rows have a check box.
	Pickable int
	Next     []presentation.Advice
	Notes    []string
	Choices  choices
	Past     past
}

// progress is whether something is being done, and whether it has been asked to end. Turn
// goes back with what the person then wants to be changed.
type progress struct {
	Turn           int
	Busy, Stopping bool
}

// choices are the accounts and levels to choose from.
type choices struct{ Profiles, Levels []choice }

// choice is one choice of several.
type choice struct {
	Value, Text string
	Chosen      bool
}

// invitation is how to sign in.
type invitation struct {
	Address, Text string
	Code          *code
}

// problem is what went wrong, in a sentence, and what to do.
type problem struct {
	Text  string
	Hints []string
	// SignIn means that signing in is what to do.
	SignIn bool
}

// group is a heading with rows.
type group struct {
	Name string
	Rows []row
}

// row is one setting.
type row struct {
	presentation.Row
	// Page is the page of Plex whose progress the row shows, or empty.
	Page string
	// Pick means that the row has a check box.
	Pick bool
	// Status is what is being done, in words.
	Status      string
	Why, Detail string
}

// painter makes views.
type painter struct {
	v         *presentation.Vocabulary
	catalogue *selectors.Catalogue
	goos      string
	redact    func(string) string
}

// view makes what is shown of a scene.
func (p *painter) view(s *scene) *view {
	out := &view{T: words(p.v), Stage: s.stage, progress: progress{s.turn, s.busy(), s.stopping}, Tone: presentation.Quiet, Choices: p.choices(s)}
	if id := titles[s.stage]; id != "" {
		out.Title = p.v.Say(id)
	}
	if a := s.account(); a != nil {
		out.Who = p.redact(cmp.Or(a.Name, a.Profile))
	}
	for _, line := range s.lines {
		out.Notes = append(out.Notes, p.redact(line))
	}
	if i := s.invitation; i != nil && safeAddress(i) {
		out.Invitation = &invitation{Address: i.URL, Text: p.v.Say("ui.sign-in-wait", locale.Data{"Time": s.until.Local().Format("15:04")}), Code: codeOf(i.URL)}
	}
	if s.err != nil {
		out.Problem, out.Tone = p.problem(s.err), presentation.Bad
	}
	report := s.plan
	if s.stage == done {
		report = s.result
	}
	switch {
	case report != nil && len(report.Accounts) == 1:
		p.account(out, s, report, &report.Accounts[0])
	case s.stage == looking:
		out.Groups = p.outline(s)
	}
	return out
}

func (s *scene) account() *Account {
	for i := range s.accounts {
		if s.accounts[i].Profile == s.profile && s.accounts[i].Err == nil {
			return &s.accounts[i]
		}
	}
	return nil
}

func (p *painter) choices(s *scene) choices {
	var out choices
	for _, a := range s.accounts {
		text := a.Profile
		if a.Name != "" {
			text = a.Name
			if a.Profile != exit.DefaultProfile {
				text += " (" + a.Profile + ")"
			}
		}
		out.Profiles = append(out.Profiles, choice{a.Profile, p.redact(text), a.Profile == s.profile})
	}
	for _, l := range p.catalogue.Words.Levels {
		text := l.Name
		if id := levelWords[l.Name]; id != "" {
			text = p.v.Say(id)
		}
		out.Levels = append(out.Levels, choice{l.Name, text, l.Name == s.level})
	}
	return out
}

// problem puts an error in a sentence. Where signing in helps, the page offers it, and the
// command that does the same is not named.
func (p *painter) problem(err error) *problem {
	text := p.redact(outcome.OneLine(err.Error()))
	if first, _, ok := strings.Cut(text, "; "); ok && len(text) > 200 {
		text = first
	}
	_, first := utf8.DecodeRuneInString(text)
	out := &problem{Text: strings.ToUpper(text[:first]) + text[first:] + "."}
	if errors.Is(err, outcome.ErrSignIn) || exit.IsA[*exit.NotSignedIn](err) {
		out.SignIn = true
		return out
	}
	for _, hint := range exit.Hints(p.goos, err) {
		out.Hints = append(out.Hints, p.redact(hint))
	}
	return out
}

// account shows the report on an account.
func (p *painter) account(out *view, s *scene, r *outcome.Report, a *outcome.AccountReport) {
	pages := map[string]string{}
	results := map[string]outcome.Result{}
	unread, missed := map[string]bool{}, map[string]bool{}
	for _, x := range a.Settings {
		pages[x.ID], results[x.ID], unread[x.ID] = x.Page, x.Result, x.Before == ""
		missed[x.ID] = x.Reason == outcome.NotReached
	}
	for _, g := range p.v.Groups(r.Command, a) {
		shown := group{Name: g.Name}
		for _, x := range g.Rows {
			line := row{Row: p.clean(x), Why: p.v.Why(x.ID), Detail: p.v.Detail(x.ID)}
			if line.Becomes == "" && unread[x.ID] {
				line.Was = ""
			}
			chosen := len(s.only) == 0 || slices.Contains(s.only, x.ID)
			switch s.stage {
			case planned:
				line.Pick = results[x.ID] == outcome.WouldChange
			case changing, undoing:
				if results[x.ID] != outcome.WouldChange && s.stage == changing || !chosen {
					continue
				}
				line.Page = pages[x.ID]
				line.Status = p.step(s, line.Page)
			case done:
				if !chosen || results[x.ID] == outcome.Skipped && !missed[x.ID] || r.Command == "undo" && results[x.ID] == outcome.NotOffered {
					continue
				}
				if r.Command == "undo" && results[x.ID] == outcome.Verified {
					line.Note = "" // nothing is lost by it
				}
			}
			if line.Pick {
				out.Pickable++
			}
			shown.Rows = append(shown.Rows, line)
		}
		if len(shown.Rows) > 0 {
			out.Groups = append(out.Groups, shown)
		}
	}
	if s.stage != planned && s.stage != done {
		return
	}
	out.Title, out.Tone = p.verdict(r, a)
	out.Weekly = s.stage == done && r.Command == "apply" && out.Tone == presentation.Good && came(a)
	if a.Cause != nil {
		out.Problem, out.Tone = p.problem(a.Cause), presentation.Bad
	}
	for _, n := range p.v.Next(r, a, false) {
		if n.Text != "" && !strings.Contains(n.Text, "plexpriv apply") || s.stage == done {
			text := typed.ReplaceAllString(n.Text, p.v.Say("ui.quoted", locale.Data{"Button": p.v.Say("ui.look-again")}))
			out.Next = append(out.Next, presentation.Advice{About: p.redact(n.About), Text: p.redact(text)})
		}
	}
}

// typed is a command that the page has a button for.
var typed = regexp.MustCompile("`plexpriv (apply|check|undo)[^`]*`")

// clean hides secrets in a row, and says in the words of the page what a flag would do.
func (p *painter) clean(r presentation.Row) presentation.Row {
	for level, id := range levelWords {
		r.Note = strings.ReplaceAll(r.Note, "--level "+level, p.v.Say(id))
	}
	switch { // nothing is said twice
	case r.Note == r.Result:
		r.Note = ""
	case strings.HasPrefix(r.Note, r.Result):
		r.Result = ""
	}
	for _, text := range []*string{&r.Name, &r.Was, &r.Becomes, &r.Result, &r.Note} {
		*text = p.redact(*text)
	}
	return r
}

// outline shows which settings are being read, before anything is known of them.
func (p *painter) outline(s *scene) []group {
	var out []group
	for _, page := range p.catalogue.Pages {
		if asked := (wanted.Selection{Level: s.level}); !asked.AsksFor(&page) {
			continue
		}
		name := p.v.Group(page.ID)
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, group{Name: name})
		}
		g := &out[len(out)-1]
		for _, x := range page.Settings {
			g.Rows = append(g.Rows, row{Row: presentation.Row{ID: x.ID, Name: p.v.Setting(x.ID), Tone: presentation.Quiet}, Page: page.ID, Status: p.step(s, page.ID)})
		}
	}
	return out
}

// step says how far a page is.
func (p *painter) step(s *scene, page string) string {
	page, _ = selectors.CutPlace(page)
	if id := stepWords[s.steps[page]]; id != "" {
		return p.v.Say(id)
	}
	return ""
}

// verdict is the heading about what was read or done.
func (p *painter) verdict(r *outcome.Report, a *outcome.AccountReport) (string, presentation.Tone) {
	n := map[outcome.Result]int{}
	trouble := 0
	for _, s := range a.Settings {
		n[s.Result]++
		if s.Result.Trouble() || s.Result.Written() {
			trouble++
		}
	}
	tone := presentation.Good
	if trouble > 0 {
		tone = presentation.Bad
	}
	var parts []string
	switch {
	case n[outcome.WouldChange] > 0:
		parts, tone = append(parts, p.v.Count("ui.would-change", n[outcome.WouldChange])), presentation.Todo
	case n[outcome.Verified] > 0 && r.Command == "undo":
		parts = append(parts, p.v.Count("ui.set-back", n[outcome.Verified]))
	case n[outcome.Verified] > 0:
		parts = append(parts, p.v.Count("ui.changed", n[outcome.Verified]))
	case n[outcome.Already] > 0 && trouble == 0 && r.Command == "apply" && came(a) && !narrowed(a):
		parts = append(parts, p.v.Say("ui.nothing-to-change"))
	}
	if trouble > 0 {
		parts = append(parts, p.v.Count("ui.trouble", trouble))
	}
	if len(parts) == 0 {
		parts = []string{p.v.Say("ui.nothing-changed")}
	}
	return strings.Join(parts, " "), tone
}

// came reports whether a run came to its end.
func came(a *outcome.AccountReport) bool { return a.Cause == nil && !gives(a, outcome.NotReached) }

// narrowed reports whether a run was about some of the settings only.
func narrowed(a *outcome.AccountReport) bool { return gives(a, outcome.NotSelected) }

func gives(a *outcome.AccountReport, why outcome.Reason) bool {
	return slices.ContainsFunc(a.Settings, func(s outcome.SettingReport) bool { return s.Reason == why })
}

// safeAddress reports whether an address may become a link: it comes from Plex.
func safeAddress(i *signin.Invitation) bool { return strings.HasPrefix(i.URL, "https://app.plex.tv/") }

// clock is a time as a person reads it.
func clock(t time.Time) string { return t.Local().Format(time.DateTime[:16]) }
