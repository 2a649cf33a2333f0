package report

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/selectors"
)

// Source is what a page is made of.
type Source struct {
	Result    *outcome.Report
	Catalogue *selectors.Catalogue
	// Version is that of the program.
	Version string
	// At is when the run ended; times are told in its time zone.
	At time.Time
	// Hints are advice where there is no result but an error.
	Hints []string
	// Redact hides secrets and addresses in a text; nil hides nothing.
	Redact func(string) string
}

// DefaultProfile is the profile that needs no naming.
const DefaultProfile = "default"

// New puts a result into words.
func New(s Source) *Page {
	m := &maker{Source: s}
	r := s.Result
	p := &Page{
		ReadOnly: r.DryRun || r.Command == "check", Version: s.Version,
		Title: "Plex privacy: " + commandName(r),
	}
	var all count
	for i := range r.Accounts {
		a := m.account(&r.Accounts[i], i)
		all.sum(a.Count)
		for _, section := range a.Pages {
			p.Pictures = p.Pictures || section.Before != nil || section.After != nil
		}
		p.Accounts = append(p.Accounts, a)
	}
	// The worst first; who fared alike stays in the order of the run.
	slices.SortStableFunc(p.Accounts, func(a, b Account) int { return cmp.Compare(b.weight(), a.weight()) })
	p.Verdict, p.Tone = m.verdict(all, p.Accounts)
	p.Lines = m.lines(all)
	p.Facts = m.facts()
	p.Tiles = tiles(all, p.ReadOnly)
	if s.Redact != nil {
		redact(p, s.Redact)
	}
	return p
}

type maker struct{ Source }

func commandName(r *outcome.Report) string {
	if r.DryRun {
		return r.Command + ", dry run"
	}
	return r.Command
}

// weight orders accounts, the largest first.
func (a Account) weight() int {
	const many = 1000
	w := a.Count.Attention*many + a.Count.Differ
	if a.Error != "" {
		w += many * many
	}
	return w
}

func (m *maker) verdict(all count, accounts []Account) (string, Tone) {
	r := m.Result
	broken := 0
	for _, a := range r.Accounts {
		if errors.Is(a.Cause, outcome.ErrInterrupted) {
			return "Interrupted before everything was done", Bad
		}
		if a.Error != "" {
			broken++
		}
	}
	switch {
	case r.Error != "":
		return "It could not be done", Bad
	case broken > 0 && len(r.Accounts) > 1:
		return fmt.Sprintf("%s could not be worked on", plural(broken, "account")), Bad
	case broken > 0:
		return "It could not be done", Bad
	case len(accounts) == 0:
		return "There was nothing to do", Quiet
	}
	return said(r, all)
}

// said is the verdict on a run, or on one account of it.
func said(r *outcome.Report, c count) (string, Tone) {
	total := c.Changed + c.Fine
	switch {
	case c.Attention > 0:
		return plural(c.Attention, "setting") + " " + needs(c.Attention) + " your attention", Bad
	case c.Differ > 0 && r.Command == "check":
		return plural(c.Differ, "setting") + " not as wanted", Todo
	case c.Differ > 0:
		return plural(c.Differ, "setting") + " would change", Todo
	case c.Changed > 0 && r.Command == "undo":
		return plural(c.Changed, "setting") + " set back and proved", Good
	case c.Changed > 0:
		return "All as wanted: " + plural(c.Changed, "setting") + " changed and proved", Good
	case total > 0:
		return "All as wanted: nothing to change", Good
	}
	return "Nothing was changed", Quiet
}

func needs(n int) string {
	if n == 1 {
		return "needs"
	}
	return "need"
}

func (m *maker) lines(all count) []string {
	r := m.Result
	var out []string
	if r.Error != "" {
		out = append(out, sentence(r.Error))
	}
	out = append(out, m.Hints...)
	switch {
	case r.Error != "":
	case r.DryRun || r.Command == "check":
		out = append(out, "Nothing was changed: plexpriv only read the pages.")
	case all.Changed > 0:
		out = append(out, "Each change was read again from a freshly loaded page before it was called proved.")
	}
	return out
}

