package schedule

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/plexpriv/plexpriv/cmd/plexpriv/world"
	"github.com/plexpriv/plexpriv/ownfile"
)

// End is how the job ended last.
type End struct {
	At       time.Time `json:"at"`
	ExitCode int       `json:"exit_code"`
	Text     string    `json:"text"`
	// Later is how often in a row it could only try again later.
	Later int `json:"later"`
}

func endFile(w *world.World) string { return filepath.Join(w.State, "schedule.json") }

// lastEnd is nil where there was none, or none that can be read.
func lastEnd(w *world.World) *End {
	text, err := os.ReadFile(endFile(w))
	if err != nil {
		return nil
	}
	var last End
	if json.Unmarshal(text, &last) != nil {
		return nil
	}
	return &last
}

// keepEnd notes how the job ended.
func keepEnd(w *world.World, end End) error {
	text, err := json.Marshal(end)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(w.State, 0o700); err != nil {
		return err
	}
	return ownfile.Replace(endFile(w), text)
}
