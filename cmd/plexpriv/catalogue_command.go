package main

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/exit"
	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/flows/inspect"
	"github.com/plexpriv/plexpriv/selectors"
	"github.com/urfave/cli/v2"
)

func catalogueCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:  "catalogue",
		Usage: "show, test and mend plexpriv's description of Plex's pages",
		Description: description(`Plex changes its pages. A file that describes a page anew, in the directory catalogue
of plexpriv's configuration, takes the place of the built-in one.`,
			[]string{
				"plexpriv dev catalogue show email > email.toml",
				"plexpriv dev catalogue test --against saved.json email.toml",
				"plexpriv dev catalogue accept --proposal 1 saved.json",
			}),
		Subcommands: []*cli.Command{catalogueShowCommand(w), catalogueTestCommand(w), catalogueAcceptCommand(w), catalogueLintCommand(w)},
		Action:      func(c *cli.Context) error { return needsSubcommand(w, c) },
	}
}

func catalogueShowCommand(w *world.World) *cli.Command {
	return &cli.Command{
		Name:        "show",
		Usage:       "print the file that describes a page",
		ArgsUsage:   "PAGE",
		Description: description("Prints the description that is in use: your own, where there is one.", []string{"plexpriv dev catalogue show email > email.toml"}),
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return exit.Usagef("which page?").Hinting("plexpriv dev catalogue show email")
			}
			_, text, err := descriptionOf(w, c.Args().First())
			if err != nil {
				return err
			}
			_, err = w.Terminal.Stdout.Write(text)
			return err
		},
	}
}

// readSaved reads a page that inspect --out wrote.
func readSaved(path, missing string) (*inspect.SavedPage, error) {
	if path == "" {
		return nil, exit.Usagef("%s a file that plexpriv dev inspect --out wrote", missing)
	}
	text, err := readNamed(path, "saved pages", maxSavedSize)
	if err != nil {
		return nil, err
	}
	saved, err := inspect.DecodeSaved(text)
	if err != nil {
		return nil, exit.Usagef("%s: %v", path, err)
	}
	return saved, nil
}

// The most that is read, in bytes. A saved page with thousands of controls has a few MB;
// a description has some kB.
const (
	maxSavedSize       = 64 << 20
	maxDescriptionSize = 1 << 20
)

// catalogueWith is the built-in catalogue with one page replaced.
func catalogueWith(name string, text []byte) (*selectors.Catalogue, error) {
	cat, err := selectors.EmbeddedWithPage(name, text)
	var mistake *selectors.ParseError
	if errors.As(err, &mistake) {
		return nil, exit.Usagef("%v", err)
	}
	return cat, err
}

// descriptionOf is the catalogue file of a page: the person's own, or the built-in one.
func descriptionOf(w *world.World, id string) (name string, text []byte, err error) {
	cat, err := w.Catalogue()
	if err != nil {
		return "", nil, err
	}
	if cat.Page(id) == nil {
		return "", nil, exit.Usagef("there is no page %q", id).Hinting(exit.DidYouMean(id, cat.PageIDs()))
	}
	name = id + ".toml"
	if cat.IsOverridden(id) {
		dir, err := w.OwnPages()
		if err != nil {
			return "", nil, err
		}
		text, err = os.ReadFile(filepath.Join(dir, name))
		return name, text, err
	}
	text, _ = selectors.PageFile(id)
	return name, text, nil
}
