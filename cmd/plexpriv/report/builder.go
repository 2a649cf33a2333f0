package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/rights"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

// Source is what a page is made from.
type Source struct {
	Result *outcome.Report
	// Words name settings, pages and results. Nil means English, without a catalogue.
	Words *presentation.Vocabulary
	// Version is the version of plexpriv.
	Version string
	// At is when the run ended. All times are shown in its time zone.
	At time.Time
	// Display says that a window could be opened on this machine.
	Display bool
	// Redact hides secrets and email addresses in a text. Nil hides nothing.
	Redact func(string) string
}

// DefaultProfile is the profile that is used without --profile.
const DefaultProfile = "default"

// New makes the page about a result.
func New(s Source) *Page {
	if s.Words == nil {
		s.Words = presentation.New(nil, nil)
	}
	b := &builder{Source: s}
	r := s.Result
	p := &Page{
		ReadOnly: r.DryRun || r.Command == "check", Version: s.Version,
		Title: s.Words.Say("report.title"),
	}
	var all count
	for i := range r.Accounts {
		a := b.account(withoutNames(&r.Accounts[i]), i)
		all.sum(a.Count)
		for _, section := range a.Pages {
			p.Pictures = p.Pictures || section.Before != nil || section.After != nil
		}
		p.Accounts = append(p.Accounts, a)
	}
	// The accounts with the most trouble come first. Others stay in the order of the run.
	slices.SortStableFunc(p.Accounts, func(a, b Account) int { return cmp.Compare(b.urgency(), a.urgency()) })
	p.Verdict, p.Tone = b.verdict(all, p.Accounts)
	p.Lines = b.lines(all)
	p.Facts, p.More, p.How = b.facts(), b.more(), b.how()
	p.ByHandHeading, p.Cookies = guide.Heading(b.Words), rights.CookiesIn(b.Words.Tag())
	p.Tiles = b.tiles(all, p.ReadOnly)
	if s.Redact != nil {
		redact(p, s.Redact)
	}
	return p
}

type builder struct{ Source }

func commandName(r *outcome.Report) string {
	if r.DryRun {
		return r.Command + ", dry run"
	}
	return r.Command
}

// urgency is larger for an account that needs more attention.
func (a Account) urgency() int {
	const many = 1000
	w := a.Count.Attention*many + a.Count.Differ
	if a.Error != "" {
		w += many * many
	}
	return w
}

func (b *builder) verdict(all count, accounts []Account) (string, Tone) {
	r := b.Result
	broken := 0
	for i := range r.Accounts {
		a := &r.Accounts[i]
		if presentation.StoppedAtTheEnd(r, a) {
			continue
		}
		if errors.Is(a.Cause, outcome.ErrInterrupted) {
			return b.Words.Say("report.v-interrupted"), Bad
		}
		if a.Error != "" {
			broken++
		}
	}
	switch {
	case r.Error != "":
		return b.Words.Say("report.v-failed"), Bad
	case broken > 0 && len(r.Accounts) > 1:
		return b.Words.Count("report.broken", broken), Bad
	case broken > 0:
		return b.Words.Say("report.v-failed"), Bad
	case len(accounts) == 0:
		return b.Words.Say("report.v-nothing-to-do"), Quiet
	}
	return b.verdictOf(all)
}

// verdictOf is the headline about a run, or about one account of it.
func (b *builder) verdictOf(c count) (string, Tone) {
	r := b.Result
	total := c.Changed + c.Fine
	switch {
	case c.Attention > 0:
		return b.Words.Count("report.v-attention", c.Attention), Bad
	case c.Differ > 0 && r.Command == "check":
		return b.Words.Count("report.v-differs", c.Differ), Todo
	case c.Differ > 0:
		return b.Words.Count("report.v-would", c.Differ), Todo
	case c.Changed > 0 && r.Command == "undo":
		return b.Words.Count("report.v-restored", c.Changed), Good
	case c.Changed > 0:
		return b.Words.Count("report.v-changed", c.Changed), Good
	case total > 0 && c.Open > 0:
		return b.Words.Say("report.v-wanted"), Good
	case total > 0:
		return b.Words.Say("report.v-fine"), Good
	}
	return b.Words.Say("report.v-nothing"), Quiet
}

func (b *builder) lines(all count) []string {
	r := b.Result
	var out []string
	if r.Error != "" {
		out = append(out, sentence(r.Error))
	}
	switch {
	case r.Error != "":
	case r.DryRun || r.Command == "check":
		out = append(out, b.Words.Say("report.only-read"))
	case all.Changed > 0 && all.Attention == 0:
		out = append(out, b.confirmation())
	}
	return out
}

