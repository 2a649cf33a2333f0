package page

import (
	"context"
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/reading"
)

// obstacles deals with what stands between an account and its page: a check for robots,
// a cookie banner, a page for visitors, the question which user is there.
type obstacles struct {
	env  *Env
	view *View
	tab  Tab
	rest *rest
	gate *gate
}

// challenge says whether a look shows a check for robots, and by which phrase.
func (o *obstacles) challenge(l *sight.Look) (string, bool) {
	if len(l.Controls) >= 3 {
		return "", false
	}
	return sight.FindPhrase(strings.Join(append([]string{l.Title}, l.Text...), "\n"), o.env.Lex.Cat.Words.Challenge.All())
}

// refuseCookies refuses a cookie banner. acted says that it pressed something. halt says
// why the visit ends, if so: a banner that cannot be refused is never accepted.
func (o *obstacles) refuseCookies(ctx context.Context, l *sight.Look) (acted bool, halt string) {
	w := o.env.Lex.Cat.Words
	for _, layer := range l.Layers {
		if !sight.HasPhrase(layer.Text, w.CookieTopic.All()) || o.view.Trusted(layer.Ref) {
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
		if !o.gate.mayDecline() {
			return false, fmt.Sprintf("a cookie banner (%q) does not go away", outcome.Clip(layer.Name, 60))
		}
		if err := o.tab.Reveal(ctx, reject.Ref, l.Origin, reject.Title()); err != nil {
			o.rest.problem = err.Error()
			return true, ""
		}
		o.gate.declined++
		o.rest.stirred()
		return true, ""
	}
	return false, ""
}

// signedOut says whether the page is the one that visitors see. It is called only while
// controls are missing.
func (o *obstacles) signedOut(l *sight.Look) bool {
	found := 0
	for _, r := range o.view.Readings {
		if !r.Missing() {
			found++
		}
	}
	if atSignIn(o.view.Page, l.URL) {
		return true
	}
	all := strings.Join(l.Text, "\n")
	for _, s := range o.view.Page.SignedOut {
		for i, c := range o.view.CSS {
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
		in = in || sight.IsPhrase(b.Title(), o.env.Lex.Cat.Words.SignIn.All())
		out = out || sight.IsPhrase(b.Title(), o.env.Lex.Cat.Words.SignOut.All())
	}
	return in && !out
}

// pickUser picks the account's own user if a Plex Home asks who is there. It never picks
// anybody else.
func (o *obstacles) pickUser(ctx context.Context, l *sight.Look) (bool, error) {
	if o.env.User == "" || o.gate.picked || !o.asksWho(l) {
		return false, nil
	}
	var tile sight.Ref
	for _, b := range l.Buttons {
		if sight.IsPhrase(b.Title(), []string{o.env.User}) || (len(b.Name) > 0 && sight.IsPhrase(b.Name[0], []string{o.env.User})) {
			tile = b.Ref
		}
	}
	if named := l.Texts[aboutUser]; tile == 0 && len(named) > 0 {
		tile = named[0].Press()
	}
	if tile == 0 {
		return false, nil
	}
	if err := o.tab.Reveal(ctx, tile, l.Origin, "the account's own user"); err != nil {
		o.rest.problem = err.Error()
		return false, nil
	}
	o.gate.picked = true
	o.rest.stirred()
	return true, nil
}

func (o *obstacles) asksWho(l *sight.Look) bool {
	for _, h := range l.Headings {
		if sight.IsPhrase(h.Text, o.env.Lex.Cat.Words.PickUser.All()) {
			return true
		}
	}
	for _, t := range l.Text {
		if sight.IsPhrase(t, o.env.Lex.Cat.Words.PickUser.All()) {
			return true
		}
	}
	return false
}
