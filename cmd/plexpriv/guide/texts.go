package guide

import (
	"fmt"
	"strings"
)

// texts are the sentences of one language.
type texts struct {
	title, lead string
	heading     string
	check       string
	// server leads to the settings of one server.
	server            string
	keep, mayBeAbsent string
	// guessed says that a name was never seen on a screen.
	guessed string
	// ifOffered follows the value of a setting that not everybody has.
	ifOffered string
	// save is how a page saves, by the page's id; saveUnknown is for all others.
	save        map[string][]string
	saveUnknown []string
	say         phrases
}

// phrases are the sentences with something in them.
type phrases struct {
	level, left, open, sections, master, choose, quote func(string) string

	row       func(row, button string) string
	bothNames func(german, english string) string
	audience  func(row, wanted string, next []string) string
	eachEntry func(on, otherwise bool) string
	list      func([]string) string

	switches
	elsewhere
}

// switches are about what is turned on or off.
type switches struct {
	turnOn, turnOff, unseenOn, unseenOff func(string) string
}

// elsewhere is about settings that are on none of the pages with switches.
type elsewhere struct {
	inServer              func(under, name string, on bool) string
	hidden                func(name string, on bool) string
	source, onAccountPage func(row string, on bool) string
}

// with makes a sentence of a format with one place in it.
func with(format string) func(string) string {
	return func(word string) string { return fmt.Sprintf(format, word) }
}

// quoteIn puts a phrase into quotation marks, and leaves an empty one empty.
func quoteIn(open, end string) func(string) string {
	return func(word string) string {
		if word == "" {
			return ""
		}
		return open + word + end
	}
}

// number is a switch as a server stores it.
func number(on bool) int {
	if on {
		return 1
	}
	return 0
}

// join lists words with an "and" before the last.
func join(and string) func([]string) string {
	return func(words []string) string {
		if len(words) < 2 {
			return strings.Join(words, "")
		}
		last := len(words) - 1
		return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
	}
}

// How the pages save: "Update Preferences", "Preferences Updated!" and the dialog's "Save"
// were seen in a recording of 2024-07-01; that the privacy page has no button to save, in
// Plex's HTML of 2024-09-03. That the welcome screen is set to "friends" while everything
// is private still, is Plex's own word: forums.plex.tv/t/857227.
var english = texts{
	title:   "Plex privacy by hand",
	heading: "Set it by hand",
	lead:    "Each part leads to one page of Plex. Words in quotation marks are what Plex shows there.",
	check:   "Load the page again and see that it has stayed so.",
	server:  "Open Settings (the wrench), and choose your server by its name in the list on the left. Do the steps for each of your servers.",
	keep:    "Leave it as you like: this level does not touch it.",

	ifOffered:   "if Plex offers it",
	mayBeAbsent: "Plex does not offer this to everybody. If it is not there, there is nothing to do.",
	guessed:     "This name is a guess: it was never seen on Plex's screens. Look for one that means the same.",
	save: map[string][]string{
		"email":      {"Press “Update Preferences” and wait for “Preferences Updated!”."},
		"privacy":    {"There is nothing to press: the page saves each box at once."},
		"sources":    {"There is nothing else to press: each row is saved by itself."},
		"visibility": {"Press “Save”.", "If Plex shows a welcome screen about sharing with friends, leave it without saving: it is set to “Friends” when it opens, and saving it would make your account less private."},
	},
	saveUnknown: []string{"If the page has a button that saves, press it."},
	say: phrases{
		level:    with("It follows the level %s."),
		left:     with("This level leaves as they are: %s."),
		open:     with("Open %s in your browser and sign in."),
		sections: with("If they are closed, open these sections: %s."),
		master:   with("At this level you can check %s instead of each box below. It saves nothing by itself."),
		switches: switches{
			turnOn:    with("Check or turn on %s."),
			turnOff:   with("Uncheck or turn off %s."),
			unseenOn:  with("Find the control about “%s” and turn it on. What it is called at Plex is not known."),
			unseenOff: with("Find the control about “%s”. What it is called at Plex is not known: if it allows this, turn it off; if it objects to it or says “Do not”, turn it on."),
		},
		choose:    with("Choose %s."),
		quote:     quoteIn("“", "”"),
		row:       func(row, button string) string { return fmt.Sprintf("In the row %s, press %s.", row, button) },
		bothNames: func(german, english string) string { return "“" + english + "”" },
		audience: func(row, wanted string, next []string) string {
			text := fmt.Sprintf("In the row %s, choose %s.", row, wanted)
			if len(next) > 0 {
				text += " If Plex does not offer that, choose " + strings.Join(next, ", or else ") + "."
			}
			return text
		},
		eachEntry: func(on, otherwise bool) string {
			word := "No"
			if on {
				word = "Yes"
			}
			if otherwise {
				return "If there is no such button, choose " + word + " for each entry of the list."
			}
			return "Choose " + word + " for each entry of the list."
		},
		list: join("and"),
		elsewhere: elsewhere{
			inServer: func(under, name string, on bool) string {
				if on {
					return fmt.Sprintf("Under %s, check %s. If it is not there, press “Show Advanced”.", under, name)
				}
				return fmt.Sprintf("Under %s, uncheck %s. If it is not there, press “Show Advanced”.", under, name)
			},
			hidden: func(name string, on bool) string {
				return fmt.Sprintf("Plex shows it on no page. It is %s in the server’s Preferences.xml: stop the server, set it to %d, and start the server again.", name, number(on))
			},
			source: func(row string, on bool) string {
				if on {
					return fmt.Sprintf("In the row %s, press “Edit”, choose “Enabled” and press “Save Changes”.", row)
				}
				return fmt.Sprintf("In the row %s, press “Edit”, choose “Disabled” and press “Save Changes”.", row)
			},
			onAccountPage: func(row string, on bool) string {
				verb := "uncheck"
				if on {
					verb = "check"
				}
				return fmt.Sprintf("This one is on another page: open Account in the settings, and %s %s there.", verb, row)
			},
		},
	},
}
