package fakeplex

import (
	"net/http"
	"strings"
)

// loginLimit is the number of wrong passwords after which an address is locked out.
const loginLimit = 3

const wantsCode = "Please enter the verification code"

const lockedOut = "User could not be authenticated. This IP appears to be having trouble signing in to an account (detected repeated failures)"

func (s *Site) signInRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v2/users/signin", s.signIn)
}

// signIn is the password sign-in the auth frame uses.
func (s *Site) signIn(w http.ResponseWriter, r *http.Request) {
	seen(r).entry.Kind = KindAuth
	a, message := s.checkLogin(r.FormValue("login"), r.FormValue("password"), r.FormValue("verificationCode"))
	if a == nil {
		code := 1001
		if message == wantsCode {
			code = 1029
		}
		s.fail(w, r, http.StatusUnauthorized, code, message)
		return
	}
	seen(r).entry.Account = a.Name
	http.SetCookie(w, &http.Cookie{Name: "_my-plex_session_32", Value: "canary-rails-" + a.Name, Path: "/", HttpOnly: true, Secure: true})
	s.send(w, r, http.StatusCreated, "user", s.userPayload(a))
}

func (s *Site) checkLogin(login, password, code string) (*Account, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.badLogins >= loginLimit {
		return nil, lockedOut
	}
	for _, a := range s.accounts {
		if a.Password == "" || password != a.Password || !(strings.EqualFold(login, a.Email) || strings.EqualFold(login, a.Name)) {
			continue
		}
		if a.TwoFactorCode != "" && code == "" {
			return nil, wantsCode
		}
		if code != a.TwoFactorCode {
			s.badLogins++
			return nil, "Invalid verification code"
		}
		return a, ""
	}
	s.badLogins++
	return nil, "The email or password you entered is incorrect"
}
