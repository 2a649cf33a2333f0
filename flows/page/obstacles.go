package page

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// SignInURL starts the site's own sign-in, which comes back to the address in
// "forward" (Plex's own pages link to /sign-in/?forward=<url>).
const SignInURL = "https://www.plex.tv/sign-in/?forward="

// refuseCookies answers a cookie banner with its refusal. acted says that
// something was pressed; halt says why the visit ends: a banner that cannot be
// refused is not accepted.
func (v *Visit) refuseCookies(ctx context.Context, l *sight.Look) (acted bool, halt string) {
	w := v.Cat.Words
	for _, layer := range l.Layers {
		if !sight.HasPhrase(layer.Text, w.CookieTopic.All()) || v.Layers.Trusted[layer.Ref] {
			continue
		}
		var reject, accept *sight.Press
		for i := range l.Buttons {
			b := &l.Buttons[i]
			if !reading.Within(b.Path, layer.Ref) || b.Disabled {
				continue
			}
			if sight.IsPhrase(b.Title(), w.CookieReject.All()) {
				reject = b
			}
			if sight.IsPhrase(b.Title(), w.CookieAccept.All()) {
				accept = b
			}
		}
		if reject == nil {
			if accept == nil {
				continue
			}
			return false, fmt.Sprintf("a cookie banner (%q) that cannot be refused is in the way", outcome.Clip(layer.Name, 60))
		}
		if !v.gate.mayDecline() {
			return false, fmt.Sprintf("a cookie banner (%q) does not go away", outcome.Clip(layer.Name, 60))
		}
		if err := v.tab.Reveal(ctx, reject.Ref, l.Origin, reject.Title()); err != nil {
			v.Rest.problem = err.Error()
			return true, ""
		}
		v.gate.declined++
		v.Rest.stirred()
		return true, ""
	}
	return false, ""
}

// signedOut says whether the page is what a visitor sees. It is asked only
// while controls are missing.
func (v *Visit) signedOut(l *sight.Look) bool {
	found := 0
	for _, r := range v.Readings {
		if !r.Missing() {
			found++
		}
	}
	if v.signInAddress(l.URL) {
		return true
	}
	all := strings.Join(l.Text, "\n")
	for _, s := range v.Page.SignedOut {
		for i, c := range v.Css {
			if s.CSS != "" && c == s.CSS && i < len(l.Marks) && l.Marks[i] {
				return true
			}
		}
		if names := s.Name.All(); len(names) > 0 && sight.HasPhrase(all, names) {
			return true
		}
	}
	if found > 0 {
		return false
	}
	for _, f := range l.Frames {
		if strings.Contains(f.Src, "/auth") {
			return true
		}
	}
	in, out := false, false
	for _, b := range l.Buttons {
		in = in || sight.IsPhrase(b.Title(), v.Cat.Words.SignIn.All())
		out = out || sight.IsPhrase(b.Title(), v.Cat.Words.SignOut.All())
	}
	return in && !out
}

// signInAddress knows the sign-in routes of the two sites.
func (v *Visit) signInAddress(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	place := WithoutLanguage(u.Path)
	if strings.HasPrefix(u.Fragment, "!") {
		place = "#" + u.Fragment
	}
	for _, a := range append([]string{"/sign-in", "/login", "/auth", "#!/login"}, v.Page.SignInAddresses...) {
		if strings.HasPrefix(place, a) {
			return true
		}
	}
	return false
}

// roundTrip lets the site sign us in by itself: one site of Plex may know the
// session that the other has not met yet.
func (v *Visit) roundTrip(ctx context.Context, l *sight.Look) error {
	target := SignInURL + url.QueryEscape(v.Page.URL)
	for _, b := range l.Buttons {
		href := b.Attrs["href"]
		if sight.HasPhrase(b.Title(), v.Cat.Words.SignIn.All()) && strings.HasPrefix(href, "https://www.plex.tv/") {
			target = href
		}
	}
	v.Log.Debug("trying the site's own sign-in", "page", v.Page.ID)
	want, err := url.Parse(v.Page.URL)
	if err != nil {
		return err
	}
	if _, err := v.tab.Goto(ctx, target); err != nil {
		v.Rest.problem = err.Error()
	}
	trip, cancel := context.WithTimeout(ctx, v.Pace.roundTrip())
	defer cancel()
	err = automation.Until(trip, "wait", "the sign-in to come back", v.Pace.Look, func(ctx context.Context) (bool, string, error) {
		l, err := v.tab.Look(ctx, sight.Ask{})
		if err != nil {
			return false, err.Error(), nil
		}
		u, err := url.Parse(l.URL)
		return err == nil && u.Host == want.Host && !v.signInAddress(l.URL) && l.Ready != sight.Loading, outcome.Address(l.URL), nil
	})
	if err != nil {
		v.Log.Debug("the sign-in did not come back", "page", v.Page.ID, "error", err)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	v.open(ctx, v.Page.URL)
	return nil
}

// pickUser chooses the account itself where a Plex Home asks who it is. Nobody
// else is ever chosen.
func (v *Visit) pickUser(ctx context.Context, l *sight.Look) (bool, error) {
	if v.User == "" || v.gate.picked || !v.asksWho(l) {
		return false, nil
	}
	var tile sight.Ref
	for _, b := range l.Buttons {
		if sight.IsPhrase(b.Title(), []string{v.User}) || (len(b.Name) > 0 && sight.IsPhrase(b.Name[0], []string{v.User})) {
			tile = b.Ref
		}
	}
	if named := l.Texts[aboutUser]; tile == 0 && len(named) > 0 {
		tile = named[0].Press()
	}
	if tile == 0 {
		return false, nil
	}
	if err := v.tab.Reveal(ctx, tile, l.Origin, "the account's own user"); err != nil {
		v.Rest.problem = err.Error()
		return false, nil
	}
	v.gate.picked = true
	v.Rest.stirred()
	return true, nil
}

func (v *Visit) asksWho(l *sight.Look) bool {
	for _, h := range l.Headings {
		if sight.IsPhrase(h.Text, v.Cat.Words.PickUser.All()) {
			return true
		}
	}
	for _, t := range l.Text {
		if sight.IsPhrase(t, v.Cat.Words.PickUser.All()) {
			return true
		}
	}
	return false
}
