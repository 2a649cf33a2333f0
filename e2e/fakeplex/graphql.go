package fakeplex

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"time"
)

// graphRequest is the body of a GraphQL POST.
type graphRequest struct {
	OperationName string         `json:"operationName"`
	Query         string         `json:"query"`
	Variables     map[string]any `json:"variables"`
}

// graphOperations maps the operations the pages use to what they touch. The
// names of the visibility ones are invented: the real ones were never seen.
var graphOperations = map[string]struct {
	page, root string
	write      bool
}{
	"GetEmailPreferences":      {PageEmail, "emailPreferences", false},
	"UpdateEmailPreferences":   {PageEmail, "updateEmailPreferences", true},
	"GetAdVendors":             {PageVendors, "adVendors", false},
	"UpdateAdVendors":          {PageVendors, "updateAdVendors", true},
	"GetPrivacyPreferences":    {PagePrivacy, "privacyPreferences", false},
	"UpdatePrivacyPreferences": {PagePrivacy, "updatePrivacyPreferences", true},
	"GetProfileVisibility":     {PageVisibility, "profileVisibility", false},
	"UpdateProfileVisibility":  {PageVisibility, "updateProfileVisibility", true},
}

var (
	queryStart   = regexp.MustCompile(`^\s*(query\b|\{)`)
	otherKeyword = regexp.MustCompile(`\b(mutation|subscription)\b`)
)

// isQuery says whether a document only reads. If it mentions a mutation anywhere, it
// counts as a write.
func isQuery(document string) bool {
	return queryStart.MatchString(document) && !otherKeyword.MatchString(document)
}

func (s *Site) graphQL(w http.ResponseWriter, r *http.Request) {
	var body graphRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		graphError(w, http.StatusBadRequest, "BAD_REQUEST", "malformed body", nil)
		return
	}
	v := seen(r)
	v.entry.Operation = body.OperationName
	for name := range body.Variables {
		v.entry.Fields = append(v.entry.Fields, name)
	}
	if isQuery(body.Query) {
		v.entry.Kind = KindRead
	}
	a := s.requester(r)
	if a == nil {
		graphError(w, http.StatusUnauthorized, "UNAUTHENTICATED", "User could not be authenticated", nil)
		return
	}
	op, known := graphOperations[body.OperationName]
	if !known {
		s.graphExtras(w, a, body.OperationName)
		return
	}
	if op.write != (v.entry.Kind == KindWrite) {
		graphError(w, http.StatusBadRequest, "GRAPHQL_VALIDATION_FAILED", "operation does not fit its name", nil)
		return
	}
	if !op.write {
		s.delayPrivacy(r, op.page)
		reply(w, map[string]any{"data": map[string]any{op.root: s.readPage(a, op.page)}})
		return
	}
	s.graphSave(w, r, a, op.page, op.root, body.Variables)
}

func (s *Site) graphSave(w http.ResponseWriter, r *http.Request, a *Account, page, root string, variables map[string]any) {
	input, _ := variables["input"].(map[string]any)
	for name := range input {
		seen(r).entry.Fields = append(seen(r).entry.Fields, name)
	}
	slices.Sort(seen(r).entry.Fields)
	patch, err := patchFor(page, input)
	if err != nil {
		graphError(w, http.StatusOK, "BAD_USER_INPUT", err.Error(), nil)
		return
	}
	if s.has("optimistic", page) {
		hold(r, 400*time.Millisecond)
	}
	if err := s.store(a, page, patch); err != nil {
		graphError(w, http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", err.Error(), nil)
		return
	}
	reply(w, map[string]any{"data": map[string]any{root: s.readPage(a, page)}})
}

// graphExtras answers the other operations the app sends while it starts.
func (s *Site) graphExtras(w http.ResponseWriter, a *Account, name string) {
	switch name {
	case "GetActivityFeed":
		reply(w, map[string]any{"data": map[string]any{"activityFeed": map[string]any{"nodes": []string{}}}})
	case "GetAllFriends":
		reply(w, map[string]any{"data": map[string]any{"allFriendsV2": []string{}}})
	case "FinishOnboarding":
		patch := map[string]string{"onboarding.done": "true"}
		for _, row := range []string{"watchHistory", "watchlist", "ratings", "friends"} {
			patch["visibility."+row] = "friends"
		}
		if err := s.store(a, PageVisibility, patch); err != nil {
			graphError(w, http.StatusInternalServerError, "INTERNAL_SERVER_ERROR", err.Error(), nil)
			return
		}
		reply(w, map[string]any{"data": map[string]any{"finishOnboarding": true}})
	default:
		graphError(w, http.StatusBadRequest, "GRAPHQL_VALIDATION_FAILED", "unknown operation", nil)
	}
}

func graphError(w http.ResponseWriter, status int, code, message string, more map[string]any) {
	extensions := map[string]any{"code": code}
	for key, value := range more {
		extensions[key] = value
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{
		"data": nil, "errors": []map[string]any{{"message": message, "extensions": extensions}},
	})
}
