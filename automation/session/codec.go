package session

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// An encoded session is
//
//	version (1 byte) | SHA-256 of version and body (32 bytes) | body
//
// The body is JSON, compressed with DEFLATE. DEFLATE is in the standard library and
// halves a session, so that most fit into one keyring entry; each entry costs a process
// start on macOS. The checksum protects against accidents; the keyring and age protect
// against people.
const (
	envelopeVersion = 1
	headerSize      = 1 + sha256.Size
	// maxPlain bounds what Decode decompresses, in bytes. The largest session seen has
	// less than 10 kB.
	maxPlain = 1 << 20
)

// wire is a Session as JSON: the same fields, without the methods that keep it from
// being printed.
type wire struct {
	Format   int                          `json:"format"`
	Account  Account                      `json:"account"`
	ClientID string                       `json:"clientID,omitempty"`
	Token    string                       `json:"token,omitempty"`
	Cookies  []wireCookie                 `json:"cookies,omitempty"`
	Storage  map[string]map[string]string `json:"storage,omitempty"`
	Created  time.Time                    `json:"created"`
	LastUsed time.Time                    `json:"lastUsed"`
}

// wireCookie has the fields of Cookie in the same order, so that the types can be
// converted. If one of them changes, the code no longer compiles.
type wireCookie struct {
	Name     string  `json:"name"`
	Value    string  `json:"value"`
	Domain   string  `json:"domain"`
	Path     string  `json:"path"`
	Expires  float64 `json:"expires"`
	HTTPOnly bool    `json:"httpOnly,omitempty"`
	Secure   bool    `json:"secure,omitempty"`
	SameSite string  `json:"sameSite,omitempty"`
}

// Encode returns the session as bytes to store. It stores only what [Reduce] and
// [ReduceStorage] keep, so that no caller can forget to call them.
func Encode(s *Session) ([]byte, error) {
	if s == nil {
		return nil, errors.New("encode session: there is none")
	}
	document := wire{
		Format: FormatNow, Account: s.Account, ClientID: s.ClientID, Token: s.Token,
		Storage: ReduceStorage(s.Storage),
		Created: s.Created.UTC(), LastUsed: s.LastUsed.UTC(),
	}
	for _, c := range Reduce(s.Cookies) {
		document.Cookies = append(document.Cookies, wireCookie(c))
	}
	// The errors of Marshal quote the value that they fail on.
	plain, err := json.Marshal(document)
	if err != nil {
		return nil, errors.New("encode session: a time or number in it cannot be written as JSON")
	}
	if len(plain) > maxPlain {
		return nil, fmt.Errorf("encode session: %d bytes, more than the %d allowed", len(plain), maxPlain)
	}

	out := bytes.NewBuffer(make([]byte, headerSize))
	packer, err := flate.NewWriter(out, flate.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	if _, err := packer.Write(plain); err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	if err := packer.Close(); err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	data := out.Bytes()
	data[0] = envelopeVersion
	sum := checksum(data)
	copy(data[1:], sum[:])
	return data, nil
}

// Decode is the reverse of [Encode]. Its errors are ErrDamaged and ErrNewerFormat, and
// never quote the data.
func Decode(data []byte) (*Session, error) {
	if len(data) < headerSize {
		return nil, fmt.Errorf("decode session: %w: %d bytes are too few", ErrDamaged, len(data))
	}
	if data[0] > envelopeVersion {
		return nil, fmt.Errorf("decode session: %w: envelope version %d", ErrNewerFormat, data[0])
	}
	if data[0] != envelopeVersion {
		return nil, fmt.Errorf("decode session: %w: envelope version %d", ErrDamaged, data[0])
	}
	if checksum(data) != [sha256.Size]byte(data[1:headerSize]) {
		return nil, fmt.Errorf("decode session: %w: its checksum differs", ErrDamaged)
	}
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data[headerSize:])), maxPlain+1))
	if err != nil || len(plain) > maxPlain {
		return nil, fmt.Errorf("decode session: %w: it does not unpack", ErrDamaged)
	}
	document, err := parseWire(plain)
	if err != nil {
		return nil, fmt.Errorf("decode session: %w", err)
	}

	s := &Session{
		FormatVersion: document.Format, Account: document.Account, ClientID: document.ClientID, Token: document.Token,
		Storage: Storage(document.Storage),
		Created: document.Created, LastUsed: document.LastUsed,
	}
	for _, c := range document.Cookies {
		s.Cookies = append(s.Cookies, Cookie(c))
	}
	return s, nil
}

func parseWire(plain []byte) (*wire, error) {
	var document wire
	if err := parseFormatted(plain, FormatNow, &document); err != nil {
		return nil, err
	}
	return &document, nil
}

// parseFormatted parses a JSON object that names its format. It refuses fields that the
// format does not have, because the next save would lose them.
func parseFormatted(text []byte, newest int, into any) error {
	var head struct {
		Format int `json:"format"`
	}
	if json.Unmarshal(text, &head) != nil {
		return fmt.Errorf("%w: it is no JSON document", ErrDamaged)
	}
	if head.Format > newest {
		return fmt.Errorf("%w: format %d", ErrNewerFormat, head.Format)
	}
	if head.Format < 1 {
		return fmt.Errorf("%w: format %d", ErrDamaged, head.Format)
	}
	strict := json.NewDecoder(bytes.NewReader(text))
	strict.DisallowUnknownFields()
	if strict.Decode(into) != nil {
		return fmt.Errorf("%w: its fields are not those of format %d", ErrDamaged, head.Format)
	}
	return nil
}

func checksum(data []byte) [sha256.Size]byte {
	sum := sha256.New()
	sum.Write(data[:1])
	sum.Write(data[headerSize:])
	return [sha256.Size]byte(sum.Sum(nil))
}
