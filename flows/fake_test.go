package flows

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/page"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/signin"
)

// fakePlex is a Plex in memory: what it has stored, and what its pages look like.
// newFakeBrowser opens a browser on it with the interfaces of package page. It takes as
// long as a real page, so tests run it in a synctest bubble.
type fakePlex struct {
	mu    sync.Mutex
	pages []*fakePage
	// stored is what the account really has, by control key: "on", "off" or the text of
	// an option.
	stored map[string]string
	// writes are the changes of stored, in order.
	writes []fakeWrite
	// opened are the titles of the sections that were opened.
	opened []string
	// edits records, for each press of "Edit", how old the page was then.
	edits []time.Duration
	// deaf is how long after its load the page ignores "Edit": its scripts do not run
	// yet.
	deaf time.Duration
	// shuts is how long after its load the page is redrawn with its dialog closed; 0
	// for never.
	shuts time.Duration
	// pictures are the pictures that were taken.
	pictures []fakePicture
	// user is the account's id in the API. whois, if set, is the API's whole answer to
	// the question who is signed in.
	user, whois string
	// front answers requests in the API's place if it returns true.
	front func(url string) (automation.Fetched, bool)
	// owners are other accounts, by the token that is theirs: Plex's whole answer. For the
	// token "" it is the answer to the cookies alone; without it the API takes no cookies.
	owners map[string]string
	// dead is a token that has ended. busy says that Plex answers 429 to the question whose
	// the cookies are.
	dead string
	busy bool
	// bare is the answer to that question without a token, if it is not a 401.
	bare automation.Fetched
	// ends is after how many saves Plex ends the session, 0 for never; ended says that
	// it has. With quietly, the API still accepts the token but the pages do not. With
	// politely, a save is then answered with a redirect to the sign-in page.
	ends              int
	ended             bool
	quietly, politely bool

	// drop is how many saves are answered but not stored, fail how many are answered
	// with an error.
	drop, fail int
	// refusal is the answer to a save that fails; without a status it is 500.
	refusal automation.Write
	// revert puts a saved value back before the page is read again.
	revert bool
	// lateRevert puts a saved value back this long after the save; 0 for never.
	lateRevert time.Duration
	// api holds values for which the API says something else than stored.
	api map[string]string
	// covered puts an overlay over every control.
	covered bool
	// written is called for each save before it is stored.
	written func(key, from, to string)
	// acting is called for each click and choice before it is made.
	acting func(what string)
	// trip is Plex's own sign-in for a site that does not know the session yet, if there is
	// one.
	trip *fakeTrip
	// one is taken by whoever acts. It is a channel: time in a bubble stands still while
	// somebody waits for a mutex, and acting may sleep.
	one chan struct{}
}

func (p *fakePlex) act(what string) {
	if p.acting == nil {
		return
	}
	p.one <- struct{}{} // pages are changed concurrently
	defer func() { <-p.one }()
	p.acting(what)
}

// fakePicture is a picture that was taken, with what Plex had stored then.
type fakePicture struct {
	url   string
	hide  []string
	saved map[string]string
}

type fakeWrite struct{ key, from, to string }

// fakePage is one page: controls, or a row that opens a dialog with them.
type fakePage struct {
	url, origin string
	title       string
	headings    []string
	// row is the row whose "Edit" opens the dialog, if the controls are in a dialog.
	row, dialog string
	// refused is the status with which a firewall answers for the page, 0 if Plex does.
	refused  func() int
	controls []*fakeControl
	// save is the label of the save button; without one each change is saved at once.
	save string
	// apart gives each control a form and a save button of its own. Saving loads the
	// page again: its dialog is closed, and the other forms show what is stored.
	apart bool
	// bulk is the label of a button that turns the controls of the list off: those in a
	// section or, if there is none, all controls of the page. On a page with tabs it
	// turns those of the open tab.
	bulk string
	// asks is the question in the dialog that the bulk button opens, answers its
	// buttons.
	asks    string
	answers []string
	// tabs are the tabs that controls are behind. perPage is how many controls of a
	// section show at a time. more says that the rest is added below and does not
	// replace them. says is what the page says about the length of the list.
	tabs    []string
	perPage int
	more    bool
	says    string
	// framed is a tab with a frame of another host behind it.
	framed string
	// panels turns the tabs into titles of sections that open below them: "many" can be
	// open at a time, or "one"; "anew" is like "one" and also redraws all titles.
	panels string
	// virtual says that only perPage rows of a list are drawn; scrolling replaces them.
	virtual bool
	// paints is how long a part of the list shows everything as off before it shows
	// what is stored. With once, it does so only the first time it is shown.
	paints time.Duration
	once   bool
	// halves is how many loads of the page break off after the first control.
	halves int
	// restless shows another value at each look. endless adds a row to the list each time
	// its next page is turned to.
	restless, endless bool
	// unseen is what the page does past the guard, "" if nothing.
	unseen string
	// status is the HTTP status of the page; 0 means 200.
	status int
	// late is how long the page shows everything as on before it shows the values it
	// got; told is when it gets them, source from which address (host and path).
	late, told time.Duration
	// typed turns the lists into editable comboboxes: a press puts the caret into the
	// field, and the Down arrow opens the list.
	typed bool
	// public says that visitors see the page too, with everything off.
	public bool
	// opens is how long a list takes to open.
	opens  time.Duration
	source string
}

