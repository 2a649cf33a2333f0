package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/plexpriv/plexpriv/automation"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/doctor"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/outcome"
)

const poolAddress = "wss://pool.example.test/chrome?token=sesame-123"

func TestBrowserURL(t *testing.T) {
	for name, tc := range map[string]struct {
		env  map[string]string
		args []string
		code int
		// hosts are the browsers that the engine connects to. says is part of the output.
		hosts []string
		says  string
	}{
		"flag":              {nil, []string{"check", "--browser-url", poolAddress}, 0, []string{"wss://pool.example.test"}, "can see the session"},
		"token in argv":     {nil, []string{"check", "--browser-url", poolAddress}, 0, []string{"wss://pool.example.test"}, exit.EnvBrowserURL},
		"twice":             {nil, []string{"check", "--browser-url", "wss://a", "--browser-url", "ws://127.0.0.1:1"}, 0, []string{"wss://a", "ws://127.0.0.1:1"}, ""},
		"comma":             {nil, []string{"check", "--browser-url", "wss://a?launch={a,b},wss://b"}, 0, []string{"wss://a", "wss://b"}, ""},
		"variable":          {map[string]string{exit.EnvBrowserURL: " wss://a?token=sesame-123\nwss://b "}, []string{"check"}, 0, []string{"wss://a", "wss://b"}, ""},
		"flag for a path":   {map[string]string{exit.EnvBrowserURL: poolAddress}, []string{"check", "--browser", "/x"}, 0, nil, ""},
		"both variables":    {map[string]string{exit.EnvBrowserURL: poolAddress, exit.EnvBrowser: "/x"}, []string{"check"}, 0, []string{"wss://pool.example.test"}, ""},
		"both flags":        {nil, []string{"check", "--browser", "/x", "--browser-url", poolAddress}, exit.Usage, nil, "can't be used together"},
		"headed":            {map[string]string{"DISPLAY": ":1"}, []string{"check", "--headed", "--browser-url", poolAddress}, exit.Usage, nil, "--headed"},
		"in the clear":      {nil, []string{"check", "--browser-url", "ws://pool.example.test?token=sesame-123"}, exit.Usage, nil, "unencrypted"},
		"in the clear, env": {map[string]string{exit.EnvBrowserURL: "http://10.0.0.1?token=sesame-123"}, []string{"apply"}, exit.Usage, nil, exit.EnvBrowserURL},
		"empty":             {nil, []string{"check", "--browser-url", ""}, exit.Usage, nil, "--browser-url"},
		"no address":        {nil, []string{"doctor", "--browser-url", "sesame-123"}, exit.Usage, nil, "wss://"},
		"window":            {map[string]string{"DISPLAY": ":1"}, []string{"login", "--window", "--browser-url", poolAddress}, exit.Usage, nil, "window"},
		"window, env":       {map[string]string{"DISPLAY": ":1", exit.EnvBrowserURL: poolAddress}, []string{"login", "--window"}, exit.Usage, nil, "--link"},
		"schedule":          {nil, []string{"schedule", "install", "--every", "week", "--print", "--browser-url", poolAddress}, exit.Usage, nil, "token"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFakeWorld(t)
			s.store.kept["default"] = aSession("alice")
			for k, v := range tc.env {
				s.env[k] = v
			}
			code := s.run(tc.args...)
			said := s.out.String() + s.err.String()
			if code != tc.code || !strings.Contains(said, tc.says) {
				t.Errorf("exit code %d, want %d; want %q in: %s", code, tc.code, tc.says, said)
			}
			if strings.Contains(said, "sesame") {
				t.Errorf("the token is printed: %s", said)
			}
			var hosts []string
			for _, e := range s.engine.options.Endpoints {
				hosts = append(hosts, e.String())
			}
			if !slices.Equal(hosts, tc.hosts) {
				t.Errorf("connected to %q, want %q", hosts, tc.hosts)
			}
			if code == exit.Usage {
				s.expectNothingOpened(t)
			}
		})
	}
}

func TestRemoteBrowserErrors(t *testing.T) {
	for _, tc := range []struct {
		err  error
		code int
		says string
	}{
		{&automation.RemoteError{Where: "wss://a", Status: 401, Err: errors.New("no")}, exit.NoBrowser, "token"},
		{&automation.RemoteError{Where: "wss://a", Err: errors.New("connection refused")}, exit.NoBrowser, "is the browser there"},
		{&automation.BusyError{Where: "wss://a", Why: "429"}, outcome.ExitTryLater, "--jobs"},
	} {
		s := newFakeWorld(t)
		s.store.kept["default"] = aSession("alice")
		s.launchErr = tc.err
		if code := s.run("check", "--browser-url", "wss://a"); code != tc.code || !strings.Contains(s.err.String(), tc.says) {
			t.Errorf("%v: exit code %d, want %d; want %q in: %s", tc.err, code, tc.code, tc.says, s.err.String())
		}
	}
}

func TestReleaseDateOfChrome(t *testing.T) {
	for version, want := range map[string]string{
		"HeadlessChrome/100.0.4896.60": "2022-03", "Chrome/131.0.6778.85": "2024-11", "Chrome/156.0.8078.79": "2026-12",
		"Firefox": "", "Chrome/7.0": "", "": "",
	} {
		got := ""
		if at := doctor.ReleaseDate(version); !at.IsZero() {
			got = at.Format("2006-01")
		}
		if got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}

func TestDoctorChecksRemoteBrowser(t *testing.T) {
	for name, tc := range map[string]struct {
		err     error
		version string
		status  doctor.Status
		says    string
	}{
		"answers": {nil, "HeadlessChrome/140.0.1.2", doctor.StatusOK, "can see the session"},
		"old":     {nil, "Chrome/110.0.1.2", doctor.StatusNote, "February 2023"},
		"busy":    {&automation.BusyError{Where: "wss://a", Why: "429"}, "", doctor.StatusNote, "would wait"},
		"gone":    {&automation.RemoteError{Where: "wss://a", Err: errors.New("connection refused")}, "", doctor.StatusProblem, "refused"},
	} {
		s := newFakeWorld(t)
		env := &doctor.Env{World: s.World, Browser: world.BrowserChoice{Endpoints: make([]automation.Endpoint, 1)}}
		env.StartBrowser = func() doctor.BrowserStart {
			return doctor.BrowserStart{Path: "wss://a", Version: tc.version, Err: tc.err}
		}
		if f := doctor.CheckBrowser(t.Context(), env); f.Status != tc.status || !strings.Contains(f.Detail, tc.says) {
			t.Errorf("%s: %+v", name, f)
		}
		if f := doctor.CheckSandbox(t.Context(), env); f.Status != doctor.StatusNote {
			t.Errorf("%s: sandbox %+v", name, f)
		}
	}
}
