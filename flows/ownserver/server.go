package ownserver

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/plexpriv/plexpriv/flows/answer"
)

// Server is a Plex Media Server as Plex lists it for an account.
type Server struct {
	// ID is what the server calls itself, too ("machineIdentifier").
	ID string
	// Name is the person's own.
	Name string
	// Version is that of its program.
	Version string
	// Owned says that it is the account's own, and not shared with it. Unclear says that
	// Plex does not tell; then it is not contacted.
	Owned, Unclear bool
	// token is the one that Plex gave for this server.
	token string
	// ways are the addresses at which it may be, the best first.
	ways []*url.URL
	// relayed says that Plex gave an address of its relay, foreign that it gave one that
	// is not under plex.direct.
	relayed, foreign bool
}

// String keeps the token and the addresses out of logs.
func (s Server) String() string { return "a server" }

// mostServers bounds what is taken from an answer.
const mostServers = 50

// The reasons why an answer is no list of servers.
var (
	errNoServers = errors.New("there is no list of servers in it")
	errNoID      = errors.New("a server in it has no id")
	errTooMany   = fmt.Errorf("it lists more than %d servers", mostServers)
)

// Servers reads the answer of /api/v2/resources: all servers, those of others included. A
// list that is not understood is not one without servers. A server that is listed twice is
// one, with all its addresses.
func Servers(n answer.Node) ([]Server, error) {
	if !n.Lists("resource") {
		return nil, errNoServers
	}
	var out []Server
	for _, r := range n.Items("resource") {
		if !provides(r.Word("provides"), "server") {
			continue
		}
		s := Server{
			ID: r.Word("clientIdentifier"), Name: r.Word("name"), Version: r.Word("productVersion"),
			Owned: r.Yes("owned"), Unclear: !r.Yes("owned") && !r.No("owned"), token: r.Word("accessToken"),
		}
		if s.ID == "" {
			return nil, errNoID
		}
		s.addWays(r.Items("connection"))
		if i := slices.IndexFunc(out, func(x Server) bool { return x.ID == s.ID }); i >= 0 {
			out[i].merge(s)
			continue
		}
		if len(out) == mostServers {
			return nil, errTooMany
		}
		out = append(out, s)
	}
	return out, nil
}

// merge adds another entry of the same server. If they differ about whose it is, that is
// not clear.
func (s *Server) merge(x Server) {
	s.Unclear = s.Unclear || x.Unclear || s.Owned != x.Owned
	s.Owned = s.Owned && !s.Unclear
	s.Name, s.token = cmp.Or(s.Name, x.Name), cmp.Or(s.token, x.token)
	s.relayed, s.foreign = s.relayed || x.relayed, s.foreign || x.foreign
	s.ways = distinct(append(s.ways, x.ways...))
}

// provides says whether a list with commas has a word.
func provides(list, word string) bool {
	for _, w := range strings.Split(list, ",") {
		if strings.TrimSpace(w) == word {
			return true
		}
	}
	return false
}

// addWays sorts the addresses: local ones first, as Plex's own programs do.
func (s *Server) addWays(connections []answer.Node) {
	var local, remote []*url.URL
	for _, c := range connections {
		u, ok := serverAddress(c.Word("uri"))
		switch {
		case c.Yes("relay"):
			s.relayed = true
		case !ok:
			s.foreign = true
		case c.Yes("local"):
			local = append(local, u)
		default:
			remote = append(remote, u)
		}
	}
	s.ways = distinct(append(local, remote...))
}

// mostWays bounds how many addresses of a server are tried. A server with containers on it
// lists a dozen that lead nowhere.
const mostWays = 24

// distinct leaves out what is there twice, and more than is tried.
func distinct(ways []*url.URL) []*url.URL {
	var out []*url.URL
	for _, u := range ways {
		if len(out) < mostWays && !slices.ContainsFunc(out, func(x *url.URL) bool { return x.Host == u.Host }) {
			out = append(out, u)
		}
	}
	return out
}

// directName is the name of a server: how its address is written in it, and the id of its
// certificate.
var directName = regexp.MustCompile(`^([a-z0-9-]+)\.[0-9a-f]{32}\.plex\.direct$`)

// serverAddress reads an address at which the certificate can be checked against the name
// that Plex gave.
func serverAddress(text string) (*url.URL, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return nil, false
	}
	if !directName.MatchString(strings.ToLower(u.Hostname())) || u.Port() == "" {
		return nil, false
	}
	return &url.URL{Scheme: "https", Host: strings.ToLower(u.Host)}, true
}

// dialed returns where to connect to for an address HOST:PORT. The name of a server tells
// its IPv4 address. It is not looked up: many routers refuse names that lead to an address
// at home, and the certificate is checked against the name all the same.
func dialed(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	found := directName.FindStringSubmatch(strings.ToLower(host))
	if found == nil {
		return address
	}
	if ip := net.ParseIP(strings.ReplaceAll(found[1], "-", ".")); ip != nil && ip.To4() != nil {
		return net.JoinHostPort(ip.String(), port)
	}
	return address
}
