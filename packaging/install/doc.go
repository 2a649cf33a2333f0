// Package install holds the scripts that install a release of plexpriv: install.sh for
// Linux and macOS, install.ps1 for Windows. They install nothing whose signature and
// SHA-256 sum they have not checked. The tests run install.sh on releases of their own.
package install
