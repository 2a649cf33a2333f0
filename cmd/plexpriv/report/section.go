package report

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

func (b *builder) clock(t time.Time) string { return t.In(b.At.Location()).Format("15:04:05") }

// section is the part of the report about one page of Plex.
func (b *builder) section(a *outcome.AccountReport, p *outcome.PageReport, anchor string) Section {
	status, tone := b.Words.Status(p.Status)
	s := Section{
		Anchor: anchor + "-" + p.ID, Title: b.Words.Page(p.ID), Address: p.URL, Link: presentation.SafeLink(p.URL),
		Status: status, Tone: tone, Detail: sentence(p.Detail), Proof: b.pageProof(p),
	}
	var rows []outcome.SettingReport
	for _, r := range a.Settings {
		if r.Page == p.ID {
			rows = append(rows, r)
			s.Settings = append(s.Settings, b.setting(&r, p))
		}
	}
	when := b.Words.Say("report.p-before")
	if b.Result.DryRun || b.Result.Command == "check" || p.After == nil {
		when = b.Words.Say("report.p-now")
	}
	s.Before = b.screenshot(p.Before, when, p.ReadAt, s.Title, rows, false)
	s.After = b.screenshot(p.After, b.Words.Say("report.p-after"), p.ProvedAt, s.Title, rows, true)
	s.ByHand = b.byHand(rows, p)
	return s
}

// byHand is the steps for what could not be set on a page, nil if there is nothing.
func (b *builder) byHand(rows []outcome.SettingReport, p *outcome.PageReport) *guide.Page {
	alone := outcome.AccountReport{Pages: []outcome.PageReport{*p}, Settings: rows}
	for _, part := range guide.Part(b.Words, alone.Unset()) {
		return &part
	}
	return nil
}

func (b *builder) pageProof(p *outcome.PageReport) string {
	switch {
	case !p.ProvedAt.IsZero() && b.overHTTP(p.ID):
		return b.Words.Say("report.proof-http", locale.Data{"Read": b.clock(p.ReadAt), "Again": b.clock(p.ProvedAt)})
	case !p.ProvedAt.IsZero():
		return b.Words.Say("report.proof-page", locale.Data{"Read": b.clock(p.ReadAt), "Again": b.clock(p.ProvedAt)})
	case !p.ReadAt.IsZero() && p.Status == outcome.PageOK:
		return b.Words.Say("report.proof-read", locale.Data{"Read": b.clock(p.ReadAt)})
	}
	return ""
}

func (b *builder) setting(r *outcome.SettingReport, p *outcome.PageReport) Setting {
	s := Setting{
		Label: b.Words.Setting(r.ID), ID: r.ID, Before: b.value(r.ID, r.Before), After: b.value(r.ID, r.After), Wanted: b.value(r.ID, r.Wanted).Word,
		Result: b.Words.SettingResult(b.Result.Command, r), Tone: presentation.ToneOf(r.Result), Detail: sentence(r.Detail), Proof: b.settingProof(r, p),
	}
	if _, known := b.Words.Find("reason." + string(r.Reason)); known && r.Reason != "" && b.Words.Tag() != locale.English {
		s.Detail = sentence(b.Words.Say("reason." + string(r.Reason)))
	}
	if strings.EqualFold(s.Detail, sentence(s.Result)) {
		s.Detail = "" // the result has said it
	}
	if len(s.Detail) > longestDetail {
		s.Detail, s.More = "", s.Detail
	}
	for _, w := range r.Reworded {
		s.Detail = strings.TrimSpace(s.Detail + " " + b.Words.Say("report.reworded", locale.Data{"New": w.New, "Since": w.Since, "Old": w.Old}))
	}
	if len(r.Controls) == 1 {
		c := r.Controls[0]
		s.Plex = c.Label
		s.Before, s.After = b.control(r.ID, r.Before, c.ShownBefore), b.control(r.ID, r.After, c.ShownAfter)
		return s
	}
	for _, c := range r.Controls {
		s.Controls = append(s.Controls, Control{
			Label: cmp.Or(c.Label, c.ID), Result: b.Words.Result(b.Result.Command, c.Result), Tone: presentation.ToneOf(c.Result), Detail: sentence(c.Detail),
			Before: b.control(r.ID, c.Before, c.ShownBefore), After: b.control(r.ID, c.After, c.ShownAfter),
		})
	}
	return s
}

