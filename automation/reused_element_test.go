package automation

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/plexpriv/plexpriv/automation/sight"
)

// TestElementThatIsUsedAgain: a page may use the box of one row for another one. It is not
// clicked for the one that was looked at, whenever that happens.
func TestElementThatIsUsedAgain(t *testing.T) {
	s := newNetSite(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><title>x</title><main><p id=log></p><div class=row><label><input type=checkbox checked> <span>Acme</span></label></div>
			<div class=row><span>Bolt</span> <button role=switch aria-checked=true></button></div></main><script>
			const [box, knob] = document.querySelectorAll('input, [role=switch]');
			const log = (what) => { document.getElementById('log').textContent += what + ' '; };
			box.onclick = () => log('clicked'); knob.onclick = () => log('clicked');
			const reuse = { name: () => { document.querySelector('label span').textContent = 'Beta'; },
				state: () => { box.checked = false; knob.setAttribute('aria-checked', 'false'); },
				row: () => { document.querySelectorAll('.row')[1].firstChild.textContent = 'Crisp'; } }[location.hash.slice(1).split('-')[0]];
			addEventListener('reuse', () => { if (location.hash.includes('-hover')) addEventListener('pointermove', reuse); else reuse?.(); });
			</script>`)
	}))
	b := launchBrowser(t, s.options())
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for what, n := range map[string]int{"name": 0, "name-hover": 0, "state": 0, "state-hover": 1, "row": 1, "row-hover": 1, "": 0} {
		t.Run(what, func(t *testing.T) {
			_, tab := openAt(t, ctx, b, "https://www.plex.tv/page#"+what)
			l, err := tab.Look(ctx, sight.Ask{Text: true})
			if err != nil || len(l.Controls) != 2 {
				t.Fatal(err, l)
			}
			if err := tab.document.evaluate(ctx, "dispatchEvent(new Event('reuse'))", nil); err != nil {
				t.Fatal(err)
			}
			err = tab.Click(ctx, l.Controls[n].Ref, "https://www.plex.tv", "the box")
			clicked := strings.Contains(textOf(t, ctx, tab), "clicked")
			if clicked != (what == "") || (err == nil) != (what == "") {
				t.Errorf("clicked: %v, %v", clicked, err)
			}
		})
	}
}
