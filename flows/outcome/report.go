package outcome

import (
	"log/slog"
	"time"

	"github.com/plexpriv/plexpriv/selectors"
)

// PageStatus says what became of one page.
type PageStatus string

// The page statuses. They are part of the JSON contract.
const (
	PageOK          PageStatus = "ok"
	PageNotOffered  PageStatus = "not_offered"
	PageMoved       PageStatus = "moved"
	PageChanged     PageStatus = "changed"
	PageSignedOut   PageStatus = "signed_out"
	PageBlocked     PageStatus = "blocked"
	PageUnreachable PageStatus = "unreachable"
)

// Schema is the version of the JSON report. It is raised when a program written for the
// old version would misread the new one.
const Schema = 1

// Report is the result of a command.
type Report struct {
	Schema  int    `json:"schema"`
	Command string `json:"command"`
	DryRun  bool   `json:"dry_run"`
	Run     string `json:"run"`
	Level   string `json:"level"`
	// Policy is the policy file that was used, empty if there was none.
	Policy string `json:"policy,omitempty"`
	// Catalogue is the version of the description of Plex's pages that was used.
	Catalogue CatalogueReport `json:"catalogue"`
	Accounts  []AccountReport `json:"accounts"`
	Summary   map[Result]int  `json:"summary"`
	// Error says why the command as a whole stopped, if it did.
	Error    string `json:"error,omitempty"`
	ExitCode int    `json:"exit_code"`

	// Line is what the person has typed, for the commands that are suggested next.
	Line Line `json:"-"`
}

// Line is the part of a command line that a suggested command repeats.
type Line struct {
	// Settings are the flags that narrow it to some settings, and Accounts those that
	// select several accounts.
	Settings, Accounts []string
	// Writes says that the command itself was to change something, also where this is the
	// report of the plan that it shows first.
	Writes bool
}

// CatalogueReport identifies a catalogue.
type CatalogueReport struct {
	Version string `json:"version"`
	// Overridden are the pages that do not come with the build.
	Overridden []string `json:"overridden"`
}

// CatalogueReportOf returns the identity of a catalogue for a report.
func CatalogueReportOf(c *selectors.Catalogue) CatalogueReport {
	return CatalogueReport{Version: c.Version, Overridden: append([]string{}, c.Overridden...)}
}

// AccountReport is what happened for one account.
type AccountReport struct {
	Profile string `json:"profile"`
	// Account is the account's user name, never its email address.
	Account string `json:"account"`
	// HomeUser is the name of a user of a Plex Home, null for the profile's own account.
	HomeUser *string `json:"home_user"`
	// Level is the one that counted for this account.
	Level string `json:"level,omitempty"`
	// Undoes is the run whose changes an undo restored.
	Undoes   string           `json:"undoes,omitempty"`
	Pages    []PageReport     `json:"pages"`
	Settings []SettingReport  `json:"settings"`
	Unknown  []UnknownControl `json:"unknown_controls"`
	// Receipt is the hash of the receipt of what was set.
	Receipt string `json:"receipt,omitempty"`
	// Note says why the account was left alone on purpose, if so.
	Note string `json:"note,omitempty"`
	// Error says why nothing more was done for this account, if so.
	Error string `json:"error,omitempty"`

	// Places are the names that the person has given to servers, by the keys that stand
	// for them in ids. They are for the terminal alone.
	Places map[string]string `json:"-"`

	// Cause is the error behind Error; it decides the exit code.
	Cause error `json:"-"`
}

