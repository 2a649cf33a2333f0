package fakeplex

// websiteText holds the few words of the website that are translated. Its
// controls and its policy stay English in every language, as Plex's do.
func websiteText(language string) map[string]string {
	if language == "de" {
		return map[string]string{
			"lang": "de-DE", "movies": "Gratis-Filme & TV", "live": "Live-TV", "features": "Funktionen", "download": "Download",
			"open": "Plex öffnen", "signin": "Anmelden", "signup": "Kostenlos registrieren", "signout": "Abmelden",
			"account": "Kontoeinstellungen", "watchlist": "Meine Merkliste", "support": "Support",
			"company": "Unternehmen", "about": "Über uns", "terms": "Nutzungsbedingungen", "privacy": "Datenschutz",
		}
	}
	return map[string]string{
		"lang": "en-US", "movies": "Free Movies & TV", "live": "Live TV", "features": "Features", "download": "Download",
		"open": "Open Plex", "signin": "Sign In", "signup": "Sign Up Free", "signout": "Sign Out",
		"account": "Account Settings", "watchlist": "My Watchlist", "support": "Support",
		"company": "Company", "about": "About", "terms": "Terms of Service", "privacy": "Privacy & Legal",
	}
}
