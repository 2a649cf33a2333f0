package report

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/plexpriv/plexpriv/flows/outcome"
)

func (m *maker) clock(t time.Time) string { return t.In(m.At.Location()).Format("15:04:05") }

// section is one page of Plex.
func (m *maker) section(a *outcome.AccountReport, p *outcome.PageReport, anchor string) Section {
	manner := pageMannerOf(p.Status)
	s := Section{
		Anchor: anchor + "-" + p.ID, Title: m.pageTitle(p.ID), Address: p.URL, Link: safeLink(p.URL),
		Status: manner.word, Tone: manner.tone, Detail: sentence(p.Detail), Proof: m.pageProof(p),
	}
	var rows []outcome.SettingReport
	for _, r := range a.Settings {
		if r.Page == p.ID {
			rows = append(rows, r)
			s.Settings = append(s.Settings, m.setting(&r, p))
		}
	}
	when := "Before"
	if m.Result.DryRun || m.Result.Command == "check" || p.After == nil {
		when = "As it is"
	}
	s.Before = m.shot(p.Before, when, p.ReadAt, s.Title, rows, false)
	s.After = m.shot(p.After, "After", p.ProvedAt, s.Title, rows, true)
	return s
}

func (m *maker) pageProof(p *outcome.PageReport) string {
	switch {
	case !p.ProvedAt.IsZero():
		return fmt.Sprintf("Read at %s, and again at %s after it was loaded afresh in a new browser context.", m.clock(p.ReadAt), m.clock(p.ProvedAt))
	case !p.ReadAt.IsZero() && p.Status == outcome.PageOK:
		return fmt.Sprintf("Read at %s, once it had come to rest.", m.clock(p.ReadAt))
	}
	return ""
}

func (m *maker) setting(r *outcome.SettingReport, p *outcome.PageReport) Setting {
	manner := mannerOf(r.Result)
	s := Setting{
		Label: r.ID, ID: r.ID, Before: Value{Word: r.Before}, After: Value{Word: r.After}, Wanted: r.Wanted,
		Result: manner.word, Tone: manner.tone, Detail: sentence(r.Detail), Proof: m.settingProof(r, p),
	}
	if m.Catalogue != nil {
		if def := m.Catalogue.Setting(r.ID); def != nil {
			s.Label = def.Label
		}
	}
	for _, w := range r.Reworded {
		s.Detail = strings.TrimSpace(s.Detail + fmt.Sprintf(" The page says “%s” now; since %s it had said “%s”.", w.New, w.Since, w.Old))
	}
	if len(r.Controls) == 1 {
		c := r.Controls[0]
		s.Plex = c.Label
		s.Before.Shown, s.After.Shown = besides(r.Before, c.ShownBefore), besides(r.After, c.ShownAfter)
		return s
	}
	for _, c := range r.Controls {
		manner := mannerOf(c.Result)
		s.Controls = append(s.Controls, Control{
			Label: cmp.Or(c.Label, c.ID), Result: manner.word, Tone: manner.tone, Detail: sentence(c.Detail),
			Before: Value{c.Before, besides(c.Before, c.ShownBefore)}, After: Value{c.After, besides(c.After, c.ShownAfter)},
		})
	}
	return s
}

// besides is what a page shows for a value, where that is another word.
func besides(word, shown string) string {
	if strings.EqualFold(word, shown) {
		return ""
	}
	return shown
}

func (m *maker) settingProof(r *outcome.SettingReport, p *outcome.PageReport) string {
	switch r.Result {
	case outcome.Verified:
		out := "Loaded afresh and read again at " + m.clock(p.ProvedAt)
		if apiSays(r, outcome.Agrees) {
			out += "; Plex’s own API agrees"
		}
		return out + "."
	case outcome.Already:
		return "Read at " + m.clock(p.ReadAt) + "."
	}
	return ""
}

func apiSays(r *outcome.SettingReport, w outcome.Witness) bool {
	for _, c := range r.Controls {
		if c.API == w {
			return true
		}
	}
	return false
}

// shot is a picture with the words for those who cannot see it.
func (m *maker) shot(p *outcome.Picture, when string, at time.Time, title string, rows []outcome.SettingReport, after bool) *Shot {
	if p == nil || len(p.PNG) == 0 {
		return nil
	}
	caption := fmt.Sprintf("%s, %s", when, m.clock(at))
	if p.Shown < p.Of {
		caption += fmt.Sprintf(" (%d of %d controls)", p.Shown, p.Of)
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
	return &Shot{
		Caption: caption, Width: p.Width, Height: p.Height,
		Alt:    fmt.Sprintf("%s, %s. %s", title, strings.ToLower(when), strings.Join(said, "; ")),
		Source: template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG)),
	}
}