// fakeControl is one control: a switch or, if it has options, a drop-down.
type fakeControl struct {
	key, label, section string
	options             []string
	// popup says that the options show only after it was opened.
	popup          bool
	disabled, gone bool
	// tab is the tab it is behind, if any; sections are headings nearer to it than
	// section.
	tab      string
	sections []string
	// column is the header of its column, if it is in a table.
	column string
}

func (p *fakePlex) page(url string) *fakePage {
	for _, page := range p.pages {
		if strings.HasPrefix(url, page.url) {
			return page
		}
	}
	return nil
}

func (p *fakePlex) control(key string) *fakeControl {
	for _, page := range p.pages {
		for _, c := range page.controls {
			if c.key == key {
				return c
			}
		}
	}
	return nil
}

// state returns a copy of what is stored.
func (p *fakePlex) state() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.stored)
}

// store saves what a page sends and returns the status of the answer.
func (p *fakePlex) store(values map[string]string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended && p.politely {
		return 302
	}
	if p.ended {
		return 401
	}
	if p.ends--; p.ends == 0 {
		defer func() { p.ended = true }()
	}
	if p.fail > 0 {
		p.fail--
		return cmp.Or(p.refusal.Status, 500)
	}
	if p.drop > 0 {
		p.drop--
		return 200
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		from, to := p.stored[key], values[key]
		if from == to {
			continue
		}
		if p.written != nil {
			p.written(key, from, to)
		}
		p.writes = append(p.writes, fakeWrite{key, from, to})
		if !p.revert {
			p.stored[key] = to
		}
		if p.lateRevert > 0 {
			time.AfterFunc(p.lateRevert, func() {
				p.mu.Lock()
				defer p.mu.Unlock()
				p.stored[key] = from
			})
		}
	}
	return 200
}

// over says whether Plex has ended the session.
func (p *fakePlex) over() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended
}

// put changes a stored value, as somebody else would.
func (p *fakePlex) put(key, value string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stored[key] = value
}

const privacyURL = "https://www.plex.tv/about/privacy-legal/"

// privacy is the answer of the privacy API.
func (p *fakePlex) privacy() string {
	state := p.state()
	maps.Copy(state, p.api)
	return fmt.Sprintf(`{"optOutPlayback":%v,"optOutLibraryStats":%v}`,
		state["privacy.playback-data/playback-data"] == "off", state["privacy.library-stats/library-stats"] == "off")
}

// fakeBrowser opens fakeSites, and counts those that were not closed.
type fakeBrowser struct {
	t    *testing.T
	plex *fakePlex
	// mayAct is false in a run that must not click or choose anything.
	mayAct bool
	mu     sync.Mutex
	// open is the number of sites that were not closed.
	open int
	// renewed replaces the sign-in cookie of the sites from now on. told is called each
	// time after a site has told its cookies.
	renewed *automation.Cookie
	told    func()
}

// renew replaces the sign-in cookie, as a page may.
func (b *fakeBrowser) renew(c automation.Cookie) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.renewed = &c
}

func newFakeBrowser(t *testing.T, p *fakePlex, mayAct bool) *fakeBrowser {
	return &fakeBrowser{t: t, plex: p, mayAct: mayAct}
}

