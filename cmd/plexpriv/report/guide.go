package report

import (
	_ "embed"
	"html/template"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/guide"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/presentation"
)

//go:embed guide.html
var guideText string

var guideTemplate = template.Must(template.New("guide").Funcs(template.FuncMap{"link": presentation.SafeLink}).Parse(guideText))

// guideWords are the page's own words, beside the steps.
var guideWords = map[string]struct{ Skip, By string }{
	guide.English: {"Skip to the steps", "Made by plexpriv %s. This file loads nothing from the network. plexpriv is not made, endorsed or supported by Plex."},
	guide.German:  {"Zu den Schritten", "Geschrieben von plexpriv %s. Diese Datei lädt nichts aus dem Netz. plexpriv stammt nicht von Plex und wird von Plex weder empfohlen noch unterstützt."},
}

// GuideHTML renders a guide as a page that looks like the reports.
func GuideHTML(g guide.Guide, version string) ([]byte, error) {
	return render(guideTemplate, map[string]any{"Guide": g, "Words": guideWords[g.Lang], "Version": version})
}
