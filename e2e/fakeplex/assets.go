package fakeplex

import (
	"embed"
	"html/template"
	"io/fs"
	"net/http"
)

//go:embed web
var web embed.FS

// assets serves the style sheets and scripts of both sites.
func assets() http.Handler {
	sub, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the tree is compiled in
	}
	return http.FileServerFS(sub)
}

// websitePages holds one template set per screen of the website.
var websitePages = func() map[string]*template.Template {
	out := map[string]*template.Template{}
	for _, name := range []string{"email", "vendors", "privacy", "deprecated", "signin", "message"} {
		out[name] = template.Must(template.ParseFS(web, "web/www/layout.html", "web/www/foreign.html", "web/www/"+name+".html"))
	}
	return out
}()

var consentPage = template.Must(template.ParseFS(web, "web/www/consent.html"))

var appPages = template.Must(template.ParseFS(web, "web/app/*.html"))