func (b *fakeBrowser) NewSite(ctx context.Context, s automation.SiteState) (page.Site, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	site := &fakeSite{fakeBrowser: b}
	site.storage = s.Storage
	for _, c := range s.Cookies {
		if c.Name != signin.AuthCookie {
			c.Value += "+" // Plex renews cookies at each visit
		}
		site.cookies = append(site.cookies, c)
	}
	b.count(1)
	return site, nil
}

func (b *fakeBrowser) count(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open += n
}

// UserAgent is the browser's name.
func (b *fakeBrowser) UserAgent() string { return "FakeBrowser/1" }

func (b *fakeBrowser) Refusals() []automation.Refusal { return nil }

type fakeSite struct {
	*fakeBrowser
	cookies []automation.Cookie
	storage map[string]map[string]string
	closed  sync.Once
}

func (s *fakeSite) NewTab(ctx context.Context) (page.Tab, error) { return s.NewActingTab(ctx) }

func (s *fakeSite) NewActingTab(ctx context.Context) (page.ActingTab, error) {
	return &fakeTab{fakeBrowser: s.fakeBrowser, site: s}, ctx.Err()
}

func (s *fakeSite) Get(ctx context.Context, url string, headers map[string]string) (automation.Fetched, error) {
	if s.plex.front != nil {
		if f, ok := s.plex.front(url); ok {
			return f, ctx.Err()
		}
	}
	token := headers["X-Plex-Token"]
	other, ok := s.plex.owners[token]
	switch {
	case token == "" && s.plex.busy:
		return automation.Fetched{Status: 429}, ctx.Err()
	case token != "" && token == s.plex.dead:
		return automation.Fetched{Status: 401}, ctx.Err()
	case url == signin.UserURL && ok:
		return automation.Fetched{Status: 200, Body: other}, ctx.Err()
	case url == signin.UserURL && token == "" && s.plex.bare.Status > 0:
		return s.plex.bare, ctx.Err()
	case url == signin.UserURL && token == "":
		return automation.Fetched{Status: 401}, ctx.Err()
	case s.plex.over() && !s.plex.quietly:
		return automation.Fetched{Status: 401}, ctx.Err()
	case url != signin.UserURL && s.plex.page(privacyURL) != nil:
		return automation.Fetched{Status: 200, Body: s.plex.privacy()}, ctx.Err()
	case url != signin.UserURL:
		return automation.Fetched{Status: 404}, ctx.Err()
	case s.plex.whois != "":
		return automation.Fetched{Status: 200, Body: s.plex.whois}, ctx.Err()
	}
	return automation.Fetched{Status: 200, Body: fmt.Sprintf(`{"uuid":%q,"username":"ada","email":"ada@example.org"}`, s.plex.user)}, ctx.Err()
}

func (s *fakeSite) Cookies(ctx context.Context) ([]automation.Cookie, error) {
	if s.told != nil {
		defer s.told()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.cookies)
	for i, c := range out {
		if s.renewed != nil && c.Name == signin.AuthCookie {
			out[i] = *s.renewed
		}
	}
	return out, ctx.Err()
}

// Received is always false: nothing at a fakeSite is sent in a response.
func (s *fakeSite) Received(automation.Cookie, time.Time) bool { return false }

func (s *fakeSite) Close() { s.closed.Do(func() { s.count(-1) }) }

// Sent is always false: a fakeBrowser refuses nothing.
func (t *fakeTab) Sent(automation.Refusal, string) bool { return false }

// Stuck is always false: a fakeTab always answers.
func (t *fakeTab) Stuck() bool { return false }

// Needs and Leapt: a fakeTab has no clock of its own.
func (t *fakeTab) Needs(automation.Need)  {}
func (t *fakeTab) Leapt() automation.Leap { return automation.Leap{} }

// MeetPointer and BringInView: a fakeTab is all in view.
func (t *fakeTab) MeetPointer(context.Context) error                      { return nil }
func (t *fakeTab) BringInView(context.Context, []sight.Ref) (bool, error) { return false, nil }

// StorageNames is empty: nobody asks a fakeTab what is stored.
func (t *fakeTab) StorageNames(context.Context) ([]string, error) { return nil, nil }

