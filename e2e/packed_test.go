//go:build linux

package e2e

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"regexp"
)

// mostUnpacked bounds what is unpacked of one place, and longestPacked the text in which
// such places are looked for, in bytes. A session has less than 10 kB.
const (
	mostUnpacked  = 256 << 10
	longestPacked = 1 << 20
)

// packed returns what a text may hold in compressed form: gzip, zlib, bare DEFLATE from
// its beginning, and plexpriv's own envelope, which is a version, 32 bytes of checksum and
// DEFLATE. Each may be in base64. Nothing here knows plexpriv's code; the format is that
// of the file that it writes before it encrypts it.
func packed(text []byte) [][]byte {
	if len(text) > longestPacked {
		return nil
	}
	out := unpackAll(text)
	for _, run := range base64Run.FindAll(text, -1) {
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if plain, err := encoding.DecodeString(string(bytes.TrimRight(run, "="))); err == nil {
				out = append(out, plain)
				out = append(out, unpackAll(plain)...)
			}
		}
	}
	return out
}

var base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{40,}={0,2}`)

func unpackAll(text []byte) (out [][]byte) {
	const checksum = 32
	inflate := flate.NewReader(nil)
	bare := func(at int) {
		if at >= len(text) || inflate.(flate.Resetter).Reset(bytes.NewReader(text[at:]), nil) != nil {
			return
		}
		if plain, _ := io.ReadAll(io.LimitReader(inflate, mostUnpacked)); len(plain) > 0 {
			out = append(out, plain)
		}
	}
	bare(0)
	for at, b := range text {
		switch {
		case b == 1:
			bare(at + 1 + checksum)
		case bytes.HasPrefix(text[at:], []byte{0x1f, 0x8b, 8}):
			if r, err := gzip.NewReader(bytes.NewReader(text[at:])); err == nil {
				plain, _ := io.ReadAll(io.LimitReader(r, mostUnpacked))
				out = append(out, plain)
			}
		case b == 0x78 && at+1 < len(text) && (int(b)<<8|int(text[at+1]))%31 == 0:
			if r, err := zlib.NewReader(bytes.NewReader(text[at:])); err == nil {
				plain, _ := io.ReadAll(io.LimitReader(r, mostUnpacked))
				out = append(out, plain)
			}
		}
	}
	return out
}
