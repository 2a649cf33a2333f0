package automation

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// A test can run in a network of its own (a Linux network namespace). Every address
// leads to a network card with nothing behind it, so the test sees whatever any process
// sends, and nothing gets out.

const (
	// noNetwork is the exit code if the network could not be set up.
	noNetwork = 3

	ownAddress = "198.51.100.2"
	// Names of plex.tv resolve to plexAddress there, all others to otherAddress. Nobody
	// answers at otherAddress.
	plexAddress  = "198.51.100.10"
	otherAddress = "198.51.100.66"
)

func init() {
	if os.Getenv(networkVar) == "" {
		return
	}
	if err := setUpNetwork(); err != nil {
		fmt.Fprintln(os.Stderr, "set up a network of its own:", err)
		os.Exit(noNetwork)
	}
}

// inOwnNetwork runs the calling test again in a network of its own, and says whether
// this is that run.
func inOwnNetwork(t *testing.T) bool {
	t.Helper()
	if os.Getenv(networkVar) != "" {
		return true
	}
	cmd, err := startInNetwork(t, true)
	if err != nil {
		cmd, err = startInNetwork(t, false)
	}
	if err != nil {
		t.Skipf("this system lets us make no network of our own: %v", err)
	}
	out := cmd.Stdout.(*bytes.Buffer)
	err = cmd.Wait()
	if cmd.ProcessState.ExitCode() == noNetwork {
		t.Skipf("no network of our own: %s", out)
	}
	if err != nil {
		t.Errorf("in a network of its own: %v", err)
	}
	t.Logf("%s", out)
	return false
}

// startInNetwork needs root, or a system that lets everybody be root in a namespace of
// their own.
func startInNetwork(t *testing.T, asRoot bool) (*exec.Cmd, error) {
	args := []string{"-test.run=^" + t.Name() + "$" + partsOf(flag.Lookup("test.run").Value.String()), "-test.v", "-test.timeout=20m", fmt.Sprintf("-thorough=%t", *thorough)}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), networkVar+"=1")
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	if !asRoot {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	cmd.SysProcAttr = attr
	return cmd, cmd.Start()
}

// partsOf returns which parts of the test were asked for, as a pattern of go test.
func partsOf(run string) string {
	if _, parts, ok := strings.Cut(run, "/"); ok {
		return "/" + parts
	}
	return ""
}

// setUpNetwork sets up the loopback interface and a network card to which every address
// leads: one end of a virtual pair, whose other end nobody listens to. WebRTC does not
// use loopback.
func setUpNetwork() error {
	kind := attribute(syscall.IFLA_LINKINFO, attribute(infoKind, []byte("veth")))
	card := append(make([]byte, syscall.SizeofIfInfomsg), kind...)
	if err := netlink(syscall.RTM_NEWLINK, card); err != nil {
		return fmt.Errorf("make a virtual network card: %w", err)
	}
	cards, err := net.Interfaces()
	if err != nil {
		return err
	}
	way := 0
	for _, c := range cards {
		flags := uint32(syscall.IFF_UP)
		if c.Flags&net.FlagLoopback == 0 {
			flags |= syscall.IFF_NOARP // packets are sent although nobody is there
			way = c.Index
		}
		up := binary.NativeEndian.AppendUint32([]byte{syscall.AF_UNSPEC, 0, 0, 0}, uint32(c.Index))
		up = binary.NativeEndian.AppendUint32(up, flags)
		up = binary.NativeEndian.AppendUint32(up, flags) // which flags change
		if err := netlink(syscall.RTM_NEWLINK, up); err != nil {
			return fmt.Errorf("bring up %s: %w", c.Name, err)
		}
	}
	index := binary.NativeEndian.AppendUint32(nil, uint32(way))
	for _, text := range []string{ownAddress, plexAddress, otherAddress} {
		address := append([]byte{syscall.AF_INET, 32, 0, 0}, index...)
		address = append(address, attribute(syscall.IFA_LOCAL, netip.MustParseAddr(text).AsSlice())...)
		if err := netlink(syscall.RTM_NEWADDR, address); err != nil {
			return fmt.Errorf("take the address %s: %w", text, err)
		}
	}
	for _, family := range []byte{syscall.AF_INET, syscall.AF_INET6} {
		route := []byte{family, 0, 0, 0, syscall.RT_TABLE_MAIN, syscall.RTPROT_STATIC, syscall.RT_SCOPE_UNIVERSE, syscall.RTN_UNICAST, 0, 0, 0, 0}
		if err := netlink(syscall.RTM_NEWROUTE, append(route, attribute(syscall.RTA_OIF, index)...)); err != nil {
			return fmt.Errorf("lead every address there: %w", err)
		}
	}
	return namesFromHere()
}

// namesFromHere makes this process use our name server.
func namesFromHere() error {
	dir, err := os.MkdirTemp("", "names")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) // what is mounted stays
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return err
	}
	for name, text := range map[string]string{
		"/etc/resolv.conf": "nameserver 127.0.0.1\n", "/etc/nsswitch.conf": "hosts: files dns\n", "/etc/hosts": "127.0.0.1 localhost\n",
	} {
		if _, err := os.Stat(name); err != nil {
			continue
		}
		ours := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(ours, []byte(text), 0o644); err != nil {
			return err
		}
		if err := syscall.Mount(ours, name, "", syscall.MS_BIND, ""); err != nil {
			return fmt.Errorf("put a file in the place of %s: %w", name, err)
		}
	}
	return nil
}

// infoKind is IFLA_INFO_KIND of linux/if_link.h.
const infoKind = 1

