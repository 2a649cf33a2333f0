package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/locale"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
	"github.com/plexpriv/plexpriv/flows/receipt"
	"github.com/plexpriv/plexpriv/selectors"
)

// The receipt of a usual run, eleven settings and 24 vendors, fits one screen.
func TestReceiptFitsOnePage(t *testing.T) {
	at := time.Date(2026, 11, 29, 22, 48, 47, 0, time.UTC)
	r := receipt.Receipt{Format: 1, N: 1, Previous: receipt.First, Run: "20261129t224831-x7k2ab", Command: "apply", Level: "recommended", Began: at, Ending: "done",
		Account: receipt.Account{Username: "alice", Profile: "default", Hash: "salted"}, Program: "0.1.0", Catalogue: "c"}
	add := func(page, setting, control, before, after string) {
		r.Changes = append(r.Changes, receipt.Change{Page: page, Address: "https://www.plex.tv/" + page, Setting: setting, Control: control, Label: "Label of " + control,
			Before: "on", ShownBefore: before, After: "off", ShownAfter: after, Result: "verified", At: at, Evidence: receipt.Evidence{ReadBack: at, API: "agrees"}})
	}
	for i := range 4 {
		add("Email Preferences", "email.marketing", fmt.Sprint("box", i), "", "")
	}
	add("Email Preferences", "email.discover", "discover", "", "")
	add("Vendors", "vendors.data-sale", "data-sale", "on", "off")
	for i := range 24 {
		add("Vendors", "vendors.personalized-ads", fmt.Sprint("vendor", i), "Yes", "No")
	}
	for _, id := range []string{"privacy.playback-data", "privacy.advertising-consent"} {
		add("Privacy Preferences", id, id, "", "")
	}
	for _, id := range []string{"watch-history", "watchlist", "ratings", "friends", "account"} {
		add("Visibility", "visibility."+id, id, "Friends", "Private")
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	sealed := receipt.Sealed{Receipt: text, SHA256: strings.Repeat("a", 64)}
	got, err := receiptView{words: presentation.New(nil, cat)}.text(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(got, "\n"); n > 24 {
		t.Errorf("%d lines:\n%s", n, got)
	}
	for line := range strings.Lines(got) {
		if len([]rune(line)) > 81 {
			t.Errorf("a line of %d characters: %s", len([]rune(line)), line)
		}
	}
	for _, want := range []string{"  Personalized ads: 24 vendors, Yes → No, confirmed 22:48:47\n", "  Marketing email: 4 switches, on → off, confirmed", "  Watchlist: Friends → Private, confirmed", "alice"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	german, err := receiptView{presentation.New(locale.New("de"), cat), false, 60}.text(sealed)
	for _, want := range []string{"BELEG 1: geänderte Datenschutzeinstellungen bei Plex", "Stufe empfohlen", "Merkliste: Friends → Private, bestätigt 22:48:47", "Verkauf deiner Daten: an → aus, bestätigt", "\nKontosichtbarkeit und Aktivitätsfreigabe,\nhttps://www.plex.tv/Visibility\n"} {
		if err != nil || !strings.Contains(german, want) {
			t.Errorf("%v: no %q in\n%s", err, want, german)
		}
	}
	wide, err := receiptView{presentation.New(nil, cat), true, 0}.text(sealed)
	if err != nil || strings.Count(wide, "Personalized ads: “Label of vendor") != 24 || !strings.Contains(wide, "Plex's API agrees") {
		t.Errorf("%v: --wide has not each control by itself:\n%s", err, wide)
	}
}