// PageReport is what happened to one page.
type PageReport struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	// Lang is the language that the page says it is in.
	Lang   string     `json:"lang,omitempty"`
	Status PageStatus `json:"status"`
	Detail string     `json:"detail"`
	// ReadAt is when it was read, ProvedAt when it was read again after it was
	// loaded afresh.
	ReadAt   time.Time `json:"read_at,omitzero"`
	ProvedAt time.Time `json:"proved_at,omitzero"`
	// Rest is how long the values were the same before they were believed, the last time
	// that the page was read.
	Rest Rest `json:"rest,omitzero"`
	// Before and After are pictures of the page; nil without pictures.
	Before *Picture `json:"-"`
	After  *Picture `json:"-"`
	// Wrote says that a click on the page may have saved something.
	Wrote bool `json:"-"`
	// OverHTTP means that it was asked for by name and read without a browser, OwnServer
	// that it is a server of the person's and no page of Plex's.
	OverHTTP  bool `json:"-"`
	OwnServer bool `json:"-"`
}

// Rest is how long a page showed the same values before they were believed.
type Rest struct {
	// Seconds are those of the page's own clock.
	Seconds float64 `json:"seconds"`
	// LivedAtOnce says that the page lived through most of them at once. RealTime says why
	// it did not, where it could have.
	LivedAtOnce bool   `json:"lived_at_once"`
	RealTime    string `json:"real_time,omitempty"`
}

// LogValue shows it in the log.
func (r Rest) LogValue() slog.Value {
	return slog.GroupValue(slog.Float64("seconds", r.Seconds), slog.Bool("lived_at_once", r.LivedAtOnce), slog.String("real_time", r.RealTime))
}

// SettingReport is what happened to one setting.
type SettingReport struct {
	ID     string `json:"id"`
	Page   string `json:"page"`
	Before string `json:"before"`
	Wanted string `json:"wanted"`
	After  string `json:"after"`
	Result Result `json:"result"`
	Detail string `json:"detail"`
	// Candidate is the rank of the locator that found the control, 0 if none did.
	Candidate int `json:"candidate"`
	// Refused means that the person asked for a value by --set, and that it was not set.
	Refused bool `json:"refused,omitempty"`
	// Reworded lists the controls whose wording has changed.
	Reworded []Reworded `json:"reworded,omitempty"`
	Past
	// Controls are the widgets that make up the setting.
	Controls []ControlReport `json:"controls"`
	// Reason is why the result is what it is, "" if the result says it.
	Reason Reason `json:"-"`
}

// Past is what earlier runs recorded about a setting.
type Past struct {
	// LastKnown is what an earlier run recorded, null if none did. Drifted says
	// that somebody has changed it since, and Drift in which of its controls: all of
	// them, while Detail names the first few.
	LastKnown *LastKnown `json:"last_known,omitempty"`
	Drifted   bool       `json:"drifted,omitempty"`
	Drift     []Drift    `json:"drift,omitempty"`
	// Former is the value that an earlier run recorded before the present one, if it was
	// another; nil if none did.
	Former *LastKnown `json:"-"`
}

// Drift is a control that somebody has changed since an earlier run recorded it.
type Drift struct {
	Control string `json:"control"`
	From    string `json:"from"`
	To      string `json:"to"`
	// Since is when the old value was last recorded.
	Since time.Time `json:"since"`
}

// Reworded is a control that the page calls by another name, or explains differently.
type Reworded struct {
	Control string `json:"control"`
	// Since is the day on which the old wording was first seen.
	Since string `json:"since"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// UnknownControl is something on a page that could be switched and that no
// setting of the catalogue claims.
type UnknownControl struct {
	Page    string `json:"page"`
	Role    string `json:"role"`
	Name    string `json:"name"`
	State   string `json:"state"`
	Section string `json:"section,omitempty"`
	// Help is what the page says to explain it.
	Help string `json:"help,omitempty"`
	// News says that it was not there, or not seen, at the check before.
	News bool `json:"news"`
}

// CountResults counts the results of all accounts. Four results are always in the summary,
// also with a count of 0, because they are part of the JSON contract.
func (r *Report) CountResults() {
	r.Summary = map[Result]int{Already: 0, Verified: 0, WouldChange: 0, Failed: 0}
	for _, a := range r.Accounts {
		for _, s := range a.Settings {
			r.Summary[s.Result]++
		}
	}
}