// fakeTab shows one page. Changes that are not saved yet are in its draft.
type fakeTab struct {
	*fakeBrowser
	site  *fakeSite
	page  *fakePage
	draft map[string]string
	open  bool
	shut  bool
	// asked says that a question covers the page.
	asked bool
	// list is the control whose options show, caret the one that was pressed and shows
	// none.
	list, caret *fakeControl
	// tab is the tab, and turned the page of the list, that shows.
	tab, turned int
	// half says that the load broke off.
	half bool
	// visitor says that the page was loaded without a session.
	visitor    bool
	drawn      time.Time
	openPanels map[int]bool
	redrawn    int
	seenParts  map[[2]int]bool
	loads      int
	looks      int
	loaded     time.Time
	busy       time.Time
	writes     []fakeRequest
}

type fakeRequest struct {
	at    time.Time
	write automation.Write
}

// The refs of things on a page. Each load uses new ones.
const (
	refBody = iota + 1
	refForm
	refDialog
	refEdit
	refSave
	refCancel
	refBulk
	refNext
	refTabs     = 50
	refControls = 100
	refAsks     = 90
	refForms    = 300
	refSaves    = 400
	refOptions  = 500
	refsPerLoad = 1000
)

// grow adds a row to a list without an end.
func (t *fakeTab) grow() {
	if !t.page.endless {
		return
	}
	t.plex.mu.Lock()
	defer t.plex.mu.Unlock()
	key := fmt.Sprintf("vendors.personalized-ads/Vendor %d", len(t.page.controls))
	t.page.controls = append(t.page.controls, &fakeControl{key: key, label: strings.TrimPrefix(key, "vendors.personalized-ads/"), section: "Vendors"})
	t.plex.stored[key], t.draft[key] = "on", "on"
}

func (t *fakeTab) ref(n int) sight.Ref { return sight.Ref(t.loads*refsPerLoad + n) }

func (t *fakeTab) Goto(ctx context.Context, url string) (automation.Load, error) {
	t.loads++
	t.page, t.open, t.shut, t.list, t.busy, t.writes = t.plex.page(url), false, false, nil, time.Now(), nil
	t.draft, t.loaded = t.plex.state(), time.Now()
	t.tab, t.turned, t.drawn, t.openPanels, t.redrawn, t.half = 0, 0, time.Time{}, map[int]bool{}, 0, false
	if t.page == nil {
		return automation.Load{Status: 404}, ctx.Err()
	}
	t.visitor = t.plex.over()
	t.plex.trip.opens(t.page)
	for key, value := range t.draft {
		if t.visitor && value == "on" {
			t.draft[key] = "off"
		}
	}
	if t.page.halves > 0 {
		t.page.halves--
		t.half = true
	}
	return t.Load(), ctx.Err()
}

func (t *fakeTab) Load() automation.Load {
	if t.page != nil && t.page.unseen != "" {
		return automation.Load{Status: 200, Unseen: t.page.unseen}
	}
	if t.half {
		return automation.Load{Status: 200, Broken: "net::ERR_CONTENT_LENGTH_MISMATCH"}
	}
	if t.page != nil && t.page.refused != nil {
		if status := t.page.refused(); status != 0 {
			return automation.Load{Status: status}
		}
	}
	if t.page == nil || t.page.status == 0 {
		return automation.Load{Status: 200}
	}
	return automation.Load{Status: t.page.status}
}

func (t *fakeTab) URL(ctx context.Context) (string, error) { return t.page.url, ctx.Err() }

func (t *fakeTab) LocalStorage(ctx context.Context, _ []string) (automation.Stored, error) {
	return automation.Stored{Origin: t.page.origin, Values: t.site.storage[t.page.origin]}, ctx.Err()
}

