package selectors

// Phrases are words or phrases by language tag ("en", "de", "pt-BR"). An entry matches
// as a whole phrase, whatever its case, accents or spacing, and never as a part of a
// longer word.
type Phrases map[string][]string

// Catalogue is everything plexpriv knows about Plex's pages.
type Catalogue struct {
	// Pages are in the order in which they are shown and processed.
	Pages []Page
	// Words are the phrases that do not belong to a single setting.
	Words Words
	// Version identifies the data: the hex SHA-256 of all files, shortened.
	Version string
	// Overridden are the ids of pages that do not come with this build.
	Overridden []string
}

// Page is one screen of Plex with privacy settings on it.
type Page struct {
	// ID never changes, because scripts and journals contain it. It is also the name of
	// the page's file.
	ID    string `toml:"id"`
	Title string `toml:"title"`
	// Order sorts the pages, smallest first.
	Order int `toml:"order"`
	Place
	// MayBeAbsent says that Plex offers the page only to some people.
	MayBeAbsent bool `toml:"may-be-absent"`
	// Reveal are harmless clicks that show hidden controls, in order. Each is made only
	// as long as the page's controls cannot be seen.
	Reveal []Reveal `toml:"reveal"`
	Landmarks
	Interface
	// Settings are the page's privacy settings, in page order.
	Settings []Setting `toml:"setting"`
	// Bulk are controls that set several others at once.
	Bulk []Bulk `toml:"bulk"`
	// Attested are the languages in which the labels of the page were seen at Plex. All
	// others are our translations.
	Attested []string `toml:"attested"`
	// Source says where the facts about the page come from. Each entry starts with a
	// mark for how sure it is: see docs/dev/catalogue.md.
	Source []string `toml:"source"`
}

// Place says where a page is. In the file its keys are among the page's own.
type Place struct {
	// URL is the address to open.
	URL string `toml:"url"`
	// FurtherURLs are more addresses, in the order in which they are tried if Plex has
	// nothing at the one before: it answers 404 or 410, or leads to a page that is out
	// of use.
	FurtherURLs []string `toml:"further-urls"`
	// Addresses are path prefixes (for a hash-routed page, hash prefixes) at which the
	// page is known to be, without a language prefix: on the host of URL or, with a host
	// before the path ("account.plex.tv/email-preferences"), on that one. If it is
	// anywhere else, it has moved.
	Addresses []string `toml:"addresses"`
	// SignInAddresses are prefixes, like Addresses, of the pages to which Plex sends a
	// visitor who must sign in first.
	SignInAddresses []string `toml:"sign-in-addresses"`
}

// Landmarks identify a page and distinguish its settings from what else is on it. In
// the file their keys are among the page's own.
type Landmarks struct {
	// Headings are the page's own headings. If one of them shows, that is evidence that
	// this is the page described here.
	Headings Phrases `toml:"headings"`
	// Dialog has the titles of the dialog with the settings. A dialog with another
	// title that opened by itself is never touched.
	Dialog Phrases `toml:"dialog"`
	// Columns are column headers of a table. If one of them is on the page, controls in
	// other columns do not belong to its settings.
	Columns Phrases `toml:"columns"`
	// SignedOut is what the page shows to a visitor instead of its controls.
	SignedOut []Locator `toml:"signed-out"`
	// Known are controls of the page that no setting manages. They are not reported as
	// unknown.
	Known []Locator `toml:"known"`
}

// Interface says that the settings of a page are read and set over HTTP and not on a
// screen. In the file its keys are among the page's own. No such page is read unless the
// person asks for it, or for a level that does.
type Interface struct {
	// API is how the settings are reached; the zero value is a page in a browser.
	API API `toml:"api"`
	// AskedBy are the levels that ask for the page. At any other the person asks for it
	// by name.
	AskedBy []string `toml:"asked-by"`
	// Suspects are words in the key or the label of something that no setting claims, for
	// which it is listed. Without any, everything is.
	Suspects []string `toml:"suspects"`
}

// Reveal is a click that shows something and changes nothing.
type Reveal struct {
	// Locators point at the button, link, row or disclosure to press.
	Locators []Locator `toml:"locator"`
	// Within selects one of many rows with the same label ("Edit"): the row that also
	// has one of these phrases.
	Within Phrases `toml:"within"`
}

