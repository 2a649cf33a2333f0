package judge

import (
	"slices"
	"strings"
)

// writeMethods change something, by the meaning of HTTP.
var writeMethods = []string{"POST", "PUT", "PATCH", "DELETE"}

// overridesMethod says whether a request may be taken for one of another method or
// another address than it has. Frameworks and proxies take both from headers
// (X-HTTP-Method-Override, X-Original-URL, X-Rewrite-URL) and from parameters (_method).
func overridesMethod(a address, req Request) bool {
	for name := range req.Headers {
		if overridingHeader(name) {
			return true
		}
	}
	for _, text := range a.queries {
		for pair := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune("?&;", c) }) {
			if name, value, _ := strings.Cut(pair, "="); overridingParameter(name, value) {
				return true
			}
		}
	}
	return false
}

// overridingHeader knows headers by their words: there are many spellings, and a list
// would miss one. The browser's own, in the question whether a method is allowed, is
// the only one that pages send for an honest reason, and they cannot set it themselves.
func overridingHeader(name string) bool {
	if strings.EqualFold(name, "Access-Control-Request-Method") {
		return false
	}
	words := wordsOf(name)
	has := func(word string) bool { return slices.Contains(words, word) }
	return has("method") || has("override") || has("rewrite") || has("x") && (has("original") || has("forwarded"))
}

func overridingParameter(name, value string) bool {
	words := append(wordsOf(name), wordsOf(separated(name))...)
	if !slices.Contains(words, "method") && !slices.Contains(words, "verb") {
		return false
	}
	return strings.HasPrefix(name, "_") || slices.Contains(words, "override") || slices.Contains(writeMethods, strings.ToUpper(strings.TrimSpace(value)))
}

// isPreflight says whether a request is the browser's own question whether a page may
// send another one. It has no body, and pages cannot set its header.
func isPreflight(req Request) bool {
	return req.Method == "OPTIONS" && !req.HasBody && req.Headers["access-control-request-method"] != ""
}
