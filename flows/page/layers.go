package page

import (
	"fmt"
	"strings"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// layers are the dialogs of a page, told apart by who opened them.
type layers struct {
	// trusted are the dialogs that our own click opened; strange those that
	// were there before anybody asked.
	trusted, strange map[sight.Ref]bool
	// expecting says that the next dialog is one of ours.
	expecting bool
}

func newLayers() layers {
	return layers{trusted: map[sight.Ref]bool{}, strange: map[sight.Ref]bool{}}
}

// reloaded forgets the dialogs, because the page was loaded.
func (y *layers) reloaded() {
	y.trusted, y.strange = map[sight.Ref]bool{}, map[sight.Ref]bool{}
}

// sort tells the dialogs our own click opened from those that came by
// themselves. A dialog with a known title of the page's is no stranger.
func (y *layers) sort(l *sight.Look, titles []string) {
	for _, x := range l.Layers {
		if x.Kind == sight.Bar || y.trusted[x.Ref] || y.strange[x.Ref] {
			continue
		}
		titled := sight.HasPhrase(x.Name, titles) || sight.HasPhrase(FirstLines(x.Text, 3), titles)
		switch {
		case titled, y.trusted[x.Inside]:
			y.trusted[x.Ref] = true
		case y.expecting:
			y.trusted[x.Ref], y.expecting = true, false
		default:
			y.strange[x.Ref] = true
		}
	}
}

// stray says whether a layer is a dialog that nobody asked for, or lies in one.
func (y *layers) stray(l *sight.Look, ref sight.Ref) bool {
	for ; ref != 0; ref = l.Layer(ref).Inside {
		if y.strange[ref] {
			return true
		}
	}
	return false
}

// strangerOver names the dialog that covers the page, if one does.
func (y *layers) strangerOver(l *sight.Look) string {
	for _, x := range l.Layers {
		if y.strange[x.Ref] {
			return fmt.Sprintf("%q", x.Name)
		}
	}
	return ""
}

func FirstLines(s string, n int) string {
	lines := strings.SplitN(s, "\n", n+1)
	return strings.Join(lines[:min(len(lines), n)], "\n")
}
