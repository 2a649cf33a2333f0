// Package receipt keeps a receipt of every run that set something: what was changed, on
// which page, under which label, from what to what, and how that was proved. Each
// receipt carries the hash of the one before, so that one that is altered, removed or
// moved is found ([Verify]). docs/receipts.md describes the format for those who are
// handed one.
//
// A chain of hashes shows that nothing was altered after somebody wrote its last
// hash down elsewhere. Whoever can write the file can make a new chain; against
// that only the hash kept elsewhere helps ([Chain.Contains]), and the journal of
// the same account.
//
// It must never know how a page is read or how a journal is kept. No e-mail address,
// token or cookie belongs into a receipt; whoever makes one is responsible for that.
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
