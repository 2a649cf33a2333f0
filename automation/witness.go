package automation

import (
	"context"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/plexpriv/plexpriv/automation/sight"
)

// Witness is what the browser's own accessibility tree says about an element.
type Witness struct {
	Role     string
	Name     string
	Checked  sight.State
	Disabled bool
	// Ignored says that the element is not in the tree: a hidden checkbox under a drawn
	// one.
	Ignored bool
}

// Witness asks the accessibility tree about an element.
func (d *document) Witness(ctx context.Context, ref sight.Ref) (Witness, error) {
	var w Witness
	err := d.ask(ctx, func(ctx context.Context) error {
		var err error
		w, err = d.witness(ctx, ref)
		return err
	})
	return w, d.explain(err)
}

func (d *document) witness(ctx context.Context, ref sight.Ref) (Witness, error) {
	id, err := d.enterWorld(ctx)
	if err != nil {
		return Witness{}, err
	}
	obj, err := cdp.Call(ctx, d.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: named(fmt.Sprintf("plexpriv.element(%d)", ref)), ContextID: id,
	})
	if err != nil {
		return Witness{}, err
	}
	if obj.Result == nil || obj.Result.ObjectID == "" {
		return Witness{}, sight.ErrNotFound
	}
	tree, err := cdp.Call(ctx, d.target, accessibility.GetPartialAXTree, accessibility.GetPartialAXTreeParams{
		ObjectID: obj.Result.ObjectID, FetchRelatives: new(false),
	})
	// The handle is not released: it ends with the document, and releasing it would
	// take time.
	if err != nil || len(tree.Nodes) == 0 {
		return Witness{}, fmt.Errorf("ask the accessibility tree: %w", err)
	}
	return witness(tree.Nodes[0]), nil
}

func witness(n *accessibility.Node) Witness {
	w := Witness{Ignored: n.Ignored, Role: text(n.Role), Name: text(n.Name)}
	for _, p := range n.Properties {
		if p.Name == accessibility.PropertyNameDisabled {
			w.Disabled = text(p.Value) == "true"
		}
		if p.Name != accessibility.PropertyNameChecked && p.Name != accessibility.PropertyNamePressed {
			continue
		}
		switch text(p.Value) {
		case "true":
			w.Checked = sight.On
		case "false":
			w.Checked = sight.Off
		case "mixed":
			w.Checked = sight.Mixed
		}
	}
	return w
}

func text(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `"`)
}

// secondAsk is for a second look at a page with custom elements whose role and state
// only the accessibility tree knows (ElementInternals). Told is what the tree says
// about the elements that the first look found.
type secondAsk struct {
	sight.Ask
	Told []treeNode `json:"told"`
}

// treeNode is what the accessibility tree says about one such element. The role is empty
// if the element is not a choice.
type treeNode struct {
	Ref      sight.Ref   `json:"ref"`
	Role     string      `json:"role,omitempty"`
	State    sight.State `json:"state"`
	Name     string      `json:"name,omitempty"`
	Disabled bool        `json:"disabled,omitempty"`
}

// choices are the roles with which a custom element counts as a control.
var choices = map[string]bool{"switch": true, "checkbox": true, "radio": true}

// askTree asks the accessibility tree about elements, about a hundred at most, because
// each needs a call. Elements beyond these, and those that are gone or give no answer,
// are not controls in this look.
func (d *document) askTree(ctx context.Context, refs []sight.Ref) []treeNode {
	const most = 100
	out := make([]treeNode, 0, len(refs))
	for i, ref := range refs {
		if i >= most {
			out = append(out, treeNode{Ref: ref})
			continue
		}
		w, err := d.Witness(ctx, ref)
		if err != nil || w.Ignored || !choices[w.Role] {
			out = append(out, treeNode{Ref: ref})
			continue
		}
		out = append(out, treeNode{ref, w.Role, w.Checked, w.Name, w.Disabled})
	}
	return out
}
