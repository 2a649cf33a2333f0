package sight

// Press is a button or link.
type Press struct {
	Thing
	// Expanded is Open or Closed for a disclosure, else empty.
	Expanded string `json:"expanded"`
	// Selected marks the tab or page number that is shown, among several.
	Selected bool `json:"selected,omitempty"`
}

// The states of a disclosure, in the words of ARIA.
const (
	Open   = "true"
	Closed = "false"
)

// Text is an element whose whole text is one of the phrases that were asked for.
type Text struct {
	Ref Ref `json:"ref"`
	// Phrase is the phrase that was asked for.
	Phrase string `json:"phrase"`
	Path   []Ref  `json:"path"`
	Layer  Ref    `json:"layer"`
	// Interactive is the nearest thing around it that a person would click, 0 if none.
	Interactive Ref `json:"interactive"`
}

// Press returns what to click in order to click the text.
func (t Text) Press() Ref {
	if t.Interactive != 0 {
		return t.Interactive
	}
	return t.Ref
}

// Layer is something that lies over the page.
type Layer struct {
	Ref    Ref       `json:"ref"`
	Kind   LayerKind `json:"kind"`
	Name   string    `json:"name"`
	Text   string    `json:"text"`
	Inside Ref       `json:"inside"`
	Modal  bool      `json:"modal"`
}

// LayerKind says what a layer looks like.
type LayerKind string

// The kinds of layer: a dialog by its role, one that covers most of the view, and one
// that is as wide as the view.
const (
	Dialog LayerKind = "dialog"
	Cover  LayerKind = "cover"
	Bar    LayerKind = "bar"
)

// Heading is one of the page's headings.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

// Frame is a document of another origin in the page. A look does not see into it.
type Frame struct {
	Src   string `json:"src"`
	Title string `json:"title"`
	// Width and Height are the size of its box, in CSS pixels.
	Width  float64 `json:"width,omitempty"`
	Height float64 `json:"height,omitempty"`
}

// Ask says what a look should return besides controls and buttons.
type Ask struct {
	// CSS are selectors to test every control and button against.
	CSS []string `json:"css,omitempty"`
	// Texts are phrases to find as the whole text of an element, by topics of the
	// caller's choice.
	Texts map[string][]string `json:"texts,omitempty"`
	// Text asks for all visible text.
	Text bool `json:"text,omitempty"`
	// Rows asks for the row text of buttons, too.
	Rows bool `json:"rows,omitempty"`
}

// Look is everything that one look at a tab found.
type Look struct {
	URL      string    `json:"url"`
	Origin   string    `json:"origin"`
	Title    string    `json:"title"`
	Lang     string    `json:"lang"`
	Ready    string    `json:"ready"`
	Busy     bool      `json:"busy"`
	Headings []Heading `json:"headings"`
	Frames   []Frame   `json:"frames"`
	Layers   []Layer   `json:"layers"`
	Controls []Seen    `json:"controls"`
	Buttons  []Press   `json:"buttons"`
	// Texts are the texts that were found, by topic.
	Texts map[string][]Text `json:"texts"`
	// Marks says for each selector that was asked for whether it matches anything
	// visible.
	Marks []bool `json:"marks"`
	// Text is all visible text, one string per block.
	Text []string `json:"text"`
	Part
}

// Document tells one document of a tab from the next: when it began, in milliseconds
// (performance.timeOrigin).
type Document float64

// Part says what of the page to believe: which document it is, what is its own, and what
// it may still lack.
type Part struct {
	// Sealed names elements that draw something that nobody can look into: components with
	// a closed root, canvases.
	Sealed   []string `json:"sealed,omitempty"`
	Document Document `json:"document"`
	// OwnText is the visible text without what frames the page: header, footer, navigation.
	OwnText []string `json:"ownText"`
	// Fields are the fields to write in that are not empty, such as a search.
	Fields []Field `json:"fields,omitempty"`
	// NoSocket is the address of a WebSocket that the page was not allowed to open.
	NoSocket string `json:"noSocket,omitempty"`
}

// Field is a field to write in. What is written in it is the person's, and nobody's business.
type Field struct {
	Path []Ref `json:"path"`
}

// How far a document is loaded, in the words of document.readyState.
const (
	Loading  = "loading"
	Complete = "complete"
)

// Layer returns the layer that a thing is in; the zero Layer means the page itself.
func (l *Look) Layer(ref Ref) Layer {
	for _, x := range l.Layers {
		if x.Ref == ref {
			return x
		}
	}
	return Layer{}
}
