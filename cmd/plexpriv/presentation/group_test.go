package presentation

import (
	"fmt"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

func TestSettingsStandByPageInPlainWords(t *testing.T) {
	account := &outcome.AccountReport{Settings: []outcome.SettingReport{
		{ID: "email.marketing", Page: "email", Before: "subscribed", Wanted: "unsubscribed", After: "unsubscribed", Result: outcome.Verified},
		{ID: "vendors.data-sale", Page: "vendors", Before: "off", Wanted: "off", After: "off", Result: outcome.Already},
		{ID: "privacy.playback-data", Page: "privacy", Wanted: "off", Result: outcome.NotFound},
		{ID: "visibility.watchlist", Page: "visibility", Before: "friends", Wanted: "private", Result: outcome.WouldChange},
	}}
	for tag, want := range map[string]string{
		"en": "[Email: ✓ Marketing email on → off ()] [Ads and data: ✓ Sale of your data off () ! Playback reports ? (not found)] " +
			"[Who can see you: → Watchlist friends → private (Pulsarr, Watchlistarr lose it)]",
		"de": "[E-Mail: ✓ Werbe-E-Mails an → aus ()] [Werbung und Daten: ✓ Verkauf deiner Daten aus () ! Wiedergabedaten ? (nicht gefunden)] " +
			"[Wer dich sehen kann: → Merkliste Freunde → privat (fehlt Pulsarr, Watchlistarr)]",
	} {
		v, _ := vocabulary(t, tag)
		got := ""
		for i, g := range v.Groups("apply", account) {
			if i > 0 {
				got += " "
			}
			got += "[" + g.Name + ":"
			for _, r := range g.Rows {
				got += fmt.Sprintf(" %s %s %s (%s)", r.Tone.Mark(), r.Name, r.Change(), r.Note)
			}
			got += "]"
		}
		if got != want {
			t.Errorf("%s: got  %s\nwant %s", tag, got, want)
		}
	}
}

func TestAdviceOpensAWindowOnlyWhereThereIsADisplay(t *testing.T) {
	v, _ := vocabulary(t, locale.English)
	report := &outcome.Report{Command: "check"}
	account := &outcome.AccountReport{Profile: "ada", Pages: []outcome.PageReport{{ID: "email", Status: outcome.PageBlocked, URL: "https://www.plex.tv/email-preferences/"}}}
	for display, want := range map[bool]string{
		false: "Something is in the way on this page. Look at https://www.plex.tv/email-preferences/, then try again: plexpriv check --profile ada",
		true:  "Something is in the way on this page. Watch it in a window: plexpriv check --headed --profile ada",
	} {
		next := v.Next(report, account, display)
		if len(next) != 1 || next[0].About != "Email preferences" || next[0].Plain() != want {
			t.Errorf("display %v: %+v", display, next)
		}
	}
}