// Setting is one privacy choice.
type Setting struct {
	// ID never changes, and starts with the page's ID and a dot.
	ID    string `toml:"id"`
	Label string `toml:"label"`
	// Why says in one sentence what the setting reveals.
	Why string `toml:"why"`
	// Effects are what else changes for the person when it is set.
	Effects []string `toml:"effects"`
	Kind    Kind     `toml:"kind"`
	// Values are the canonical words of a switch: what "on" and "off" mean. They are
	// not set for an audience, whose words are those of Words.Audiences.
	Values Values `toml:"values"`
	// Levels has the wanted value by level name; Keep leaves the setting as it is.
	Levels map[string]string `toml:"levels"`
	// MayBeAbsent says that Plex shows the setting only to some people; AbsentWhy says
	// why.
	MayBeAbsent bool   `toml:"may-be-absent"`
	AbsentWhy   string `toml:"absent-why"`
	// Controls are the widgets that together make up the setting.
	Controls []Control `toml:"control"`
	// Stored says how it is stored, on a page with an API. Then it has no controls.
	Stored *Stored `toml:"stored"`
	// Readback is a second source of the value: Plex's API.
	Readback *Readback `toml:"readback"`
	// Source says where each fact comes from and how sure it is, as on a Page.
	Source []string `toml:"source"`
}

// Keep is the level value that leaves a setting as it is.
const Keep = "keep"

// Values names the two states of a switch in the words of reports and flags.
type Values struct {
	On  string `toml:"on"`
	Off string `toml:"off"`
}

// Control is one widget of a setting.
type Control struct {
	// ID is unique within the setting.
	ID string `toml:"id"`
	// Locators are ranked candidates: the first one with a match decides.
	Locators []Locator `toml:"locator"`
	// Each says that the locators match a list (the vendors), and that all of its
	// members are to be set.
	Each bool `toml:"each"`
}

// Locator points at a control by what it means. All its given parts must match.
type Locator struct {
	// Roles limit the match ("checkbox", "switch", "button", "link"). Empty: any
	// control.
	Roles []string `toml:"roles"`
	// Name matches the accessible name or, without a match there, the text of the
	// control's row.
	Name Phrases `toml:"name"`
	// Whole says that the whole name of the control must be one of the names, because
	// other controls have it as a part of their name or value.
	Whole bool `toml:"whole"`
	// Concepts match a name that was never seen: of every group at least one word or
	// phrase must occur. They are given by language; all groups of one language must
	// match.
	Concepts map[string][][]string `toml:"concepts"`
	// Also are further words that a name found by Concepts may have, because they belong
	// to its subject and do not change what the control means.
	Also Phrases `toml:"also"`
	// Section are headings, legends or group names above the control. They choose among
	// several matches; they do not rule out a single one.
	Section Phrases `toml:"section"`
	// Attr are attributes with exact values. They come first only if they were read in
	// Plex's own pages.
	Attr map[string]string `toml:"attr"`
	// CSS is a selector, as the last resort.
	CSS string `toml:"css"`
	// Inverted says that, for a match by Attr or CSS, "on" means the private state. A
	// match by name or concept takes its polarity from its words.
	Inverted bool `toml:"inverted"`
}

// Bulk is a control that sets several settings' controls at once.
type Bulk struct {
	ID       string    `toml:"id"`
	Locators []Locator `toml:"locator"`
	// For are the settings whose controls it sets.
	For []string `toml:"for"`
	// Sets is the canonical state that it sets them to: "on" or "off".
	Sets string `toml:"sets"`
	// First says to use it before the single controls are set one by one. Otherwise it
	// is used only if no single control is found, and at the levels in Levels.
	First  bool     `toml:"first"`
	Levels []string `toml:"levels"`
	// Opposite says that the control undoes the setting and must never be pressed.
	Opposite bool `toml:"opposite"`
}

// Stored is how an API calls a setting, and its values.
type Stored struct {
	// Keys are its names. All that are there belong to it.
	Keys []string `toml:"keys"`
	// Values maps what the API says to a canonical word. Words beside "on" and "off" are
	// values that only somebody else sets, and that an undo sets back.
	Values map[string]string `toml:"values"`
	// ReadOnly says that it is shown and never set.
	ReadOnly bool `toml:"read-only"`
}

// Readback is an API answer that has a setting's value.
type Readback struct {
	// URL answers a GET by a signed-in account with one JSON object.
	URL string `toml:"url"`
	// Field is the dotted path of the value.
	Field string `toml:"field"`
	// Values maps the JSON literal ("true", "false") to the canonical word. Any other
	// literal ("null") says nothing about the setting.
	Values map[string]string `toml:"values"`
}

