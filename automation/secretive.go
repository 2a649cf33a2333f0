package automation

import (
	"context"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// informed is a look at a page with custom elements that keep what they are from
// the document: a first look has found them, and the accessibility tree was asked.
type informed struct {
	sight.Ask
	Told []told `json:"told"`
}

// told is what the accessibility tree says of one of them. The role is empty for
// what is no choice.
type told struct {
	Ref      sight.Ref   `json:"ref"`
	Role     string      `json:"role,omitempty"`
	State    sight.State `json:"state"`
	Name     string      `json:"name,omitempty"`
	Disabled bool        `json:"disabled,omitempty"`
}

// choices are the roles that a custom element may keep to itself.
var choices = map[string]bool{"switch": true, "checkbox": true, "radio": true}

// interrogate asks the accessibility tree about elements, about a hundred at most:
// each question is a call. One that has gone meanwhile, gives no answer or comes
// after those is no control in this look.
func (t *Tab) interrogate(ctx context.Context, refs []sight.Ref) []told {
	const most = 100
	out := make([]told, 0, len(refs))
	for i, ref := range refs {
		if i >= most {
			out = append(out, told{Ref: ref})
			continue
		}
		w, err := t.Witness(ctx, ref)
		if err != nil || w.Ignored || !choices[w.Role] {
			out = append(out, told{Ref: ref})
			continue
		}
		out = append(out, told{ref, w.Role, w.Checked, w.Name, w.Disabled})
	}
	return out
}