func (t *fakeTab) Look(ctx context.Context, _ sight.Ask) (*sight.Look, error) {
	if to := t.plex.trip.leads(t); to != "" {
		if _, err := t.Goto(ctx, to); err != nil {
			return nil, err
		}
	}
	p := t.page
	if at := t.plex.trip.at(t); at != "" {
		return &sight.Look{URL: at, Origin: p.origin, Title: "Plex", Ready: "complete", Buttons: t.plex.trip.buttons(at)}, ctx.Err()
	}
	if t.visitor && !p.public {
		return &sight.Look{URL: p.origin + "/sign-in/", Origin: p.origin, Title: "Sign in", Ready: "complete"}, ctx.Err()
	}
	l := &sight.Look{URL: p.url, Origin: p.origin, Title: p.title, Lang: "en", Ready: "complete"}
	for _, h := range p.headings {
		l.Headings = append(l.Headings, sight.Heading{Level: 2, Text: h})
	}
	sheet := sight.Ref(0)
	path := []sight.Ref{t.ref(refBody), t.ref(refForm)}
	if p.row != "" {
		l.Buttons = append(l.Buttons, sight.Press{Thing: sight.Thing{Ref: t.ref(refEdit), Role: "button", Name: []string{"Edit"}, Row: []string{p.row}, Path: append(path[:2:2], t.ref(refEdit))}})
		if s := t.plex.shuts; s > 0 && !t.shut && time.Since(t.loaded) >= s {
			t.open, t.shut = false, true
		}
		if !t.open {
			return l, ctx.Err()
		}
		sheet = t.ref(refDialog)
		path = []sight.Ref{t.ref(refBody), sheet}
		l.Layers = append(l.Layers, sight.Layer{Ref: sheet, Kind: "dialog", Name: p.dialog, Text: p.dialog, Modal: true})
	}
	thing := func(n int, role, name string) sight.Thing {
		return sight.Thing{Ref: t.ref(n), Role: role, Name: []string{name}, Layer: sheet, Path: append(path[:2:2], t.ref(n))}
	}
	for i, c := range p.controls {
		if c.gone || !t.shows(c) || t.half && i > 0 {
			continue
		}
		at := thing(refControls+i, "switch", c.label)
		if p.apart {
			save := thing(refSaves+i, "button", p.save)
			at.Path = append(path[:2:2], t.ref(refForms+i), at.Ref)
			save.Path = append(path[:2:2], t.ref(refForms+i), save.Ref)
			l.Buttons = append(l.Buttons, sight.Press{Thing: save})
		}
		seen := t.seen(c, at)
		seen.Column = c.column
		l.Controls = append(l.Controls, seen)
	}
	for i, name := range p.tabs {
		n := refTabs + t.redrawn*len(p.tabs) + i
		tab := sight.Press{Thing: thing(n, "tab", name), Selected: i == t.tab}
		tab.Path = append(path[:2:2], t.ref(n))
		if p.panels != "" {
			tab.Role, tab.Selected, tab.Expanded, tab.Section = "button", false, fmt.Sprint(t.openPanels[i]), []string{name, "Vendors"}
		}
		l.Buttons = append(l.Buttons, tab)
	}
	if next, label := t.next(); next {
		l.Buttons = append(l.Buttons, sight.Press{Thing: thing(refNext, "button", label)})
	}
	if t.asked {
		over := t.ref(refAsks)
		l.Layers = append(l.Layers, sight.Layer{Ref: over, Kind: "dialog", Name: p.asks, Text: p.asks + "\n" + strings.Join(p.answers, "\n"), Modal: true})
		for i, name := range p.answers {
			l.Buttons = append(l.Buttons, sight.Press{Thing: sight.Thing{Ref: t.ref(refAsks + 1 + i), Role: "button", Name: []string{name}, Layer: over, Path: []sight.Ref{t.ref(refBody), over, t.ref(refAsks + 1 + i)}}})
		}
	}
	l.Text = []string{p.says}
	if p.framed != "" && p.framed == p.tabs[t.tab] {
		l.Frames = []sight.Frame{{Src: "https://consent.plex.tv/list", Width: 800, Height: 400}}
	}
	for n, label := range map[int]string{refSave: p.save, refBulk: p.bulk} {
		if label != "" && !(n == refSave && p.apart) {
			l.Buttons = append(l.Buttons, sight.Press{Thing: thing(n, "button", label)})
		}
	}
	if sheet != 0 {
		l.Buttons = append(l.Buttons, sight.Press{Thing: thing(refCancel, "button", "Cancel")})
	}
	return l, ctx.Err()
}

