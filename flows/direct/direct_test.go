package direct

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/flows/answer"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/ownserver"
	"github.com/plexpriv/plexpriv/flows/plexapi"
	"github.com/plexpriv/plexpriv/flows/reading"
	"github.com/plexpriv/plexpriv/flows/wanted"
	"github.com/plexpriv/plexpriv/selectors"
)

// kept is a place in memory.
type kept struct {
	all []value
	err error
	set []string
}

func (k *kept) read(context.Context) ([]value, error)  { return k.all, k.err }
func (k *kept) afresh(context.Context) (reader, error) { return k, nil }
func (k *kept) close()                                 {}
func (k *kept) place(key string, mayWrite bool) *Place {
	p := &Place{Place: wanted.Place{Key: key}, open: func(context.Context) (reader, error) { return k, nil }}
	if mayWrite {
		p.write = func(reader) setter { return keptSetter{k} }
	}
	return p
}

type keptSetter struct{ of *kept }

func (s keptSetter) set(_ context.Context, key, literal string) error {
	s.of.set = append(s.of.set, key+"="+literal)
	return nil
}
func (keptSetter) close() {}

func wishesOf(t *testing.T, page string) wanted.Page {
	t.Helper()
	cat, err := selectors.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range (wanted.Selection{Level: "strict"}).Wishes(cat) {
		if p.Page.ID == page {
			return p
		}
	}
	t.Fatalf("there is no page %s", page)
	return wanted.Page{}
}

func part(f *Found, setting string) *reading.Part {
	return reading.PartsOf(f.Readings, setting)[0]
}

func TestServerIsRead(t *testing.T) {
	k := &kept{all: []value{
		{key: "SendCrashReports", label: "Send crash reports to Plex", literal: "true"}, {key: "RelayEnabled", literal: "false"},
		{key: "WebHooksEnabled", why: "the server shows neither on nor off"},
		{key: "AnonymousInsights", label: "Anonymous insights", literal: "true"}, {key: "autoEmptyTrash", literal: "true"},
	}}
	of := wishesOf(t, "server")
	f, err := k.place("k1", false).Read(t.Context(), of)
	if err != nil || f.Status != outcome.PageOK {
		t.Fatalf("%+v, %v", f, err)
	}
	if p := part(f, "server.crash-reports"); p.Value != "on" || p.Key != "k1" || !p.Found {
		t.Errorf("the case of a key counts: %+v", p)
	}
	if p := part(f, "server.relay"); p.Value != "off" {
		t.Errorf("%+v", p)
	}
	if p := part(f, "server.webhooks"); p.Result != outcome.Unreadable || p.Value != "" {
		t.Errorf("%+v", p)
	}
	if p := part(f, "server.usage-data"); p.Result != outcome.NotOffered || p.Found {
		t.Errorf("%+v", p)
	}
	if len(f.Unknown) != 1 || f.Unknown[0].Name != "AnonymousInsights" || f.Unknown[0].State != "on" || f.Unknown[0].Page != "server@k1" {
		t.Errorf("unknown: %+v", f.Unknown)
	}
}

