// The app's words. Its language is the account's own when one is set, else
// English. German guides quote the row "Account Visibility & Activity Sharing"
// and the dialog's title in English, so those stay. "Freunde von Freunden" and the
// public audiences are our own guess.
plex.words = (() => {
  const de = {
    'Account': 'Konto', 'Settings': 'Einstellungen', 'Online Media Sources': 'Online Medienquellen', 'Authorized Devices': 'Autorisierte Geräte',
    'Watchlist': 'Merkliste', 'Streaming Services': 'Streaming-Dienste', 'Manage Library Access': 'Mediathekzugriff verwalten', 'Privacy': 'Datenschutz',
    'General': 'Allgemein', 'Quality': 'Qualität', 'Language': 'Sprache', 'Experimental Features': 'Experimentelle Funktionen', 'Edit': 'Bearbeiten',
    'Save': 'Speichern', 'Cancel': 'Abbrechen', 'Close': 'Schließen', 'Private': 'Privat', 'Friends': 'Freunde', 'Friends Only': 'Nur Freunde',
    'Friends of Friends': 'Freunde von Freunden', 'Anyone Signed into Plex': 'Alle bei Plex Angemeldeten', 'Anyone': 'Alle', 'Followers': 'Follower',
    'My Watch History': 'Mein Abspielverlauf', 'My Watchlist': 'Meine Merkliste', 'My Ratings': 'Meine Bewertungen', 'My Friends': 'Meine Freunde',
    'My Reviews': 'Meine Rezensionen', 'Account Visibility': 'Konto Sichtbarkeit', 'Profile Image': 'Profilbild', 'Username': 'Benutzername',
    'Full Name': 'Vollständiger Name', 'Email Address': 'E-Mail-Adresse', 'Delete your account': 'Konto löschen', 'Sign Out': 'Abmelden',
    'Sync My Watch State and Ratings': 'Synchronisiere meinen "Gespielt"-Status und Bewertungen', 'Update this setting': 'Einstellungen aktualisieren',
    'Linked Accounts': 'Verknüpfte Konten',
    'Disabled': 'Deaktiviert', 'Enabled': 'Aktiviert', 'Disabled for Managed Users': 'Deaktiviert für verwaltete Nutzer',
    'Discover Source': 'Discover Medienquelle', 'Display Activity From My Friends on Detail Pages': 'Zeige Aktivität von Freunden auf Detailseiten',
    'Display Availabilities From Other Streaming Services on Detail Pages': 'Zeige Verfügbarkeit auf anderen Streamingdiensten auf Detailseiten',
    'Display "More Ways to Watch" Search Results': 'Zeige auch „Anderswo anschauen“ Suchergebnisse',
    'Select User': 'Benutzer auswählen', 'Active': 'Aktiv', 'Inactive': 'Inaktiv', 'SAVE CHANGES': 'ÄNDERUNGEN SPEICHERN',
  };
  let table = {};
  return { use: (language) => { table = language === 'de' ? de : {}; document.documentElement.lang = language || 'en'; }, say: (text) => table[text] || text };
})();
