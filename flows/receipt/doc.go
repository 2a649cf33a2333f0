// Package receipt keeps a receipt of every run that set something: what was changed, on
// which page, under which label, from what to what, and how that was proved. Each
// receipt has the hash of the one before, so [Verify] notices a receipt that was
// altered, removed or moved. docs/receipts.md describes the format for people who are
// given one.
//
// A chain of hashes shows only that nothing was altered since somebody noted its last
// hash elsewhere. Whoever can write the file can make a new chain; only the noted hash
// ([Chain.Contains]) and the journal of the same account protect against that.
//
// It must never know how a page is read or how a journal is kept. No email address,
// token or cookie belongs in a receipt; whoever makes one is responsible for that.
//
// # File
//
// One file for each profile and account, 0600, always replaced as a whole: UTF-8, one
// receipt a line, oldest first, each line a canonical JSON object (RFC 8785):
//
//	{"receipt":{…},"sha256":"…"}
//
// sha256 is the SHA-256 of the canonical form of what stands under "receipt", in
// 64 lower-case hex digits. "previous" within it is the sha256 of the line before,
// and 64 zeros in the first.
package receipt