// attribute is one attribute of a netlink message.
func attribute(kind uint16, body []byte) []byte {
	out := binary.NativeEndian.AppendUint16(nil, uint16(4+len(body)))
	out = append(binary.NativeEndian.AppendUint16(out, kind), body...)
	for len(out)%4 != 0 {
		out = append(out, 0)
	}
	return out
}

// netlink asks the kernel for one change and waits until it confirms it.
func netlink(kind uint16, body []byte) error {
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, syscall.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	m := binary.NativeEndian.AppendUint32(nil, uint32(syscall.NLMSG_HDRLEN+len(body)))
	m = binary.NativeEndian.AppendUint16(m, kind)
	m = binary.NativeEndian.AppendUint16(m, syscall.NLM_F_REQUEST|syscall.NLM_F_ACK|syscall.NLM_F_CREATE)
	m = append(m, make([]byte, 8)...) // sequence number and sender
	if err := syscall.Sendto(fd, append(m, body...), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, 4096)
	n, _, err := syscall.Recvfrom(fd, answer, 0)
	if err != nil {
		return err
	}
	messages, err := syscall.ParseNetlinkMessage(answer[:n])
	if err != nil {
		return err
	}
	for _, m := range messages {
		if code := int32(binary.NativeEndian.Uint32(m.Data)); m.Header.Type == syscall.NLMSG_ERROR && code != 0 {
			return syscall.Errno(-code)
		}
	}
	return nil
}

// wire records every packet that is sent in this network.
type wire struct {
	done chan struct{}

	mu   sync.Mutex
	sent map[string]bool // "tcp 203.0.113.7:80", "udp …", "name www.example.com"
}

// tapWire records what is sent from now on, and answers DNS queries.
func tapWire(t *testing.T) *wire {
	t.Helper()
	w := &wire{done: make(chan struct{}), sent: map[string]bool{}}
	const all = syscall.ETH_P_ALL<<8 | syscall.ETH_P_ALL>>8 // in network byte order
	fd, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, all)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &syscall.Timeval{Usec: 50_000}); err != nil {
		t.Fatal(err)
	}
	names, err := net.ListenPacket("udp4", "127.0.0.1:53")
	if err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	readers.Go(func() { w.read(fd) })
	readers.Go(func() { answerNames(names) })
	t.Cleanup(func() {
		close(w.done)
		names.Close()
		readers.Wait()
		syscall.Close(fd)
	})
	return w
}

func (w *wire) read(fd int) {
	packet := make([]byte, 65536)
	for {
		select {
		case <-w.done:
			return
		default:
		}
		n, from, err := syscall.Recvfrom(fd, packet, 0)
		link, ok := from.(*syscall.SockaddrLinklayer)
		if err != nil || !ok || link.Pkttype != syscall.PACKET_OUTGOING {
			continue
		}
		w.mu.Lock()
		for _, what := range leadsTo(packet[:n]) {
			w.sent[what] = true
		}
		w.mu.Unlock()
	}
}

// leadsTo says where an IP packet leads: the start of a TCP connection, a UDP packet,
// the names in a DNS query.
func leadsTo(p []byte) []string {
	var protocol byte
	var to netip.Addr
	var rest []byte
	switch {
	case len(p) > 20 && p[0]>>4 == 4:
		protocol, rest = p[9], p[int(p[0]&15)*4:]
		to, _ = netip.AddrFromSlice(p[16:20])
	case len(p) > 40 && p[0]>>4 == 6:
		protocol, rest = p[6], p[40:]
		to, _ = netip.AddrFromSlice(p[24:40])
	default:
		return nil
	}
	if len(rest) < 8 {
		return nil
	}
	where := netip.AddrPortFrom(to, binary.BigEndian.Uint16(rest[2:])).String()
	switch protocol {
	case syscall.IPPROTO_TCP:
		const flags, syn, ack = 13, 2, 16
		if len(rest) > flags && rest[flags]&(syn|ack) == syn {
			return []string{"tcp " + where}
		}
	case syscall.IPPROTO_UDP:
		if where != "127.0.0.1:53" {
			// Answers of our name server go back to whoever asked.
			if binary.BigEndian.Uint16(rest) == 53 {
				return nil
			}
			return []string{"udp " + where}
		}
		return namesAsked(rest[8:])
	}
	return nil
}

func namesAsked(message []byte) []string {
	var p dnsmessage.Parser
	if _, err := p.Start(message); err != nil {
		return []string{"udp 127.0.0.1:53"}
	}
	questions, _ := p.AllQuestions()
	var out []string
	for _, q := range questions {
		out = append(out, "name "+strings.TrimSuffix(strings.ToLower(q.Name.String()), "."))
	}
	return out
}

// answerNames is a name server that knows every name.
func answerNames(conn net.PacketConn) {
	packet := make([]byte, 4096)
	for {
		n, from, err := conn.ReadFrom(packet)
		if err != nil {
			return
		}
		var m dnsmessage.Message
		if m.Unpack(packet[:n]) != nil {
			continue
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		for _, q := range m.Questions {
			if q.Type != dnsmessage.TypeA {
				continue
			}
			address := netip.MustParseAddr(otherAddress)
			if name := strings.ToLower(q.Name.String()); name == "plex.tv." || strings.HasSuffix(name, ".plex.tv.") {
				address = netip.MustParseAddr(plexAddress)
			}
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 60},
				Body:   &dnsmessage.AResource{A: address.As4()},
			})
		}
		if answer, err := m.Pack(); err == nil {
			_, _ = conn.WriteTo(answer, from)
		}
	}
}

// strangers returns what was sent to places that are not allowed.
func (w *wire) strangers(allowed func(what string) bool) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []string
	for what := range w.sent {
		if !allowed(what) {
			out = append(out, what)
		}
	}
	slices.Sort(out)
	return out
}
