package sight

// Press is a button or link as one look found it.
type Press struct {
	Thing
	// Expanded is Open or Closed for a disclosure, else empty.
	Expanded string `json:"expanded"`
	// Selected is the one of several tabs or page numbers that is shown.
	Selected bool `json:"selected,omitempty"`
}

// What a disclosure may say of itself, in the words of ARIA.
const (
	Open   = "true"
	Closed = "false"
)

// Text is an element that says one of the asked-for phrases and nothing else.
type Text struct {
	Ref Ref `json:"ref"`
	// Phrase is what was asked for.
	Phrase string `json:"phrase"`
	Path   []Ref  `json:"path"`
	Layer  Ref    `json:"layer"`
	// Interactive is the nearest thing around it that a person would press, 0 if none.
	Interactive Ref `json:"interactive"`
}

// Press is what a person would press who presses the text.
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

// LayerKind is what a layer is by its looks.
type LayerKind string

// The kinds of layer: one that says that it is a dialog, and, by their size, one over
// most of the view and one as wide as the view.
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

// Frame is an embedded document of another origin, which is not looked into.
type Frame struct {
	Src   string `json:"src"`
	Title string `json:"title"`
	// Width and Height are those of its box, in CSS pixels.
	Width  float64 `json:"width,omitempty"`
	Height float64 `json:"height,omitempty"`
}

// Ask says what a look should bring back besides controls and buttons.
type Ask struct {
	// CSS selectors to test every control and button against.
	CSS []string `json:"css,omitempty"`
	// Texts to find as elements that say nothing else, under topics of the caller's.
	Texts map[string][]string `json:"texts,omitempty"`
	// Text asks for all visible text.
	Text bool `json:"text,omitempty"`
	// Rows asks for the row text of buttons too.
	Rows bool `json:"rows,omitempty"`
}

// Look is everything one look at the tab found.
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
	// Texts are those that were found, by topic.
	Texts map[string][]Text `json:"texts"`
	// Marks says for each asked-for selector whether anything visible matches it.
	Marks []bool `json:"marks"`
	// Text is all visible text, one string per block.
	Text []string `json:"text"`
}

// How far a document was loaded, in the words of document.readyState.
const (
	Loading  = "loading"
	Complete = "complete"
)

// Layer gives the layer a thing stands in; the zero Layer for the page itself.
func (l *Look) Layer(ref Ref) Layer {
	for _, x := range l.Layers {
		if x.Ref == ref {
			return x
		}
	}
	return Layer{}
}
