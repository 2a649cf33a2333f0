package e2e

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/plexpriv/plexpriv"

// walls say who may import what. A path stands for itself and all below it.
var walls = []struct {
	imported string
	only     []string // packages of this module that may
	never    []string // packages below these that may not all the same
	reason   string
}{
	{module + "/cmd", []string{"cmd"}, nil, "nothing may depend on what a person sees"},
	{module + "/flows", []string{"cmd", "flows"}, nil, "only the commands decide what to run"},
	{module + "/automation/session", []string{"cmd", "flows", "automation/session"}, nil, "a browser does not know that sessions are kept"},
	{module + "/automation", []string{"cmd", "flows", "automation"}, nil, "the catalogue and the fake Plex know nothing of browsers, and a catalogue that did could not stay data"},
	{module + "/selectors", []string{"cmd", "flows", "selectors"}, nil, "automation drives any page and must not learn about Plex"},
	{module + "/e2e", []string{"e2e"}, nil, "the fake Plex must not be reachable from the product"},
	{"github.com/chromedp", []string{"automation", "e2e/demo", "e2e/eyes", "e2e/film"}, needNoBrowser, "everything that touches a browser must pass the guards of automation (the demo only takes pictures of the fake Plex, eyes opens our own reports and our own page, and film draws terminals)"},
	{"github.com/coder/websocket", []string{"automation"}, needNoBrowser, "whatever connects to a browser must pass automation's judge of addresses"},
	{"github.com/zalando/go-keyring", []string{"automation/session"}, nil, "everything that touches the keyring must pass the time limits and checks of session"},
	{"github.com/urfave/cli", []string{"cmd"}, nil, "flags are read once, in the commands"},
}

// needNoBrowser are the packages below automation that work without a browser.
var needNoBrowser = []string{"automation/sight", "automation/judge", "automation/session"}

// leaves import nothing of this module but what is named.
var leaves = map[string]struct {
	may    []string
	reason string
}{
	"ownfile":            {nil, "it knows files only"},
	"automation/sight":   {nil, "what was seen is told apart from how it was seen; a browser here would let finding act"},
	"automation/judge":   {nil, "a request is judged by what it says alone, so that each decision is a row of a table"},
	"automation/session": {[]string{"ownfile"}, "it stores sessions; how one is obtained and whether Plex accepts it is decided elsewhere"},
	"flows/answer":       {nil, "what Plex says is read the same way whoever asked; what follows from it is decided by others"},
	"flows/plexapi":      {[]string{"flows/answer"}, "it knows HTTP only, and how Plex answers; what to ask when is decided by flows, and pages are read in the browser"},
	"flows/ownserver":    {[]string{"flows/answer"}, "it knows HTTP only, and how a server answers; which server is asked for what is decided by flows"},
}

// A room is what a package below flows or cmd/plexpriv may import of its neighbors
// there, and why no more and no less.
type room struct{ may, why string }

// rooms have a row for each such package. The packages above them (flows itself, and
// package main) import them all and are imported by none of them.
var rooms = map[string]map[string]room{
	"flows": {
		"outcome":   {"", "the other packages report results in its words, so it can depend on none of them"},
		"answer":    {"", "what Plex says is read the same way whoever asked"},
		"plexapi":   {"answer", "it knows HTTP only, and how Plex answers"},
		"ownserver": {"answer", "it knows HTTP only, and how a server answers"},
		"direct":    {"outcome wanted reading answer plexapi ownserver", "it reads and sets over HTTP what has no page, and does not plan or prove what it sets"},
		"journal":   {"", "a file format outlives the code that fills it"},
		"receipt":   {"", "a receipt must be checkable without what made it"},
		"wanted":    {"outcome", "what is wanted does not depend on what a page shows; a setting that is skipped gets its result here"},
		"policy":    {"outcome wanted", "a person's file is laid under the flags to say what is wanted, and compared with a report on what is; it needs no page for that"},
		"meaning":   {"", "what a wording says does not depend on where it stands; it is text in, meaning out, so that each case is a row of a table"},
		"reading":   {"outcome wanted answer meaning", "it reads a look for the wishes, or an answer of Plex, and decides nothing"},
		"plan":      {"outcome wanted reading", "it compares what was read with what is wanted, and touches no page"},
		"list":      {"outcome wanted reading", "it reads the places of a list, and reaches its page through an interface"},
		"page":      {"outcome wanted reading list answer", "it reads a page, and must not know what will be changed on it"},
		"act":       {"outcome wanted reading list page plan answer", "it does what is planned, on an open page; it does not prove what it did"},
		"signin":    {"outcome wanted reading page plexapi answer", "Plex is asked on a page and over HTTP; nothing is set"},
		"inspect":   {"outcome wanted reading page signin answer", "it shows how a signed-in page is read; it sets nothing"},
		"survey":    {"outcome reading page signin inspect", "it opens a page of each site to see whom the site knows, and hands on nothing personal; it sets nothing"},
		"record":    {"outcome wanted journal receipt", "it keeps what runs did in files, and needs no page for that"},
		"review":    {"outcome answer", "it asks through what can only GET, and reads answers"},
	},
	"cmd/plexpriv": {
		"exit":         {"", "the other packages use its errors, so it can depend on none of them"},
		"locale":       {"", "it knows texts and languages; what is said, and when, is decided by the others"},
		"presentation": {"locale", "it gives the document a person's words, and prints and draws nothing"},
		"guide":        {"presentation", "the steps by hand are made from the catalogue alone, in a person's words"},
		"report":       {"locale presentation guide rights", "the HTML page is made from the document, in a person's words, and ends with what a person does by hand"},
		"rights":       {"", "what somebody may ask of Plex is data and text; it sends and opens nothing"},
		"config":       {"exit locale", "a file of the person's, read and edited; its keys stand for variables, and one names a language"},
		"manual":       {"config exit", "the manual pages are made from the commands as data, and its topics from the tables of keys and variables"},
		"terminal":     {"exit", "it shows the hints of an error"},
		"world":        {"config exit locale terminal opener", "what the machine lacks is an error of the command, a person is asked for secrets in their language, and the configuration counts where a variable is not set"},
		"doctor":       {"exit terminal world", "it checks the machine and tells the person"},
		"schedule":     {"exit terminal world", "it sets up a job on the machine and tells the person"},
		"opener":       {"", "whatever opens an address needs to know nothing of what is behind it"},
		"ui":           {"exit locale presentation run world", "the page does what the commands do, in the words that they use"},
		"run":          {"exit terminal world report locale presentation", "a whole run needs the machine, the person and the HTML page"},
	},
}

