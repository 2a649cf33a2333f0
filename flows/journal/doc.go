// Package journal is the append-only record of every change that plexpriv makes to an
// account. An entry is written before the change is made, and another when the outcome
// is known. Undo and history read it, and after a crash it says which changes were
// under way.
//
// It must never know what a setting means, how a page is read, or who the person is:
// values are words, an account is a salted hash, and no token, user name or email
// address gets into a journal. It prints nothing, and never deletes or rewrites what it
// has written.
//
// # Files
//
// All files lie in one directory (0700) that the caller names:
//
//	salt                     32 random bytes, 0600, made once
//	<profile>.<hash>.journal one journal for each profile and account, 0600
//	<profile>.<hash>.lock    held by the one process that may append
//
// The hash is HMAC-SHA256(salt, "plexpriv account " + account id): 16 hex digits
// of it in the file's name, 32 in its header. Without the salt nobody can find
// out by trying ids whose journal it is. The names on disk are contracts.
//
// # Format 1
//
// A journal is UTF-8 text, one record a line, each ending in a newline:
//
//	<crc> <json>
//
// crc is the CRC-32C (Castagnoli) of the bytes of the JSON, as 8 lower-case hex
// digits; json is one object with these fields ([Record]):
//
//	n         number of the record: 1, 2, 3, …; a gap tells of lost records
//	at        when it was written (RFC 3339, UTC); order is by n, never by time
//	run       id of the run that wrote it
//
// and exactly one of
//
//	journal   header: {"format":1,"profile":…,"account":<hash>}
//	start     a run begins: command, level, catalogue and program version
//	snapshot  every value that the run read, before it touched anything
//	intent    a control is about to be set: setting, control, before, wanted
//	outcome   what became of an intent: setting, control, before, after, result
//	consent   what the person agreed to
//	end       a run ended: "done", "interrupted" or "failed"
//
// The header comes first. It may come again: what follows it is in the format that it
// names. A reader skips fields and kinds that it does not know; a change that it would
// misunderstand raises the format, and then an older program refuses to read on and to
// write ([VersionError]).
//
// An intent without a later outcome of the same run (or one that names that run
// in "of") is a change of which nobody knows whether it was made.
//
// # What a crash leaves
//
// Several records may be appended at once; all are on the disk when Append
// returns. A crash in the middle leaves whole lines and at most one unfinished
// last line, even if only its newline is missing. It is left where it is: the
// next Append ends it with "#torn" and a newline, and readers pass over lines
// that end so. Any other line that does not read is damage ([DamageError]);
// [Recover] reads what is before and after.
//
// Terms: record, run and setting as everywhere; control is the key of one
// control within its setting.
package journal
