package automation

import "context"

// informed is a look at a page with custom elements that keep what they are from
// the document: a first look has found them, and the accessibility tree was asked.
type informed struct {
	Ask
	Told []told `json:"told"`
}

// told is what the accessibility tree says of one of them. The role is empty for
// what is no toggle.
type told struct {
	Ref      Ref    `json:"ref"`
	Role     string `json:"role,omitempty"`
	State    State  `json:"state"`
	Name     string `json:"name,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`
}

// interrogate asks the accessibility tree about elements. One that has gone
// meanwhile, or gives no answer, is no control in this look.
func (t *Tab) interrogate(ctx context.Context, refs []Ref) []told {
	out := make([]told, 0, len(refs))
	for _, ref := range refs {
		w, err := t.Witness(ctx, ref)
		if err != nil || w.Ignored || (w.Role != "switch" && w.Role != "checkbox") {
			continue
		}
		out = append(out, told{ref, w.Role, w.Checked, w.Name, w.Disabled})
	}
	return out
}