func (b *builder) facts() []Fact {
	r := b.Result
	out := []Fact{{b.Words.Say("report.f-when"), b.At.Format(b.Words.Say("report.f-time"))}, {b.Words.Say("report.f-command"), "plexpriv " + strings.Replace(commandName(r), ", dry run", " --dry-run", 1)}}
	if r.Level != "" {
		out = append(out, Fact{b.Words.Say("report.f-level"), b.Words.Level(r.Level)})
	}
	if r.Policy != "" {
		out = append(out, Fact{b.Words.Say("report.f-policy"), r.Policy})
	}
	return out
}

// more are the facts that only a report of a problem needs.
func (b *builder) more() []Fact {
	r := b.Result
	var out []Fact
	if r.Run != "" {
		out = append(out, Fact{b.Words.Say("report.f-run"), r.Run})
	}
	catalogue := r.Catalogue.Version
	if len(r.Catalogue.Overridden) > 0 {
		catalogue += ", " + b.Words.Say("report.f-own") + " " + strings.Join(r.Catalogue.Overridden, ", ")
	}
	out = append(out, Fact{"plexpriv", b.Version}, Fact{b.Words.Say("report.f-catalogue"), catalogue})
	return append(out, Fact{b.Words.Say("report.f-code"), fmt.Sprint(r.ExitCode)})
}

func (b *builder) tiles(c count, readOnly bool) []Tile {
	var out []Tile
	add := func(n int, text string, tone Tone, always bool) {
		if n > 0 || always {
			out = append(out, Tile{n, text, tone})
		}
	}
	add(c.Changed, b.Words.Say("report.t-changed"), Good, !readOnly)
	add(c.Fine, b.Words.Say("report.t-fine"), Good, true)
	add(c.Differ, b.Words.Say("report.t-differs"), Todo, readOnly)
	attention := Bad
	if c.Attention == 0 {
		attention = Quiet
	}
	add(c.Attention, b.Words.Say("report.t-attention"), attention, true)
	add(c.Left, b.Words.Say("report.t-left"), Quiet, false)
	return out
}

func (b *builder) account(a *outcome.AccountReport, n int) Account {
	out := Account{Anchor: fmt.Sprintf("account-%d", n+1), Name: cmp.Or(a.Account, b.Words.Say("report.not-signed-in")), Receipt: a.Receipt}
	var about []string
	if a.HomeUser != nil && *a.HomeUser != "" {
		if *a.HomeUser == a.Account {
			about = append(about, b.Words.Say("report.a-home-same"))
		} else {
			about = append(about, b.Words.Say("report.a-home", locale.Data{"Name": *a.HomeUser}))
		}
	}
	if a.Profile != DefaultProfile {
		about = append(about, b.Words.Say("report.a-profile", locale.Data{"Name": a.Profile}))
	}
	if a.Level != "" && a.Level != b.Result.Level {
		about = append(about, b.Words.Say("report.a-level", locale.Data{"Name": b.Words.Level(a.Level)}))
	}
	if a.Undoes != "" {
		about = append(about, b.Words.Say("title.undo", locale.Data{"Run": b.Words.RunTime(a.Undoes)}))
	}
	out.About = strings.Join(about, ", ")
	for _, s := range a.Settings {
		out.Count.add(s.Result)
	}
	out.Count.Open = b.Words.Sum(a).Open
	out.Error, out.Note = sentence(a.Error), sentence(a.Note)
	out.Verdict, out.Tone = b.verdictOf(out.Count)
	if out.Note != "" {
		out.Verdict, out.Tone = b.Words.Say("person.no-consent"), Quiet
	}
	if out.Error != "" && !presentation.StoppedAtTheEnd(b.Result, a) {
		out.Verdict, out.Tone = b.Words.Say("report.v-unfinished"), Bad
	}
	for _, p := range a.Pages {
		out.Pages = append(out.Pages, b.section(a, &p, out.Anchor))
	}
	out.Next = b.Words.Next(b.Result, a, b.Display)
	for _, u := range a.Unknown {
		out.Unknown = append(out.Unknown, b.unknown(u))
	}
	out.Effects = b.effects(a)
	out.Commands = b.commands(a, out.Count)
	return out
}

func (b *builder) unknown(u outcome.UnknownControl) Unknown {
	what := cmp.Or(u.Role, "control") + " “" + u.Name + "”"
	if u.Section != "" {
		what += " (“" + u.Section + "”)"
	}
	return Unknown{Page: b.Words.Page(u.Page), What: what, State: b.Words.Value("", u.State), News: u.News && u.State == "on"}
}

// effects lists the side effects of the settings that were changed or would be.
func (b *builder) effects(a *outcome.AccountReport) []Effect {
	var out []Effect
	if b.Result.Command == "undo" {
		return nil
	}
	for _, s := range a.Settings {
		if s.Result != outcome.Verified && s.Result != outcome.WouldChange {
			continue
		}
		if text := b.Words.Detail(s.ID); text != "" {
			out = append(out, Effect{b.Words.Setting(s.ID), text})
		}
	}
	return out
}

// sentence makes a text begin with a capital letter and end with a period.
func sentence(text string) string {
	text = outcome.OneLine(text)
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