func (t *fakeTab) seen(c *fakeControl, at sight.Thing) sight.Seen {
	at.Disabled = c.disabled
	if c.section != "" {
		at.Section = append(slices.Clone(c.sections), c.section)
	}
	if t.page.restless && c.options == nil {
		t.looks++
		return sight.Seen{Thing: at, Kind: sight.Toggle, State: []sight.State{sight.On, sight.Off}[t.looks/len(t.page.controls)%2]}
	}
	if c.options == nil && time.Since(t.loaded) < t.page.late {
		return sight.Seen{Thing: at, Kind: sight.Toggle, State: sight.On}
	}
	if c.options == nil && c.section != "" && time.Since(t.drawn) < t.page.paints {
		return sight.Seen{Thing: at, Kind: sight.Toggle, State: sight.Off}
	}
	if c.options == nil {
		return sight.Seen{Thing: at, Kind: sight.Toggle, State: sight.State(t.draft[c.key])}
	}
	at.Role = "combobox"
	if c.popup {
		return sight.Seen{Thing: at, Kind: sight.Popup, Value: t.draft[c.key], Expanded: t.list == c}
	}
	s := sight.Seen{Thing: at, Kind: sight.Select, Expanded: t.list == c}
	for _, o := range c.options {
		s.Options = append(s.Options, sight.Option{Text: o, Selected: o == t.draft[c.key]})
	}
	return s
}

func (t *fakeTab) Choices(ctx context.Context, _ sight.Ref) ([]sight.Option, error) {
	if t.list == nil {
		return nil, ctx.Err()
	}
	var out []sight.Option
	for i, o := range t.list.options {
		out = append(out, sight.Option{Ref: t.ref(refOptions + i), Text: o, Selected: o == t.draft[t.list.key]})
	}
	return out, ctx.Err()
}

func (t *fakeTab) Entries(ctx context.Context, _ []sight.Ref) ([]sight.Option, error) {
	return nil, ctx.Err()
}

// Glance has nothing to say: each look is at the whole page.
func (t *fakeTab) Glance(context.Context, sight.Ref, sight.Ask) (sight.Seen, error) {
	return sight.Seen{}, automation.ErrDoubt
}

func (t *fakeTab) Witness(ctx context.Context, _ sight.Ref) (automation.Witness, error) {
	return automation.Witness{Ignored: true}, ctx.Err()
}

func (t *fakeTab) Reveal(ctx context.Context, ref sight.Ref, _, what string) error {
	switch ref {
	case t.ref(refEdit):
		t.open = time.Since(t.loaded) >= t.plex.deaf
		t.plex.mu.Lock()
		t.plex.edits = append(t.plex.edits, time.Since(t.loaded))
		t.plex.mu.Unlock()
	case t.ref(refAsks + len(t.page.answers)):
		t.asked = false // the last answer is "Cancel"
	case t.ref(refCancel):
		t.open, t.draft = false, t.plex.state()
	case t.ref(refNext):
		t.turned++
		t.grow()
		t.draw()
	default:
		if i := int(ref) - t.loads*refsPerLoad - refTabs - t.redrawn*len(t.page.tabs); i >= 0 && i < len(t.page.tabs) {
			if t.page.panels != "" {
				t.togglePanel(i)
				return ctx.Err()
			}
			t.tab, t.turned = i, 0
			t.draw()
			return ctx.Err()
		}
		time.Sleep(t.page.opens)
		if t.list = t.at(ref); t.list == nil || t.list.options == nil {
			t.t.Errorf("%s was pressed to reveal something, but reveals nothing", what)
		}
		t.typed()
	}
	return ctx.Err()
}

// typed closes a list that a press does not open.
func (t *fakeTab) typed() {
	if t.page.typed {
		t.list, t.caret = nil, t.list
	}
}

func (t *fakeTab) OpenList(ctx context.Context, opener sight.Ref) (bool, error) {
	if t.caret == nil || t.caret != t.at(opener) {
		return false, ctx.Err()
	}
	t.list, t.caret = t.caret, nil
	return true, ctx.Err()
}

func (t *fakeTab) Escape(ctx context.Context) error {
	if t.list == nil {
		t.open, t.asked = false, false
	}
	t.list = nil
	return ctx.Err()
}

