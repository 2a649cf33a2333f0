package sight

import "strings"

// FoldButtons joins buttons of one container that can be pressed in, such as "Yes |
// No", into a single choice, if at most one of them is pressed.
func FoldButtons(in []Seen) []Seen {
	groups := map[Ref][]int{}
	for i, c := range in {
		if c.Kind == Toggle && c.Role == "button" && len(c.Path) > 1 {
			parent := c.Path[len(c.Path)-2]
			groups[parent] = append(groups[parent], i)
		}
	}
	drop := map[int]bool{}
	var out []Seen
	for i, c := range in {
		if drop[i] {
			continue
		}
		if c.Kind == Toggle && c.Role == "button" && len(c.Path) > 1 {
			if g := groups[c.Path[len(c.Path)-2]]; len(g) > 1 && pressed(in, g) <= 1 {
				c = joined(in, g)
				for _, j := range g {
					drop[j] = true
				}
			}
		}
		out = append(out, c)
	}
	return out
}

func pressed(in []Seen, group []int) int {
	n := 0
	for _, i := range group {
		if in[i].State == On {
			n++
		}
	}
	return n
}

func joined(in []Seen, group []int) Seen {
	first := in[group[0]]
	c := Seen{Thing: first.Thing, Kind: Buttons, Description: first.Description, Around: first.Around}
	c.Role, c.Disabled = "group", true
	names := map[string]bool{}
	for _, i := range group {
		m := in[i]
		o := Option{Ref: m.Ref, Selected: m.State == On, Disabled: m.Disabled}
		if len(m.Name) > 0 {
			o.Text, o.Help = m.Name[0], strings.Join(m.Name[1:], " ")
		}
		c.Options = append(c.Options, o)
		c.Disabled = c.Disabled && m.Disabled
		names[plain(strings.Join(m.Name, " "))] = true
	}
	// The group is named by the text beside it, not by that of its buttons.
	var row []string
	for _, r := range first.Row {
		if !names[plain(r)] {
			row = append(row, r)
		}
	}
	c.Name, c.Row = nil, row
	if len(row) == 0 && len(c.Section) > 0 {
		c.Name = c.Section[:1]
	}
	return c
}
