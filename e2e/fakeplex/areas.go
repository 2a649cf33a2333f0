package fakeplex

import (
	"fmt"
	"slices"
	"strings"
)

// The data of a page has the same fields in REST, in GraphQL and in a posted form. This
// file translates between these fields and the flat values that are stored.

// readPage returns a page's data for an account.
func (s *Site) readPage(a *Account, page string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch page {
	case PageVendors:
		if s.cfg.Design[page] != "" {
			return s.designData(a)
		}
		return vendorData(a)
	case PageEmail:
		return plainData(a, "email.", "summaryFrequency")
	case PageVisibility:
		data := map[string]any{}
		for key, value := range a.values {
			// A managed user has no friends outside the Home.
			if name, ok := strings.CutPrefix(key, "visibility."); ok && !(a.Managed && name == "friends") {
				data[name] = strings.ToUpper(value)
			}
		}
		return data
	}
	return plainData(a, "privacy.", "adsConsentSetAt")
}

func plainData(a *Account, prefix string, words ...string) map[string]any {
	data := map[string]any{}
	for key, value := range a.values {
		name, ok := strings.CutPrefix(key, prefix)
		if !ok {
			continue
		}
		if slices.Contains(words, name) {
			data[name] = value
			continue
		}
		data[name] = value == "true"
	}
	return data
}

func vendorData(a *Account) map[string]any {
	vendors := []map[string]any{}
	for i, name := range vendorNames {
		vendors = append(vendors, map[string]any{"id": vendorID(i), "name": name, "consent": a.values["vendors."+vendorID(i)] == "true"})
	}
	return map[string]any{"sale": a.values["vendors.sale"] == "true", "vendors": vendors}
}

// patchFor turns the fields a page sent into values to store.
func patchFor(page string, fields map[string]any) (map[string]string, error) {
	patch := map[string]string{}
	for name, raw := range fields {
		value := fmt.Sprint(raw)
		switch {
		case page == PageVisibility:
			value = strings.ToLower(value)
			if !slices.Contains(audiences, value) {
				return nil, fmt.Errorf("unknown audience %q", raw)
			}
		case value == "1" || value == "on":
			value = "true"
		case value == "0" || value == "off":
			value = "false"
		}
		patch[page+"."+name] = value
	}
	return patch, nil
}

// audiences are the values that a visibility row may have, the most private first.
var audiences = []string{"private", "friends", "followers", "friends_of_friends", "anyone_signed_in", "anyone"}