func (m *maker) facts() []Fact {
	r := m.Result
	out := []Fact{{"When", m.At.Format("2 January 2006, 15:04 (UTC-07:00)")}, {"Command", "plexpriv " + strings.Replace(commandName(r), ", dry run", " --dry-run", 1)}}
	if r.Level != "" {
		out = append(out, Fact{"Level", r.Level})
	}
	if r.Policy != "" {
		out = append(out, Fact{"Policy", r.Policy})
	}
	if r.Run != "" {
		out = append(out, Fact{"Run", r.Run})
	}
	catalogue := r.Catalogue.Version
	if len(r.Catalogue.Overridden) > 0 {
		catalogue += ", with own pages: " + strings.Join(r.Catalogue.Overridden, ", ")
	}
	out = append(out, Fact{"plexpriv", m.Version}, Fact{"Catalogue", catalogue})
	return append(out, Fact{"Exit code", fmt.Sprint(r.ExitCode)})
}

func tiles(c count, readOnly bool) []Tile {
	var out []Tile
	add := func(n int, text string, tone Tone, always bool) {
		if n > 0 || always {
			out = append(out, Tile{n, text, tone})
		}
	}
	add(c.Changed, "changed and proved", Good, !readOnly)
	add(c.Fine, "already as wanted", Good, true)
	add(c.Differ, "not as wanted", Todo, readOnly)
	attention := Bad
	if c.Attention == 0 {
		attention = Quiet
	}
	add(c.Attention, "to look at", attention, true)
	add(c.Left, "left alone or not offered", Quiet, false)
	return out
}

func (m *maker) account(a *outcome.AccountReport, n int) Account {
	out := Account{Anchor: fmt.Sprintf("account-%d", n+1), Name: cmp.Or(a.Account, "not signed in"), Receipt: a.Receipt}
	var about []string
	if a.HomeUser != nil && *a.HomeUser != "" {
		about = append(about, "Home user "+*a.HomeUser)
	}
	if a.Profile != DefaultProfile {
		about = append(about, "profile "+a.Profile)
	}
	if a.Level != "" && a.Level != m.Result.Level {
		about = append(about, "level "+a.Level)
	}
	if a.Undoes != "" {
		about = append(about, "undo of run "+a.Undoes)
	}
	out.About = strings.Join(about, ", ")
	for _, s := range a.Settings {
		out.Count.add(s.Result)
	}
	out.Error, out.Note = sentence(a.Error), sentence(a.Note)
	out.Verdict, out.Tone = said(m.Result, out.Count)
	if out.Error != "" {
		out.Verdict, out.Tone = "Not finished", Bad
	}
	for _, p := range a.Pages {
		out.Pages = append(out.Pages, m.section(a, &p, out.Anchor))
	}
	out.Next = m.next(a)
	for _, u := range a.Unknown {
		out.Unknown = append(out.Unknown, unknown(m.pageTitle(u.Page), u))
	}
	out.Effects = m.effects(a)
	out.Commands = m.commands(a, out.Count)
	return out
}

func (m *maker) pageTitle(id string) string {
	if m.Catalogue != nil {
		if p := m.Catalogue.Page(id); p != nil {
			return p.Title
		}
	}
	return id
}

func unknown(page string, u outcome.UnknownControl) Unknown {
	what := cmp.Or(u.Role, "control") + " “" + u.Name + "”"
	if u.Section != "" {
		what += " under “" + u.Section + "”"
	}
	return Unknown{Page: page, What: what, State: cmp.Or(u.State, "unknown"), News: u.News && u.State == "on"}
}

// effects says what else changes with what was, or would be, changed.
func (m *maker) effects(a *outcome.AccountReport) []Effect {
	var out []Effect
	if m.Catalogue == nil || m.Result.Command == "undo" {
		return nil
	}
	for _, s := range a.Settings {
		def := m.Catalogue.Setting(s.ID)
		if def == nil || s.Result != outcome.Verified && s.Result != outcome.WouldChange {
			continue
		}
		for _, e := range def.Effects {
			if !strings.HasPrefix(e, "None") {
				out = append(out, Effect{def.Label, e})
			}
		}
	}
	return out
}

// safeLink is an address that may be made a link: one of Plex's, without a query.
func safeLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" {
		return ""
	}
	if host := u.Hostname(); host != "plex.tv" && !strings.HasSuffix(host, ".plex.tv") {
		return ""
	}
	return address
}

// sentence begins with a capital and ends with a stop.
func sentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return ""
	}
	r := []rune(text)
	text = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.ContainsAny(text[len(text)-1:], ".!?") {
		text += "."
	}
	return text
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