// Words are the phrases that all pages share. The groups below exist only in Go:
// words.toml has one table for each set of phrases.
type Words struct {
	PolarityWords
	ButtonWords
	BannerWords
	VisitorWords
	// Meaning is the closed vocabulary of titles that the catalogue does not have as a
	// whole.
	Meaning MeaningWords `toml:"meaning"`
	// Audiences are the values of an audience setting, most private first.
	Audiences []Audience `toml:"audience"`
	// Levels are the known level names with what each is for, in order.
	Levels []Level `toml:"level"`
}

// PolarityWords are the options of a two-way choice.
type PolarityWords struct {
	On  Phrases `toml:"on"`
	Off Phrases `toml:"off"`
	// Mark is what may stand behind an option and says nothing about it ("recommended").
	Mark Phrases `toml:"mark"`
	// Chosen is what a sentence has that says what the options are for ("choose who").
	Chosen Phrases `toml:"choose"`
}

// MeaningWords are the words of which a title may consist, by what they do to its
// meaning. A phrase with "…" in it has two parts with any words between them.
type MeaningWords struct {
	// Permit lets the thing happen ("allow"), Prevent keeps it from happening ("opt out
	// of"), Not turns what it belongs to round.
	Permit  Phrases `toml:"permit"`
	Prevent Phrases `toml:"prevent"`
	Not     Phrases `toml:"not"`
	// TurnOn and TurnOff permit and prevent, and in a help text set and clear a box.
	TurnOn  Phrases `toml:"turn-on"`
	TurnOff Phrases `toml:"turn-off"`
	// Tick sets a box, Untick clears one.
	Tick   Phrases `toml:"tick"`
	Untick Phrases `toml:"untick"`
	// Doubt leaves open what is meant, although its words are known ("or not").
	Doubt Phrases `toml:"doubt"`
	// Reverse says in a help text that the control works in a way that nobody can tell
	// ("the other way round").
	Reverse Phrases `toml:"reverse"`
	// Aside begins what says nothing about how the box works ("at any time").
	Aside Phrases `toml:"aside"`
	// Explain are words of help texts alone ("when"): in a title they are a condition.
	Explain Phrases `toml:"explain"`
	// Filler changes nothing ("my", "please").
	Filler Phrases `toml:"filler"`
}

// ButtonWords are names of what may, or must not, be clicked on any page.
type ButtonWords struct {
	// Save names the button that saves a form or dialog.
	Save Phrases `toml:"save"`
	// Cancel names the button that leaves a dialog without saving.
	Cancel Phrases `toml:"cancel"`
	// Yes names the button that answers a question about what was just pressed.
	Yes Phrases `toml:"yes"`
	// Edit names the button that opens a row.
	Edit Phrases `toml:"edit"`
	// NextPage names the button for the next page of a list; More the one that adds the
	// rest of a list, or a part of it, below.
	NextPage Phrases `toml:"next-page"`
	More     Phrases `toml:"more"`
	// Never are names that are never clicked, even if a locator matches them.
	Never Phrases `toml:"never"`
}

// BannerWords identify a cookie banner and its two answers.
type BannerWords struct {
	CookieTopic  Phrases `toml:"cookie-topic"`
	CookieReject Phrases `toml:"cookie-reject"`
	CookieAccept Phrases `toml:"cookie-accept"`
}

// VisitorWords are what a page shows to or about the person in front of it, beside or
// instead of its settings.
type VisitorWords struct {
	// SignIn is a link that visitors see, SignOut one that members see.
	SignIn  Phrases `toml:"sign-in"`
	SignOut Phrases `toml:"sign-out"`
	// PickUser is the heading of the screen that asks which member of a Plex Home is
	// there.
	PickUser Phrases `toml:"pick-user"`
	// NotOffered says that something is not available to this person.
	NotOffered Phrases `toml:"not-offered"`
	// ThisPage are the other words that a sentence with such a phrase may have if it is
	// about the page ("sorry, this page is").
	ThisPage Phrases `toml:"this-page"`
	// Challenge identifies a bot check.
	Challenge Phrases `toml:"challenge"`
}

// Audience is a group of people who may see something.
type Audience struct {
	// Value is the canonical word ("private", "friends").
	Value string  `toml:"value"`
	Name  Phrases `toml:"name"`
}

// Level is a named set of recommended values.
type Level struct {
	Name    string `toml:"name"`
	Purpose string `toml:"purpose"`
}

// URLs returns the addresses to open, in the order in which they are tried.
func (p Place) URLs() []string { return append([]string{p.URL}, p.FurtherURLs...) }
