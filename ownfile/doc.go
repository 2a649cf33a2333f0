// Package ownfile keeps the person's own files whole and their own: a crash
// leaves the old content or the new one, and what other users of the machine can
// get at is refused. It knows nothing of what the files hold.
package ownfile