func (t *fakeTab) Click(ctx context.Context, ref sight.Ref, origin, what string) error {
	if err := t.act(ctx, origin, what); err != nil {
		return err
	}
	if i := int(ref) - int(t.ref(refAsks)) - 1; t.asked {
		if i < 0 || i >= len(t.page.answers) {
			return &sight.ActionError{Op: "click", Target: what, Err: automation.ErrCovered}
		}
		if i > 0 {
			t.t.Errorf("the question %q was answered with %q", t.page.asks, what)
		}
		defer func() { t.asked = false }()
		ref = t.ref(refBulk)
	}
	switch ref {
	case t.ref(refSave):
		t.send(t.page.controls...)
		return nil
	case t.ref(refBulk):
		if t.page.asks != "" && !t.asked {
			t.asked = true
			return ctx.Err()
		}
		list := slices.ContainsFunc(t.page.controls, func(c *fakeControl) bool { return c.section != "" })
		for _, c := range t.page.controls {
			if here := len(t.page.tabs) == 0 || c.tab == t.page.tabs[t.tab]; here && (c.section != "" || !list) {
				t.draft[c.key] = "off"
			}
		}
	default:
		c := t.at(ref)
		if i := int(ref) - t.loads*refsPerLoad - refSaves; t.page.apart && i >= 0 && i < len(t.page.controls) {
			t.send(t.page.controls[i])
			t.loads++
			t.open, t.list, t.draft, t.loaded = false, nil, t.plex.state(), time.Now()
			return ctx.Err()
		}
		if i := int(t.ref(0)); t.list != nil && int(ref) >= i+refOptions {
			t.draft[t.list.key] = t.list.options[int(ref)-i-refOptions]
			t.list = nil
			break
		}
		if c != nil && c.popup {
			t.list = c
			t.typed()
			return ctx.Err()
		}
		if c == nil || c.options != nil {
			t.t.Errorf("%s was clicked and is not a switch", what)
			return ctx.Err()
		}
		t.draft[c.key] = string(reading.FlipState(sight.State(t.draft[c.key])))
	}
	if t.page.save == "" {
		t.send(t.page.controls...)
	}
	return ctx.Err()
}

func (t *fakeTab) Choose(ctx context.Context, s sight.Seen, to int, origin string) error {
	if err := t.act(ctx, origin, s.String()); err != nil {
		return err
	}
	c := t.at(s.Ref)
	t.draft[c.key] = c.options[to]
	if t.page.save == "" {
		t.send(t.page.controls...)
	}
	return ctx.Err()
}

// act is what all actions have in common.
func (t *fakeTab) act(ctx context.Context, origin, what string) error {
	if !t.mayAct {
		t.t.Errorf("%s was clicked in a run that must change nothing", what)
	}
	if origin != t.page.origin {
		t.t.Errorf("%s was clicked for a page at %s while the tab was at %s", what, origin, t.page.origin)
	}
	t.plex.act(what)
	if t.plex.covered {
		return &sight.ActionError{Op: "click", Target: what, Err: automation.ErrCovered}
	}
	t.busy = time.Now()
	return ctx.Err()
}

func (t *fakeTab) at(ref sight.Ref) *fakeControl {
	i := int(ref) - t.loads*refsPerLoad - refControls
	if i < 0 || i >= len(t.page.controls) {
		return nil
	}
	return t.page.controls[i]
}

// send saves the drafts of some controls.
func (t *fakeTab) send(all ...*fakeControl) {
	values := map[string]string{}
	for _, c := range all {
		values[c.key] = t.draft[c.key]
	}
	w := automation.Write{Method: "POST", URL: t.page.url, Status: t.plex.store(values), At: time.Now()}
	if w.Bad() {
		w.RetryAfter = t.plex.refusal.RetryAfter
	}
	t.writes = append(t.writes, fakeRequest{time.Now(), w})
}

func (t *fakeTab) Picture(ctx context.Context, of []automation.Subject, hide []string) (automation.Picture, error) {
	t.plex.mu.Lock()
	defer t.plex.mu.Unlock()
	t.plex.pictures = append(t.plex.pictures, fakePicture{url: t.page.url, hide: hide, saved: maps.Clone(t.plex.stored)})
	return automation.Picture{PNG: []byte("png of " + t.page.url), Width: 1, Height: 1, Shown: len(of)}, ctx.Err()
}