// testsMay lists what tests may import beyond that: the fake Plex looks at its
// own pages in a real browser, and scripts ask a remote browser what is left in it.
var testsMay = map[string]string{
	"github.com/chromedp":        "e2e/fakeplex",
	"github.com/coder/websocket": "e2e",
}

type goPackage struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// TestWalls keeps the packages apart: cmd → flows → {selectors, automation}. See "Who
// may import whom" in CONTRIBUTING.md.
func TestWalls(t *testing.T) {
	for _, p := range packages(t) {
		from := short(p.ImportPath)
		for _, to := range p.Imports {
			leaf, ok := leaves[from]
			if ok && within(to, module) && !slices.Contains(leaf.may, short(to)) {
				t.Errorf("%s imports %s: %s", from, to, leaf.reason)
			}
		}
		for _, to := range p.Imports {
			checkWall(t, from, to, false)
		}
		for _, to := range append(p.TestImports, p.XTestImports...) {
			checkWall(t, from, to, true)
		}
	}
}

// TestRooms keeps the packages of one level in one direction, so that a reader of one
// package has to know only those that its row names. Each right in the table must be
// used, so that the table is true.
func TestRooms(t *testing.T) {
	met := map[string]bool{}
	for _, p := range packages(t) {
		from := short(p.ImportPath)
		for house, table := range rooms {
			name, ok := strings.CutPrefix(from, house+"/")
			if !ok {
				continue
			}
			row, known := table[name]
			if !known {
				t.Errorf("%s is in no row of the table: say what it may import of its neighbors, and why", from)
			}
			met[from] = true
			checkRoom(t, house, from, row, p.Imports)
		}
	}
	for house, table := range rooms {
		for name, row := range table {
			if !met[house+"/"+name] {
				t.Errorf("the table has a row for %s/%s, which is not there", house, name)
			}
			if row.why == "" {
				t.Errorf("the row of %s/%s gives no reason", house, name)
			}
		}
	}
}

// checkRoom compares the imports of one package with its row.
func checkRoom(t *testing.T, house, from string, row room, imports []string) {
	t.Helper()
	unused := strings.Fields(row.may)
	for _, to := range imports {
		to = short(to)
		if to == house {
			t.Errorf("%s imports %s, which stands above it: what it needs there belongs further down", from, to)
		}
		next, ok := strings.CutPrefix(to, house+"/")
		if !ok {
			continue
		}
		if i := slices.Index(unused, next); i >= 0 {
			unused = slices.Delete(unused, i, i+1)
			continue
		}
		t.Errorf("%s imports %s, and may import %q of its neighbors: %s; move what it needs down, or pass it in", from, to, row.may, row.why)
	}
	for _, right := range unused {
		t.Errorf("%s may import %s of its neighbors and does not: take %q out of its row", from, right, right)
	}
}

// pure are the packages that see neither a tab nor a browser: of automation they know
// what a look has found and how a session is stored, and no more.
var pure = []string{
	"flows/wanted", "flows/policy", "flows/meaning", "flows/reading", "flows/plan", "flows/list", "flows/record",
	"flows/outcome", "flows/answer", "flows/journal", "flows/receipt", "flows/review",
}

// browsers says whether a package can drive a browser, or talk to one.
func browsers(path string) bool {
	if within(path, module+"/automation") {
		return path != module+"/automation/sight" && path != module+"/automation/session"
	}
	return within(path, "github.com/chromedp") || within(path, "github.com/coder/websocket")
}

