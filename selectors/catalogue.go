package selectors

// Phrases are words or whole phrases by language tag ("en", "de", "pt-BR").
// An entry is matched as a whole phrase, whatever its case, accents or
// spacing; it is never matched as a part of a longer word.
type Phrases map[string][]string

// Catalogue is everything plexpriv knows about Plex's pages.
type Catalogue struct {
	// Pages are in the order in which they are shown and worked on.
	Pages []Page
	// Words are the phrases that belong to no single setting.
	Words Words
	// Version identifies the data: the hex SHA-256 of all files, shortened.
	Version string
	// Overridden are the ids of the pages that do not come with this build.
	Overridden []string
}

// Page is one screen of Plex with privacy settings on it.
type Page struct {
	// ID never changes: scripts and journals hold it. It is also the name
	// of the page's file.
	ID    string `toml:"id"`
	Title string `toml:"title"`
	// Order sorts the pages, smallest first.
	Order int `toml:"order"`
	Place
	// MayBeAbsent says that Plex offers the page only to some people.
	MayBeAbsent bool `toml:"may-be-absent"`
	// Reveal are the harmless clicks that show hidden controls, in order. Each is
	// made only while the page's controls cannot be seen.
	Reveal []Reveal `toml:"reveal"`
	Landmarks
	// Settings are what there is to be private about on the page, in page order.
	Settings []Setting `toml:"setting"`
	// Bulk are controls that set several others at once.
	Bulk []Bulk `toml:"bulk"`
	// Attested are the languages whose labels on the page were seen at Plex. All
	// others are translated by us.
	Attested []string `toml:"attested"`
	// Source says where the facts about the page come from. Each entry starts
	// with how sure it is: see the list of marks in docs/catalogue.md.
	Source []string `toml:"source"`
}

// Place is where a page is. Its keys stand beside the page's own in the file.
type Place struct {
	// URL is the address that is opened.
	URL string `toml:"url"`
	// Addresses are the path prefixes (or, for a hash-routed page, hash
	// prefixes) at which the page is known to live, without a language prefix.
	// A page found anywhere else has moved.
	Addresses []string `toml:"addresses"`
	// SignInAddresses are prefixes like Addresses to which Plex sends a visitor who has
	// to sign in first.
	SignInAddresses []string `toml:"sign-in-addresses"`
}

// Landmarks are what tells a page from others, and its settings from what else
// stands on it. Their keys stand beside the page's own in the file.
type Landmarks struct {
	// Headings are the page's own headings: that one of them shows is evidence
	// that the page is the one described here.
	Headings Phrases `toml:"headings"`
	// Dialog has the titles of the dialog that the settings stand in. A dialog
	// that was open before anybody asked for it, under another title, is never
	// touched.
	Dialog Phrases `toml:"dialog"`
	// Columns are column headers of a table. Where one of them is on the page, its
	// settings are none of the controls in other columns.
	Columns Phrases `toml:"columns"`
	// SignedOut are what the page shows in place of its controls to a visitor.
	SignedOut []Locator `toml:"signed-out"`
	// Known are controls that belong to the page and that no setting manages.
	// They are not reported as unknown.
	Known []Locator `toml:"known"`
}

// Reveal is a click that shows something and changes nothing.
type Reveal struct {
	// Locators point at the button, link, row or disclosure to press.
	Locators []Locator `toml:"locator"`
	// Within narrows a label that many rows share ("Edit") to the row that
	// also carries one of these phrases.
	Within Phrases `toml:"within"`
}

// Setting is one thing to be private about.
type Setting struct {
	// ID never changes, and starts with the page's ID and a dot.
	ID    string `toml:"id"`
	Label string `toml:"label"`
	// Why says in a sentence what the setting gives away.
	Why string `toml:"why"`
	// Effects are what else changes for the person when it is set.
	Effects []string `toml:"effects"`
	Kind    Kind     `toml:"kind"`
	// Values are the canonical words of a switch: what "on" and "off" mean.
	// Unset for an audience, whose words are those of Words.Audiences.
	Values Values `toml:"values"`
	// Levels gives the wanted value by level name; Keep leaves it as it is.
	Levels map[string]string `toml:"levels"`
	// MayBeAbsent says that Plex shows the setting only to some people; AbsentWhy tells
	// the others why.
	MayBeAbsent bool   `toml:"may-be-absent"`
	AbsentWhy   string `toml:"absent-why"`
	// Controls are the widgets that together make up the setting.
	Controls []Control `toml:"control"`
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
	// Locators are ranked candidates: the first that matches anything decides.
	Locators []Locator `toml:"locator"`
	// Each says that the locators match a list (the vendors), every member of
	// which is to be set.
	Each bool `toml:"each"`
}

