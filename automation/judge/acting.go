package judge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// phrases are the acting words. Each stands without spaces, because a name may be written
// sign-out, signOut or signout.
type phrases struct {
	joined  map[string]bool
	longest int // in words
}

func newPhrases(words []string) phrases {
	p := phrases{joined: map[string]bool{}}
	for _, w := range words {
		if parts := wordsOf(w); len(parts) > 0 {
			p.joined[strings.Join(parts, "")] = true
			p.longest = max(p.longest, len(parts))
		}
	}
	return p
}

// in says whether one of the phrases occurs in s in whole words.
func (p phrases) in(s string) bool {
	return p.among(wordsOf(s)) || p.among(wordsOf(separated(s)))
}

func (p phrases) among(words []string) bool {
	for i := range words {
		for n := 1; n <= p.longest && i+n <= len(words); n++ {
			if p.joined[strings.Join(words[i:i+n], "")] {
				return true
			}
		}
	}
	return false
}

// wordsOf splits at everything that is no letter.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) })
}

// separated puts a space between the words of a name such as deleteAccount or HTTPLogout.
func separated(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, c := range runes {
		if i > 0 && beginsWord(runes, i) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func beginsWord(runes []rune, i int) bool {
	before, c := runes[i-1], runes[i]
	if unicode.IsLower(before) && unicode.IsUpper(c) {
		return true
	}
	return unicode.IsUpper(before) && unicode.IsUpper(c) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
}

// judge refuses an address that says that it acts: in a segment of its path, or in
// the name or the value of any parameter, however it is spelled.
func (p phrases) judge(a address) Verdict {
	paths := a.paths
	if folder, ok := p.holdsFile(a.EscapedPath()); ok {
		paths = []string{folder}
	}
	for _, text := range slices.Concat(paths, a.queries) {
		if slices.ContainsFunc(strings.FieldsFunc(text, separates), p.in) {
			return refused(ReasonActingPath)
		}
	}
	return Verdict{Action: LetThrough}
}

// separates says whether c stands between the parts of an address, whose words do not
// belong together.
func separates(c rune) bool { return strings.ContainsRune(`/\?&;=#`, c) }

// scriptFile is the path of a script or style sheet. With escapes or parameters in it
// servers may see something else in it than a file.
var scriptFile = regexp.MustCompile(`^(/(?:[A-Za-z0-9._~@-]+/)*)([A-Za-z0-9._~@-]+)\.(?:js|mjs|css)$`)

// scriptFolders are the usual names of folders of scripts and style sheets.
var scriptFolders = []string{
	"_next", "assets", "build", "bundles", "chunks", "css", "dist", "js", "lib", "packs", "scripts", "static", "styles", "themes", "vendor",
	"wp-content", "wp-includes",
}

// holdsFile returns the folder of a script or style sheet. The name of such a file says
// what it is for ("unsubscribe.js"), not what fetching it does. But /users/sign_out.js may
// be /users/sign_out, asked to answer in JavaScript (Rails: "(.:format)"). So a name that
// is an acting phrase and no more is believed only in a folder of scripts.
func (p phrases) holdsFile(path string) (folder string, ok bool) {
	m := scriptFile.FindStringSubmatch(path)
	if m == nil {
		return "", false
	}
	known := func(segment string) bool { return slices.Contains(scriptFolders, strings.ToLower(segment)) }
	if p.joined[strings.Join(wordsOf(m[2]), "")] && !slices.ContainsFunc(strings.Split(m[1], "/"), known) {
		return "", false
	}
	return m[1], true
}