func (t *fakeTab) Quiet() time.Duration {
	if t.Pending(nil) != "" && time.Since(t.loaded) < 15*time.Second {
		return 0
	}
	return time.Since(t.busy)
}

func (t *fakeTab) Writes(since time.Time) []automation.Write {
	var out []automation.Write
	for _, w := range t.writes {
		if !w.at.Before(since) {
			out = append(out, w.write)
		}
	}
	return out
}

// Answered returns when the page got its data.
func (t *fakeTab) Answered() time.Time {
	if at := t.loaded.Add(t.page.told); t.page.told > 0 && !time.Now().Before(at) {
		return at
	}
	return time.Time{}
}

func (t *fakeTab) Answers(_ context.Context, wants func(string) bool) []automation.Answer {
	if t.page == nil || t.Answered().IsZero() || !wants(t.page.source) {
		return nil
	}
	return []automation.Answer{{URL: t.page.source, Status: 200, Body: t.plex.privacy()}}
}

func (t *fakeTab) Troubles() []automation.Write { return t.plex.trip.troubles(t) }
func (t *fakeTab) Dialogs() []string            { return nil }
func (t *fakeTab) Close()                       {}

func (t *fakeTab) ScrollOn(ctx context.Context, _ sight.Ref) (bool, error) {
	return t.scroll(min(t.turned+t.page.perPage-1, t.rows()-t.page.perPage)), ctx.Err()
}

func (t *fakeTab) Expected(func(string) bool) string { return "" }

func (t *fakeTab) Pending(func(string) bool) string { return t.plex.trip.pending(t) }

func (t *fakeTab) ScrollChoices(ctx context.Context, _, _ sight.Ref) (bool, error) {
	return false, ctx.Err()
}

func (t *fakeTab) ScrollBack(ctx context.Context, _ sight.Ref) (bool, error) {
	return t.scroll(0), ctx.Err()
}

// scroll draws a virtual list from a given row.
func (t *fakeTab) scroll(to int) bool {
	if !t.page.virtual || to == t.turned {
		return false
	}
	t.turned = to
	t.draw()
	return true
}

// togglePanel opens or closes a panel.
func (t *fakeTab) togglePanel(i int) {
	t.plex.mu.Lock()
	t.plex.opened = append(t.plex.opened, t.page.tabs[i])
	t.plex.mu.Unlock()
	was := t.openPanels[i]
	if t.page.panels != "many" {
		t.openPanels = map[int]bool{}
	}
	if t.page.panels == "anew" {
		t.redrawn++
	}
	t.openPanels[i] = !was
	t.turned = i
	t.draw()
}

// draw notes that another part of the list is drawn.
func (t *fakeTab) draw() {
	part := [2]int{t.tab, t.turned}
	if t.page.once && t.seenParts[part] {
		return
	}
	if t.seenParts == nil {
		t.seenParts = map[[2]int]bool{}
	}
	t.drawn, t.seenParts[part] = time.Now(), true
}

// shows says whether a control is behind the current tab and on the current page.
func (t *fakeTab) shows(c *fakeControl) bool {
	p := t.page
	if c.tab != "" && p.panels != "" {
		return t.openPanels[slices.Index(p.tabs, c.tab)]
	}
	if c.tab != "" && c.tab != p.tabs[t.tab] {
		return false
	}
	if p.perPage == 0 || c.section == "" {
		return true
	}
	if p.virtual {
		return t.row(c) >= t.turned && t.row(c) < t.turned+p.perPage
	}
	page := t.row(c) / p.perPage
	return page == t.turned || p.more && page < t.turned
}

// row returns the index of a control in its list.
func (t *fakeTab) row(c *fakeControl) int {
	n := 0
	for _, other := range t.page.controls {
		if other == c {
			break
		}
		if other.section != "" {
			n++
		}
	}
	return n
}

// rows returns the length of the list.
func (t *fakeTab) rows() int {
	n := 0
	for _, c := range t.page.controls {
		if c.section != "" {
			n++
		}
	}
	return n
}

// next returns the button that leads to the rest of the list, if there is more.
func (t *fakeTab) next() (bool, string) {
	p := t.page
	if p.perPage == 0 || p.virtual || (t.turned+1)*p.perPage >= t.rows() {
		return false, ""
	}
	if p.more {
		return true, "Show more"
	}
	return true, "Next page"
}
