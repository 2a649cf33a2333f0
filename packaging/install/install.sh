#!/bin/sh
# Installs a release of plexpriv on Linux or macOS, or removes it:
#
#   sh install.sh [--version VERSION] [--dir DIR] [--from DIR|URL]
#   sh install.sh --uninstall [--dir DIR]
#
# The list of SHA-256 sums is signed with ssh-keygen. Nothing is installed unless the
# signature fits the key below, and the sum fits the file.
set -eu
umask 022

# The public key of the releases. It is empty until there is a first release.
key=''

releases=https://github.com/plexpriv/plexpriv/releases

fail() {
	echo "install: $*" >&2
	exit 1
}

# fetch NAME FILE: gets a file of the release, over HTTPS or from a directory.
fetch() {
	case $from in
	https://*)
		if command -v curl >/dev/null; then
			curl --proto '=https' --tlsv1.2 -fsSL -o "$2" "$from/$1"
		elif command -v wget >/dev/null; then
			wget --https-only -q -O "$2" "$from/$1"
		else
			fail "curl or wget is needed"
		fi
		;;
	*://*) fail "$from: only https:// or a directory" ;;
	*) cp "$from/$1" "$2" ;;
	esac || fail "$1 is missing at $from"
}

sha256() {
	if command -v sha256sum >/dev/null; then
		sha256sum "$1"
	elif command -v shasum >/dev/null; then
		shasum -a 256 "$1"
	else
		fail "sha256sum or shasum is needed"
	fi | cut -d ' ' -f 1
}

system() {
	case $(uname -s) in
	Linux) os=linux ;;
	Darwin) os=darwin ;;
	*) fail "there is no release for $(uname -s)" ;;
	esac
	case $(uname -m) in
	x86_64 | amd64) arch=amd64 ;;
	aarch64 | arm64) arch=arm64 ;;
	*) fail "there is no release for $(uname -m)" ;;
	esac
}

check_signature() {
	command -v ssh-keygen >/dev/null || fail "ssh-keygen (OpenSSH) is needed to check the signature"
	echo "releases $key" >"$work/signers"
	ssh-keygen -Y verify -f "$work/signers" -I releases -n plexpriv -s "$work/checksums.txt.sig" \
		<"$work/checksums.txt" >/dev/null 2>&1 || fail "the signature of checksums.txt is wrong; nothing was installed"
}

install() {
	[ -n "$key" ] || fail "nothing has been published yet, so there is no key to check a release with; build it from source (docs/install.md)"
	system
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	fetch checksums.txt "$work/checksums.txt"
	fetch checksums.txt.sig "$work/checksums.txt.sig"
	check_signature

	# The list is signed, so the names in it are ours.
	line=$(grep -E "^[0-9a-f]{64}  plexpriv_[0-9A-Za-z.+-]+_${os}_${arch}\.tar\.gz$" "$work/checksums.txt" || true)
	[ "$(printf '%s\n' "$line" | grep -c .)" = 1 ] || fail "checksums.txt has no file for $os $arch"
	name=${line#*  }
	fetch "$name" "$work/archive.tar.gz"
	[ "$(sha256 "$work/archive.tar.gz")" = "${line%% *}" ] || fail "$name is not the file that was published; nothing was installed"

	tar -xzf "$work/archive.tar.gz" -C "$work" plexpriv
	mkdir -p "$dir"
	# In the same directory, so that the new one takes the old one's place at once.
	cp "$work/plexpriv" "$dir/.plexpriv.new"
	chmod 755 "$dir/.plexpriv.new"
	mv -f "$dir/.plexpriv.new" "$dir/plexpriv"
	echo "Installed $dir/plexpriv ($name)."
	case :$PATH: in
	*:"$dir":*) echo "Start: plexpriv" ;;
	*) echo "Start: $dir/plexpriv   ($dir is not in your PATH)" ;;
	esac
}

uninstall() {
	[ -e "$dir/plexpriv" ] || fail "there is no $dir/plexpriv"
	rm "$dir/plexpriv"
	echo "Removed $dir/plexpriv."
	echo "What it has kept is still there; delete it if you will not undo anything:"
	echo "  ${XDG_STATE_HOME:-$HOME/.local/state}/plexpriv"
	echo "  ${XDG_CONFIG_HOME:-$HOME/.config}/plexpriv"
}

main() {
	what=install version='' from='' dir=$HOME/.local/bin
	while [ $# -gt 0 ]; do
		case $1 in
		--uninstall) what=uninstall ;;
		--version | --dir | --from)
			[ $# -gt 1 ] || fail "$1 needs a value"
			case $1 in
			--version) version=${2#v} ;;
			--dir) dir=$2 ;;
			--from) from=$2 ;;
			esac
			shift
			;;
		*) fail "there is no option $1" ;;
		esac
		shift
	done
	if [ -z "$from" ] && [ -n "$version" ]; then
		from=$releases/download/v$version
	elif [ -z "$from" ]; then
		from=$releases/latest/download
	fi
	$what
}

# At the end, so that a script of which a part is missing does nothing.
main "$@"
