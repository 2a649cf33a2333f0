package selectors

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// PageFile returns the text of a page's built-in file. ok is false if there is none.
func PageFile(id string) ([]byte, bool) {
	text, err := fs.ReadFile(embedded, "pages/"+id+".toml")
	return text, err == nil
}

// Label is wording to add to a control: what the page calls it, and where that was
// seen.
type Label struct {
	Setting, Control string
	// Text is the label, in a language of the catalogue.
	Text, Language string
	// Role is the role of the control, empty if any will do.
	Role string
	// Seen says when and how the label was seen, for people who read the file.
	Seen string
}

// Amend adds a label to the text of a page's file. It becomes the last candidate of its
// control, so that the other candidates find what they found before. The rest of the
// text does not change. If the file has no such control, or the catalogue no such
// language, it is an error.
func Amend(file string, text []byte, l Label) ([]byte, error) {
	var page Page
	d, readable := decodeFile(file, text, &page)
	if !readable {
		return nil, joinErrors(d.mistakes)
	}
	if err := checkLanguage(l.Language); err != nil {
		return nil, err
	}
	path := controlPath(&page, l.Setting, l.Control)
	if path == "" {
		return nil, fmt.Errorf("%s has no control %q of setting %q", file, l.Control, l.Setting)
	}
	lines := strings.Split(string(text), "\n")
	at := endOfTable(lines, d.at(path).line)
	added := []string{"[[setting.control.locator]]", "# " + oneLine(l.Seen)}
	if l.Role != "" && slices.Contains(roles, l.Role) {
		added = append(added, fmt.Sprintf("roles = [%s]", quote(l.Role)))
	}
	added = append(added, fmt.Sprintf("name.en = [%s]", quote(l.Text)))
	if l.Language != "" && l.Language != "en" {
		added = append(added, fmt.Sprintf("name.%s = [%s]", l.Language, quote(l.Text)))
	}
	after := []byte(strings.Join(slices.Insert(lines, at, added...), "\n"))
	return after, checkAmended(file, after, &page, l)
}

// checkLanguage refuses a tag that no phrase of the catalogue has. It comes from a file
// that somebody sent, and it is written where TOML has keys.
func checkLanguage(tag string) error {
	cat, err := Embedded()
	if err != nil {
		return err
	}
	if tag != "" && !slices.Contains(cat.Languages(), tag) {
		return fmt.Errorf("the catalogue has no language %q", tag)
	}
	return nil
}

// checkAmended makes sure that a new file says what the old one said, and one label more.
func checkAmended(file string, text []byte, before *Page, l Label) error {
	var after Page
	d, readable := decodeFile(file, text, &after)
	if !readable || len(d.mistakes) > 0 {
		return joinErrors(d.mistakes)
	}
	c := after.control(l.Setting, l.Control)
	if c == nil || len(c.Locators) == 0 {
		return fmt.Errorf("%s lost its control %q", file, l.Control)
	}
	last := c.Locators[len(c.Locators)-1]
	c.Locators = c.Locators[:len(c.Locators)-1]
	if own := before.control(l.Setting, l.Control); len(own.Locators) == 0 {
		c.Locators = own.Locators // an empty list and none are the same
	}
	named := slices.Equal(last.Name.All(), []string{oneLine(l.Text)})
	bare := len(last.Concepts)+len(last.Section)+len(last.Attr) == 0 && last.CSS == "" && !last.Inverted
	if !named || !bare || !reflect.DeepEqual(&after, before) {
		return fmt.Errorf("the label %q would change more of %s than one name", l.Text, file)
	}
	return nil
}

// control returns a control of a page, or nil.
func (p *Page) control(setting, control string) *Control {
	for i := range p.Settings {
		for j := range p.Settings[i].Controls {
			if c := &p.Settings[i].Controls[j]; p.Settings[i].ID == setting && c.ID == control {
				return c
			}
		}
	}
	return nil
}

// Patch returns a change as a unified diff for patch(1) and git apply.
func Patch(file string, before, after []byte) string {
	return string(diff.Diff("a/"+file, before, "b/"+file, after))
}

// controlPath returns the path of a control in its file.
func controlPath(p *Page, setting, control string) string {
	for i, s := range p.Settings {
		for j, c := range s.Controls {
			if s.ID == setting && c.ID == control {
				return index(join(index("setting", i), "control"), j)
			}
		}
	}
	return ""
}

// endOfTable returns the index after the last line of the control that begins at a line
// (counted from 1): where the next header is that does not begin one of its locators,
// without the comments and empty lines before it.
func endOfTable(lines []string, begins int) int {
	end := len(lines)
	for i := begins; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if header(line) && !strings.HasPrefix(strings.Trim(line, "["), "setting.control.locator") {
			end = i
			break
		}
	}
	for end > begins && (strings.TrimSpace(lines[end-1]) == "" || strings.HasPrefix(strings.TrimSpace(lines[end-1]), "#")) {
		end--
	}
	return end
}

// header says whether a line is "[table]" or "[[table]]", and not a part of a list.
func header(line string) bool {
	if !strings.HasPrefix(line, "[") {
		return false
	}
	name := strings.Trim(strings.TrimSpace(strings.SplitN(line, "#", 2)[0]), "[]")
	return name != "" && !strings.ContainsAny(name, `"', `)
}

// quote returns a text as a TOML string.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range oneLine(s) {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// oneLine puts a text on one line. It is outcome.OneLine, which stands above this package.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