// Locator points at a control by what it means. All given parts must agree.
type Locator struct {
	// Roles limits the match ("checkbox", "switch", "button", "link"). Empty: any control.
	Roles []string `toml:"roles"`
	// Name matches the accessible name, or failing that the text of the
	// control's own row.
	Name Phrases `toml:"name"`
	// Whole says that a control must have one of the names as its whole name: other
	// controls contain it in their names or values.
	Whole bool `toml:"whole"`
	// Concepts match a name that was never seen: of every group at least one
	// word or phrase must occur. By language; one language must match whole.
	Concepts map[string][][]string `toml:"concepts"`
	// Section are headings, legends or group names above the control. They
	// narrow several matches; they do not rule out a single one.
	Section Phrases `toml:"section"`
	// Attr are attributes with exact values. They rank first only where they
	// were read in Plex's own pages.
	Attr map[string]string `toml:"attr"`
	// CSS is the last resort.
	CSS string `toml:"css"`
	// Inverted says that for a match by Attr or CSS "on" means the private
	// state. A match by name or concept takes its polarity from its words.
	Inverted bool `toml:"inverted"`
}

// Bulk is a control that sets several settings' controls at once.
type Bulk struct {
	ID       string    `toml:"id"`
	Locators []Locator `toml:"locator"`
	// For are the settings whose controls it sets.
	For []string `toml:"for"`
	// Sets is the canonical state it sets them to: "on" or "off".
	Sets string `toml:"sets"`
	// First says to press it before the single controls are set one by one.
	// Otherwise it is used only where no single control is to be found, and at
	// the levels named in Levels.
	First  bool     `toml:"first"`
	Levels []string `toml:"levels"`
	// Opposite says that the control undoes the setting and is never pressed.
	Opposite bool `toml:"opposite"`
}

// Readback is an API answer that names a setting's value.
type Readback struct {
	// URL answers a GET by a signed-in account with one JSON object.
	URL string `toml:"url"`
	// Field is the dotted path of the value.
	Field string `toml:"field"`
	// Values translates the JSON literal ("true", "false") to the canonical word.
	// A literal that is not here ("null") says nothing about the setting.
	Values map[string]string `toml:"values"`
}

// Words are the phrases shared by all pages. The groups below exist in Go only:
// words.toml has one table for each set of phrases, side by side.
type Words struct {
	PolarityWords
	ButtonWords
	BannerWords
	VisitorWords
	// Audiences are the values of an audience setting, most private first.
	Audiences []Audience `toml:"audience"`
	// Levels are the known level names with what each is for, in order.
	Levels []Level `toml:"level"`
}

// PolarityWords say what "on" means for a control.
type PolarityWords struct {
	// Negation reverses the meaning of a name ("do not", "opt out of").
	Negation Phrases `toml:"negation"`
	// Doubtful words make the polarity of a name undecidable ("uncheck to").
	Doubtful Phrases `toml:"doubtful"`
	// On and Off are the option words of a two-way choice.
	On  Phrases `toml:"on"`
	Off Phrases `toml:"off"`
}

// ButtonWords are names of what may, or must not, be clicked on any page.
type ButtonWords struct {
	// Save names the control that saves a form or dialog.
	Save Phrases `toml:"save"`
	// Cancel names the control that leaves a dialog without saving.
	Cancel Phrases `toml:"cancel"`
	// Edit names the control that opens a row.
	Edit Phrases `toml:"edit"`
	// NextPage names what leads to the next page of a list; More what adds the
	// rest of a list, or a part of it, below.
	NextPage Phrases `toml:"next-page"`
	More     Phrases `toml:"more"`
	// Never are names that are never clicked, even where a locator matches.
	Never Phrases `toml:"never"`
}

// BannerWords tell a cookie banner and its two answers.
type BannerWords struct {
	CookieTopic  Phrases `toml:"cookie-topic"`
	CookieReject Phrases `toml:"cookie-reject"`
	CookieAccept Phrases `toml:"cookie-accept"`
}

// VisitorWords are what a page says of the person in front of it, or shows them in
// place of its settings.
type VisitorWords struct {
	// SignIn and SignOut are the links that a visitor, or a member, sees.
	SignIn  Phrases `toml:"sign-in"`
	SignOut Phrases `toml:"sign-out"`
	// PickUser heads the screen on which a member of a Plex Home is chosen.
	PickUser Phrases `toml:"pick-user"`
	// NotOffered says that something is not available to this person.
	NotOffered Phrases `toml:"not-offered"`
	// Challenge tells a bot check from a page.
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
