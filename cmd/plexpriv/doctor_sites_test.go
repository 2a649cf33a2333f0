package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/flows/outcome"
	"github.com/plexpriv/plexpriv/flows/survey"
)

// answered is a survey in which the API knows the account and www answers as given.
func answered(www survey.Answer) *survey.Survey {
	www.Host = "www.plex.tv"
	return &survey.Survey{UserAgent: "FakeBrowser/1", Answers: []survey.Answer{
		{Host: "plex.tv", State: survey.Member, Account: canaryMail, Status: 200}, www,
	}}
}

func TestDoctorSites(t *testing.T) {
	for name, c := range map[string]struct {
		www  survey.Answer
		code int
		says string
	}{
		"member":      {survey.Answer{State: survey.Member, Status: 200}, exit.OK, "www.plex.tv   member"},
		"visitor":     {survey.Answer{State: survey.Visitor, Status: 200, Detail: "Plex takes us for a visitor"}, outcome.ExitSignIn, "next: plexpriv login"},
		"blocked":     {survey.Answer{State: survey.Blocked, Status: 403, Detail: "a firewall answers"}, outcome.ExitTryLater, "another network"},
		"unreachable": {survey.Answer{State: survey.Unreachable, Detail: "no answer"}, outcome.ExitTryLater, "next: try again later"},
		"stranger":    {survey.Answer{State: survey.Stranger, Account: "bob", Detail: "signed in as bob"}, outcome.ExitSignIn, "somebody_else  signed in as bob"},
		"reached":     {survey.Answer{State: survey.Reached, Status: 200, Detail: "none of the controls is there"}, exit.OK, "none of the controls"},
	} {
		t.Run(name, func(t *testing.T) {
			s := signedInWorld(t)
			s.engine.survey = answered(c.www)
			if code := s.run("doctor", "--sites"); code != c.code || !strings.Contains(s.out.String(), c.says) {
				t.Errorf("exit code %d, want %d and %q in:\n%s", code, c.code, c.says, s.out.String())
			}
			if len(s.engine.surveyed) != 1 || s.engine.surveyed[0] == nil {
				t.Errorf("the sites were asked with %v", s.engine.surveyed)
			}
			for _, o := range s.launches {
				if !o.ReadOnly {
					t.Error("a browser that can write was started")
				}
			}
		})
	}
}

// TestDoctorSitesPaste looks for everything personal in the text that people post.
func TestDoctorSitesPaste(t *testing.T) {
	s := signedInWorld(t)
	www := survey.Answer{
		State: survey.Blocked, Status: 403,
		Detail:  "www.plex.tv answers 403 to " + canaryMail + " at 203.0.113.9 with " + canaryToken + "abcdef0123456789",
		Cookies: []string{"plex_tv_auth", "user_" + canaryMail, "dev-0123456789abcdef0123"}, Storage: []string{"id-of-" + canaryMail},
	}
	s.engine.survey = answered(www)
	s.run("doctor", "--sites", "--json")
	var report doctor.Report
	if err := json.Unmarshal(s.out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"canary", "example.test", "203.0.113", "0123456789", "id-of"} {
		if strings.Contains(report.Sites.Paste, secret) {
			t.Errorf("the text has %q:\n%s", secret, report.Sites.Paste)
		}
	}
	for _, kept := range []string{"www.plex.tv: blocked, status 403", "plex_tv_auth", "FakeBrowser/1"} {
		if !strings.Contains(report.Sites.Paste, kept) {
			t.Errorf("the text has no %q:\n%s", kept, report.Sites.Paste)
		}
	}
}

// TestDoctorSitesAsVisitor asks the sites although nobody is signed in, but not for a
// profile that was named.
func TestDoctorSitesAsVisitor(t *testing.T) {
	s := newFakeWorld(t)
	s.engine.survey = answered(survey.Answer{State: survey.Visitor, Status: 200})
	s.run("doctor", "--sites")
	if len(s.engine.surveyed) != 1 || s.engine.surveyed[0] != nil || !strings.Contains(s.out.String(), "as a visitor") {
		t.Errorf("asked with %v:\n%s", s.engine.surveyed, s.out.String())
	}
	if code := s.run("doctor", "--sites", "--profile", "nobody"); code != outcome.ExitSignIn || len(s.engine.surveyed) != 1 {
		t.Errorf("exit code %d, asked %d times", code, len(s.engine.surveyed))
	}
	if code := s.run("doctor", "--profile", "nobody"); code != exit.Usage {
		t.Errorf("--profile without --sites: exit code %d", code)
	}
}
