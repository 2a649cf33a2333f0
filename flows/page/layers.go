package page

import (
	"fmt"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// layers remembers which dialogs of a page we opened and which came up by themselves.
type layers struct {
	// trusted are the dialogs that we opened or that the catalogue knows, strange are the
	// others.
	trusted, strange map[sight.Ref]bool
	// inside tells of the layers of the newest look which layer each lies in.
	inside map[sight.Ref]sight.Ref
	// expecting says that the next dialog is one that we opened.
	expecting bool
}

func newLayers() layers {
	return layers{trusted: map[sight.Ref]bool{}, strange: map[sight.Ref]bool{}}
}

// reloaded forgets the dialogs, because the page was loaded.
func (y *layers) reloaded() {
	y.trusted, y.strange = map[sight.Ref]bool{}, map[sight.Ref]bool{}
}

// sort decides of each new dialog whether it is trusted. One with a title that the
// catalogue has for the page always is.
func (y *layers) sort(l *sight.Look, titles []string) {
	y.inside = map[sight.Ref]sight.Ref{}
	for _, x := range l.Layers {
		y.inside[x.Ref] = x.Inside
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

// stray says whether a layer is a strange dialog or lies in one.
func (y *layers) stray(ref sight.Ref) bool {
	for ; ref != 0; ref = y.inside[ref] {
		if y.strange[ref] {
			return true
		}
	}
	return false
}

// strangerOver names a strange dialog that lies over the page, if there is one.
func (y *layers) strangerOver(l *sight.Look) string {
	for _, x := range l.Layers {
		if y.strange[x.Ref] {
			return fmt.Sprintf("%q", x.Name)
		}
	}
	return ""
}
