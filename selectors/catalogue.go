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
}

// Page is one screen of Plex with privacy settings on it.
type Page struct {
	// ID is stable for ever: scripts and journals hold it.
	ID    string
	Title string
	// URL is the address that is opened.
	URL string
	// Addresses are the path prefixes (or, for a hash-routed page, hash
	// prefixes) at which the page is known to live, without a language prefix.
	// The page found anywhere else has moved.
	Addresses []string
	// MayBeAbsent says that Plex offers the page only to some people.
	MayBeAbsent bool
	// Reveal are the harmless clicks that bring hidden controls to light, in
	// order. Each is made only while the page's controls cannot be seen.
	Reveal []Reveal
	// Dialog has the titles of the dialog that the settings stand in. A dialog
	// that was open before anybody asked for it, under another title, is never
	// touched.
	Dialog Phrases
	// Headings are the page's own headings: that one of them shows is evidence
	// that the page is the one described here.
	Headings Phrases
	// SignedOut are what the page shows in place of its controls to a visitor.
	SignedOut []Locator
	// Loads says how long, at most, the page is known to take to fill itself.
	Settings []Setting
	// Bulk are controls that set several others at once.
	Bulk []Bulk
	// Known are controls that belong to the page and that no setting manages.
	// They are not reported as unknown.
	Known []Locator
	// Source says where the facts about the page come from.
	Source []string
}

// Reveal is a click that shows something and changes nothing.
type Reveal struct {
	// Locators point at the button, link, row or disclosure to press.
	Locators []Locator
	// Within narrows a label that many rows share ("Edit") to the row that
	// also carries one of these phrases.
	Within Phrases
}

// Setting is one thing to be private about.
type Setting struct {
	// ID is stable for ever, and starts with the page's ID and a dot.
	ID    string
	Label string
	// Why says in a sentence what the setting gives away.
	Why string
	// Effects are what else changes for the person when it is set.
	Effects []string
	Kind    Kind
	// Values are the canonical words of a switch: what "on" and "off" mean.
	// Unset for an audience, whose words are those of Words.Audiences.
	Values Values
	// Levels gives the wanted value by level name; Keep leaves it as it is.
	Levels map[string]string
	// MayBeAbsent says that Plex shows the setting only to some people; AbsentWhy
	// tells them why.
	MayBeAbsent bool
	AbsentWhy   string
	// Controls are the widgets that together make up the setting.
	Controls []Control
	// Readback is a second witness of the value, from Plex's API.
	Readback *Readback
	// Source says where each fact comes from and how sure it is.
	Source []string
}

// Keep is the level value that leaves a setting as it is.
const Keep = "keep"

// Values names the two states of a switch in the words of reports and flags.
type Values struct {
	On  string
	Off string
}

// Control is one widget of a setting.
type Control struct {
	// ID is unique within the setting.
	ID string
	// Locators are ranked candidates: the first that matches anything decides.
	Locators []Locator
	// Each says that the locators match a list (the vendors), every member of
	// which is to be set.
	Each bool
}

// Locator points at a control by what it means. All given parts must agree.
type Locator struct {
	// Roles limits the match ("checkbox", "switch", "button", "link"). Empty: any control.
	Roles []string
	// Name matches the accessible name, or failing that the text of the
	// control's own row.
	Name Phrases
	// Concepts match a name that was never seen: of every group at least one
	// word or phrase must occur. By language; one language must match whole.
	Concepts map[string][][]string
	// Section are headings, legends or group names above the control. They
	// narrow several matches; they do not rule out a single one.
	Section Phrases
	// Attr are attributes with exact values. They rank first only where they
	// were read in Plex's own pages.
	Attr map[string]string
	// CSS is the last resort.
	CSS string
	// Inverted says that for a match by Attr or CSS "on" means the private
	// state. A match by name or concept takes its polarity from its words.
	Inverted bool
}

// Bulk is a control that sets several settings' controls at once.
type Bulk struct {
	ID       string
	Locators []Locator
	// For are the settings whose controls it sets.
	For []string
	// Sets is the canonical state it sets them to: "on" or "off".
	Sets string
	// First says to press it before the single controls are set one by one.
	// Otherwise it is used only where no single control is to be found, and at
	// the levels named in Levels.
	First  bool
	Levels []string
	// Opposite says that the control undoes the setting and is never pressed.
	Opposite bool
}

// Readback is an API answer that names a setting's value.
type Readback struct {
	// URL answers a GET by a signed-in account with one JSON object.
	URL string
	// Field is the dotted path of the value.
	Field string
	// Values translates the JSON literal ("true", "false") to the canonical word.
	Values map[string]string
}

// Words are the phrases shared by all pages.
type Words struct {
	// Negation turns the meaning of a name round ("do not", "opt out of").
	Negation Phrases
	// Doubtful words make the polarity of a name undecidable ("uncheck to").
	Doubtful Phrases
	// Save names the control that saves a form or dialog.
	Save Phrases
	// Saved are the notices that tell of a successful save.
	Saved Phrases
	// Cancel names the control that leaves a dialog without saving.
	Cancel Phrases
	// Edit names the control that opens a row.
	Edit Phrases
	// Never are names that are never clicked, whatever else speaks for it.
	Never Phrases
	// CookieTopic, CookieReject and CookieAccept tell a cookie banner and its answers.
	CookieTopic  Phrases
	CookieReject Phrases
	CookieAccept Phrases
	// SignIn and SignOut are the links that a visitor, or a member, sees.
	SignIn  Phrases
	SignOut Phrases
	// NotOffered says that something is not available to this person.
	NotOffered Phrases
	// Challenge tells a bot check from a page.
	Challenge Phrases
	// On and Off are the option words of a two-way choice.
	On  Phrases
	Off Phrases
	// Audiences are the values of an audience setting, most private first.
	Audiences []Audience
	// Levels are the known level names with what each is for, in order.
	Levels []Level
}

// Audience is a group of people who may see something.
type Audience struct {
	// Value is the canonical word ("private", "friends").
	Value string
	Name  Phrases
}

// Level is a named set of recommended values.
type Level struct {
	Name    string
	Purpose string
}

// Kind is what sort of choice a setting is.
type Kind struct{ name string }

// The kinds of setting.
var (
	// Switch is on or off.
	Switch = Kind{"switch"}
	// Choice is one of a ranked list of audiences.
	AudienceChoice = Kind{"audience"}
	// List is a switch made up of as many controls as the page shows.
	List = Kind{"list"}
)

// String returns the word used in page files.
func (k Kind) String() string { return k.name }
