package session

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"
)

func TestDecodeGivesBackEverything(t *testing.T) {
	want := testSession(1, 3)
	want.Cookies[1].Expires = 1795000000.25
	want.Cookies[2].SameSite = ""
	got, err := Decode([]byte(generationOf(t, want)))
	if err != nil {
		t.Fatal(err)
	}
	// The plain structs, because a Session does not print.
	if !reflect.DeepEqual(got, want) {
		t.Error("the session changed on its way")
	}
}

func TestDecodeNoticesEveryChangedByte(t *testing.T) {
	data := []byte(generationOf(t, testSession(1, 1)))
	for at := range data {
		changed := bytes.Clone(data)
		changed[at] ^= 0x40
		if _, err := Decode(changed); !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("byte %d changed: %v", at, err)
		}
		if _, err := Decode(data[:at]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at %d: %v, want ErrDamaged", at, err)
		}
	}
}

func TestDecodeFormats(t *testing.T) {
	newer := []byte(generationOf(t, testSession(1, 1)))
	newer[0] = envelopeVersion + 1
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"newer envelope":      {newer, ErrNewerFormat},
		"newer session":       {envelope([]byte(`{"format":2,"passkey":"x"}`)), ErrNewerFormat},
		"no format":           {envelope([]byte(`{"token":"x"}`)), ErrDamaged},
		"unknown field":       {envelope([]byte(`{"format":1,"passkey":"x"}`)), ErrDamaged},
		"no JSON":             {envelope([]byte(canary)), ErrDamaged},
		"more than one":       {envelope([]byte(`{"format":1}{"format":1}`)), ErrDamaged},
		"unpacks to too much": {envelope(bytes.Repeat([]byte(" "), maxPlain+1)), ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Decode(c.data)
			if noSecret(t, err); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	odd := testSession(1, 1)
	odd.Cookies[0].Expires = math.NaN()
	huge := testSession(1, 1)
	huge.Cookies[0].Value = canary + noise(1, maxPlain)
	for name, s := range map[string]*Session{"nothing": nil, "a time that is no number": odd, "too much": huge} {
		_, err := Encode(s)
		if noSecret(t, err) == nil {
			t.Errorf("%s was encoded", name)
		}
	}
}

// A session of the usual size fits into one entry. That is what the compression is for.
func TestUsualSessionIsOnePart(t *testing.T) {
	s := testSession(1, 0)
	s.Token = noise(1, 900) // a JWT
	s.Cookies = []Cookie{
		{Name: "plex_tv_auth", Value: "%7B%22authentication_token%22%3A%22" + s.Token + "%22%7D", Domain: ".plex.tv", Path: "/", Secure: true},
		{Name: "_my-plex_session_32", Value: noise(2, 300), Domain: ".plex.tv", Path: "/", HTTPOnly: true, Secure: true},
	}
	s.Storage["https://app.plex.tv"]["myPlexAccessToken"] = s.Token
	if data := generationOf(t, s); partsOf(len(data)) != 1 {
		t.Errorf("%d bytes: %d parts", len(data), partsOf(len(data)))
	}
}

// envelope wraps any body as if it were a session.
func envelope(plain []byte) []byte {
	out := bytes.NewBuffer(make([]byte, headerSize))
	w, err := flate.NewWriter(out, flate.BestSpeed)
	if err != nil {
		panic(err)
	}
	w.Write(plain)
	w.Close()
	data := out.Bytes()
	data[0] = envelopeVersion
	sum := checksum(data)
	copy(data[1:], sum[:])
	return data
}

func FuzzDecode(f *testing.F) {
	s, err := Encode(testSession(1, 2))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(s)
	f.Add(s[:40])
	f.Add([]byte{})
	f.Add(envelope(nil))
	f.Fuzz(func(t *testing.T, data []byte) { decodeAgain(t, data) })
}

// FuzzDecodeBody fuzzes what is behind the checksum, which stops FuzzDecode.
func FuzzDecodeBody(f *testing.F) {
	f.Add([]byte(`{"format":1,"token":"x","cookies":[{"name":"a","domain":".plex.tv","expires":-1}],"created":"2026-11-22T10:00:00Z"}`))
	f.Add([]byte(`{"format":1,"storage":{"https://app.plex.tv":{"clientID":"x"}}}`))
	f.Add([]byte(`{"format":99}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, plain []byte) { decodeAgain(t, envelope(plain)) })
}

// decodeAgain checks that a decoded session can be encoded, and decodes to the same
// session.
func decodeAgain(t *testing.T, data []byte) {
	s, err := Decode(data)
	if err != nil {
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("an error that callers cannot tell apart: %v", err)
		}
		return
	}
	_, _ = fmt.Sprint(s), s.Secrets()
	once, err := Encode(s)
	if err != nil {
		return // JSON cannot represent it, for example its year
	}
	again, err := Decode(once)
	if err != nil {
		t.Fatalf("what was encoded does not decode: %v", err)
	}
	twice, err := Encode(again)
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("the session changes each time it is stored (%v)", err)
	}
}

func FuzzParseManifest(f *testing.F) {
	m, err := newManifest("default", slotA, []byte("session"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.String())
	f.Add(`{"format":2}`)
	f.Add(`{"format":1,"profile":"default","slot":"a","parts":-1,"size":-1}`)
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := parseManifest("default", text)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
				t.Fatalf("an error that callers cannot tell apart: %v", err)
			}
			return
		}
		if m.Parts < 1 || m.Parts > maxParts || m.Size > maxParts*partSize {
			t.Fatalf("a manifest was accepted that no session can have: %v", m)
		}
		if again, err := parseManifest("default", m.String()); err != nil || again != m {
			t.Fatalf("%v does not come back: %v, %v", m, again, err)
		}
	})
}

func FuzzParseIndex(f *testing.F) {
	f.Add(`{"format":1,"profiles":["a","b"]}`)
	f.Add(`{"format":1,"profiles":["B"]}`)
	f.Fuzz(func(t *testing.T, text string) {
		names, err := parseIndex(text)
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
			t.Fatalf("an error that callers cannot tell apart: %v", err)
		}
		for _, name := range names {
			if folded, err := foldProfile(name); err != nil || folded != name {
				t.Fatalf("an invalid profile name was accepted: %q", name)
			}
		}
	})
}