// TestPureRoomsImportNoBrowser keeps browsers out of what decides, whatever the number
// of packages in between.
func TestPureRoomsImportNoBrowser(t *testing.T) {
	imports := map[string][]string{}
	for _, p := range list(t, "-deps", "../...") {
		imports[p.ImportPath] = p.Imports
	}
	for _, room := range pure {
		if imports[module+"/"+room] == nil {
			t.Errorf("%s is not there, or imports nothing", room)
		}
		if chain := chainTo(imports, module+"/"+room, browsers); chain != nil {
			t.Errorf("%s: what decides must not be able to look, or to press", strings.Join(chain, " imports "))
		}
	}
}

// chainTo returns the shortest chain of imports from a package to one that is wanted,
// nil if there is none.
func chainTo(imports map[string][]string, from string, wanted func(path string) bool) []string {
	met := map[string]bool{from: true}
	for chains := [][]string{{from}}; len(chains) > 0; chains = chains[1:] {
		chain := chains[0]
		last := chain[len(chain)-1]
		if wanted(last) {
			return chain
		}
		for _, next := range imports[last] {
			if !met[next] {
				met[next] = true
				chains = append(chains, append(slices.Clone(chain), next))
			}
		}
	}
	return nil
}

// acting are the methods of a tab that set something.
var acting = []string{"Click", "Choose"}

// mayName lists the files that may name what leads to a tab that acts.
var mayName = map[string][]string{
	"ActingTab":    {"flows/page/driver.go", "flows/page_run.go", "flows/act/act.go"},
	"NewActingTab": {"flows/page/driver.go", "flows/reader.go"},
	"NewIsolate":   {"flows/page/driver.go"}, // its tabs are those of automation, which act
	// What is set over HTTP.
	"AccountWriter": {"flows/plexapi/account_writer.go", "flows/direct/access.go", "flows/direct/account.go"},
	"WriteAs":       {"flows/plexapi/account_writer.go", "flows/direct/access.go"},
	"NewWriter":     {"flows/ownserver/writer.go", "flows/direct/access.go"},
	"MethodPut":     {"flows/ownserver/writer.go", "flows/plexapi/account_writer.go"},
	"SetOptOut":     {"flows/plexapi/account_writer.go", "flows/direct/account.go"},
}

// TestOnlyActClicks makes sure that no other package of flows uses what acts, and that
// none makes a tab that acts out of one that reads.
func TestOnlyActClicks(t *testing.T) {
	used := 0
	err := filepath.WalkDir("../flows", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, "../"))
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				// With or without a call: a method can be kept and called later.
				if !slices.Contains(acting, n.Sel.Name) {
					break
				}
				used++
				if !strings.HasPrefix(name, "flows/act/") {
					t.Errorf("%s uses %s: only flows/act may, so that whoever reads cannot change an account", name, n.Sel.Name)
				}
			case *ast.Ident:
				if may, ok := mayName[n.Name]; ok && !slices.Contains(may, name) {
					t.Errorf("%s names %s: a tab that acts is handed from the browser to flows/act, and to nobody else", name, n.Name)
				}
			case *ast.TypeAssertExpr:
				if strings.HasSuffix(typeName(n.Type), "ActingTab") {
					t.Errorf("%s makes a tab that acts out of another one", name)
				}
			case *ast.InterfaceType:
				for _, method := range n.Methods.List {
					for _, m := range method.Names {
						if slices.Contains(acting, m.Name) && name != "flows/page/driver.go" {
							t.Errorf("%s has an interface with %s: an assertion to it makes a tab that acts out of another one", name, m.Name)
						}
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if used < 5 {
		t.Errorf("only %d uses of what acts were found: this test looks for the wrong names", used)
	}
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func checkWall(t *testing.T, from, to string, inTest bool) {
	t.Helper()
	for _, wall := range walls {
		if !within(to, wall.imported) {
			continue
		}
		if withinAny(from, wall.never) {
			t.Errorf("%s imports %s: what a look found, what a request says and how a session is stored are known without a browser", from, to)
			return
		}
		if withinAny(from, wall.only) {
			return
		}
		if place, ok := testsMay[wall.imported]; inTest && ok && within(from, place) {
			return
		}
		t.Errorf("%s imports %s: %s", from, to, wall.reason)
		return
	}
}

func within(path, place string) bool { return path == place || strings.HasPrefix(path, place+"/") }

func withinAny(path string, places []string) bool {
	return slices.ContainsFunc(places, func(place string) bool { return within(path, place) })
}

// short is the path of a package within this module. That of another module stays whole.
func short(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

// packages lists the packages of this module.
func packages(t *testing.T) []goPackage {
	t.Helper()
	return list(t, "../...")
}

func list(t *testing.T, args ...string) []goPackage {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports"}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("list the packages: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("read the list of packages: %v", err)
		}
		all = append(all, p)
	}
	if len(all) < 5 {
		t.Fatalf("only %d packages listed", len(all))
	}
	return all
}