func TestAccountIsRead(t *testing.T) {
	k := &kept{all: []value{
		{key: "tv.plex.provider.vod", literal: "opt_out_managed"}, {key: "tv.plex.provider.music", literal: "opt_out_managed"},
		{key: "tv.plex.provider.games", literal: "opt_in"}, {key: "consent", literal: "true"},
	}}
	p := k.place(accountPlace, true)
	p.Alone = true
	of := wishesOf(t, "sources")
	f, err := p.Read(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	if x := part(f, "sources.movies-shows"); x.Value != "off-for-managed-users" || x.Key != "tv.plex.provider.vod" {
		t.Errorf("%+v", x)
	}
	if x := part(f, "sources.music"); x.Result != outcome.Unreadable {
		t.Errorf("a value that music cannot have is understood: %+v", x)
	}
	if len(f.Unknown) != 1 || f.Unknown[0].Name != "tv.plex.provider.games" || f.Unknown[0].Page != "sources" {
		t.Errorf("unknown: %+v", f.Unknown)
	}
	for _, w := range of.Wishes {
		if w.Setting.ID == "sources.movies-shows" {
			if err := p.Set(t.Context(), f, w, "tv.plex.provider.vod", "off"); err != nil || strings.Join(k.set, " ") != "tv.plex.provider.vod=opt_out" {
				t.Errorf("%v, %q", err, k.set)
			}
		}
	}
}

// What keeps a part of an account from being read does not keep the rest.
func TestAccountIsReadInPart(t *testing.T) {
	consent := value{key: "consent", literal: "true"}
	for name, c := range map[string]struct {
		err    error
		status outcome.PageStatus
		music  outcome.Result
		sync   string
	}{
		"an error of Plex": {&plexapi.StatusError{Status: http.StatusNotImplemented}, outcome.PageUnreachable, outcome.Unreadable, "on"},
		"something else":   {&plexapi.StatusError{Status: http.StatusOK, Strange: errNoSources}, outcome.PageChanged, outcome.Unreadable, "on"},
		"it has none":      {&plexapi.StatusError{Status: http.StatusNotFound, Meaning: answer.Absent}, outcome.PageOK, outcome.NotOffered, "on"},
	} {
		k := &kept{all: []value{consent}, err: c.err}
		f, err := k.place(accountPlace, false).Read(t.Context(), wishesOf(t, "sources"))
		if err != nil {
			t.Fatal(err)
		}
		if x := part(f, "privacy.state-sync"); x.Value != c.sync {
			t.Errorf("%s: the sync of the watch state is %+v", name, x)
		}
		if x := part(f, "sources.music"); x.Result != c.music || x.Detail == "" || f.Status != c.status {
			t.Errorf("%s: %s, %+v", name, f.Status, x)
		}
	}
	of := wishesOf(t, "sources")
	for i := range of.Wishes {
		if w := &of.Wishes[i]; w.Setting.ID != "privacy.state-sync" {
			w.Skipped, w.Reason = "not selected (--only)", outcome.NotSelected
		}
	}
	k := &kept{all: []value{consent}, err: &plexapi.StatusError{Status: http.StatusNotImplemented}}
	if f, err := k.place(accountPlace, false).Read(t.Context(), of); err != nil || f.Status != outcome.PageOK {
		t.Errorf("what nobody asked for makes the page %s, %v", f.Status, err)
	}
	k = &kept{all: []value{consent}, err: outcome.ErrInterrupted}
	if _, err := k.place(accountPlace, false).Read(t.Context(), wishesOf(t, "sources")); !errors.Is(err, outcome.ErrInterrupted) {
		t.Errorf("the end of the run is %v", err)
	}
}

// A run that only reads gets no writer, and what is only shown is not set in any run.
func TestReadOnlyRunHasNoWriter(t *testing.T) {
	k := &kept{all: []value{{key: "RelayEnabled", literal: "true"}, {key: "agent", literal: "true"}}}
	of := wishesOf(t, "server")
	for _, mayWrite := range []bool{false, true} {
		p := k.place("k1", mayWrite)
		f, err := p.Read(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range of.Wishes {
			err := func() (err error) {
				defer func() {
					if recover() != nil {
						err = nil
					}
				}()
				return p.Set(t.Context(), f, w, "k1", "off")
			}()
			if !mayWrite && !errors.Is(err, ErrReadOnly) || w.Setting.Stored.ReadOnly && err == nil {
				t.Errorf("%s, may write %t: %v", w.Setting.ID, mayWrite, err)
			}
		}
	}
	access := &Access{}
	if p := access.server(ownserver.Server{ID: "m", Owned: true}); p.write != nil {
		t.Error("what only reads makes a writer")
	}
	if p := access.account(Who{}); p.write != nil {
		t.Error("what only reads makes a writer")
	}
}

func TestStatusOf(t *testing.T) {
	for _, c := range []struct {
		err  error
		want outcome.PageStatus
	}{
		{&ownserver.Trouble{Kind: ownserver.Unreachable}, outcome.PageUnreachable},
		{&ownserver.Trouble{Kind: ownserver.Untrusted}, outcome.PageBlocked},
		{&ownserver.Trouble{Kind: ownserver.SignedOut}, outcome.PageSignedOut},
		{&ownserver.Trouble{Kind: ownserver.Strange}, outcome.PageChanged},
		{&plexapi.StatusError{Status: http.StatusOK, Strange: errNoSources}, outcome.PageChanged},
		{&plexapi.NetworkError{}, outcome.PageUnreachable},
		{outcome.ErrInterrupted, ""},
	} {
		if got, ok := statusOf(c.err); got != c.want || ok != (c.want != "") {
			t.Errorf("%v: %q, %t; want %q", c.err, got, ok, c.want)
		}
	}
}

func TestKeysAreStableAndTellNothing(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef01234567"
	if k := keyOf(id); k != keyOf(id) || len(k) != 8 || strings.Contains(id, k) || k == keyOf(id+"8") {
		t.Errorf("%q", k)
	}
}

// The same preference twice is one if both agree, and unreadable if not; it is set by the
// name that it has on the server.
func TestPreferenceThatIsThereTwice(t *testing.T) {
	of := wishesOf(t, "server")
	k := &kept{all: []value{{key: "RelayEnabled", literal: "true"}, {key: "relayenabled", literal: "false"}}}
	f, err := k.place("k1", true).Read(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	if p := part(f, "server.relay"); p.Result != outcome.Unreadable || len(reading.PartsOf(f.Readings, "server.relay")) != 1 {
		t.Errorf("%+v", p)
	}
	k = &kept{all: []value{{key: "relayEnabled", literal: "true"}, {key: "RelayEnabled", literal: "true"}}}
	p := k.place("k1", true)
	if f, err = p.Read(t.Context(), of); err != nil || part(f, "server.relay").Value != "on" {
		t.Fatalf("%v, %+v", err, part(f, "server.relay"))
	}
	for _, w := range of.Wishes {
		err := p.Set(t.Context(), f, w, "k1", "off")
		if w.Setting.ID == "server.relay" && (err != nil || k.set[0] != "relayEnabled=false") || w.Setting.ID != "server.relay" && err == nil {
			t.Errorf("%s: %v, %q", w.Setting.ID, err, k.set)
		}
	}
}