// longestDetail is as much as the column of results has room for.
const longestDetail = 160

// value is a value in plain words, empty if it is not known.
func (b *builder) value(setting, word string) Value {
	if word == "" {
		return Value{}
	}
	return Value{Word: b.Words.Value(setting, word)}
}

// control is the value of a control, with what the page shows for it if that differs.
func (b *builder) control(setting, word, shown string) Value {
	v := b.value(setting, word)
	v.Shown = shownUnlessSame(v.Word, shown)
	return v
}

// shownUnlessSame is the page's word for a value, or "" if it is plexpriv's word too, as
// the state of a box is in any language.
func shownUnlessSame(word, shown string) string {
	if strings.EqualFold(word, shown) || shown == "on" || shown == "off" {
		return ""
	}
	return shown
}

func (b *builder) settingProof(r *outcome.SettingReport, p *outcome.PageReport) string {
	if b.overHTTP(p.ID) {
		return b.httpProof(r, p)
	}
	switch r.Result {
	case outcome.Verified:
		if hasWitness(r, outcome.Agrees) {
			return b.Words.Say("report.proof-witness", locale.Data{"Again": b.clock(p.ProvedAt)})
		}
		return b.Words.Say("report.proof-setting", locale.Data{"Again": b.clock(p.ProvedAt)})
	case outcome.Already:
		return b.Words.Say("report.proof-already", locale.Data{"Read": b.clock(p.ReadAt)})
	}
	return ""
}

func hasWitness(r *outcome.SettingReport, w outcome.Witness) bool {
	for _, c := range r.Controls {
		if c.API == w {
			return true
		}
	}
	return false
}

// screenshot is a picture of a page, with a text alternative for screen readers.
func (b *builder) screenshot(p *outcome.Picture, when string, at time.Time, title string, rows []outcome.SettingReport, after bool) *Screenshot {
	if p == nil || len(p.PNG) == 0 {
		return nil
	}
	caption := fmt.Sprintf("%s, %s", when, b.clock(at))
	if p.Shown < p.Of {
		caption += " " + b.Words.Say("report.p-part", locale.Data{"N": p.Shown, "All": p.Of})
	}
	var said []string
	for _, r := range rows {
		for _, c := range r.Controls {
			shown := cmp.Or(c.ShownBefore, c.Before)
			if after {
				shown = cmp.Or(c.ShownAfter, c.After)
			}
			if shown != "" && len(said) < 30 {
				said = append(said, cmp.Or(c.Label, c.ID)+": "+shown)
			}
		}
	}
	return &Screenshot{
		Caption: caption, Width: p.Width, Height: p.Height,
		Alt:    fmt.Sprintf("%s, %s. %s", title, strings.ToLower(when), strings.Join(said, "; ")),
		Source: template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG)),
	}
}

// commands are the commands that the person may want next.
func (b *builder) commands(a *outcome.AccountReport, c count) []Command {
	var out []Command
	if c.Differ > 0 {
		out = append(out, Command{presentation.Command(b.Result, a, "apply"), b.Words.Say("report.c-apply")})
	}
	out = append(out, Command{presentation.Command(b.Result, a, "check"), b.Words.Say("report.c-check")})
	if hasWritten(a) && b.Result.Run != "" {
		flags := presentation.AccountFlags(a)
		out = append(out,
			Command{"plexpriv undo --run " + b.Result.Run + flags, b.Words.Say("report.c-undo")},
			Command{"plexpriv receipt" + flags + " " + b.Result.Run, b.Words.Say("report.c-receipt")})
	}
	return out
}

func hasWritten(a *outcome.AccountReport) bool {
	return slices.ContainsFunc(a.Pages, func(p outcome.PageReport) bool { return p.Wrote })
}
