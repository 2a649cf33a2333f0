package outcome

import "strings"

// Called is an id of a page or a setting as the person knows it: with the name of their
// server in the place of its key. It is for the terminal; a report has the key.
func (a *AccountReport) Called(id string) string {
	base, key, ok := strings.Cut(id, "@")
	if name := a.Places[key]; ok && name != "" {
		return base + "@" + name
	}
	return id
}
